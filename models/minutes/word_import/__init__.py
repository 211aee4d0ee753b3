"""Minutes that come back from Word: what was changed in the file, compared with what is stored."""
