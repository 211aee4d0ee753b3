"""The meeting room as it is shown: its state, and how a new snapshot reaches the panes."""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList

from kmtui.thai.dates import buddhist_year
from kmtui.thai.digits import thai_digits
from models.drafts.writer import SaveState
from models.editing.revisions import FieldKey, Subject
from models.meetings.presence import ActiveEditor
from models.meetings.records import MeetingState
from models.meetings.roll import AttendanceStatus, Roll
from models.minutes.agenda import fill_agenda
from models.minutes.change_token import meeting_change_token
from models.minutes.snapshot import (
    AgendaItemView,
    MeetingSnapshot,
    ResolutionView,
    StatementView,
    read_meeting_snapshot,
)
from models.office.locations import InMeeting
from screens.base.presence_tracker import Position, PresenceTracker
from screens.base.saved import saved_label
from screens.base.screen import KmScreen
from screens.base.snapshot_loader import SnapshotLoader
from screens.meetings.status import chair_text, others_text, roll_label, state_of, title_of
from screens.minutes.agenda_pane import AgendaPane
from screens.minutes.background_check import FindingCountLabel, VisibleTexts
from screens.minutes.discussion_pane import DiscussionPane
from screens.minutes.speaker_field import SpeakerField
from screens.widgets.key_line import KeyLine
from screens.widgets.label import LabelLine, ThaiLabel, lines

_REREAD_AFTER_S = 0.3
_MOVED_FOR_S = 0.3  # who only passes an item is not seen there
_READ_TIMEOUT_S = 5.0

ROLL_SIGNS = {
    AttendanceStatus.PRESENT: "✓",
    AttendanceStatus.ABSENT: "✗",
    AttendanceStatus.VACANT: "-",
    AttendanceStatus.IN_ATTENDANCE: "+",
    AttendanceStatus.UNMARKED: "·",
}


class InRoom(NamedTuple):
    """An item of the meeting, and the statement or resolution that is chosen in it."""

    item_id: int
    record_id: int | None


def find_in(snapshot: MeetingSnapshot, field_key: FieldKey | None) -> InRoom | None:
    """Return where the record of a place stands in the meeting; None if it does not."""
    if field_key is None:
        return None
    is_text = field_key.subject in (Subject.STATEMENT, Subject.RESOLUTION)
    for item in snapshot.items:
        texts: tuple[StatementView | ResolutionView, ...] = (*item.statements, *item.resolutions)
        tasks = (*item.tasks, *(task for each in texts for task in each.tasks))
        ids = {
            Subject.AGENDA_ITEM: [item.id],
            Subject.STATEMENT: [each.id for each in item.statements],
            Subject.RESOLUTION: [each.id for each in item.resolutions],
            Subject.TASK: [each.id for each in tasks],
        }
        if field_key.subject_id in ids.get(field_key.subject, ()):
            return InRoom(item.id, field_key.subject_id if is_text else None)
    return None


def roll_lines(roll: Roll) -> list[LabelLine]:
    """The roll for the third pane of a wide screen: sign, number, name or vacant post."""
    shown: list[LabelLine] = lines(("ผู้มาประชุม", "bold"))
    for entry in roll.entries:
        who = entry.name or f"ว่าง: {entry.title}"
        shown += lines(f"{ROLL_SIGNS[entry.status]} {thai_digits(entry.number)} {who}", hanging=4)
    return shown


