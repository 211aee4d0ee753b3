"""The cells of a table: text lines laid out in a box, an optional bar, and the rules around.

Lengths are millimetres from the upper left corner of the page.
"""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from exports.typesetting.line_breaking import Line, Text, bullet_width, paragraphs, wrap
from exports.typesetting.lines import fitted
from exports.typesetting.pdf_canvas import PdfCanvas
from exports.typesetting.styles import Style

_RULE = 0.2
# Height of a bar in lines, and the grey of its two parts (0 is black).
_BAR_HEIGHT = 0.45
_DARK, _LIGHT = 0.4, 0.8
# The height of a mark of the scale, in heights of the bar.
_MARK = 0.35


class Bar(Struct, frozen=True):
    """A cell with a text (possibly empty), and below it a bar with two filled parts.

    Attributes:
        share: length of the dark part, 0 to 1 of the width of the cell.
        light: length of the light part, which follows the dark one, on the same scale.
        steps: the number of equal steps that marks of the scale divide the bar into; 0 for none.
        tick: a share to compare with (last year's), drawn as a tick across the bar; None for none.
    """

    text: Text
    share: float
    light: float = 0.0
    steps: int = 0
    tick: float | None = None


class Scale(NamedTuple):
    """The scale of a bar: the number of its steps, and the share at which a tick is drawn."""

    steps: int
    tick: float | None


_NO_SCALE = Scale(0, None)


class Cell(Struct, frozen=True):
    """The laid-out lines of one cell of a table.

    Attributes:
        x: the left edge, padding included.
        width: the width, padding included.
        bar: where the dark and the light part of a bar end (0 to 1); it takes the place of the last
            line, which is empty. None for no bar.
    """

    lines: list[Line]
    x: float
    width: float
    style: Style
    bar: tuple[float, float] | None = None
    scale: Scale = _NO_SCALE

    @property
    def height(self) -> float:
        """The height of the lines in millimetres."""
        return len(self.lines) * self.style.line_height

    def part(self, start: int, stop: int | None) -> "Cell":
        """Return the cell with only the lines from `start` (from 0) up to `stop`, None for the end.

        A bar remains only if its line does.
        """
        lines = self.lines[start:stop]
        ends_here = lines and (stop is None or stop >= len(self.lines))
        return replace(self, lines=lines, bar=self.bar if ends_here else None)


class Padding(NamedTuple):
    """The padding between a cell's edges and its text; `both` is the sum of left and right."""

    x: float
    y: float
    both: float


class Band(NamedTuple):
    """Cells side by side; `down` is how far below the flowable's top they begin, in millimetres."""

    cells: Sequence[Cell]
    down: float
    height: float
    shaded: bool = True


def lay_cell(
    sheet: PdfCanvas,
    content: Text | Bar,
    style: Style,
    x: float,
    width: float,
    available_width: float,
) -> Cell:
    """Break the content of a cell into lines of `available_width` millimetres; list items hang.

    `x` and `width` are those of the cell with its padding.
    """
    text = content.text if isinstance(content, Bar) else content
    written, style = fitted(sheet, paragraphs(text, style.bold), style, available_width)
    units = sheet.units(available_width, style.size)
    lines: list[Line] = []
    for runs in written:
        lines += wrap(runs, sheet.face, units, hang=bullet_width(runs, sheet.face))
    if not isinstance(content, Bar):
        return Cell(lines, x, width, style)
    dark = min(max(content.share, 0.0), 1.0)
    light = min(max(dark + content.light, dark), 1.0)
    above = lines if content.text else []
    scale = Scale(content.steps, content.tick)
    return Cell([*above, Line()], x, width, style, (dark, light), scale)


def paint(sheet: PdfCanvas, band: Band, top: float, padding: Padding, *, middle: bool) -> None:
    """Draw the texts and bars of a row of cells at `top` mm; `middle` centres them vertically."""
    top += band.down
    for cell in band.cells:
        y = top + ((band.height - cell.height) / 2 if middle else padding.y)
        x, room = cell.x + padding.x, cell.width - padding.both
        for line in cell.lines:
            sheet.line(line, x, y, room, cell.style)
            y += cell.style.line_height
        if cell.bar is not None:
            high = cell.style.line_height
            _paint_bar(sheet, cell.bar, x, y - high * (1 + _BAR_HEIGHT) / 2, room, high)
            _paint_scale(sheet, cell.scale, x, y - high * (1 + _BAR_HEIGHT) / 2, room, high)


def _paint_bar(
    sheet: PdfCanvas, ends: tuple[float, float], x: float, y: float, width: float, line: float
) -> None:
    height = line * _BAR_HEIGHT
    dark, light = ends
    if light > dark:
        sheet.fill(x + width * dark, y, width * (light - dark), height, _LIGHT)
    if dark:
        sheet.fill(x, y, width * dark, height, _DARK)
    _frame(sheet, (x, x + width), y, height, _RULE / 2)


def _paint_scale(
    sheet: PdfCanvas, scale: Scale, x: float, y: float, width: float, line: float
) -> None:
    """Draw the marks of the scale below the bar, and the tick across it; lengths in mm."""
    height = line * _BAR_HEIGHT
    for step in range(1, scale.steps):
        sheet.fill(x + width * step / scale.steps, y + height, _RULE, height * _MARK, 0)
    if scale.tick is not None:
        at = x + width * min(max(scale.tick, 0.0), 1.0)
        sheet.fill(at - _RULE, y - height * _MARK, 2 * _RULE, height * (1 + 2 * _MARK), 0)


def rule(sheet: PdfCanvas, band: Band, top: float) -> None:
    """Draw the rules around a row of cells whose upper edge is at `top` mm."""
    cells = band.cells
    edges = [*(cell.x for cell in cells), cells[-1].x + cells[-1].width]
    _frame(sheet, edges, top + band.down, band.height, _RULE)


def shade(sheet: PdfCanvas, band: Band, top: float) -> None:
    """Shade a row of cells at `top` mm as the header of a table."""
    width = sum(cell.width for cell in band.cells)
    sheet.fill(band.cells[0].x, top + band.down, width, band.height)


def _frame(
    sheet: PdfCanvas, edges: Sequence[float], top: float, height: float, width: float
) -> None:
    upright = [(x, top, x, top + height) for x in edges]
    level = [(edges[0], y, edges[-1], y) for y in (top, top + height)]
    sheet.rules([*upright, *level], width)
