"""The classification typed line by line, and its acts, each of which can be taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual import on
from textual.widgets import OptionList

from models.editing.record_kind import cleaned
from models.knowledge.operations import (
    begin_knowledge,
    drop_begun,
    link_to_meeting,
    year_scope,
)
from models.storage.database import new_id
from screens.editing.undo_stack import UndoStack
from screens.knowledge.sheets import Begun, KnowledgeFilter, text_field_key
from screens.knowledge.view import KnowledgeView
from screens.widgets.text_area import ThaiTextArea


class KnowledgeTyping(KnowledgeView):
    """One year's lists with what is being typed into them."""

    def __init__(
        self, fiscal_year: int, meeting_id: int | None = None, select: int | None = None
    ) -> None:
        super().__init__(fiscal_year, meeting_id, select)
        self._undoing: UndoStack | None = None
        self._rooms_begun: set[int] = set()

    @property
    def undoing(self) -> UndoStack:
        """The acts of this year that can be taken back."""
        if self._undoing is None:
            self._undoing = UndoStack(self.workspace, year_scope(self.fiscal_year))
        return self._undoing

    def show_year(self, fiscal_year: int) -> None:
        """Look at another year."""
        self.finish_typing()
        self.fiscal_year, self._undoing = fiscal_year, None
        self.form_row, self.item_filter = None, KnowledgeFilter.ALL
        self.send_heartbeat()
        self.refresh_sheet()

    # Acts

    def check_editable(self) -> bool:
        """A classification takes changes at all times."""
        return self.state is not None

    def track_operation(self, future: asyncio.Future[Any], reread: bool = False) -> None:
        """As in every table; what is done in a meeting is linked to it."""
        super().track_operation(future, reread)
        if self.meeting_id is not None:
            ids = () if self.record_id is None else (self.record_id,)
            self.workspace.submit(link_to_meeting, self.fiscal_year, self.meeting_id, ids)

    def submit_undoable(
        self, operation: Callable[..., object], *args: object
    ) -> asyncio.Future[Any]:
        """An act that can be taken back; the list is read anew when it is done."""
        return self.change(self.undoing.submit(operation, *args))

    def finish_typing(self) -> None:
        """Store what is typed; a line that was begun and has no words goes away."""
        begun = self._begun_here()
        if begun is None or cleaned(self.table.editor.text):
            self.saving.finish()
            return
        self.table.close_editor()
        self.begun.remove(begun)
        self.workspace.writer.discard_draft(*text_field_key(begun.id))
        if begun.id in self._rooms_begun:
            self.change(self.workspace.submit(drop_begun, begun.id))
        self.show_sheet()

    def commit_typing(self) -> None:
        """What is being typed becomes a revision: the program is about to end."""
        self.finish_typing()

    # Line by line

    async def action_add(self) -> None:
        """Begin a line behind the chosen item; Enter stores it and begins the next."""
        await self.wait_for_pending_keys()
        await self.is_read.wait()
        self.finish_typing()
        if not self.division_id:
            self.show_message("ยังไม่มีหน่วยงาน เพิ่มที่ บุคลากรและตำแหน่ง แล้วกด F3 ก่อน")
            return
        self.form_row, self.item_filter = None, KnowledgeFilter.ALL
        self.show_sheet()
        self._begin_line(self.record_id)

    def _begin_line(self, after_id: int | None) -> None:
        begun = Begun(new_id(), self.list_of, after_id)
        self.begun.append(begun)
        self.show_sheet()
        self.table.select_row(begun.id, 1)
        self.saving.open()
        self.send_heartbeat()

    def _begun_here(self) -> Begun | None:
        """The line that is being begun in the editor."""
        cell = self.table.editing
        place = cell.field_key if cell is not None else None
        if place is None:
            return None
        return next((each for each in self.begun if each.id == place.subject_id), None)

    @on(ThaiTextArea.Changed)
    def _make_room(self) -> None:
        """At its first word a line gets its room in the store."""
        begun = self._begun_here()
        if begun is None or begun.id in self._rooms_begun or not self.table.editor.text.strip():
            return
        self._rooms_begun.add(begun.id)
        where = begun.where, begun.id, begun.after_id, self.meeting_id
        self.show_error_of(self.undoing.submit(begin_knowledge, *where))

    async def action_open_cell(self) -> None:
        """Enter: store a line and begin the next; else open the cell, or store it and go on."""
        await self.wait_for_pending_keys()
        await self.is_read.wait()
        begun = self._begun_here()
        if begun is not None:
            has_words = bool(cleaned(self.table.editor.text))
            self.finish_typing()
            if has_words:
                self._begin_line(begun.id)
            else:
                self.refresh_sheet()
        elif self.divisions.has_focus:
            self.set_focus(self.table)
        elif self.table.rows:
            await super().action_open_cell()
        else:
            await self.action_add()

    @on(OptionList.OptionSelected)
    def _division_clicked(self) -> None:
        self.set_focus(self.table)

    async def action_leave(self) -> None:
        """Escape: store what is typed; from the form to the list; then leave."""
        await self.wait_for_pending_keys()
        if self._begun_here() is not None:
            self.finish_typing()
            self.refresh_sheet()
        else:
            await super().action_leave()
