"""Corrections that come back from Word: one list, taken one by one or all at once."""
