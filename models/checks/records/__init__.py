"""Checks of records, one subject a file; their two catalogues; the reader of the records."""
