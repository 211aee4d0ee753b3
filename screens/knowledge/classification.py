"""The knowledge classification of a year: entering, ordering, marking and selecting items."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from kmtui.thai.digits import thai_digits
from models.knowledge.operations import begin_knowledge, drop_begun
from models.knowledge.records import KNOWLEDGE_KIND, KnowledgeKind, choose_for_plan, move_knowledge
from models.knowledge.views import KnowledgeItemView
from models.storage.database import new_id
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.knowledge import KNOWLEDGE
from screens.knowledge import dialog_flows as knowledge_steps
from screens.knowledge.division_list import DivisionList
from screens.knowledge.knowledge_source import NO_DIVISION, KnowledgeSource
from screens.knowledge.sheets import NEAR_SIGN, Begun, KnowledgeFilter, text_field_key
from screens.printing.knowledge_papers import print_knowledge
from screens.tables.cell_layout import TableCell
from screens.tables.pending_rows import PendingRows
from screens.tables.sheet_view import Forms, Surroundings
from screens.tables.table_pane import TABLE_STYLE, TablePane, selected_id
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel
from screens.widgets.text_area import ThaiTextArea
from screens.widgets.wrap import shorten

_NEAR_CELLS = 60
_IN_FORM = "ย้ายหรือลบได้ในรายการ กด Esc กลับไปที่รายการก่อน"


class KnowledgeScreen(KmScreen[None]):
    """The classification of a year; opened from a meeting, changes are linked to that meeting."""

    CSS_PATH = [TABLE_STYLE, "knowledge.tcss"]
    BINDINGS = bindings(*KNOWLEDGE.commands)
    PAGE = KNOWLEDGE
    pane: TablePane[KnowledgeSource]

    def __init__(
        self, fiscal_year: int, meeting_id: int | None = None, select: int | None = None
    ) -> None:
        super().__init__()
        pending = PendingRows[Begun](
            text_field_key, lambda line: self._new_line(line.id), self._make, self._drop
        )
        self.source = KnowledgeSource(fiscal_year, pending, meeting_id, select)
        self.divisions = DivisionList(self.source)
        self._near = ThaiLabel("", id="knowledge-near")
        self.pane = TablePane(
            self,
            self.source,
            self._ask_cell,
            forms=Forms.BY_KEY,
            pending=pending,
            surroundings=Surroundings(self.divisions, self._near),
            on_shown=self._rows_shown,
        )

    def compose(self) -> ComposeResult:
        """Compose the pane of the divisions and the list, and the keys."""
        yield self.pane
        yield KeyLine()

    def _rows_shown(self, is_first: bool) -> None:
        table, source = self.pane.table, self.source
        self.query_one("#table-panes").set_class(self.pane.view.is_wide_screen, "-wide")
        self.divisions.show_counts()
        if source.coming is not None and table.select_row(source.coming, 1):
            source.coming = None
        if is_first:
            table.move_cursor(table.view.row_index, 1)

    @on(ThaiTextArea.Changed)
    def _warn_of_near(self) -> None:
        """Show, while the user types, whether the list already has a similar item."""
        near = self.source.near(self.pane.view.position)
        self._near.display = near is not None
        if near is not None:
            words = shorten(near.text, _NEAR_CELLS)
            self._near.update(f"{NEAR_SIGN} คล้ายข้อ {thai_digits(near.number)}: {words}")

    def _show_list(self, division_id: int, kind: KnowledgeKind) -> None:
        """Show another list of the year, with its first item selected."""
        self.source.division_id, self.source.kind = division_id, kind
        self.pane.view.form_row = None
        self.pane.view.show_sheet()
        self.pane.table.move_cursor(0, 1)

    @on(OptionList.OptionHighlighted)
    def _division_chosen(self) -> None:
        """Show the list of the division to which the cursor has moved."""
        chosen_id = self.divisions.chosen_id
        if chosen_id is not None:
            self._show_list(chosen_id, self.source.kind)

    @on(OptionList.OptionSelected)
    def _division_clicked(self) -> None:
        self.set_focus(self.pane.table)

    async def action_other_kind(self) -> None:
        """Show the other kind (knowledge or essential processes) of the same division."""
        await self.pane.finish_typing()
        kinds = list(KnowledgeKind)
        other = kinds[1 - kinds.index(self.source.kind)]
        if self.source.state is not None:
            self._show_list(self.source.division_id, other)

    async def action_to_divisions(self) -> None:
        """Focus the left pane, in which the arrow keys select a division."""
        await self.pane.finish_typing()
        self.pane.view.form_row = None
        self.pane.view.show_sheet()
        self.set_focus(self.divisions)

    def _new_line(self, after_id: int | None) -> Begun:
        return Begun(new_id(), self.source.list_of, after_id)

    def _make(self, line: Begun) -> None:
        made = line.where, line.id, line.after_id, self.source.meeting_id
        self.show_error_of(self.pane.undoing.hand_over(begin_knowledge, *made))

    def _drop(self, line: Begun) -> None:
        self.pane.change(self.workspace.submit(drop_begun, line.id))

    async def action_add(self) -> None:
        """Begin a row after the selected item; Enter stores it and begins the next."""
        await self.pane.finish_typing()
        if not self.source.division_id:
            self.show_message(NO_DIVISION)
            return
        self.pane.view.form_row, self.source.item_filter = None, KnowledgeFilter.ALL
        self.pane.view.show_sheet()
        self.pane.begin_row(self._new_line(self.pane.record_id))

    async def action_open_cell(self) -> None:
        """Open the selected cell (Enter); in an empty list, begin the first row."""
        await self.wait_for_pending_keys()
        await self.pane.loader.is_read.wait()
        if self.pane.table.rows or self.divisions.has_focus:
            await self.pane.action_open_cell()
        else:
            await self.action_add()

    async def action_next_cell(self) -> None:
        """Go to the next cell of a form, or switch between the divisions and the list (Tab)."""
        await self.wait_for_pending_keys()
        is_typed = self.pane.table.editing is not None
        if self.pane.editing.pending_row is not None:
            return
        if self.pane.view.form_row is not None or is_typed:
            await self.pane.action_next_cell()
        elif self.divisions.has_focus:
            self.set_focus(self.pane.table)
        else:
            self.set_focus(self.divisions)

    def action_row_up(self) -> None:
        """Move the selected item up."""
        self._move(-1)

    def action_row_down(self) -> None:
        """Move the selected item down."""
        self._move(1)

    def _move(self, by: int) -> None:
        item_id = self._item_of_list()
        if item_id is not None:
            self.pane.undoing.submit(move_knowledge, item_id, by)

    def _item_of_list(self) -> int | None:
        """Return the selected item of the list; in its form or without one, show a message."""
        if self.pane.view.form_row is not None:
            self.show_message(_IN_FORM)
            return None
        return selected_id(self.pane)

    def action_remove_row(self) -> None:
        """Move the selected item to the bin."""
        item_id = self._item_of_list()
        if item_id is not None:
            self.pane.undoing.remove(KNOWLEDGE_KIND.soft_delete, item_id)

    async def action_choose(self) -> None:
        """Select the item for the plan, or deselect it; then move to the next item."""
        item = await self._item_now()
        if item is None:
            selected_id(self.pane)
        else:
            self.pane.undoing.submit(choose_for_plan, item.id, not item.chosen)
            if self.pane.view.form_row is None:
                self.pane.table.action_move_row(1)

    async def _item_now(self) -> KnowledgeItemView | None:
        """Return the item under the cursor, reading the year again if it has been stored since.

        None without one.
        """
        item_id = self.pane.record_id
        if item_id is not None and self.source.item(item_id) is None:
            await self.pane.loader.read_now()
        return self.source.item(self.pane.record_id)

    async def action_details(self) -> None:
        """Show all fields of the selected item as a form; in the form, return to the list."""
        await self.pane.finish_typing()
        if self.pane.view.close_form():
            return
        if await self._item_now() is not None:
            self.pane.view.open_form()
        else:
            selected_id(self.pane)

    async def _ask_cell(self, cell: TableCell) -> None:
        await self._begin(knowledge_steps.ASKED[cell.asks])

    async def _begin(self, flow: knowledge_steps.KnowledgeDialogFlow) -> None:
        await self.pane.begin(partial(self._run, flow))

    async def _run(self, flow: knowledge_steps.KnowledgeDialogFlow) -> None:
        await self._item_now()
        await flow(self.pane)

    async def action_acts(self) -> None:
        """Ask for one of the operations on the classification and run it."""
        await self._begin(knowledge_steps.choose_operation)

    async def action_copy_year(self) -> None:
        """Ask for an earlier year and copy its items."""
        await self._begin(knowledge_steps.copy_year)

    async def action_holders(self) -> None:
        """Ask for the holders of the selected item, and store them."""
        await self._begin(knowledge_steps.ask_holders)

    async def action_move_to(self) -> None:
        """Ask for another list and move the selected item there."""
        await self._begin(knowledge_steps.ask_move)

    async def action_filter(self) -> None:
        """Ask for a filter of the items and apply it."""
        await self._begin(knowledge_steps.ask_filter)

    async def action_experts(self) -> None:
        """Open the directory of experts of this year."""
        await self._begin(knowledge_steps.show_experts)

    async def action_print(self) -> None:
        """Ask which document of this year's classification to print, and print it."""
        await self.pane.finish_typing()
        await print_knowledge(self, self.source.fiscal_year, self.source.kind)
