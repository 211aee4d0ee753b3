"""Something that is due: the value that every subject hands to the first screen."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DueOf(StrEnum):
    """What is due; the first screen knows from it where Enter leads."""

    TASK = "task"
    TRAINING = "training"
    FOLLOW_UP = "follow_up"
    MONITORING = "monitoring"
    MEMO = "memo"


@dataclass(frozen=True)
class Deadline:
    """What is due by when; `record_id` is the record to open, `year` the plan's fiscal year."""

    label: str
    due_on: date
    place: DueOf
    record_id: int | None = None
    year: int | None = None

    def is_overdue(self, day: date) -> bool:
        """Whether the day is past."""
        return self.due_on < day
