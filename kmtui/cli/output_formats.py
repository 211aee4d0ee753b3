"""Output formats of a listing: a table for users, CSV for spreadsheets, JSON for programs."""

import json
from datetime import date

from msgspec.structs import replace

from exports.files.spreadsheets import csv_text
from kmtui.thai.dates import DateStyle, format_date
from kmtui.thai.text import clean
from models.office.plain_table import CellValue, Listing

FORMATS = ("table", "csv", "json")
_LAID_OUT = dict.fromkeys(map(ord, "\t\r\n"))  # escaped by each output format


def show(listing: Listing, form: str) -> str:
    """Return the listing in one of FORMATS, ending with a newline, without control codes."""
    rows = tuple(tuple(map(_safe, row)) for row in listing.rows)
    return {"table": _table, "csv": csv_text, "json": _json}[form](replace(listing, rows=rows))


def _safe(cell: CellValue) -> CellValue:
    # Data written by other programs has not been cleaned.
    kept = isinstance(cell, str) and cell.translate(_LAID_OUT).isprintable()
    return clean(cell) if isinstance(cell, str) and not kept else cell


def _table(listing: Listing) -> str:
    import tabulate

    rows = [[_for_people(cell) for cell in row] for row in listing.rows]
    text = tabulate.tabulate(
        rows, headers=listing.headers, tablefmt="simple", disable_numparse=True
    )
    return f"{text}\n"


def _json(listing: Listing) -> str:
    rows = [dict(zip(listing.fields, row, strict=True)) for row in listing.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2, default=str) + "\n"


def _for_people(cell: CellValue) -> str | int:
    return format_date(cell, DateStyle.SHORT) if isinstance(cell, date) else cell
