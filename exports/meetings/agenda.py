"""The agenda (ระเบียบวาระการประชุม) of a meeting, to send out or to hand out."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.forms.heading import file_title, meeting_heading, moment_of, pdf_title
from exports.forms.paper import begin_paper, write_title
from exports.record_keys import meeting_of
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.line_breaking import bold
from exports.typesetting.styles import PLAIN, SPOKEN
from models.errors import NotFound
from models.meetings.records import Meeting
from models.minutes.snapshot import AgendaItemView, read_meeting_snapshot
from models.office.organization import the_organization

_NUMBER_WIDTH = 34.0  # millimetres
_STEP = 12.0

find = meeting_of


class AgendaLine(Struct, frozen=True):
    """A printed agenda item: `heading` is ระเบียบวาระที่ ๑, or ๓.๑ for a sub-item.

    `depth` is 0 for a main item, 1 for its sub-items, and so on.
    """

    heading: str
    title: str
    depth: int = 0


class AgendaPaper(Struct, frozen=True):
    """The printed content of the agenda of one meeting."""

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    lines: tuple[AgendaLine, ...]


def agenda_lines(meeting: Meeting) -> tuple[AgendaLine, ...]:
    """Return the agenda items of a meeting in order, sub-items after their parent."""
    return tuple(map(_line, read_meeting_snapshot(meeting.id).items))


def _line(item: AgendaItemView) -> AgendaLine:
    heading = item.number if item.depth else f"ระเบียบวาระที่ {item.number}"
    return AgendaLine(heading, item.title, item.depth)


def gather(meeting: Meeting, _request: Request) -> AgendaPaper:
    """Return a meeting's agenda, read from the data file.

    Raises:
        NotFound: the agenda has no item.
    """
    lines = agenda_lines(meeting)
    if not lines:
        where = f"การประชุมครั้งที่ {meeting.label} ยังไม่มีระเบียบวาระ"
        raise NotFound(f"{where} เข้าห้องประชุมแล้วเพิ่มระเบียบวาระก่อน")
    return AgendaPaper(
        heading=meeting_heading("ระเบียบวาระการประชุม", meeting),
        file_title=file_title("ระเบียบวาระการประชุม", meeting),
        author=the_organization().name,
        identity=f"agenda {meeting.number}/{meeting.year} {meeting.committee.name}",
        made_at=moment_of(meeting),
        lines=lines,
    )


def render(agenda: AgendaPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the agenda as a PDF; the same value gives the same bytes."""
    paper = begin_paper(agenda, pdf_title(agenda.heading), font)
    write_title(paper, agenda.heading)
    paper.rule()
    for each in agenda.lines:
        if each.depth:
            left = _NUMBER_WIDTH + (each.depth - 1) * _STEP
            paper.beside(
                each.heading,
                each.title,
                SPOKEN.but(before=1, later=None),
                left_style=PLAIN.but(left=left),
                left_width=left + _STEP,
            )
        else:
            paper.space(2)
            paper.beside(bold(each.heading), each.title, left_width=_NUMBER_WIDTH)
    return paper.drawn()
