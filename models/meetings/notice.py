"""The notice of a meeting (หนังสือเชิญประชุม): its date, and the meeting's day, venue and form."""

from datetime import date, time

from msgspec import Struct

from kmtui.thai.dates import buddhist_year
from kmtui.thai.digits import thai_digits
from kmtui.thai.text import clean
from models.editing.audit_trail import OperationRecordKind, track_changes
from models.editing.cell_values import day_from, day_text, time_from, time_text
from models.editing.record_kind import FieldSpec, labelled
from models.editing.revisions import Subject
from models.errors import Refused
from models.meetings.electronic import (
    ElectronicDetails,
    MeetingForm,
    parse_troubles,
    read_troubles,
    typed_troubles,
    written_troubles,
)
from models.meetings.records import (
    Attendance,
    Meeting,
    MeetingState,
    meeting_by_id,
    next_meeting_number,
)
from models.storage.database import database

NOTICE_DAYS = 3
"""The least number of days between notice and meeting (มาตรา ๘๐)."""

_LAW = "ม. ๘๐ พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙ โดยอนุโลม"


def notice_warning(meeting: Meeting) -> str:
    """Return a Thai warning if the notice is shorter than NOTICE_DAYS and has no reason.

    Empty otherwise, and if no day of notice is recorded.
    """
    if meeting.notified_on is None or meeting.urgency_reason:
        return ""
    days = (meeting.held_on - meeting.notified_on).days
    if days >= NOTICE_DAYS:
        return ""
    ahead = f"แจ้งนัดล่วงหน้า {thai_digits(days)} วัน" if days >= 0 else "วันที่แจ้งนัดอยู่หลังวันประชุม"
    least = thai_digits(NOTICE_DAYS)
    return f"{ahead} น้อยกว่า {least} วัน ({_LAW}) ให้ระบุเหตุเร่งด่วนหรือเลื่อนวันประชุม"


def set_notice(
    meeting_id: int,
    notified_on: date | None,
    urgency_reason: str | None = None,
    number: str | None = None,
) -> None:
    """Store the day of notice, the reason of a short one, and the number of the letter.

    None removes the day, but leaves reason or number unchanged. Another day than the recorded one
    makes a newer invitation.

    Raises:
        Refused: the meeting is closed.
        NotFound: there is no such meeting.
    """
    with database.atomic(), track_changes(MEETING_KIND, meeting_id):
        meeting = meeting_by_id(meeting_id)
        meeting.must_be_open()
        if meeting.notified_on not in (None, notified_on):
            meeting.invitation_version += 1
        meeting.notified_on = notified_on
        if urgency_reason is not None:
            meeting.urgency_reason = clean(urgency_reason).strip()
        if number is not None:
            meeting.invitation_number = clean(number).strip()
        meeting.save()


def set_urgency(meeting_id: int, reason: str) -> None:
    """Store the reason of a short notice.

    Raises:
        Refused: the meeting is closed.
        NotFound: there is no such meeting.
    """
    with database.atomic(), track_changes(MEETING_KIND, meeting_id):
        meeting = meeting_by_id(meeting_id)
        meeting.must_be_open()
        meeting.urgency_reason = clean(reason).strip()
        meeting.save()


class Appointment(Struct, frozen=True):
    """Time and venue of a planned meeting, with the data of its invitation."""

    label: str
    held_on: date
    starts_at: time
    venue: str
    notified_on: date | None
    invitation_number: str
    urgency_reason: str = ""


def read_appointment(meeting_id: int) -> Appointment:
    """Return time, venue and invitation data of a meeting. Raises NotFound."""
    meeting = meeting_by_id(meeting_id)
    return Appointment(
        meeting.label,
        meeting.held_on,
        meeting.starts_at,
        meeting.place,
        meeting.notified_on,
        meeting.invitation_number,
        meeting.urgency_reason,
    )


def move_meeting(meeting_id: int, held_on: date, starts_at: time, venue: str) -> bool:
    """Change day, time or venue of a planned meeting; return whether anything changed.

    Resets the notice, as the members must be notified again. In another calendar year the meeting
    gets the next free number of that year.

    Raises:
        Refused: the meeting has begun or is over.
        NotFound: there is no such meeting.
    """
    with database.atomic(), track_changes(MEETING_KIND, meeting_id):
        meeting = meeting_by_id(meeting_id)
        if meeting.state != MeetingState.PLANNED:
            state = MeetingState(meeting.state).label
            raise Refused(f"การประชุมครั้งที่ {meeting.label} {state} เลื่อนนัดไม่ได้ นัดประชุมครั้งใหม่แทน")
        wording = clean(venue).strip()
        if (held_on, starts_at, wording) == (meeting.held_on, meeting.starts_at, meeting.place):
            return False
        year = buddhist_year(held_on)
        if year != meeting.year:
            meeting.number = next_meeting_number(meeting.committee, year)
            meeting.year = year
        meeting.held_on, meeting.starts_at, meeting.place = held_on, starts_at, wording
        meeting.notified_on, meeting.urgency_reason = None, ""
        meeting.invitation_version += 1
        meeting.save()
    return True


