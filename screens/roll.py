"""The roll: who came, who did not and why, who else is in the room."""

from __future__ import annotations

import asyncio
from asyncio import wrap_future
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kmtui.thai.dates import format_time, parse_time
from kmtui.thai.digits import thai_digits
from models.attendance import (
    clear_substitute,
    correct_times,
    edit_guest,
    mark_back,
    mark_late,
    mark_left,
    remove_guest,
    set_substitute,
)
from models.home import must_have_words
from models.meetings import (
    AttendanceStatus,
    Roll,
    RollEntry,
    add_guest,
    mark,
    mark_all_present,
)
from models.roll_undo import RollChange, keeping_roll, take_back_on_roll
from models.room import Room, read_room
from screens.asking import asking
from screens.base import KmScreen
from screens.command import bindings
from screens.commands.meetings import PICK_SEAT, ROLL_PAGE
from screens.plain import plain, shown
from screens.prompt import Field, PromptDialog, ask_and_do
from screens.status import roll_words, title_of
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel
from screens.widgets.wrap import shorten

_LOOK_EVERY_S = 1.0

_WORDS = {
    AttendanceStatus.PRESENT: "✓ มา    ",
    AttendanceStatus.ABSENT: "✗ ไม่มา  ",
    AttendanceStatus.VACANT: "- ว่าง   ",
    AttendanceStatus.IN_ATTENDANCE: "+ ร่วม   ",
    AttendanceStatus.UNMARKED: "· ยังไม่เช็ก",
}


def row_of(entry: RollEntry, cells: int) -> str:
    """One line of the roll: sign and word, number, name, post, reason."""
    sign = _WORDS[entry.status]
    remarks = " ".join(remark for remark in (entry.reason, times_of(entry)) if remark)
    reason = f" ({remarks})" if remarks else ""
    who = f"{entry.name}  {entry.title}" if entry.name else f"(ตำแหน่งว่าง)  {entry.title}"
    if entry.substitute_name:
        who = f"{entry.substitute_name} (แทน {entry.name})"
    row = f"{sign} {thai_digits(entry.number)} {shown(who + reason)}"
    return shorten(row, max(20, cells))


def times_of(entry: RollEntry) -> str:
    """When somebody came late or left early, empty where neither."""
    said = [f"มา {format_time(entry.arrived_at)}"] if entry.arrived_at else []
    said += [f"ออก {format_time(entry.left_at)}"] if entry.left_at else []
    return " ".join(said)


def _optional_time(text: str) -> time | None:
    return parse_time(text) if text else None


def _shown_time(at: time | None) -> str:
    return format_time(at) if at is not None else ""


def _last_accepted(done: list[Future[RollChange]]) -> Future[RollChange] | None:
    """Take the last act that no rule refused from the list; it may still be on its way."""
    while done:
        if not ((last := done.pop()).done() and last.exception() is not None):
            return last
    return None


def _take_back(earlier: Future[RollChange]) -> RollChange:
    """As `take_back_on_roll`, once the act is done. In the writer thread."""
    return take_back_on_roll(earlier.result())


