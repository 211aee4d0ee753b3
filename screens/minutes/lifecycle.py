"""The lifecycle of a meeting in its room: start, close, times, check, adopt, reopen, reconvene."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time
from functools import partial

from msgspec.structs import replace

from kmtui.thai.dates import format_date, format_time, parse_date, parse_time
from kmtui.thai.digits import thai_digits
from models.checks.records.selection import RecordSelection
from models.checks.records.set_aside import GatedOperation
from models.committees.agenda_templates import ItemKind
from models.committees.records import Role
from models.editing.cell_values import must_not_be_blank
from models.errors import KmError
from models.meetings.adoption import asked_correction, meeting_that_adopts
from models.meetings.chairing import absence_of_chair, may_chair, take_chair, who_chairs
from models.meetings.notice import move_meeting
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
from models.minutes.snapshot import MeetingSnapshot
from screens.base.dialog_action import run_dialog_flow, start_dialog_flow
from screens.checks.error_gate import confirm_despite_errors
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptField, ask_and_do
from screens.editing.form_merge import Asked, Values, merging_value_store, try_store
from screens.meetings.electronic import ask_electronic
from screens.meetings.roll import RollScreen
from screens.minutes.closing import (
    ClosingDialog,
    adoption_way,
    ask_without_quorum,
    open_what_is_adopted,
)
from screens.minutes.controller import MeetingController
from screens.minutes.speaker_field import numbers_answered
from screens.minutes.structure_edits import ask_until_accepted
from screens.minutes.tasks_and_votes import show_tasks
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_THE_CHAIR = 0  # in the list of who may chair: the chair of the committee after all
_ITSELF = "ประธานกรรมการเป็นประธานเอง"

Answer = tuple[str, ...]


async def open_roll(controller: MeetingController, select: int | None = None) -> None:
    """Open the roll, with the entry `select` (attendance id) selected if given.

    On return, ask who presides if the meeting has begun without its chair.
    """

    def back(roll: Roll | None) -> None:
        if roll is not None and controller.snapshot is not None:
            controller.show_snapshot(replace(controller.snapshot, roll=roll))
            _warn_of_chair(controller)
        controller.loader.refresh()

    if controller.snapshot is not None:
        await controller.screen.app.push_screen(RollScreen(controller.snapshot, select), back)


def _warn_of_chair(controller: MeetingController) -> None:
    """Ask for the presiding member if the meeting has begun without its chair."""
    snapshot = controller.snapshot
    if snapshot is not None and snapshot.state == MeetingState.OPEN and snapshot.roll.lacks_chair:
        start_dialog_flow(controller.screen, partial(ask_chair, controller), "mend")


async def ask_chair(controller: MeetingController) -> None:
    """Ask who presides instead of the committee's chair, and why, and store the answer.

    Returns when the dialog is open.
    """
    await run_dialog_flow(controller.screen, partial(_choose_chair, controller))


async def _choose_chair(controller: MeetingController) -> None:
    if controller.snapshot is None or not controller.check_editable():
        return
    screen, roll = controller.screen, controller.snapshot.roll
    members = may_chair(roll)
    if not members:
        words = "ยังไม่มีกรรมการที่มาประชุม เช็กชื่อก่อน (F2) แล้วเลือกประธานในที่ประชุม"
        screen.show_message(words, "warning")
        return
    entries = [chair_entry(member) for member in members]
    if roll.stands_in is not None:
        entries.append(FilterEntry(_THE_CHAIR, CellRow(ListCell(_ITSELF))))
    seat = roll.by_role(Role.CHAIR)
    absent = f"{seat.name or 'ประธาน'} ไม่มาประชุม " if seat and roll.lacks_chair else ""
    title = f"{absent}ผู้ใดเป็นประธานในที่ประชุม"
    picked = await screen.app.push_screen_wait(PickDialog(title, entries))
    if picked == _THE_CHAIR:
        await try_store(screen, _seating(controller, roll)(((None, ""),)))
    elif picked is not None:
        await _ask_why(controller, picked, roll)


def _seating(controller: MeetingController, roll: Roll) -> Callable[[Values], Awaitable[None]]:
    """Return a function that stores the presiding member, merged with another user's choice."""
    names = {entry.attendance_id: entry.name for entry in roll.entries}
    before = roll.stands_in

    def words(chair: tuple[int | None, str]) -> str:
        taken_by, reason = chair
        return f"{names[taken_by]} {reason}".strip() if taken_by in names else _ITSELF

    return merging_value_store(
        controller.screen,
        [Asked("ประธานในที่ประชุม", words)],
        lambda: (who_chairs(controller.meeting_id),),
        ((before.attendance_id, before.chair_reason) if before else (None, ""),),
        lambda chosen: take_chair(controller.meeting_id, chosen[0][0], chosen[0][1]),
        controller.store_now,
    )


