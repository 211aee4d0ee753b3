"""The display of the roll: its entries, and operations on them with undo."""

from __future__ import annotations

import asyncio
from asyncio import wrap_future
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import cached_property
from typing import Any

from msgspec.structs import replace
from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kmtui.thai.dates import format_time
from kmtui.thai.digits import thai_column
from models.editing.optimistic_lock import Texts, field_reader
from models.editing.undo import UndoEntry
from models.meetings.roll import AttendanceStatus, Roll, RollEntry
from models.meetings.roll_history import ATTENDANCE_KIND, roll_scope
from models.minutes.snapshot import MeetingSnapshot, read_meeting_snapshot
from screens.base.screen import KmScreen
from screens.dialogs.prompt import PromptField, ask_and_do
from screens.editing.form_merge import merging_store
from screens.editing.undo_stack import UndoStack
from screens.meetings.status import roll_label, title_of
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel
from screens.widgets.sanitize import display_text, to_content
from screens.widgets.wrap import shorten

_POLL_INTERVAL_S = 1.0

_WORDS = {
    AttendanceStatus.PRESENT: "✓ มา",
    AttendanceStatus.ABSENT: "✗ ไม่มา",
    AttendanceStatus.VACANT: "- ว่าง",
    AttendanceStatus.IN_ATTENDANCE: "+ ร่วม",
    AttendanceStatus.UNMARKED: "· ยังไม่เช็ก",
}
_LEAST_CELLS = 20
_GAP = "  "


