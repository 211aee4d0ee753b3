"""Resolutions in the meeting room: recorded, corrected, and kept while they are worded."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from models.drafts.rescue import TypedText
from models.editing.revisions import FieldKey, Subject
from models.errors import VersionConflict
from models.minutes.records import Outcome, record_resolution
from models.minutes.snapshot import AgendaItemView, ResolutionView
from models.storage.database import new_id, now
from screens.minutes.resolution import ResolutionDialog, ResolutionDraft
from screens.minutes.structure_edits import RoomEditing

_NEW = 0  # the version that a resolution not yet recorded is based on


class RoomWording(RoomEditing):
    """The meeting room with the dialog of a resolution; its text is a draft from the first key."""

    async def action_resolution(self) -> None:
        """Record what the meeting decides under the current item."""
        await self.wait_for_pending_keys()
        self.finish_typing()
        if self.check_editable() and self.item is not None and self.snapshot is not None:
            typed = self._left_under(self.item) or self._wording(new_id(), _NEW, "", self.item.id)
            self._ask_wording(typed, self.item, "")

    def edit_resolution(self, view: ResolutionView) -> None:
        """Open a resolution's wording for correction, or the choice that it waits for."""
        field_key = FieldKey(Subject.RESOLUTION, view.id)
        left = self.autosave.undecided.get(field_key)
        if left is not None and left.base_version != view.version:
            self.autosave.queue_conflict(left, VersionConflict(view.text, view.version))
            return
        typed = left or self._wording(view.id, view.version, view.text, self.item_id)
        self._ask_wording(replace(typed, outcome=view.outcome), None, view.text)

    def _wording(self, record_id: int, version: int, text: str, item_id: int | None) -> TypedText:
        field_key = FieldKey(Subject.RESOLUTION, record_id)
        return self.autosave.typed(field_key, version, text, item_id)

    def _left_under(self, item: AgendaItemView) -> TypedText | None:
        """The wording that was begun under this item and not recorded."""
        begun = (each for each in self.autosave.undecided.values() if each.item_id == item.id)
        return next((each for each in begun if _is_new(each)), None)

    def _ask_wording(self, typed: TypedText, item: AgendaItemView | None, recorded: str) -> None:
        """Ask for the wording; `item` where it is a new resolution, else `recorded` stands."""
        assert self.snapshot is not None
        is_left = typed.field_key in self.autosave.undecided
        begun = typed.text if is_left or item is None else ""
        outcome = Outcome(typed.outcome) if typed.outcome else None
        draft = ResolutionDraft(outcome, begun) if begun else None
        if is_left:
            typed = self.autosave.take_over(typed)
            self.show_message("นำข้อความที่พิมพ์ค้างไว้กลับมาแล้ว")
        title, roll = (item.title if item else ""), self.snapshot.roll

        def note(draft: ResolutionDraft | None) -> None:
            is_own = draft is not None and draft.text != recorded
            self._keep_wording(typed, draft if is_own else None)

        dialog = ResolutionDialog(title, roll, draft, item is None, note)
        self.app.push_screen(dialog, lambda answer: self._worded(typed, item, answer))

    def _keep_wording(self, typed: TypedText, draft: ResolutionDraft | None) -> None:
        """Keep what stands in the dialog: called for every key. None: nothing of one's own."""
        if draft is None:
            if self.autosave.undecided.pop(typed.field_key, None) is not None:
                self.autosave.discard_draft(typed.field_key)
            return
        noted = self._with(typed, draft)
        self.autosave.undecided[typed.field_key] = noted
        self.autosave.queue_draft(noted)

    def _with(self, typed: TypedText, draft: ResolutionDraft) -> TypedText:
        present = len(self.snapshot.roll.present_now) if self.snapshot is not None else None
        outcome = draft.outcome or ""
        return replace(typed, text=draft.text, outcome=outcome, present_count=present, at=now())

    def _worded(
        self, typed: TypedText, item: AgendaItemView | None, answer: ResolutionDraft | None
    ) -> None:
        if answer is None:
            if typed.field_key in self.autosave.undecided:
                key = "F4" if item is not None else "Enter ที่มตินี้"
                self.show_message(f"เก็บข้อความมติไว้แล้ว กด {key} อีกครั้งเพื่อทำต่อ")
            return
        worded = self._with(typed, answer)
        self.autosave.undecided.pop(typed.field_key, None)
        if item is None:
            self.autosave.commit(worded)
        else:
            self._record(worded, item)

    def _record(self, worded: TypedText, item: AgendaItemView) -> None:
        def record(_id: int, _version: int, text: str, who: str) -> int:
            outcome, present = Outcome(worded.outcome), worded.present_count or 0
            record_resolution(item.id, outcome, text, present, who)
            return _NEW

        def recorded(done: asyncio.Future[Any]) -> None:
            if not done.cancelled() and done.exception() is not None:
                self.autosave.undecided[worded.field_key] = worded

        writer = self.workspace.writer
        self.autosave.queue_draft(worded)
        self.change_discussion(writer.commit_draft_now, worded, record).add_done_callback(recorded)


def _is_new(typed: TypedText) -> bool:
    return typed.subject == Subject.RESOLUTION and typed.base_version == _NEW
