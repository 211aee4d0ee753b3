"""Documents around a meeting: agenda, attendance sheet, invitation, calendar file."""
