"""The way of what is typed in a table's cells to the store. Nothing here waits for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from models.drafts.rescue import TypedText
from models.drafts.writer import save_then_replace
from models.editing.record_kind import FieldSpec, RecordKind
from models.editing.revisions import FieldKey
from models.errors import KmError, NotFound, VersionConflict
from models.history.kinds import find_kind
from models.storage.database import now
from screens.base.screen import KmScreen
from screens.editing.conflict import ConflictDialog
from screens.tables.cell_layout import TableCell
from screens.tables.cell_table import CellTable

REFUSED_SIGN = "✗ "


def kind_of_field(field_key: FieldKey) -> RecordKind:
    """How the record of this place is edited."""
    return cast(RecordKind, find_kind(field_key.subject))


def spec_of_field(field_key: FieldKey) -> FieldSpec:
    """The column that this place is in."""
    return kind_of_field(field_key).column(field_key.field)


class CellSaving:
    """Opens cells, hands what is typed to the writer, and says what became of it.

    A text that the column refuses stays in its cell with a sign, and as a draft. `handed_over`
    is given every future of a saving, so that the screen can wait with reading anew.
    """

    def __init__(
        self, screen: KmScreen[Any], handed_over: Callable[[asyncio.Future[Any]], None]
    ) -> None:
        self._screen = screen
        self._handed_over = handed_over
        self._refused: dict[FieldKey, str] = {}
        self._undecided: dict[FieldKey, TypedText] = {}
        self._waiting: dict[FieldKey, VersionConflict] = {}
        self._stored_since: dict[FieldKey, str] = {}
        self._is_typed_in = False

    @property
    def _table(self) -> CellTable:
        return self._screen.query_one(CellTable)

    def open(self) -> bool:
        """Open the cell under the cursor; False where it is not typed in."""
        cell = self._table.cell
        place = cell.field_key if cell is not None else None
        if cell is None or place is None or not self._screen.check_writable():
            return False
        undecided = self._undecided.get(place)
        if undecided is not None and undecided.text != cell.text:
            self._waiting[place] = VersionConflict(cell.text, cell.version)
            self.show_next_conflict()
            return True
        self._is_typed_in = False
        return self._table.open_editor(self._refused.get(place))

    def note(self) -> None:
        """Something was typed: hand it to the writer."""
        cell = self._table.editing
        if cell is not None and self._table.has_changed:
            self._is_typed_in = True
            self._screen.workspace.writer.queue_draft(self._typed(cell))

    def refusal(self) -> str:
        """What is wrong with the text in the editor; empty where it can be stored."""
        cell = self._table.editing
        if cell is None or cell.field_key is None or not self._table.has_changed:
            return ""
        return _refusal(cell.field_key, self._table.editor.text)

    def finish(self) -> None:
        """Close the editor; what is typed becomes a revision."""
        cell = self._table.editing
        if cell is None or cell.field_key is None:
            return
        typed, has_changed = self._typed(cell), self._table.has_changed
        self._table.close_editor()
        if has_changed:
            self._store(typed)
        elif self._is_typed_in:
            self._screen.workspace.writer.discard_draft(*cell.field_key)

    def autosave_revision(self) -> None:
        """Make a revision of a text that is typed for a long time; the editor stays open."""
        cell = self._table.editing
        if cell is None or not self._table.has_changed or self.refusal():
            return
        typed = self._typed(cell)
        future = self._hand_over(typed)
        future.add_done_callback(lambda done: self._autosaved(done, cell, typed.text))

    def was_read(self) -> None:
        """The records were read anew, with everything that was handed over before."""
        self._stored_since.clear()

    def show_own(self) -> None:
        """Show what was stored since the last reading, and what was refused, in their cells.

        To be called whenever the rows are shown anew.
        """
        for place, text in self._stored_since.items():
            self._table.put(place, text)
        for place, text in self._refused.items():
            self._table.put(place, REFUSED_SIGN + text, style="fault")

    def _typed(self, cell: TableCell) -> TypedText:
        place, office = cast(FieldKey, cell.field_key), self._screen.workspace
        return TypedText(
            place.subject,
            place.subject_id,
            office.session,
            cell.version,
            self._table.editor.text,
            office.who,
            now(),
            field=place.field,
        )

    def _store(self, typed: TypedText, chosen: str = "") -> None:
        """Show the text as it will be read, and hand it over; whatever happens, it is kept.

        `chosen` is what is stored after it, where somebody chose the other text.
        """
        place = typed.field_key
        if refusal := _refusal(place, typed.text):
            self._keep(typed, refusal)
            return
        self._refused.pop(place, None)
        column = spec_of_field(place)
        self._stored_since[place] = column.to_text(column.from_text(chosen or typed.text))
        self._table.put(place, self._stored_since[place])
        future = self._hand_over(typed, chosen)
        future.add_done_callback(lambda done: self._stored(done, typed))

    def _hand_over(self, typed: TypedText, chosen: str = "") -> asyncio.Future[int]:
        save = kind_of_field(typed.field_key).saving(typed.field)
        save = save_then_replace(save, chosen) if chosen else save
        future = asyncio.wrap_future(self._screen.workspace.writer.commit_draft(typed, save))
        self._handed_over(future)
        return future

    def _stored(self, done: asyncio.Future[int], typed: TypedText) -> None:
        error = None if done.cancelled() else done.exception()
        if not self._screen.is_composed or done.cancelled():
            return
        if error is None:
            self._note_version(typed.field_key, done.result())
        elif isinstance(error, VersionConflict):
            self._queue_conflict(typed, error)
        elif isinstance(error, NotFound):
            self._bring_back(typed)
        elif isinstance(error, KmError):
            self._keep(typed, str(error))
        else:
            raise error

    def _note_version(self, place: FieldKey, version: int) -> None:
        found = self._table.view.find(place)
        if found is not None:
            at, column = found
            self._table.put(place, self._table.rows[at].cells[column].text, version)

    def _keep(self, typed: TypedText, refusal: str) -> None:
        """Keep a text that was refused, as a draft and in its cell."""
        self._refused[typed.field_key] = typed.text
        self._stored_since.pop(typed.field_key, None)
        self._screen.workspace.writer.queue_draft(typed)
        self._table.put(typed.field_key, REFUSED_SIGN + typed.text, style="fault")
        self._screen.show_message(refusal, "error")

    def _bring_back(self, typed: TypedText) -> None:
        """Somebody removed the row meanwhile: it comes back with what was typed."""
        self._screen.show_message("มีผู้อื่นลบแถวนี้ขณะที่ท่านพิมพ์ จึงคืนให้พร้อมข้อความของท่าน", "warning")
        back = self._screen.workspace.submit(
            kind_of_field(typed.field_key).undelete, typed.subject_id, typed.who
        )
        self._handed_over(self._screen.show_error_of(back))
        again = self._hand_over(typed)
        again.add_done_callback(lambda done: self._brought_back(done, typed))

    def _brought_back(self, done: asyncio.Future[int], typed: TypedText) -> None:
        error = None if done.cancelled() else done.exception()
        if isinstance(error, KmError) and self._screen.is_composed:
            self._keep(typed, str(error))

    def _queue_conflict(self, typed: TypedText, conflict: VersionConflict) -> None:
        """Show both texts as soon as nobody is typing; until then both are kept."""
        place = typed.field_key
        self._undecided[place], self._waiting[place] = typed, conflict
        self._stored_since.pop(place, None)
        self._table.put(place, conflict.current_text, conflict.current_version)
        if not self._may_ask:
            words = "มีผู้อื่นแก้ช่องที่ท่านเพิ่งพิมพ์ ข้อความทั้งสองอยู่ครบ จะให้เลือกเมื่อท่านพิมพ์เสร็จ"
            self._screen.show_message(words, "warning")
        self.show_next_conflict()

    @property
    def _may_ask(self) -> bool:
        """Whether a question disturbs nobody: no editor, no dialog is open."""
        screen = self._screen
        return screen.app.screen is screen and screen.is_composed and self._table.editing is None

    def show_next_conflict(self) -> None:
        """Show the two texts that have waited longest for a choice, if any do."""
        if not self._waiting or not self._may_ask:
            return
        place = next(iter(self._waiting))
        conflict, typed = self._waiting.pop(place), self._undecided[place]
        dialog = ConflictDialog(typed.text, conflict.current_text, "ช่องนี้")
        self._screen.app.push_screen(dialog, lambda text: self._chosen(typed, conflict, text))

    def _chosen(self, typed: TypedText, conflict: VersionConflict, text: str | None) -> None:
        """Store what was chosen over what the other person stored; the history keeps both."""
        if text is None:
            self._screen.show_message(
                "เก็บข้อความของท่านไว้เป็นฉบับร่างแล้ว กด Enter ที่ช่องนี้เพื่อเลือก", "warning"
            )
            return
        del self._undecided[typed.field_key]
        mine = replace(typed, base_version=conflict.current_version)
        if typed.text in text:
            self._store(replace(mine, text=text))
        else:
            self._store(mine, text)
        self.show_next_conflict()

    def _autosaved(self, done: asyncio.Future[int], cell: TableCell, text: str) -> None:
        error = None if done.cancelled() else done.exception()
        if isinstance(error, KmError):
            self._screen.show_error(error)
        elif not done.cancelled() and self._table.editing is cell:
            self._table.rebase(cell._replace(text=text, version=done.result()))


def _refusal(place: FieldKey, text: str) -> str:
    """Why the column does not take this text; empty where it does."""
    try:
        spec_of_field(place).from_text(text)
    except (KmError, ValueError) as refusal:
        return str(refusal)
    return ""
