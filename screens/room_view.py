"""The meeting room as it is shown: its state, and how a new snapshot reaches the panes."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, OptionList

from kmtui.thai.digits import thai_digits
from models.agenda import fill_agenda
from models.drafts import SaveState
from models.errors import KmError
from models.meetings import AttendanceStatus, MeetingState, Roll
from models.presence import be_present, leave, others_here
from models.room import ItemView, Room, StatementView, read_room
from models.store import data_version
from screens.agenda_pane import AgendaPane
from screens.base import KmScreen
from screens.speaker_field import SpeakerField
from screens.status import others_words, roll_words, saved_words, state_of, title_of
from screens.talk import Talk
from screens.widgets.label import Line, ThaiLabel, lines

ROLL_SIGNS = {
    AttendanceStatus.PRESENT: "✓",
    AttendanceStatus.ABSENT: "✗",
    AttendanceStatus.VACANT: "-",
    AttendanceStatus.IN_ATTENDANCE: "+",
    AttendanceStatus.UNMARKED: "·",
}


def roll_lines(roll: Roll) -> list[Line]:
    """The roll for the third pane of a wide screen: sign, number, name or vacant post."""
    shown: list[Line] = lines(("ผู้มาประชุม", "bold"))
    for entry in roll.entries:
        who = entry.name or f"ว่าง: {entry.title}"
        shown += lines(f"{ROLL_SIGNS[entry.status]} {thai_digits(entry.number)} {who}", hanging=4)
    return shown


class RoomView(KmScreen[None]):
    """State and looks of the meeting room; what a person can do there is built on it."""

    def __init__(self, meeting_id: int) -> None:
        super().__init__()
        self.meeting_id = meeting_id
        self.room: Room | None = None
        self.item_id: int | None = None
        self.editing: StatementView | None = None
        self.on_the_way: set[int] = set()
        self._act_count = 0
        self._saved_at: datetime | None = None
        self._data_version = 0

    def compose(self) -> ComposeResult:
        """Title line, agenda and talk, status line, keys."""
        with Horizontal(id="top"):
            yield ThaiLabel("", id="title")
            yield ThaiLabel("", id="state")
        with Horizontal(id="panes"):
            yield AgendaPane()
            with Vertical(id="right"):
                yield Talk(id="talk")
                yield SpeakerField()
            yield ThaiLabel("", id="roll")
        yield ThaiLabel("", id="banner")
        with Horizontal(id="status"):
            yield ThaiLabel("", id="roll-words")
            yield ThaiLabel("", id="saved")
        with Horizontal(id="company"):
            yield ThaiLabel("", id="others")
            yield ThaiLabel("", id="clock")
        yield Footer(compact=True, show_command_palette=False)

    # Other people

    @work(exclusive=True, group="look")
    async def look_for_changes(self) -> None:
        """Read the room anew when another session has stored something."""
        try:
            version = await self.ask(data_version)
            others = await self.ask(others_here, self.meeting_id, self.office.session)
        except KmError:
            # The banner already says that the store cannot be read.
            return
        if not self.stands:
            return
        self.query_one("#others", ThaiLabel).update(others_words(others, self.room))
        if version != self._data_version:
            self._data_version = version
            self.refresh_room()

    def be_seen(self) -> None:
        """Tell the others where this person is; nothing depends on it."""
        editing = self.editing.id if self.editing else None
        place = self.meeting_id, self.item_id, editing
        self.office.writer.ask(be_present, self.office.session, self.office.who, *place)

    def on_unmount(self) -> None:
        """The others need not think that this person is still here."""
        if self.office.is_open:
            self.office.writer.ask(leave, self.office.session)

    # What is shown

    @property
    def talk(self) -> Talk:
        """The right pane."""
        return self.query_one(Talk)

    @property
    def item(self) -> ItemView | None:
        """The current item."""
        if self.room is None or self.item_id is None:
            return None
        return self.room.item(self.item_id)

    @work(exclusive=True, group="refresh")
    async def refresh_room(self) -> None:
        """Read the room anew and show it; an answer that an act has overtaken is read again."""
        while True:
            at = self._act_count
            try:
                room = await self.ask(read_room, self.meeting_id)
            except KmError as error:
                self.complain(error)
                return
            if at == self._act_count:
                break
        self.show_room(room)

    def show_room(self, room: Room) -> None:
        """Show a snapshot of the meeting."""
        first, self.room = self.room is None, room
        if not self.stands:
            return
        if self.item is None and room.items:
            fresh = next((item for item in room.items if item.is_empty), room.items[0])
            self.item_id = fresh.id
        self.query_one("#title", ThaiLabel).update((title_of(room), "bold"))
        self.query_one("#state", ThaiLabel).update(state_of(room))
        self.query_one("#roll-words", ThaiLabel).update(roll_words(room.roll))
        self.query_one("#roll", ThaiLabel).update(*roll_lines(room.roll))
        self.query_one(AgendaPane).show(room, self.item_id)
        self._show_item()
        if first and room.state == MeetingState.PLANNED:
            self._prepare(room)

    def _prepare(self, room: Room) -> None:
        """Before the meeting: bring what is left to it on its agenda; look at the notice."""
        self.act(self.do(fill_agenda, self.meeting_id))
        if room.notice_warning:
            self.tell(room.notice_warning, "warning")

    def _show_item(self) -> None:
        if self.item is not None:
            editing = {self.editing.id} if self.editing else set()
            self.talk.show_item(self.item, keep=self.on_the_way | editing)

    def show_saved(self, state: SaveState) -> None:
        """Say whether what is typed is stored; called for every saving."""
        if not self.stands:
            return
        banner = self.query_one("#banner", ThaiLabel)
        banner.display = state.fault is not None
        if state.fault is None:
            self._saved_at = datetime.now()
        else:
            banner.update(f"✗ {state.fault} พิมพ์ต่อได้ ข้อความไม่หาย")
        self.query_one("#saved", ThaiLabel).update(saved_words(state, self._saved_at))

    def show_clock(self) -> None:
        """Show the hour and minute; drawn only when they change."""
        clock = thai_digits(datetime.now().strftime("%H:%M"))
        self.query_one("#clock", ThaiLabel).update(clock)

    @on(OptionList.OptionHighlighted, "#agenda")
    def _go_to_item(self) -> None:
        chosen = self.query_one(AgendaPane).current
        if chosen is not None and chosen.id != self.item_id and self.editing is None:
            self.item_id = chosen.id
            self.talk.chosen = None
            self._show_item()

    def go_to(self, item_id: int | None, record_id: int | None) -> None:
        """Show an item and choose one of its records."""
        self.item_id = item_id
        if self.room is not None:
            self.query_one(AgendaPane).show(self.room, item_id)
        self._show_item()
        self.set_focus(self.talk if record_id else self.query_one(AgendaPane))
        self.talk.chosen = record_id

    def act(self, future: asyncio.Future[Any]) -> None:
        """An act is on its way: read the room again when it is done."""
        self._act_count += 1
        future.add_done_callback(lambda _: self.refresh_room())

    def may_change(self) -> bool:
        """Whether the meeting takes changes; says so where it does not."""
        if self.room is None or self.item is None:
            return False
        if self.room.state.is_closed:
            self.tell("การประชุมนี้เลิกแล้ว แก้ไขไม่ได้", "warning")
            return False
        return True
