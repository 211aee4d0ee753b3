"""Typing in the meeting room: the speaker, the statement, and its way to the store."""

from __future__ import annotations

import asyncio

from textual import on

from models.database import new_id, now
from models.errors import Conflict, KmError
from models.history import Subject
from models.minutes import add_statement, remove_statement, save_statement
from models.rescue import Typed
from models.room import ResolutionView, StatementView
from screens.room_view import RoomView
from screens.speaker_field import SpeakerField
from screens.widgets.text_area import ThaiTextArea

PROMOTE_EVERY_S = 60.0
LONG_STATEMENT = 10_000  # characters; a longer one is stored, and the secretary is told


class RoomTyping(RoomView):
    """The meeting room with its speaker field and editor.

    Nothing here waits for the disk: a statement gets its id when it is begun, its text goes to
    the writer as it is typed.
    """

    def on_mount(self) -> None:
        """Read the meeting; make revisions of a long-typed text now and then."""
        self.query_one(SpeakerField).display = False
        self.set_interval(PROMOTE_EVERY_S, self._promote)
        self.refresh_room()

    async def action_statement(self) -> None:
        """Finish what is typed and ask who speaks next."""
        await self.settle()
        if self.may_change():
            self.finish_typing()
            self._ask_speaker()

    def _ask_speaker(self) -> None:
        assert self.room is not None
        self.query_one(SpeakerField).open(self.room)

    async def action_take(self) -> None:
        """Enter: take the speaker, end the statement, open what is chosen."""
        await self.settle()
        field = self.query_one(SpeakerField)
        if self.focused is field.field:
            self._begin_statement()
        elif self.editing is not None and self.focused is self.talk.editor.area:
            said_something = bool(self.talk.editor.area.text.strip())
            self.finish_typing()
            if said_something:
                self._ask_speaker()
            else:
                self.set_focus(self.talk)
        elif self.focused is self.talk:
            self._edit_chosen()
        else:
            self.set_focus(self.talk)

    def _begin_statement(self) -> None:
        field, item = self.query_one(SpeakerField), self.item
        speaker = field.taken()
        if speaker is None or item is None:
            return
        field.close()
        view = StatementView(new_id(), speaker, "", 1)
        self.on_the_way.add(view.id)
        future = self.do(
            add_statement,
            item.id,
            speaker.attendance_id,
            "",
            self.office.who,
            statement_id=view.id,
        )
        future.add_done_callback(lambda _: self.on_the_way.discard(view.id))
        self.act(future)
        self.talk.add(view)
        self._edit(view)

    def _edit_chosen(self) -> None:
        block = self.talk.block(self.talk.chosen)
        if block is None or not self.may_change():
            return
        if isinstance(block.view, StatementView):
            self._edit(block.view)
        else:
            self.edit_resolution(block.view)

    def _edit(self, view: StatementView) -> None:
        block = self.talk.block(view.id)
        if block is not None:
            self.editing = view
            self.talk.open_editor(block)

    @on(ThaiTextArea.Changed, "#editor-text")
    def _note_typing(self) -> None:
        if self.editing is not None and self.talk.editor.area.text != self.editing.text:
            self.office.writer.changed(self._typed(self.editing))

    def _typed(self, view: StatementView) -> Typed:
        return Typed(
            Subject.STATEMENT,
            view.id,
            self.office.session,
            view.version,
            self.talk.editor.area.text,
            self.office.who,
            now(),
            self.item_id,
            view.speaker.attendance_id if view.speaker else None,
        )

    def finish_typing(self) -> None:
        """Close the speaker's field and the editor; what is typed becomes a revision."""
        self.query_one(SpeakerField).close()
        view, self.editing = self.editing, None
        if view is None:
            return
        typed = self._typed(view)
        self.talk.close_editor()
        if not typed.text.strip() and not view.text:
            self.office.writer.give_up(Subject.STATEMENT, view.id)
            self.act(self.do(remove_statement, view.id))
            return
        self._tell_if_long(typed.text)
        block = self.talk.block(view.id)
        if block is not None:
            block.show(StatementView(view.id, view.speaker, typed.text, view.version), 0)
        self._store(typed)

    def _store(self, typed: Typed) -> None:
        future = asyncio.wrap_future(self.office.writer.finish(typed, save_statement))
        future.add_done_callback(self._stored)
        self.act(future)

    def _stored(self, future: asyncio.Future[int]) -> None:
        error = future.exception()
        if isinstance(error, KmError):
            # The draft is kept; a conflict shows both texts when the statement is opened.
            self.complain(error)
        elif error is not None:
            raise error

    def _promote(self) -> None:
        view = self.editing
        if view is None or self.talk.editor.area.text == view.text:
            return
        typed = self._typed(view)
        future = asyncio.wrap_future(self.office.writer.finish(typed, save_statement))
        future.add_done_callback(lambda done: self._promoted(done, view, typed.text))

    def _promoted(self, done: asyncio.Future[int], view: StatementView, text: str) -> None:
        error = done.exception()
        if isinstance(error, Conflict):
            self.complain(error)
        elif error is None and self.editing is view:
            self.editing = StatementView(view.id, view.speaker, text, done.result())

    def _tell_if_long(self, text: str) -> None:
        if len(text) > LONG_STATEMENT:
            self.tell("คำพูดนี้ยาวมาก เก็บไว้ครบแล้ว แนะนำให้แบ่งเป็นหลายคำพูด (F5)", "warning")

    async def action_paragraph(self) -> None:
        """Begin a new paragraph in the same statement."""
        await self.settle()
        if self.editing is not None:
            area = self.talk.editor.area
            area.replace("\n", *area.selection)

    def edit_resolution(self, view: ResolutionView) -> None:
        """Open a resolution's wording; the room's acts know how."""
        raise NotImplementedError
