"""Tables as files for spreadsheets: CSV with a BOM, and XLSX; no cell becomes a formula."""

import csv
import io
import re
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kmtui.thai.damaged import is_damaged
from models.office.plain_table import CellValue, Listing

_BOM = "\ufeff"  # Excel reads a CSV file as UTF-8 only with it
# Also the wide forms, which a spreadsheet of an East Asian language takes for the narrow ones.
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_FORMULA_WHITES = ("\t", "\r", "\n")
_WIDEST = 80
# openpyxl leaves out C0 only: with U+FFFE or half a surrogate pair the file is not well-formed.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIXED = datetime(2000, 1, 1)  # the same table is the same file


def csv_text(listing: Listing) -> str:
    """Return the listing as CSV with a byte order mark and line ends as in RFC 4180.

    A text that a spreadsheet would take for a formula is prefixed with a quote.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(listing.headers)
    writer.writerows([harmless(str(cell)) for cell in row] for row in listing.rows)
    return _BOM + out.getvalue()


def xlsx_bytes(listing: Listing, title: str) -> bytes:
    """Return the listing as a workbook of one sheet with a bold, frozen header row.

    Texts are stored as texts, never as formulas. `title` names the sheet.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.created = book.properties.modified = _FIXED
    sheet = book.active
    assert sheet is not None
    named = "".join(" " if char in "[]:*?/\\" else char for char in _NOT_XML.sub("", title))
    sheet.title = named[:31] or "ตาราง"
    for number, row in enumerate((listing.headers, *listing.rows), 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(number, place)
            cell.value = _value(value)
            if isinstance(value, str):
                # openpyxl takes a text that begins with = for a formula.
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
    for place in range(1, len(listing.headers) + 1):
        longest = max(len(str(row[place - 1])) for row in (listing.headers, *listing.rows))
        sheet.column_dimensions[get_column_letter(place)].width = min(longest + 2, _WIDEST)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return _with_fixed_moments(out.getvalue())


def _with_fixed_moments(workbook: bytes) -> bytes:
    """Replace the time that openpyxl writes by a constant: equal tables give equal bytes."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as made, ZipFile(out, "w", ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            content = made.read(name)
            if name == "docProps/core.xml":
                moment = f"{_FIXED:%Y-%m-%dT%H:%M:%SZ}".encode()
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment, content)
            fixed.writestr(ZipInfo(name, _FIXED.timetuple()[:6]), content, ZIP_DEFLATED)
    return out.getvalue()


def harmless(cell: str) -> str:
    """Return the cell's text, after a quote if a spreadsheet would take it for a formula."""
    risky = cell.lstrip().startswith(_FORMULA_STARTS) or cell.startswith(_FORMULA_WHITES)
    return "'" + cell if risky else cell


def _value(cell: CellValue) -> CellValue:
    if is_damaged(cell):
        return str(cell)
    return cell if isinstance(cell, int | date) else _NOT_XML.sub("", cell)
