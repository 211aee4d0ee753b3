"""The meeting room's way with a text that cannot simply be stored: both stay, a person chooses."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace

from textual import work

from kmtui.thai.digits import thai_digits
from models.drafts.rescue import Typed
from models.drafts.writer import and_then
from models.editing.revisions import SaveAct, Subject
from models.errors import Conflict, KmError, NotFound
from models.history.recovery import adopt
from models.history.unresolved_drafts import left_in_meeting
from models.minutes.records import (
    restore_resolution,
    restore_statement,
    save_resolution,
    save_statement,
)
from screens.editing.conflict import ConflictDialog
from screens.minutes.session import RoomView
from screens.minutes.speaker_field import SpeakerField

_SAVING: dict[Subject, SaveAct] = {
    Subject.STATEMENT: save_statement,
    Subject.RESOLUTION: save_resolution,
}
_RESTORING = {Subject.STATEMENT: restore_statement, Subject.RESOLUTION: restore_resolution}
_NOUNS = {Subject.STATEMENT: "คำพูด", Subject.RESOLUTION: "มติ"}


class RoomChoosing(RoomView):
    """The meeting room that stores texts; what meets another text waits for a choice."""

    def __init__(self, meeting_id: int) -> None:
        super().__init__(meeting_id)
        self.undecided: dict[int, Typed] = {}
        self._waiting: dict[int, Conflict] = {}

    @work
    async def learn_left_texts(self) -> None:
        """Take note of the texts of this meeting that wait for a choice since an earlier time."""
        mine = self.meeting_id, self.office.places.rescue, self.office.session
        with contextlib.suppress(KmError):
            left = await self.ask(left_in_meeting, *mine)
            for typed in left:
                self.undecided.setdefault(typed.subject_id, typed)
            if left and self.stands:
                count = thai_digits(len(left))
                words = f"มีข้อความค้าง {count} แห่งในการประชุมนี้ กด Enter ที่คำพูด หรือ F4 ที่วาระ"
                self.tell(words, "warning")

    def adopted(self, typed: Typed) -> Typed:
        """The text as one of this session, so that storing it forgets it wherever it was left."""
        if typed.session == self.office.session:
            return typed
        self.do(adopt, typed, self.office.session, self.office.places.rescue)
        return replace(typed, session=self.office.session)

    def store_typed(self, typed: Typed, save: SaveAct | None = None) -> None:
        """Make a revision of what was typed; whatever stands in the way, the text is kept."""
        save = save or _SAVING[typed.subject]
        future = asyncio.wrap_future(self.office.writer.finish(typed, save))
        future.add_done_callback(lambda done: self._stored(done, typed))
        self.act(future)

    def _stored(self, future: asyncio.Future[int], typed: Typed) -> None:
        error = None if future.cancelled() else future.exception()
        if isinstance(error, Conflict):
            self.let_choose(typed, error)
        elif isinstance(error, NotFound):
            noun = _NOUNS[typed.subject]
            self.tell(f"มีผู้อื่นลบ{noun}นี้ขณะที่ท่านพิมพ์ จึงคืนให้พร้อมข้อความของท่าน", "warning")
            self.do(_RESTORING[typed.subject], typed.subject_id)
            self.store_typed(typed)
        elif isinstance(error, KmError):
            self.complain(error)
        elif error is not None:
            raise error

    def let_choose(self, typed: Typed, conflict: Conflict) -> None:
        """Show both texts as soon as nobody is typing; until then both are kept."""
        self.undecided[typed.subject_id] = typed
        self._waiting[typed.subject_id] = conflict
        if not self._may_be_asked:
            noun = _NOUNS[typed.subject]
            words = f"มีผู้อื่นแก้{noun}ที่ท่านเพิ่งพิมพ์ ข้อความทั้งสองอยู่ครบ จะให้เลือกเมื่อท่านพิมพ์เสร็จ"
            self.tell(words, "warning")
        self.ask_what_waits()

    @property
    def _may_be_asked(self) -> bool:
        """Whether a question disturbs nobody: no editor, no field, no dialog is open."""
        if self.app.screen is not self or not self.stands:
            return False
        return self.editing is None and not self.query_one(SpeakerField).display

    def ask_what_waits(self) -> None:
        """Show the two texts that have waited longest for a choice, if any do."""
        if not self._waiting or not self._may_be_asked:
            return
        subject_id = next(iter(self._waiting))
        conflict, typed = self._waiting.pop(subject_id), self.undecided.get(subject_id)
        if typed is not None:
            what = f"{_NOUNS[typed.subject]}นี้"
            dialog = ConflictDialog(typed.text, conflict.current_text, what)
            self.app.push_screen(dialog, lambda text: self._chosen(typed, conflict, text))

    def _chosen(self, typed: Typed, conflict: Conflict, text: str | None) -> None:
        """Store what was chosen over what the other person stored; the history keeps both."""
        if text is None:
            how = "Enter ที่คำพูดนี้" if typed.subject == Subject.STATEMENT else "Enter ที่มตินี้"
            self.tell(f"เก็บข้อความของท่านไว้เป็นฉบับร่างแล้ว กด {how}เพื่อเลือก", "warning")
            return
        del self.undecided[typed.subject_id]
        mine = replace(self.adopted(typed), base_version=conflict.current_version)
        if typed.text in text:
            self.store_typed(replace(mine, text=text))
        else:
            self.store_typed(mine, and_then(_SAVING[typed.subject], text))
        self.ask_what_waits()
