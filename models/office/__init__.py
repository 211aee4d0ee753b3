"""The municipality: names, members, rights, replaceable files, word lists, record locations."""