class RollScreen(KmScreen[Roll]):
    """The roll of one meeting; returns it as it was left."""

    CSS_PATH = "roll.tcss"
    AUTO_FOCUS = "#roll-rows"
    BINDINGS = bindings(*ROLL_PAGE.commands, *PICK_SEAT)
    PAGE = ROLL_PAGE

    def __init__(self, room: Room, stand_on: int | None = None) -> None:
        """`stand_on` is the line (its attendance id) that the cursor stands on at first."""
        super().__init__()
        self._room = room
        self._stand_on = stand_on
        self._act_count = 0
        self._shown: list[str] = []
        self._done: list[Future[RollChange]] = []

    def compose(self) -> ComposeResult:
        """Title, one row a seat or guest, the count and the quorum, keys."""
        yield ThaiLabel("", id="roll-title")
        yield OptionList(id="roll-rows", compact=True, markup=False)
        yield ThaiLabel("", id="roll-count")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the roll."""
        self.query_one("#roll-title", ThaiLabel).update(
            (f"ผู้มาประชุม {title_of(self._room)}", "bold")
        )
        self._show()
        self.set_interval(_LOOK_EVERY_S, self._reread)

    def on_resize(self) -> None:
        """Rows shorten to the new width."""
        self._show()

    @property
    def _rows(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def _roll(self) -> Roll:
        return self._room.roll

    @property
    def _chosen(self) -> RollEntry | None:
        place = self._rows.highlighted
        return None if place is None else self._roll.entries[place]

    @property
    def _place(self) -> int:
        """Where the cursor stands, counted from 0; at first on the line that was asked for."""
        ids = [entry.attendance_id for entry in self._roll.entries]
        if self._rows.highlighted is None and self._stand_on in ids:
            return ids.index(self._stand_on)
        return self._rows.highlighted or 0

    def _show(self) -> None:
        if not self.stands:
            return
        cells = self.size.width - 4
        rows = [row_of(entry, cells) for entry in self._roll.entries]
        if rows != self._shown:
            self._shown = rows
            place = self._place
            self._rows.clear_options()
            self._rows.add_options(Option(plain(row)) for row in rows)
            self._rows.highlighted = min(place, len(rows) - 1) if rows else None
        self.query_one("#roll-count", ThaiLabel).update(roll_words(self._roll))

    @work(exclusive=True, group="reread")
    async def _reread(self) -> None:
        at = self._act_count
        room = await self.attempt(read_room, self._room.meeting_id)
        # An answer that an act has overtaken must not show the state before it.
        if room is not None and at == self._act_count:
            self._room = room
            self._show()

    def _act(self, future: asyncio.Future[Any]) -> None:
        self._act_count += 1
        future.add_done_callback(lambda _: self._reread())

    def _change(self, act: Callable[..., object], *args: object) -> None:
        """Hand over an act on the roll; it can be undone."""
        self._act(self.follow(self._kept(act, *args)))

    def _kept(self, act: Callable[..., object], *args: object) -> Future[RollChange]:
        kept = self.office.do(keeping_roll, self._room.meeting_id, act, *args)
        self._done.append(kept)
        return kept

    def action_undo(self) -> None:
        """Put the lines that the last act changed back as they were."""
        if not self._may_change():
            return
        if earlier := _last_accepted(self._done):
            self._act(self.do(_take_back, earlier))
        else:
            self.tell("ไม่มีสิ่งที่จะเลิกทำ")

    def action_pick_seat(self, number: int) -> None:
        """Go to the line with this number."""
        if number <= len(self._roll.entries):
            self._rows.highlighted = number - 1

    async def action_toggle_present(self) -> None:
        """Change between came and did not come; asks for the reason of an absence."""
        entry = self._chosen
        if entry is None or entry.is_guest or not self._can_be_marked(entry):
            return
        if entry.status == AttendanceStatus.PRESENT:
            self._mark(entry, AttendanceStatus.ABSENT)
            await self.action_reason()
        else:
            self._mark(entry, AttendanceStatus.PRESENT)

    def _may_change(self) -> bool:
        if self._room.state.is_closed:
            self.tell("การประชุมนี้เลิกแล้ว แก้ไขไม่ได้", "warning")
        return not self._room.state.is_closed

    def _can_be_marked(self, entry: RollEntry) -> bool:
        if not self._may_change():
            return False
        if entry.status == AttendanceStatus.VACANT:
            self.tell("ตำแหน่งนี้ว่าง ไม่มีผู้ให้เช็กชื่อ", "warning")
            return False
        return True

    def _mark(self, entry: RollEntry, status: AttendanceStatus, reason: str = "") -> None:
        self._show_at_once(replace(entry, status=status, reason=reason))
        self._change(mark, entry.attendance_id, status, reason)

    def _show_at_once(self, *marked: RollEntry) -> None:
        """Show lines as they will be stored: the next key must not see the state before."""
        by_id = {entry.attendance_id: entry for entry in marked}
        entries = tuple(by_id.get(each.attendance_id, each) for each in self._roll.entries)
        self._room = replace(self._room, roll=replace(self._roll, entries=entries))
        self._show()

    async def action_reason(self) -> None:
        """Say why the chosen member did not come; correct the name of a guest."""
        entry = self._chosen
        if entry is None or not self._can_be_marked(entry):
            return
        if entry.is_guest:
            await self._edit_guest(entry)
            return
        ask = PromptDialog(f"{entry.name} ไม่มาประชุม", [Field("เพราะ", entry.reason)])

        def answered(answer: tuple[str, ...] | None) -> None:
            if answer is not None:
                self._mark(entry, AttendanceStatus.ABSENT, answer[0])

        await self.app.push_screen(ask, answered)

    async def _edit_guest(self, entry: RollEntry) -> None:
        """Correct a guest's name and post; an empty name strikes them off the roll."""

        def answered(answer: tuple[str, ...] | None) -> None:
            if answer is None:
                return
            if answer[0]:
                self._change(edit_guest, entry.attendance_id, *answer)
            else:
                self._change(remove_guest, entry.attendance_id)

        fields = [Field("ชื่อ - สกุล", entry.name), Field("ตำแหน่ง", entry.title)]
        await self.app.push_screen(PromptDialog("แก้ผู้เข้าร่วมประชุม", fields), answered)

    def action_all_present(self) -> None:
        """Mark everybody who is not marked yet as present."""
        if not self._may_change():
            return
        here = AttendanceStatus.PRESENT
        self._show_at_once(*(replace(entry, status=here) for entry in self._roll.unmarked))
        self._change(mark_all_present, self._room.meeting_id)

    async def action_substitute(self) -> None:
        """Say who came in the member's place; an empty name takes it back."""
        entry = self._chosen
        if entry is None or entry.is_guest or not self._can_be_marked(entry):
            return
        ask = PromptDialog(
            f"ผู้มาประชุมแทน {entry.name}",
            [Field("ชื่อ - สกุล", entry.substitute_name), Field("ตำแหน่ง", entry.substitute_title)],
        )

        def answered(answer: tuple[str, ...] | None) -> None:
            if answer is None:
                return
            if answer[0]:
                self._change(set_substitute, entry.attendance_id, *answer)
            else:
                self._change(clear_substitute, entry.attendance_id)

        await self.app.push_screen(ask, answered)

    def action_late_or_left(self) -> None:
        """Stamp now: who was not there has come, who was there has left, who left is back."""
        entry = self._chosen
        if entry is None or not self._can_be_marked(entry):
            return
        clock = datetime.now().time().replace(second=0, microsecond=0)
        here = AttendanceStatus.PRESENT
        if entry.status not in (here, AttendanceStatus.IN_ATTENDANCE):
            self._show_at_once(replace(entry, status=here, reason="", arrived_at=clock))
            self._change(mark_late, entry.attendance_id, clock)
        elif entry.left_at is None:
            self._show_at_once(replace(entry, left_at=clock))
            self._change(mark_left, entry.attendance_id, clock)
        else:
            self._show_at_once(replace(entry, left_at=None))
            self._change(mark_back, entry.attendance_id)

    @asking
    async def action_correct_times(self) -> None:
        """Put right the times of coming late and leaving early; an empty one takes it away."""
        entry = self._chosen
        if entry is None or not self._can_be_marked(entry):
            return

        async def correct(answer: tuple[str, ...]) -> None:
            arrived, left = map(_optional_time, answer)
            await wrap_future(self._kept(correct_times, entry.attendance_id, arrived, left))

        fields = [
            Field("มาเวลา", _shown_time(entry.arrived_at), _optional_time, "เว้นว่างถ้ามาตั้งแต่ต้น"),
            Field("ออกเวลา", _shown_time(entry.left_at), _optional_time, "เว้นว่างถ้าอยู่จนจบ"),
        ]
        await ask_and_do(self, f"เวลาของ {entry.speaker_name}", fields, correct)
        self._reread()

    async def action_guest(self) -> None:
        """Add someone in attendance who is not a member."""
        if not self._may_change():
            return
        name = Field("ชื่อ - สกุล", check=must_have_words)
        ask = PromptDialog("ผู้เข้าร่วมประชุม", [name, Field("ตำแหน่ง")])

        def answered(answer: tuple[str, ...] | None) -> None:
            if answer is not None:
                self._change(add_guest, self._room.meeting_id, *answer)

        await self.app.push_screen(ask, answered)

    async def action_back(self) -> None:
        """Back to the room; the keys that follow are the room's."""
        await self.dismiss(self._roll)
