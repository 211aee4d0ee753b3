"""One record as a table of two columns: labels, and texts that are edited in place."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from models.editing.record_texts import RecordText
from screens.base.dialog_action import dialog_action
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.tables.table_screen import TableScreen
from screens.tables.table_view import TableModel

_COLUMNS = (TableColumn("ส่วน", 20, is_fixed=True), TableColumn("ข้อความ", 40, grows=1))


class RecordScreen(TableScreen):
    """A record's rows; the cursor stays in the column of the texts, at any width."""

    _has_stood = False

    @property
    def is_wide(self) -> bool:
        """Two columns fit everywhere: rows never open as forms."""
        return True

    def rows(self) -> Iterable[TableRow]:
        """The record from its head to its end."""
        raise NotImplementedError

    def sheet(self) -> TableModel:
        """The record as a table."""
        rows = tuple(self.rows())
        return TableModel(_COLUMNS, rows, _COLUMNS, rows)

    def show_sheet(self) -> None:
        """As in every table; the first time the cursor goes to the first text."""
        super().show_sheet()
        if not self._has_stood and self.table.rows:
            self._has_stood = True
            self.table.move_cursor(self.first_row(), 1)

    def first_row(self) -> int:
        """Where the cursor stands first."""
        return next((at for at, row in enumerate(self.table.rows) if not row.is_title), 0)

    async def ask_cell(self, cell: TableCell) -> None:
        """Run the steps that this row's question names."""
        await self.begin(self.dialog_flow_of(cell.asks))

    def dialog_flow_of(self, asks: str) -> Callable[[], Awaitable[None]]:
        """What is asked where a cell is chosen instead of typed."""
        raise NotImplementedError

    async def begin(self, dialog_flow: Callable[[], Awaitable[None]]) -> None:
        """Store what is typed, ask step by step, then read anew."""
        await self.wait_for_pending_keys()
        await self.is_read.wait()
        self.saving.finish()
        await self._ask(dialog_flow)

    @dialog_action
    async def _ask(self, steps: Callable[[], Awaitable[None]]) -> None:
        await steps()
        if self.is_composed:
            await self.read_now()

    async def store(self, operation: Callable[..., Any], *args: Any) -> bool:
        """Do an act of the models; False where a rule refused it, which is told."""
        done = self.change(self.workspace.submit(operation, *args))
        # The refusal is told by `change`; here it only ends the steps.
        await asyncio.wait([done])
        return done.exception() is None


def title_row(row_id: int, text: str) -> TableRow:
    """A heading over the rows below it."""
    return TableRow(row_id, (TableCell(text),), is_title=True)


def text_row(row_id: int, text: RecordText) -> TableRow:
    """A text that is typed in."""
    cell = TableCell(text.text, text.field_key, text.version)
    return TableRow(row_id, (TableCell(text.label, style="muted"), cell))


def choice_row(row_id: int, label: str, text: str, asks: str, style: str = "") -> TableRow:
    """Something that is chosen in a dialog."""
    return TableRow(
        row_id,
        (TableCell(label, style="muted"), TableCell(text, asks=asks, style=style)),
    )
