"""Putting the meeting in order: insert, move, split, join, remove; undo and redo; find."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from kmtui.thai.text import key
from models.agenda import (
    move_item,
    nest_item,
    remove_item,
    rename_item,
    restore_item,
    unnest_item,
)
from models.database import new_id
from models.errors import Conflict
from models.home import must_have_words
from models.meetings import RollEntry
from models.minutes import (
    add_statement,
    mark_nothing_said,
    remove_resolution,
    remove_statement,
    save_statement,
    set_speaker,
)
from models.rescue import Typed
from models.room import ItemView, StatementView
from models.talk import (
    TalkState,
    join_statements,
    move_statement,
    read_talk,
    restore_talk,
    split_statement,
)
from screens.agenda_pane import AgendaPane
from screens.prompt import Field, PromptDialog
from screens.room_typing import RoomTyping
from screens.talk import View


@dataclass(frozen=True)
class Change:
    """How the statements of an item were before an act and after it."""

    before: TalkState
    after: TalkState


def _keeping(item_ids: Sequence[int], act: Callable[..., object], *args: object) -> Change:
    """Do an act; return what it changed. Runs in the writer thread."""
    before = read_talk(item_ids)
    act(*args)
    return Change(before, read_talk(item_ids))


def _take_back(earlier: Future[Change], who: str) -> Change:
    """Bring back what a change replaced; what others wrote meanwhile stays. In the writer thread.

    Returns the change that this is, so that it can be taken back in turn.
    """
    change = earlier.result()
    before = read_talk(change.before.item_ids)
    restore_talk(change.before, who, since=change.after)
    return Change(before, read_talk(change.before.item_ids))


class RoomEditing(RoomTyping):
    """The meeting room with everything that changes the order of things."""

    def __init__(self, meeting_id: int) -> None:
        super().__init__(meeting_id)
        self._done: list[Future[Change]] = []
        self._undone: list[Future[Change]] = []
        self._removed_items: list[int] = []
        self._wanted = ""

    # Statements

    def change_talk(self, act: Callable[..., object], *args: object) -> asyncio.Future[Any]:
        """Do an act on the current item's statements; it can be undone."""
        assert self.item is not None
        kept = self.office.do(_keeping, [self.item.id], act, *args)
        self._done.append(kept)
        self._undone.clear()
        changed = self.follow(kept)
        self.act(changed)
        return changed

    def store_new(self, *to_store: Any) -> asyncio.Future[Any]:
        """As in the room below; what was put between others can be undone."""
        if self.insert_after is None:
            return super().store_new(*to_store)
        return self.change_talk(add_statement, *to_store)

    def action_undo(self) -> None:
        """Take back the last change of the order."""
        if self._removed_items and self.focused is self.query_one(AgendaPane):
            self.act(self.do(restore_item, self._removed_items.pop()))
        else:
            self._step(self._done, self._undone, "ไม่มีสิ่งที่จะเลิกทำ")

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._step(self._undone, self._done, "ไม่มีสิ่งที่จะทำซ้ำ")

    def _step(self, taken: list[Future[Change]], given: list[Future[Change]], nothing: str) -> None:
        if not self.may_change():
            return
        self.finish_typing()
        while taken:
            earlier = taken.pop()
            if earlier.done() and earlier.exception() is not None:
                continue  # that act was refused: there is nothing to take back
            swapped = self.office.do(_take_back, earlier, self.office.who)
            given.append(swapped)
            self.act(self.follow(swapped))
            return
        self.tell(nothing)

    def chosen_view(self) -> View | None:
        """The chosen statement or resolution while nothing is typed and changes are taken."""
        block = self.talk.block(self.talk.chosen)
        if block is None or self.focused is not self.talk or not self.may_change():
            return None
        return block.view

    def _chosen_statement(self) -> StatementView | None:
        view = self.chosen_view()
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
            self.act(self.do(move_item, item.id, by))
        elif (view := self._chosen_statement()) is not None:
            self.change_talk(move_statement, view.id, by)

    async def action_split(self) -> None:
        """Make two statements of the one being typed, at the cursor."""
        await self.settle()
        view, area = self.editing, self.talk.editor.area
        if view is None or self.item is None:
            return
        lines = area.document.lines
        row, column = area.cursor_location
        offset = sum(len(line) + 1 for line in lines[:row]) + column
        typed = self.typed(view)
        if not (typed.text[:offset].strip() and typed.text[offset:].strip()):
            self.tell("ตรงนี้ไม่มีข้อความให้แยก เลื่อนเคอร์เซอร์ไปกลางข้อความก่อน", "warning")
            return
        self.stop_editing(typed.text)
        split = self.change_talk(
            _save_and_split, view.id, typed.base_version, typed.text, offset, self.office.who
        )
        split.add_done_callback(lambda done: self._split(done, typed))

    def _split(self, done: asyncio.Future[Any], typed: Typed) -> None:
        """Forget the draft once it is stored; where it is not, it is still to be stored."""
        error = None if done.cancelled() else done.exception()
        if error is None:
            self.office.writer.give_up(typed.subject, typed.subject_id)
        elif isinstance(error, Conflict):
            self.let_choose(typed, error)
        else:
            self.store_typed(typed)

    def action_join(self) -> None:
        """Make one statement of the chosen one and the next."""
        view = self._chosen_statement()
        if view is None or self.item is None:
            return
        ids = [said.id for said in self.item.statements]
        following = ids[ids.index(view.id) + 1 :] if view.id in ids else []
        if following:
            self.change_talk(join_statements, view.id, following[0], self.office.who)
        else:
            self.tell("ไม่มีคำพูดถัดไปให้รวม")

    def action_remove(self) -> None:
        """Move the chosen statement, resolution or item to the bin."""
        item, view = self._chosen_item(), self.chosen_view()
        if item is not None:
            removed = self.do(remove_item, item.id)
            removed.add_done_callback(lambda done: self._item_removed(done, item.id))
            self.act(removed)
        elif view is not None:
            said = isinstance(view, StatementView)
            self.change_talk(remove_statement if said else remove_resolution, view.id)
            self.tell("ลบแล้ว กด Z เพื่อคืน")

    def _item_removed(self, done: asyncio.Future[Any], item_id: int) -> None:
        if not done.cancelled() and done.exception() is None:
            self._removed_items.append(item_id)
            self.tell("ลบแล้ว กด Z เพื่อคืน")

    # The agenda

    def _chosen_item(self) -> ItemView | None:
        """The highlighted item while the agenda has the focus and changes are taken."""
        if self.focused is not self.query_one(AgendaPane) or not self.may_change():
            return None
        return self.item

    def action_nest(self) -> None:
        """Make the item a sub-item of the one above."""
        if (item := self._chosen_item()) is not None:
            self.act(self.do(nest_item, item.id))

    def action_unnest(self) -> None:
        """Make the sub-item an item of its own."""
        if (item := self._chosen_item()) is not None:
            self.act(self.do(unnest_item, item.id))

    def action_nothing(self) -> None:
        """Say that nothing came up under the item, or take that back."""
        if (item := self._chosen_item()) is not None:
            self.act(self.do(mark_nothing_said, item.id, not item.nothing_said))

    async def action_change(self) -> None:
        """Rename the item, or say who else spoke."""
        item, view = self._chosen_item(), self._chosen_statement()
        if item is not None:
            ask = PromptDialog("แก้ชื่อระเบียบวาระ", [Field("เรื่อง", item.title, check=must_have_words)])
            await self.app.push_screen(ask, lambda answer: self._rename(item, answer))
        elif view is not None:
            self.takes_speaker = lambda speaker: self._change_speaker(view, speaker)
            self.ask_speaker()

    def _rename(self, item: ItemView, answer: tuple[str, ...] | None) -> None:
        if answer is not None:
            self.act(self.do(rename_item, item.id, answer[0]))

    def _change_speaker(self, view: StatementView, speaker: RollEntry) -> None:
        self.act(self.do(set_speaker, view.id, speaker.attendance_id))
        self.set_focus(self.talk)

    # Finding

    async def action_find(self) -> None:
        """Ask for words and go to the first place where they stand after here."""
        ask = PromptDialog("ค้นหาในการประชุมนี้", [Field("คำ", self._wanted)])
        await self.app.push_screen(ask, self._find)

    def _find(self, answer: tuple[str, ...] | None) -> None:
        if answer is None or not answer[0]:
            return
        self._wanted = answer[0]
        self.finish_typing()
        places = self._places_of(key(self._wanted))
        if not places:
            self.tell(f"ไม่พบ “{self._wanted}” ในการประชุมนี้")
            return
        here = (self.item_id, self.talk.chosen)
        at = places.index(here) + 1 if here in places else 0
        self.go_to(*places[at % len(places)])

    def _places_of(self, wanted: str) -> list[tuple[int | None, int | None]]:
        """Item and record of every text that holds the words, in the order of the meeting."""
        found: list[tuple[int | None, int | None]] = []
        for item in self.room.items if self.room else ():
            if wanted in key(item.title):
                found.append((item.id, None))
            views: tuple[Any, ...] = (*item.statements, *item.resolutions)
            found += [(item.id, view.id) for view in views if wanted in key(view.text)]
        return found


def _save_and_split(statement_id: int, expected: int, text: str, offset: int, who: str) -> None:
    """Store what is typed, then split it there. Runs in the writer thread."""
    version = save_statement(statement_id, expected, text, who)
    split_statement(statement_id, version, offset, new_id(), who)
