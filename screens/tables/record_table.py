"""A record as a table of two columns, labels and values, edited in place."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from models.editing.record_texts import RecordText
from screens.base.dialog_action import DialogFlow
from screens.base.screen import KmScreen
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.tables.sheet_view import Forms
from screens.tables.table_pane import S, TablePane
from screens.tables.table_source import TableModel

_COLUMNS = (TableColumn("ส่วน", 20, is_fixed=True), TableColumn("ข้อความ", 40, grows=1))


def record_sheet(rows: Iterable[TableRow]) -> TableModel:
    """Return the rows of a record as a table: two columns fit every screen."""
    shown = tuple(rows)
    return TableModel(_COLUMNS, shown, _COLUMNS, shown)


def record_pane(
    screen: KmScreen[Any],
    source: S,
    ask_cell: Callable[[TableCell], Awaitable[None]],
    is_first_row: Callable[[TableRow], bool] = lambda row: not row.is_title,
) -> TablePane[S]:
    """Return the pane of a record; the cursor begins on the first row for which `is_first_row`."""

    def stand_first(is_first: bool) -> None:
        if is_first:
            first = (at for at, row in enumerate(pane.table.rows) if is_first_row(row))
            pane.table.move_cursor(next(first, 0), 1)

    pane = TablePane(screen, source, ask_cell, forms=Forms.NEVER, on_shown=stand_first)
    return pane


async def begin_and_read(pane: TablePane[Any], flow: DialogFlow) -> None:
    """Store the typed text, run a dialog flow, then read the record again."""

    async def flow_and_read() -> None:
        await flow()
        if pane.host.is_composed:
            await pane.loader.read_now()

    await pane.begin(flow_and_read)


async def attempt(pane: TablePane[Any], operation: Callable[..., Any], *args: Any) -> bool:
    """Run an operation of the models; show its refusal and return False if it is refused."""
    done = pane.change(pane.host.workspace.submit(operation, *args))
    # The refusal is shown by `change`; here it only ends the steps.
    await asyncio.wait([done])
    return done.exception() is None


def title_row(row_id: int, text: str) -> TableRow:
    """Return a heading over the rows below it."""
    return TableRow(row_id, (TableCell(text),), is_title=True)


def text_row(row_id: int, text: RecordText) -> TableRow:
    """Return a row with a text that is edited in place."""
    cell = TableCell(text.text, text.field_key, text.version)
    return TableRow(row_id, (TableCell(text.label, style="muted"), cell))


def choice_row(row_id: int, label: str, text: str, asks: str, style: str = "") -> TableRow:
    """Return a row with a value that is chosen in a dialog."""
    return TableRow(
        row_id,
        (TableCell(label, style="muted"), TableCell(text, asks=asks, style=style)),
    )
