"""A read-only table of wrapped Thai text with a cell cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from models.editing.revisions import FieldKey
from screens.commands.command import Command, bindings
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.tables.cell_paint import WHOLE_ROW, RowRenderState, Styles, paint_heads, paint_row
from screens.tables.cell_view import CellView, VisibleRow

_ROWS_REMEMBERED = 256
_WHEEL_ROWS = 2
_MARKS = ("title", "muted", "fault", "strong")
_WHOLE = ("heads", "odd", "current", "cursor", "away")


def _motion(action: str, keys: str, label: str) -> Command:
    return Command(action, keys, label, label, shown=False)


class CellGrid(Widget, can_focus=True):
    """Rows of cells below column headers. A click on the selected cell posts `Clicked`.

    If `by_row`, the whole row of the cursor is highlighted.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"cell-grid--{name}" for name in (*_WHOLE, *_MARKS)}
    DEFAULT_CSS = """
    CellGrid {
        width: 1fr;
        height: 1fr;
        background: $background;
        & > .cell-grid--heads { color: $text-muted; }
        & > .cell-grid--odd { background: $surface; }
        & > .cell-grid--current { background: $panel; }
        & > .cell-grid--cursor { color: $background; background: $primary; text-style: bold; }
        & > .cell-grid--away { background: $panel; text-style: bold; }
        & > .cell-grid--title { color: $accent; text-style: bold; }
        & > .cell-grid--muted { color: $text-muted; }
        & > .cell-grid--fault { color: $text-error; }
        & > .cell-grid--strong { text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        _motion("move_row(-1)", "up", "แถวบน"),
        _motion("move_row(1)", "down", "แถวล่าง"),
        _motion("move_column(-1)", "left", "ช่องซ้าย"),
        _motion("move_column(1)", "right", "ช่องขวา"),
        _motion("move_column(-999)", "home", "ช่องแรก"),
        _motion("move_column(999)", "end", "ช่องสุดท้าย"),
        _motion("move_page(-1)", "pageup", "หน้าก่อน"),
        _motion("move_page(1)", "pagedown", "หน้าถัดไป"),
        _motion("move_row(-99999)", "ctrl+home", "แถวแรก"),
        _motion("move_row(99999)", "ctrl+end", "แถวสุดท้าย"),
    )

    class Moved(Message):
        """The cursor moved to another cell."""

    class Clicked(Message):
        """The cell under the cursor was clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view = CellView()
        self.by_row = False
        self._styles: Styles | None = None
        self._painted: dict[int, tuple[RowRenderState, list[Strip]]] = {}

    def show(self, columns: Sequence[TableColumn], rows: Sequence[TableRow]) -> None:
        """Show other rows; the cursor keeps its row, or its index if the row is gone."""
        self.view.show(columns, rows)
        self.relayout()

    @property
    def rows(self) -> Sequence[TableRow]:
        """The rows from top to bottom."""
        return self.view.rows

    @property
    def row(self) -> TableRow | None:
        """The row under the cursor; None in an empty table."""
        return self.view.row

    @property
    def cell(self) -> TableCell | None:
        """The cell under the cursor (in a title row the title); None in an empty table."""
        return self.view.cell

    @property
    def column(self) -> int:
        """The column under the cursor, counted from 0."""
        return self.view.column

    @property
    def is_held(self) -> bool:
        """True if the cursor cannot be moved now."""
        return False

    def move_cursor(self, index: int, column: int) -> None:
        """Move the cursor to a row and column, counted from 0, or to the nearest existing ones.

        Does nothing while the cursor is held (`is_held`).
        """
        if self.is_held:
            return
        self.view.move_cursor(index, column)
        self.relayout()
        self.post_message(self.Moved())

    def select_row(self, row_id: int, column: int | None = None) -> bool:
        """Move the cursor to this row; return False if there is no such row."""
        at = self.view.index_of(row_id)
        if at is not None:
            self.move_cursor(at, self.column if column is None else column)
        return at is not None

    def select_cell(self, field_key: FieldKey) -> bool:
        """Move the cursor to the cell with this field key; return False if there is none."""
        found = self.view.find(field_key)
        if found is not None:
            self.move_cursor(*found)
        return found is not None

    def action_move_row(self, by: int) -> None:
        """Move the cursor `by` rows down (negative: up)."""
        self.move_cursor(self.view.row_index + by, self.column)

    def action_move_column(self, by: int) -> None:
        """Move the cursor `by` columns to the right (negative: to the left)."""
        self.move_cursor(self.view.row_index, self.column + by)

    def action_move_page(self, by: int) -> None:
        """Move the cursor by `by` pages."""
        self.move_cursor(self.view.row_index + by * max(1, len(self.view.placed) - 1), self.column)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked cell; post `Clicked` if it is there already."""
        where = event.get_content_offset(self)
        placed = self.view.placed_at(where.y - 1) if where is not None else None
        if where is None or placed is None or self.is_held:
            return
        column = self.view.seen.column_at(where.x)
        if (placed.row_index, column) == (self.view.row_index, self.column):
            self.post_message(self.Clicked())
        else:
            self.move_cursor(placed.row_index, column)

    def on_mouse_scroll_down(self) -> None:
        """Scroll down by `_WHEEL_ROWS` rows, unless the cursor is held."""
        self._scroll(_WHEEL_ROWS)

    def on_mouse_scroll_up(self) -> None:
        """Scroll up by `_WHEEL_ROWS` rows, unless the cursor is held."""
        self._scroll(-_WHEEL_ROWS)

    def _scroll(self, by: int) -> None:
        if not self.is_held:
            self.view.scroll(by)
            self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Adapt to the new size and lay out again."""
        self.view.resize(event.size.width, event.size.height - 1)
        self.relayout()

    def relayout(self) -> None:
        """Repaint after a change."""
        self.refresh()

    def notify_style_update(self) -> None:
        """Drop the cached styles, because the theme has changed; called by Textual."""
        super().notify_style_update()
        self._styles = None
        self._painted.clear()

    @property
    def _cursor_column(self) -> int | None:
        """The column highlighted as the cursor's; `WHOLE_ROW` if `by_row`, None for no column."""
        return WHOLE_ROW if self.by_row else self.column

    @property
    def _styles_of_cells(self) -> Styles:
        if self._styles is None:
            named = self.get_component_rich_style
            heads, odd, current, cursor, away = (named(f"cell-grid--{name}") for name in _WHOLE)
            whole = {name: named(f"cell-grid--{name}") for name in _MARKS}
            # A mark of a cell has no background of its own: it is the row's. Its colour is looked
            # up with one: $text-muted follows the background.
            marks = {name: Style(color=each.color, bold=each.bold) for name, each in whole.items()}
            self._styles = Styles(self.rich_style, heads, odd, current, cursor, away, marks)
        return self._styles

    def render_line(self, y: int) -> Strip:
        """Return one line of the terminal: the headers, or a line of a row of the table."""
        if y == 0:
            return paint_heads(self.view.columns, self.view.seen, self._styles_of_cells)
        placed = self.view.placed_at(y - 1)
        if placed is None:
            return Strip.blank(self.size.width, self.rich_style)
        return self._strips(placed)[y - 1 - placed.y]

    def _strips(self, placed: VisibleRow) -> list[Strip]:
        row, is_current = self.rows[placed.row_index], placed.row_index == self.view.row_index
        cursor = self._cursor_column if is_current else None
        focus, odd = self.has_focus_within, placed.row_index % 2 == 1
        look = RowRenderState(row, self.view.seen, placed.height, is_current, cursor, focus, odd)
        known = self._painted.get(row.id)
        if known is not None and known[0].same_as(look):
            return known[1]
        if len(self._painted) > _ROWS_REMEMBERED:
            self._painted.clear()
        strips = paint_row(look, self.view.lay_out(row), self._styles_of_cells)
        self._painted[row.id] = look, strips
        return strips
