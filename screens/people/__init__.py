"""The screens of people, posts and divisions, and of the import of a staff list."""
