"""The binder of a fiscal year (แฟ้มหลักฐาน): the eight items with their papers, as one PDF."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

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
from exports.evidence.pdf_merge import MergedPdfMetadata, PdfPart, merge_pdfs, readable_pages
from exports.forms.heading import midnight, numbered
from exports.forms.paper import begin_paper
from exports.record_keys import year_of
from exports.typesetting.document_builder import Column, DocumentBuilder
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import BOOK_TITLE, CELL, CHAPTER, HEADING, PLAIN, Align
from exports.typesetting.toc_entries import PageAnchor, TocEntry
from kmtui.thai.dates import DateStyle, fiscal_range, format_date
from kmtui.thai.digits import thai_digits
from models.evidence.board import read_board
from models.evidence.values import EvidenceGap
from models.office.organization import the_organization

_COVER_TOP = 60.0

find = year_of


@dataclass(frozen=True)
class BinderPaper:
    """All that goes into the binder of a fiscal year."""

    cover: tuple[str, ...]
    office: tuple[str, ...]
    items: tuple[BinderItem, ...]
    gaps: tuple[EvidenceGap, ...]
    notes: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime


def gather(fiscal_year: int, request: Request) -> BinderPaper:
    """Read the binder of a year from the store, each of its papers as the catalogue has it."""
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
    )


def render(value: BinderPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the binder as one PDF with an outline; the same value gives the same bytes.

    A paper that cannot be read has a page that says so instead.
    """
    told: list[str] = []
    sheaves = tuple(
        tuple(_sheaf(paper, font, told) for paper in item.papers) for item in value.items
    )
    own = _draw_own(value, font, sheaves, {})
    known = _places(value, own, sheaves)
    own.drop()
    own = _draw_own(value, font, sheaves, known)
    bound = MergedPdfMetadata(" ".join(value.cover), value.author, value.made_at)
    content = merge_pdfs(bound, own.finish(), _order(value, own, sheaves), own.anchors.rows, font)
    return RenderedPdf(content, tuple(dict.fromkeys((*told, *own.notes))))


def _sheaf(paper: Enclosed, font: Path | None, told: list[str]) -> PdfPart:
    """The pages of one paper; none, with the reason, where they cannot be read."""
    match paper:
        case OwnPaper():
            drawn = load(paper.document).render(paper.value, font)
            told.extend(drawn.warnings)
            return readable_pages(paper.title, drawn.content)
        case OutsidePaper():
            return readable_pages(paper.title, paper.content)
        case MissingPaper():
            return PdfPart(paper.title, b"", 0, paper.reason)


def _draw_own(
    value: BinderPaper,
    font: Path | None,
    sheaves: tuple[tuple[PdfPart, ...], ...],
    known: dict[str, PageAnchor],
) -> DocumentBuilder:
    """Our own pages: cover, contents, what is missing, and the first page of each item."""
    paper = begin_paper(value, " ".join(value.cover), font)
    _draw_cover(paper, value)
    paper.new_letter()
    _draw_contents(paper, value, sheaves, known)
    paper.new_letter()
    _draw_gaps(paper, value)
    for item, papers in zip(value.items, sheaves, strict=True):
        paper.new_letter()
        _draw_item(paper, item, papers)
    paper.end()
    return paper


def _draw_cover(paper: DocumentBuilder, value: BinderPaper) -> None:
    paper.blank(_COVER_TOP)
    for line in value.cover:
        paper.write(line, BOOK_TITLE)
    paper.blank(_COVER_TOP)
    for line in value.office:
        paper.write(line, BOOK_TITLE.but(size=24))


def _draw_contents(
    paper: DocumentBuilder,
    value: BinderPaper,
    sheaves: tuple[tuple[PdfPart, ...], ...],
    known: dict[str, PageAnchor],
) -> None:
    paper.write("สารบัญ", CHAPTER)
    paper.write("หน้า", PLAIN.but(align=Align.RIGHT, bold=True, keep_next=True))
    entries = [TocEntry("เอกสารที่ยังขาด", "gaps")]
    for item, papers in zip(value.items, sheaves, strict=True):
        entries.append(TocEntry(f"{thai_digits(item.number)}. {item.title}", _name(item)))
        entries += [TocEntry(each.title, _name(item, at), 1) for at, each in enumerate(papers)]
    paper.contents(entries, known, linked=False)


def _draw_gaps(paper: DocumentBuilder, value: BinderPaper) -> None:
    paper.begin("gaps")
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


def _draw_item(paper: DocumentBuilder, item: BinderItem, papers: tuple[PdfPart, ...]) -> None:
    paper.begin(_name(item))
    paper.write(f"{thai_digits(item.number)}. {item.title}", CHAPTER)
    paper.write("เอกสารในหมวดนี้", HEADING)
    titles = numbered(each.title for each in papers)
    paper.write(titles or "- ไม่มี -", PLAIN.but(hang=8))
    if item.gaps:
        paper.write("เอกสารที่ยังขาด", HEADING)
        paper.write(numbered(gap.label for gap in item.gaps), PLAIN.but(hang=8))
    for place, each in enumerate(papers):
        if each.fault:
            paper.new_page()
            paper.begin(_name(item, place))
            paper.write(each.title, CHAPTER)
            paper.write(f"ใส่เอกสารนี้ในแฟ้มไม่ได้: {each.fault}", PLAIN)


def _name(item: BinderItem, place: int | None = None) -> str:
    return f"item-{item.number}" if place is None else f"item-{item.number}-{place}"


def _places(
    value: BinderPaper, own: DocumentBuilder, sheaves: tuple[tuple[PdfPart, ...], ...]
) -> dict[str, PageAnchor]:
    """Where everything begins in the binder, by name; pages are counted from the cover."""
    known: dict[str, PageAnchor] = {}
    for number, (name, _sheaf_or_none, _page) in _numbered_order(value, own, sheaves):
        if name and name not in known:
            known[name] = PageAnchor(number, number)
    return known


def _order(
    value: BinderPaper, own: DocumentBuilder, sheaves: tuple[tuple[PdfPart, ...], ...]
) -> list[tuple[str, str, PdfPart | None, int]]:
    """The pages of the binder in order: name, title for the outline, from which paper, which."""
    titles = {"gaps": "เอกสารที่ยังขาด"}
    for item, papers in zip(value.items, sheaves, strict=True):
        titles[_name(item)] = f"{thai_digits(item.number)}. {item.title}"
        titles.update({_name(item, at): each.title for at, each in enumerate(papers)})
    return [
        (name, titles.get(name, ""), sheaf, page)
        for _number, (name, sheaf, page) in _numbered_order(value, own, sheaves)
    ]


def _numbered_order(
    value: BinderPaper, own: DocumentBuilder, sheaves: tuple[tuple[PdfPart, ...], ...]
) -> list[tuple[int, tuple[str, PdfPart | None, int]]]:
    found = own.anchors.by_name
    by_page = {beginning.page: name for name, beginning in found.items()}
    firsts = [found[_name(item)].page for item in value.items]
    pages: list[tuple[str, PdfPart | None, int]] = [
        (by_page.get(page, ""), None, page - 1) for page in range(1, firsts[0])
    ]
    for at, (item, papers) in enumerate(zip(value.items, sheaves, strict=True)):
        end = firsts[at + 1] if at + 1 < len(firsts) else own.page_count + 1
        pages += [(by_page.get(page, ""), None, page - 1) for page in range(firsts[at], end)]
        for place, sheaf in enumerate(papers):
            name = _name(item, place)
            pages += [(name if page == 0 else "", sheaf, page) for page in range(sheaf.page_count)]
    return list(enumerate(pages, 1))
