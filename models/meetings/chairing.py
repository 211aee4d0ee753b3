"""The substitute chair of a meeting if the committee's chair is absent.

Source: Administrative Procedure Act (พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙) มาตรา ๘๑, by
analogy.
"""

from kmtui.thai.text import clean
from models.committees.records import Role
from models.errors import NotFound, Refused
from models.meetings.events import EventKind
from models.meetings.records import Attendance, Meeting, log_event, roll_of
from models.meetings.roll import AttendanceStatus, Roll, RollEntry, TakesChair
from models.storage.database import database


def may_chair(roll: Roll) -> tuple[RollEntry, ...]:
    """Return the members but the chair who are present in person, the vice-chairs first."""
    members = [entry for entry in roll.present_now if entry.role != Role.CHAIR]
    here = [entry for entry in members if not entry.substitute_name]
    return tuple(sorted(here, key=lambda entry: entry.role != Role.VICE_CHAIR))


def take_chair(meeting_id: int, attendance_id: int | None, reason: str = "") -> None:
    """Record who presides, with the reason; None for the committee's chair.

    A vice-chair takes the chair by office, any other member by election. The default reason is that
    of the chair's absence.

    Raises:
        Refused: the meeting is closed, or the person is not a member present in person.
        NotFound: there is no such meeting.
    """
    with database.atomic():
        meeting: Meeting | None = Meeting.get_or_none(id=meeting_id)
        if meeting is None:
            raise NotFound("ไม่พบการประชุมนี้ กลับไปเลือกจากรายการการประชุม")
        meeting.must_be_open()
        roll = roll_of(meeting)
        entry = _member_here(roll, attendance_id) if attendance_id is not None else None
        Attendance.update(takes_chair=TakesChair.NO, chair_reason="").where(
            Attendance.meeting == meeting
        ).execute()
        note = "ประธานกรรมการเป็นประธานเอง"
        if entry is not None:
            how = _how(entry)
            wording = clean(reason).strip() or absence_of_chair(roll)
            Attendance.update(takes_chair=how, chair_reason=wording).where(
                Attendance.id == attendance_id
            ).execute()
            note = f"{entry.name} {wording}".strip()
        log_event(meeting_id, EventKind.CHAIR_TAKEN, note)


def who_chairs(meeting_id: int) -> tuple[int | None, str]:
    """Return the recorded substitute chair and the reason; (None, "") if there is none."""
    line = Attendance.get_or_none(
        Attendance.meeting == meeting_id, Attendance.takes_chair != TakesChair.NO
    )
    return (None, "") if line is None else (int(line.id), str(line.chair_reason))


def absence_of_chair(roll: Roll) -> str:
    """Return the reason of the chair's absence in the roll; empty if there is none."""
    seat = roll.by_role(Role.CHAIR)
    if seat is None:
        return ""
    if seat.status == AttendanceStatus.VACANT:
        return "ตำแหน่งประธานว่าง"
    return seat.reason


def _how(entry: RollEntry) -> TakesChair:
    return TakesChair.VICE_CHAIR if entry.role == Role.VICE_CHAIR else TakesChair.ELECTED


def _member_here(roll: Roll, attendance_id: int) -> RollEntry:
    for entry in may_chair(roll):
        if entry.attendance_id == attendance_id:
            return entry
    raise Refused("ผู้เป็นประธานในที่ประชุมต้องเป็นกรรมการที่มาประชุม เช็กชื่อก่อน (F2) แล้วเลือกอีกครั้ง")
