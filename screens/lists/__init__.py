"""Base screens for lists of rows, and the fiscal year that a list has."""
