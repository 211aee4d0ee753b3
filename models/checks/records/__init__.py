"""Checks of records: each file one subject, two catalogues, the reading of the records."""
