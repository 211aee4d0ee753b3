"""The first screen, the first start, and the deadlines."""
