"""A plan as read from a file, before it is stored."""

from datetime import date

from msgspec import Struct

from models.foreign_files.column_mapping import ColumnMapping
from models.plan.steps import Process


class ActivityDraft(Struct, frozen=True):
    """A table row as it would be stored; `number` is its row in the file.

    `step` is 0 in the table of learning organization, `budget` in baht.
    """

    number: int
    step: int
    title: str = ""
    bullets: str = ""
    method: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    period_text: str = ""
    target_group: str = ""
    indicator: str = ""
    target: str = ""
    owner_text: str = ""
    budget: float | None = None
    tools: str = ""
    remark: str = ""


class TableDraft(Struct, frozen=True):
    """A table of a goal by one process, or of learning organization (LO, no goal)."""

    process: Process
    activities: tuple[ActivityDraft, ...]


class GoalDraft(Struct, frozen=True):
    """A goal with its tables; the text is empty for that of learning organization (LO)."""

    text: str
    unit: str = ""
    is_selected: bool = True
    tables: tuple[TableDraft, ...] = ()


class PlanDraft(Struct, frozen=True):
    """The plan parsed from a file: its goals in order, and rows that fit nowhere.

    Attributes:
        mapping: the columns of the first table.
        left: rows that belong to no goal or table, with their row numbers in the file.
    """

    file_name: str
    goals: tuple[GoalDraft, ...]
    mapping: ColumnMapping
    left: tuple[tuple[int, str], ...] = ()

    @property
    def activities(self) -> tuple[ActivityDraft, ...]:
        """All rows of all tables."""
        tables = (table for goal in self.goals for table in goal.tables)
        return tuple(row for table in tables for row in table.activities)
