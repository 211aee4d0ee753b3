"""The Thai core: digits, dates, sanitizing, word segmentation, collation, keyboard, names."""
