"""The printed content of a plan's progress report, as plain values."""

from datetime import datetime

from msgspec import Struct

from models.plan.progress import ProgressStatus

COUNTS = (
    "ทั้งหมด",
    ProgressStatus.DONE.label,
    ProgressStatus.UNDERWAY.label,
    ProgressStatus.NOT_STARTED.label,
    ProgressStatus.STOPPED.label,
    "เกินกำหนด",
)
"""The counts of a group of activities, in this order."""
FIELDS = ("ลำดับ", "กิจกรรม", "ตัวชี้วัด", "เป้าหมาย", "ผลที่ได้", "สถานะ", "ผลการดำเนินงาน", "หลักฐาน")
"""The columns of an activity."""


class Measure(Struct, frozen=True):
    """A measured figure with its unit, and its ratio to the target.

    Attributes:
        text: as printed, with the target if that is a figure.
        share: 1 if the target is reached, more beyond it; None if figure or target is missing.
    """

    text: str
    share: float | None = None


class SummaryRow(Struct, frozen=True):
    """One group of activities in the summary.

    Attributes:
        counts: the numbers of activities as printed, in the order of COUNTS.
        percent: the percentage done, as printed.
        done: the share that is done, 0 to 1.
        underway: the share that is under way, 0 to 1.
    """

    title: str
    counts: tuple[str, ...]
    percent: str
    done: float
    underway: float


class Summary(Struct, frozen=True):
    """The groups of activities of one kind (by goal, by process or by owner), below a title."""

    title: str
    rows: tuple[SummaryRow, ...]


class LateRow(Struct, frozen=True):
    """An activity that is overdue; each field is a cell as printed."""

    activity: str
    owners: str
    due: str
    status: str


class LateTable(Struct, frozen=True):
    """The overdue activities of one table of the plan, below its goal and process in words."""

    title: str
    rows: tuple[LateRow, ...]


class FollowedRow(Struct, frozen=True):
    """An activity with its progress; each field is a cell as printed."""

    number: str
    activity: str
    indicator: str
    target: str
    actual: Measure
    status: str
    notes: str
    evidence: str


class FollowedTable(Struct, frozen=True):
    """The activities of one table of the plan; `goal` is its goal's text, empty for LO."""

    title: str
    goal: str
    rows: tuple[FollowedRow, ...]


class ProgressPaper(Struct, frozen=True):
    """The printed content of the progress report of a year's plan as of a day."""

    heading: tuple[str, ...]
    opening: str
    file_title: str
    author: str
    identity: str
    made_at: datetime
    total: SummaryRow
    summaries: tuple[Summary, ...]
    late: tuple[LateTable, ...]
    tables: tuple[FollowedTable, ...]
    problems: str
    signature: tuple[str, ...]
