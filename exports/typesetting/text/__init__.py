"""Words as glyphs, and where lines of them end."""
