"""Checks of texts: one family a file, two catalogues, and the runner for one text."""
