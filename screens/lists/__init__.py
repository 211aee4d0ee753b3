"""Base screens for lists of rows: filter, auto-refresh, by fiscal year."""
