"""Editing that several screens share: conflicts, form merge, diff, undo."""
