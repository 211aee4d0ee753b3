"""The life of a meeting in its room: start, close, times, check, adopt, reopen, call again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from typing import Any

from textual import work

from kmtui.thai.dates import format_date, format_time, parse_date, parse_time
from kmtui.thai.digits import thai_digits
from models.checks.records.selection import RecordSelection
from models.checks.records.set_aside import GatedOperation
from models.committees.records import Role
from models.editing.cell_values import must_not_be_blank
from models.errors import KmError
from models.meetings.adoption import Adoption
from models.meetings.chairing import absence_of_chair, may_chair, take_chair, who_chairs
from models.meetings.records import MeetingState, start_meeting
from models.meetings.roll import Roll, RollEntry
from models.minutes.lifecycle import (
    Missing,
    MissingPart,
    add_correction,
    adopt_minutes,
    check_minutes,
    close_at,
    missing_before_closing,
    reopen_meeting,
    set_times,
)
from models.minutes.reconvening import reconvene
from screens.base.dialog_action import dialog_action
from screens.checks.error_gate import confirm_despite_errors
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptField, ask_and_do
from screens.editing.form_merge import Asked, Values, merging_value_store, try_store
from screens.minutes.closing import ClosingDialog
from screens.minutes.speaker_field import number_answered
from screens.minutes.wording import RoomWording
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_THE_CHAIR = 0  # in the list of who may chair: the chair of the committee after all
_ITSELF = "ประธานกรรมการเป็นประธานเอง"
_WAYS = (Adoption.NEXT_MEETING, Adoption.SAME_MEETING, Adoption.CIRCULATION)


class RoomLife(RoomWording):
    """The meeting room with the steps from planned to adopted."""

    @dialog_action
    async def ask_until_accepted(
        self,
        title: str,
        fields: Sequence[PromptField],
        operation: Callable[[tuple[str, ...]], object],
        under: Sequence[int] | None = None,
    ) -> None:
        """Ask for lines and hand them to an act, which the writer thread does.

        Where a rule refuses, the same is asked again with its sentence. An act `under` items of
        the agenda can be undone.
        """

        async def hand_over(answer: tuple[str, ...]) -> object:
            do: Callable[..., Future[Any]] = self.workspace.submit
            if under is not None:
                do = partial(self.kept, under=under)
            future = asyncio.wrap_future(do(operation, answer))
            self.track_operation(future)
            return await future

        await ask_and_do(self, title, fields, hand_over)

    async def action_start_or_close(self) -> None:
        """Stamp the start; once started, read the resolutions back, then close."""
        await self.wait_for_pending_keys()
        self.finish_typing()
        if self.snapshot is None or not self.check_editable():
            return
        clock = datetime.now().time().replace(second=0, microsecond=0)
        if self.snapshot.state == MeetingState.PLANNED:
            # Shown at once: the next key must not find a meeting that has not started.
            self.show_snapshot(replace(self.snapshot, state=MeetingState.OPEN, opened_at=clock))
            self.track_operation(self.submit(start_meeting, self.meeting_id, clock))
            self.show_message(f"เริ่มประชุมเวลา {format_time(clock)}")
            self.warn_of_chair()
            return
        missing = await self.call_or_show_error(missing_before_closing, self.meeting_id)
        if missing is not None:
            # A meeting that was opened again ended when it ended, not now.
            dialog = ClosingDialog(self.snapshot, missing, self.snapshot.closed_at or clock)
            await self.app.push_screen(
                dialog, lambda answer: self._close(answer, dialog.missing_part)
            )

    def _close(self, answer: tuple[str, ...] | None, wanted: Missing | None) -> None:
        if wanted is not None:
            self._mend(wanted)
        elif answer is not None:
            self._check_and_close(*map(parse_time, answer))

    @work
    async def _check_and_close(self, opened: time, closed: time) -> None:
        """Close the meeting where its records are right, or somebody says why all the same."""
        try:
            if not await confirm_despite_errors(
                self, GatedOperation.CLOSE, RecordSelection(meeting_id=self.meeting_id)
            ):
                return
        except KmError as refusal:
            self.show_error(refusal)
            return
        self.track_operation(self.submit(close_at, self.meeting_id, opened, closed))

    @work(exclusive=True, group="mend")
    async def _mend(self, missing: Missing) -> None:
        """Go where something that is missing can be mended."""
        if missing.spot == MissingPart.TIMES:
            await self.action_times()
        elif missing.spot == MissingPart.ROLL:
            await self.open_roll(missing.record_id)
        elif missing.spot == MissingPart.CHAIR:
            await self.action_chair()
        elif missing.spot == MissingPart.TASK:
            self.show_tasks(missing.record_id)
        else:
            self.go_to(missing.item_id, missing.record_id)

    async def open_roll(self, select: int | None = None) -> None:
        """Open the roll at one of its lines; the room above knows how."""
        raise NotImplementedError

    def show_tasks(self, select: int | None = None) -> None:
        """Show the tasks of this meeting; the room above knows how."""
        raise NotImplementedError

    # The chair

    def warn_of_chair(self) -> None:
        """Where the meeting is on without its chair, ask at once who chairs."""
        room = self.snapshot
        if room is not None and room.state == MeetingState.OPEN and room.roll.lacks_chair:
            self._ask_chair()

    @work(exclusive=True, group="mend")
    async def _ask_chair(self) -> None:
        await self.action_chair()

    @dialog_action
    async def action_chair(self) -> None:
        """Say who chairs the meeting in the stead of the committee's chair, and why."""
        if self.snapshot is None or not self.check_editable():
            return
        roll = self.snapshot.roll
        members = may_chair(roll)
        if not members:
            self.show_message("ยังไม่มีกรรมการที่มาประชุม เช็กชื่อก่อน (F2) แล้วเลือกประธานในที่ประชุม", "warning")
            return
        entries = [chair_entry(member) for member in members]
        if roll.stands_in is not None:
            entries.append(FilterEntry(_THE_CHAIR, CellRow(ListCell(_ITSELF))))
        seat = roll.by_role(Role.CHAIR)
        absent = f"{seat.name or 'ประธาน'} ไม่มาประชุม " if seat and roll.lacks_chair else ""
        title = f"{absent}ผู้ใดเป็นประธานในที่ประชุม"
        picked = await self.app.push_screen_wait(PickDialog(title, entries))
        if picked == _THE_CHAIR:
            await try_store(self, self._seating(roll)(((None, ""),)))
        elif picked is not None:
            await self._ask_why(picked, roll)

    def _seating(self, roll: Roll) -> Callable[[Values], Awaitable[None]]:
        """Gives the chair to a member for a reason, where nobody else has given it meanwhile."""
        names = {entry.attendance_id: entry.name for entry in roll.entries}
        before, who = roll.stands_in, self.workspace.who

        async def hand_over(act: Callable[..., None], *args: object) -> None:
            future = asyncio.wrap_future(self.workspace.submit(act, *args))
            self.track_operation(future)
            await future

        def words(chair: tuple[int | None, str]) -> str:
            taken_by, reason = chair
            return f"{names[taken_by]} {reason}".strip() if taken_by in names else _ITSELF

        return merging_value_store(
            self,
            [Asked("ประธานในที่ประชุม", words)],
            lambda: (who_chairs(self.meeting_id),),
            ((before.attendance_id, before.chair_reason) if before else (None, ""),),
            lambda chosen: take_chair(self.meeting_id, chosen[0][0], chosen[0][1], who),
            hand_over,
        )

    async def _ask_why(self, picked: int, roll: Roll) -> None:
        before, seat_them = roll.stands_in, self._seating(roll)
        same = before is not None and before.attendance_id == picked
        known = before.chair_reason if before is not None and same else absence_of_chair(roll)

        async def take(answer: tuple[str, ...]) -> None:
            await seat_them(((picked, answer[0]),))

        field = PromptField("เพราะประธาน", known, hint="เช่น ติดราชการ เว้นว่างได้")
        await ask_and_do(self, "เหตุที่ประธานไม่ได้เป็นประธานในที่ประชุม", [field], take)

    # Times, checking, adopting, reopening

    async def action_times(self) -> None:
        """Correct when the meeting began and, once it is over, when it ended."""
        if self.snapshot is None:
            return
        if self.snapshot.state == MeetingState.PLANNED:
            self.show_message("ยังไม่ได้เริ่มประชุม กด F6 เมื่อเริ่ม", "warning")
            return
        is_over = self.snapshot.state == MeetingState.CLOSED
        if not is_over and not self.check_editable():
            return
        opened = self.snapshot.opened_at or self.snapshot.starts_at
        fields = [PromptField("เริ่มประชุมเวลา", format_time(opened), check=parse_time)]
        if is_over and self.snapshot.closed_at is not None:
            ended = format_time(self.snapshot.closed_at)
            fields.append(PromptField("เลิกประชุมเวลา", ended, check=parse_time))

        def correct(answer: tuple[str, ...]) -> None:
            closed = parse_time(answer[1]) if len(answer) > 1 else None
            set_times(self.meeting_id, parse_time(answer[0]), closed, self.workspace.who)

        await self.ask_until_accepted("แก้เวลา", fields, correct)

    async def action_adopt(self) -> None:
        """Say that the minutes are checked, then that they are adopted, then what is corrected."""
        if self.snapshot is None:
            return
        if not self.snapshot.state.is_closed:
            self.show_message("ยังไม่เลิกประชุม ตรวจและรับรองรายงานได้หลังเลิกประชุม (F6)", "warning")
        elif self.snapshot.state == MeetingState.CLOSED:
            checked = replace(self.snapshot, state=MeetingState.CHECKED)
            self.show_snapshot(checked)
            self.track_operation(self.submit(check_minutes, self.meeting_id, self.workspace.who))
            self.show_message("บันทึกว่าตรวจรายงานการประชุมแล้ว กด A อีกครั้งเมื่อที่ประชุมรับรอง")
        elif self.snapshot.state == MeetingState.CHECKED:
            await self._ask_adoption()
        else:
            fields = [PromptField("ข้อแก้ไข", check=must_not_be_blank)]
            await self.ask_until_accepted("แก้ไขรายงานที่รับรองแล้ว", fields, self._correct)

    async def _ask_adoption(self) -> None:
        fields = [
            PromptField("รับรองเมื่อ", format_date(date.today()), check=_date),
            PromptField("วิธี ๑ ๒ หรือ ๓", "๑", check=_way),
            PromptField("แก้ไขข้อความ", hint="คั่นแต่ละข้อด้วย ; เว้นว่างถ้าไม่มี"),
        ]
        title = "รับรองรายงาน: ๑ ประชุมครั้งต่อไป ๒ ครั้งเดียวกัน ๓ แจ้งเวียน"
        await self.ask_until_accepted(title, fields, self._adopt)

    def _adopt(self, answer: tuple[str, ...]) -> None:
        corrections = tuple(part.strip() for part in answer[2].split(";") if part.strip())
        on, how, who = _date(answer[0]), _way(answer[1]), self.workspace.who
        adopt_minutes(self.meeting_id, on, how, corrections, who=who)

    def _correct(self, answer: tuple[str, ...]) -> None:
        add_correction(self.meeting_id, answer[0], self.workspace.who)

    async def action_reopen(self) -> None:
        """Open a closed meeting again, with a reason that is kept."""
        if self.snapshot is None:
            return
        if not self.snapshot.state.is_closed:
            self.show_message("การประชุมยังไม่เลิก แก้ไขได้อยู่แล้ว", "warning")
            return
        fields = [PromptField("เหตุผล", check=must_not_be_blank)]
        await self.ask_until_accepted("เปิดการประชุมที่เลิกแล้วเพื่อแก้ไข", fields, self._reopen)

    def _reopen(self, answer: tuple[str, ...]) -> None:
        reopen_meeting(self.meeting_id, answer[0], self.workspace.who)

    async def action_reconvene(self) -> None:
        """Plan the meeting that takes up again what this one could not for lack of a quorum."""
        if self.snapshot is None:
            return
        place = self.snapshot.venue
        fields = [
            PromptField("วันที่", check=_date, hint="ภายใน ๑๔ วัน ใช้องค์ประชุมหนึ่งในสาม"),
            PromptField("เวลา", format_time(self.snapshot.starts_at), check=parse_time),
            PromptField("แจ้งหนึ่งในสาม", "ใช่", check=_yes, hint="หนังสือนัดระบุแล้ว: ใช่ / ไม่"),
        ]

        def plan(answer: tuple[str, ...]) -> None:
            day, at = _date(answer[0]), parse_time(answer[1])
            reconvene(self.meeting_id, day, at, place, _yes(answer[2]))

        await self.ask_until_accepted("นัดประชุมใหม่เรื่องเดิม", fields, plan)


def chair_entry(member: RollEntry) -> FilterEntry:
    """A member who may chair, by office or by election."""
    by_office = member.role == Role.VICE_CHAIR
    how = "รองประธาน ทำหน้าที่ประธาน" if by_office else "ที่ประชุมเลือก"
    row = CellRow(ListCell(f"{thai_digits(member.number)} {member.name}"), ListCell(how, 26))
    return FilterEntry(member.attendance_id, row, member.title)


def _date(text: str) -> date:
    return parse_date(text, date.today())


def _yes(text: str) -> bool:
    if text not in ("ใช่", "ไม่", "ไม่ใช่"):
        raise ValueError("พิมพ์ ใช่ ถ้าหนังสือนัดระบุว่าใช้องค์ประชุมหนึ่งในสาม หรือพิมพ์ ไม่")
    return text == "ใช่"


def _way(text: str) -> Adoption:
    number = number_answered(text)
    if number not in (1, 2, 3):
        raise ValueError("พิมพ์ ๑ (ครั้งต่อไป) ๒ (ครั้งเดียวกัน) หรือ ๓ (แจ้งเวียน)")
    return _WAYS[number - 1]
