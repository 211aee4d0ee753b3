"""Editing of records: versions, fields, history, undo, optimistic locking, seals."""
