"""The office itself: its names, members, rights, files, words, and where things are."""
