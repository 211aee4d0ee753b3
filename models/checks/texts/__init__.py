"""Checks of texts: each file one family, two catalogues, and the running of them over a text."""
