"""Directory of experts (ทำเนียบผู้รู้): knowledge holders, and items that only one person knows.

Items without a holder are work for the office: they are in the spreadsheet, not on paper.
"""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.forms.heading import midnight, numbered
from exports.forms.paper import begin_paper, write_title
from exports.knowledge.classification import classified_year_of
from exports.typesetting.document_builder import Column
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import CELL, PLAIN, POINT, Align
from kmtui.thai.damaged import DAMAGED
from kmtui.thai.dates import fiscal_range, format_date
from kmtui.thai.digits import thai_digits
from models.knowledge.views import Expert, Experts, KnowledgeItemView, read_experts
from models.office.organization import the_organization
from models.office.plain_table import Listing

LEAVING_SOON_YEARS = 3

find = classified_year_of


class Card(Struct, frozen=True):
    """A person's card: name, knowledge items, and remarks (only holder, day of leaving)."""

    name: str
    items: tuple[str, ...]
    remark: str


class ExpertsPaper(Struct, frozen=True):
    """The printed content of the directory of one fiscal year."""

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    cards: tuple[Card, ...]
    without_holder: tuple[str, ...]


def gather(fiscal_year: int, _request: Request) -> ExpertsPaper:
    """Read the directory of a fiscal year (Buddhist Era).

    A remark gives the day on which a person leaves the service; up to three years after the last
    day of the fiscal year it is worded as coming.
    """
    office, directory = the_organization(), read_experts(fiscal_year)
    return ExpertsPaper(
        heading=("ทำเนียบผู้รู้", office.address, f"ประจำปีงบประมาณ พ.ศ. {thai_digits(fiscal_year)}"),
        file_title=f"ทำเนียบผู้รู้ {fiscal_year}",
        author=office.name,
        identity=f"experts {fiscal_year}",
        made_at=midnight(fiscal_range(fiscal_year)[0]),
        cards=tuple(_card(directory, card) for card in directory.cards),
        without_holder=tuple(_said(directory, item) for item in directory.without_holder),
    )


def _card(directory: Experts, card: Expert) -> Card:
    remarks = []
    if card.only_here:
        remarks.append(f"รู้อยู่คนเดียว {thai_digits(len(card.only_here))} เรื่อง")
    end_of_year = fiscal_range(directory.fiscal_year)[1]
    if card.leaves_on is not None:
        soon = "จะพ้นราชการ" if card.leaves_within(LEAVING_SOON_YEARS, end_of_year) else "พ้นราชการ"
        remarks.append(f"{soon} {format_date(card.leaves_on)}")
    alone = {item.id for item in card.only_here}
    items = tuple(_said(directory, item, item.id in alone) for item in card.items)
    return Card(card.name, items, "\n".join(remarks))


def _said(directory: Experts, item: KnowledgeItemView, alone: bool = False) -> str:
    kept = f" เก็บเป็น{item.keeping.label}" if item.keeping else ""
    place = f" ({item.kept_at})" if item.kept_at else ""
    mark = " ※ รู้คนเดียว" if alone else ""
    division = directory.divisions.get(item.division_id, DAMAGED)
    return f"{item.text} ({division}){kept}{place}{mark}"


def render(value: ExpertsPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the directory as a PDF; the same value gives the same bytes."""
    paper = begin_paper(value, value.heading[0], font)
    write_title(paper, value.heading)
    paper.space(6 * POINT)
    if value.cards:
        columns = [
            Column("ลำดับ", 13, Align.CENTRE),
            Column("ผู้รู้", 45),
            Column("เรื่องที่รู้", 77),
            Column("หมายเหตุ", 30),
        ]
        rows = [
            (thai_digits(number), card.name, numbered(card.items), card.remark)
            for number, card in enumerate(value.cards, 1)
        ]
        paper.table(columns, rows, CELL)
    else:
        paper.write("- ยังไม่ได้ระบุผู้รู้ -", PLAIN)
    if value.without_holder:
        count = thai_digits(len(value.without_holder))
        paper.notes.append(f"ยังไม่ได้ระบุผู้รู้ {count} เรื่อง ดูรายการเมื่อบันทึกเป็น CSV หรือ XLSX")
    return paper.drawn()


def table_of(value: ExpertsPaper) -> Listing:
    """Return the directory for a spreadsheet, one row per person and item.

    Items without a holder follow, with an empty name.
    """
    rows = tuple((card.name, item, card.remark) for card in value.cards for item in card.items)
    rows += tuple(("", item, "ยังไม่มีผู้รู้") for item in value.without_holder)
    return Listing(("name", "item", "remark"), ("ผู้รู้", "เรื่องที่รู้", "หมายเหตุ"), rows)
