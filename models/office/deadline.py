"""Deadlines: the value by which each subject reports due work to the first screen."""

from datetime import date

from msgspec import Struct

from models.office.locations import Location


class Deadline(Struct, frozen=True):
    """An item that is due on a day, with the location at which the user completes it."""

    label: str
    due_on: date
    location: Location

    def is_overdue(self, day: date) -> bool:
        """Return whether the deadline is before this day."""
        return self.due_on < day
