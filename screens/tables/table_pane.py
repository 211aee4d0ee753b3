"""A table edited in place: a wide table, or one form per row on 80 columns."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Generic, TypeVar

from textual import on
from textual.app import ComposeResult

from models.drafts.save_state import SaveState
from models.meetings.presence import ActiveEditor
from models.office.locations import Location
from screens.base.dialog_action import DialogFlow, run_dialog_flow
from screens.base.presence_tracker import Position, PresenceTracker
from screens.base.screen import KmScreen
from screens.base.snapshot_loader import SnapshotLoader
from screens.history.history import show_history
from screens.tables.cell_editing import CellEditing
from screens.tables.cell_grid import CellGrid
from screens.tables.cell_layout import TableCell
from screens.tables.cell_table import CellTable
from screens.tables.covered import CoveredVertical
from screens.tables.pending_rows import PendingRow, PendingRows
from screens.tables.row_undo import RowUndo
from screens.tables.sheet_view import Forms, SheetView, Surroundings
from screens.tables.table_source import TableSource

S = TypeVar("S", bound=TableSource[Any])

TABLE_STYLE = Path(__file__).with_name("table_pane.tcss")
AUTOSAVE_INTERVAL_S = 60.0
CONFLICT_INTERVAL_S = 0.5
_REREAD_AFTER_S = 1.0

_TITLE_ROW = "แถวนี้เป็นหัวตาราง กด ↓ ไปที่แถวของตาราง หรือ F5 แทรกแถว"
_NO_ROWS = "ยังไม่มีแถวให้แก้ กด F5 เพิ่ม"
_UNREAD = "ยังไม่มีข้อมูลของจอนี้ กด Esc กลับไปจอก่อน"
_LAST_CELL = "ช่องสุดท้ายแล้ว ใช้ลูกศรเลื่อนไปช่องอื่น"
_NO_CELL = "ขึ้นบรรทัดใหม่ได้ขณะพิมพ์ในช่อง กด Enter เปิดช่องก่อน"


class TablePane(CoveredVertical, Generic[S]):
    """The table of a source with its editor, its keys, and other users' presence.

    Attributes:
        host: the screen that shows the pane.
        source: knows the records.
        view: shows them.
        editing: stores the text typed in cells.
        loader: reads the records.
        presence: sends this user's position to other users.
        undoing: the undo stack of operations on rows.
    """

    def __init__(
        self,
        host: KmScreen[Any],
        source: S,
        ask_cell: Callable[[TableCell], Awaitable[None]] | None = None,
        *,
        forms: Forms = Forms.NARROW,
        pending: PendingRows[Any] | None = None,
        surroundings: Surroundings | None = None,
        on_shown: Callable[[bool], None] | None = None,
    ) -> None:
        """Prepare a pane; it reads when it is mounted.

        Args:
            ask_cell: opens a cell that is chosen instead of typed (`cell.asks`).
            forms: when a row is shown as a form.
            pending: rows that are begun before they are stored.
            surroundings: widgets of the subject beside the table.
            on_shown: called after the rows are shown; with True the first time.
        """
        super().__init__()
        self.host = host
        self.source = source
        self.editing = CellEditing(
            host,
            lambda: self.table,
            # Reading 500 rows at every cell would hold up the keys that follow at once.
            lambda future: self._track(future, _REREAD_AFTER_S),
            pending,
            lambda: self.view.show_sheet(),
        )
        around = surroundings or Surroundings()
        self.view = SheetView(source, self.editing, forms, around, on_shown)
        self.loader = SnapshotLoader(host, lambda: host.call(source.read()), self._take)
        self.presence = PresenceTracker(host, self._position, self._show_others)
        self.undoing = RowUndo(host, source, self.change)
        self._ask_cell = ask_cell

    def compose(self) -> ComposeResult:
        """Compose the table's view."""
        yield self.view

    def on_mount(self) -> None:
        """Read the records; start the timer that makes revisions of text typed for long."""
        self.host.set_focus(self.table)
        self.set_interval(AUTOSAVE_INTERVAL_S, self.editing.autosave_revision)
        self.set_interval(CONFLICT_INTERVAL_S, self.editing.show_next_conflict)
        self.loader.start()
        self.presence.start()

    def on_unmount(self) -> None:
        """Remove this user from the presence list that the other users see."""
        self.presence.clear()

    def resume(self) -> None:
        """Read again, because the user returned to the screen and records may have changed."""
        self.loader.refresh()
        if self.is_mounted:
            self.presence.send_heartbeat()

    @property
    def table(self) -> CellTable:
        """The widget that shows the rows, as a table or as a form."""
        return self.view.table

    @property
    def record_id(self) -> int | None:
        """The id of the record under the cursor, or of the form; None without a row."""
        return self.view.record_id

    @property
    def location(self) -> Location:
        """The location (navigation target) of the records."""
        return self.source.location

    def _take(self, snapshot: Any) -> None:
        is_shown = self.is_mounted and self.host.is_composed
        self.source.take(snapshot, self.editing.typed_id if is_shown else None)
        self.editing.was_read()
        if is_shown:
            self.view.show_sheet()

    @on(CellGrid.Moved)
    def _tell_moved(self) -> None:
        self.presence.moved()

    def _position(self) -> Position:
        record_id = self.record_id
        is_typed = self.table.editing is not None
        return Position(self.source.location, record_id, record_id if is_typed else None)

    def _show_others(self, others: tuple[ActiveEditor, ...]) -> None:
        self.view.status.show_others(others, self.source.editor_text)

    def _track(self, future: asyncio.Future[Any], delay_s: float = 0.0) -> None:
        self.loader.track_operation(future, delay_s)
        follow_up = self.source.follow_up(self.record_id)
        if follow_up is not None:
            self.host.workspace.submit(follow_up)

    def change(self, handed_over: Future[Any]) -> asyncio.Future[Any]:
        """Show the refusal of an operation, if any, and read the rows again; return its future."""
        future = self.host.show_error_of(handed_over)
        self._track(future)
        return future

    def commit_typing(self) -> None:
        """Store what is being typed as a revision, because the program may end."""
        self.editing.finish()

    async def finish_typing(self) -> None:
        """Wait for earlier keys and the first reading; then store the typed text as a revision."""
        await self.host.wait_for_pending_keys()
        await self.loader.is_read.wait()
        self.editing.finish()

    def show_saved(self, state: SaveState) -> None:
        """Show whether the typed text is stored; called after every save."""
        self.view.status.show_saved(state)

    def begin_row(self, row: PendingRow) -> None:
        """Begin a pending row in the editor."""
        self.editing.add_pending(row)
        self.view.show_sheet()
        self.table.select_row(row.id, 1)
        self.editing.open()
        self.presence.send_heartbeat()

    async def begin(self, flow: DialogFlow) -> None:
        """Store the typed text, then run a dialog flow; show a message if nothing has been read."""
        await self.finish_typing()
        if self.source.state is not None:
            await run_dialog_flow(self.host, flow)
        else:
            self.host.show_message(_UNREAD, "warning")

    @on(CellGrid.Clicked)
    async def action_open_cell(self) -> None:
        """Open the cell; if one is being edited, store it and go to the next one (Enter)."""
        await self.host.wait_for_pending_keys()
        await self.loader.is_read.wait()
        row = self.editing.pending_row
        if row is not None:
            self._store_and_begin(row)
        elif self.table.editing is not None:
            self._store_and_go_on()
        elif not self.table.has_focus_within:
            self.host.set_focus(self.table)
        elif self.view.is_wide or self.view.form_row is not None:
            await self._open()
        elif not self.view.open_form():
            _tell_no_row(self)

    async def action_next_cell(self) -> None:
        """Go to the next cell (Tab); if one is edited, store it and open the next one."""
        await self.host.wait_for_pending_keys()
        if self.table.editing is None:
            if not self.table.next_cell():
                self.host.show_message(_LAST_CELL if self.table.rows else _NO_ROWS)
        elif self._store_and_go_on():
            cell = self.table.cell
            if cell is not None and not cell.asks:
                await self._open()

    def _store_and_go_on(self) -> bool:
        if refusal := self.editing.refusal():
            self.host.show_message(refusal, "error")
            return False
        self.editing.finish()
        self.table.next_cell()
        return True

    def _store_and_begin(self, row: PendingRow) -> None:
        following = self.editing.following(row)
        refusal = self.editing.refusal() if following is not None else ""
        if refusal:
            self.host.show_message(refusal, "error")
            return
        self.editing.finish()
        if following is None:
            self.loader.refresh()
        else:
            self.begin_row(following)

    async def _open(self) -> None:
        cell = self.table.cell
        if cell is None or (cell.field_key is None and not cell.asks):
            self.host.show_message("ช่องนี้โปรแกรมใส่ให้เอง เลือกช่องอื่น")
        elif self.check_editable():
            if self._ask_cell is not None and cell.asks:
                await self._ask_cell(cell)
            else:
                self.editing.open()
                self.presence.send_heartbeat()

    def check_editable(self) -> bool:
        """Return whether cells take changes; show a message if they do not."""
        why = self.source.why_locked(self.table.cell) if self.source.state is not None else ""
        if why:
            self.host.show_message(why, "warning")
        return self.source.state is not None and not why

    async def action_new_line(self) -> None:
        """Insert a line break into the cell that is being edited."""
        await self.host.wait_for_pending_keys()
        if self.table.editing is not None:
            self.table.editor.replace("\n", *self.table.editor.selection)
        else:
            self.host.show_message(_NO_CELL)

    async def action_history(self) -> None:
        """Open the history of the cell under the cursor."""
        cell = self.table.cell
        await show_history(self.host, cell.field_key if cell is not None else None)

    async def action_leave(self) -> None:
        """Store the typed text, else close the form, else leave the screen (Escape)."""
        await self.host.wait_for_pending_keys()
        if self.editing.pending_row is not None:
            self.editing.finish()
            self.loader.refresh()
        elif self.table.editing is not None:
            self.editing.finish()
        elif not self.view.close_form():
            self.host.dismiss(None)

    def action_undo(self) -> None:
        """Undo the last operation on rows."""
        self.editing.finish()
        self.undoing.undo()

    def action_redo(self) -> None:
        """Redo the last undone operation on rows."""
        self.editing.finish()
        self.undoing.redo()


def selected_id(pane: TablePane[Any]) -> int | None:
    """Return the id of the record under the cursor; show a message if there is none."""
    if pane.record_id is None:
        _tell_no_row(pane)
    return pane.record_id


def _tell_no_row(pane: TablePane[Any]) -> None:
    pane.host.show_message(_TITLE_ROW if pane.table.rows else _NO_ROWS, "warning")
