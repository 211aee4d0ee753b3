"""Full-text search over all records, and its index."""