async def _ask_why(controller: MeetingController, picked: int, roll: Roll) -> None:
    before, seat_them = roll.stands_in, _seating(controller, roll)
    same = before is not None and before.attendance_id == picked
    known = before.chair_reason if before is not None and same else absence_of_chair(roll)

    async def take(answer: Answer) -> None:
        await seat_them(((picked, answer[0]),))

    field = PromptField("เพราะประธาน", known, hint="เช่น ติดราชการ เว้นว่างได้")
    title = "เหตุที่ประธานไม่ได้เป็นประธานในที่ประชุม"
    await ask_and_do(controller.screen, title, [field], take, picked)


async def start_or_close(controller: MeetingController) -> None:
    """Start the meeting now; in a started one, show the resolutions to read aloud, then close it.

    If the quorum is lacking and nothing was resolved, first asks whether to close for that reason;
    before the day of the meeting, asks whether to start.
    """
    screen, snapshot = controller.screen, controller.snapshot
    if snapshot is None or not controller.check_editable():
        return
    clock = datetime.now().time().replace(second=0, microsecond=0)
    if snapshot.lacked_quorum and not any(item.resolutions for item in snapshot.items):
        await run_dialog_flow(screen, partial(_without_quorum, controller, snapshot, clock))
        return
    await _start_or_close(controller, snapshot, clock)


async def _without_quorum(
    controller: MeetingController, snapshot: MeetingSnapshot, clock: time
) -> None:
    if await ask_without_quorum(controller, snapshot, clock):
        await _start_or_close(controller, snapshot, clock)


async def _start_or_close(
    controller: MeetingController, snapshot: MeetingSnapshot, clock: time
) -> None:
    screen = controller.screen
    if snapshot.state == MeetingState.PLANNED:
        if snapshot.held_on > date.today():
            await run_dialog_flow(screen, partial(_ask_early_start, controller, clock))
        else:
            _start(controller, clock)
        return
    missing = await screen.call_or_show_error(missing_before_closing, controller.meeting_id)
    if missing is None:
        return
    # A meeting that was opened again ended when it ended, not now.
    dialog = ClosingDialog(snapshot, missing, snapshot.closed_at or clock)

    def answered(answer: Answer | None) -> None:
        if dialog.missing_part is not None:
            start_dialog_flow(screen, partial(_mend, controller, dialog.missing_part), "mend")
        elif answer is not None:
            flow = partial(_check_and_close, controller, *map(parse_time, answer))
            start_dialog_flow(screen, flow, "close")

    await screen.app.push_screen(dialog, answered)


def _start(controller: MeetingController, clock: time) -> None:
    assert controller.snapshot is not None
    # Shown at once: the next key must not find a meeting that has not started.
    started = replace(controller.snapshot, state=MeetingState.OPEN, opened_at=clock)
    controller.show_snapshot(started)
    controller.store(start_meeting, controller.meeting_id, clock)
    words = f"เริ่มประชุมเวลา {format_time(clock)}"
    if started.held_on < date.today():
        words += " (เวลาขณะนี้ การประชุมที่ผ่านมาแล้ว กด T แก้เวลา)"
    controller.screen.show_message(words)
    _warn_of_chair(controller)


