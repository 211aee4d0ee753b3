"""The binder and the book of a fiscal year."""
