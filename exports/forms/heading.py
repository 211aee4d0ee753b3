"""Headings, file names and timestamps that documents share, mostly those of a meeting."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone

from kmtui.thai.damaged import is_damaged
from kmtui.thai.dates import format_date, format_time
from kmtui.thai.digits import thai_digits
from models.meetings.notice import electronic_of
from models.meetings.records import Meeting
from models.office.organization import Organization, the_organization

BANGKOK = timezone(timedelta(hours=7))
UNSIGNED = "(....................................................)"
"""The name below a signature line if the post is vacant."""


def meeting_heading(title: str, meeting: Meeting) -> tuple[str, ...]:
    """Return the title lines of a meeting's paper; the first contains the committee's name."""
    committee = meeting.committee
    when = f"วันที่ {format_date(meeting.held_on)} เวลา {format_time(meeting.starts_at)}"
    lines = (
        f"{title}{committee.name}",
        f"({committee.english})" if committee.english else "",
        the_organization().address,
        f"ครั้งที่ {meeting.label} {when}",
        _held(meeting),
    )
    return tuple(line for line in lines if line)


def _held(meeting: Meeting) -> str:
    """Return the line with the venue (of an e-meeting after ประชุม); empty if there is none."""
    venue = electronic_of(meeting).venue_text(meeting.place)
    return venue if venue.startswith("ณ ") or not venue else f"ประชุม{venue}"


def pdf_title(heading: tuple[str, ...]) -> str:
    """Return a PDF's document title: the first title line, and the meeting's number, if any."""
    number = next((line for line in heading if line.startswith("ครั้งที่ ")), "")
    return f"{heading[0]} {number.partition(' วันที่')[0]}".rstrip()


def file_title(title: str, meeting: Meeting) -> str:
    """Return the file name of the paper, without the extension."""
    return f"{title} {meeting.number}-{meeting.year} {meeting.committee.name}"


def moment_of(meeting: Meeting) -> datetime:
    """Return the PDF's creation time, that of the meeting, so that equal data give equal bytes."""
    return datetime.combine(meeting.held_on, meeting.starts_at, tzinfo=BANGKOK)


def dated(day: date | None) -> str:
    """Return the closing date line of an order or announcement; dots to fill in for None."""
    if day is None:
        return "...... .................... พ.ศ. ............"
    if is_damaged(day):
        return format_date(day)
    day_and_month, year = format_date(day).rsplit(" ", 1)
    return f"{day_and_month} พ.ศ. {year}"


def midnight(day: date | None) -> datetime:
    """Return midnight in Bangkok as a PDF's creation time; of a constant day if `day` is None."""
    return datetime.combine(day or date(2000, 1, 1), time(), tzinfo=BANGKOK)


def telephone_line(telephone: str) -> str:
    """Return the telephone line of documents: โทร. ๐ ๔๔๐๐ ๐๐๐๐; empty without a number."""
    bare = telephone.strip().removeprefix("โทรศัพท์").removeprefix("โทร.").strip()
    return f"โทร. {bare}" if bare else ""


def contact_lines(office: Organization) -> tuple[str, ...]:
    """Return the telephone and e-mail lines below a letter's division, omitting empty ones."""
    email = str(office.email).strip()
    lines = (telephone_line(office.telephone), f"ไปรษณีย์อิเล็กทรอนิกส์ {email}" if email else "")
    return tuple(line for line in lines if line)


def numbered(items: Iterable[str]) -> str:
    """Return the items as a numbered list (๑. ๒. ๓.), one paragraph each."""
    return "\n".join(f"{thai_digits(number)}. {text}" for number, text in enumerate(items, 1))