def roll_rows(entries: Sequence[RollEntry], cells: int) -> list[str]:
    """Return the rows of the roll, each shortened to `cells` terminal cells.

    A row has sign and word, number, name, post and remarks in columns. A name longer than a third
    of the row pushes only its own post; for a substitute the name of the member is shown instead of
    a post.
    """
    signs = _column([_WORDS[entry.status] for entry in entries])
    numbers = thai_column(entry.number for entry in entries)
    names = [display_text(entry.name or "(ตำแหน่งว่าง)") for entry in entries]
    names = _column(names, cells // 3)
    rows = []
    for entry, sign, number, name in zip(entries, signs, numbers, names, strict=True):
        remarks = " ".join(remark for remark in _remarks(entry) if remark)
        reason = f" ({remarks})" if remarks else ""
        who = f"{name}{_GAP}{display_text(entry.title)}"
        if entry.substitute_name:
            who = display_text(f"{entry.substitute_name} (แทน {entry.name})")
        row = f"{sign} {number} {who.rstrip()}{display_text(reason)}"
        rows.append(shorten(row, max(_LEAST_CELLS, cells)))
    return rows


def _column(texts: Sequence[str], most: int = _LEAST_CELLS) -> list[str]:
    """Return the texts padded to the widest one that has at most `most` cells."""
    width = max((size for text in texts if (size := cell_len(text)) <= most), default=0)
    return [text + " " * (width - cell_len(text)) for text in texts]


def _remarks(entry: RollEntry) -> tuple[str, ...]:
    """Return the reason of an absence, the times, and how an online participant was identified."""
    online = f"ออนไลน์ {entry.identified_by}".rstrip() if entry.is_online else ""
    return entry.reason, times_of(entry), online


def times_of(entry: RollEntry) -> str:
    """Return late arrival, absences from the room and early departure as text; empty if none."""
    said = [f"มา {format_time(entry.arrived_at)}"] if entry.arrived_at else []
    said += [f"ออก {format_time(out)} กลับ {format_time(back)}" for out, back in entry.away]
    said += [f"ออก {format_time(entry.left_at)}"] if entry.left_at else []
    return " ".join(said)


class RollView(KmScreen[Roll]):
    """The entries of one meeting's roll; base of the screen that edits them."""

    def __init__(self, snapshot: MeetingSnapshot, select: int | None = None) -> None:
        """Prepare the view; `select` is the entry (attendance id) that is selected at first."""
        super().__init__()
        self._room = snapshot
        self._stand_on = select
        self._act_count = 0
        self._shown: list[str] = []

    def compose(self) -> ComposeResult:
        """Compose the title, one row per seat or guest, the count with the quorum, and the keys."""
        yield ThaiLabel("", id="roll-title")
        yield OptionList(id="roll-rows", compact=True, markup=False)
        yield ThaiLabel("", id="roll-count")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the roll, and read it again every `_POLL_INTERVAL_S` seconds."""
        self.query_one("#roll-title", ThaiLabel).update(
            (f"ผู้มาประชุม {title_of(self._room)}", "bold")
        )
        self._show()
        self.set_interval(_POLL_INTERVAL_S, self._reread)

    def on_resize(self) -> None:
        """Shorten the rows to the new width."""
        self._show()

    @cached_property
    def _undoing(self) -> UndoStack:
        return UndoStack(self.workspace, roll_scope(self._room.meeting_id))

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
        """The index of the selected entry from 0; initially of the requested one."""
        ids = [entry.attendance_id for entry in self._roll.entries]
        if self._rows.highlighted is None and self._stand_on in ids:
            return ids.index(self._stand_on)
        return self._rows.highlighted or 0

    def _show(self) -> None:
        if not self.is_composed:
            return
        cells = self.size.width - 4
        rows = roll_rows(self._roll.entries, cells)
        if rows != self._shown:
            self._shown = rows
            place = self._place
            self._rows.clear_options()
            self._rows.add_options(Option(to_content(row)) for row in rows)
            self._rows.highlighted = min(place, len(rows) - 1) if rows else None
        self.query_one("#roll-count", ThaiLabel).update(roll_label(self._roll))

    @work(exclusive=True, group="reread")
    async def _reread(self) -> None:
        at = self._act_count
        room = await self.call_or_show_error(read_meeting_snapshot, self._room.meeting_id)
        # An answer that an act has overtaken must not show the state before it.
        if room is not None and at == self._act_count:
            self._room = room
            self._show()

    def _act(self, future: asyncio.Future[Any]) -> None:
        self._act_count += 1
        future.add_done_callback(lambda _: self._reread())

    def _change(self, act: Callable[..., object], *args: object) -> None:
        """Submit an undoable operation on the roll; show its refusal, then read the roll again."""
        self._act(self.show_error_of(self._undoing.submit(act, *args)))

    def _step(self, take: Callable[[], Future[UndoEntry] | None], nothing: str) -> None:
        """Undo or redo; show the message `nothing` if there is nothing."""
        if not self._may_change():
            return
        step = take()
        if step is None:
            self.show_message(nothing)
        else:
            self._act(self.show_error_of(step))

    def _may_change(self) -> bool:
        if not self.check_writable():
            return False
        if self._room.state.is_closed:
            self.show_message("การประชุมนี้เลิกแล้ว แก้ไขไม่ได้", "warning")
        return not self._room.state.is_closed

    def _can_be_marked(self, entry: RollEntry) -> bool:
        if not self._may_change():
            return False
        if entry.status == AttendanceStatus.VACANT:
            self.show_message("ตำแหน่งนี้ว่าง ไม่มีผู้ให้เช็กชื่อ", "warning")
            return False
        return True

    def _show_at_once(self, *marked: RollEntry) -> None:
        """Show entries as they will be stored, because the next key must see the new state."""
        by_id = {entry.attendance_id: entry for entry in marked}
        entries = tuple(by_id.get(each.attendance_id, each) for each in self._roll.entries)
        self._room = replace(self._room, roll=replace(self._roll, entries=entries))
        self._show()

    async def _ask_of_line(
        self,
        entry: RollEntry,
        title: str,
        fields: dict[str, PromptField],
        store: Callable[[Texts], None],
    ) -> None:
        """Ask for fields of an entry and store them, merged with what other users stored since."""
        asked = list(fields.values())

        async def hand_over(act: Callable[..., object], *args: object) -> object:
            return await wrap_future(self._undoing.submit(act, *args))

        act = merging_store(
            self,
            [each.label for each in asked],
            field_reader(ATTENDANCE_KIND, entry.attendance_id, *fields),
            tuple(each.value for each in asked),
            store,
            hand_over,
        )
        await ask_and_do(self, title, asked, act, entry.attendance_id)
        self._act_count += 1
        if self.is_composed:
            self._reread()
