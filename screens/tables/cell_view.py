"""The visible part of a table: rows, columns, cursor and scroll position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.editing.revisions import FieldKey
from screens.tables.cell_layout import (
    Geometry,
    LaidRow,
    TableCell,
    TableColumn,
    TableRow,
    fitted,
    geometry,
    lay_out,
    longest_texts,
)

_ROWS_REMEMBERED = 256


class VisibleRow(NamedTuple):
    """A visible row: its index, its distance below the headers, and its height, in lines."""

    row_index: int
    y: int
    height: int


class CellView:
    """Rows, columns and a cursor in a window, measured in terminal cells and lines.

    Only visible rows are laid out: 500 rows cost no more than 5. `open_height` is the minimum
    height of the cursor's row, for an editor in it.
    """

    def __init__(self) -> None:
        self.columns: tuple[TableColumn, ...] = ()
        self.rows: list[TableRow] = []
        self.row_index = self.column = 0
        self.open_height = 0
        self._width = self._room = 0
        self._top = self._left = 0
        self._longest: tuple[int, ...] = ()
        self._seen: Geometry | None = None
        self._placed: list[VisibleRow] | None = None
        self._laid: dict[int, tuple[TableRow, Geometry, LaidRow]] = {}

    @property
    def row(self) -> TableRow | None:
        """The row under the cursor; None in an empty table."""
        return self.rows[self.row_index] if self.row_index < len(self.rows) else None

    @property
    def cell(self) -> TableCell | None:
        """The cell under the cursor (in a title row the title); None in an empty table."""
        row = self.row
        if row is None:
            return None
        return row.cells[0 if row.is_title else min(self.column, len(row.cells) - 1)]

    def show(self, columns: Sequence[TableColumn], rows: Sequence[TableRow]) -> None:
        """Show other rows; the cursor keeps its row, or its index if the row is gone."""
        row, before = self.row, self.row_index
        if tuple(columns) != self.columns:
            self.columns, self._seen, self._left = tuple(columns), None, 0
            self._longest = ()
            self.column = min(self.column, max(0, len(columns) - 1))
        old = {each.id: each for each in self.rows}
        # An equal row keeps its object, so that it is not laid out again.
        self.rows = [old[each.id] if old.get(each.id) == each else each for each in rows]
        if (longest := longest_texts(self.columns, self.rows)) != self._longest:
            before_widths, self._longest = self._widths(), longest
            if self._widths() != before_widths:
                self._seen = None
        if row is not None:
            at = self.index_of(row.id)
            self.row_index = min(before, max(0, len(rows) - 1)) if at is None else at
        self.relayout()

    def move_cursor(self, index: int, column: int) -> None:
        """Move the cursor to a row and column, counted from 0, or to the nearest existing ones."""
        before = self._widths()
        self.row_index = max(0, min(index, len(self.rows) - 1))
        self.column = max(0, min(column, len(self.columns) - 1))
        if self._widths() != before:
            self._seen = None
        self.relayout()

    def index_of(self, row_id: int) -> int | None:
        """Return the index of a row in the table, counted from 0; None if it has no such row."""
        return next((at for at, row in enumerate(self.rows) if row.id == row_id), None)

    def find(self, field_key: FieldKey) -> tuple[int, int] | None:
        """Return the row and column of the cell with this field key, counted from 0.

        Returns None without one. Fastest if a row has the record's id: that row is searched first.
        """
        own = self.index_of(field_key.subject_id)
        for at in range(len(self.rows)) if own is None else (own, *range(len(self.rows))):
            for column, cell in enumerate(self.rows[at].cells):
                if cell.field_key == field_key:
                    return at, column
        return None

    def resize(self, width: int, available_height: int) -> None:
        """Adapt to a new size: a width in terminal cells, a height in lines below the headers."""
        self._width, self._room, self._seen = width, max(1, available_height), None
        self.relayout()

    def scroll(self, by: int) -> None:
        """Scroll `by` rows (negative: up); the cursor keeps its cell."""
        self._top = max(0, min(self._top + by, len(self.rows) - 1))
        self._placed = None

    @property
    def seen(self) -> Geometry:
        """The visible columns."""
        if self._seen is None:
            self._seen = geometry(self._widths(), self._width, self._left)
        return self._seen

    def _widths(self) -> Sequence[TableColumn]:
        """Return the columns with the room that their texts need."""
        return fitted(self.columns, self._longest, self.column)

    @property
    def placed(self) -> list[VisibleRow]:
        """The visible rows, from top to bottom."""
        if self._placed is None:
            self._placed = list(self._place_rows())
        return self._placed

    def placed_at(self, y: int) -> VisibleRow | None:
        """Return the visible row at line `y` below the headers; None if there is none."""
        return next((each for each in self.placed if each.y <= y < each.y + each.height), None)

    def _place_rows(self) -> Iterator[VisibleRow]:
        y = 0
        for at in range(self._top, len(self.rows)):
            if y >= self._room or not self._width:
                return
            height = self._height(at)
            yield VisibleRow(at, y, height)
            y += height

    def _height(self, at: int) -> int:
        height = self.lay_out(self.rows[at]).height
        if at == self.row_index:
            height = max(height, self.open_height)
        return min(height, self._room)

    def lay_out(self, row: TableRow) -> LaidRow:
        """Return the lines of a row's visible cells, cached until the row or the columns change."""
        known = self._laid.get(row.id)
        if known is not None and known[0] is row and known[1] is self.seen:
            return known[2]
        if len(self._laid) > _ROWS_REMEMBERED:
            self._laid.clear()
        laid = lay_out(row, self.seen)
        self._laid[row.id] = row, self.seen, laid
        return laid

    def relayout(self) -> None:
        """Scroll just enough to make the cursor visible after a change."""
        self._placed = None
        if self._width and self.row is not None:
            self._show_column()
            self._show_row()

    def _show_column(self) -> None:
        if self.row is None or self.row.is_title or self.columns[self.column].is_fixed:
            return
        if self.column < self._left:
            self._look_from(self.column)
        while self.seen.column(self.column) is None:
            self._look_from(self._left + 1)

    def _look_from(self, column: int) -> None:
        self._left, self._seen = column, None

    def _show_row(self) -> None:
        first, used = self.row_index, self._height(self.row_index)
        self._top = min(self._top, self.row_index)
        while first > self._top:
            used += self._height(first - 1)
            if used > self._room:
                break
            first -= 1
        self._top = first
