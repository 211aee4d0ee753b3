"""The findings of the checks, and the gate before printing."""
