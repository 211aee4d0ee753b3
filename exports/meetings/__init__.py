"""Documents of a meeting, and those of all meetings of a calendar year."""
