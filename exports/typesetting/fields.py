"""Labels with dotted lines to write on, as in the head of a memo."""

from collections.abc import Sequence
from typing import NamedTuple

from exports.typesetting.lines import PlacedLine, place_lines
from exports.typesetting.pagination import Flowable, Paginator
from exports.typesetting.pdf_canvas import PdfCanvas
from exports.typesetting.styles import Align, Style

_GAP = 4.0
_BEFORE_TEXT = 2.0
_DOTS_BELOW = 1.2
_LEAST_ROOM = 10.0


class DottedField(NamedTuple):
    """A label, and the text on its dotted line, with their widths in mm (None: what remains)."""

    label: str
    text: str
    width: float | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it is a bare line to write on, which may end a page."""
        return not self.label and not self.text


class _DottedLine(NamedTuple):
    label: PlacedLine | None
    text: PlacedLine
    start: float
    end: float


def draw_fields(
    stack: Paginator, fields: Sequence[DottedField], label: Style, style: Style, before: float
) -> None:
    """Draw fields side by side; a text that is too long continues on further dotted lines.

    `before` is the space above them in millimetres.
    """
    taken = sum(field.width or 0 for field in fields)
    x = stack.left
    columns = []
    for number, field in enumerate(fields, start=1):
        width = field.width or stack.width - taken
        gap = _GAP if number < len(fields) else 0
        columns.append(_dotted_lines(stack.sheet, field, x, width - gap, label, style))
        x += width
    height = max(label.line_height, style.line_height)
    for row in range(max(len(column) for column in columns)):
        dotted = [column[row] for column in columns if row < len(column)]
        strip = _strip(stack.sheet, dotted, height, label.ascent, before)
        strip.keep_next = not all(field.is_empty for field in fields)
        stack.add(strip)
        before = 0


def _dotted_lines(
    sheet: PdfCanvas, field: DottedField, x: float, width: float, label: Style, style: Style
) -> list[_DottedLine]:
    name = place_lines(sheet, field.label, label, x, width)[0][0]
    end = x + width
    start = x + sheet.millimetres(name.line.width, label.size) + 1
    room = max(end - start - _BEFORE_TEXT, _LEAST_ROOM)
    flat = field.text.replace("\n", " ")
    texts = place_lines(sheet, flat, style.but(align=Align.LEFT), start + _BEFORE_TEXT, room)[0]
    first, *others = texts
    return [
        _DottedLine(name, first, start, end),
        *(_DottedLine(None, text, start, end) for text in others),
    ]


def _strip(
    sheet: PdfCanvas, lines: list[_DottedLine], height: float, ascent: float, before: float
) -> Flowable:
    def draw(top: float) -> None:
        base = top + ascent
        for label, text, start, end in lines:
            for placed in (label, text):
                if placed:
                    y = base - placed.style.ascent
                    sheet.line(placed.line, placed.x, y, placed.width, placed.style)
            sheet.dots(start, end, base + _DOTS_BELOW)

    return Flowable(height, draw, before)
