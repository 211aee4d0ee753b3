"""A table as it is shown, wide or row by row, and how other people's changes reach it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from kmtui.thai.digits import thai_digits
from models.drafts.writer import SaveState
from models.errors import KmError
from models.meetings.presence import ActiveEditor, active_editors, clear_presence, touch_presence
from models.office.locations import Location
from models.storage.store import data_version
from screens.base.saved import saved_label
from screens.base.screen import KmScreen
from screens.tables.cell_grid import CellGrid
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.tables.cell_saving import CellSaving
from screens.tables.cell_table import CellTable
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel

WIDE_CELLS = 100
AUTOSAVE_INTERVAL_S = 60.0
POLL_INTERVAL_S = 0.5
HEARTBEAT_INTERVAL_S = 15.0
_REREAD_AFTER_S = 1.0
_FORM_COLUMNS = (TableColumn("ช่อง", 20, is_fixed=True), TableColumn("ข้อความ", 40, grows=1))


@dataclass(frozen=True)
class TableModel:
    """A table for a wide screen, and the list of its rows for a narrow one.

    The rows of both have the same ids; a row of the list opens as a form of the wide row.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    list_columns: tuple[TableColumn, ...]
    list_rows: tuple[TableRow, ...]


def form_rows(sheet: TableModel, row: TableRow) -> list[TableRow]:
    """A row as a form: each cell that can be opened under the other, its label before it."""
    return [
        TableRow(number, (TableCell(column.label, style="muted"), cell))
        for number, (column, cell) in enumerate(zip(sheet.columns, row.cells, strict=True))
        if cell.field_key is not None or cell.asks
    ]


