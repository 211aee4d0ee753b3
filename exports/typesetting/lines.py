"""Laid-out lines placed across the page, and the strips they make."""

from typing import NamedTuple

from exports.typesetting.line_breaking import Line, Text, paragraphs, wrap
from exports.typesetting.pagination import Flowable
from exports.typesetting.pdf_canvas import PdfCanvas
from exports.typesetting.styles import Align, Style


class PlacedLine(NamedTuple):
    """A line, where its column begins, how wide that is, and how far below its strip's top."""

    line: Line
    x: float
    width: float
    style: Style
    drop: float = 0.0


def place_lines(
    sheet: PdfCanvas, text: Text, style: Style, x: float, width: float
) -> list[list[PlacedLine]]:
    """The placed lines of each paragraph of a text in a column."""
    x, width = x + style.left, width - style.left - style.right
    room, first, hang = (
        sheet.units(length, style.size) for length in (width, style.first, style.hang)
    )
    even = style.align is Align.JUSTIFY
    return [
        [
            PlacedLine(line, x, width, style)
            for line in wrap(runs, sheet.face, room, first, hang, even=even)
        ]
        for runs in paragraphs(text, style.bold)
    ]


def line_row(sheet: PdfCanvas, row: list[PlacedLine], before: float, keep_next: bool) -> Flowable:
    """Lines that stand side by side, as one strip."""

    def draw(top: float) -> None:
        for line, x, width, style, drop in row:
            sheet.line(line, x, top + drop, width, style)

    height = max(placed.style.line_height for placed in row if not placed.drop)
    text = next((placed.line.text for placed in reversed(row) if placed.line.pieces), "")
    return Flowable(height, draw, before, keep_next, text=text)