def electronic_of(meeting: Meeting) -> ElectronicDetails:
    """Return the form of a meeting with its electronic details."""
    return ElectronicDetails(
        MeetingForm(meeting.form),
        meeting.online_system,
        meeting.online_link,
        meeting.online_identity,
        meeting.recording_place,
        read_troubles(meeting.online_troubles),
    )


def read_electronic(meeting_id: int) -> ElectronicDetails:
    """Return the form of the meeting with this id. Raises NotFound."""
    return electronic_of(meeting_by_id(meeting_id))


def set_electronic(meeting_id: int, details: ElectronicDetails) -> None:
    """Store the form of a meeting, its system, recording and faults.

    A change of form, system, link or identification makes a newer invitation.

    Raises:
        Refused: the meeting is closed, or it would be held in a room only, with members who are on
            its roll as online.
        NotFound: there is no such meeting.
    """
    system, link = clean(details.system).strip(), clean(details.link).strip()
    identity = clean(details.identity).strip()
    with database.atomic(), track_changes(MEETING_KIND, meeting_id):
        meeting = meeting_by_id(meeting_id)
        meeting.must_be_open()
        if details.form == MeetingForm.ONSITE:
            _must_be_in_the_room(meeting)
        invited = (meeting.form, meeting.online_system, meeting.online_link)
        if (*invited, meeting.online_identity) != (details.form, system, link, identity):
            meeting.invitation_version += 1
        meeting.form, meeting.online_system, meeting.online_link = details.form, system, link
        meeting.online_identity = identity
        meeting.recording_place = clean(details.recording).strip()
        meeting.online_troubles = written_troubles(details.troubles)
        meeting.save()


def _must_be_in_the_room(meeting: Meeting) -> None:
    online = meeting.attendance.where(Attendance.is_online).count()
    if online:
        raise Refused(
            f"มีผู้ประชุมออนไลน์ในรายชื่อ {thai_digits(online)} คน จึงเป็นการประชุมในห้องประชุมอย่างเดียวไม่ได้ "
            "แก้ที่รายชื่อก่อน (F2)"
        )


def _troubles_text(stored: str) -> str:
    return typed_troubles(read_troubles(stored))


def _put_back(meeting: Meeting, texts: dict[str, str]) -> None:
    """Restore these texts; a changed appointment resets the notice, else that is corrected."""
    held_on, starts_at = day_from(texts["held_on"]), time_from(texts["starts_at"])
    assert held_on is not None, "a meeting has its day"
    assert starts_at is not None, "and its hour"
    if (held_on, starts_at, texts["place"]) != (meeting.held_on, meeting.starts_at, meeting.place):
        move_meeting(meeting.id, held_on, starts_at, texts["place"])
        return
    told = day_from(texts["notified_on"])
    set_notice(meeting.id, told, texts["urgency_reason"], texts["invitation_number"])
    set_electronic(
        meeting.id,
        ElectronicDetails(
            labelled(MeetingForm, texts["form"]),
            texts["online_system"],
            texts["online_link"],
            texts["online_identity"],
            texts["recording_place"],
            parse_troubles(texts["online_troubles"]),
        ),
    )


MEETING_KIND = OperationRecordKind(
    Subject.MEETING,
    Meeting,
    "นัดประชุม",
    (
        FieldSpec("held_on", "วันประชุม", day_text),
        FieldSpec("starts_at", "เวลา", time_text),
        FieldSpec("place", "สถานที่"),
        FieldSpec("notified_on", "แจ้งนัดเมื่อ", day_text),
        FieldSpec("urgency_reason", "เหตุเร่งด่วน"),
        FieldSpec("invitation_number", "เลขที่หนังสือเชิญ"),
        FieldSpec("form", "รูปแบบการประชุม", lambda form: MeetingForm(form).label),
        FieldSpec("online_system", "ระบบประชุม"),
        FieldSpec("online_link", "ลิงก์เข้าประชุม"),
        FieldSpec("online_identity", "วิธีแสดงตน"),
        FieldSpec("recording_place", "ที่เก็บบันทึกการประชุม"),
        FieldSpec("online_troubles", "เหตุขัดข้อง", _troubles_text),
    ),
    title_of=lambda row: f"ครั้งที่ {row.label}",
    must_be_open=lambda row: row.must_be_open(),
    operation=_put_back,
)
