"""An office's own plan table as a draft plan: read, shown, then stored as a whole."""
