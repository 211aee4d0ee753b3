"""Full-text search over everything that is written, and its index."""
