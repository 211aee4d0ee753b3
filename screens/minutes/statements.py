"""Typing in the meeting room: the speaker, the statement, and its way to the store."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from textual import on, work

from kmtui.thai.digits import thai_digits
from models.drafts.rescue import TypedText
from models.drafts.writer import save_then_replace
from models.editing.revisions import SaveOperation, Subject
from models.errors import KmError, NotFound, VersionConflict
from models.history.recovery import take_over_draft
from models.history.unresolved_drafts import left_in_meeting
from models.meetings.roll import RollEntry
from models.minutes.records import (
    add_statement,
    remove_statement,
    restore_resolution,
    restore_statement,
    save_resolution,
    save_statement,
)
from models.minutes.snapshot import ResolutionView, StatementView
from models.office.snippets import all_snippets
from models.storage.database import new_id, now
from screens.editing.conflict import ConflictDialog
from screens.minutes.session import RoomView
from screens.minutes.speaker_field import SpeakerField
from screens.widgets.label import ThaiLabel
from screens.widgets.text_area import ThaiTextArea

AUTOSAVE_INTERVAL_S = 60.0
POLL_INTERVAL_S = 0.5
HEARTBEAT_INTERVAL_S = 15.0
CLOCK_INTERVAL_S = 5.0
LONG_STATEMENT = 10_000  # characters; a longer one is stored, and the secretary is told


_SAVING: dict[Subject, SaveOperation] = {
    Subject.STATEMENT: save_statement,
    Subject.RESOLUTION: save_resolution,
}


_RESTORING = {Subject.STATEMENT: restore_statement, Subject.RESOLUTION: restore_resolution}


_NOUNS = {Subject.STATEMENT: "คำพูด", Subject.RESOLUTION: "มติ"}


class RoomChoosing(RoomView):
    """The meeting room that stores texts; what meets another text waits for a choice."""

    def __init__(self, meeting_id: int) -> None:
        super().__init__(meeting_id)
        self.undecided: dict[int, TypedText] = {}
        self._waiting: dict[int, VersionConflict] = {}

    @work
    async def learn_left_texts(self) -> None:
        """Take note of the texts of this meeting that wait for a choice since an earlier time."""
        mine = self.meeting_id, self.workspace.paths.rescue, self.workspace.session
        with contextlib.suppress(KmError):
            left = await self.call(left_in_meeting, *mine)
            for typed in left:
                self.undecided.setdefault(typed.subject_id, typed)
            if left and self.is_composed:
                count = thai_digits(len(left))
                words = f"มีข้อความค้าง {count} แห่งในการประชุมนี้ กด Enter ที่คำพูด หรือ F4 ที่วาระ"
                self.show_message(words, "warning")

    def adopted(self, typed: TypedText) -> TypedText:
        """The text as one of this session, so that storing it forgets it wherever it was left."""
        if typed.session == self.workspace.session:
            return typed
        self.submit(take_over_draft, typed, self.workspace.session, self.workspace.paths.rescue)
        return replace(typed, session=self.workspace.session)

    def store_typed(self, typed: TypedText, save: SaveOperation | None = None) -> None:
        """Make a revision of what was typed; whatever stands in the way, the text is kept."""
        save = save or _SAVING[typed.subject]
        future = asyncio.wrap_future(self.workspace.writer.commit_draft(typed, save))
        future.add_done_callback(lambda done: self._stored(done, typed))
        self.track_operation(future)

    def _stored(self, future: asyncio.Future[int], typed: TypedText) -> None:
        error = None if future.cancelled() else future.exception()
        if isinstance(error, VersionConflict):
            self.queue_conflict(typed, error)
        elif isinstance(error, NotFound):
            noun = _NOUNS[typed.subject]
            self.show_message(f"มีผู้อื่นลบ{noun}นี้ขณะที่ท่านพิมพ์ จึงคืนให้พร้อมข้อความของท่าน", "warning")
            self.submit(_RESTORING[typed.subject], typed.subject_id)
            self.store_typed(typed)
        elif isinstance(error, KmError):
            self.show_error(error)
        elif error is not None:
            raise error

    def queue_conflict(self, typed: TypedText, conflict: VersionConflict) -> None:
        """Show both texts as soon as nobody is typing; until then both are kept."""
        self.undecided[typed.subject_id] = typed
        self._waiting[typed.subject_id] = conflict
        if not self._may_be_asked:
            noun = _NOUNS[typed.subject]
            words = f"มีผู้อื่นแก้{noun}ที่ท่านเพิ่งพิมพ์ ข้อความทั้งสองอยู่ครบ จะให้เลือกเมื่อท่านพิมพ์เสร็จ"
            self.show_message(words, "warning")
        self.show_next_conflict()

    @property
    def _may_be_asked(self) -> bool:
        """Whether a question disturbs nobody: no editor, no field, no dialog is open."""
        if self.app.screen is not self or not self.is_composed:
            return False
        return self.editing is None and not self.query_one(SpeakerField).display

    def show_next_conflict(self) -> None:
        """Show the two texts that have waited longest for a choice, if any do."""
        if not self._waiting or not self._may_be_asked:
            return
        subject_id = next(iter(self._waiting))
        conflict, typed = self._waiting.pop(subject_id), self.undecided.get(subject_id)
        if typed is not None:
            what = f"{_NOUNS[typed.subject]}นี้"
            dialog = ConflictDialog(typed.text, conflict.current_text, what)
            self.app.push_screen(dialog, lambda text: self._chosen(typed, conflict, text))

    def _chosen(self, typed: TypedText, conflict: VersionConflict, text: str | None) -> None:
        """Store what was chosen over what the other person stored; the history keeps both."""
        if text is None:
            how = "Enter ที่คำพูดนี้" if typed.subject == Subject.STATEMENT else "Enter ที่มตินี้"
            self.show_message(f"เก็บข้อความของท่านไว้เป็นฉบับร่างแล้ว กด {how}เพื่อเลือก", "warning")
            return
        del self.undecided[typed.subject_id]
        mine = replace(self.adopted(typed), base_version=conflict.current_version)
        if typed.text in text:
            self.store_typed(replace(mine, text=text))
        else:
            self.store_typed(mine, save_then_replace(_SAVING[typed.subject], text))
        self.show_next_conflict()


class RoomTyping(RoomChoosing):
    """The meeting room with its speaker field and editor.

    Nothing here waits for the disk: a statement gets its id when it is begun, its text goes to
    the writer as it is typed.
    """

    def __init__(self, meeting_id: int) -> None:
        super().__init__(meeting_id)
        self.snippets: dict[str, str] = {}
        self.insert_after: int | None = None
        self.takes_speaker: Callable[[RollEntry], None] | None = None
        self._refused: set[int] = set()

    def on_mount(self) -> None:
        """Read the meeting; make revisions of a long-typed text now and then."""
        self.query_one(SpeakerField).display = False
        self.set_interval(AUTOSAVE_INTERVAL_S, self._promote)
        self.set_interval(POLL_INTERVAL_S, self.poll_for_changes)
        self.set_interval(POLL_INTERVAL_S, self.show_next_conflict)
        self.set_interval(HEARTBEAT_INTERVAL_S, self.send_heartbeat)
        self.set_interval(CLOCK_INTERVAL_S, self.show_clock)
        self.show_clock()
        self.send_heartbeat()
        self.learn_left_texts()
        self.refresh_snapshot()

    def show_clock(self) -> None:
        """Show the hour and minute; drawn only when they change."""
        clock = thai_digits(datetime.now().strftime("%H:%M"))
        self.query_one("#clock", ThaiLabel).update(clock)

    def check_editable(self) -> bool:
        """Whether the meeting takes changes; says so where it does not."""
        if self.snapshot is None or not self.check_writable():
            return False
        if self.snapshot.state.is_closed:
            self.show_message("การประชุมนี้เลิกแล้ว แก้ไขไม่ได้", "warning")
        return not self.snapshot.state.is_closed

    @work
    async def learn_snippets(self) -> None:
        """Read the short words."""
        self.snippets = await self.call_or_show_error(all_snippets) or {}

    def expand_snippet(self) -> bool:
        """Replace the short word before the cursor by its sentence; False where it is none."""
        area = self.talk.editor.area
        row, column = area.cursor_location
        before = area.document[row][:column]
        # Thai is written without blanks: the word may stand right behind another one.
        word = max((each for each in self.snippets if before.endswith(each)), key=len, default="")
        if not word:
            return False
        area.replace(self.snippets[word], (row, column - len(word)), (row, column))
        return True

    async def action_statement(self) -> None:
        """Finish what is typed and ask who speaks next."""
        await self.wait_for_pending_keys()
        if self.check_editable():
            self.finish_typing()
            self.ask_speaker()

    def ask_speaker(self) -> None:
        """Show the field that says who speaks."""
        assert self.snapshot is not None
        if self.item is None:
            self.show_message("ยังไม่มีระเบียบวาระ กด F3 เพื่อเพิ่มเรื่องก่อน", "warning")
            return
        self.query_one(SpeakerField).open(self.snapshot)

    async def action_take(self) -> None:
        """Enter: take the speaker, end the statement, open what is chosen."""
        await self.wait_for_pending_keys()
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
        to_store = (
            item.id,
            speaker.attendance_id,
            "",
            self.workspace.who,
            self.insert_after,
            view.id,
        )
        future = self.store_new(*to_store)
        future.add_done_callback(lambda done: self._begun(done, view))
        self.talk.add(view, after_id=self.insert_after)
        self.insert_after = None
        self._edit(view)

    def store_new(self, *to_store: Any) -> asyncio.Future[Any]:
        """Store a new statement; the arguments are those of `add_statement`."""
        future = self.submit(add_statement, *to_store)
        self.track_operation(future, seen=True)
        return future

    def _begun(self, done: asyncio.Future[Any], view: StatementView) -> None:
        self.on_the_way.discard(view.id)
        if not done.cancelled() and done.exception() is not None:
            self._refused.add(view.id)

    def _edit_chosen(self) -> None:
        block = self.talk.block(self.talk.selected)
        if block is None or not self.check_editable():
            return
        if isinstance(block.view, StatementView):
            self._edit(block.view)
        else:
            self.edit_resolution(block.view)

    def _edit(self, view: StatementView) -> None:
        block, undecided = self.talk.block(view.id), self.undecided.get(view.id)
        if undecided is not None and undecided.text != view.text:
            self.queue_conflict(undecided, VersionConflict(view.text, view.version))
        elif block is not None:
            self.editing = view
            self.talk.open_editor(block)
            self.moved()

    @on(ThaiTextArea.Changed, "#editor-text")
    def _note_typing(self) -> None:
        if self.editing is not None and self.talk.editor.area.text != self.editing.text:
            self.workspace.writer.queue_draft(self.typed(self.editing))

    def typed(self, view: StatementView) -> TypedText:
        """What stands in the editor, as the writer thread takes it."""
        return TypedText(
            Subject.STATEMENT,
            view.id,
            self.workspace.session,
            view.version,
            self.talk.editor.area.text,
            self.workspace.who,
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
        if view.id in self._refused:
            self._keep_draft(typed)
        elif typed.text.strip() or view.text:
            self._tell_if_long(typed.text)
            self.store_typed(typed)
        else:
            self.workspace.writer.discard_draft(Subject.STATEMENT, view.id)
            self.track_operation(self.submit(remove_statement, view.id))

    def commit_typing(self) -> None:
        """What is being typed becomes a revision: the program is about to end."""
        self.finish_typing()

    def _keep_draft(self, typed: TypedText) -> None:
        """Keep the text of a statement that the store refused to begin."""
        if typed.text.strip():
            self.workspace.writer.queue_draft(typed)
            self.show_message("การประชุมไม่รับคำพูดนี้แล้ว เก็บข้อความของท่านไว้เป็นฉบับร่าง", "warning")
        self.refresh_snapshot()

    def stop_editing(self, text: str) -> None:
        """Take the editor away; its block shows the text until the store has answered."""
        view, self.editing = self.editing, None
        if self.focused is self.talk.editor.area:
            self.set_focus(self.talk)
        self.talk.close_editor()
        self.moved()
        block = self.talk.block(view.id) if view else None
        if view is not None and block is not None:
            block.show(replace(view, text=text), 0)

    def _promote(self) -> None:
        view = self.editing
        if view is None or self.talk.editor.area.text == view.text:
            return
        typed = self.typed(view)
        future = asyncio.wrap_future(self.workspace.writer.commit_draft(typed, save_statement))
        future.add_done_callback(lambda done: self._promoted(done, view, typed.text))

    def _promoted(self, done: asyncio.Future[int], view: StatementView, text: str) -> None:
        error = done.exception()
        if isinstance(error, VersionConflict):
            self.show_error(error)
        elif error is None and self.editing is view:
            self.editing = replace(view, text=text, version=done.result())

    def _tell_if_long(self, text: str) -> None:
        if len(text) > LONG_STATEMENT:
            self.show_message("คำพูดนี้ยาวมาก เก็บไว้ครบแล้ว แนะนำให้แบ่งเป็นหลายคำพูด (F5)", "warning")

    async def action_paragraph(self) -> None:
        """Begin a new paragraph in the same statement."""
        await self.wait_for_pending_keys()
        if self.editing is not None:
            area = self.talk.editor.area
            area.replace("\n", *area.selection)

    def edit_resolution(self, view: ResolutionView) -> None:
        """Open a resolution's wording; the room's acts know how."""
        raise NotImplementedError
