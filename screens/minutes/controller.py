"""The meeting room without widgets: snapshot, position and operations."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import cached_property, partial
from typing import Any, NamedTuple, Protocol

from kmtui.thai.folding import fold
from models.editing.revisions import FieldKey, Subject
from models.editing.undo import UndoEntry
from models.meetings.records import MeetingState
from models.meetings.roll import RollEntry
from models.minutes.agenda import fill_agenda
from models.minutes.change_token import meeting_change_token
from models.minutes.snapshot import (
    AgendaItemView,
    MeetingSnapshot,
    ResolutionView,
    StatementView,
    read_meeting_snapshot,
)
from models.minutes.undo import brought_back, room_scope
from models.office.locations import InMeeting
from screens.base.presence_tracker import Position
from screens.base.screen import KmScreen
from screens.base.snapshot_loader import SnapshotLoader
from screens.editing.undo_stack import NOTHING_TO_REDO, NOTHING_TO_UNDO, UndoStack

View = StatementView | ResolutionView

_TYPED = "คำพูดที่เพิ่งพิมพ์ กด Enter แก้ไข หรือ Del ลบ (คืนได้)"
_CLOSED = "การประชุมนี้เลิกแล้ว แก้ไขไม่ได้ กด R เปิดใหม่พร้อมเหตุผล หรือ A ตรวจและรับรองรายงาน"
_REREAD_DELAY_S = 0.3


class InRoom(NamedTuple):
    """An item of the meeting, and the statement or resolution that is selected in it."""

    item_id: int
    record_id: int | None


class Pane(Protocol):
    """A pane of the room that shows the meeting."""

    def show_snapshot(self, snapshot: MeetingSnapshot) -> None:
        """Show the meeting at the controller's position."""


class StatementTyping(Protocol):
    """The interface of the statement editor for the controller and the panes."""

    def finish(self) -> None:
        """Close the speaker field and the editor; the typed text becomes a revision."""

    def ask_speaker(
        self, after_id: int | None = None, take: Callable[[RollEntry], None] | None = None
    ) -> None:
        """Ask for the speaker of a new statement after another, or pass the speaker to `take`."""

    def split(self) -> None:
        """Split the statement being typed at the cursor."""


class RoomFocus(Protocol):
    """The interface of the room for the controller, when the position changes."""

    def focus_on(self, record_id: int | None) -> None:
        """Focus the discussion if a record of it is selected, else the agenda."""

    def moved(self) -> None:
        """Send this user's position to other users after a short delay."""


def find_in(snapshot: MeetingSnapshot, field_key: FieldKey | None) -> InRoom | None:
    """Return the position of a record in the meeting; None if it is not there."""
    if field_key is None:
        return None
    is_text = field_key.subject in (Subject.STATEMENT, Subject.RESOLUTION)
    for item in snapshot.items:
        tasks = (*item.tasks, *(task for each in _texts(item) for task in each.tasks))
        ids = {
            Subject.AGENDA_ITEM: [item.id],
            Subject.STATEMENT: [each.id for each in item.statements],
            Subject.RESOLUTION: [each.id for each in item.resolutions],
            Subject.TASK: [each.id for each in tasks],
        }
        if field_key.subject_id in ids.get(field_key.subject, ()):
            return InRoom(item.id, field_key.subject_id if is_text else None)
    return None


def _texts(item: AgendaItemView) -> tuple[View, ...]:
    return (*item.statements, *item.resolutions)


