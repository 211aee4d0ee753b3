"""Reads lists from CSV (usual Thai encodings and delimiters) or XLSX as rows of text."""

import csv
import errno
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from models.errors import NotFound, Refused
from models.staff_list.columns import HEAD_WITHIN, find_head
from models.storage.own_files import read_file

RowCells = list[list[str]]

_ENCODINGS = ("utf-8-sig", "cp874")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (",", ";", "\t", "|")
_LARGEST = 200 * 1024 * 1024  # bytes of all parts of a workbook, uncompressed
_MOST_ROWS, _MOST_COLUMNS = 50_000, 200
_LARGEST_CSV = 50_000_000
_HEAD_OF_CSV = 20_000  # characters in which the delimiter is looked for
_TOO_LONG = f"ตารางยาวเกิน {_MOST_ROWS:,} แถว ลบแถวที่อยู่ห่างจากตาราง หรือแบ่งแฟ้ม แล้วนำเข้าใหม่"
_LONGEST_TOLD = 60
# The errors of openpyxl and the XML parser for a broken file, or one that is not a workbook.
_UNREADABLE = (
    OSError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    zipfile.BadZipFile,
)


class Sheet(Struct, frozen=True):
    """A sheet of a workbook as text, or a whole CSV file, which has no name."""

    name: str
    cells: RowCells


def read_sheets(path: Path) -> list[Sheet]:
    """Return the tables of a file: .xlsx, or CSV in UTF-8, UTF-16 or TIS-620, usual delimiters.

    Raises:
        NotFound: the file does not exist.
        Refused: the file is unreadable, or a table is too long.
    """
    if not is_there(path):
        raise NotFound(f"ไม่พบแฟ้ม {path} ตรวจชื่อแฟ้มและโฟลเดอร์")
    return list(_sheets(path))


def read_cells(path: Path) -> RowCells:
    """Return the rows of all sheets of an XLSX, or of a CSV, one below the other.

    For tables of other subjects: no header is looked for. The bounds are those of a staff list.

    Raises:
        NotFound: the file does not exist.
        Refused: the file is unreadable or too large.
    """
    return [row for sheet in read_sheets(path) for row in sheet.cells]


def is_there(path: Path) -> bool:
    """Return whether a file exists. Raises Refused if that cannot be known."""
    try:
        return path.is_file()
    except OSError as error:  # an inaccessible parent folder, or too long a name
        raise Refused(f"เปิดแฟ้ม {str(path)[:_LONGEST_TOLD]} ไม่ได้ ตรวจชื่อและสิทธิ์อ่านแฟ้ม") from error


def _sheets(path: Path) -> Iterable[Sheet]:
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        return _workbook(path)
    if suffix in (".xls", ".ods", ".doc", ".docx", ".pdf"):
        raise Refused(f"อ่านแฟ้มชนิด {suffix} ไม่ได้ เปิดในโปรแกรมตาราง แล้วบันทึกเป็น .xlsx หรือ CSV")
    try:
        text = decoded(read_file(path, _LARGEST_CSV))
        begun = {mark: list(islice(_read_csv(text, mark), HEAD_WITHIN)) for mark in _DELIMITERS}
        delimiter = max(_DELIMITERS, key=lambda mark: _likelihood(begun[mark]))
        return [Sheet("", _bounded(_read_csv(text, delimiter)))]
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise Refused(_TOO_LONG) from error
        raise Refused(f"เปิดแฟ้ม {path} ไม่ได้ ตรวจสิทธิ์อ่านแฟ้ม") from error
    except csv.Error as error:
        raise Refused(f"อ่านตารางใน {path.name} ไม่ได้ เปิดในโปรแกรมตาราง แล้วบันทึกเป็น .xlsx") from error


def _read_csv(text: str, delimiter: str) -> Iterable[list[str]]:
    # Old programs end lines with a lone carriage return.
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
    return csv.reader(lines, delimiter=delimiter)


def _bounded(rows: Iterable[list[str]]) -> RowCells:
    """Return the rows. Raises Refused if there are more than a workbook can have."""
    found = list(islice(rows, _MOST_ROWS + 1))
    if len(found) > _MOST_ROWS:
        raise Refused(_TOO_LONG)
    return found


