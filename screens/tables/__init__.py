"""Tables edited in place, cell by cell."""
