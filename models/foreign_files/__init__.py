"""Files that other programs have written: read within bounds, nothing in them followed or run."""
