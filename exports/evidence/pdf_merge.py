"""Binding PDFs into one: pages in order, numbered, with an outline and contents that lead on.

The only file that knows pypdf.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.annotations import Link
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from exports.typesetting.document_builder import DocumentBuilder
from exports.typesetting.fonts import choose_font
from exports.typesetting.pdf_canvas import PdfMetadata
from exports.typesetting.styles import Margins
from exports.typesetting.toc_entries import TocLink
from kmtui.thai.digits import thai_digits

_POINTS_PER_MM = 72 / 25.4
# Marks on a page that carry a file or a film; and the actions that only lead somewhere.
_CARRIES = ("/FileAttachment", "/RichMedia", "/3D", "/Screen", "/Movie", "/Sound")
_LEADS = ("/URI", "/GoTo")
_STAMP_WIDTH = 40.0  # millimetres
_ENCRYPTED = "แฟ้มตั้งรหัสผ่านไว้ ปลดรหัสแล้วแนบใหม่"
_BROKEN = "แฟ้มเสียหายหรือไม่ใช่ PDF สแกนหรือบันทึกใหม่แล้วแนบอีกครั้ง"
_EMPTY = "แฟ้มไม่มีหน้าใดเลย ตรวจแฟ้มแล้วแนบใหม่"


@dataclass(frozen=True)
class PdfPart:
    """The pages of one paper. `fault` says why there are none."""

    title: str
    content: bytes
    page_count: int
    fault: str = ""


@dataclass(frozen=True)
class MergedPdfMetadata:
    """What the bound file says about itself."""

    title: str
    author: str
    made_at: datetime


# A page of the binder: the name it can be gone to by, its title in the outline, the paper that it
# is of (None: our own pages), and which page of that, from 0.
PageInOrder = tuple[str, str, PdfPart | None, int]


def readable_pages(title: str, content: bytes) -> PdfPart:
    """The pages of a PDF; none, with the reason, where it is encrypted, broken or empty."""
    try:
        reader = _reader(content)
        if reader.is_encrypted:
            return PdfPart(title, b"", 0, _ENCRYPTED)
        # A page tree can be broken behind a sound beginning: look at every page.
        count = sum(1 for page in reader.pages if _is_readable(page))
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        RecursionError,
        ArithmeticError,
        AssertionError,
    ):
        return PdfPart(title, b"", 0, _BROKEN)
    return PdfPart(title, content, count) if count else PdfPart(title, b"", 0, _EMPTY)


def _is_readable(page: PageObject) -> bool:
    """Whether the page has a size and its contents unpack; pypdf refuses what grows too large."""
    contents = page.get_contents()
    if contents is not None:
        contents.get_data()
    return page.mediabox is not None


def merge_pdfs(
    bound: MergedPdfMetadata,
    own: bytes,
    order: Sequence[PageInOrder],
    rows: Sequence[TocLink],
    font: Path | None,
) -> bytes:
    """One PDF of the pages in this order; each is stamped with its number, counted from 1."""
    writer = PdfWriter()
    readers: dict[int, PdfReader] = {id(None): _reader(own)}
    for _name, _title, sheaf, page in order:
        if sheaf is not None and id(sheaf) not in readers:
            readers[id(sheaf)] = _reader(sheaf.content)
        added = writer.add_page(readers[id(sheaf)].pages[page])
        if sheaf is not None:
            _disarm(added)
        added.transfer_rotation_to_content()
    _stamp(list(writer.pages), font, bound)
    numbers = {name: at for at, (name, *_others) in enumerate(order) if name}
    _outline(writer, order)
    _link(writer, order, rows, numbers)
    writer.add_metadata(
        {
            "/Title": bound.title,
            "/Author": bound.author,
            "/Creator": "kmtui",
            "/CreationDate": bound.made_at.strftime("D:%Y%m%d%H%M%S+07'00'"),
        }
    )
    writer.root_object[NameObject("/Lang")] = TextStringObject("th-TH")
    writer.compress_identical_objects()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _disarm(page: PageObject) -> None:
    """Take from a page of an outside paper what does something by itself, and what it carries."""
    page.pop("/AA", None)
    marks = page.get("/Annots", ArrayObject()).get_object()
    kept = ArrayObject()
    for each in marks if isinstance(marks, ArrayObject) else ():
        mark = each.get_object()
        if not isinstance(mark, DictionaryObject) or mark.get("/Subtype") in _CARRIES:
            continue
        action = mark.get("/A")
        action = action.get_object() if action is not None else None
        if not isinstance(action, DictionaryObject) or action.get("/S") not in _LEADS:
            mark.pop("/A", None)
        else:
            action.pop("/Next", None)
        mark.pop("/AA", None)
        kept.append(each)
    if "/Annots" in page:
        page[NameObject("/Annots")] = kept


def _reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content), strict=False)


def _outline(writer: PdfWriter, order: Sequence[PageInOrder]) -> None:
    parent = None
    for at, (name, title, _sheaf, _page) in enumerate(order):
        if not title:
            continue
        if name.count("-") < 2:
            parent = writer.add_outline_item(title=title, page_number=at)
        else:
            writer.add_outline_item(title=title, page_number=at, parent=parent)


def _link(
    writer: PdfWriter,
    order: Sequence[PageInOrder],
    rows: Sequence[TocLink],
    numbers: dict[str, int],
) -> None:
    own_pages = {page: at for at, (_n, _t, sheaf, page) in enumerate(order) if sheaf is None}
    for row in rows:
        if row.name not in numbers:
            continue
        at = own_pages[row.page - 1]
        height = float(writer.pages[at].mediabox.height)
        left, right = row.x * _POINTS_PER_MM, (row.x + row.width) * _POINTS_PER_MM
        top = height - row.y * _POINTS_PER_MM
        bottom = top - row.height * _POINTS_PER_MM
        annotation = Link(rect=(left, bottom, right, top), target_page_index=numbers[row.name])
        writer.add_annotation(page_number=at, annotation=annotation)


def _stamp(pages: list[PageObject], font: Path | None, bound: MergedPdfMetadata) -> None:
    """Print the binder's own number at the foot of every page but the cover."""
    numbers = _reader(_numbers(pages, font, bound))
    for page, stamp in zip(pages[1:], numbers.pages, strict=True):
        wide = float(page.mediabox.width) / float(stamp.mediabox.width)
        placed = (
            Transformation()
            .scale(wide)
            .translate(float(page.mediabox.left), float(page.mediabox.bottom))
        )
        page.merge_transformed_page(stamp, placed)


def _numbers(pages: list[PageObject], font: Path | None, bound: MergedPdfMetadata) -> bytes:
    """A page for each of these but the first, with nothing on it but its number."""
    margins = Margins(left=10, right=10, top=10, bottom=6)
    about = PdfMetadata(bound.title, bound.author, bound.made_at, "numbers")
    turned = [page.mediabox.width > page.mediabox.height for page in pages[1:]]
    paper = DocumentBuilder(choose_font(font), about, margins=margins, landscape=turned[0])
    for at, landscape in enumerate(turned):
        if at:
            paper.new_letter(landscape)
        words = f"แฟ้ม หน้า {thai_digits(at + 2)}"
        paper.foot([words], left=paper.width - _STAMP_WIDTH)
    return paper.finish()
