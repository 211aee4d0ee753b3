"""The plan of a year as a table edited in place, one part at a time."""

from __future__ import annotations

from datetime import date
from functools import partial

from msgspec.structs import replace
from textual.app import ComposeResult

from models.editing.revisions import FieldKey
from models.office.locations import InProgress
from models.plan.rows import PlanSection, add_activity, add_row, move_row, remove_row, select_goal
from models.plan.values import ActivityView, Plan, TableView
from models.storage.database import new_id
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.plan import PLAN
from screens.plan import dialog_flows as plan_acts
from screens.plan.blank import with_activity, with_row
from screens.plan.knowledge_offer import tell_of_knowledge, use_knowledge
from screens.plan.plan_source import PART_OF, PARTS_SHOWING, PlanSource
from screens.plan.sheets import PROGRESS, PlanPart, plan_snapshot
from screens.printing.year_papers import print_plan
from screens.tables.cell_layout import TableCell
from screens.tables.table_pane import TABLE_STYLE, TablePane, selected_id
from screens.widgets.key_line import KeyLine

_FIRST_TYPED = 1  # the column after the number
_FIXED_ROWS = "แถวของส่วนนี้มีครบทุกข้อแล้ว แทรก ย้าย หรือลบไม่ได้ กด Enter แก้ข้อความ"
_ONLY_ACTIVITIES = "ยืนยันได้เฉพาะแถวกิจกรรม เลือกแถวกิจกรรมก่อน"


