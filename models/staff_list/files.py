"""Staff list files: CSV in the usual Thai encodings, or XLSX, with Thai headers."""

import csv
import errno
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import iterparse

from kmtui.thai.mending.pdf_damage import has_impossible_letters, mend
from kmtui.thai.names import split_name
from kmtui.thai.text import clean, key
from models.errors import NotFound, Refused
from models.storage.own_files import read_file

RowCells = list[list[str]]

_ENCODINGS = ("utf-8-sig", "cp874")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (",", ";", "\t")
_HEADER_WITHIN = 40
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
_SECTIONS = ("สำนัก", "กอง", "หน่วย")


class StaffColumn(StrEnum):
    """The content of a column of a staff list."""

    NAME = "name"
    TITLE = "title"
    GIVEN = "given"
    FAMILY = "family"
    POST = "post"
    LEVEL = "level"
    DIVISION = "division"
    SINCE = "since"


# Headers without spaces and punctuation.
_HEADERS = {
    StaffColumn.NAME: "ชื่อสกุล ชื่อนามสกุล ชื่อและนามสกุล ชื่อและสกุล ชื่อตัวชื่อสกุล ชื่อชื่อสกุล รายชื่อ ชื่อบุคลากร "
    "ชื่อพนักงาน ชื่อเจ้าหน้าที่ ชื่อผู้ดำรงตำแหน่ง ผู้ดำรงตำแหน่ง ชื่อเต็ม",
    StaffColumn.TITLE: "คำนำหน้า คำนำหน้าชื่อ คำนำหน้านาม ยศ ยศคำนำหน้า คำนำหน้ายศ",
    StaffColumn.GIVEN: "ชื่อ ชื่อตัว ชื่อจริง",
    StaffColumn.FAMILY: "นามสกุล สกุล",
    StaffColumn.POST: "ตำแหน่ง ตำแหน่งปัจจุบัน ชื่อตำแหน่ง ตำแหน่งในสายงาน ตำแหน่งสายงาน ชื่อตำแหน่งในสายงาน "
    "ตำแหน่งทางการบริหาร ตำแหน่งในการบริหาร ตำแหน่งงาน",
    StaffColumn.LEVEL: "ระดับ ระดับตำแหน่ง",
    StaffColumn.DIVISION: "สังกัด สำนัก กอง สำนักกอง กองสำนัก สังกัดกอง สังกัดสำนักกอง หน่วยงาน "
    "ส่วนราชการ ส่วนงาน",
    StaffColumn.SINCE: "วันที่เริ่ม ตั้งแต่วันที่ ตั้งแต่ วันที่ดำรงตำแหน่ง วันเริ่มดำรงตำแหน่ง วันที่เริ่มดำรงตำแหน่ง "
    "ดำรงตำแหน่งตั้งแต่ ดำรงตำแหน่งเมื่อ ดำรงตำแหน่งตั้งแต่วันที่ วันเข้าดำรงตำแหน่ง วันที่แต่งตั้ง เริ่มวันที่ วันที่มีผล "
    "วันเดือนปีที่ดำรงตำแหน่ง วันเดือนปีที่แต่งตั้ง วันเดือนปีที่เริ่ม",
}
_MEANING = {word: column for column, words in _HEADERS.items() for word in words.split()}


@dataclass(frozen=True)
class StaffRow:
    """A person's line as written; `number` is the row in the file, from 1."""

    number: int
    name: str
    post: str = ""
    level: str = ""
    division: str = ""
    since: str = ""


@dataclass(frozen=True)
class StaffTable:
    """A staff list as read from a file, without blank rows, titles and footers.

    `mended` counts the places where Thai was mended that came out of a PDF.
    """

    file_name: str
    rows: tuple[StaffRow, ...]
    mended: int = 0


def read_staff(path: Path) -> StaffTable:
    """Read a staff list: .xlsx, or CSV in UTF-8, UTF-16 or TIS-620 with any usual delimiter.

    Raises:
        NotFound: the file does not exist.
        Refused: the file is unreadable or has no header row.
    """
    if not _is_file(path):
        raise NotFound(f"ไม่พบแฟ้ม {path} ตรวจชื่อแฟ้มและโฟลเดอร์")
    for sheet in _sheets(path):
        cells, mended = _mended(sheet)
        header = _find_header(cells)
        if header is not None:
            return StaffTable(path.name, tuple(_rows(cells, header)), mended)
    raise Refused(f"ไม่พบหัวตารางใน {path.name} ต้องมีคอลัมน์ ชื่อ - สกุล และ ตำแหน่ง ในแถวเดียวกัน")


