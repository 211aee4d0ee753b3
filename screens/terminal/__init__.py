"""The row-diffing driver, ordered keys, the cached style sheet."""
