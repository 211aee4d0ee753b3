"""Import of an office's own plan table as a draft plan: parse, preview, store as a whole."""
