"""Base screens for lists of rows, and the fiscal year of a list."""
