"""The book of the KM plan (รูปเล่ม): cover, foreword, contents with page numbers, sixteen parts."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.drawing import Paper
from exports.evidence.book_parts import (
    Block,
    BookPart,
    Members,
    Words,
    missing_of,
    parts_of,
    plan_committee_name,
)
from exports.forms.boilerplate import draw_template_lines, template_lines
from exports.forms.heading import midnight
from exports.forms.paper import WIDE, begin_paper
from exports.plan import action_plan as plan
from exports.plan import scope
from exports.questionnaires import assessment
from exports.record_keys import year_of
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import BOOK_TITLE, CHAPTER, PLAIN, Align, Margins, Mark
from exports.typesetting.toc_entries import TocEntry
from kmtui.thai.dates import fiscal_range, format_date
from models.office.organization import the_organization
from models.plan.views import read_plan

_MEMBER_COLUMNS = (14, 88, 58)
_EMBLEM_HEIGHT = 40.0  # millimetres
_COVER_TOP = 25.0
_BETWEEN_PARTS = 10.0
_NO_EMBLEM = "ปกรูปเล่มยังไม่มีตราครุฑ เว้นที่ไว้ให้แล้ว ตั้งแฟ้มตรา (SVG หรือ PNG) ในการตั้งค่า"

find = year_of


class BookPaper(Struct, frozen=True):
    """The content of the book of a fiscal year."""

    cover: tuple[str, ...]
    office: tuple[str, ...]
    foreword: tuple[str, ...]
    signed: tuple[str, ...]
    parts: tuple[BookPart, ...]
    emblem: Path | None
    file_title: str
    author: str
    identity: str
    made_at: datetime
    is_draft: bool = False
    warnings: tuple[str, ...] = ()


def gather(fiscal_year: int, request: Request) -> BookPaper:
    """Read the book of a fiscal year.

    Raises:
        NotFound: the year has no plan.
        KmError: a text file of the office cannot be read.
    """
    office, content = the_organization(), read_plan(fiscal_year)
    first_day = content.announced_on or fiscal_range(fiscal_year)[0]
    month = " ".join(format_date(first_day).split()[1:])
    return BookPaper(
        cover=(
            content.title,
            "(KM Action Plan)",
            f"ประจำปีงบประมาณ พ.ศ. {content.label}",
        ),
        office=(office.name, f"อำเภอ{office.district} จังหวัด{office.province}"),
        foreword=template_lines("book/foreword.txt", fiscal_year),
        signed=(plan_committee_name(), month),
        parts=parts_of(fiscal_year, request),
        emblem=request.emblem.picture,
        file_title=f"รูปเล่มแผนการจัดการความรู้ {fiscal_year}",
        author=office.name,
        identity=f"book {fiscal_year}",
        made_at=midnight(fiscal_range(fiscal_year)[0]),
        is_draft=content.takes_changes,
        warnings=(*missing_of(fiscal_year), *_without_emblem(request)),
    )


def _without_emblem(request: Request) -> tuple[str, ...]:
    """Return the warning that the cover has no emblem; empty if there is a picture file.

    Preprinted paper is no substitute.
    """
    return () if request.emblem.picture is not None else (_NO_EMBLEM,)


def render(value: BookPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the book as a PDF; the same value gives the same bytes."""
    mark = Mark.DRAFT if value.is_draft else Mark.NONE
    paper = begin_paper(value, " ".join(value.cover), font, mark=mark)
    paper.notes += value.warnings
    _draw_cover(paper, value)
    paper.new_letter()
    _draw_foreword(paper, value)
    paper.new_letter()
    _draw_contents(paper, value)
    paper.new_letter()
    for before, part in zip((None, *value.parts), value.parts, strict=False):
        if before is not None and (before.is_wide or isinstance(part.blocks[0], plan.PlanPaper)):
            _turn(paper, landscape=isinstance(part.blocks[0], plan.PlanPaper))
        _draw_part(paper, part)
    return paper.drawn()


def _draw_cover(paper: Paper, value: BookPaper) -> None:
    paper.blank(_COVER_TOP)
    paper.emblem(value.emblem, _EMBLEM_HEIGHT, centred=True, at_edge=False)
    paper.blank(_COVER_TOP)
    for line in value.cover:
        paper.write(line, BOOK_TITLE)
    paper.blank(2.5 * _COVER_TOP)
    for line in value.office:
        paper.write(line, BOOK_TITLE.but(size=24))


def _draw_foreword(paper: Paper, value: BookPaper) -> None:
    paper.bookmark("บทนำ")
    paper.write("บทนำ", CHAPTER)
    paper.space(4)
    draw_template_lines(paper, value.foreword)
    paper.signature(*value.signed)


def _draw_contents(paper: Paper, value: BookPaper) -> None:
    paper.bookmark("สารบัญ")
    paper.write("สารบัญ", CHAPTER)
    for line in value.office:
        paper.write(line, CHAPTER.but(size=16))
    paper.write("หน้า", PLAIN.but(align=Align.RIGHT, bold=True, keep_next=True))
    paper.contents([TocEntry(part.heading, part.name) for part in value.parts])


def _draw_part(paper: Paper, part: BookPart) -> None:
    paper.space(_BETWEEN_PARTS)
    paper.begin(part.name)
    paper.bookmark(part.heading)
    paper.write(part.heading, CHAPTER)
    paper.space(2)
    for block in part.blocks:
        _draw_block(paper, block)


def _turn(paper: Paper, *, landscape: bool) -> None:
    paper.new_page(landscape, WIDE if landscape else Margins())


def _draw_block(paper: Paper, block: Block) -> None:
    match block:
        case Words():
            draw_template_lines(paper, block.lines)
        case Members():
            rows = [(row.number, row.post, row.role) for row in block.rows]
            paper.listing(_MEMBER_COLUMNS, rows, PLAIN.but(before=2))
            paper.space(2)
        case plan.PlanPaper():
            plan.draw_on(paper, block)
        case scope.ScopePaper():
            _turn(paper, landscape=True)
            scope.draw_on(paper, block)
        case assessment.AssessmentPaper():
            assessment.draw_on(paper, block)
