"""The evidence binder of a fiscal year (แฟ้มหลักฐาน): the documents of eight items, as one PDF."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from exports.catalogue import load
from exports.documents import Request
from exports.evidence.binder_items import (
    BinderItem,
    Enclosed,
    MissingPaper,
    OutsidePaper,
    OwnPaper,
    items_of,
)
from exports.evidence.pdf_merge import OutsidePage, PdfPart, filled, readable_pages
from exports.forms.heading import midnight, numbered
from exports.forms.paper import begin_bundle, drawn_into
from exports.progress import shown_parts
from exports.record_keys import year_of
from exports.typesetting.bundle import Bundle
from exports.typesetting.document_builder import Column, DocumentBuilder
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import (
    BOOK_TITLE,
    CELL,
    CHAPTER,
    HEADING,
    PLAIN,
    SMALL_CELL,
    Align,
)
from exports.typesetting.toc_entries import TocEntry
from kmtui.thai.dates import DateStyle, fiscal_range, format_date
from kmtui.thai.digits import thai_digits
from models.evidence.board import read_board
from models.evidence.values import EvidenceGap
from models.office.organization import the_organization

_COVER_TOP = 60.0

find = year_of


class BinderPaper(Struct, frozen=True):
    """The content of the binder of a fiscal year.

    Attributes:
        is_final: whether to omit the list of missing documents, which is only for the office.
    """

    cover: tuple[str, ...]
    office: tuple[str, ...]
    items: tuple[BinderItem, ...]
    gaps: tuple[EvidenceGap, ...]
    notes: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    is_final: bool = False


def gather(fiscal_year: int, request: Request) -> BinderPaper:
    """Read the binder of a fiscal year as of today; each document is gathered by its own module.

    A document that cannot be made is included as a page with the reason. Raises KmError if a
    questionnaire file of the office is invalid.
    """
    office, board = the_organization(), read_board(fiscal_year, date.today())
    year = thai_digits(fiscal_year)
    return BinderPaper(
        cover=("แฟ้มหลักฐาน", "การจัดการความรู้ (Knowledge Management)", f"ปีงบประมาณ พ.ศ. {year}"),
        office=(office.name, f"อำเภอ{office.district} จังหวัด{office.province}"),
        items=items_of(board, request),
        gaps=board.gaps,
        notes=board.notes,
        file_title=f"แฟ้มหลักฐานการจัดการความรู้ {fiscal_year}",
        author=office.name,
        identity=f"binder {fiscal_year}",
        made_at=midnight(fiscal_range(fiscal_year)[0]),
        is_final=request.final,
    )


def render(value: BinderPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the binder as one PDF with an outline; the same value gives the same bytes.

    Generated papers are drawn into one file with one set of fonts; pages of attached PDFs are
    merged into pages left empty for them. An unreadable attachment is replaced by a page with the
    reason. The file is PDF/A only without attached pages, which need not conform.
    """
    parts = [[_outside_part(paper) for paper in item.papers] for item in value.items]
    has_outside = any(part is not None and part.page_count for row in parts for part in row)
    binding = _Binding(value, font, is_archivable=not has_outside)
    binding.draw_front()
    for item, row in shown_parts(list(zip(value.items, parts, strict=True))):
        binding.draw_item(item, row)
    return binding.finish()


def _outside_part(paper: Enclosed) -> PdfPart | None:
    """Return the pages of an attached PDF; a part without pages, with the reason, if unreadable.

    None for a generated paper.
    """
    match paper:
        case OwnPaper():
            return None
        case OutsidePaper():
            return readable_pages(paper.title, paper.content)
        case MissingPaper():
            return PdfPart(paper.title, b"", 0, paper.reason)


