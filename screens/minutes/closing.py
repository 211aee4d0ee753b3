"""Dialogs at the end of a meeting: closing, lack of a quorum, reconvening, adopting minutes.

The dialog of closing shows the resolutions to read aloud and what is missing; it asks for times.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList

from kmtui.thai.dates import format_time, parse_date, parse_time
from kmtui.thai.digits import thai_digits
from models.meetings.adoption import minutes_to_adopt
from models.meetings.events import Adoption
from models.minutes.lifecycle import Missing, close_for_want_of_quorum
from models.minutes.reconvening import is_open, reconvene, told_again
from models.minutes.snapshot import MeetingSnapshot
from models.office.locations import InMeeting
from screens.base.dialog_action import run_dialog_flow
from screens.commands.command import bindings
from screens.commands.minutes import CLOSING_PAGE
from screens.dialogs.choices import ListDialog
from screens.dialogs.prompt import NEW, PromptDialog, PromptField, ask_and_do
from screens.dialogs.usual_questions import day_or_nothing
from screens.meetings.status import roll_label
from screens.minutes.controller import MeetingController
from screens.minutes.speaker_field import number_answered
from screens.widgets.label import LabelLine, WrappedLines, lines
from screens.widgets.row_list import RowList


def read_back(snapshot: MeetingSnapshot) -> list[list[LabelLine]]:
    """Return the resolutions by item, to be read aloud (อ่านมติทวน)."""
    said = []
    for item in snapshot.items:
        for number, made in enumerate(item.resolutions, 1):
            place = f"วาระ {item.number} มติ {thai_digits(number)} {made.outcome.label}"
            said.append([*lines((place, "bold")), *lines(made.text, indent=2)])
    return said or [lines(("ยังไม่มีมติ", "$text-muted"))]


class ClosingDialog(PromptDialog, inherit_bindings=False):
    """Asks for the times of start and end; returns them as typed, or None if the meeting continues.

    Arrow and page keys move through the rows above the fields. Enter on a missing part returns
    None, and `missing_part` is the part to open.
    """

    BINDINGS = bindings(*CLOSING_PAGE.commands)

    def __init__(self, snapshot: MeetingSnapshot, missing: Sequence[Missing], clock: time) -> None:
        opened = snapshot.opened_at or snapshot.starts_at
        super().__init__(
            "เลิกประชุม อ่านมติทวน ตรวจเวลา แล้วกด Enter",
            [
                PromptField("เริ่มประชุมเวลา", format_time(opened), check=parse_time),
                PromptField("เลิกประชุมเวลา", format_time(clock), check=parse_time),
            ],
            about=NEW,
        )
        self.missing_part: Missing | None = None
        read = [WrappedLines(tuple(each)) for each in read_back(snapshot)]
        self._first_missing = len(read) + 1
        self._missing = tuple(missing)
        self._read = [*read, *self._what_is_missing()]

    def _what_is_missing(self) -> list[WrappedLines]:
        if not self._missing:
            return []
        count = thai_digits(len(self._missing))
        heading = f"ยังขาด {count} แห่ง  ↑ ↓ ชี้แล้วกด Enter เพื่อไปแก้"
        rows = [lines((heading, "bold $text-warning"))]
        rows += [lines(f"✗ {each.sentence}", hanging=2) for each in self._missing]
        return [WrappedLines(tuple(row)) for row in rows]

    def compose_notes(self) -> ComposeResult:
        """Compose the resolutions and the missing parts, above the fields of the times."""
        yield RowList(id="closing-rows", classes="prompt-notes")

    def on_mount(self) -> None:
        """Show the rows and focus the first field."""
        self._rows.show(self._read)
        # No row is highlighted until the user moves to the rows.
        self._rows.highlighted = None
        super().on_mount()

    @property
    def _rows(self) -> RowList:
        return self.query_one(RowList)

    async def action_walk(self, motion: str) -> None:
        """Move through the rows by the list's action `motion`; below the last are the fields."""
        await self.wait_for_pending_keys()
        rows = self._rows
        last = rows.option_count - 1
        if rows.has_focus and motion == "cursor_down" and rows.highlighted == last:
            self._go_to(0)
            return
        was_there = rows.has_focus
        self.set_focus(rows)
        if not was_there:
            # Gaps are selected first: the resolutions above were read, or can be by moving up.
            below = self._first_missing if self._missing else 0
            rows.highlighted = last if motion == "cursor_up" else below
        if was_there or motion.startswith("page"):
            getattr(rows, f"action_{motion}")()

    async def action_next_field(self) -> None:
        """Go to the next field; on the row of a missing part, close in order to open that part."""
        await self.wait_for_pending_keys()
        if not self._rows.has_focus:
            await super().action_next_field()
            return
        place = (self._rows.highlighted or 0) - self._first_missing
        if 0 <= place < len(self._missing):
            self.missing_part = self._missing[place]
            self.dismiss(None)
        else:
            self._go_to(0)

    @on(OptionList.OptionSelected)
    async def _clicked(self) -> None:
        self.set_focus(self._rows)
        await self.action_next_field()

    async def action_other_field(self) -> None:
        """Go from the rows to the first field, or to the previous field."""
        await self.wait_for_pending_keys()
        if self._rows.has_focus:
            self._go_to(0)
        else:
            await super().action_other_field()


