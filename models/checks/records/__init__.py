"""Checks of records: one subject a file, two catalogues, and the reader of the records."""
