"""Something that is due: the value that every subject hands to the first screen."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.office.locations import Location


class DueOf(StrEnum):
    """What is due; the first screen knows from it where Enter leads."""

    TASK = "task"
    TRAINING = "training"
    FOLLOW_UP = "follow_up"
    MONITORING = "monitoring"
    MEMO = "memo"


@dataclass(frozen=True)
class Deadline:
    """What is due by when, and where it is done.

    `place`, `record_id` and `year` say the same as `location`, for the first screen of today.
    """

    label: str
    due_on: date
    location: Location
    place: DueOf
    record_id: int | None = None
    year: int | None = None

    def is_overdue(self, day: date) -> bool:
        """Whether the day is past."""
        return self.due_on < day
