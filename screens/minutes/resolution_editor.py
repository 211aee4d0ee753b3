"""Editing resolutions: recording, correcting, and drafts of their text."""

from __future__ import annotations

import asyncio
from typing import Any

from msgspec.structs import replace

from models.drafts.rescue import TypedText
from models.editing.revisions import FieldKey, Subject
from models.errors import VersionConflict
from models.minutes.records import Outcome, record_resolution
from models.minutes.snapshot import AgendaItemView, ResolutionView
from models.storage.database import new_id, now
from screens.editing.autosave import FieldAutosave
from screens.editing.snippet_expander import SnippetExpander
from screens.minutes.controller import MeetingController
from screens.minutes.resolution import ResolutionDialog, ResolutionDraft

_NEW = 0  # the version that a resolution not yet recorded is based on


class ResolutionEditor:
    """Opens the dialog of a resolution; its text is a draft from the first key."""

    def __init__(
        self, controller: MeetingController, autosave: FieldAutosave, snippets: SnippetExpander
    ) -> None:
        self._controller = controller
        self._autosave = autosave
        self._snippets = snippets

    def open_new(self) -> None:
        """Ask for a new resolution under the current item, or continue its draft, and record it."""
        item = self._controller.item
        if item is not None:
            typed = self._left_under(item) or self._typed(new_id(), _NEW, "", item.id)
            self._ask(typed, item, "")

    def edit(self, view: ResolutionView) -> None:
        """Open a resolution for correction, or its unresolved conflict."""
        left = self._autosave.undecided.get(FieldKey(Subject.RESOLUTION, view.id))
        if left is not None and left.base_version != view.version:
            self._autosave.queue_conflict(left, VersionConflict(view.text, view.version))
            return
        typed = left or self._typed(view.id, view.version, view.text, self._controller.item_id)
        self._ask(replace(typed, outcome=view.outcome), None, view.text)

    def _typed(self, record_id: int, version: int, text: str, item_id: int | None) -> TypedText:
        field_key = FieldKey(Subject.RESOLUTION, record_id)
        return self._autosave.typed(field_key, version, text, item_id)

    def _left_under(self, item: AgendaItemView) -> TypedText | None:
        """Return the draft of a resolution under this item that was not recorded.

        None without one.
        """
        begun = (each for each in self._autosave.undecided.values() if each.item_id == item.id)
        return next((each for each in begun if _is_new(each)), None)

    def _ask(self, typed: TypedText, item: AgendaItemView | None, recorded: str) -> None:
        """Open the dialog for a new resolution of `item`, or for the `recorded` one."""
        screen, snapshot = self._controller.screen, self._controller.snapshot
        assert snapshot is not None
        is_left = typed.field_key in self._autosave.undecided
        begun = typed.text if is_left or item is None else ""
        outcome = Outcome(typed.outcome) if typed.outcome else None
        draft = ResolutionDraft(outcome, begun) if begun else None
        if is_left:
            typed = self._autosave.take_over(typed)
            screen.show_message("นำข้อความที่พิมพ์ค้างไว้กลับมาแล้ว")
        title = item.title if item else ""

        def note(draft: ResolutionDraft | None) -> None:
            is_own = draft is not None and draft.text != recorded
            self._keep(typed, draft if is_own else None)

        roll = snapshot.roll_for(item or self._controller.item)
        dialog = ResolutionDialog(title, roll, self._snippets, draft, item is None, note)
        screen.app.push_screen(dialog, lambda answer: self._answered(typed, item, answer))

    def _keep(self, typed: TypedText, draft: ResolutionDraft | None) -> None:
        """Queue the dialog's text as a draft; None (the suggested text only) deletes the draft."""
        if draft is None:
            if self._autosave.undecided.pop(typed.field_key, None) is not None:
                self._autosave.discard_draft(typed.field_key)
            return
        noted = self._with(typed, draft)
        self._autosave.undecided[typed.field_key] = noted
        self._autosave.queue_draft(noted)

    def _with(self, typed: TypedText, draft: ResolutionDraft) -> TypedText:
        snapshot = self._controller.snapshot
        present = None
        if snapshot is not None:
            present = len(snapshot.roll_for(snapshot.item(typed.item_id or 0)).present_now)
        outcome = draft.outcome or ""
        return replace(typed, text=draft.text, outcome=outcome, present_count=present, at=now())

    def _answered(
        self, typed: TypedText, item: AgendaItemView | None, answer: ResolutionDraft | None
    ) -> None:
        if answer is None:
            if typed.field_key in self._autosave.undecided:
                key = "F4" if item is not None else "Enter ที่มตินี้"
                words = f"เก็บข้อความมติไว้แล้ว กด {key} อีกครั้งเพื่อทำต่อ"
                self._controller.screen.show_message(words)
            return
        worded = self._with(typed, answer)
        self._autosave.undecided.pop(typed.field_key, None)
        if item is None:
            self._autosave.commit(worded)
        else:
            self._record(worded, item)

    def _record(self, worded: TypedText, item: AgendaItemView) -> None:
        def record(_id: int, _version: int, text: str) -> int:
            outcome, present = Outcome(worded.outcome), worded.present_count or 0
            record_resolution(item.id, outcome, text, present, worded.at)
            return _NEW

        def recorded(done: asyncio.Future[Any]) -> None:
            if not done.cancelled() and done.exception() is not None:
                self._autosave.undecided[worded.field_key] = worded

        self._autosave.queue_draft(worded)
        commit = self._controller.screen.workspace.writer.commit_draft_now
        self._controller.change_discussion(commit, worded, record).add_done_callback(recorded)


def _is_new(typed: TypedText) -> bool:
    return typed.subject == Subject.RESOLUTION and typed.base_version == _NEW
