"""Terminal output and input: row-diffing driver, ordered keys, cached style sheet."""
