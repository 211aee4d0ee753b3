"""A meeting's lifecycle after the discussion: what is missing, closing, adoption, reopening."""

from collections.abc import Collection, Sequence
from datetime import date, time
from enum import StrEnum

from msgspec import Struct

from kmtui.thai.dates import format_date, format_time
from kmtui.thai.digits import thai_digits
from kmtui.thai.text import clean
from models.editing.seals import Sealed, seal_record
from models.errors import Refused
from models.meetings.adoption import AskedCorrection, Correction, meetings_that_may_adopt
from models.meetings.closing import close_without_quorum
from models.meetings.events import Adoption, EventKind
from models.meetings.records import (
    Attendance,
    Meeting,
    MeetingState,
    close_meeting,
    log_event,
    meeting_by_id,
    roll_of,
)
from models.meetings.roll import AttendanceStatus, Roll
from models.minutes.agenda import fill_agenda
from models.minutes.reconvening import reconvene
from models.minutes.snapshot import (
    AgendaItemView,
    MeetingSnapshot,
    ResolutionView,
    read_meeting_snapshot,
)
from models.minutes.tasks import TaskView
from models.office.rights import Right, must_be_allowed, my_uid
from models.storage.database import database


class MissingPart(StrEnum):
    """The part of the minutes in which something missing is filled in."""

    TIMES = "times"
    ROLL = "roll"
    CHAIR = "chair"
    ITEM = "item"
    TASK = "task"
    ELECTRONIC = "electronic"


class Missing(Struct, frozen=True):
    """Something that the minutes lack before they are closed.

    Attributes:
        sentence: what is missing, as a Thai sentence.
        item_id: its agenda item; None if it belongs to none.
        blocks: whether the meeting cannot be closed without it.
        record_id: the entry of the roll, statement, resolution or task; None for other parts.
    """

    sentence: str
    item_id: int | None = None
    blocks: bool = False
    spot: MissingPart = MissingPart.ITEM
    record_id: int | None = None


def missing_before_closing(meeting_id: int) -> tuple[Missing, ...]:
    """Return what the minutes lack, in the order of the records: times, roll, chair, agenda.

    `Missing.blocks` says which of them block closing. Raises NotFound.
    """
    room = read_meeting_snapshot(meeting_id)
    found: list[Missing] = []
    if room.lost_before_start and room.state.is_closed:
        return ()
    if room.opened_at is None:
        found.append(Missing("ยังไม่ได้บันทึกเวลาเริ่มประชุม", blocks=True, spot=MissingPart.TIMES))
    for entry in room.roll.unmarked:
        sentence = f"ยังไม่ได้เช็กชื่อ {entry.name or entry.title}"
        found.append(Missing(sentence, None, True, MissingPart.ROLL, entry.attendance_id))
    if room.roll.lacks_chair:
        sentence = "ประธานไม่มาประชุม ยังไม่ได้บันทึกว่าผู้ใดเป็นประธานในที่ประชุม"
        found.append(Missing(sentence, spot=MissingPart.CHAIR))
    found += _missing_online(room)
    parents = _parents(room)
    for item in room.items:
        found += _missing_in(item, room.roll, has_children=item.number in parents)
    return tuple(found)


def _missing_online(room: MeetingSnapshot) -> list[Missing]:
    """Return what an e-meeting lacks.

    Source: พ.ร.ก.ว่าด้วยการประชุมผ่านสื่ออิเล็กทรอนิกส์ พ.ศ. ๒๕๖๓ มาตรา ๙.
    """
    found = [
        Missing(
            f"{entry.speaker_name} ประชุมออนไลน์ ยังไม่ได้บันทึกวิธีแสดงตน",
            spot=MissingPart.ROLL,
            record_id=entry.attendance_id,
        )
        for entry in room.roll.online
        if not entry.identified_by
    ]
    if room.electronic.form.is_online and not room.electronic.recording:
        sentence = "ประชุมออนไลน์ ยังไม่ได้บันทึกว่าเก็บเสียงหรือภาพการประชุมไว้ที่ใด"
        found.append(Missing(sentence, spot=MissingPart.ELECTRONIC))
    return found


def _parents(room: MeetingSnapshot) -> set[str]:
    """Return the numbers of the items that have sub-items."""
    return {item.number.rpartition(".")[0] for item in room.items if item.depth}


