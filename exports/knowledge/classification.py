"""Knowledge classification (การจำแนกความรู้ในองค์กร) and essential processes: items by division."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.forms.heading import midnight, numbered
from exports.forms.paper import begin_paper, write_title
from exports.record_keys import year_of
from exports.typesetting.document_builder import Column
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import CELL, POINT
from kmtui.thai.dates import fiscal_range
from kmtui.thai.digits import thai_digits
from models.errors import NotFound
from models.knowledge.records import KnowledgeKind, years_classified
from models.knowledge.views import Classification, read_classification
from models.office.organization import the_organization
from models.office.plain_table import Listing

_DIVISION_WIDTH = 45.0  # millimetres
_ITEM_WIDTH = 115.0
_TITLES = {
    KnowledgeKind.KNOWLEDGE: ("การจำแนกความรู้ในองค์กร", "รายละเอียดองค์ความรู้ที่จำแนกได้"),
    KnowledgeKind.ESSENTIAL_PROCESS: (
        "การจำแนกความรู้ที่จำเป็นต่อการผลักดันความสำเร็จในงานที่เป็นงานประจำ",
        "กระบวนการที่สำคัญ",
    ),
}


class DivisionRow(Struct, frozen=True):
    """A division with its items, in order."""

    name: str
    items: tuple[str, ...]


class ClassificationPaper(Struct, frozen=True):
    """The printed content of the classification of one fiscal year and kind of knowledge."""

    heading: tuple[str, ...]
    column: str
    file_title: str
    author: str
    identity: str
    made_at: datetime
    rows: tuple[DivisionRow, ...]


def classified_year_of(request: Request) -> int:
    """Return the Buddhist Era fiscal year of the request's key, if it has knowledge items.

    Raises:
        NotFound: the year has no items; the sentence lists the years that have some.
        KmError: the key is no year.
    """
    year = year_of(request)
    known = years_classified()
    if year not in known:
        said = ", ".join(thai_digits(each) for each in known) or "ไม่มี"
        raise NotFound(f"ยังไม่ได้จำแนกความรู้ของปีงบประมาณ {thai_digits(year)} ปีที่มี: {said}")
    return year


find = classified_year_of


def gather(fiscal_year: int, _request: Request) -> ClassificationPaper:
    """Read the classification of a fiscal year (Buddhist Era), also divisions without an item."""
    return read_table(fiscal_year, KnowledgeKind.KNOWLEDGE)


def read_table(fiscal_year: int, kind: KnowledgeKind) -> ClassificationPaper:
    """Read the items of one kind of a fiscal year (Buddhist Era), by division.

    Divisions without an item are in it, too.
    """
    office = the_organization()
    content: Classification = read_classification(fiscal_year, kind)
    title, column = _TITLES[kind]
    year = thai_digits(fiscal_year)
    return ClassificationPaper(
        heading=(title, office.address, f"ประจำปีงบประมาณ พ.ศ. {year}"),
        column=column,
        file_title=f"{title} {fiscal_year}",
        author=office.name,
        identity=f"{kind} {fiscal_year}",
        made_at=midnight(fiscal_range(fiscal_year)[0]),
        rows=tuple(
            DivisionRow(each.name, tuple(item.text for item in each.items))
            for each in content.divisions
        ),
    )


def render(value: ClassificationPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the table as a PDF; the same value gives the same bytes.

    A warning names the divisions without an item, which are not printed.
    """
    paper = begin_paper(value, value.heading[0], font)
    write_title(paper, value.heading)
    paper.space(6 * POINT)
    rows = [(row.name, numbered(row.items)) for row in value.rows if row.items]
    columns = [
        Column("สำนัก/กอง", _DIVISION_WIDTH, is_repeated=True),
        Column(value.column, _ITEM_WIDTH),
    ]
    paper.table(columns, rows, CELL)
    if empty := [row.name for row in value.rows if not row.items]:
        paper.notes.append(f"ยังไม่ได้จำแนก: {', '.join(empty)}")
    return paper.drawn()


def table_of(value: ClassificationPaper) -> Listing:
    """Return the classification for a spreadsheet, one row per item; none for an empty division."""
    rows = tuple(
        (row.name, number, text) for row in value.rows for number, text in enumerate(row.items, 1)
    )
    return Listing(("division", "number", "item"), ("สำนัก/กอง", "ลำดับ", value.column), rows)
