"""Planning a meeting and recording when its members were told, dialog by dialog."""

from __future__ import annotations

from datetime import date, timedelta

from kmtui.thai.dates import DateError, format_date, parse_date, parse_time
from kmtui.thai.digits import thai_digits
from models.errors import KmError
from models.home import (
    CommitteeChoice,
    Plannable,
    plan_with_agenda,
    read_plannable,
)
from models.notice import NOTICE_DAYS, set_notice
from models.room import read_room
from screens.base import KmScreen
from screens.prompt import Field, PromptDialog, ask_and_do
from screens.widgets.dialogs import ListDialog

Screen = KmScreen[None]

_NO_COMMITTEE = "ยังไม่มีคณะกรรมการในข้อมูลนี้ ต้องมีคำสั่งแต่งตั้งคณะกรรมการก่อนจึงนัดประชุมได้"


async def plan(screen: Screen) -> int | None:
    """Ask for committee, day, time, place and day of notice; the id of the planned meeting."""
    today = date.today()
    plannable = await screen.attempt(read_plannable, today)
    if plannable is None:
        return None
    committee = await _choose_committee(screen, plannable)
    if committee is None:
        return None

    async def store(answer: tuple[str, ...]) -> int:
        held_on, starts_at = parse_date(answer[0], today), parse_time(answer[1])
        place, told = answer[2], answer[3]
        planned = await screen.ask(
            plan_with_agenda, committee.committee_id, held_on, starts_at, place
        )
        if told:
            await _record(screen, planned, parse_date(told, today))
        return planned

    fields = _plan_fields(plannable.place, today)
    return await ask_and_do(screen, _plan_title(committee), fields, store)


async def ask_notice(screen: Screen, meeting_id: int, label: str) -> None:
    """Ask when the members were told; where that was late, ask why in a hurry."""
    today = date.today()
    field = _notice_field(today, format_date(today))
    title = f"แจ้งนัดประชุมครั้งที่ {label}"
    answer = await screen.app.push_screen_wait(PromptDialog(title, [field]))
    if answer is None:
        return
    if answer[0]:
        await _record(screen, meeting_id, parse_date(answer[0], today))
    else:
        await screen.attempt(set_notice, meeting_id, None)


async def _record(screen: Screen, meeting_id: int, told_on: date) -> None:
    try:
        await screen.ask(set_notice, meeting_id, told_on)
        room = await screen.ask(read_room, meeting_id)
    except KmError as error:
        screen.complain(error)
        return
    if not room.notice_warning:
        screen.tell(f"บันทึกแล้วว่าแจ้งนัดเมื่อ {format_date(told_on)}")
        return
    screen.tell(room.notice_warning, "warning")
    ask = PromptDialog(room.notice_warning, [Field("เหตุเร่งด่วน", hint="เว้นว่างได้ แล้วคำเตือนจะยังอยู่")])
    answer = await screen.app.push_screen_wait(ask)
    if answer is not None and answer[0]:
        await screen.attempt(set_notice, meeting_id, told_on, answer[0])


async def _choose_committee(screen: Screen, plannable: Plannable) -> CommitteeChoice | None:
    committees = plannable.committees
    if not committees:
        screen.complain(KmError(_NO_COMMITTEE))
        return None
    if len(committees) == 1:
        return committees[0]
    names = [each.name for each in committees]
    at = await screen.app.push_screen_wait(ListDialog("นัดประชุมของคณะใด", names))
    return None if at is None else committees[at]


def _plan_title(committee: CommitteeChoice) -> str:
    return f"นัดประชุม {committee.name}\nครั้งถัดไปที่ว่าง ครั้งที่ {committee.next_label}"


def _plan_fields(place: str, today: date) -> list[Field]:
    async def notice_by(typed: str) -> str:
        try:
            day = parse_date(typed, today) - timedelta(days=NOTICE_DAYS)
        except DateError:
            return ""
        return f"แจ้งนัดภายใน {format_date(day)} (ล่วงหน้า {thai_digits(NOTICE_DAYS)} วัน)"

    day = Field("วันที่", "", lambda text: parse_date(text, today), "เช่น 22/9/63", notice_by)
    return [
        day,
        Field("เวลา", check=parse_time, hint="เช่น 9.30"),
        Field("สถานที่", place),
        _notice_field(today),
    ]


def _notice_field(today: date, value: str = "") -> Field:
    return Field(
        "แจ้งนัดเมื่อ",
        value,
        check=lambda text: parse_date(text, today) if text else None,
        hint="เว้นว่างถ้ายังไม่ได้แจ้ง",
    )
