"""The keys that a person chose instead of those of the table of commands."""
