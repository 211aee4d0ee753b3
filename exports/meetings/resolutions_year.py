"""Register of a calendar year's resolutions (ทะเบียนมติที่ประชุมทั้งปี) with their outcomes."""

from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.forms.heading import midnight
from exports.forms.paper import begin_paper, write_title
from exports.meetings import attendance_year
from exports.typesetting.document_builder import Column
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import CELL, HEADING, PLAIN, Align
from kmtui.thai.dates import DateStyle, format_date
from kmtui.thai.digits import thai_digits
from models.home.meeting_year import MeetingYear, ResolutionLine
from models.home.year_lists import resolution_listing
from models.office.organization import the_organization
from models.office.plain_table import Listing

find = attendance_year.find


class ResolutionsYearPaper(Struct, frozen=True):
    """The printed content of the register of resolutions; outcomes are as of `day`."""

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    meetings: MeetingYear
    day: date


def gather(year: int, request: Request) -> ResolutionsYearPaper:
    """Return the resolutions of a calendar year (Buddhist Era), read from the data file.

    Outcomes are as of the requested day, or today. Raises NotFound if no committee of the year has
    the requested name.
    """
    office, found = the_organization(), attendance_year.read_year(year, request)
    title, day = "ทะเบียนมติที่ประชุม", request.on or date.today()
    return ResolutionsYearPaper(
        heading=(
            title,
            office.address,
            f"ประจำปี พ.ศ. {thai_digits(year)} ผลการดำเนินงาน ณ วันที่ {format_date(day)}",
        ),
        file_title=" ".join(filter(None, (title, str(year), request.committee))),
        author=office.name,
        identity=f"resolutions-year {year} {request.committee}",
        made_at=midnight(date(year - 543, 12, 31)),
        meetings=found,
        day=day,
    )


def render(value: ResolutionsYearPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the register as a PDF; the same value gives the same bytes."""
    paper = begin_paper(value, value.heading[0], font, landscape=True)
    write_title(paper, value.heading)
    columns = [
        Column("ครั้งที่\nวันที่", 26, Align.CENTRE),
        Column("วาระ", 14, Align.CENTRE),
        Column("เรื่อง", 58),
        Column("มติ", 84),
        Column("ผลการดำเนินงาน", 75),
    ]
    for count in value.meetings.counts:
        mine = [each for each in value.meetings.resolutions if each.committee == count.committee]
        paper.space(3)
        paper.write(count.committee, HEADING)
        if mine:
            paper.table(columns, [_row(each, value.day) for each in mine], CELL)
        else:
            paper.write("- ไม่มีมติ -", PLAIN)
    return paper.drawn()


def _row(each: ResolutionLine, day: date) -> tuple[str, ...]:
    when = f"{each.meeting}\n{format_date(each.held_on, DateStyle.SHORT)}"
    return when, each.item, each.title, each.text, each.became(day)


def table_of(value: ResolutionsYearPaper) -> Listing:
    """Return the register for a spreadsheet, one row per resolution."""
    return resolution_listing([value.meetings], value.day)
