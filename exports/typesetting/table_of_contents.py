"""Tables of contents: where a part begins, and rows with dots that lead to its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from exports.typesetting.lines import Placed, lay
from exports.typesetting.pagination import Stack, Strip
from exports.typesetting.styles import PLAIN, Align, Style
from exports.typesetting.toc_entries import Beginning, ContentsRow, Entry
from kmtui.thai.digits import thai_digits

_NUMBER_WIDTH = 14.0  # millimetres
_DOTS_BELOW = 1.2
_HANG = 6.0
_STEP = 8.0


@dataclass
class Beginnings:
    """The parts of a document as they are drawn, by name, and the rows that lead to them.

    Complete when the document is.
    """

    found: dict[str, Beginning] = field(default_factory=dict)
    rows: list[ContentsRow] = field(default_factory=list)

    def strip(self, stack: Stack, name: str) -> Strip:
        """A strip of no height that notes the place and can be gone to."""

        def draw(top: float) -> None:
            self.found[name] = Beginning(stack.sheet.page, stack.number)
            stack.sheet.target(name, top)

        return Strip(0, draw, keep_next=True)


class Contents:
    """Draws the rows of a table of contents.

    A part that is not known yet has no number, and takes the same room. Not `linked` the rows are
    only noted in `beginnings`: their parts will stand in another file.
    """

    def __init__(
        self,
        stack: Stack,
        beginnings: Beginnings,
        known: Mapping[str, Beginning],
        *,
        linked: bool,
    ) -> None:
        self._stack = stack
        self._beginnings = beginnings
        self._known = known
        self._linked = linked

    def draw(self, entries: Sequence[Entry], before: float, style: Style = PLAIN) -> None:
        """Add the rows to the stack."""
        stack = self._stack
        width = stack.width - _NUMBER_WIDTH
        for entry in entries:
            title = entry.title.replace("\n", " ")
            hung = style.but(hang=_HANG + entry.depth * _STEP, first=entry.depth * _STEP)
            (lines,) = lay(stack.sheet, title, hung, stack.left, width)
            *firsts, last = lines
            for placed in firsts:
                stack.add(self._row(placed, None, entry.name, before))
                before = 0.0
            known = self._known.get(entry.name)
            number = thai_digits(known.number) if known is not None else ""
            stack.add(self._row(last, number, entry.name, before))
            before = 0.0

    def _row(self, placed: Placed, number: str | None, name: str, before: float) -> Strip:
        """A line of a row; the last one has the number, which may not be known yet."""
        stack, style = self._stack, placed.style
        end = stack.left + stack.width
        right = style.but(align=Align.RIGHT, first=0, hang=0)
        [[figure]] = lay(stack.sheet, number or " ", right, end - _NUMBER_WIDTH, _NUMBER_WIDTH)

        def draw(top: float) -> None:
            sheet = stack.sheet
            sheet.line(placed.line, placed.x, top, placed.width, style)
            if number is not None:
                words = placed.x + sheet.millimetres(
                    placed.line.indent + placed.line.width, style.size
                )
                digits = end - sheet.millimetres(figure.line.width, style.size)
                sheet.dots(words + 2, digits - 2, top + style.ascent + _DOTS_BELOW)
                sheet.line(figure.line, figure.x, top, figure.width, right)
            self._lead(name, top, style.line_height)

        return Strip(style.line_height, draw, before, keep_next=number is None)

    def _lead(self, name: str, top: float, height: float) -> None:
        left, width, sheet = self._stack.left, self._stack.width, self._stack.sheet
        row = ContentsRow(sheet.page, name, left, top, width, height)
        self._beginnings.rows.append(row)
        if self._linked:
            sheet.link(name, left, top, width, height)
