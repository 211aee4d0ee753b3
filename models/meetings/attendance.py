"""Changes of the roll during a meeting: late arrival, departure, substitutes, guests."""

from collections.abc import Sequence
from datetime import time
from itertools import pairwise

from kmtui.thai.dates import format_time
from kmtui.thai.text import clean
from models.editing.revisions import Subject, never_reused_id
from models.errors import NotFound, Refused
from models.meetings.electronic import ONSITE_ONLY, MeetingForm
from models.meetings.records import Attendance, Meeting, roll_of
from models.meetings.roll import AttendanceStatus, Period, RollEntry
from models.meetings.roll_lines import periods_of, stored_periods
from models.storage.database import database

_HERE = (AttendanceStatus.PRESENT, AttendanceStatus.IN_ATTENDANCE)


def mark_late(attendance_id: int, arrived_at: time) -> None:
    """Record an arrival after the start; a member is present from then on.

    Clears the reason of an absence, and times of leaving the room.

    Raises:
        Refused: the meeting is closed, or the seat is vacant.
        NotFound: there is no such row on the roll.
    """
    with database.atomic():
        row, entry = _line(attendance_id)
        if not entry.is_guest:
            if row.status != AttendanceStatus.PRESENT:
                row.take_part()
            row.status = AttendanceStatus.PRESENT
        row.reason, row.arrived_at, row.left_at = "", arrived_at, None
        row.away = ""
        row.save()


def mark_left(attendance_id: int, left_at: time) -> None:
    """Record a departure before the end; the member no longer counts for the quorum.

    Raises:
        Refused: the meeting is closed, the person did not come, or the time is before the arrival.
        NotFound: there is no such row on the roll.
    """
    with database.atomic():
        row, entry = _line(attendance_id)
        if entry.status not in _HERE:
            raise Refused(f"{_called(entry)} ยังไม่ได้ลงว่ามาประชุม ลงว่ามาก่อน แล้วจึงบันทึกเวลาออก")
        came = entry.arrived_at or row.meeting.opened_at
        if came is not None and left_at < came:
            raise Refused(
                f"เวลาออก {format_time(left_at)} อยู่ก่อนเวลามา {format_time(came)} แก้เวลาให้ถูกต้องก่อน"
            )
        row.left_at = left_at
        row.save()


def mark_back(attendance_id: int, back_at: time | None = None) -> None:
    """Record a return to the meeting; the absence is kept, as votes are counted by it.

    Args:
        back_at: the time of the return; None, or no later than the departure, if the person
            never left.

    Raises:
        Refused: the meeting is closed, or the seat is vacant.
        NotFound: there is no such row on the roll.
    """
    with database.atomic():
        row, _ = _line(attendance_id)
        if row.left_at is not None and back_at is not None and back_at > row.left_at:
            row.away = stored_periods([*periods_of(row.away), (row.left_at, back_at)])
        row.left_at = None
        row.save()


def correct_times(
    attendance_id: int,
    arrived_at: time | None,
    left_at: time | None,
    away: Sequence[Period] | None = None,
) -> None:
    """Correct late arrival and early departure; None for present from the start, or to the end.

    Args:
        away: the periods in which the person was out of the room; None leaves them unchanged.

    Raises:
        Refused: the meeting is closed, the person did not come, or left before coming, or the
            periods are not between arrival and departure, one after the other.
        NotFound: there is no such row on the roll.
    """
    with database.atomic():
        row, entry = _line(attendance_id)
        if entry.status not in _HERE:
            raise Refused(f"{_called(entry)} ยังไม่ได้ลงว่ามาประชุม ลงว่ามาก่อน แล้วจึงแก้เวลา")
        came = arrived_at or row.meeting.opened_at
        if left_at is not None and came is not None and left_at < came:
            raise Refused(
                f"เวลาออก {format_time(left_at)} อยู่ก่อนเวลามา {format_time(came)} แก้เวลาให้ถูกต้องก่อน"
            )
        row.arrived_at, row.left_at = arrived_at, left_at
        row.away = stored_periods(periods_of(row.away) if away is None else away)
        _must_follow_each_other(arrived_at, periods_of(row.away), left_at)
        row.save()


def _must_follow_each_other(
    arrived_at: time | None, away: Sequence[Period], left_at: time | None
) -> None:
    known = [arrived_at, *(each for period in away for each in period), left_at]
    times = [each for each in known if each is not None]
    for earlier, later in pairwise(times):
        if later < earlier:
            raise Refused(
                f"เวลา {format_time(later)} ต้องอยู่หลัง {format_time(earlier)} "
                "เวลาที่ออกชั่วคราวอยู่ระหว่างมากับออก แก้เวลาให้ถูกต้องก่อน"
            )


