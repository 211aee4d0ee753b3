"""An office's own classification table: compared with a year's items, then added as a whole."""