_NO_QUORUM = ("ปิดเพราะไม่ครบองค์ประชุม และนัดประชุมใหม่", "เริ่มหรือเลิกประชุมตามปกติ")


async def ask_without_quorum(
    controller: MeetingController, snapshot: MeetingSnapshot, clock: time
) -> bool:
    """Ask what to do without a quorum: close and set a new date, or continue.

    Returns whether the user chose to continue. Rule: Administrative Procedure Act, ม. ๗๙.
    """
    screen = controller.screen
    title = f"ไม่ครบองค์ประชุม {roll_label(snapshot.roll)}"
    chosen = await screen.app.push_screen_wait(ListDialog(title, _NO_QUORUM))
    if chosen != 0:
        return chosen == 1
    until = max(clock, snapshot.starts_at)
    fields = [
        PromptField("รอจนถึงเวลา", format_time(until), check=parse_time),
        PromptField(
            "นัดใหม่วันที่", check=day_or_nothing, hint="ภายใน ๑๔ วัน ใช้หนึ่งในสาม เว้นว่างถ้ายังไม่กำหนด"
        ),
        PromptField("เวลา", format_time(snapshot.starts_at), check=parse_time),
    ]

    async def close(answer: tuple[str, ...]) -> None:
        times = parse_time(answer[0]), day_or_nothing(answer[1]), parse_time(answer[2])
        await controller.store_now(close_for_want_of_quorum, controller.meeting_id, *times)

    await ask_and_do(screen, "ปิดเพราะไม่ครบองค์ประชุม", fields, close, controller.meeting_id)
    await _tell_again(controller)
    return False


async def ask_reconvening(controller: MeetingController) -> None:
    """Ask for date and time, and reconvene a meeting that failed for lack of a quorum.

    Rule: Administrative Procedure Act, ม. ๗๙ วรรคสอง.
    """
    if controller.snapshot is not None:
        flow = partial(_ask_reconvening, controller, controller.snapshot)
        await run_dialog_flow(controller.screen, flow)


async def _ask_reconvening(controller: MeetingController, snapshot: MeetingSnapshot) -> None:
    fields = [
        PromptField("วันที่", check=_day, hint="ภายใน ๑๔ วัน ใช้องค์ประชุมหนึ่งในสาม"),
        PromptField("เวลา", format_time(snapshot.starts_at), check=parse_time),
        PromptField("แจ้งหนึ่งในสาม", "ใช่", check=_yes, hint="หนังสือนัดระบุแล้ว: ใช่ / ไม่"),
    ]

    async def plan(answer: tuple[str, ...]) -> int:
        called = _day(answer[0]), parse_time(answer[1]), snapshot.venue, _yes(answer[2])
        meeting_id = controller.meeting_id
        return int(await controller.store_now(reconvene, meeting_id, *called))

    if await ask_and_do(controller.screen, "นัดประชุมใหม่เรื่องเดิม", fields, plan, NEW) is not None:
        await _tell_again(controller)


async def _tell_again(controller: MeetingController) -> None:
    """Show which meeting repeats this one, and what is still to be done here."""
    screen, snapshot = controller.screen, controller.snapshot
    told = await screen.call_or_show_error(told_again, controller.meeting_id)
    if not told or snapshot is None:
        return
    state = await screen.call_or_show_error(is_open, controller.meeting_id)
    rest = " ครั้งนี้ยังไม่ปิด กด F6 ปิดเพราะไม่ครบองค์ประชุม" if state else ""
    screen.show_message(told + rest)


def _day(text: str) -> date:
    return parse_date(text, date.today())


def _yes(text: str) -> bool:
    if text not in ("ใช่", "ไม่", "ไม่ใช่"):
        raise ValueError("พิมพ์ ใช่ ถ้าหนังสือนัดระบุว่าใช้องค์ประชุมหนึ่งในสาม หรือพิมพ์ ไม่")
    return text == "ใช่"


async def open_what_is_adopted(controller: MeetingController) -> None:
    """Open the minutes that the current item adopts; show a message if none wait for adoption.

    There A adopts them, and Escape returns here.
    """
    screen = controller.screen
    waiting = await screen.call(minutes_to_adopt, controller.meeting_id)
    if waiting is None:
        words = "ไม่มีรายงานการประชุมครั้งก่อนที่รอรับรอง บันทึกมติของระเบียบวาระนี้ได้ด้วย F4"
        screen.show_message(words)
        return
    await screen.wait_for_pending_keys()
    controller.typing.finish()
    await screen.open(InMeeting(waiting))


_WAYS = (Adoption.NEXT_MEETING, Adoption.SAME_MEETING, Adoption.CIRCULATION)


def adoption_way(text: str) -> Adoption:
    """Parse the number (1 to 3) of a manner of adoption. Raises ValueError with a Thai sentence."""
    number = number_answered(text)
    if number not in (1, 2, 3):
        raise ValueError("พิมพ์ ๑ (ครั้งต่อไป) ๒ (ครั้งเดียวกัน) หรือ ๓ (แจ้งเวียน)")
    return _WAYS[number - 1]
