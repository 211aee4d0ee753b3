"""Lines with a position across the page, and flowables made of them.

Lengths are millimetres.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from exports.typesetting.line_breaking import (
    Line,
    Run,
    Text,
    paragraphs,
    unbroken_width,
    wrap,
)
from exports.typesetting.pagination import Flowable
from exports.typesetting.pdf_canvas import PdfCanvas
from exports.typesetting.styles import PLAIN, POINT, Align, Style


class PlacedLine(NamedTuple):
    """A line with its column (`x`, `width`) and its distance `drop` from the flowable's top, mm."""

    line: Line
    x: float
    width: float
    style: Style
    drop: float = 0.0


_SMALLEST_NAME = 12


def fitted(
    sheet: PdfCanvas, text: list[list[Run]], style: Style, width: float
) -> tuple[list[list[Run]], Style]:
    """Return the paragraphs, and the style with the size reduced until unbroken runs fit the width.

    `width` is in millimetres. The line height stays. Runs that do not fit in the smallest size
    become breakable.
    """
    widest = max((unbroken_width(runs, sheet.face) for runs in text), default=0)
    if widest <= sheet.units(width, style.size):
        return text, style
    for size in range(int(style.size) - 1, _SMALLEST_NAME - 1, -1):
        if widest <= sheet.units(width, size):
            return text, style.but(size=size, leading=style.line_height / POINT)
    return [[replace(run, unbroken=False) for run in runs] for runs in text], style


def place_lines(
    sheet: PdfCanvas, text: Text, style: Style, x: float, width: float
) -> list[list[PlacedLine]]:
    """Break a text into lines of a column, from `x` on and `width` wide, in millimetres.

    Returns the positioned lines of each paragraph.
    """
    x, width = x + style.left, width - style.left - style.right
    even = style.align is Align.JUSTIFY
    placed = []
    for number, paragraph in enumerate(paragraphs(text, style.bold)):
        (runs,), look = fitted(sheet, [paragraph], style, width)
        indent = look.first if number == 0 or look.later is None else look.later
        room, first, hang = (
            sheet.units(length, look.size) for length in (width, indent, look.hang)
        )
        lines = wrap(runs, sheet.face, room, first, hang, even=even)
        placed.append([PlacedLine(line, x, width, look) for line in lines])
    return placed


def line_row(sheet: PdfCanvas, row: list[PlacedLine], before: float, keep_next: bool) -> Flowable:
    """Return a flowable of lines placed side by side, with `before` millimetres above.

    With `keep_next` no page break is allowed directly below.
    """

    def draw(top: float) -> None:
        for line, x, width, style, drop in row:
            sheet.line(line, x, top + drop, width, style)

    height = max(placed.style.line_height for placed in row if not placed.drop)
    text = next((placed.line.text for placed in reversed(row) if placed.line.pieces), "")
    return Flowable(height, draw, before, keep_next, text=text)


COLUMN_GAP = 3.0
"""The gap between the columns of a table without rules, in millimetres."""
_ROUNDING = 0.1


def column_width(
    sheet: PdfCanvas,
    texts: Iterable[Text],
    style: Style = PLAIN,
    *,
    gap: float = COLUMN_GAP,
    least: float = 0,
    most: float = math.inf,
) -> float:
    """Return the width in mm of a column that fits each text on one line, including the gap.

    It is at least `least` and at most `most` millimetres.
    """
    widest = 0.0
    for text in texts:
        for runs in paragraphs(text, style.bold):
            width = sum(sheet.face(run.bold).word(run.text).width for run in runs)
            widest = max(widest, sheet.millimetres(width, style.size))
    return min(max(widest + gap + _ROUNDING, least), most)


def signature_left(width: float, left: float | None, right: float, widest: float) -> float:
    """Return the left edge in mm of a block of centred lines: `left`, or further for a wide line.

    Names and posts are not broken as long as the page is wide enough.

    Args:
        width: the width of the page's text.
        left: the usual edge; None for the middle.
        right: the indent at the right.
        widest: the width of the widest line.
    """
    usual = width / 2 if left is None else left
    return max(min(usual, width - right - widest), 0.0)


def foot_strip(
    sheet: PdfCanvas, placed: list[PlacedLine], edge: float, below: float, *, drawn: bool
) -> Flowable:
    """Return a flowable of lines at the foot of the page, reserving their height minus `below`.

    `edge` is the distance of the lines' lower edge from that of the page, negative if above. Both
    are millimetres.
    """
    strips = [line_row(sheet, [line], 0, True) for line in placed]
    height = sum(strip.height for strip in strips)

    def draw(_top: float) -> None:
        y = sheet.height + edge - height
        for strip in strips if drawn else ():
            strip.draw(y)
            y += strip.height

    return Flowable(max(height - below, 0), draw)
