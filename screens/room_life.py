"""The life of a meeting in its room: start, close, times, check, adopt, reopen, call again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from kmtui.thai.dates import format_date, format_time, parse_date, parse_time
from models.errors import KmError
from models.home import must_have_words
from models.lifecycle import (
    Adoption,
    add_correction,
    adopt_minutes,
    check_minutes,
    missing_before_closing,
    reopen_meeting,
    set_times,
)
from models.meetings import MeetingState, close_meeting, start_meeting
from models.notice import reconvene
from screens.closing import ClosingDialog
from screens.prompt import Field, PromptDialog
from screens.room_editing import RoomEditing
from screens.speaker_field import number_answered

_WAYS = (Adoption.NEXT_MEETING, Adoption.SAME_MEETING, Adoption.CIRCULATION)


class RoomLife(RoomEditing):
    """The meeting room with the steps from planned to adopted."""

    def ask_until_accepted(
        self, title: str, fields: Sequence[Field], act: Callable[[tuple[str, ...]], object]
    ) -> None:
        """Ask for lines and hand them to an act, which the writer thread does.

        Where a rule refuses, its sentence is shown and the same is asked again, the words kept.
        """

        def answered(answer: tuple[str, ...] | None) -> None:
            if answer is not None:
                kept = [replace(f, value=text) for f, text in zip(fields, answer, strict=True)]
                future = self.do(act, answer)
                future.add_done_callback(lambda done: done_or_refused(done, kept))
                self.act(future)

        def done_or_refused(done: asyncio.Future[object], kept: list[Field]) -> None:
            if not done.cancelled() and isinstance(done.exception(), KmError):
                self.ask_until_accepted(title, kept, act)

        self.app.push_screen(PromptDialog(title, fields), answered)

    async def action_start_or_close(self) -> None:
        """Stamp the start; once started, read the resolutions back, then close."""
        await self.settle()
        self.finish_typing()
        if self.room is None or not self.may_change():
            return
        clock = datetime.now().time().replace(second=0, microsecond=0)
        if self.room.state == MeetingState.PLANNED:
            # Shown at once: the next key must not find a meeting that has not started.
            self.show_room(replace(self.room, state=MeetingState.OPEN, opened_at=clock))
            self.act(self.do(start_meeting, self.meeting_id, clock))
            self.tell(f"เริ่มประชุมเวลา {format_time(clock)}")
            return
        missing = await self.attempt(missing_before_closing, self.meeting_id)
        if missing is not None:
            # A meeting that was opened again ended when it ended, not now.
            dialog = ClosingDialog(self.room, missing, self.room.closed_at or clock)
            await self.app.push_screen(dialog, self._close)

    def _close(self, answer: tuple[str, ...] | None) -> None:
        if answer is not None:
            opened, closed = map(parse_time, answer)
            self.do(set_times, self.meeting_id, opened, None)
            self.act(self.do(close_meeting, self.meeting_id, closed))

    def action_times(self) -> None:
        """Correct when the meeting began and, once it is over, when it ended."""
        if self.room is None:
            return
        if self.room.state == MeetingState.PLANNED:
            self.tell("ยังไม่ได้เริ่มประชุม กด F6 เมื่อเริ่ม", "warning")
            return
        is_over = self.room.state == MeetingState.CLOSED
        if not is_over and not self.may_change():
            return
        opened = self.room.opened_at or self.room.starts_at
        fields = [Field("เริ่มประชุมเวลา", format_time(opened), check=parse_time)]
        if is_over and self.room.closed_at is not None:
            ended = format_time(self.room.closed_at)
            fields.append(Field("เลิกประชุมเวลา", ended, check=parse_time))

        def correct(answer: tuple[str, ...]) -> None:
            closed = parse_time(answer[1]) if len(answer) > 1 else None
            set_times(self.meeting_id, parse_time(answer[0]), closed, self.office.who)

        self.ask_until_accepted("แก้เวลา", fields, correct)

    def action_adopt(self) -> None:
        """Say that the minutes are checked, then that they are adopted, then what is corrected."""
        if self.room is None:
            return
        if not self.room.state.is_closed:
            self.tell("ยังไม่เลิกประชุม ตรวจและรับรองรายงานได้หลังเลิกประชุม (F6)", "warning")
        elif self.room.state == MeetingState.CLOSED:
            checked = replace(self.room, state=MeetingState.CHECKED)
            self.show_room(checked)
            self.act(self.do(check_minutes, self.meeting_id, self.office.who))
            self.tell("บันทึกว่าตรวจรายงานการประชุมแล้ว กด A อีกครั้งเมื่อที่ประชุมรับรอง")
        elif self.room.state == MeetingState.CHECKED:
            self._ask_adoption()
        else:
            fields = [Field("ข้อแก้ไข", check=must_have_words)]
            self.ask_until_accepted("แก้ไขรายงานที่รับรองแล้ว", fields, self._correct)

    def _ask_adoption(self) -> None:
        fields = [
            Field("รับรองเมื่อ", format_date(date.today()), check=_date),
            Field("วิธี ๑ ๒ หรือ ๓", "๑", check=_way),
            Field("แก้ไขข้อความ", hint="คั่นแต่ละข้อด้วย ; เว้นว่างถ้าไม่มี"),
        ]
        title = "รับรองรายงาน: ๑ ประชุมครั้งต่อไป ๒ ครั้งเดียวกัน ๓ แจ้งเวียน"
        self.ask_until_accepted(title, fields, self._adopt)

    def _adopt(self, answer: tuple[str, ...]) -> None:
        corrections = tuple(part.strip() for part in answer[2].split(";") if part.strip())
        on, how, who = _date(answer[0]), _way(answer[1]), self.office.who
        adopt_minutes(self.meeting_id, on, how, corrections, who=who)

    def _correct(self, answer: tuple[str, ...]) -> None:
        add_correction(self.meeting_id, answer[0], self.office.who)

    def action_reopen(self) -> None:
        """Open a closed meeting again, with a reason that is kept."""
        if self.room is None:
            return
        if not self.room.state.is_closed:
            self.tell("การประชุมยังไม่เลิก แก้ไขได้อยู่แล้ว", "warning")
            return
        fields = [Field("เหตุผล", check=must_have_words)]
        self.ask_until_accepted("เปิดการประชุมที่เลิกแล้วเพื่อแก้ไข", fields, self._reopen)

    def _reopen(self, answer: tuple[str, ...]) -> None:
        reopen_meeting(self.meeting_id, answer[0], self.office.who)

    def action_reconvene(self) -> None:
        """Plan the meeting that takes up again what this one could not for lack of a quorum."""
        if self.room is None:
            return
        place = self.room.place
        fields = [
            Field("วันที่", check=_date, hint="ภายใน ๑๔ วัน ใช้องค์ประชุมหนึ่งในสาม"),
            Field("เวลา", format_time(self.room.starts_at), check=parse_time),
            Field("แจ้งหนึ่งในสาม", "ใช่", hint="หนังสือนัดระบุแล้ว: ใช่ / ไม่"),
        ]

        def plan(answer: tuple[str, ...]) -> None:
            day, at = _date(answer[0]), parse_time(answer[1])
            reconvene(self.meeting_id, day, at, place, answer[2] == "ใช่")

        self.ask_until_accepted("นัดประชุมใหม่เรื่องเดิม", fields, plan)


def optional_date(text: str) -> date | None:
    """The day as a person types it; None where nothing is typed. Raises DateError."""
    return _date(text) if text else None


def _date(text: str) -> date:
    return parse_date(text, date.today())


def _way(text: str) -> Adoption:
    number = number_answered(text)
    if number not in (1, 2, 3):
        raise ValueError("พิมพ์ ๑ (ครั้งต่อไป) ๒ (ครั้งเดียวกัน) หรือ ๓ (แจ้งเวียน)")
    return _WAYS[number - 1]
