"""The meeting room."""
