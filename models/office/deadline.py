"""Something that is due: the value that every subject hands to the first screen."""

from dataclasses import dataclass
from datetime import date

from models.office.locations import Location


@dataclass(frozen=True)
class Deadline:
    """What is due by when, and where it is done."""

    label: str
    due_on: date
    location: Location

    def is_overdue(self, day: date) -> bool:
        """Whether the day is past."""
        return self.due_on < day
