"""Putting the meeting in order: insert, move, split, join, remove; undo and redo; find."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from kmtui.thai.text import key
from models.drafts.rescue import TypedText
from models.editing.cell_values import must_not_be_blank
from models.editing.optimistic_lock import field_reader
from models.errors import KmError, VersionConflict
from models.meetings.roll import RollEntry
from models.minutes.agenda import (
    AGENDA_KIND,
    move_item,
    nest_item,
    remove_item,
    rename_item,
    unnest_item,
)
from models.minutes.discussion import (
    join_statements,
    move_statement,
    move_statement_to,
    split_statement,
)
from models.minutes.records import (
    add_statement,
    mark_nothing_said,
    remove_resolution,
    remove_statement,
    save_statement,
    set_speaker,
)
from models.minutes.snapshot import AgendaItemView, StatementView
from models.minutes.undo import Change, keeping, take_back
from models.storage.database import new_id
from screens.base.dialog_action import dialog_action
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptDialog, PromptField
from screens.editing.form_merge import merging_store
from screens.minutes.agenda_pane import AgendaPane, item_entry
from screens.minutes.discussion_pane import View
from screens.minutes.statements import RoomTyping

_REMOVED = "ลบแล้ว กด Z เพื่อคืน"


def _take_back(earlier: Future[Change], who: str) -> Change:
    """As `take_back`, once the change is done. In the writer thread."""
    return take_back(earlier.result(), who)


class RoomEditing(RoomTyping):
    """The meeting room with everything that changes the order of things."""

    def __init__(self, meeting_id: int) -> None:
        super().__init__(meeting_id)
        self._done: list[Future[Change]] = []
        self._undone: list[Future[Change]] = []
        self._wanted = ""

    # Statements

    def change(
        self, operation: Callable[..., object], *args: object, under: Sequence[int] = ()
    ) -> asyncio.Future[Any]:
        """Do an act on the agenda, or on what stands under these items; it can be undone."""
        changed = self.show_error_of(self.kept(operation, *args, under=under))
        self.track_operation(changed)
        return changed

    def kept(
        self, operation: Callable[..., object], *args: object, under: Sequence[int] = ()
    ) -> Future[Change]:
        """As `change`, for a caller that shows a refusal itself."""
        kept = self.workspace.submit(keeping, self.meeting_id, under, operation, *args)
        self._done.append(kept)
        self._undone.clear()
        return kept

    def change_discussion(
        self, operation: Callable[..., object], *args: object
    ) -> asyncio.Future[Any]:
        """Do an act on what stands under the current item; it can be undone."""
        assert self.item is not None
        return self.change(operation, *args, under=[self.item.id])

    def store_new(self, *to_store: Any) -> asyncio.Future[Any]:
        """As in the room below; what was put between others can be undone."""
        if self.insert_after is None:
            return super().store_new(*to_store)
        return self.change_discussion(add_statement, *to_store)

    def action_undo(self) -> None:
        """Take back the last act: of the order, the agenda, a task, a vote."""
        self._step(self._done, self._undone, "ไม่มีสิ่งที่จะเลิกทำ")

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._step(self._undone, self._done, "ไม่มีสิ่งที่จะทำซ้ำ")

    def _step(self, taken: list[Future[Change]], given: list[Future[Change]], nothing: str) -> None:
        if not self.check_editable():
            return
        self.finish_typing()
        while taken:
            earlier = taken.pop()
            if earlier.done() and earlier.exception() is not None:
                continue  # that act was refused: there is nothing to take back
            swapped = self.workspace.submit(_take_back, earlier, self.workspace.who)
            given.append(swapped)
            self.track_operation(self.show_error_of(swapped))
            return
        self.show_message(nothing)

    def selected_view(self) -> View | None:
        """The chosen statement or resolution while nothing is typed and changes are taken."""
        block = self.talk.block(self.talk.selected)
        if block is None or self.focused is not self.talk or not self.check_editable():
            return None
        return block.view

    def _chosen_statement(self) -> StatementView | None:
        view = self.selected_view()
        return view if isinstance(view, StatementView) else None

    def action_insert(self) -> None:
        """Ask who spoke after the chosen statement."""
        view = self._chosen_statement()
        if view is not None:
            self.insert_after = view.id
            self.ask_speaker()

    def action_move_up(self) -> None:
        """Move the chosen statement or item up."""
        self._move(-1)

    def action_move_down(self) -> None:
        """Move the chosen statement or item down."""
        self._move(1)

    def _move(self, by: int) -> None:
        item = self._chosen_item()
        if item is not None:
            self.change(move_item, item.id, by)
        elif (view := self._chosen_statement()) is not None:
            self.change_discussion(move_statement, view.id, by)

    @dialog_action
    async def action_move_to(self) -> None:
        """Move the chosen statement to another item, picked by typing a part of its title."""
        view, room = self._chosen_statement(), self.snapshot
        if view is None or room is None or self.item is None:
            self.show_message("เลือกคำพูดก่อน (Tab แล้วลูกศร) แล้วกด M")
            return
        here = self.item.id
        others = [item_entry(item) for item in room.items if item.id != here]
        picked = await self.app.push_screen_wait(PickDialog("ย้ายคำพูดไปที่ระเบียบวาระ", others))
        if picked is not None:
            self.change(move_statement_to, view.id, picked, under=[here, picked])
            self.go_to_when_read(picked)

    async def action_split(self) -> None:
        """Make two statements of the one being typed, at the cursor."""
        await self.wait_for_pending_keys()
        view, area = self.editing, self.talk.editor.area
        if view is None or self.item is None:
            return
        lines = area.document.lines
        row, column = area.cursor_location
        offset = sum(len(line) + 1 for line in lines[:row]) + column
        typed = self.typed(view)
        if not (typed.text[:offset].strip() and typed.text[offset:].strip()):
            self.show_message("ตรงนี้ไม่มีข้อความให้แยก เลื่อนเคอร์เซอร์ไปกลางข้อความก่อน", "warning")
            return
        self.stop_editing(typed.text)
        split = self.change_discussion(
            _save_and_split, view.id, typed.base_version, typed.text, offset, self.workspace.who
        )
        split.add_done_callback(lambda done: self._split(done, typed))

    def _split(self, done: asyncio.Future[Any], typed: TypedText) -> None:
        """Forget the draft once it is stored; where it is not, it is still to be stored."""
        error = None if done.cancelled() else done.exception()
        if error is None:
            self.autosave.discard_draft(typed.field_key)
        elif isinstance(error, VersionConflict):
            self.autosave.queue_conflict(typed, error)
        else:
            self.autosave.commit(typed)

    def action_join(self) -> None:
        """Make one statement of the chosen one and the next."""
        view = self._chosen_statement()
        if view is None or self.item is None:
            return
        ids = [said.id for said in self.item.statements]
        following = ids[ids.index(view.id) + 1 :] if view.id in ids else []
        if following:
            self.change_discussion(join_statements, view.id, following[0], self.workspace.who)
        else:
            self.show_message("ไม่มีคำพูดถัดไปให้รวม")

    def action_remove(self) -> None:
        """Move the chosen statement, resolution or item to the bin."""
        item, view = self._chosen_item(), self.selected_view()
        if item is not None:
            self._tell_when_done(self.change(remove_item, item.id), _REMOVED)
        elif view is not None:
            said = isinstance(view, StatementView)
            removed = self.change_discussion(
                remove_statement if said else remove_resolution, view.id
            )
            self._tell_when_done(removed, _REMOVED)

    def _tell_when_done(self, act: asyncio.Future[Any], words: str) -> None:
        """Once it is done: a refusal says so itself."""

        def told(done: asyncio.Future[Any]) -> None:
            if not done.cancelled() and done.exception() is None:
                self.show_message(words)

        act.add_done_callback(told)

    # The agenda

    def _chosen_item(self) -> AgendaItemView | None:
        """The highlighted item while the agenda has the focus and changes are taken."""
        if self.focused is not self.query_one(AgendaPane) or not self.check_editable():
            return None
        return self.item

    def action_nest(self) -> None:
        """Make the item a sub-item of the one above."""
        if (item := self._chosen_item()) is not None:
            self.change(nest_item, item.id)

    def action_unnest(self) -> None:
        """Make the sub-item an item of its own."""
        if (item := self._chosen_item()) is not None:
            self.change(unnest_item, item.id)

    def action_nothing(self) -> None:
        """Say that nothing came up under the item, or take that back."""
        if (item := self._chosen_item()) is not None:
            self.change(mark_nothing_said, item.id, not item.nothing_said)

    async def action_change(self) -> None:
        """Rename the item, or say who else spoke."""
        item, view = self._chosen_item(), self._chosen_statement()
        if item is not None:
            ask = PromptDialog(
                "แก้ชื่อระเบียบวาระ", [PromptField("เรื่อง", item.title, check=must_not_be_blank)]
            )
            await self.app.push_screen(ask, lambda answer: self._renamed(item, answer))
        elif view is not None:
            self.takes_speaker = lambda speaker: self._change_speaker(view, speaker)
            self.ask_speaker()

    def _renamed(self, item: AgendaItemView, answer: tuple[str, ...] | None) -> None:
        if answer is not None:
            self.run_worker(_rename(self, item, answer), group="act")

    def _change_speaker(self, view: StatementView, speaker: RollEntry) -> None:
        self.change_discussion(set_speaker, view.id, speaker.attendance_id)
        self.set_focus(self.talk)

    # Finding

    async def action_find(self) -> None:
        """Ask for words and go to the first place where they stand after here."""
        ask = PromptDialog("ค้นหาในการประชุมนี้", [PromptField("คำ", self._wanted)])
        await self.app.push_screen(ask, self._find)

    def _find(self, answer: tuple[str, ...] | None) -> None:
        if answer is None or not answer[0]:
            return
        self._wanted = answer[0]
        self.finish_typing()
        places = self._places_of(key(self._wanted))
        if not places:
            self.show_message(f"ไม่พบ “{self._wanted}” ในการประชุมนี้")
            return
        here = (self.item_id, self.talk.selected)
        at = places.index(here) + 1 if here in places else 0
        self.go_to(*places[at % len(places)])

    def _places_of(self, wanted: str) -> list[tuple[int | None, int | None]]:
        """Item and record of every text that holds the words, in the order of the meeting."""
        found: list[tuple[int | None, int | None]] = []
        for item in self.snapshot.items if self.snapshot else ():
            if wanted in key(item.title):
                found.append((item.id, None))
            views: tuple[Any, ...] = (*item.statements, *item.resolutions)
            found += [(item.id, view.id) for view in views if wanted in key(view.text)]
        return found


def _save_and_split(statement_id: int, expected: int, text: str, offset: int, who: str) -> None:
    """Store what is typed, then split it there. Runs in the writer thread."""
    version = save_statement(statement_id, expected, text, who)
    split_statement(statement_id, version, offset, new_id(), who)


async def _rename(room: RoomEditing, item: AgendaItemView, answer: tuple[str, ...]) -> None:
    """Give an item its title; where somebody else gave it another one meanwhile, one chooses."""

    async def keep(act: Callable[..., object], *args: object) -> Change:
        future = asyncio.wrap_future(room.kept(act, *args))
        room.track_operation(future)
        return await future

    read, rename = field_reader(AGENDA_KIND, item.id, "title"), partial(rename_item, item.id)
    act = merging_store(room, ["ชื่อเรื่อง"], read, (item.title,), lambda own: rename(*own), keep)
    try:
        await act(answer)
    except KmError as refusal:
        room.show_error(refusal)
