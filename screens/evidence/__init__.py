"""The evidence board and the attached papers."""
