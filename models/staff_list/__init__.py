"""A staff list from a file: what it would change, then all of it or nothing."""
