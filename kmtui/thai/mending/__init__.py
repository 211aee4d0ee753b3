"""Repair of Thai text with the lexicon: ambiguous letters, and damage by PDF extraction."""
