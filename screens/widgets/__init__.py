"""Reusable widgets: Thai editor, input and label, lists of rows, the key line."""
