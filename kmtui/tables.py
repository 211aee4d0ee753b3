"""A listing as a table for people, CSV for spreadsheets, or JSON for programs."""

import csv
import io
import json

from models.listing import Listing

FORMATS = ("table", "csv", "json")

_BOM = "\ufeff"  # Excel reads a CSV file as UTF-8 only with it
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def show(listing: Listing, form: str) -> str:
    """The listing as text in one of FORMATS, ending in a line break."""
    return {"table": _table, "csv": _csv, "json": _json}[form](listing) + "\n"


def _table(listing: Listing) -> str:
    import tabulate

    return tabulate.tabulate(
        listing.rows, headers=listing.headers, tablefmt="simple", disable_numparse=True
    )


def _csv(listing: Listing) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(listing.headers)
    writer.writerows([_harmless(str(cell)) for cell in row] for row in listing.rows)
    return _BOM + out.getvalue().removesuffix("\r\n")


def _json(listing: Listing) -> str:
    rows = [dict(zip(listing.fields, row, strict=True)) for row in listing.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return "'" + cell if cell.startswith(_FORMULA_STARTS) else cell
