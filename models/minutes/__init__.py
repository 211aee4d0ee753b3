"""The minutes of a meeting: statements, resolutions and tasks; the meeting room's snapshot."""