async def _ask_early_start(controller: MeetingController, clock: time) -> None:
    """Ask for confirmation before the day of the meeting, or offer to move it to today."""
    screen, snapshot, today = controller.screen, controller.snapshot, date.today()
    assert snapshot is not None
    ask = ListDialog(
        f"ครั้งที่ {snapshot.label} นัดไว้ {format_date(snapshot.held_on)} วันนี้ {format_date(today)}",
        ["ยังไม่เริ่มประชุม", "เริ่มวันนี้ และแก้วันประชุมเป็นวันนี้", "เริ่มเดี๋ยวนี้ แต่คงวันประชุมเดิมไว้"],
    )
    chosen = await screen.app.push_screen_wait(ask)
    if not chosen:
        screen.show_message("ยังไม่ได้เริ่มประชุม")
        return
    if chosen == 1:
        hour, venue = snapshot.starts_at, snapshot.venue
        try:
            await controller.store_now(move_meeting, controller.meeting_id, today, hour, venue)
        except KmError as refusal:
            screen.show_error(refusal)
            return
    _start(controller, clock)


async def _check_and_close(controller: MeetingController, opened: time, closed: time) -> None:
    """Close the meeting if the checks find no error, or after the user has given a reason."""
    selection = RecordSelection(meeting_id=controller.meeting_id)
    try:
        if not await confirm_despite_errors(controller.screen, GatedOperation.CLOSE, selection):
            return
    except KmError as refusal:
        controller.screen.show_error(refusal)
        return
    controller.store(close_at, controller.meeting_id, opened, closed)


async def _mend(controller: MeetingController, missing: Missing) -> None:
    """Open the dialog, screen or item in which what is missing can be entered."""
    if missing.spot == MissingPart.TIMES:
        await ask_times(controller)
    elif missing.spot == MissingPart.ROLL:
        await open_roll(controller, missing.record_id)
    elif missing.spot == MissingPart.ELECTRONIC:
        await ask_of_electronic(controller)
    elif missing.spot == MissingPart.CHAIR:
        await ask_chair(controller)
    elif missing.spot == MissingPart.TASK:
        show_tasks(controller, missing.record_id)
    else:
        controller.go_to(missing.item_id, missing.record_id)


async def ask_of_electronic(controller: MeetingController) -> None:
    """Ask for the form of the meeting and its details; must run in a worker."""
    snapshot, screen = controller.snapshot, controller.screen
    if snapshot is not None and await ask_electronic(screen, controller.meeting_id, snapshot.label):
        controller.loader.refresh()


async def ask_times(controller: MeetingController) -> None:
    """Ask for the corrected start and, in a closed meeting, end; store them."""
    snapshot = controller.snapshot
    if snapshot is None:
        return
    if snapshot.state == MeetingState.PLANNED:
        controller.screen.show_message("ยังไม่ได้เริ่มประชุม กด F6 เมื่อเริ่ม", "warning")
        return
    is_over = snapshot.state == MeetingState.CLOSED
    if not is_over and not controller.check_editable():
        return
    opened = snapshot.opened_at or snapshot.starts_at
    fields = [PromptField("เริ่มประชุมเวลา", format_time(opened), check=parse_time)]
    if is_over and snapshot.closed_at is not None:
        ended = format_time(snapshot.closed_at)
        fields.append(PromptField("เลิกประชุมเวลา", ended, check=parse_time))

    def correct(answer: Answer) -> None:
        closed = parse_time(answer[1]) if len(answer) > 1 else None
        set_times(controller.meeting_id, parse_time(answer[0]), closed)

    await ask_until_accepted(controller, "แก้เวลา", fields, correct)


