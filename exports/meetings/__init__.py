"""Documents of a meeting: agenda, attendance sheet, invitation, calendar file."""
