"""Divisions, people, posts, and who holds which post from when to when."""