async def adopt(controller: MeetingController) -> None:
    """Carry out the next step of the minutes: check, then adopt, then record corrections.

    Shows a message or opens a dialog. In a meeting that is not over, the item of adoption opens the
    earlier minutes that it adopts.
    """
    screen, snapshot = controller.screen, controller.snapshot
    meeting_id, item = controller.meeting_id, controller.item
    if snapshot is None:
        return
    if not snapshot.state.is_closed and item is not None and item.kind == ItemKind.ADOPTION:
        await open_what_is_adopted(controller)
    elif not snapshot.state.is_closed:
        words = (
            "ครั้งนี้ยังไม่เลิกประชุม (F6) จึงยังตรวจหรือรับรองรายงานไม่ได้ "
            "จะรับรองรายงานครั้งก่อน กด A ที่ระเบียบวาระรับรองรายงาน"
        )
        screen.show_message(words, "warning")
    elif snapshot.state == MeetingState.CLOSED:
        await run_dialog_flow(screen, partial(_ask_checked, controller, snapshot))
    elif snapshot.state == MeetingState.CHECKED:
        await _ask_adoption(controller)
    else:
        fields = [PromptField("ข้อแก้ไข", check=must_not_be_blank)]

        def correct(answer: Answer) -> None:
            add_correction(meeting_id, answer[0])

        await ask_until_accepted(controller, "แก้ไขรายงานที่รับรองแล้ว", fields, correct)


async def _ask_checked(controller: MeetingController, snapshot: MeetingSnapshot) -> None:
    """Ask for confirmation that the minutes were checked, as the key may be meant as text."""
    question = f"บันทึกว่าตรวจรายงานการประชุมครั้งที่ {snapshot.label} แล้วหรือไม่"
    ask = ConfirmDialog(question, yes="ตรวจแล้ว", no="ยังไม่ตรวจ", danger=True)
    if await controller.screen.app.push_screen_wait(ask):
        controller.show_snapshot(replace(snapshot, state=MeetingState.CHECKED))
        controller.store(check_minutes, controller.meeting_id)
        words = "บันทึกว่าตรวจรายงานการประชุมแล้ว กด A อีกครั้งเมื่อที่ประชุมรับรอง"
        controller.screen.show_message(words)


async def _ask_adoption(controller: MeetingController) -> None:
    adopting = await controller.screen.call(meeting_that_adopts, controller.meeting_id)
    on = adopting.held_on if adopting is not None else date.today()
    fields = [
        PromptField("รับรองเมื่อ", format_date(on), check=_date),
        PromptField("วิธี ๑ ๒ หรือ ๓", "๑", check=adoption_way),
        PromptField("แก้ไขข้อความ", hint="ผู้ขอ: ข้อความ คั่นแต่ละข้อด้วย ; เว้นว่างถ้าไม่มี"),
        PromptField("ผู้แจ้งรับรอง", check=numbers_answered, hint="แจ้งเวียน: ลำดับในรายชื่อ เช่น ๑,๓-๖"),
    ]
    title = "รับรองรายงาน: ๑ ประชุมครั้งต่อไป ๒ ครั้งเดียวกัน ๓ แจ้งเวียน"

    def store(answer: Answer) -> None:
        corrections = [asked_correction(part) for part in answer[2].split(";") if part.strip()]
        on, how = _date(answer[0]), adoption_way(answer[1])
        agreed = numbers_answered(answer[3]) or None
        adopt_minutes(controller.meeting_id, on, how, corrections, agreed=agreed)

    await ask_until_accepted(controller, title, fields, store)


async def reopen(controller: MeetingController) -> None:
    """Ask for a reason, and reopen a closed meeting; the history keeps the reason."""
    snapshot = controller.snapshot
    if snapshot is None:
        return
    if not snapshot.state.is_closed:
        controller.screen.show_message("การประชุมยังไม่เลิก แก้ไขได้อยู่แล้ว", "warning")
        return
    fields = [PromptField("เหตุผล", check=must_not_be_blank)]

    def store(answer: Answer) -> None:
        reopen_meeting(controller.meeting_id, answer[0])

    await ask_until_accepted(controller, "เปิดการประชุมที่เลิกแล้วเพื่อแก้ไข", fields, store)


def chair_entry(member: RollEntry) -> FilterEntry:
    """Return a list entry of a member who may preside, saying by office or by election."""
    by_office = member.role == Role.VICE_CHAIR
    how = "รองประธาน ทำหน้าที่ประธาน" if by_office else "ที่ประชุมเลือก"
    row = CellRow(ListCell(f"{thai_digits(member.number)} {member.name}"), ListCell(how, 26))
    return FilterEntry(member.attendance_id, row, member.title)


def _date(text: str) -> date:
    return parse_date(text, date.today())
