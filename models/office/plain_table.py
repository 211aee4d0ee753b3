"""A table of plain values, as it is listed, printed, or written for a spreadsheet."""

from dataclasses import dataclass
from datetime import date

CellValue = str | int | date
"""A date is shown to people as Thai offices write it, and to programs as ISO."""


@dataclass(frozen=True)
class Listing:
    """A table: field names for JSON and CSV, Thai headers for people, and its rows."""

    fields: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]