class _Binding:
    """Draws one binder, from its cover to its last document."""

    def __init__(self, value: BinderPaper, font: Path | None, *, is_archivable: bool) -> None:
        self._value = value
        self._font = font
        self._told: list[str] = []
        self._outside: list[OutsidePage] = []
        title = " ".join(value.cover)
        self._paper = begin_bundle(value, title, font, is_archivable=is_archivable)
        self._bundle = Bundle(self._paper, _stamp)

    def draw_front(self) -> None:
        """Draw the cover, the contents and the list of missing documents."""
        paper, value = self._paper, self._value
        _draw_cover(paper, value)
        paper.new_letter()
        _draw_contents(paper, value)
        if not value.is_final:
            self._bundle.begin_next_page("gaps", "เอกสารที่ยังขาด", 0)
            paper.new_letter()
            _draw_gaps(paper, value)

    def draw_item(self, item: BinderItem, parts: Sequence[PdfPart | None]) -> None:
        """Draw the title page of an item, then its documents."""
        paper = self._paper
        self._bundle.begin_next_page(_name(item), f"{thai_digits(item.number)}. {item.title}", 0)
        paper.new_letter()
        _draw_item(paper, item, is_final=self._value.is_final)
        for place, (each, part) in enumerate(zip(item.papers, parts, strict=True)):
            self._bundle.begin_next_page(_name(item, place), each.title, 1)
            if isinstance(each, OwnPaper):
                with drawn_into(self._bundle):
                    self._told += load(each.document).render(each.value, self._font).warnings
                self._bundle.resume()
            elif part is not None and part.page_count:
                for number in range(part.page_count):
                    self._outside.append(OutsidePage(self._bundle.empty_page(), part, number))
            else:
                paper.new_letter()
                paper.write(each.title, CHAPTER)
                fault = part.fault if part is not None else ""
                paper.write(f"ใส่เอกสารนี้ในแฟ้มไม่ได้: {fault}", PLAIN)

    def finish(self) -> RenderedPdf:
        content = filled(self._paper.finish(), self._outside)
        return RenderedPdf(content, tuple(dict.fromkeys((*self._told, *self._paper.notes))))


def _stamp(page: int) -> str:
    return f"แฟ้ม หน้า {thai_digits(page)}" if page > 1 else " "


def _draw_cover(paper: DocumentBuilder, value: BinderPaper) -> None:
    paper.blank(_COVER_TOP)
    for line in value.cover:
        paper.write(line, BOOK_TITLE)
    paper.blank(_COVER_TOP)
    for line in value.office:
        paper.write(line, BOOK_TITLE.but(size=24))


def _draw_contents(paper: DocumentBuilder, value: BinderPaper) -> None:
    paper.write("สารบัญ", CHAPTER)
    paper.write("หน้า", PLAIN.but(align=Align.RIGHT, bold=True, keep_next=True))
    entries = [] if value.is_final else [TocEntry("เอกสารที่ยังขาด", "gaps")]
    for item in value.items:
        entries.append(TocEntry(f"{thai_digits(item.number)}. {item.title}", _name(item)))
        entries += [TocEntry(each.title, _name(item, at), 1) for at, each in enumerate(item.papers)]
    paper.contents(entries, by_page=True, style=SMALL_CELL)


def _draw_gaps(paper: DocumentBuilder, value: BinderPaper) -> None:
    paper.write("เอกสารที่ยังขาด", CHAPTER)
    if not value.gaps:
        paper.write("- ครบทุกรายการ -", PLAIN.but(align=Align.CENTRE))
    else:
        columns = [
            Column("ที่", 12, Align.CENTRE),
            Column("เอกสาร", 78),
            Column("ผู้รับผิดชอบ", 45),
            Column("ภายในวันที่", 30, Align.CENTRE),
        ]
        rows = [
            (thai_digits(number), gap.label, gap.who, _due(gap))
            for number, gap in enumerate(value.gaps, 1)
        ]
        paper.table(columns, rows, CELL)
    if value.notes:
        paper.write("ข้อสังเกต", HEADING)
        paper.write(numbered(value.notes), PLAIN.but(hang=8))


def _due(gap: EvidenceGap) -> str:
    return format_date(gap.due_on, DateStyle.SHORT) if gap.due_on is not None else ""


def _draw_item(paper: DocumentBuilder, item: BinderItem, *, is_final: bool) -> None:
    paper.write(f"{thai_digits(item.number)}. {item.title}", CHAPTER)
    paper.write("เอกสารในหมวดนี้", HEADING)
    titles = numbered(each.title for each in item.papers)
    if titles or not item.bound_elsewhere:
        paper.write(titles or "- ไม่มี -", PLAIN.but(hang=8))
    for title, number in item.bound_elsewhere:
        paper.write(f"{title} (อยู่ในหมวดที่ {thai_digits(number)})", PLAIN.but(hang=8))
    if item.waived:
        paper.write("สิ่งที่ไม่ดำเนินการ และเหตุผล", HEADING)
        paper.write(numbered(item.waived), PLAIN.but(hang=8))
    if item.gaps and not is_final:
        paper.write("เอกสารที่ยังขาด", HEADING)
        paper.write(numbered(gap.label for gap in item.gaps), PLAIN.but(hang=8))


def _name(item: BinderItem, place: int | None = None) -> str:
    return f"item-{item.number}" if place is None else f"item-{item.number}-{place}"
