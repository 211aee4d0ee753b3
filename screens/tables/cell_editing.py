"""Editing of table cells: opening, storing, refusals. No call waits for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, cast

from models.drafts.rescue import TypedText
from models.editing.record_kind import FieldSpec, RecordKind, cleaned
from models.editing.revisions import FieldKey
from models.errors import KmError, NotFound, VersionConflict
from models.history.kinds import find_kind
from screens.base.screen import KmScreen
from screens.editing.autosave import AutosavedField, AutosaveEvents, FieldAutosave
from screens.tables.cell_layout import TableCell, TableRow
from screens.tables.cell_table import CellTable
from screens.tables.pending_rows import PendingRow, PendingRows
from screens.tables.table_source import TableModel
from screens.widgets.understood import understood_text

REFUSED_SIGN = "✗ "


def _kind_of_field(field_key: FieldKey) -> RecordKind:
    return cast(RecordKind, find_kind(field_key.subject))


def _spec_of_field(field_key: FieldKey) -> FieldSpec:
    return _kind_of_field(field_key).column(field_key.field)


def _autosaved_field(field_key: FieldKey) -> AutosavedField:
    kind = _kind_of_field(field_key)
    return AutosavedField(
        "ช่อง",
        "แถว",
        kind.saving(field_key.field),
        kind.undelete,
        lambda text: _refusal(field_key, text),
    )


def _refusal(field_key: FieldKey, text: str) -> str:
    """Return why the column does not take this text; empty if it does."""
    try:
        _spec_of_field(field_key).from_text(text)
    except (KmError, ValueError) as refusal:
        return str(refusal)
    return ""


def _row_with(rows: Sequence[TableRow], field_key: FieldKey) -> TableRow | None:
    return next(
        (row for row in rows if any(each.field_key == field_key for each in row.cells)), None
    )


class CellEditing:
    """Opens the editor in a cell, stores the typed text, and shows the result in the cell.

    A text that the column refuses stays in its cell with a sign, and as a draft.
    """

    def __init__(
        self,
        screen: KmScreen[Any],
        table: Callable[[], CellTable],
        on_operation: Callable[[asyncio.Future[Any]], None],
        pending: PendingRows[Any] | None,
        on_given_up: Callable[[], None],
    ) -> None:
        """Prepare to edit.

        Args:
            screen: shows the messages and the dialogs.
            table: returns the table.
            on_operation: is given the future of everything that is stored.
            pending: rows that are begun before they are stored.
            on_given_up: called when a begun row was discarded.
        """
        self._screen = screen
        self._find_table = table
        self._on_operation = on_operation
        self._pending = pending
        self._on_given_up = on_given_up
        events = AutosaveEvents(
            lambda: self._table.editing is None,
            on_operation,
            self._show_refused,
            self._show_commit,
            self._note_version,
            self._show_theirs,
        )
        self._autosave = FieldAutosave(screen, _autosaved_field, events)
        self._refused: dict[FieldKey, str] = {}
        self._stored_since: dict[FieldKey, str] = {}
        self._is_typed_in = False
        self._is_removed = False

    @property
    def _table(self) -> CellTable:
        return self._find_table()

    @property
    def typed_id(self) -> int | None:
        """The id of the record that is being edited; None if no cell is."""
        cell = self._table.editing
        return cell.field_key.subject_id if cell is not None and cell.field_key else None

    @property
    def pending_row(self) -> PendingRow | None:
        """The pending row that is being edited; None without one."""
        return self._pending.find(self._table.editing) if self._pending is not None else None

    @property
    def has_words(self) -> bool:
        """Whether the editor contains more than spaces."""
        return bool(cleaned(self._table.editor.text))

    def following(self, row: PendingRow) -> PendingRow | None:
        """Return the row to begin after this one; None if this one is still empty."""
        return (
            self._pending.following(row) if self._pending is not None and self.has_words else None
        )

    def add_pending(self, row: PendingRow) -> None:
        """Add a pending row."""
        assert self._pending is not None, "only a table with pending rows begins one"
        self._pending.rows.append(row)

    def open(self) -> None:
        """Open the cell under the cursor, or its unresolved conflict, if it takes changes."""
        cell = self._table.cell
        place = cell.field_key if cell is not None else None
        if cell is None or place is None or not self._screen.check_writable():
            return
        if self._autosave.reopen_conflict(place, cell.text, cell.version):
            return
        self._is_typed_in = False
        self._table.open_editor(self._refused.get(place))

    def note_typing(self) -> None:
        """Queue the typed text as a draft; create the record of a pending row at its first word."""
        cell, row = self._table.editing, self.pending_row
        if cell is not None and self._table.has_changed:
            self._is_typed_in = True
            self._autosave.queue_draft(self._typed(cell))
        if self._pending is not None and row is not None and self.has_words:
            self._pending.make_once(row)

    def understood(self) -> str:
        """Return the date or time that the editor's text means; empty if it is neither."""
        cell = self._table.editing
        if cell is None or cell.field_key is None:
            return ""
        return understood_text(_spec_of_field(cell.field_key).from_text, self._table.editor.text)

    def refusal(self) -> str:
        """Return what is wrong with the editor's text; empty if it can be stored."""
        cell = self._table.editing
        if cell is None or cell.field_key is None or not self._table.has_changed:
            return ""
        return self._autosave.refusal(cell.field_key, self._table.editor.text)

    def finish(self) -> None:
        """Close the editor; the typed text becomes a revision.

        A pending row that is still empty is dropped.
        """
        cell, row = self._table.editing, self.pending_row
        if cell is None or cell.field_key is None:
            return
        typed, has_changed = self._typed(cell), self._table.has_changed
        is_given_up = row is not None and not self.has_words
        self._table.close_editor()
        if self._pending is not None and row is not None and is_given_up:
            self._autosave.discard_draft(cell.field_key)
            self._pending.drop(row)
            self._on_given_up()
        elif has_changed:
            self._autosave.commit(typed)
        elif self._is_typed_in:
            self._autosave.discard_draft(cell.field_key)
        if self._is_removed and not has_changed:
            self._on_given_up()
        self._is_removed = False

    def with_typed_row(self, sheet: TableModel, shown: TableModel | None) -> TableModel:
        """Return `sheet` with the edited row, which another user may have removed.

        The editor stays open: if it closed, the following letters would run commands. The record is
        restored when the text is stored.
        """
        cell = self._table.editing
        if cell is None or cell.field_key is None or shown is None:
            return sheet
        row = _row_with(sheet.rows, cell.field_key)
        was_removed, self._is_removed = self._is_removed, row is None
        removed = _row_with(shown.rows, cell.field_key) if row is None else None
        if removed is None:
            return sheet
        if not was_removed:
            self._screen.show_message(
                "มีผู้อื่นลบหรือย้ายแถวนี้ขณะที่ท่านพิมพ์ พิมพ์ต่อได้ เมื่อเสร็จจะคืนแถวพร้อมข้อความของท่าน", "warning"
            )
        return sheet.with_row_of(shown, removed.id)

    def autosave_revision(self) -> None:
        """Store a text that has been typed for long as a revision; the editor stays open."""
        cell = self._table.editing
        if cell is None or not self._table.has_changed or self.refusal():
            return
        typed = self._typed(cell)
        future = self._autosave.commit_revision(typed)
        self._on_operation(future)
        future.add_done_callback(lambda done: self._autosaved(done, cell, typed.text))

    def _autosaved(self, done: asyncio.Future[int], cell: TableCell, text: str) -> None:
        error = None if done.cancelled() else done.exception()
        if isinstance(error, NotFound):
            return  # the draft keeps it; the row is brought back when the typing ends
        if isinstance(error, KmError):
            self._screen.show_error(error)
        elif not done.cancelled() and self._table.editing is cell:
            self._table.rebase(cell._replace(text=text, version=done.result()))

    def show_next_conflict(self) -> None:
        """Show the dialog of the oldest unresolved conflict, if any and if a dialog may open."""
        self._autosave.show_next_conflict()

    def was_read(self) -> None:
        """Record that the snapshot holds all texts stored so far: cells show it instead of them."""
        self._stored_since.clear()

    def show_own(self) -> None:
        """Show in their cells the texts that were stored since the last reading, and those refused.

        Must be called whenever the rows are shown again.
        """
        for place, text in self._stored_since.items():
            self._table.put(place, text)
        for place, text in self._refused.items():
            self._table.put(place, REFUSED_SIGN + text, style="fault")

    def _typed(self, cell: TableCell) -> TypedText:
        place = cast(FieldKey, cell.field_key)
        return self._autosave.typed(place, cell.version, self._table.editor.text)

    def _show_commit(self, typed: TypedText, text: str) -> None:
        """Show the submitted text in its stored form."""
        place = typed.field_key
        self._refused.pop(place, None)
        column = _spec_of_field(place)
        self._stored_since[place] = column.to_text(column.from_text(text))
        self._table.put(place, self._stored_since[place])

    def _note_version(self, typed: TypedText, version: int) -> None:
        found = self._table.view.find(typed.field_key) if self._screen.is_composed else None
        if found is not None:
            at, column = found
            text = self._table.rows[at].cells[column].text
            self._table.put(typed.field_key, text, version)

    def _show_refused(self, typed: TypedText, refusal: KmError) -> None:
        self._refused[typed.field_key] = typed.text
        self._stored_since.pop(typed.field_key, None)
        if self._screen.is_composed:
            self._table.put(typed.field_key, REFUSED_SIGN + typed.text, style="fault")
            self._screen.show_message(str(refusal), "error")

    def _show_theirs(self, typed: TypedText, conflict: VersionConflict) -> None:
        self._stored_since.pop(typed.field_key, None)
        if self._screen.is_composed:
            self._table.put(typed.field_key, conflict.current_text, conflict.current_version)
