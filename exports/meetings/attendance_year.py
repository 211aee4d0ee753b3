"""Yearly attendance (สรุปการมาประชุมทั้งปี): meetings held, and each member's, by committee.

Evidence for the meeting allowance (เบี้ยประชุม): who came in person, who sent a substitute, who was
absent, with the meetings that each one attended.
"""

from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.forms.heading import midnight
from exports.forms.paper import begin_paper, write_title
from exports.typesetting.document_builder import Column
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import CELL, HEADING, PLAIN, Align
from kmtui.thai.digits import thai_digits, whole_number
from models.errors import NotFound
from models.home.meeting_year import (
    AttendanceCount,
    HeldCount,
    MeetingYear,
    read_meeting_year,
    years_of_meetings,
)
from models.home.year_lists import attendance_listing
from models.office.organization import the_organization
from models.office.plain_table import Listing


class AttendanceYearPaper(Struct, frozen=True):
    """The printed content of the attendance of a calendar year (Buddhist Era)."""

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    meetings: MeetingYear


def find(request: Request) -> int:
    """Return the calendar year (Buddhist Era) of the key.

    Raises:
        NotFound: the key is no year, or the year has no meeting; lists the years that have some.
    """
    year, known = whole_number(request.key), years_of_meetings()
    if year is None or year not in known:
        said = ", ".join(thai_digits(each) for each in known) or "ไม่มี"
        raise NotFound(f"ไม่มีการประชุมของปี “{request.key}” (ปีปฏิทิน พ.ศ.) ปีที่มี: {said}")
    return year


def read_year(year: int, request: Request) -> MeetingYear:
    """Return the meetings of a calendar year (Buddhist Era), as of the requested day or today.

    Only those of committees whose name contains the request's word, if it has one.

    Raises:
        NotFound: no committee of the year has such a name.
    """
    found = read_meeting_year(year, request.on or date.today(), request.committee)
    if not found.counts:
        raise NotFound(
            f"ปี {thai_digits(year)} ไม่มีการประชุมของคณะที่ชื่อมีคำว่า “{request.committee}” "
            "ดูชื่อคณะด้วย kmtui list committees"
        )
    return found


def gather(year: int, request: Request) -> AttendanceYearPaper:
    """Return the attendance of a calendar year (Buddhist Era), read from the data file.

    Raises NotFound if no committee of the year has the requested name.
    """
    office, found = the_organization(), read_year(year, request)
    title = "สรุปการมาประชุมของคณะกรรมการ"
    return AttendanceYearPaper(
        heading=(title, office.address, f"ประจำปี พ.ศ. {thai_digits(year)}"),
        file_title=" ".join(filter(None, (title, str(year), request.committee))),
        author=office.name,
        identity=f"attendance-year {year} {request.committee}",
        made_at=midnight(date(year - 543, 12, 31)),
        meetings=found,
    )


def render(value: AttendanceYearPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the summary as a PDF; the same value gives the same bytes."""
    paper = begin_paper(value, value.heading[0], font, landscape=True)
    write_title(paper, value.heading)
    columns = [
        Column("ลำดับ", 13, Align.CENTRE),
        Column("ชื่อ - สกุล", 54),
        Column("ตำแหน่ง", 62),
        *(Column(head, 18, Align.CENTRE) for head in ("ประชุม", "มา", "ส่งผู้แทน", "ลา", "ไม่มา")),
        Column("ครั้งที่มาประชุม", 36),
    ]
    for count in value.meetings.counts:
        mine = [each for each in value.meetings.attendance if each.committee == count.committee]
        paper.space(3)
        paper.write(count.committee, HEADING)
        paper.write(held_text(count), PLAIN)
        if mine:
            rows = [_row(number, each) for number, each in enumerate(mine, 1)]
            paper.table(columns, rows, CELL)
    return paper.drawn()


def held_text(count: HeldCount) -> str:
    """Return the number of meetings called and held, and others if any, as one Thai line.

    The others lacked a quorum, are to come, or are past their day without having begun.
    """
    parts = [
        f"นัดประชุม {thai_digits(count.planned)} ครั้ง",
        f"ประชุมแล้ว {thai_digits(count.held)} ครั้ง",
    ]
    rest = (
        ("องค์ประชุมไม่ครบ", count.failed),
        ("รอประชุม", count.waiting),
        ("เลยวันนัดแล้วยังไม่ประชุม", count.missed),
    )
    parts += [f"{words} {thai_digits(number)} ครั้ง" for words, number in rest if number]
    return "  ".join(parts)


def _row(number: int, each: AttendanceCount) -> tuple[str, ...]:
    came = thai_digits(each.came)
    if each.online:
        came += f"\n(ออนไลน์ {thai_digits(each.online)})"
    rest = (each.substituted, each.excused, each.absent)
    return (
        thai_digits(number),
        each.name,
        f"{each.title}\n{each.role}".strip(),
        thai_digits(each.meetings),
        came,
        *(thai_digits(count) if count else "-" for count in rest),
        ", ".join(each.came_to) or "-",
    )


def table_of(value: AttendanceYearPaper) -> Listing:
    """Return the attendance for a spreadsheet, one row per person and committee."""
    return attendance_listing([value.meetings])
