"""The dialogs for planning a meeting and recording its notice."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import date, timedelta

from kmtui.thai.dates import buddhist_year, format_date, format_time, parse_date, parse_time
from kmtui.thai.digits import thai_digits
from kmtui.thai.when.typed import DateError
from models.editing.cell_values import day_from, day_text, time_text
from models.editing.optimistic_lock import Texts, field_reader
from models.editing.record_kind import cleaned
from models.errors import KmError, Refused
from models.home.overview import (
    CommitteeChoice,
    Plannable,
    next_number_of,
    plan_with_agenda,
    read_plannable,
)
from models.meetings.notice import (
    MEETING_KIND,
    NOTICE_DAYS,
    Appointment,
    move_meeting,
    read_appointment,
    set_notice,
    set_urgency,
)
from models.minutes.snapshot import read_meeting_snapshot
from models.office.locations import OrderList
from screens.base.screen import AnyScreen
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.prompt import NEW, PromptDialog, PromptField, ask_and_do, number_or_nothing
from screens.editing.form_merge import merging_field_store, merging_store, try_store

_NO_COMMITTEE = (
    "ยังไม่มีคณะกรรมการที่ออกคำสั่งแล้ว จึงยังนัดประชุมไม่ได้\n"
    "ไปร่างหรือออกคำสั่งแต่งตั้งที่จอ คณะกรรมการและคำสั่ง หรือไม่ กด Esc ที่นั่นเพื่อกลับมา"
)


async def plan(screen: AnyScreen) -> int | None:
    """Ask for committee, date, time, venue, notice and number, and plan the meeting.

    Asks for the reason if the notice is short. Returns the meeting's id; None if the user cancels
    or there is no committee with an issued order.
    """
    today = date.today()
    plannable = await screen.call_or_show_error(read_plannable, today)
    if plannable is None:
        return None
    committee = await _choose_committee(screen, plannable)
    if committee is None:
        return None

    async def store(answer: tuple[str, ...]) -> int | None:
        planned = await _plan(screen, committee.committee_id, answer, today)
        if planned is not None and answer[3]:
            told_on = parse_date(answer[3], today)
            storing = screen.call(set_notice, planned, told_on)
            await _record(screen, planned, told_on, storing)
        return planned

    fields = _plan_fields(plannable.venue, today)
    return await ask_and_do(screen, _plan_title(committee), fields, store, NEW)


async def _plan(
    screen: AnyScreen, committee_id: int, answer: tuple[str, ...], today: date
) -> int | None:
    """Plan the meeting, after confirmation if the number leaves a gap; return its id.

    Raises:
        KmError: as raised by `plan_with_agenda`; Refused if the user does not confirm the gap.
    """
    held_on, starts_at, number = parse_date(answer[0], today), parse_time(answer[1]), None
    gap = False
    if answer[4]:
        number, year = number_or_nothing(answer[4]), buddhist_year(held_on)
        free, is_first = await screen.call(next_number_of, committee_id, year)
        gap = number is not None and number > free and not is_first
        if gap and not await _skips(screen, f"{number}/{year}", f"{free}/{year}"):
            raise Refused(thai_digits(f"ยังไม่ได้นัด ครั้งที่ ว่างถัดไปคือ {free}/{year} แก้หรือเว้นว่างไว้"))
    return await screen.call(
        plan_with_agenda, committee_id, held_on, starts_at, answer[2], number, gap
    )


async def _skips(screen: AnyScreen, given: str, following: str) -> bool:
    question = thai_digits(f"ครั้งที่ {given} ข้ามครั้งถัดไปคือ {following}\nครั้งระหว่างนั้นประชุมแล้วใช่หรือไม่")
    ask = ConfirmDialog(question, yes="ใช่ ใช้เลขนี้", no="ไม่ใช่", danger=True)
    sure: bool = await screen.app.push_screen_wait(ask)
    return sure


async def ask_notice(screen: AnyScreen, meeting_id: int, label: str) -> None:
    """Ask for date and letter of the notice, and for the reason if the notice was short."""
    today = date.today()
    known = await screen.call_or_show_error(read_appointment, meeting_id)
    if known is None:
        return
    fields = _told_fields(known, today)
    title = f"แจ้งนัดประชุมครั้งที่ {label}"
    answer = await screen.app.push_screen_wait(PromptDialog(title, fields, about=meeting_id))
    if answer is None:
        return
    cells = {
        "notified_on": day_text(known.notified_on),
        "invitation_number": known.invitation_number,
        "urgency_reason": known.urgency_reason,
    }

    def store(texts: Texts) -> None:
        set_notice(meeting_id, day_from(texts[0]), texts[2], texts[1])

    act = merging_field_store(screen, MEETING_KIND, meeting_id, cells, store)
    told_on = parse_date(answer[0], today) if answer[0] else None
    number, *reason = map(cleaned, answer[1:])
    await _record(screen, meeting_id, told_on, act((day_text(told_on), number, "".join(reason))))


def _told_fields(known: Appointment, today: date) -> list[PromptField]:
    """Return the form fields of the notice: date, letter, and the reason of urgency if any."""
    fields = [
        _notice_field(today, format_date(known.notified_on or today)),
        PromptField("เลขที่หนังสือ", known.invitation_number, hint="เลขของหนังสือเชิญ เว้นว่าง = เว้นไว้เขียน"),
    ]
    if known.urgency_reason:
        fields.append(PromptField("เหตุเร่งด่วน", known.urgency_reason, hint="เว้นว่างถ้าไม่เร่งด่วนแล้ว"))
    return fields


async def _record(
    screen: AnyScreen, meeting_id: int, told_on: date | None, storing: Awaitable[None]
) -> None:
    """Await `storing`, which stores the notice; if it was short, ask for the reason."""
    try:
        await storing
        if told_on is None:
            return
        room = await screen.call(read_meeting_snapshot, meeting_id)
    except KmError as error:
        screen.show_error(error)
        return
    if not room.notice_warning:
        screen.show_message(f"บันทึกแล้วว่าแจ้งนัดเมื่อ {format_date(told_on)}")
        return
    screen.show_message(room.notice_warning, "warning")
    ask = PromptDialog(
        room.notice_warning,
        [PromptField("เหตุเร่งด่วน", hint="เว้นว่างได้ แล้วคำเตือนจะยังอยู่")],
        about=meeting_id,
    )
    answer = await screen.app.push_screen_wait(ask)
    if answer is not None and answer[0]:
        store = merging_field_store(
            screen,
            MEETING_KIND,
            meeting_id,
            {"urgency_reason": ""},
            lambda texts: set_urgency(meeting_id, texts[0]),
        )
        await try_store(screen, store((cleaned(answer[0]),)))


async def ask_move(screen: AnyScreen, meeting_id: int) -> None:
    """Ask for another date, time or venue of a meeting that has not begun, and store it."""
    today = date.today()
    known = await screen.call_or_show_error(read_appointment, meeting_id)
    if known is None:
        return

    def store(texts: Texts) -> bool:
        held_on, starts_at = parse_date(texts[0], today), parse_time(texts[1])
        return move_meeting(meeting_id, held_on, starts_at, texts[2])

    fields = _appointment_fields(known, today)
    act = merging_store(
        screen,
        [field.label for field in fields],
        field_reader(MEETING_KIND, meeting_id, "held_on", "starts_at", "place"),
        (day_text(known.held_on), time_text(known.starts_at), known.venue),
        store,
    )

    async def move(answer: tuple[str, ...]) -> bool:
        held_on, starts_at = parse_date(answer[0], today), parse_time(answer[1])
        return await act((day_text(held_on), time_text(starts_at), answer[2].strip()))

    title = f"เลื่อนนัดประชุมครั้งที่ {known.label}"
    moved = await ask_and_do(screen, title, fields, move, meeting_id)
    if not moved:
        return
    now = await screen.call_or_show_error(read_appointment, meeting_id)
    if now is not None:
        renumbered = f" เป็นครั้งที่ {now.label}" if now.label != known.label else ""
        screen.show_message(f"เลื่อนนัดแล้ว{renumbered} แจ้งกรรมการใหม่ แล้วกด F4 บันทึกวันที่แจ้ง")


def _appointment_fields(known: Appointment, today: date) -> list[PromptField]:
    return [
        _day_field(today, format_date(known.held_on)),
        PromptField("เวลา", format_time(known.starts_at), check=parse_time, hint="เช่น 9.30"),
        PromptField("สถานที่", known.venue),
    ]


async def _choose_committee(screen: AnyScreen, plannable: Plannable) -> CommitteeChoice | None:
    committees = plannable.committees
    if not committees:
        if await screen.app.push_screen_wait(ConfirmDialog(_NO_COMMITTEE, yes="ไปที่คำสั่ง")):
            await screen.open(OrderList())
        return None
    if len(committees) == 1:
        return committees[0]
    names = [each.name for each in committees]
    at = await screen.app.push_screen_wait(ListDialog("นัดประชุมของคณะใด", names))
    return None if at is None else committees[at]


def _plan_title(committee: CommitteeChoice) -> str:
    return f"นัดประชุม {committee.name}\nครั้งถัดไปที่ว่าง ครั้งที่ {committee.next_label}"


def _plan_fields(place: str, today: date) -> list[PromptField]:
    return [
        _day_field(today),
        PromptField("เวลา", check=parse_time, hint="เช่น 9.30"),
        PromptField("สถานที่", place),
        _notice_field(today),
        PromptField("ครั้งที่", check=number_or_nothing, hint="เว้นว่าง = ครั้งถัดไปที่ว่าง"),
    ]


def _day_field(today: date, value: str = "") -> PromptField:
    async def notice_by(typed: str) -> str:
        try:
            day = parse_date(typed, today) - timedelta(days=NOTICE_DAYS)
        except DateError:
            return ""
        return f"แจ้งนัดภายใน {format_date(day)} (ล่วงหน้า {thai_digits(NOTICE_DAYS)} วัน)"

    return PromptField("วันที่", value, lambda text: parse_date(text, today), "เช่น 22/9/63", notice_by)


def _notice_field(today: date, value: str = "") -> PromptField:
    return PromptField(
        "แจ้งนัดเมื่อ",
        value,
        check=lambda text: parse_date(text, today) if text else None,
        hint="เว้นว่างถ้ายังไม่ได้แจ้ง",
    )
