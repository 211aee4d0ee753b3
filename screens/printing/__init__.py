"""Printing of records: choice of document, format and destination."""
