"""Typing in the meeting room: the speaker, the statement, and its way to the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from textual import on, work

from models.database import new_id, now
from models.errors import Conflict, KmError
from models.history import Subject
from models.meetings import RollEntry
from models.minutes import add_statement, remove_statement, save_statement
from models.rescue import Typed
from models.room import ResolutionView, StatementView
from models.snippets import all_snippets
from screens.conflict import ConflictDialog
from screens.room_view import RoomView
from screens.speaker_field import SpeakerField
from screens.widgets.text_area import ThaiTextArea

PROMOTE_EVERY_S = 60.0
LOOK_EVERY_S = 0.5
BE_SEEN_EVERY_S = 15.0
CLOCK_EVERY_S = 5.0
LONG_STATEMENT = 10_000  # characters; a longer one is stored, and the secretary is told


class RoomTyping(RoomView):
    """The meeting room with its speaker field and editor.

    Nothing here waits for the disk: a statement gets its id when it is begun, its text goes to
    the writer as it is typed.
    """

    def __init__(self, meeting_id: int) -> None:
        super().__init__(meeting_id)
        self.snippets: dict[str, str] = {}
        self.insert_after: int | None = None
        self.takes_speaker: Callable[[RollEntry], None] | None = None

    def on_mount(self) -> None:
        """Read the meeting; make revisions of a long-typed text now and then."""
        self.query_one(SpeakerField).display = False
        self.set_interval(PROMOTE_EVERY_S, self._promote)
        self.set_interval(LOOK_EVERY_S, self.look_for_changes)
        self.set_interval(BE_SEEN_EVERY_S, self.be_seen)
        self.set_interval(CLOCK_EVERY_S, self.show_clock)
        self.show_clock()
        self.be_seen()
        self._learn_snippets()
        self.refresh_room()

    @work
    async def _learn_snippets(self) -> None:
        self.snippets = await self.attempt(all_snippets) or {}

    def expand_snippet(self) -> bool:
        """Replace the short word before the cursor by its sentence; False where it is none."""
        area = self.talk.editor.area
        row, column = area.cursor_location
        before = area.document[row][:column]
        word = before.rpartition(" ")[2]
        if word not in self.snippets:
            return False
        area.replace(self.snippets[word], (row, column - len(word)), (row, column))
        return True

    async def action_statement(self) -> None:
        """Finish what is typed and ask who speaks next."""
        await self.settle()
        if self.may_change():
            self.finish_typing()
            self.ask_speaker()

    def ask_speaker(self) -> None:
        """Show the field that says who speaks."""
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
                self.ask_speaker()
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
        if self.takes_speaker is not None:
            take, self.takes_speaker = self.takes_speaker, None
            take(speaker)
            return
        view = StatementView(new_id(), speaker, "", 1)
        self.on_the_way.add(view.id)
        future = self.do(
            add_statement,
            item.id,
            speaker.attendance_id,
            "",
            self.office.who,
            after_id=self.insert_after,
            statement_id=view.id,
        )
        future.add_done_callback(lambda _: self.on_the_way.discard(view.id))
        self.act(future)
        self.talk.add(view, after_id=self.insert_after)
        self.insert_after = None
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
            self.office.writer.changed(self.typed(self.editing))

    def typed(self, view: StatementView) -> Typed:
        """What stands in the editor, as the writer thread takes it."""
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
        field = self.query_one(SpeakerField)
        if self.focused is field.field:
            self.set_focus(self.talk)
        field.close()
        self.insert_after = self.takes_speaker = None
        view = self.editing
        if view is None:
            return
        typed = self.typed(view)
        self.stop_editing(typed.text)
        if typed.text.strip() or view.text:
            self._tell_if_long(typed.text)
            self._store(typed)
        else:
            self.office.writer.give_up(Subject.STATEMENT, view.id)
            self.act(self.do(remove_statement, view.id))

    def make_safe(self) -> None:
        """What is being typed becomes a revision: the program is about to end."""
        self.finish_typing()

    def stop_editing(self, text: str) -> None:
        """Take the editor away; its block shows the text until the store has answered."""
        view, self.editing = self.editing, None
        if self.focused is self.talk.editor.area:
            self.set_focus(self.talk)
        self.talk.close_editor()
        block = self.talk.block(view.id) if view else None
        if view is not None and block is not None:
            block.show(replace(view, text=text), 0)

    def _store(self, typed: Typed) -> None:
        future = asyncio.wrap_future(self.office.writer.finish(typed, save_statement))
        future.add_done_callback(lambda done: self._stored(done, typed))
        self.act(future)

    def _stored(self, future: asyncio.Future[int], typed: Typed) -> None:
        error = future.exception()
        if isinstance(error, Conflict):
            self._let_choose(typed, error)
        elif isinstance(error, KmError):
            self.complain(error)
        elif error is not None:
            raise error

    def _let_choose(self, typed: Typed, conflict: Conflict) -> None:
        """Show both texts; what is chosen is stored over what the other person stored."""

        def chosen(text: str | None) -> None:
            if text is None:
                self.tell("เก็บข้อความของท่านไว้เป็นฉบับร่างแล้ว", "warning")
            else:
                self._store(replace(typed, text=text, base_version=conflict.current_version))

        self.app.push_screen(ConflictDialog(typed.text, conflict.current_text), chosen)

    def _promote(self) -> None:
        view = self.editing
        if view is None or self.talk.editor.area.text == view.text:
            return
        typed = self.typed(view)
        future = asyncio.wrap_future(self.office.writer.finish(typed, save_statement))
        future.add_done_callback(lambda done: self._promoted(done, view, typed.text))

    def _promoted(self, done: asyncio.Future[int], view: StatementView, text: str) -> None:
        error = done.exception()
        if isinstance(error, Conflict):
            self.complain(error)
        elif error is None and self.editing is view:
            self.editing = replace(view, text=text, version=done.result())

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
