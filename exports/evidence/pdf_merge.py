"""Merging of pages of attached PDFs into a generated PDF.

The only module that uses pypdf.
"""

import io
from collections.abc import Sequence
from typing import NamedTuple, cast

from msgspec import Struct
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
)

# Entries of a placeholder page that are kept when it is filled.
_KEPT = ("/Type", "/Parent")
# Annotations that embed files or media are removed; actions that only navigate are kept.
_CARRIES = ("/FileAttachment", "/RichMedia", "/3D", "/Screen", "/Movie", "/Sound")
_LEADS = ("/URI", "/GoTo")
_ENCRYPTED = "แฟ้มตั้งรหัสผ่านไว้ ปลดรหัสแล้วแนบใหม่"
_BROKEN = "แฟ้มเสียหายหรือไม่ใช่ PDF สแกนหรือบันทึกใหม่แล้วแนบอีกครั้ง"
_EMPTY = "แฟ้มไม่มีหน้าใดเลย ตรวจแฟ้มแล้วแนบใหม่"


class PdfPart(Struct, frozen=True):
    """The pages of one paper as a PDF file; `fault` is the reason in Thai if there are no pages."""

    title: str
    content: bytes
    page_count: int
    fault: str = ""


class OutsidePage(NamedTuple):
    """A placeholder page (index from 1), and the page (index from 0) of an attached PDF for it."""

    page: int
    part: PdfPart
    source_page: int


def readable_pages(title: str, content: bytes) -> PdfPart:
    """Return the pages of a PDF; no pages but a reason if it is encrypted, broken or empty."""
    try:
        reader = _reader(content)
        if reader.is_encrypted:
            return PdfPart(title, b"", 0, _ENCRYPTED)
        # A page tree can be damaged behind a valid beginning: read every page.
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
    """Return whether a page has a size; raise an error of pypdf if its content is damaged."""
    contents = page.get_contents()
    if contents is not None:
        contents.get_data()
    return page.mediabox is not None


class _Writer(PdfWriter):
    def added(self, made: PdfObject) -> IndirectObject:
        """Add an indirect object to the file; streams must be indirect (ISO 32000-1, 7.3.8)."""
        return self._add_object(made)


def filled(own: bytes, pages: Sequence[OutsidePage]) -> bytes:
    """Return the PDF with attached pages drawn on their placeholder pages, below the content there.

    The placeholder page object stays, so links from the outline and the contents remain valid.
    """
    if not pages:
        return own
    writer = _Writer(clone_from=_reader(own))
    readers: dict[int, PdfReader] = {}
    # The binder runs no action when it is opened, not even one of our own.
    writer.root_object.pop("/OpenAction", None)
    ours = list(writer.pages)
    for page, part, source_page in pages:
        if id(part) not in readers:
            readers[id(part)] = _reader(part.content)
        _fill(writer, ours[page - 1], readers[id(part)].pages[source_page], page)
    writer.compress_identical_objects()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _fill(writer: _Writer, ours: PageObject, outside: PageObject, number: int) -> None:
    page = cast(PageObject, outside.clone(writer, False, ("/Parent", "/B")))
    _disarm(page)
    page.transfer_rotation_to_content()
    contents = page.get_contents()
    data = contents.get_data() if contents is not None else b""
    name = f"/KmtuiPage{number}"
    resources = page.get("/Resources", DictionaryObject()).get_object()
    forms = resources.get("/XObject", DictionaryObject()).get_object()
    forms[NameObject(name)] = writer.added(_as_form(ours, page))
    resources[NameObject("/XObject")] = forms
    drawn = DecodedStreamObject()
    drawn.set_data(b"q\n" + data + b"\nQ\nq " + name.encode() + b" Do Q")
    for key in [key for key in ours if key not in _KEPT]:
        del ours[key]
    for key in [key for key in page if key not in _KEPT]:
        ours[NameObject(key)] = page.raw_get(key)
    ours[NameObject("/Resources")] = resources
    ours[NameObject("/Contents")] = writer.added(drawn.flate_encode())


def _as_form(ours: PageObject, page: PageObject) -> StreamObject:
    """Return the content of our page as a form XObject scaled to the width of `page`.

    A form has its own resources: in those of the page, equal font names would collide.
    """
    contents = ours.get_contents()
    form = DecodedStreamObject()
    form.set_data(contents.get_data() if contents is not None else b"")
    wide = float(page.mediabox.width) / float(ours.mediabox.width)
    corner = float(page.mediabox.left), float(page.mediabox.bottom)
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(map(FloatObject, ours.mediabox))
    form[NameObject("/Matrix")] = ArrayObject(map(FloatObject, (wide, 0, 0, wide, *corner)))
    form[NameObject("/Resources")] = ours.raw_get("/Resources")
    return form


def _disarm(page: PageObject) -> None:
    """Remove automatic actions, embedded files and media from a page of an attached PDF."""
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