def _missing_in(item: AgendaItemView, roll: Roll, has_children: bool) -> list[Missing]:
    found: list[tuple[str, MissingPart, int | None]] = []
    if item.is_empty and not item.nothing_said and not has_children:
        found.append(("ไม่มีข้อความ และยังไม่ได้ระบุว่าไม่มี", MissingPart.ITEM, None))
    for said in item.statements:
        if not said.text.strip():
            who = said.speaker.speaker_name if said.speaker else "ฝ่ายเลขานุการ"
            found.append((f"คำพูดของ {who} ยังว่างอยู่", MissingPart.ITEM, said.id))
    tasks = [*item.tasks, *(task for said in item.statements for task in said.tasks)]
    for number, made in enumerate(item.resolutions, 1):
        sentences = _missing_in_resolution(made, thai_digits(number), roll)
        found += [(sentence, MissingPart.ITEM, made.id) for sentence in sentences]
        tasks += made.tasks
    for task in tasks:
        found += [(sentence, MissingPart.TASK, task.id) for sentence in _missing_in_task(task)]
    return [
        Missing(f"ระเบียบวาระที่ {item.number} {sentence}", item.id, False, spot, record_id)
        for sentence, spot, record_id in found
    ]


def _missing_in_resolution(made: ResolutionView, number: str, roll: Roll) -> list[str]:
    sentences = []
    if not made.text.strip():
        sentences.append(f"มติ {number} ยังไม่มีข้อความ")
    if made.present_count < roll.quorum_needed:
        present, needed = thai_digits(made.present_count), thai_digits(roll.quorum_needed)
        sentences.append(f"มติ {number} ลงมติเมื่อองค์ประชุมไม่ครบ มา {present} ต้องการ {needed}")
    return sentences


def _missing_in_task(task: TaskView) -> list[str]:
    lacking = []
    if not task.assignee:
        lacking.append("ผู้รับผิดชอบ")
    if task.due_on is None:
        lacking.append("วันกำหนดเสร็จ")
    return [f"งาน “{task.text}” ยังไม่มี{'และ'.join(lacking)}"] if lacking else []


def check_minutes(meeting_id: int) -> None:
    """Record that the minutes of a closed meeting were checked (ตรวจรายงานการประชุม).

    Raises:
        Refused: the meeting is not closed, its minutes are checked already, or the user has no
            right to it.
        NotFound: there is no such meeting.
    """
    with database.atomic():
        meeting = meeting_by_id(meeting_id)
        if not MeetingState(meeting.state).is_closed:
            raise Refused(f"การประชุมครั้งที่ {meeting.label} ยังไม่เลิก บันทึกเวลาเลิกประชุมก่อนตรวจรายงาน")
        if meeting.state != MeetingState.CLOSED:
            state = MeetingState(meeting.state).label
            raise Refused(f"การประชุมครั้งที่ {meeting.label} {state} ไม่ต้องตรวจซ้ำ")
        must_be_allowed(my_uid(), Right.ADOPT)
        meeting.state = MeetingState.CHECKED
        meeting.save()
        log_event(meeting_id, EventKind.CHECKED)


def adopt_minutes(
    meeting_id: int,
    adopted_on: date,
    how: Adoption,
    corrections: Sequence[str | AskedCorrection] = (),
    by_meeting_id: int | None = None,
    agreed: Collection[int] | None = None,
) -> None:
    """Adopt the minutes of a closed meeting with their corrections, and seal them.

    Args:
        agreed: the numbers on the roll of the members who adopt by circulation; None if they are
            not named.
        by_meeting_id: the meeting that adopts them; None for the committee's meeting of that day.

    Raises:
        Refused: the meeting is not closed, its minutes are adopted already, the day, the meeting
            or a number of `agreed` is impossible, or the user has no right to it.
        NotFound: there is no such meeting.
    """
    with database.atomic():
        meeting = meeting_by_id(meeting_id)
        must_be_allowed(my_uid(), Right.ADOPT)
        _must_be_adoptable(meeting, adopted_on)
        by_meeting = _adopting_meeting(meeting, adopted_on, how, by_meeting_id)
        meeting.state = MeetingState.ADOPTED
        meeting.adopted_on, meeting.adopted_how = adopted_on, how
        meeting.adopted_by = by_meeting
        meeting.save()
        for correction in corrections:
            _add_correction(meeting, correction)
        if agreed is not None and how == Adoption.CIRCULATION:
            _record_who_agreed(meeting, adopted_on, agreed)
        seal_minutes(meeting_id)
        note = " ".join(
            [how.label, format_date(adopted_on), by_meeting.label if by_meeting else ""]
        )
        log_event(meeting_id, EventKind.ADOPTED, note.strip())


