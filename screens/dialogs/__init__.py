"""Dialogs that return a value and store nothing."""
