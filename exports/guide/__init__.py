"""The handbook: its chapters as text and as a PDF."""
