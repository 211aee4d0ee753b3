"""Editing a statement: choosing the speaker, typing the text, and storing it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from models.drafts.rescue import TypedText
from models.editing.revisions import FieldKey, Subject
from models.errors import VersionConflict
from models.meetings.roll import RollEntry
from models.minutes.records import add_statement, remove_statement
from models.minutes.snapshot import StatementView
from models.storage.database import new_id
from screens.base.typed_text import TypedUse
from screens.editing.autosave import FieldAutosave
from screens.minutes.controller import MeetingController
from screens.minutes.discussion_pane import DiscussionPane
from screens.minutes.speaker_field import SpeakerField
from screens.minutes.structure_edits import NOT_TYPING, save_and_split

LONG_STATEMENT = 10_000  # characters; a longer one is stored, with a message


class StatementEditor:
    """The speaker field and the editor among the blocks of the discussion.

    No call waits for the disk: a statement gets its id when it is begun, and its text is passed to
    the writer as it is typed.
    """

    def __init__(
        self,
        controller: MeetingController,
        autosave: FieldAutosave,
        pane: DiscussionPane,
        field: SpeakerField,
    ) -> None:
        self._controller = controller
        self._autosave = autosave
        self._pane = pane
        self._field = field
        self._after_id: int | None = None
        self._take: Callable[[RollEntry], None] | None = None
        self._refused_ids: set[int] = set()

    @property
    def is_open(self) -> bool:
        """Whether the speaker field or the editor is open."""
        return self._controller.editing is not None or self._field.display

    def ask_speaker(
        self,
        after_id: int | None = None,
        take: Callable[[RollEntry], None] | None = None,
        text: str = "",
    ) -> None:
        """Show the field for the speaker.

        Args:
            after_id: the statement that the new one follows; None for the end.
            take: is given the speaker instead of a new statement.
            text: the beginning of the statement, typed before the speaker is known.
        """
        controller = self._controller
        self._after_id, self._take = after_id, take
        assert controller.snapshot is not None
        if controller.item is None:
            controller.screen.show_message("ยังไม่มีระเบียบวาระ กด F3 เพื่อเพิ่มเรื่องก่อน", "warning")
            return
        self._field.open(controller.snapshot, text)

    def take_enter(self) -> bool:
        """Handle Enter in the speaker field or the editor.

        Return False if neither has the focus.
        """
        screen, area = self._controller.screen, self._pane.editor.area
        if screen.focused is self._field.field:
            self._begin()
            return True
        if self._controller.editing is None or screen.focused is not area:
            return False
        has_text = bool(area.text.strip())
        self.finish()
        if has_text:
            self.ask_speaker()
        else:
            screen.set_focus(self._pane)
        return True

    def _begin(self) -> None:
        """Create a statement of the speaker in the field, and open it."""
        item, speaker = self._controller.item, self._field.taken()
        if speaker is None or item is None:
            return
        begun = self._field.take_begun()
        self._field.close()
        if self._take is not None:
            take, self._take = self._take, None
            take(speaker)
            return
        view = StatementView(new_id(), speaker, "", 1)
        self._controller.unstored_ids.add(view.id)
        after_id = self._after_id
        self._add(view, item.id, speaker.attendance_id, "", after_id, view.id)
        self._pane.add(view, after_id=after_id)
        self._after_id = None
        self.edit(view)
        self._pane.editor.area.insert(begun)

    def _add(self, view: StatementView, *to_store: object) -> None:
        """Store a new statement; if it was inserted between others, it can be undone."""
        if self._after_id is None:
            future = self._controller.store(add_statement, *to_store, is_shown=True)
        else:
            future = self._controller.change_discussion(add_statement, *to_store)
        future.add_done_callback(lambda done: self._added(done, view))

    def _added(self, done: asyncio.Future[Any], view: StatementView) -> None:
        self._controller.unstored_ids.discard(view.id)
        if not done.cancelled() and done.exception() is not None:
            self._refused_ids.add(view.id)

    def edit(self, view: StatementView) -> None:
        """Open a statement, or its unresolved conflict."""
        block, field_key = self._pane.block(view.id), FieldKey(Subject.STATEMENT, view.id)
        if not self._autosave.reopen_conflict(field_key, view.text, view.version) and block:
            self._controller.set_editing(view)
            self._pane.open_editor(block)

    def note_typing(self) -> None:
        """Queue the typed text as a draft; called at every change of the editor."""
        view = self._controller.editing
        if view is not None and self._pane.editor.area.text != view.text:
            self._autosave.queue_draft(self._typed(view))

    def _typed(self, view: StatementView) -> TypedText:
        return self._autosave.typed(
            FieldKey(Subject.STATEMENT, view.id),
            view.version,
            self._pane.editor.area.text,
            self._controller.item_id,
            view.speaker.attendance_id if view.speaker else None,
        )

    def finish(self) -> None:
        """Close the speaker field and the editor; the typed text becomes a revision.

        A new statement without text is removed; one that was refused stays a draft.
        """
        screen = self._controller.screen
        if screen.focused is self._field.field:
            screen.set_focus(self._pane)
        self._field.close()
        self._after_id = self._take = None
        view = self._controller.editing
        if view is None:
            return
        typed = self._typed(view)
        self._close(view, typed.text)
        if view.id in self._refused_ids:
            self._keep_draft(typed)
        elif typed.text.strip() or view.text:
            if len(typed.text) > LONG_STATEMENT:
                words = "คำพูดนี้ยาวมาก เก็บไว้ครบแล้ว แนะนำให้แบ่งเป็นหลายคำพูด (F5)"
                screen.show_message(words, "warning")
            self._autosave.commit(typed)
        else:
            self._autosave.discard_draft(typed.field_key)
            self._controller.store(remove_statement, view.id)

    def _keep_draft(self, typed: TypedText) -> None:
        """Keep the text as a draft if the store refused to create its statement."""
        if typed.text.strip():
            self._autosave.queue_draft(typed)
            words = "การประชุมไม่รับคำพูดนี้แล้ว เก็บข้อความของท่านไว้เป็นฉบับร่าง"
            self._controller.screen.show_message(words, "warning")
        self._controller.loader.refresh()

    def _close(self, view: StatementView, text: str) -> None:
        """Close the editor; the block shows the text until the store has answered."""
        self._controller.set_editing(None)
        if self._controller.screen.focused is self._pane.editor.area:
            self._controller.screen.set_focus(self._pane)
        self._pane.close_editor()
        block = self._pane.block(view.id)
        if block is not None:
            block.show(replace(view, text=text), 0)

    def autosave_revision(self) -> None:
        """Store a text that has been typed for long as a revision; the editor stays open."""
        view = self._controller.editing
        if view is None or self._pane.editor.area.text == view.text:
            return
        typed = self._typed(view)
        future = self._autosave.commit_revision(typed)
        future.add_done_callback(lambda done: self._autosaved(done, view, typed.text))

    def _autosaved(self, done: asyncio.Future[int], view: StatementView, text: str) -> None:
        error = done.exception()
        if isinstance(error, VersionConflict):
            self._controller.screen.show_error(error)
        elif error is None and self._controller.editing is view:
            self._controller.editing = replace(view, text=text, version=done.result())

    def new_paragraph(self) -> None:
        """Insert a paragraph break at the cursor; show a message if nothing is being typed."""
        if self._controller.editing is not None:
            area = self._pane.editor.area
            area.replace("\n", *area.selection)
        else:
            self._controller.screen.show_message(NOT_TYPING)

    def split(self) -> None:
        """Split the statement being typed at the cursor; show a message if that is impossible."""
        controller, area = self._controller, self._pane.editor.area
        view = controller.editing
        if view is None or controller.item is None:
            controller.screen.show_message(NOT_TYPING)
            return
        row, column = area.cursor_location
        offset = sum(len(line) + 1 for line in area.document.lines[:row]) + column
        typed = self._typed(view)
        if not (typed.text[:offset].strip() and typed.text[offset:].strip()):
            words = "ตรงนี้ไม่มีข้อความให้แยก เลื่อนเคอร์เซอร์ไปกลางข้อความก่อน"
            controller.screen.show_message(words, "warning")
            return
        self._close(view, typed.text)
        split = controller.change_discussion(
            save_and_split, view.id, typed.base_version, typed.text, offset
        )
        split.add_done_callback(lambda done: self._split(done, typed))

    def _split(self, done: asyncio.Future[Any], typed: TypedText) -> None:
        """Discard the draft once the split is stored.

        After a conflict ask the user; after any other failure store the text unsplit.
        """
        error = None if done.cancelled() else done.exception()
        if error is None:
            self._autosave.discard_draft(typed.field_key)
        elif isinstance(error, VersionConflict):
            self._autosave.queue_conflict(typed, error)
        else:
            self._autosave.commit(typed)


class TypedStatement:
    """Creates a statement from text typed while no field was open, once its speaker is chosen."""

    def __init__(self, controller: MeetingController, editor: StatementEditor) -> None:
        self._controller = controller
        self._editor = editor

    def uses(self) -> tuple[TypedUse, ...]:
        """Return the use as a new statement, if the meeting takes changes."""
        if not self._may_begin:
            return ()
        words = "ใช้ข้อความที่พิมพ์นี้เป็นคำพูดใหม่ แล้วเลือกผู้พูด"
        return (TypedUse("คำพูดใหม่", words, self._begin_with),)

    def take(self, text: str) -> bool:
        """Begin a statement from pasted paragraphs, asking for its speaker; return whether it did.

        Returns False for a single line, or if the meeting takes no changes.
        """
        if "\n" not in text.strip() or not self._may_begin:
            return False
        self._begin_with(text.strip())
        return True

    @property
    def _may_begin(self) -> bool:
        controller = self._controller
        snapshot = controller.snapshot
        is_read_only = controller.screen.workspace.paths.read_from is not None
        is_open = snapshot is not None and not snapshot.state.is_closed
        return is_open and controller.item is not None and not is_read_only

    def _begin_with(self, text: str) -> None:
        self._editor.finish()
        self._editor.ask_speaker(text=text)