class TableView(KmScreen[None]):
    """The table, its saving, and other people beside it; a sub-class knows the records."""

    CSS_PATH = Path(__file__).with_name("table_view.tcss")

    def __init__(self) -> None:
        super().__init__()
        self.saving = CellSaving(self, self.track_operation)
        self.form_row: int | None = None
        self._act_count = 0
        self._data_version = 0
        self._saved_at: datetime | None = None
        self._said_place: tuple[Location, int | None, int | None] | None = None
        self._is_wide: bool | None = None
        self.row_numbers: dict[int, int] = {}
        self._rereading: Timer | None = None
        self.is_read = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Title and parts, the table, what is wrong, status, keys."""
        with Horizontal(id="table-top"):
            yield ThaiLabel("", id="table-title")
            yield ThaiLabel("", id="table-state")
        yield ThaiLabel("", id="table-parts")
        yield CellTable(id="table")
        yield ThaiLabel("", id="table-empty")
        yield ThaiLabel("", id="table-banner")
        with Horizontal(id="table-status"):
            yield ThaiLabel("", id="table-row")
            yield ThaiLabel("", id="table-others")
            yield ThaiLabel("", id="table-saved")
        yield KeyLine()

    # What a sub-class says

    async def read_sheet(self) -> Callable[[], None] | None:
        """Read the records anew; return what shows them from now on. Raises KmError.

        That is not called where an act has overtaken the reading: it would undo what is seen.
        """
        raise NotImplementedError

    @property
    def location(self) -> Location:
        """The records that the table shows."""
        raise NotImplementedError

    def sheet(self) -> TableModel:
        """What was read, as a table."""
        raise NotImplementedError

    def show_heads(self) -> None:
        """Show title, state and parts."""
        raise NotImplementedError

    # Reading and showing

    @property
    def table(self) -> CellTable:
        """The table."""
        return self.query_one(CellTable)

    def on_mount(self) -> None:
        """Look for other people's changes; make revisions of a long-typed text now and then."""
        self.set_focus(self.table)
        self.set_interval(AUTOSAVE_INTERVAL_S, self.saving.autosave_revision)
        self.set_interval(POLL_INTERVAL_S, self.poll_for_changes)
        self.set_interval(POLL_INTERVAL_S, self.saving.show_next_conflict)
        self.set_interval(HEARTBEAT_INTERVAL_S, self.send_heartbeat)

    def on_screen_resume(self) -> None:
        """Read anew: something may have changed elsewhere."""
        self.send_heartbeat()
        self.refresh_sheet()

    @work(exclusive=True, group="refresh")
    async def refresh_sheet(self) -> None:
        """Read and show; an answer that an act has overtaken is read again."""
        await self.read_now()

    async def read_now(self) -> None:
        """As `refresh_sheet`, to be awaited."""
        while True:
            at = self._act_count
            try:
                # Before the reading: what others store meanwhile is looked for again.
                self._data_version = await self.call(data_version)
                take = await self.read_sheet()
            except KmError as error:
                self.show_error(error)
                self.is_read.set()
                return
            if at == self._act_count:
                break
        if take is not None:
            take()
        self.saving.was_read()
        if self.is_composed:
            self.show_sheet()
        self.is_read.set()

    def show_sheet(self) -> None:
        """Show what was read, as wide as the screen is; the cursor and the typing stay."""
        sheet = self.sheet()
        ids = (each.id for each in sheet.rows if not each.is_title)
        self.row_numbers = {row_id: number for number, row_id in enumerate(ids, 1)}
        self._leave_what_is_gone(sheet)
        row = next((each for each in sheet.rows if each.id == self.form_row), None)
        if self.is_wide or row is None:
            self.form_row = None
        self.table.by_row = not self.is_wide and row is None
        if self.is_wide:
            self.table.show(sheet.columns, sheet.rows)
        elif row is not None:
            self.table.show(_FORM_COLUMNS, form_rows(sheet, row))
        else:
            self.table.show(sheet.list_columns, sheet.list_rows)
        self.saving.show_own()
        self.show_heads()
        self._show_row()

    def _leave_what_is_gone(self, sheet: TableModel) -> None:
        """Where somebody removed the row that is typed in, the typing is stored at once."""
        cell = self.table.editing
        if cell is not None and not any(
            each.field_key == cell.field_key for row in sheet.rows for each in row.cells
        ):
            self.saving.finish()

    @property
    def is_wide(self) -> bool:
        """Whether the whole table is shown; else a list of rows and each row as a form."""
        return self.size.width >= WIDE_CELLS

    def on_resize(self, event: events.Resize) -> None:
        """Between wide and narrow the table changes; what is typed is stored first."""
        is_wide = event.size.width >= WIDE_CELLS
        if self._is_wide is not None and is_wide != self._is_wide and self.is_read.is_set():
            self.saving.finish()
            stood_on = self.record_id
            self.show_sheet()
            if stood_on is not None:
                self.table.select_row(stood_on)
        self._is_wide = is_wide

    @property
    def record_id(self) -> int | None:
        """The record of the row under the cursor, or of the form."""
        if self.form_row is not None:
            return self.form_row
        return self.table.row.id if self.table.row is not None else None

    @on(CellGrid.Moved)
    def _show_row(self) -> None:
        self.query_one("#table-row", ThaiLabel).update(self.row_text())
        self.query_one("#table-empty").display = not self.table.rows and self.is_read.is_set()

    def row_text(self) -> str:
        """What the status line says of the row under the cursor: which one of how many."""
        number = self.row_numbers.get(self.record_id or 0)
        if number is None:
            return ""
        return f"แถว {thai_digits(number)} จาก {thai_digits(len(self.row_numbers))}"

    # Acts

    def track_operation(self, future: asyncio.Future[Any], reread: bool = False) -> None:
        """An act is on its way; with `reread` the table is read anew when it is done."""
        self._act_count += 1
        future.add_done_callback(lambda done: self._acted(done, reread))

    def _acted(self, done: asyncio.Future[Any], reread: bool) -> None:
        if not self.is_composed:
            return
        if not done.cancelled() and done.exception() is None:
            self.show_saved(SaveState(None))
        if reread:
            self.refresh_sheet()
        else:
            self._reread_soon()

    def _reread_soon(self) -> None:
        """Read what follows from a cell (what is lacking, who stands where) once the typing rests.

        Reading 500 rows at every cell would hold up the keys that follow at once.
        """
        if self._rereading is not None:
            self._rereading.stop()
        self._rereading = self.set_timer(_REREAD_AFTER_S, self.refresh_sheet)

    def change(self, handed_over: Future[Any]) -> asyncio.Future[Any]:
        """An act that changes the rows: its refusal is told, then the table is read anew."""
        future = self.show_error_of(handed_over)
        self.track_operation(future, reread=True)
        return future

    def show_saved(self, state: SaveState) -> None:
        """Say whether what is typed is stored; called for every saving."""
        if not self.is_composed:
            return
        banner = self.query_one("#table-banner", ThaiLabel)
        banner.display = state.fault is not None
        if state.fault is None:
            self._saved_at = datetime.now()
        else:
            banner.update(f"✗ {state.fault} พิมพ์ต่อได้ ข้อความไม่หาย")
        self.query_one("#table-saved", ThaiLabel).update(saved_label(state, self._saved_at))

    # Other people

    @work(exclusive=True, group="look")
    async def poll_for_changes(self) -> None:
        """Read anew when another session has stored something; say who else is here."""
        try:
            version = await self.call(data_version)
            others = await self.call(active_editors, self.location, self.workspace.session)
        except KmError:
            # The banner already says that the store cannot be read.
            return
        if not self.is_composed:
            return
        said = "  ".join(f"{here.who} {self.location_text(here)}" for here in others)
        self.query_one("#table-others", ThaiLabel).update(said)
        if self._where != self._said_place:
            self.send_heartbeat()
        if version != self._data_version and self.is_read.is_set():
            self.refresh_sheet()

    def location_text(self, editor: ActiveEditor) -> str:
        """Where somebody is."""
        return "กำลังแก้ไขตารางนี้" if editor.statement_id else "กำลังดูตารางนี้"

    @property
    def _where(self) -> tuple[Location, int | None, int | None]:
        """Where this person is: the table, the row, and the row again while it is typed in."""
        record = self.record_id
        return self.location, record, record if self.table.editing is not None else None

    def send_heartbeat(self) -> None:
        """Tell the others where this person is; nothing depends on it."""
        self._said_place = self._where
        self.workspace.writer.call(
            touch_presence, self.workspace.session, self.workspace.who, *self._where
        )

    def on_unmount(self) -> None:
        """The others need not think that this person is still here."""
        if self.workspace.is_open:
            self.workspace.writer.call(clear_presence, self.workspace.session)
