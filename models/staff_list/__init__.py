"""Import of a staff list from a file: a preview of the changes, then all or nothing."""
