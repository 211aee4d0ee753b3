"""Import of an agenda from lines: levels, comparison with existing items, insertion."""
