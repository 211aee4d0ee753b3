"""Terminal output and input: row-diffing driver, keys in order, cached style sheet."""
