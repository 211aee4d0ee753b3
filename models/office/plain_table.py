"""A table of plain values for lists, documents and spreadsheets."""

from datetime import date

from msgspec import Struct

CellValue = str | int | date
"""The type of a cell; dates are shown in the Thai form to users, and as ISO 8601 in data."""


class Listing(Struct, frozen=True):
    """A table: field names for JSON and CSV, Thai headers, and its rows."""

    fields: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]
