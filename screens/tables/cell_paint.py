"""Painting of table rows as strips, with the cell under the cursor highlighted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from screens.tables.cell_layout import Geometry, LaidRow, TableColumn, TableRow
from screens.widgets.wrap import shorten


class Styles(NamedTuple):
    """The styles of a table; `marks` are those of cells, added to the style of their row."""

    base: Style
    heads: Style
    odd: Style
    current: Style
    cursor: Style
    away: Style
    marks: Mapping[str, Style]


WHOLE_ROW = -1  # the cursor's column if the whole row is selected


class RowRenderState(Struct, frozen=True):
    """The state that decides how a row is painted; `cursor` is the cursor's column, if any."""

    row: TableRow
    seen: Geometry
    height: int
    is_current: bool
    cursor: int | None
    has_focus: bool
    is_odd: bool

    def same_as(self, other: RowRenderState) -> bool:
        """Return whether both states paint alike; rows are compared by identity, for speed."""
        return self.row is other.row and self.seen is other.seen and self._state == other._state

    @property
    def _state(self) -> tuple[int, bool, int | None, bool, bool]:
        return self.height, self.is_current, self.cursor, self.has_focus, self.is_odd


def paint_heads(columns: Sequence[TableColumn], seen: Geometry, styles: Styles) -> Strip:
    """Return the labels of the visible columns; ‹ and › mark columns beyond the left or right."""
    segments = []
    for column in seen.columns:
        label = shorten(columns[column.number].label, column.text_width)
        segments.append(Segment(label, styles.heads))
        segments.append(Segment(" " * (column.width - cell_len(label)), styles.base))
    if not (seen.more_left or seen.more_right):
        return Strip(segments).adjust_cell_length(seen.width, styles.base)
    arrows = ("‹" if seen.more_left else " ") + ("›" if seen.more_right else " ")
    strip = Strip(segments).adjust_cell_length(seen.width - 2, styles.base)
    return Strip([*strip, Segment(arrows, styles.heads)])


def paint_row(look: RowRenderState, laid: LaidRow, styles: Styles) -> list[Strip]:
    """Return the lines of the row."""
    base = _base(look, styles)
    runs = list(_runs(look, base, styles))
    return [_line(look, laid, runs, base, line) for line in range(look.height)]


Run = tuple[int, Style]  # cells of a column, how it is painted


def _runs(look: RowRenderState, base: Style, styles: Styles) -> Iterator[Run]:
    cursor = styles.cursor if look.has_focus else styles.away
    if look.row.is_title:
        yield look.seen.width, cursor if look.cursor is not None else base + styles.marks["title"]
        return
    for column in look.seen.columns:
        mark = look.row.cells[column.number].style
        plain = base + styles.marks[mark] if mark else base
        yield column.width, cursor if look.cursor in (column.number, WHOLE_ROW) else plain


def _line(
    look: RowRenderState, laid: LaidRow, runs: Sequence[Run], base: Style, line: int
) -> Strip:
    segments = []
    for (width, style), rows in zip(runs, laid.texts, strict=True):
        text = rows[line] if line < len(rows) else ""
        # The blank at a cell's end is the row's: two cells never seem to touch.
        segments.append(Segment(text + " " * (width - 1 - cell_len(text)), style))
        segments.append(Segment(" ", base))
    return Strip(segments).adjust_cell_length(look.seen.width, base)


def _base(look: RowRenderState, styles: Styles) -> Style:
    if look.is_current:
        return styles.current
    return styles.odd if look.is_odd else styles.base