def _must_be_adoptable(meeting: Meeting, adopted_on: date) -> None:
    state = MeetingState(meeting.state)
    if not state.is_closed:
        raise Refused(f"การประชุมครั้งที่ {meeting.label} ยังไม่เลิก รับรองรายงานได้หลังเลิกประชุม")
    if state == MeetingState.ADOPTED:
        raise Refused(f"รายงานการประชุมครั้งที่ {meeting.label} รับรองแล้ว ให้บันทึกเป็นข้อแก้ไข")
    if adopted_on < meeting.held_on:
        raise Refused("วันที่รับรองอยู่ก่อนวันประชุม แก้วันที่ให้ถูกต้องก่อน")


def _adopting_meeting(
    meeting: Meeting, adopted_on: date, how: Adoption, by_meeting_id: int | None
) -> Meeting | None:
    if how == Adoption.CIRCULATION:
        return None
    if how == Adoption.SAME_MEETING:
        if adopted_on != meeting.held_on:
            raise Refused("รับรองในการประชุมครั้งเดียวกัน วันที่รับรองต้องเป็นวันประชุม")
        return meeting
    for other in meetings_that_may_adopt(meeting):
        if other.id == by_meeting_id or (by_meeting_id is None and other.held_on == adopted_on):
            return other
    raise Refused("ไม่พบการประชุมของคณะเดียวกันที่รับรองรายงานนี้ เลือกครั้งที่รับรองก่อน")


def add_correction(meeting_id: int, text: str) -> None:
    """Record a correction of adopted minutes.

    Raises NotFound, and Refused without adopted minutes, a text, or the right to adopt.
    """
    with database.atomic():
        meeting = meeting_by_id(meeting_id)
        must_be_allowed(my_uid(), Right.ADOPT)
        if meeting.state != MeetingState.ADOPTED:
            raise Refused("รายงานนี้ยังไม่ได้รับรอง แก้ในรายงานได้เลย ไม่ต้องบันทึกเป็นข้อแก้ไข")
        if not _add_correction(meeting, text):
            raise Refused("ยังไม่ได้พิมพ์ข้อแก้ไข พิมพ์ข้อแก้ไขก่อนแล้วกด Enter")
        seal_corrections(meeting_id)
        log_event(meeting_id, EventKind.CORRECTED, clean(text).strip())


def _add_correction(meeting: Meeting, correction: str | AskedCorrection) -> bool:
    if isinstance(correction, str):
        correction = AskedCorrection(correction)
    wording = clean(correction.text).strip()
    if wording:
        position = meeting.corrections.count() + 1
        asked_by = clean(correction.asked_by).strip()
        Correction.create(meeting=meeting, position=position, text=wording, asked_by=asked_by)
    return bool(wording)


def _record_who_agreed(meeting: Meeting, on: date, numbers: Collection[int]) -> None:
    """Store on the roll which members adopted by circulation; part of the caller's transaction.

    No law sets a number of members, so the names are what the office can show. Raises Refused if no
    number is given, or one is no member's.
    """
    members = {entry.number: entry for entry in roll_of(meeting).held_seats}
    unknown = sorted(set(numbers) - members.keys())
    if unknown:
        listed = ", ".join(map(thai_digits, unknown))
        raise Refused(f"ลำดับ {listed} ไม่ใช่กรรมการในรายชื่อของการประชุมนี้ พิมพ์ลำดับในรายชื่อ (F2)")
    if not numbers:
        raise Refused("ยังไม่มีกรรมการที่แจ้งรับรอง พิมพ์ลำดับในรายชื่อของผู้ที่ตอบรับรองอย่างน้อยหนึ่งคน")
    ids = [members[number].attendance_id for number in numbers]
    Attendance.update(agreed_on=on).where(Attendance.id.in_(ids)).execute()


def reopen_meeting(meeting_id: int, reason: str) -> None:
    """Reopen a closed meeting to correct its minutes; the reason is kept in its history.

    The roll keeps the names of the day. Raises NotFound, and Refused without a reason or the right
    to adopt, for a meeting that is not closed, and for adopted minutes, which take corrections.
    """
    wording = clean(reason).strip()
    if not wording:
        raise Refused("ยังไม่ได้พิมพ์เหตุผลที่เปิดแก้ไขอีกครั้ง พิมพ์เหตุผลก่อนแล้วกด Enter")
    with database.atomic():
        meeting = meeting_by_id(meeting_id)
        state = MeetingState(meeting.state)
        if state == MeetingState.ADOPTED:
            raise Refused(f"รายงานการประชุมครั้งที่ {meeting.label} รับรองแล้ว ให้บันทึกเป็นข้อแก้ไขแทน")
        if not state.is_closed:
            raise Refused(f"การประชุมครั้งที่ {meeting.label} ยังไม่เลิก แก้ไขได้อยู่แล้ว")
        must_be_allowed(my_uid(), Right.ADOPT)
        meeting.state = MeetingState.OPEN
        meeting.save()
        # Whether a seat is vacant follows from the register again, until the next closing.
        Attendance.update(status=AttendanceStatus.UNMARKED, title="", formal_title="").where(
            Attendance.meeting == meeting, Attendance.status == AttendanceStatus.VACANT
        ).execute()
        log_event(meeting_id, EventKind.REOPENED, wording)


