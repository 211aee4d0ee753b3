"""The findings of the checks, and the error gate before printing or closing."""