class PlanScreen(KmScreen[None]):
    """One plan: activities by table, scopes, goals, factors, the plan's own texts."""

    CSS_PATH = TABLE_STYLE
    BINDINGS = bindings(*PLAN.commands)
    PAGE = PLAN
    pane: TablePane[PlanSource]

    def __init__(self, plan_id: int, fiscal_year: int, field_key: FieldKey | None = None) -> None:
        super().__init__()
        self.source = PlanSource(plan_id, fiscal_year)
        self.pane = TablePane(self, self.source, self._ask_cell, on_shown=self._stand_first)
        self._coming = field_key
        self._tables = set[int]()
        self._awaits_table = False

    def compose(self) -> ComposeResult:
        """Compose the plan's pane and the keys."""
        yield self.pane
        yield KeyLine()

    def _stand_first(self, is_first: bool) -> None:
        """Move the cursor to the requested field, or from a new table's title to its first row."""
        known, self._tables = self._tables, {each.id for each in self.source.plan.all_tables}
        new = self._tables - known
        if self._awaits_table and len(new) == 1:
            self._awaits_table = False
            first = self.source.plan.table(new.pop()).activities[:1]
            if first:
                self.pane.table.select_row(first[0].id, _FIRST_TYPED)
        if is_first and self._coming is not None and self._coming.subject in PARTS_SHOWING:
            plan_acts.go_to(self.pane, self._coming)

    async def _ask_cell(self, cell: TableCell) -> None:
        """Toggle whether the goal is selected; for a status cell, open the activity's results."""
        if cell.asks == PROGRESS:
            await self.action_progress()
        elif cell.field_key is not None:
            goals, goal_id = self.source.plan.goals, cell.field_key.subject_id
            goal = next(each for each in goals if each.id == goal_id)
            self.pane.change(self.workspace.submit(select_goal, goal.id, not goal.selected))

    async def action_insert_row(self) -> None:
        """Insert a row after the selected one and open its first cell.

        If the plan has no table yet, ask for one. A message says that the plan's own texts are
        fixed.
        """
        await self.pane.finish_typing()
        part, row_id = self.source.part, self.pane.record_id
        if part == PlanPart.TEXTS:
            self.show_message(_FIXED_ROWS)
            return
        if not self.pane.check_editable():
            return
        table = self.source.table(row_id)
        if part != PlanPart.ACTIVITIES:
            self._insert_other(PART_OF[part])
        elif table is None:
            await self.action_add_table()
        else:
            self._insert_activity(table, self.source.activity(row_id))

    def _insert_activity(self, table: TableView, after: ActivityView | None) -> None:
        made_id, after_id = new_id(), after.id if after else None
        # A new row has no owner and no status: a filter by these would hide it.
        self.source.activity_filter = replace(self.source.activity_filter, owner="", status="")
        self.pane.undoing.submit(add_activity, table.id, after_id, None, made_id)
        self._open_new(with_activity(self.source.plan, table.id, after_id, made_id), made_id, 2)

    def _insert_other(self, part: PlanSection) -> None:
        made_id, after_id = new_id(), self.pane.record_id
        made = self.source.plan_id, part, "", after_id, made_id
        self.pane.undoing.submit(add_row, *made)
        self._open_new(with_row(self.source.plan, part, after_id, made_id), made_id, 1)

    def _open_new(self, plan: Plan, made_id: int, column: int) -> None:
        view = self.pane.view
        self.source.state, view.form_row = plan_snapshot(plan, date.today()), None
        view.show_sheet()
        view.table.select_row(made_id, column)
        if not view.is_wide:
            view.open_form()
        self.pane.editing.open()
        tell_of_knowledge(self.pane)

    def action_row_up(self) -> None:
        """Move the selected row up."""
        self._move(-1)

    def action_row_down(self) -> None:
        """Move the selected row down."""
        self._move(1)

    def _move(self, by: int) -> None:
        self.pane.editing.finish()
        part = self.source.part
        row_id = self._row_of_part()
        if row_id is None:
            return
        if part == PlanPart.ACTIVITIES and self.source.activity(row_id) is None:
            self.show_message("ตารางเรียงตามเป้าหมายและกระบวนการ เลื่อนได้เฉพาะแถวกิจกรรม")
        else:
            self.pane.undoing.submit(move_row, PART_OF[part], row_id, by)

    def _row_of_part(self) -> int | None:
        """Return the selected row if it can be moved and deleted; else show a message."""
        if self.source.part == PlanPart.TEXTS:
            self.show_message(_FIXED_ROWS)
            return None
        return selected_id(self.pane) if self.pane.check_editable() else None

    def action_remove_row(self) -> None:
        """Move the selected row to the bin; a table with its activities."""
        self.pane.editing.finish()
        row_id = self._row_of_part()
        if row_id is None:
            return
        section = PART_OF[self.source.part]
        if section == PlanSection.ACTIVITY and self.source.activity(row_id) is None:
            table = self.source.table(row_id)
            if table is None:
                return
            section, row_id = PlanSection.TABLE, table.id
        self.pane.view.form_row = None
        self.pane.undoing.remove(remove_row, section, row_id)

    def action_confirm(self) -> None:
        """Mark the selected row as reviewed, or as not reviewed, and go to the next one."""
        if not self.pane.check_editable():
            return
        activity = self.source.activity(self.pane.record_id)
        if activity is None:
            self.show_message(_ONLY_ACTIVITIES)
        else:
            plan_acts.confirm(self.pane, (activity.id,), not activity.is_reviewed)
        if self.pane.view.form_row is None:
            self.pane.table.action_move_row(1)

    async def action_part(self) -> None:
        """Ask for another part of the plan, and show it."""
        await self._begin(plan_acts.choose_part)

    async def action_filter(self) -> None:
        """Ask for a filter of the activities, and apply it."""
        await self._begin(plan_acts.choose_filter)

    async def action_acts(self) -> None:
        """Ask for one of the operations on the plan, and run it."""
        await self._begin(plan_acts.choose_operation)

    async def action_add_table(self) -> None:
        """Ask for a goal and a process, and add their table."""
        if self.pane.check_editable():
            self._awaits_table = True
            await self._begin(plan_acts.ask_table)

    async def action_pick_owner(self) -> None:
        """Ask for an owner from the staff register, and add it to the selected activity."""
        if self.pane.check_editable():
            await self._begin(plan_acts.ask_owner)

    async def action_use_knowledge(self) -> None:
        """Ask for a selected knowledge item, and write it into the selected row or a new one."""
        if self.pane.check_editable():
            await self._begin(use_knowledge)

    async def action_check(self) -> None:
        """Show the plan's gaps, and go to the field that closes the chosen one."""
        await self._begin(plan_acts.check)

    async def _begin(self, flow: plan_acts.PlanDialogFlow) -> None:
        await self.pane.begin(partial(flow, self.pane))

    async def action_progress(self) -> None:
        """Show the progress of the activities, with the selected one first."""
        await self.pane.finish_typing()
        await self.open(InProgress(self.source.fiscal_year, self.pane.record_id))

    async def action_print(self) -> None:
        """Ask which document of the plan to print, and print it."""
        await self.pane.finish_typing()
        await print_plan(self, self.source.fiscal_year)
