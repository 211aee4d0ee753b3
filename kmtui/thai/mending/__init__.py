"""Mending of Thai text by the lexicon: doubtful letters, and the damage that PDFs do."""