class MeetingController:
    """Holds the snapshot and the position in it, and runs every operation of the room.

    Attributes:
        screen: shows messages and dialogs.
        item_id: the current item.
        record_id: the selected statement or resolution of it.
        editing: the statement that is being typed.
        unstored_ids: statements that are shown but not yet stored.
        loader: reads the meeting again.
    """

    typing: StatementTyping
    _room: RoomFocus
    _panes: Sequence[Pane]

    def __init__(
        self, screen: KmScreen[Any], meeting_id: int, field_key: FieldKey | None = None
    ) -> None:
        """Prepare for a meeting, to be shown at `field_key` as soon as it is read."""
        self.screen = screen
        self.meeting_id = meeting_id
        self.snapshot: MeetingSnapshot | None = None
        self.item_id: int | None = None
        self.record_id: int | None = None
        self.editing: StatementView | None = None
        self.unstored_ids: set[int] = set()
        self.searched = ""
        self._awaited = field_key
        self._pointed_id: int | None = None
        self.loader = SnapshotLoader(
            screen, self._read, self.show_snapshot, partial(meeting_change_token, meeting_id)
        )

    def connect(self, typing: StatementTyping, room: RoomFocus, panes: Sequence[Pane]) -> None:
        """Connect the parts of the room; called once, before anything is read."""
        self.typing, self._room, self._panes = typing, room, panes

    @cached_property
    def undo_stack(self) -> UndoStack:
        """The undo stack of this room."""
        return UndoStack(self.screen.workspace)

    @property
    def item(self) -> AgendaItemView | None:
        """The current item; None before the meeting is read, or if it has no item."""
        if self.snapshot is None or self.item_id is None:
            return None
        return self.snapshot.item(self.item_id)

    @property
    def position(self) -> Position:
        """The position that other users see: the meeting, the item, the statement being typed."""
        typed_id = self.editing.id if self.editing else None
        return Position(InMeeting(self.meeting_id), self.item_id, typed_id)

    @property
    def kept_ids(self) -> set[int]:
        """The ids of statements to keep on screen although the snapshot may lack them."""
        return self.unstored_ids | ({self.editing.id} if self.editing else set())

    async def _read(self) -> MeetingSnapshot:
        return await self.screen.call(read_meeting_snapshot, self.meeting_id)

    def show_snapshot(self, snapshot: MeetingSnapshot) -> None:
        """Show a snapshot of the meeting in all panes.

        With the first one of a planned meeting, fills its agenda and warns of a short notice.
        """
        previous, self.snapshot = self.snapshot, snapshot
        if not self.screen.is_composed:
            return
        awaited = find_in(snapshot, self._awaited)
        self._choose_item(previous, snapshot, awaited)
        self._show()
        if awaited is not None:
            self._awaited = None
            if awaited.record_id is not None and self.editing is None:
                self.go_to(*awaited)
        self._room.moved()
        if previous is None and snapshot.state == MeetingState.PLANNED:
            self._prepare(snapshot)

    def _show(self) -> None:
        if self.snapshot is not None:
            for pane in self._panes:
                pane.show_snapshot(self.snapshot)

    def _choose_item(
        self, previous: MeetingSnapshot | None, snapshot: MeetingSnapshot, awaited: InRoom | None
    ) -> None:
        """Select the item to show: the requested one; at first the first empty one."""
        if self._pointed_id is not None and self.editing is None:
            self.item_id = self._pointed_id
        ids = [item.id for item in previous.items] if previous is not None else []
        index = ids.index(self.item_id) if self.item_id in ids else None
        if awaited is not None:
            self.item_id = awaited.item_id
        if self.item is not None or not snapshot.items:
            return
        if index is None:
            index = next((at for at, item in enumerate(snapshot.items) if item.is_empty), 0)
        self.item_id = snapshot.items[min(index, len(snapshot.items) - 1)].id

    def _prepare(self, snapshot: MeetingSnapshot) -> None:
        """Fill the agenda of a meeting that has not begun, and warn if its notice is short."""
        if self.screen.workspace.paths.read_from:
            return
        self.store(fill_agenda, self.meeting_id)
        if snapshot.notice_warning:
            self.screen.show_message(snapshot.notice_warning, "warning")

    def point_at(self, item_id: int | None) -> None:
        """Show the item selected in the agenda; not while a statement is being typed."""
        self._pointed_id = item_id
        if item_id is not None and item_id != self.item_id and self.editing is None:
            self.item_id, self.record_id = item_id, None
            self._show()
            self._room.moved()

    def go_to(self, item_id: int | None, record_id: int | None) -> None:
        """Show an item, select one of its records, and focus its pane."""
        self.item_id, self.record_id = item_id, record_id
        self._show()
        self._room.focus_on(record_id)
        self._room.moved()

    def go_to_when_read(self, field_key: FieldKey) -> None:
        """Select a record that is being stored, as soon as a snapshot contains it."""
        self._awaited = field_key

    def set_editing(self, view: StatementView | None) -> None:
        """Set the statement that is being typed; None if none is."""
        self.editing = view
        self._room.moved()

    def find_next(self, words: str) -> None:
        """Store the typed text, then go to the next text of the meeting with these words."""
        self.searched = words
        self.typing.finish()
        places = self._places_of(fold(words))
        if not places:
            self.screen.show_message(f"ไม่พบ “{words}” ในการประชุมนี้")
            return
        here = (self.item_id, self.record_id)
        index = places.index(here) + 1 if here in places else 0
        self.go_to(*places[index % len(places)])

    def _places_of(self, query: str) -> list[tuple[int | None, int | None]]:
        """Return the ids of item and record (None: the title) of each text with these words."""
        places: list[tuple[int | None, int | None]] = []
        for item in self.snapshot.items if self.snapshot and query else ():
            if query in fold(item.title):
                places.append((item.id, None))
            found = (view for view in _texts(item) if query in fold(view.text))
            places += [(item.id, view.id) for view in found]
        return places

    def check_editable(self) -> bool:
        """Return whether the meeting takes changes; show a message if it does not."""
        if self.snapshot is None or not self.screen.check_writable():
            return False
        if self.snapshot.state.is_closed:
            self.screen.show_message(_CLOSED, "warning")
        return not self.snapshot.state.is_closed

    def track_operation(self, operation: asyncio.Future[Any], is_shown: bool = False) -> None:
        """Read the meeting again after the operation.

        With a delay if its effect `is_shown` already.
        """
        self.loader.track_operation(operation, _REREAD_DELAY_S if is_shown else 0.0)

    def store(
        self, operation: Callable[..., object], *args: object, is_shown: bool = False
    ) -> asyncio.Future[Any]:
        """Submit an operation that cannot be undone; show its refusal."""
        future = self.screen.submit(operation, *args)
        self.track_operation(future, is_shown)
        return future

    async def store_now(self, operation: Callable[..., object], *args: object) -> Any:
        """Run an operation that cannot be undone; return its result. Raises KmError if refused."""
        future = asyncio.wrap_future(self.screen.workspace.submit(operation, *args))
        self.track_operation(future)
        return await future

    def change(
        self, operation: Callable[..., object], *args: object, under: Sequence[int] = ()
    ) -> asyncio.Future[UndoEntry]:
        """Submit an undoable operation on the agenda or the content of items; show its refusal.

        `under` has the ids of the items whose content the operation changes, if it changes any.
        """
        changed = self.screen.show_error_of(self._submit(operation, *args, under=under))
        self.track_operation(changed)
        return changed

    async def change_now(
        self, operation: Callable[..., object], *args: object, under: Sequence[int] = ()
    ) -> UndoEntry:
        """Run an undoable operation on the agenda or the content of items; wait for it.

        `under` has the ids of the items whose content it changes. Raises KmError if it is refused.
        """
        future = asyncio.wrap_future(self._submit(operation, *args, under=under))
        self.track_operation(future)
        return await future

    def change_discussion(
        self, operation: Callable[..., object], *args: object
    ) -> asyncio.Future[UndoEntry]:
        """Submit an undoable operation on the content of the current item."""
        assert self.item is not None
        return self.change(operation, *args, under=[self.item.id])

    def _submit(
        self, operation: Callable[..., object], *args: object, under: Sequence[int]
    ) -> Future[UndoEntry]:
        scope = room_scope(self.meeting_id, under)
        return self.undo_stack.submit(operation, *args, scope=scope)

    def undo(self) -> None:
        """Undo the last operation on the discussion, the agenda, a task or a vote."""
        self._step(self.undo_stack.undo, f"{NOTHING_TO_UNDO} {_TYPED}")

    def redo(self) -> None:
        """Redo the operation that was undone last."""
        self._step(self.undo_stack.redo, NOTHING_TO_REDO)

    def _step(self, step: Callable[[], Future[UndoEntry] | None], nothing: str) -> None:
        if not self.check_editable():
            return
        self.typing.finish()
        swapped = step()
        if swapped is None:
            self.screen.show_message(nothing)
        else:
            done = self.screen.show_error_of(swapped)
            done.add_done_callback(self._select_brought_back)
            self.track_operation(done)

    def _select_brought_back(self, done: asyncio.Future[UndoEntry]) -> None:
        """Select what an undo restored, unless a statement is being typed."""
        if not done.cancelled() and done.exception() is None and self.editing is None:
            place = brought_back(done.result())
            if place is not None:
                self.go_to_when_read(place)
