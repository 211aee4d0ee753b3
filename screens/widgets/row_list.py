"""Selectable lists of rows, with Thai text that never breaks inside a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content, Span
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.widgets.sanitize import display_text
from screens.widgets.wrap import shorten

_GAP = 2


class ListCell(NamedTuple):
    """A cell of a row. `width` is in terminal cells; None for the remaining width.

    The style is Textual's ("bold", "$text-muted") and never user input; the text may be.
    """

    text: str
    width: int | None = None
    style: str = ""


class CellRow(Visual):
    """Cells side by side in one row.

    Text too long for its cell is cut at a word, with an ellipsis.
    """

    def __init__(self, *cells: ListCell) -> None:
        self._cells = tuple(cell._replace(text=display_text(cell.text)) for cell in cells)

    @property
    def text(self) -> str:
        """The text of the cells, separated by spaces."""
        return " ".join(cell.text for cell in self._cells)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Render the row; part of Textual's Visual protocol."""
        text, spans = "", []
        for cell, room in zip(self._cells, self._widths(width), strict=True):
            start, words = len(text), shorten(cell.text, room)
            text += words
            # The selected row is bold with colours of its own, on which other colours are
            # unreadable.
            if cell.style and not style.bold:
                spans.append(Span(start, len(text), cell.style))
            text += " " * (room - cell_len(words) + _GAP)
        text = text.rstrip(" ")
        spans = [Span(span.start, min(span.end, len(text)), span.style) for span in spans]
        return Content(text, spans=spans).render_strips(width, height, style, options)

    def _widths(self, width: int) -> list[int]:
        taken = sum(cell.width or 0 for cell in self._cells) + _GAP * (len(self._cells) - 1)
        rest = max(1, width - taken)
        return [rest if cell.width is None else cell.width for cell in self._cells]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        """Return the width of the container, which a row fills."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        """Return the height of a row, which is one line."""
        return 1


class ColumnHeader(Widget):
    """The column headers of a list, aligned with its rows."""

    DEFAULT_CSS = """
    ColumnHeader { height: 1; color: $text-muted; }
    """

    def __init__(self, row: CellRow, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._row = row

    def render(self) -> CellRow:
        """Return the headers, which are cut like the columns."""
        return self._row


class RowList(OptionList, inherit_bindings=False):
    """A list of rows. Enter is left to the screen, so that its key line shows the command.

    A click on a row posts an OptionSelected message, as in OptionList.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in OptionList.BINDINGS
        if isinstance(binding, Binding) and binding.key != "enter"
    ]

    DEFAULT_CSS = """
    RowList {
        border: none;
        padding: 0;
        background: $background;
        &:focus { border: none; background-tint: $foreground 0%; }
        & > .option-list--option-highlighted, &:focus > .option-list--option-highlighted {
            color: $background;
            background: $primary;
            text-style: bold;
        }
    }
    """

    def show(self, rows: Sequence[Visual], current: int = 0) -> None:
        """Replace the rows and select `current`, or the last row if there are fewer."""
        self.clear_options()
        self.add_options([Option(row) for row in rows])
        if rows:
            self.highlighted = min(current, len(rows) - 1)
