"""A meeting as an iCalendar file (.ics, RFC 5545)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from exports.documents import Request
from exports.forms.heading import file_title, moment_of
from exports.meetings.agenda import agenda_lines
from exports.record_keys import meeting_of
from exports.typesetting.drawn import RenderedPdf
from models.meetings.notice import electronic_of
from models.meetings.records import Meeting
from models.office.organization import the_organization

LONGEST_LINE = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""

_USUAL_LENGTH = timedelta(hours=2)  # an event without an end has no place on a calendar's page
_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Bangkok",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)


find = meeting_of


class CalendarEvent(Struct, frozen=True):
    """A meeting as a calendar event. Times are in Asia/Bangkok, with their zone."""

    file_title: str
    identity: str
    begins: datetime
    ends: datetime
    summary: str
    venue: str
    description: str
    version: int = 0


def gather(meeting: Meeting, _request: Request) -> CalendarEvent:
    """Read a meeting's event from the data file.

    `identity` is made of the order, the committee's index in it and the meeting's number, so that a
    changed day, venue or name updates the event in a calendar: its `version` is higher.
    """
    order, organization = meeting.committee.order, the_organization().name
    begins = moment_of(meeting)
    number = f"meeting {meeting.number}/{meeting.year}"
    committee = f"order {order.id} committee {meeting.committee.position}"
    return CalendarEvent(
        file_title=file_title("นัดประชุม", meeting),
        identity=f"{organization} {committee} {number}",
        begins=begins,
        ends=_end(meeting, begins),
        summary=f"ประชุม{meeting.committee.name} ครั้งที่ {meeting.label}",
        venue=_venue(meeting),
        description=_description(meeting, organization),
        version=meeting.invitation_version,
    )


def _end(meeting: Meeting, begins: datetime) -> datetime:
    if meeting.closed_at is None or meeting.closed_at <= meeting.starts_at:
        return begins + _USUAL_LENGTH
    return datetime.combine(meeting.held_on, meeting.closed_at, tzinfo=begins.tzinfo)


def _venue(meeting: Meeting) -> str:
    """Return the venue; for an e-meeting with the name of the system; empty if there is none."""
    return electronic_of(meeting).venue_text(meeting.place).removeprefix("ณ ")


def _description(meeting: Meeting, organization: str) -> str:
    """Return the office, how to join an e-meeting, and the agenda."""
    electronic = electronic_of(meeting)
    joining = (f"เข้าประชุมที่ {electronic.link}",) if electronic.link else ()
    items = [f"{line.heading} {line.title}" for line in agenda_lines(meeting)]
    return "\n".join((organization, *joining, *items))


def render(event: CalendarEvent, font: Path | None = None) -> RenderedPdf:
    """Return the calendar file; the same value gives the same bytes. `font` is not used."""
    del font
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//kmtui//kmtui//TH",
        "CALSCALE:GREGORIAN",
        *_ZONE,
        "BEGIN:VEVENT",
        f"UID:{uuid5(NAMESPACE_URL, _storable(event.identity))}",
        f"SEQUENCE:{event.version}",
        f"DTSTAMP:{event.begins.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID=Asia/Bangkok:{event.begins:%Y%m%dT%H%M%S}",
        f"DTEND;TZID=Asia/Bangkok:{event.ends:%Y%m%dT%H%M%S}",
        f"SUMMARY:{escaped(event.summary)}",
        *([f"LOCATION:{escaped(event.venue)}"] if event.venue else []),
        f"DESCRIPTION:{escaped(event.description)}",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return RenderedPdf(b"".join(folded(line) for line in lines))


def escaped(text: str) -> str:
    r"""Escape a text as a value of type TEXT in iCalendar (RFC 5545, 3.3.11).

    Escapes `\`, `;`, `,` and line ends; control characters become spaces.

    >>> escaped("ห้อง ๑; ชั้น ๒")
    'ห้อง ๑\\; ชั้น ๒'
    """
    for mark in ("\\", ";", ","):
        text = text.replace(mark, "\\" + mark)
    text = "\\n".join(text.splitlines())
    return _storable("".join(c if c.isprintable() or ord(c) > 0x9F else " " for c in text))


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def folded(line: str) -> bytes:
    """Fold a content line at 75 octets (RFC 5545, 3.1), never inside a character, and end it."""
    parts, room = [b""], LONGEST_LINE
    for character in line:
        octets = character.encode("utf-8")
        if len(parts[-1]) + len(octets) > room:
            parts.append(b"")
            room = LONGEST_LINE - 1  # the space that begins a line that goes on
        parts[-1] += octets
    return b"\r\n ".join(parts) + b"\r\n"