def read_cells(path: Path) -> RowCells:
    """Return the rows of all sheets of an XLSX, or of a CSV, one below the other.

    For tables of other subjects: no header is looked for. The bounds are those of a staff list.

    Raises:
        NotFound: the file does not exist.
        Refused: the file is unreadable or too large.
    """
    if not _is_file(path):
        raise NotFound(f"ไม่พบแฟ้ม {path} ตรวจชื่อแฟ้มและโฟลเดอร์")
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return [row for sheet in _workbook(path) for row in sheet]
    try:
        text = _decoded(read_file(path, _LARGEST_CSV))
        delimiter = max(_DELIMITERS, key=text[:_HEAD_OF_CSV].count)
        rows = list(islice(_read_csv(text, delimiter), _MOST_ROWS + 1))
    except OSError as error:
        raise Refused(f"เปิดแฟ้ม {path} ไม่ได้ ตรวจสิทธิ์อ่านแฟ้มและขนาด") from error
    except csv.Error as error:
        raise Refused(f"อ่านตารางใน {path.name} ไม่ได้ เปิดในโปรแกรมตาราง แล้วบันทึกเป็น .xlsx") from error
    if len(rows) > _MOST_ROWS:
        raise Refused(_TOO_LONG)
    return rows


def _mended(cells: RowCells) -> tuple[RowCells, int]:
    """Return the cells mended, and in how many places, if the list came out of a PDF."""
    if not any(has_impossible_letters(cell) for row in cells for cell in row):
        return cells, 0
    found = [[mend(clean(cell)) for cell in row] for row in cells]
    count = sum(len(cell.repairs) for row in found for cell in row)
    return [[cell.text for cell in row] for row in found], count


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:  # an inaccessible parent folder, or too long a name
        raise Refused(f"เปิดแฟ้ม {str(path)[:_LONGEST_TOLD]} ไม่ได้ ตรวจชื่อและสิทธิ์อ่านแฟ้ม") from error


def _sheets(path: Path) -> Iterable[RowCells]:
    """Return the tables that the file may contain, the likeliest first."""
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        return _workbook(path)
    if suffix in (".xls", ".ods", ".doc", ".docx", ".pdf"):
        raise Refused(f"อ่านแฟ้มชนิด {suffix} ไม่ได้ เปิดในโปรแกรมตาราง แล้วบันทึกเป็น .xlsx หรือ CSV")
    try:
        text = _decoded(read_file(path, _LARGEST_CSV))
        tables = [_bounded(_read_csv(text, mark)) for mark in _DELIMITERS]
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise Refused(_TOO_LONG) from error
        raise Refused(f"เปิดแฟ้ม {path} ไม่ได้ ตรวจสิทธิ์อ่านแฟ้ม") from error
    except csv.Error as error:
        raise Refused(f"อ่านตารางใน {path.name} ไม่ได้ เปิดในโปรแกรมตาราง แล้วบันทึกเป็น .xlsx") from error
    return sorted(tables, key=_most_columns, reverse=True)


def _read_csv(text: str, delimiter: str) -> Iterable[list[str]]:
    # Old programs end lines with a lone carriage return.
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
    return csv.reader(lines, delimiter=delimiter)


def _bounded(rows: Iterable[list[str]]) -> RowCells:
    """Return the rows; no table for a wrong delimiter, whose first rows have no header.

    Raises:
        Refused: the table is longer than one of a workbook may be.
    """
    reader = iter(rows)
    found = list(islice(reader, _HEADER_WITHIN))
    if _find_header(found) is None:
        return []
    found += islice(reader, _MOST_ROWS + 1 - len(found))
    if len(found) > _MOST_ROWS:
        raise Refused(_TOO_LONG)
    return found


