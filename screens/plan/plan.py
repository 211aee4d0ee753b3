"""The plan of a year as a table that is edited in place, part by part."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from typing import Any

from models.office.locations import InProgress
from models.plan.rows import PlanSection, add_activity, add_row, move_row, remove_row, select_goal
from models.plan.steps import PlanState
from models.plan.values import ActivityView, Plan, TableView
from models.storage.database import new_id
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.plan import PLAN
from screens.plan import dialog_flows as plan_acts
from screens.plan.blank import with_activity, with_row
from screens.plan.knowledge_offer import tell_of_knowledge, use_knowledge
from screens.plan.sheets import PROGRESS, PlanPart, plan_snapshot
from screens.plan.view import PART_OF, PlanView
from screens.printing.year_papers import print_plan
from screens.tables.cell_layout import TableCell


class PlanScreen(PlanView):
    """One plan: activities by table, scopes, goals, factors, the plan's own texts."""

    BINDINGS = bindings(*PLAN.commands)
    PAGE = PLAN

    # Cells that ask

    def check_editable(self) -> bool:
        """Whether the plan takes changes now; says how it would, where it does not."""
        if self.state is None:
            return False
        if self.plan.takes_changes:
            return True
        reviewed = self.plan.state == PlanState.REVIEWED
        way = "ถอนการทบทวน" if reviewed else "เปิดการปรับปรุงแผนพร้อมเหตุผล"
        self.show_message(f"แผนนี้{self.plan.state.label} แก้ไขไม่ได้ กด F9 {way}ก่อน", "warning")
        return False

    async def ask_cell(self, cell: TableCell) -> None:
        """Turn the choice of a goal over; open the results of an activity."""
        if cell.asks == PROGRESS:
            await self.action_progress()
        elif cell.field_key is not None:
            goal = next(each for each in self.plan.goals if each.id == cell.field_key.subject_id)
            self.change(
                self.workspace.submit(select_goal, goal.id, not goal.selected, self.workspace.who)
            )

    # Rows

    async def action_insert_row(self) -> None:
        """A new row under the chosen one, its first cell open."""
        await self.wait_for_pending_keys()
        await self.is_read.wait()
        self.saving.finish()
        if self.part == PlanPart.TEXTS or not self.check_editable():
            return
        if self.part != PlanPart.ACTIVITIES:
            self._insert_other(PART_OF[self.part])
        elif self.plan_table is None:
            await self.action_add_table()
        else:
            self._insert_activity(self.plan_table, self.activity)

    def _insert_activity(self, table: TableView, after: ActivityView | None) -> None:
        made_id, after_id = new_id(), after.id if after else None
        # A new row has no owner and no state: only by goal and process it can be seen.
        self.activity_filter = replace(self.activity_filter, owner="", status="")
        who = self.workspace.who
        self.change(self.undoing.submit(add_activity, table.id, who, after_id, None, made_id))
        self._open_new(with_activity(self.plan, table.id, after_id, made_id), made_id, 2)

    def _insert_other(self, part: PlanSection) -> None:
        made_id, after_id = new_id(), self.record_id
        self.change(
            self.undoing.submit(
                add_row, self.plan_id, part, self.workspace.who, "", after_id, made_id
            )
        )
        self._open_new(with_row(self.plan, part, after_id, made_id), made_id, 1)

    def _open_new(self, plan: Plan, made_id: int, column: int) -> None:
        self.state, self.form_row = plan_snapshot(plan, date.today()), None
        self.show_sheet()
        self.table.select_row(made_id, column)
        if not self.is_wide:
            self.open_form()
        self.saving.open()
        tell_of_knowledge(self)

    def action_row_up(self) -> None:
        """Move the chosen row up."""
        self._move(-1)

    def action_row_down(self) -> None:
        """Move the chosen row down."""
        self._move(1)

    def _move(self, by: int) -> None:
        self.saving.finish()
        row_id = self.record_id
        if row_id is None or self.part == PlanPart.TEXTS or not self.check_editable():
            return
        if self.part == PlanPart.ACTIVITIES and self.activity is None:
            self.show_message("ตารางเรียงตามเป้าหมายและกระบวนการ เลื่อนได้เฉพาะแถวกิจกรรม")
        else:
            self.change(self.undoing.submit(move_row, PART_OF[self.part], row_id, by))

    def action_remove_row(self) -> None:
        """Put the chosen row in the bin; a table with its activities."""
        self.saving.finish()
        row_id = self.record_id
        if row_id is None or self.part == PlanPart.TEXTS or not self.check_editable():
            return
        part = PART_OF[self.part]
        if self.part == PlanPart.ACTIVITIES and self.activity is None:
            if self.plan_table is None:
                return
            part, row_id = PlanSection.TABLE, self.plan_table.id
        self.form_row = None
        removed = self.change(self.undoing.submit(remove_row, part, row_id, self.workspace.who))
        removed.add_done_callback(self._tell_removed)

    def _tell_removed(self, removed: asyncio.Future[object]) -> None:
        if not removed.cancelled() and removed.exception() is None:
            self.show_message("ลบแล้ว กด Z เพื่อคืน")

    def action_undo(self) -> None:
        """Take back the last act on rows."""
        self._step(self.undoing.undo, "ไม่มีสิ่งที่จะเลิกทำ")

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._step(self.undoing.redo, "ไม่มีสิ่งที่จะทำซ้ำ")

    def _step(self, way: Callable[[], Future[Any] | None], nothing: str) -> None:
        self.saving.finish()
        step = way()
        if step is None:
            self.show_message(nothing)
        else:
            self.change(step)

    def action_confirm(self) -> None:
        """Say that the chosen row was looked through (or was not), and go to the next one."""
        activity = self.activity
        if not self.check_editable():
            return
        if activity is not None:
            self.confirm((activity.id,), not activity.is_reviewed)
        if self.form_row is None:
            self.table.action_move_row(1)

    # Commands that ask

    async def action_part(self) -> None:
        """Choose which part of the plan to look at."""
        await self._begin(plan_acts.choose_part)

    async def action_filter(self) -> None:
        """Choose which activities to look at."""
        await self._begin(plan_acts.choose_filter)

    async def action_acts(self) -> None:
        """Choose among all that can be done with the plan."""
        await self._begin(plan_acts.choose_operation)

    async def action_add_table(self) -> None:
        """Add the table of a goal and a process."""
        if self.check_editable():
            await self._begin(plan_acts.ask_table)

    async def action_pick_owner(self) -> None:
        """Choose who is responsible for the chosen activity from the register."""
        if self.check_editable():
            await self._begin(plan_acts.ask_owner)

    async def action_use_knowledge(self) -> None:
        """Write what was chosen in the classification into the chosen row, or as a new one."""
        if self.check_editable():
            await self._begin(use_knowledge)

    async def action_check(self) -> None:
        """Show what the plan lacks, and go where it can be mended."""
        await self._begin(plan_acts.check)

    async def _begin(self, steps: plan_acts.PlanDialogFlow) -> None:
        await self.wait_for_pending_keys()
        await self.is_read.wait()
        self.saving.finish()
        if self.state is not None:
            await self._ask(steps)

    @dialog_action
    async def _ask(self, steps: plan_acts.PlanDialogFlow) -> None:
        await steps(self)

    async def action_progress(self) -> None:
        """Show how the activities stand, the chosen one first."""
        await self.wait_for_pending_keys()
        self.saving.finish()
        await self.open(InProgress(self.fiscal_year, self.record_id))

    async def action_print(self) -> None:
        """Print a document of the plan."""
        await self.wait_for_pending_keys()
        self.saving.finish()
        await print_plan(self, self.fiscal_year)
