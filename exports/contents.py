"""Tables of contents: where a part begins, and rows with dots that lead to its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from exports.lines import Placed, lay
from exports.stack import Stack, Strip
from exports.styles import PLAIN, Align, Style
from kmtui.thai.digits import thai_digits

_NUMBER_WIDTH = 14.0  # millimetres
_DOTS_BELOW = 1.2


class Beginning(NamedTuple):
    """Where a part begins: the page in the file from 1, and the number printed on it."""

    page: int
    number: int


@dataclass
class Beginnings:
    """The parts of a document as they are drawn, by name; complete when the document is."""

    found: dict[str, Beginning] = field(default_factory=dict)

    def strip(self, stack: Stack, name: str) -> Strip:
        """A strip of no height that notes the place and can be gone to."""

        def draw(top: float) -> None:
            self.found[name] = Beginning(stack.sheet.page, stack.number)
            stack.sheet.target(name, top)

        return Strip(0, draw, keep_next=True)


class Entry(NamedTuple):
    """A row of the contents: its words, and the name of the part it leads to."""

    title: str
    name: str


def draw_contents(
    stack: Stack,
    entries: Sequence[Entry],
    beginnings: Mapping[str, Beginning],
    before: float,
    style: Style = PLAIN,
) -> None:
    """Draw the rows; a part that is not known yet has no number, and takes the same room."""
    width = stack.width - _NUMBER_WIDTH
    for entry in entries:
        (lines,) = lay(stack.sheet, entry.title.replace("\n", " "), style, stack.left, width)
        known = beginnings.get(entry.name)
        number = thai_digits(known.number) if known is not None else ""
        for place, placed in enumerate(lines, 1):
            is_last = place == len(lines)
            stack.add(_row(stack, placed, number if is_last else "", entry.name, before, is_last))
            before = 0.0


def _row(
    stack: Stack, placed: Placed, number: str, name: str, before: float, is_last: bool
) -> Strip:
    style = placed.style
    end = stack.left + stack.width
    right = style.but(align=Align.RIGHT)
    [[figure]] = lay(stack.sheet, number or " ", right, end - _NUMBER_WIDTH, _NUMBER_WIDTH)

    def draw(top: float) -> None:
        sheet = stack.sheet
        sheet.line(placed.line, placed.x, top, placed.width, style)
        if is_last:
            words = placed.x + sheet.millimetres(placed.line.width, style.size)
            digits = end - sheet.millimetres(figure.line.width, style.size)
            sheet.dots(words + 2, digits - 2, top + style.ascent + _DOTS_BELOW)
        if number:
            sheet.line(figure.line, figure.x, top, figure.width, right)
        sheet.link(name, stack.left, top, stack.width, style.line_height)

    return Strip(style.line_height, draw, before, keep_next=not is_last)