class RoomView(KmScreen[None]):
    """State and looks of the meeting room; what a person can do there is built on it."""

    def __init__(self, meeting_id: int) -> None:
        super().__init__()
        self.meeting_id = meeting_id
        self.snapshot: MeetingSnapshot | None = None
        self.item_id: int | None = None
        self.editing: StatementView | None = None
        self.on_the_way: set[int] = set()
        self.coming: FieldKey | None = None
        self._saved_at: datetime | None = None
        self.loader = SnapshotLoader(
            self, self._read, self.show_snapshot, partial(meeting_change_token, meeting_id)
        )
        self.presence = PresenceTracker(self, self._position, self._show_others)
        self._is_in_trouble = False

    def compose(self) -> ComposeResult:
        """Title line, agenda and talk, status line, keys."""
        with Horizontal(id="top"):
            yield ThaiLabel("", id="title")
            yield ThaiLabel("", id="state")
        with Horizontal(id="panes"):
            yield AgendaPane()
            with Vertical(id="right"):
                # The field first: so it moves nothing of the talk, which then is not repainted.
                yield SpeakerField()
                yield DiscussionPane(id="talk")
            yield ThaiLabel("", id="roll")
        yield ThaiLabel("", id="banner")
        with Horizontal(id="status"):
            yield ThaiLabel("", id="roll-words")
            yield ThaiLabel("", id="saved")
        with Horizontal(id="company"):
            yield ThaiLabel("", id="chair")
            yield ThaiLabel("", id="others")
            yield ThaiLabel("", id="linked")
            yield FindingCountLabel(partial(visible_texts, self), id="quiet")
            yield ThaiLabel("", id="clock")
        yield KeyLine()

    # Other people

    def _show_others(self, others: tuple[ActiveEditor, ...]) -> None:
        self.query_one("#others", ThaiLabel).update(others_text(others, self.snapshot))

    @property
    def location(self) -> InMeeting:
        """The meeting."""
        return InMeeting(self.meeting_id)

    def _position(self) -> Position:
        """Where this person is: the meeting, the item, the statement being typed."""
        return Position(self.location, self.item_id, self.editing.id if self.editing else None)

    def on_unmount(self) -> None:
        """The others need not think that this person is still here."""
        self.presence.clear()

    # What is shown

    @property
    def talk(self) -> DiscussionPane:
        """The right pane."""
        return self.query_one(DiscussionPane)

    @property
    def item(self) -> AgendaItemView | None:
        """The current item."""
        if self.snapshot is None or self.item_id is None:
            return None
        return self.snapshot.item(self.item_id)

    async def _read(self) -> MeetingSnapshot:
        return await self.call(read_meeting_snapshot, self.meeting_id)

    def refresh_snapshot(self) -> None:
        """Read the room anew and show it."""
        self.loader.refresh()

    async def wait_until_interactive(self) -> None:
        """Wait until the meeting was read: keys pressed before are taken in their order then."""
        await self.loader.wait_until_interactive()

    def show_snapshot(self, snapshot: MeetingSnapshot) -> None:
        """Show a snapshot of the meeting."""
        first, self.snapshot = self.snapshot is None, snapshot
        if not self.is_composed:
            return
        coming = find_in(snapshot, self.coming)
        self._choose_item(snapshot)
        self.query_one("#title", ThaiLabel).update((title_of(snapshot), "bold"))
        self.query_one("#state", ThaiLabel).update(state_of(snapshot))
        self.query_one("#roll-words", ThaiLabel).update(roll_label(snapshot.roll))
        chair = self.query_one("#chair", ThaiLabel)
        chair.update(chair_text(snapshot.roll))
        chair.display = bool(chair_text(snapshot.roll))
        self.query_one("#roll", ThaiLabel).update(*roll_lines(snapshot.roll))
        self.query_one(AgendaPane).show(snapshot, self.item_id)
        self._show_item()
        if coming is not None:
            self.coming = None
            if coming.record_id is not None and self.editing is None:
                self.go_to(*coming)
        self.presence.moved()
        if first and snapshot.state == MeetingState.PLANNED and not self.workspace.paths.read_from:
            self._prepare(snapshot)

    def _prepare(self, room: MeetingSnapshot) -> None:
        """Before the meeting: bring what is left to it on its agenda; look at the notice."""
        self.track_operation(self.submit(fill_agenda, self.meeting_id))
        if room.notice_warning:
            self.show_message(room.notice_warning, "warning")

    def _choose_item(self, room: MeetingSnapshot) -> None:
        """The item that is shown from now on: the highlighted one, the first empty one at first."""
        chosen = self.query_one(AgendaPane).current
        if chosen is not None and self.editing is None:
            self.item_id = chosen.id
        if (coming := find_in(room, self.coming)) is not None:
            self.item_id = coming.item_id
        if self.item is not None or not room.items:
            return
        place = self.query_one(AgendaPane).highlighted
        if place is None:
            place = next((at for at, item in enumerate(room.items) if item.is_empty), 0)
        self.item_id = room.items[min(place, len(room.items) - 1)].id

    def _show_item(self) -> None:
        if self.item is not None:
            editing = {self.editing.id} if self.editing else set()
            self.talk.show_item(self.item, keep=self.on_the_way | editing)

    def show_saved(self, state: SaveState) -> None:
        """Say whether what is typed is stored; called for every saving."""
        if not self.is_composed:
            return
        banner = self.query_one("#banner", ThaiLabel)
        banner.display = state.fault is not None
        if self._is_in_trouble and state.fault is None:
            self.refresh_snapshot()
        self._is_in_trouble = state.fault is not None
        if state.fault is None:
            self._saved_at = datetime.now()
        else:
            banner.update(f"✗ {state.fault} พิมพ์ต่อได้ ข้อความไม่หาย")
        self.query_one("#saved", ThaiLabel).update(saved_label(state, self._saved_at))

    @on(OptionList.OptionHighlighted, "#agenda")
    def _go_to_item(self) -> None:
        chosen = self.query_one(AgendaPane).current
        if chosen is not None and chosen.id != self.item_id and self.editing is None:
            self.item_id = chosen.id
            self.talk.selected = None
            self._show_item()
            self.presence.moved()

    def go_to(self, item_id: int | None, record_id: int | None) -> None:
        """Show an item and choose one of its records."""
        self.item_id = item_id
        if self.snapshot is not None:
            self.query_one(AgendaPane).show(self.snapshot, item_id)
        self._show_item()
        self.set_focus(self.talk if record_id else self.query_one(AgendaPane))
        self.talk.selected = record_id
        self.presence.moved()

    def go_to_when_read(self, item_id: int) -> None:
        """Show an item that the room is about to hold, as soon as it does."""
        self.coming = FieldKey(Subject.AGENDA_ITEM, item_id)

    def track_operation(self, future: asyncio.Future[Any], seen: bool = False) -> None:
        """An act is on its way: read the room again when it is done.

        Where it is `seen` on the screen already, a little later: reading a long meeting would
        hold up the keys that follow at once.
        """
        self.loader.track_operation(future, _REREAD_AFTER_S if seen else 0.0)


def visible_texts(screen: RoomView) -> VisibleTexts:
    """What stands in a meeting room: the text being typed, else the texts of the item."""
    if screen.snapshot is None or screen.item is None:
        return VisibleTexts((), 0)
    texts = [said.text for said in screen.item.statements]
    texts += [made.text for made in screen.item.resolutions]
    if screen.editing is not None:
        texts = [screen.talk.editor.area.text]
    return VisibleTexts(tuple(texts), buddhist_year(screen.snapshot.held_on))
