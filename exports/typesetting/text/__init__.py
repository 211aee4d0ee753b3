"""Shaping of words into glyphs, and line breaking of justified paragraphs."""
