"""The classification of a year: typed line by line, ordered, marked and chosen from."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from typing import Any

from models.knowledge.records import KNOWLEDGE_KIND, KnowledgeKind, choose_for_plan, move_knowledge
from models.knowledge.views import KnowledgeItemView
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.knowledge import KNOWLEDGE
from screens.knowledge import dialog_flows as knowledge_steps
from screens.knowledge.line_by_line import KnowledgeTyping
from screens.printing.knowledge_papers import print_knowledge
from screens.tables.cell_layout import TableCell


class KnowledgeScreen(KnowledgeTyping):
    """One year's classification; opened from a meeting, what is done is linked to it."""

    CSS_PATH = [KnowledgeTyping.CSS_PATH, "knowledge.tcss"]  # type: ignore[assignment]
    BINDINGS = bindings(*KNOWLEDGE.commands)
    PAGE = KNOWLEDGE

    async def action_next_cell(self) -> None:
        """Tab: in a form the next cell; else to the divisions and back."""
        await self.wait_for_pending_keys()
        if self.form_row is not None or self.table.editing is not None:
            if self._begun_here() is None:
                await super().action_next_cell()
        elif self.divisions.has_focus:
            self.set_focus(self.table)
        else:
            self.set_focus(self.divisions)

    async def ask_cell(self, cell: TableCell) -> None:
        """Open a cell that is chosen instead of typed."""
        await self._begin(knowledge_steps.ASKED[cell.asks])

    # Moving about

    async def action_other_kind(self) -> None:
        """The other kind of the same division."""
        await self.wait_for_pending_keys()
        self.finish_typing()
        kinds = list(KnowledgeKind)
        other = kinds[1 - kinds.index(self.kind)]
        if self.state is not None:
            self.show_list(self.division_id, other)

    async def action_to_divisions(self) -> None:
        """To the left pane, where arrows choose a division."""
        await self.wait_for_pending_keys()
        self.finish_typing()
        self.form_row = None
        self.show_sheet()
        self.set_focus(self.divisions)

    # Rows

    def action_row_up(self) -> None:
        """Move the chosen item up."""
        self._move(-1)

    def action_row_down(self) -> None:
        """Move the chosen item down."""
        self._move(1)

    def _move(self, by: int) -> None:
        if self.record_id is not None and self.form_row is None:
            self.submit_undoable(move_knowledge, self.record_id, by)

    def action_remove_row(self) -> None:
        """Put the chosen item in the bin."""
        if self.record_id is None or self.form_row is not None:
            return
        removed = self.submit_undoable(
            KNOWLEDGE_KIND.soft_delete, self.record_id, self.workspace.who
        )
        removed.add_done_callback(self._tell_removed)

    def _tell_removed(self, removed: asyncio.Future[object]) -> None:
        if not removed.cancelled() and removed.exception() is None:
            self.show_message("ลบแล้ว กด Z เพื่อคืน")

    def action_undo(self) -> None:
        """Take back the last act."""
        self._step(self.undoing.undo(), "ไม่มีสิ่งที่จะเลิกทำ")

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._step(self.undoing.redo(), "ไม่มีสิ่งที่จะทำซ้ำ")

    def _step(self, step: Future[Any] | None, nothing: str) -> None:
        if step is None:
            self.show_message(nothing)
        else:
            self.change(step)

    async def action_choose(self) -> None:
        """Choose the item for the plan, or take it out; then to the next item."""
        item = await self.item_now()
        if item is not None:
            self.submit_undoable(choose_for_plan, item.id, not item.chosen)
            if self.form_row is None:
                self.table.action_move_row(1)

    # Commands that ask

    async def item_now(self) -> KnowledgeItemView | None:
        """The item under the cursor, also where it was typed a moment ago."""
        if self.item is None and self.record_id is not None:
            await self.read_now()
        return self.item

    async def action_details(self) -> None:
        """Show everything that is said of the chosen item; there, back to the list."""
        await self.wait_for_pending_keys()
        await self.is_read.wait()
        self.finish_typing()
        if self.form_row is not None:
            await self.action_leave()
        elif await self.item_now() is not None:
            self.open_form()

    async def action_acts(self) -> None:
        """Choose among all that can be done here."""
        await self._begin(knowledge_steps.choose_operation)

    async def action_copy_year(self) -> None:
        """Copy the items of an earlier year."""
        await self._begin(knowledge_steps.copy_year)

    async def action_holders(self) -> None:
        """Say who holds the chosen item."""
        await self._begin(knowledge_steps.ask_holders)

    async def action_move_to(self) -> None:
        """Move the chosen item to another list."""
        await self._begin(knowledge_steps.ask_move)

    async def action_filter(self) -> None:
        """Choose which items to look at."""
        await self._begin(knowledge_steps.ask_filter)

    async def action_experts(self) -> None:
        """Show who knows what in this year."""
        await self._begin(knowledge_steps.show_experts)

    async def action_print(self) -> None:
        """Print a document of this year's classification."""
        await self.wait_for_pending_keys()
        self.finish_typing()
        await print_knowledge(self, self.fiscal_year, self.kind)

    async def _begin(self, steps: knowledge_steps.KnowledgeDialogFlow) -> None:
        await self.wait_for_pending_keys()
        await self.is_read.wait()
        self.finish_typing()
        await self.item_now()
        if self.state is not None:
            await self._ask(steps)

    @dialog_action
    async def _ask(self, steps: knowledge_steps.KnowledgeDialogFlow) -> None:
        await steps(self)