def _most_columns(cells: RowCells) -> int:
    header = _find_header(cells)
    return 0 if header is None else len(header[1])


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(_UTF_16_MARKS) else _ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("อ่านอักษรในแฟ้มนี้ไม่ได้ เปิดในโปรแกรมตาราง แล้วบันทึกเป็น CSV UTF-8 หรือ .xlsx")


def _workbook(path: Path) -> list[RowCells]:
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
                return [_sheet_cells(sheet, parts) for sheet in book.worksheets]
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
    from openpyxl.utils import range_boundaries

    for _, element in iterparse(part):
        if element.tag.endswith("}mergeCell"):
            left, top, _right, bottom = range_boundaries(element.get("ref", ""))
            yield (left or 1) - 1, (top or 1) - 1, bottom or _MOST_ROWS
        element.clear()


def _filled(sheet: Any) -> RowCells:
    """Return the sheet as text, up to its last filled cells."""
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


def _find_header(cells: RowCells) -> tuple[int, dict[StaffColumn, int]] | None:
    """Return the index of the header row and of each column; None if there is none."""
    for at, row in enumerate(cells[:_HEADER_WITHIN]):
        columns = _columns(row)
        has_name = (
            StaffColumn.NAME in columns or {StaffColumn.GIVEN, StaffColumn.FAMILY} <= columns.keys()
        )
        if has_name and len(columns) > 1:
            return at, columns
    return None


def _columns(row: Sequence[str]) -> dict[StaffColumn, int]:
    columns: dict[StaffColumn, int] = {}
    for at, cell in enumerate(row):
        meaning = _MEANING.get(_bare(cell))
        if meaning is not None:
            columns.setdefault(meaning, at)
    # ชื่อสกุล beside ชื่อ is the family name, alone it is the full name.
    if (
        StaffColumn.GIVEN in columns
        and StaffColumn.NAME in columns
        and StaffColumn.FAMILY not in columns
    ):
        columns[StaffColumn.FAMILY] = columns.pop(StaffColumn.NAME)
    if (
        StaffColumn.GIVEN in columns
        and StaffColumn.FAMILY not in columns
        and StaffColumn.NAME not in columns
    ):
        columns[StaffColumn.NAME] = columns.pop(StaffColumn.GIVEN)
    return columns


def _bare(cell: str) -> str:
    return re.sub(r"[\s\-–—./()*:,_]", "", key(cell))


def _rows(cells: RowCells, header: tuple[int, dict[StaffColumn, int]]) -> Iterable[StaffRow]:
    top, columns = header
    names = _name_columns(cells[top], columns)
    section = ""
    for number, row in enumerate(cells[top + 1 :], top + 2):
        written = [" ".join(clean(cell).split()) for cell in row]
        filled = [cell for cell in written if cell]
        if not filled or _columns(written).keys() == columns.keys():
            continue
        if len(set(filled)) == 1 and not split_name(filled[0]).title:
            # A merged line across the table: the division of the rows below, or a note.
            section = filled[0] if filled[0].startswith(_SECTIONS) else section
            continue
        yield _row(number, written, columns, names, section)


def _name_columns(header: Sequence[str], columns: dict[StaffColumn, int]) -> list[int]:
    """Return the columns of the name: its parts, or those below one merged header."""
    if StaffColumn.NAME not in columns:
        parts = (StaffColumn.TITLE, StaffColumn.GIVEN, StaffColumn.FAMILY)
        return [columns[part] for part in parts if part in columns]
    first = columns[StaffColumn.NAME]
    found = [columns[StaffColumn.TITLE]] if StaffColumn.TITLE in columns else []
    found.append(first)
    for at in range(first + 1, len(header)):
        if header[at].strip():
            break
        found.append(at)
    return found


def _row(
    number: int,
    written: Sequence[str],
    columns: dict[StaffColumn, int],
    names: Sequence[int],
    section: str,
) -> StaffRow:
    def cell(column: StaffColumn) -> str:
        at = columns.get(column, len(written))
        return written[at] if at < len(written) else ""

    name = " ".join(written[at] for at in names if at < len(written) and written[at])
    return StaffRow(
        number,
        name,
        cell(StaffColumn.POST),
        cell(StaffColumn.LEVEL),
        cell(StaffColumn.DIVISION) or section,
        cell(StaffColumn.SINCE),
    )