def set_substitute(attendance_id: int, name: str, title: str) -> None:
    """Record a substitute for a member (มาประชุมแทน); the seat is present.

    Raises:
        Refused: the meeting is closed, the seat is vacant, the person is a guest, or the name is
            blank.
        NotFound: there is no such row on the roll.
    """
    wording = clean(name).strip()
    if not wording:
        raise Refused("ยังไม่ได้พิมพ์ชื่อผู้มาประชุมแทน พิมพ์ชื่อก่อนแล้วกด Enter")
    with database.atomic():
        row, entry = _line(attendance_id)
        if entry.is_guest:
            raise Refused("ผู้เข้าร่วมประชุมไม่มีผู้มาแทน ให้แก้ชื่อผู้เข้าร่วมประชุมแทน")
        if row.status != AttendanceStatus.PRESENT:
            row.take_part()
        row.status, row.reason = AttendanceStatus.PRESENT, ""
        row.substitute_name, row.substitute_title = wording, clean(title).strip()
        row.save()


def clear_substitute(attendance_id: int) -> None:
    """Remove the substitute of a member, who came in person; the status stays.

    Raises:
        Refused: the meeting is closed, or the seat is vacant.
        NotFound: there is no such row on the roll.
    """
    with database.atomic():
        row, _ = _line(attendance_id)
        row.substitute_name = row.substitute_title = ""
        row.save()


def add_guest(meeting_id: int, name: str, title: str) -> None:
    """Add a guest (ผู้เข้าร่วมประชุม). Raises Refused if the name is blank or the meeting closed."""
    if not clean(name).strip():
        raise Refused("ยังไม่ได้พิมพ์ชื่อผู้เข้าร่วมประชุม พิมพ์ชื่อก่อนแล้วกด Enter")
    with database.atomic():
        meeting = Meeting.get_by_id(meeting_id)
        meeting.must_be_open()
        row = Attendance(
            id=never_reused_id(Attendance, Subject.ATTENDANCE),
            meeting=meeting,
            position=meeting.attendance.count() + 1,
            status=AttendanceStatus.IN_ATTENDANCE,
            name=clean(name).strip(),
            title=clean(title).strip(),
            formal_title=clean(title).strip(),
        )
        row.take_part()
        row.save(force_insert=True)


def edit_guest(attendance_id: int, name: str, title: str) -> None:
    """Correct a guest's name and post.

    Raises:
        Refused: the row is a member's, the name is blank, or the meeting is closed.
        NotFound: there is no such guest on the roll.
    """
    if not clean(name).strip():
        raise Refused("ยังไม่ได้พิมพ์ชื่อผู้เข้าร่วมประชุม พิมพ์ชื่อก่อนแล้วกด Enter")
    with database.atomic():
        row = _guest(attendance_id)
        row.name = clean(name).strip()
        row.title = row.formal_title = clean(title).strip()
        row.save()


def remove_guest(attendance_id: int) -> None:
    """Delete a guest from the roll.

    Raises:
        Refused: the row is a member's, the guest has spoken, or the meeting is closed.
        NotFound: there is no such guest on the roll.
    """
    with database.atomic():
        row = _guest(attendance_id)
        if row.statements.exists():
            raise Refused(f"{row.name} มีคำพูดในรายงานแล้ว ลบชื่อไม่ได้ ให้เปลี่ยนผู้พูดหรือแก้ชื่อแทน")
        row.delete_instance()


def _line(attendance_id: int) -> tuple[Attendance, RollEntry]:
    """Return the attendance row and its roll entry.

    Raises:
        NotFound: there is no such row on the roll.
        Refused: the meeting is closed, or the seat is vacant.
    """
    row = Attendance.get_or_none(id=attendance_id)
    if row is None:
        raise NotFound("ไม่พบรายชื่อนี้แล้ว กลับไปเลือกจากรายชื่อผู้มาประชุมอีกครั้ง")
    row.meeting.must_be_open()
    entry = next(e for e in roll_of(row.meeting).entries if e.attendance_id == row.id)
    if entry.status == AttendanceStatus.VACANT:
        raise Refused(f"ตำแหน่ง{entry.title}ว่างอยู่ บันทึกผู้ดำรงตำแหน่งในหน้าบุคลากรก่อน")
    return row, entry


def _guest(attendance_id: int) -> Attendance:
    row, entry = _line(attendance_id)
    if not entry.is_guest:
        raise Refused(f"{_called(entry)} เป็นกรรมการตามคำสั่ง แก้ชื่อได้ในหน้าบุคลากร")
    return row


def _called(entry: RollEntry) -> str:
    return entry.name or entry.title


def set_online(attendance_id: int, is_online: bool, identified_by: str = "") -> None:
    """Record whether a person takes part by electronic means, and how the identity was shown.

    The organizer of an e-meeting has the participants identify themselves before they take part
    (พ.ร.ก.ว่าด้วยการประชุมผ่านสื่ออิเล็กทรอนิกส์ พ.ศ. ๒๕๖๓ มาตรา ๙ (๑)). A member who was not
    marked yet has come.

    Raises:
        Refused: the meeting is closed, the seat is vacant, or the meeting is held in a room only.
        NotFound: there is no such row on the roll.
    """
    with database.atomic():
        row, entry = _line(attendance_id)
        if is_online and row.meeting.form == MeetingForm.ONSITE:
            raise Refused(ONSITE_ONLY)
        if not entry.is_guest and row.status != AttendanceStatus.PRESENT:
            row.status, row.reason = AttendanceStatus.PRESENT, ""
        row.is_online = is_online
        row.identified_by = clean(identified_by).strip() if is_online else ""
        row.save()