def close_at(meeting_id: int, opened_at: time, closed_at: time) -> None:
    """Correct the start, close the meeting, and add its postponed matters to the next planned one.

    All or none. Raises NotFound, and Refused if the meeting has not begun or is closed, the end is
    before the start, seats are unmarked, or the user has no right to adopt.
    """
    with database.atomic():
        set_times(meeting_id, opened_at, None)
        close_meeting(meeting_id, closed_at)
        _bring_up_in_the_next(meeting_id)


def close_for_want_of_quorum(
    meeting_id: int, waited_until: time, again_on: date | None = None, again_at: time | None = None
) -> int | None:
    """Close a meeting that failed for lack of a quorum, and plan the one that repeats it.

    พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙ มาตรา ๗๙ วรรคสอง: within 14 days a third of the
    members is a quorum, if the notice says so; the notice that the program writes does.

    Args:
        again_on: the day of the new meeting; None if it is not settled yet.
        again_at: its time; None for the same.

    Returns:
        the id of the new meeting; None without a day.

    Raises:
        Refused: as `close_without_quorum`, or as `reconvene`.
        NotFound: there is no such meeting.
    """
    with database.atomic():
        close_without_quorum(meeting_id, waited_until)
        if again_on is None:
            return None
        meeting = meeting_by_id(meeting_id)
        starts_at = again_at or meeting.starts_at
        return reconvene(meeting_id, again_on, starts_at, str(meeting.place), True)


def _bring_up_in_the_next(meeting_id: int) -> None:
    """Add the matters that a meeting postponed to the next meeting's agenda, if that is planned."""
    meeting = meeting_by_id(meeting_id)
    for later in meetings_that_may_adopt(meeting):
        if later.state == MeetingState.PLANNED:
            fill_agenda(later.id)
            return


def set_times(meeting_id: int, opened_at: time, closed_at: time | None) -> None:
    """Correct the start and the end; in a closed meeting the change is logged.

    Raises:
        Refused: the meeting has not begun, the end is before the start or missing in a closed
            meeting, the user may not change a closed meeting, or its minutes are checked.
        NotFound: there is no such meeting.
    """
    with database.atomic():
        meeting = meeting_by_id(meeting_id)
        state = MeetingState(meeting.state)
        if state == MeetingState.PLANNED:
            raise Refused("ยังไม่ได้เริ่มประชุม บันทึกเวลาเริ่มก่อน (F6)")
        if state != MeetingState.CLOSED:
            meeting.must_be_open()
        else:
            must_be_allowed(my_uid(), Right.ADOPT)
        if state == MeetingState.CLOSED and closed_at is None:
            raise Refused("การประชุมเลิกแล้ว ต้องมีเวลาเลิกประชุม พิมพ์เวลาเลิกประชุมก่อน")
        if closed_at is not None and closed_at < opened_at:
            raise Refused("เวลาเลิกประชุมอยู่ก่อนเวลาเริ่มประชุม แก้เวลาให้ถูกต้องก่อน")
        if (meeting.opened_at, meeting.closed_at) == (opened_at, closed_at):
            return
        meeting.opened_at, meeting.closed_at = opened_at, closed_at
        meeting.save()
        shown = [format_time(at) for at in (opened_at, closed_at) if at is not None]
        log_event(meeting_id, EventKind.TIMES_CHANGED, " ถึง ".join(shown))


def seal_minutes(meeting_id: int) -> None:
    """Seal adopted minutes, and their corrections so far; part of the caller's transaction."""
    seal_record(Sealed.MINUTES, meeting_id)
    seal_corrections(meeting_id)


def seal_corrections(meeting_id: int) -> None:
    """Seal the corrections of adopted minutes; part of the caller's transaction."""
    for row in Correction.select().where(Correction.meeting == meeting_id):
        seal_record(Sealed.CORRECTION, row.id)
