"""The plan of a year as it is shown: its parts, its state, what stands under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from kmtui.thai.digits import thai_digits
from models.editing.revisions import FieldKey, Subject
from models.meetings.presence import ActiveEditor
from models.office.locations import InPlan
from models.plan.carry_over import confirm_rows
from models.plan.rows import PlanSection, plan_scope
from models.plan.rules import PlanGap
from models.plan.steps import PlanState
from models.plan.values import ActivityView, Plan, TableView
from screens.editing.undo_stack import UndoStack
from screens.plan.blank import with_confirmed
from screens.plan.filter import PlanFilter
from screens.plan.sheets import (
    PlanPart,
    PlanSnapshot,
    plan_snapshot,
    read_plan_snapshot,
    sheet_of,
    title_id,
)
from screens.tables.table_screen import TableScreen
from screens.tables.table_view import TableModel
from screens.widgets.label import ThaiLabel

PART_OF = {
    PlanPart.ACTIVITIES: PlanSection.ACTIVITY,
    PlanPart.SCOPES: PlanSection.SCOPE,
    PlanPart.GOALS: PlanSection.GOAL,
    PlanPart.FACTORS: PlanSection.FACTOR,
}
_PARTS_SHOWING = {
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


class PlanView(TableScreen):
    """One part of a plan, and where in it the cursor stands."""

    def __init__(self, plan_id: int, fiscal_year: int, field_key: FieldKey | None = None) -> None:
        super().__init__()
        self.plan_id = plan_id
        self.fiscal_year = fiscal_year
        self.state: PlanSnapshot | None = None
        self.part = PlanPart.ACTIVITIES
        self.activity_filter = PlanFilter()
        self._coming = field_key
        self._undoing: UndoStack | None = None

    # What is shown

    @property
    def location(self) -> InPlan:
        """The plan."""
        return InPlan(self.plan_id, self.fiscal_year)

    async def read_sheet(self) -> Callable[[], None]:
        """The plan, judged as of today."""
        return partial(
            self._take, await self.call(read_plan_snapshot, self.fiscal_year, date.today())
        )

    def _take(self, state: PlanSnapshot) -> None:
        self.state = state

    async def read_now(self) -> None:
        """As in every table; the first time the cursor goes to the cell that was asked for."""
        await super().read_now()
        if self._coming is not None and self.state is not None and self.is_composed:
            place, self._coming = self._coming, None
            if place.subject in _PARTS_SHOWING:
                self.go_to(place)

    @property
    def plan(self) -> Plan:
        """The plan as it was read last."""
        assert self.state is not None, "nothing is done before the plan is read"
        return self.state.plan

    def sheet(self) -> TableModel:
        """The part that is looked at."""
        assert self.state is not None
        return sheet_of(self.part, self.state, self.activity_filter)

    def show_heads(self) -> None:
        """The year and how the plan stands; the parts, and what is filtered."""
        assert self.state is not None
        title = f"แผนการจัดการความรู้ ปี {self.plan.label}"
        self.query_one("#table-title", ThaiLabel).update((title, "bold"))
        self.query_one("#table-state", ThaiLabel).update(plan_state_label(self.state))
        words: list[str | tuple[str, str]] = [
            (f" {each.label} ", "bold $accent") if each == self.part else f" {each.label} "
            for each in PlanPart
        ]
        if self.form_row is not None and self.activity is not None:
            words = [(f"{self._table_of(self.activity).title} {_called(self.activity)}", "bold")]
        elif self.part == PlanPart.ACTIVITIES and self.activity_filter.is_on:
            words.append((f"  กรอง: {self.activity_filter.label}", "$warning"))
        self.query_one("#table-parts", ThaiLabel).update(*words)
        empty = _NONE_FOUND if self.activity_filter.is_on else _EMPTY.get(self.part, "")
        self.query_one("#table-empty", ThaiLabel).update(empty)

    def row_text(self) -> str:
        """Which row of how many, and what is wrong with it, the chosen cell first."""
        activity = self.activity
        gaps = self._gaps_here(activity) if activity is not None else []
        return super().row_text() + (f"  ✗ {_wrong(gaps[0])}" if gaps else "")

    def _gaps_here(self, activity: ActivityView) -> list[PlanGap]:
        assert self.state is not None
        judged, cell = self.state.rows.get(activity.id), self.table.cell
        gaps = list(judged.gaps) if judged else []
        field = cell.field_key.field if cell is not None and cell.field_key is not None else ""
        return sorted(gaps, key=lambda gap: gap.field != field)

    def location_text(self, editor: ActiveEditor) -> str:
        """Where somebody is, by the row's table and number."""
        found = {each.id: each for each in self.plan.activities} if self.state else {}
        row = found.get(editor.item_id or 0)
        if row is None:
            return super().location_text(editor)
        doing = "กำลังแก้" if editor.statement_id else "กำลังดู"
        return f"{doing}ลำดับ {thai_digits(row.number)}"

    @property
    def activity(self) -> ActivityView | None:
        """The activity under the cursor, or of the form."""
        if self.state is None or self.part != PlanPart.ACTIVITIES or self.record_id is None:
            return None
        judged = self.state.rows.get(self.record_id)
        return judged.progress.activity if judged else None

    @property
    def plan_table(self) -> TableView | None:
        """The table whose title or activity is under the cursor."""
        if self.activity is not None:
            return self._table_of(self.activity)
        if self.part != PlanPart.ACTIVITIES or self.state is None:
            return None
        return next((t for t in self.plan.all_tables if title_id(t.id) == self.record_id), None)

    def _table_of(self, activity: ActivityView) -> TableView:
        return self.plan.table(activity.table_id)

    def go_to(self, field_key: FieldKey) -> None:
        """Show the cell with this place, whatever part and filter hid it."""
        self.part = _PARTS_SHOWING[field_key.subject]
        self.activity_filter = PlanFilter()
        self.form_row = None
        self.show_sheet()
        if not self.is_wide and self.table.select_row(field_key.subject_id):
            self.open_form()
        if not self.table.select_cell(field_key):
            self.table.select_row(field_key.subject_id)

    def show_part(self, part: PlanPart, activity_filter: PlanFilter) -> None:
        """Look at another part, or at other activities."""
        self.part, self.activity_filter, self.form_row = part, activity_filter, None
        self.show_sheet()
        self.table.move_cursor(0, 1)

    # What is done

    @property
    def undoing(self) -> UndoStack:
        """The acts on rows that can be taken back."""
        if self._undoing is None:
            self._undoing = UndoStack(self.workspace, plan_scope(self.plan_id))
        return self._undoing

    def confirm(self, activity_ids: Iterable[int], confirmed: bool = True) -> None:
        """Store of these rows that they were looked through, and show it at once."""
        ids = tuple(activity_ids)
        self.change(self.undoing.submit(confirm_rows, ids, confirmed))
        self.state = plan_snapshot(with_confirmed(self.plan, ids, confirmed), date.today())
        self.show_sheet()


def plan_state_label(state: PlanSnapshot) -> str:
    """Where a plan stands: a sign, a word, and what is still to be done."""
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
    """What is wrong, without saying where: the cursor stands there."""
    return gap.sentence.rpartition(" ลำดับ ")[2].partition(" ")[2] or gap.sentence
