"""The papers of meetings."""

from exports import minutes
from exports.documents import Document, Request
from exports.meetings import agenda, attendance, calendar_file, invitation
from kmtui.thai.dates import DateError, parse_numbered
from models.errors import KmError
from models.meetings.records import Meeting, find_meeting


def meeting_of(request: Request) -> Meeting:
    """The meeting that the key names. Raises NotFound and KmError with their sentences."""
    try:
        number, year = parse_numbered(request.key)
    except DateError as error:
        raise KmError(str(error)) from error
    return find_meeting(number, year, request.committee)


def _minutes(meeting: Meeting, _request: Request) -> minutes.MinutesPaper:
    return minutes.gather(meeting)


def _attendance(meeting: Meeting, request: Request) -> attendance.AttendanceSheet:
    return attendance.gather(meeting, blank=request.blank)


def _invitation(meeting: Meeting, request: Request) -> invitation.InvitationPaper:
    return invitation.gather(meeting, request.each, request.emblem)


def _agenda(meeting: Meeting, _request: Request) -> agenda.AgendaPaper:
    return agenda.gather(meeting)


def _calendar(meeting: Meeting, _request: Request) -> calendar_file.CalendarEvent:
    return calendar_file.gather(meeting)


DOCUMENTS = (
    Document("minutes", "รายงานการประชุม", "1/2563", meeting_of, _minutes, minutes.render),
    Document(
        "attendance",
        "รายชื่อผู้เข้าประชุม",
        "1/2563",
        meeting_of,
        _attendance,
        attendance.render,
        options=("--blank",),
    ),
    Document(
        "invitation",
        "หนังสือเชิญประชุม",
        "1/2563",
        meeting_of,
        _invitation,
        invitation.render,
        options=("--each",),
    ),
    Document("agenda", "ระเบียบวาระการประชุม", "1/2563", meeting_of, _agenda, agenda.render),
    Document(
        "calendar",
        "นัดประชุมสำหรับปฏิทิน (.ics)",
        "1/2563",
        meeting_of,
        _calendar,
        calendar_file.render,
        suffix=".ics",
    ),
)
