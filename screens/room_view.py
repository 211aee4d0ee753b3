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
from models.drafts import SaveState
from models.errors import KmError
from models.meetings import AttendanceStatus, MeetingState, Roll
from models.room import ItemView, Room, StatementView, read_room
from screens.agenda_pane import AgendaPane
from screens.base import KmScreen
from screens.speaker_field import SpeakerField
from screens.status import roll_words, saved_words, state_of, title_of
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
        with Horizontal(id="status"):
            yield ThaiLabel("", id="roll-words")
            yield ThaiLabel("", id="saved")
        yield Footer(compact=True, show_command_palette=False)

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
        self._show(room)

    def _show(self, room: Room) -> None:
        self.room = room
        if self.item is None and room.items:
            fresh = next((item for item in room.items if item.is_empty), room.items[0])
            self.item_id = fresh.id
        self.query_one("#title", ThaiLabel).update((title_of(room), "bold"))
        self.query_one("#state", ThaiLabel).update(state_of(room))
        self.query_one("#roll-words", ThaiLabel).update(roll_words(room.roll))
        self.query_one("#roll", ThaiLabel).update(*roll_lines(room.roll))
        self.query_one(AgendaPane).show(room, self.item_id)
        self._show_item()

    def _show_item(self) -> None:
        if self.item is not None:
            editing = {self.editing.id} if self.editing else set()
            self.talk.show_item(self.item, keep=self.on_the_way | editing)

    def show_saved(self, state: SaveState) -> None:
        """Say whether what is typed is stored; called by the app for every saving."""
        if state.fault is None:
            self._saved_at = datetime.now()
        self.query_one("#saved", ThaiLabel).update(saved_words(state, self._saved_at))

    @on(OptionList.OptionHighlighted, "#agenda")
    def _go_to_item(self) -> None:
        chosen = self.query_one(AgendaPane).current
        if chosen is not None and chosen.id != self.item_id and self.editing is None:
            self.item_id = chosen.id
            self.talk.chosen = None
            self._show_item()

    def act(self, future: asyncio.Future[Any]) -> None:
        """An act is on its way: read the room again when it is done."""
        self._act_count += 1
        future.add_done_callback(lambda _: self.refresh_room())

    def may_change(self) -> bool:
        """Whether the meeting takes changes; says so where it does not."""
        if self.room is None or self.item is None:
            return False
        if self.room.state == MeetingState.CLOSED:
            self.tell("การประชุมนี้เลิกแล้ว แก้ไขไม่ได้", "warning")
            return False
        return True
