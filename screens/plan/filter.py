"""The filter of a plan's activities: by goal, process, owner, status and words."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from kmtui.thai.folding import fold, search_terms
from models.plan.follow_up import ActivityProgress
from models.plan.progress import ProgressStatus
from models.plan.steps import Process
from models.plan.values import ActivityView, Plan, TableView

UNREVIEWED, LACKING, DUE, OVERDUE = "ยังไม่ทบทวน", "ขาดข้อมูล", "ใกล้ครบกำหนด", "เกินกำหนด"
STATUSES = (UNREVIEWED, LACKING, *(status.label for status in ProgressStatus), DUE, OVERDUE)
NOBODY = "ยังไม่ระบุ"


class PlanFilter(Struct, frozen=True):
    """A filter of activities; None (or "") matches everything.

    A goal is given by the label of its tables (`head_of`).
    """

    head: str = ""
    process: Process | None = None
    owner: str = ""
    status: str = ""
    text: str = ""

    @property
    def is_on(self) -> bool:
        """Whether the filter excludes anything."""
        return self != PlanFilter()

    @property
    def label(self) -> str:
        """The label of the filter, for the line above the table; empty if it is off."""
        process = self.process.short_label if self.process else ""
        said = f"“{self.text}”" if self.text else ""
        return " · ".join(filter(None, (self.head, process, self.owner, self.status, said)))

    def takes_table(self, table: TableView) -> bool:
        """Return whether the filter's goal and process match those of the table."""
        return self.head in ("", head_of(table)) and self.process in (None, table.process)

    def takes(self, standing: ActivityProgress, is_lacking: bool) -> bool:
        """Return whether the filter matches an activity; `is_lacking` if its cells have gaps."""
        row = standing.activity
        if not self.takes_table(standing.table):
            return False
        if self.owner and self.owner not in (row.owner_names or (NOBODY,)):
            return False
        if self.text and not _says(row, self.text):
            return False
        return not self.status or self._is_in_status(standing, is_lacking)

    def _is_in_status(self, standing: ActivityProgress, is_lacking: bool) -> bool:
        return {
            UNREVIEWED: not standing.activity.is_reviewed,
            LACKING: is_lacking,
            DUE: standing.is_due,
            OVERDUE: standing.is_overdue,
        }.get(self.status, standing.status.label == self.status)


def _says(row: ActivityView, words: str) -> bool:
    """Return whether all search terms occur in the row's cells, both in folded form (`fold`)."""
    cells = (
        row.step_title,
        *row.activity_lines,
        row.method,
        row.period,
        row.target_group,
        row.indicator,
        row.target,
        row.owner_text,
        row.tools,
        row.remark,
    )
    said = "\n".join(map(fold, cells))
    return all(word in said for word in search_terms(words))


def head_of(table: TableView) -> str:
    """Return the label of a table's goal or scope, or of learning organisation."""
    return table.title.removesuffix(table.process.short_label).strip() or table.title


def heads_of(plan: Plan) -> tuple[str, ...]:
    """Return the labels of the goals and scopes (and LO) that have tables, in order."""
    return tuple(dict.fromkeys(head_of(each) for each in plan.all_tables))


def processes_of(plan: Plan) -> tuple[Process, ...]:
    """Return the processes of the plan's tables."""
    found = {each.process for each in plan.all_tables}
    return tuple(each for each in Process if each in found)


def owners_of(plan: Plan) -> tuple[str, ...]:
    """Return the names of all owners in the plan; NOBODY last, if an activity has none."""
    names = dict.fromkeys(name for row in plan.activities for name in row.owner_names)
    without = [NOBODY] if any(not row.owner_names for row in plan.activities) else []
    return (*sorted(names), *without)


def values_of(plan: Plan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the criteria of the filter by their Thai names, each with its values."""
    yield "เป้าหมาย", heads_of(plan)
    yield "กระบวนการ", tuple(each.short_label for each in processes_of(plan))
    yield "ผู้รับผิดชอบ", owners_of(plan)
    yield "สถานะ", STATUSES
