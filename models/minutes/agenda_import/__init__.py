"""An agenda pasted as lines: its levels, what the meeting has already, and adding the rest."""
