"""The table source of a year's plan: its parts, its state, its activities."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from kmtui.thai.digits import thai_digits
from models.editing.revisions import Subject
from models.editing.undo import UndoScope
from models.meetings.presence import ActiveEditor
from models.office.locations import InPlan
from models.plan.rows import PlanSection, plan_scope
from models.plan.rules import PlanGap
from models.plan.steps import PlanState
from models.plan.values import ActivityView, Plan, TableView
from screens.commands.plan import PLAN
from screens.own_keys.chosen import hint
from screens.plan.filter import PlanFilter
from screens.plan.sheets import (
    PlanPart,
    PlanSnapshot,
    read_plan_snapshot,
    sheet_of,
    title_id,
)
from screens.tables.cell_layout import TableCell
from screens.tables.table_pane import TablePane
from screens.tables.table_source import (
    TableHeads,
    TableModel,
    TablePosition,
    TableSource,
)
from screens.widgets.label import Part

PART_OF = {
    PlanPart.ACTIVITIES: PlanSection.ACTIVITY,
    PlanPart.SCOPES: PlanSection.SCOPE,
    PlanPart.GOALS: PlanSection.GOAL,
    PlanPart.FACTORS: PlanSection.FACTOR,
}
PARTS_SHOWING = {
    Subject.ACTIVITY: PlanPart.ACTIVITIES,
    Subject.SCOPE: PlanPart.SCOPES,
    Subject.GOAL: PlanPart.GOALS,
    Subject.FACTOR: PlanPart.FACTORS,
    Subject.PLAN: PlanPart.TEXTS,
}
_EMPTY = {
    PlanPart.ACTIVITIES: "ยังไม่มีตารางแผน กด F5 เพิ่มตารางของเป้าหมายและกระบวนการ",
    PlanPart.SCOPES: "ยังไม่มีขอบเขต KM กด F5 เพิ่ม",
    PlanPart.GOALS: "ยังไม่มีเป้าหมาย KM กด F5 เพิ่ม",
    PlanPart.FACTORS: "ยังไม่มีปัจจัยแห่งความสำเร็จ กด F5 เพิ่ม",
}
_NONE_FOUND = "ไม่มีกิจกรรมตามที่กรอง กด F3 เลือกใหม่หรือแสดงทั้งหมด"


class PlanSource(TableSource[PlanSnapshot]):
    """The table source of one part of a plan, with the filter of its activities."""

    def __init__(self, plan_id: int, fiscal_year: int) -> None:
        self.plan_id = plan_id
        self.fiscal_year = fiscal_year
        self.part = PlanPart.ACTIVITIES
        self.activity_filter = PlanFilter()

    @property
    def location(self) -> InPlan:
        """The location (navigation target) of the plan."""
        return InPlan(self.plan_id, self.fiscal_year)

    def read(self) -> Callable[[], PlanSnapshot]:
        """Return a function that reads the plan as of today."""
        return partial(read_plan_snapshot, self.fiscal_year, date.today())

    @property
    def plan(self) -> Plan:
        """The plan as last read."""
        return self.snapshot.plan

    def sheet(self, _form_row: int | None, _is_wide: bool, /) -> TableModel:
        """Return the shown part as a table."""
        return sheet_of(self.part, self.snapshot, self.activity_filter)

    def heads(self, at: TablePosition, /) -> TableHeads:
        """Return the headings: year and state of the plan, its parts, and the filter."""
        parts: list[Part] = [
            (f" {each.label} ", "bold $accent") if each == self.part else f" {each.label} "
            for each in PlanPart
        ]
        activity = self.activity(at.form_row)
        if activity is not None:
            table = self.plan.table(activity.table_id)
            parts = [(f"{table.title} {_called(activity)}", "bold")]
        elif self.part == PlanPart.ACTIVITIES and self.activity_filter.is_on:
            parts.append((f"  กรอง: {self.activity_filter.label}", "$warning"))
        title = f"แผนการจัดการความรู้ ปี {self.plan.label}"
        empty = hint(_NONE_FOUND if self.activity_filter.is_on else _EMPTY.get(self.part, ""), PLAN)
        return TableHeads(title, plan_state_label(self.snapshot), tuple(parts), empty)

    def row_text(self, at: TablePosition, numbered: str, /) -> str:
        """Return the row's position, and a gap of the row, preferably of the selected cell."""
        activity = self.activity(at.record_id)
        judged = self.snapshot.rows.get(activity.id) if activity is not None else None
        field = at.field_key.field if at.field_key is not None else ""
        gaps = sorted(judged.gaps if judged else (), key=lambda gap: gap.field != field)
        return numbered + (f"  ✗ {_wrong(gaps[0])}" if gaps else "")

    def editor_text(self, editor: ActiveEditor, /) -> str:
        """Return what another user does in which row, by its number; empty if no activity."""
        found = {each.id: each for each in self.plan.activities} if self.state else {}
        row = found.get(editor.item_id or 0)
        if row is None:
            return ""
        doing = "กำลังแก้" if editor.statement_id else "กำลังดู"
        return f"{doing}ลำดับ {thai_digits(row.number)}"

    def why_locked(self, _cell: TableCell | None, /) -> str:
        """Return how to make the plan editable; empty if it is."""
        if self.plan.takes_changes:
            return ""
        reviewed = self.plan.state == PlanState.REVIEWED
        way = "ถอนการทบทวน" if reviewed else "เปิดการปรับปรุงแผนพร้อมเหตุผล"
        return f"แผนนี้{self.plan.state.label} แก้ไขไม่ได้ กด F9 {way}ก่อน"

    def activity(self, row_id: int | None) -> ActivityView | None:
        """Return the activity of a row; None if the shown part has no such activity."""
        if self.state is None or self.part != PlanPart.ACTIVITIES or row_id is None:
            return None
        judged = self.state.rows.get(row_id)
        return judged.progress.activity if judged else None

    def table(self, row_id: int | None) -> TableView | None:
        """Return the table that a row belongs to, an activity's row or a table's title.

        None if the row is neither.
        """
        activity = self.activity(row_id)
        if activity is not None:
            return self.plan.table(activity.table_id)
        if self.part != PlanPart.ACTIVITIES or self.state is None:
            return None
        return next((each for each in self.plan.all_tables if title_id(each.id) == row_id), None)

    @property
    def undo_scope(self) -> UndoScope:
        """The undo scope of the plan's rows."""
        return plan_scope(self.plan_id)


PlanPane = TablePane[PlanSource]


def plan_state_label(state: PlanSnapshot) -> str:
    """Return the state of a plan: a sign, a word, and the numbers of unreviewed rows and gaps."""
    plan = state.plan
    said = f"{STATE_SIGNS[plan.state]} {plan.state.label}"
    if plan.amending is not None:
        said += " (กำลังปรับปรุง)"
    if state.unconfirmed_count:
        said += f"  ◇ ยังไม่ทบทวน {thai_digits(state.unconfirmed_count)} แถว"
    lacking = len(state.checks.gaps) - state.unconfirmed_count
    return said + (f"  ✗ ควรแก้ {thai_digits(lacking)}" if lacking > 0 else "  ✓ ครบถ้วน")


STATE_SIGNS = {PlanState.DRAFT: "○", PlanState.REVIEWED: "●", PlanState.ANNOUNCED: "■"}


def _called(activity: ActivityView) -> str:
    return f"ลำดับ {thai_digits(activity.number)} {activity.heading}"


def _wrong(gap: PlanGap) -> str:
    """Return a gap's sentence without the location, which the cursor shows already."""
    return gap.sentence.rpartition(" ลำดับ ")[2].partition(" ")[2] or gap.sentence
