"""The handbook: its chapters as text, and as a document of our own paper."""
