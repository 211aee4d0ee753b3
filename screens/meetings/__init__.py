"""The list of meetings, planning, the roll, reconciliation."""
