"""The first screen, the first start, what is due."""
