"""A table of plain values for lists, documents and spreadsheets."""

from dataclasses import dataclass
from datetime import date

CellValue = str | int | date
"""The type of a cell; dates are shown in the Thai form to users, and as ISO 8601 in data."""


@dataclass(frozen=True)
class Listing:
    """A table: field names for JSON and CSV, Thai headers, and its rows."""

    fields: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]
