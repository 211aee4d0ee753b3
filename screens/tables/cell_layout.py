"""The layout of a table's cells: columns side by side, Thai text wrapped in each cell."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len

from models.editing.revisions import FieldKey
from screens.widgets.sanitize import display_text
from screens.widgets.wrap import ELLIPSIS, shorten, wrap_text

GAP = 2  # blank cells at the end of each column
_MEASURED = 8  # of the texts with most letters
LINES_SHOWN = 8  # of a cell that is not being edited


class TableColumn(Struct, frozen=True):
    """A column.

    Attributes:
        width: the minimum width in terminal cells, including a space at its end.
        grows: its share of the remaining width.
        is_fixed: whether it precedes the other columns and stays when they scroll.
        need: the width with which none of its lines wraps; 0 if unknown.
    """

    label: str
    width: int
    grows: int = 0
    is_fixed: bool = False
    need: int = 0


class TableCell(NamedTuple):
    """The text of a cell and how it is edited.

    Attributes:
        field_key: the field that stores its text; a cell without one cannot be typed in.
        version: the stored version that a change is based on.
        asks: the dialog that Enter opens instead of the editor; empty for the editor.
        style: "", "muted", "fault" or "strong".
    """

    text: str
    field_key: FieldKey | None = None
    version: int = 0
    asks: str = ""
    style: str = ""


class TableRow(NamedTuple):
    """A row of cells, with a unique id; a title row is one cell over the whole width."""

    id: int
    cells: tuple[TableCell, ...]
    is_title: bool = False


class VisibleColumn(NamedTuple):
    """A visible column: its number from 0, its first terminal cell, its width with the blank."""

    number: int
    x: int
    width: int

    @property
    def text_width(self) -> int:
        """The width for text, in terminal cells."""
        return max(1, self.width - GAP)


class Geometry(NamedTuple):
    """The columns visible at a width, and whether there are more on either side."""

    columns: tuple[VisibleColumn, ...]
    width: int
    more_left: bool
    more_right: bool

    def column(self, number: int) -> VisibleColumn | None:
        """Return the position of this column; None if it is not visible."""
        return next((each for each in self.columns if each.number == number), None)

    def column_at(self, x: int) -> int:
        """Return the number, from 0, of the column at the terminal cell `x`."""
        before = [each.number for each in self.columns if each.x <= x]
        return before[-1] if before else 0


class LaidRow(NamedTuple):
    """The wrapped text of each visible column of a row."""

    texts: tuple[tuple[str, ...], ...]

    @property
    def height(self) -> int:
        """The number of lines of the highest cell, at least 1."""
        return max((len(each) for each in self.texts), default=1) or 1


def longest_texts(columns: Sequence[TableColumn], rows: Sequence[TableRow]) -> tuple[int, ...]:
    """Return the terminal cells of each column's longest line; empty if there are no rows."""
    texts = [row.cells for row in rows if not row.is_title]
    return tuple(
        _longest_line([cells[at].text for cells in texts if at < len(cells)])
        for at in range(len(columns) if texts else 0)
    )


def fitted(
    columns: Sequence[TableColumn], longest: Sequence[int], cursor: int
) -> Sequence[TableColumn]:
    """Return the columns with the width that their texts need; empty ones give up their room.

    The column of the cursor keeps its width, as it may be typed in.
    """
    if not longest:
        return columns
    return [
        replace(each, width=min(each.width, cell_len(each.label) + GAP), grows=0)
        if not longest[at] and at != cursor
        else replace(each, need=longest[at] + GAP)
        for at, each in enumerate(columns)
    ]


def _longest_line(texts: Sequence[str]) -> int:
    """Return the terminal cells of the longest line of some texts."""
    # Counting cells takes a hundred times as long as counting letters, of which some are marks.
    long_ones = nlargest(_MEASURED, set(texts), _letters)
    return max((cell_len(line) for text in long_ones for line in text.split("\n")), default=0)


def _letters(text: str) -> int:
    return len(text) if "\n" not in text else max(map(len, text.split("\n")))


def geometry(columns: Sequence[TableColumn], width: int, first: int) -> Geometry:
    """Return the fixed columns, then those from number `first` on that fit into `width` cells.

    At least one of the movable columns is always included, narrowed if it must be.
    """
    if not columns:
        return Geometry((), width, False, False)
    fixed = [at for at, each in enumerate(columns) if each.is_fixed]
    moving = [at for at in range(len(columns)) if at not in fixed]
    shown_ones = [at for at in moving if at >= first] or moving[-1:]
    left = width - sum(columns[at].width for at in fixed)
    seen = list(fixed)
    for at in shown_ones:
        if columns[at].width > left and len(seen) > len(fixed):
            break
        seen.append(at)
        left -= columns[at].width
    widths = _stretched([columns[at] for at in seen], max(0, left))
    placed, x = [], 0
    for at, cells in zip(seen, widths, strict=True):
        placed.append(VisibleColumn(at, x, max(GAP + 1, min(cells, width - x))))
        x += cells
    hidden_left = bool(shown_ones) and shown_ones[0] != moving[0]
    return Geometry(tuple(placed), width, hidden_left, bool(seen) and seen[-1] != len(columns) - 1)


def _stretched(columns: Sequence[TableColumn], left: int) -> list[int]:
    """Return column widths in cells: as many as possible wrap no line, the others share `left`.

    The rest is shared by the columns that still wrap, else by the growing ones; without any it is
    given to the last column.
    """
    widths = [each.width for each in columns]
    lacking = {at: each.need - each.width for at, each in enumerate(columns)}
    for at, cells in sorted(lacking.items(), key=lambda each: each[1]):
        if 0 < cells <= left:
            widths[at] += cells
            left -= cells
            del lacking[at]
    wrapping = {at for at, cells in lacking.items() if cells > 0}
    shares = [each.grows for each in columns]
    if wrapping:
        shares = [(share or 1) if at in wrapping else 0 for at, share in enumerate(shares)]
    elif not any(shares):
        shares = [0] * (len(columns) - 1) + [1]
    total, rest = sum(shares), left
    for at, share in enumerate(shares):
        given = left * share // total
        widths[at] += given
        rest -= given
    last = max(at for at, share in enumerate(shares) if share)
    widths[last] += rest
    return widths


def lay_out(row: TableRow, seen: Geometry) -> LaidRow:
    """Return the wrapped text of the visible cells, cut by "…" after `LINES_SHOWN` lines.

    A title row is one line.
    """
    if row.is_title:
        return LaidRow(((shorten(display_text(row.cells[0].text), seen.width - GAP),),))
    return LaidRow(tuple(tuple(_rows(_text(row, each), each.text_width)) for each in seen.columns))


def _text(row: TableRow, column: VisibleColumn) -> str:
    return row.cells[column.number].text if column.number < len(row.cells) else ""


def _rows(text: str, width: int) -> list[str]:
    rows = wrap_text(display_text(text), width)
    if len(rows) <= LINES_SHOWN:
        return rows
    last = shorten(rows[LINES_SHOWN - 1], width - len(ELLIPSIS))
    return [*rows[: LINES_SHOWN - 1], last.removesuffix(ELLIPSIS) + ELLIPSIS]