def _likelihood(cells: RowCells) -> tuple[int, int]:
    """Score how well a delimiter splits the first rows: into known columns, into any."""
    head = find_head(cells)
    known = 0 if head is None else len(head.columns.keys() | head.doubtful.keys())
    return known, max(map(len, cells), default=0)


def decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 or TIS-620. Raises Refused if it is in none."""
    encodings = ("utf-16",) if content.startswith(_UTF_16_MARKS) else _ENCODINGS
    if not content.startswith(_UTF_16_MARKS) and (found := _wide_without_mark(content)):
        encodings = (found,)
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("อ่านอักษรในแฟ้มนี้ไม่ได้ เปิดในโปรแกรมตาราง แล้วบันทึกเป็น CSV UTF-8 หรือ .xlsx")


def _wide_without_mark(content: bytes) -> str:
    """Return the UTF-16 codec of a file without a byte order mark; "" if it is in none."""
    begun = content[:2000]
    for name, high in (("utf-16-le", begun[1::2]), ("utf-16-be", begun[::2])):
        # The high byte of every Thai letter is 0E, of every Latin one 00.
        if high and sum(byte in (0x00, 0x0E) for byte in high) > 0.9 * len(high) and 0x00 in high:
            return name
    return ""


def _workbook(path: Path) -> list[Sheet]:
    # Imported late, as only XLSX files need it.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as parts, path.open("rb") as content:
            if sum(each.file_size for each in parts.infolist()) > _LARGEST:
                raise Refused(
                    f"แฟ้ม {path.name} ใหญ่ผิดปกติ คัดเฉพาะตารางรายชื่อไปไว้ในแฟ้มใหม่ แล้วนำเข้าแฟ้มนั้น"
                )
            # Streamed: otherwise a stray cell in the last row, or one huge merged cell, allocates
            # all the cells in between. In this mode merged cells must be handled here.
            book = load_workbook(content, data_only=True, read_only=True)
            try:
                return [Sheet(sheet.title, _sheet_cells(sheet, parts)) for sheet in book.worksheets]
            finally:
                book.close()
    except (*_UNREADABLE, InvalidFileException) as error:
        raise Refused(f"เปิดแฟ้ม {path.name} ไม่ได้ แฟ้มเสียหรือมีรหัสผ่าน บันทึกเป็น .xlsx ใหม่") from error


def _sheet_cells(sheet: Any, parts: zipfile.ZipFile) -> RowCells:
    """Return the sheet as text, with a vertically merged cell repeated in each of its rows.

    Uses the private `_worksheet_path` of openpyxl, held by the tests of merged cells.
    """
    cells = _filled(sheet)
    with parts.open(sheet._worksheet_path) as part:
        for column, top, bottom in _merged(part):
            words = cells[top][column] if top < len(cells) and column < len(cells[top]) else ""
            for row in cells[top + 1 : bottom] if words else ():
                row[column] = row[column] or words
    return cells


def _merged(part: IO[bytes]) -> Iterator[tuple[int, int, int]]:
    """Yield the merged ranges of a sheet: column and first row, from 0, and the end row."""
    from xml.etree.ElementTree import iterparse

    from openpyxl.utils import range_boundaries

    for _, element in iterparse(part):
        if element.tag.endswith("}mergeCell"):
            left, top, _right, bottom = range_boundaries(element.get("ref", ""))
            yield (left or 1) - 1, (top or 1) - 1, bottom or _MOST_ROWS
        element.clear()


def _filled(sheet: Any) -> RowCells:
    """Return the sheet as text, up to its last filled cells.

    Raises Refused if the sheet has too many rows.
    """
    # The dimensions stored in the file may be wrong.
    sheet.reset_dimensions()
    cells: RowCells = []
    blank = 0
    for row in sheet.iter_rows(values_only=True):
        texts = [_text(value) for value in row[:_MOST_COLUMNS]]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            blank += 1
            continue
        if len(cells) + blank > _MOST_ROWS:
            raise Refused(_TOO_LONG)
        cells += [[] for _ in range(blank)]
        cells.append(texts)
        blank = 0
    width = max(map(len, cells), default=0)
    return [[*row, *[""] * (width - len(row))] for row in cells]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        # Users type 22/9/2563 into a date cell, so its year is of the Buddhist Era.
        return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
