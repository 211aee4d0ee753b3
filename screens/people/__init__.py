"""People, posts, divisions, the import of a staff list."""
