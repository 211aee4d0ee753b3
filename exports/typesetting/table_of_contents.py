"""Tables of contents: where a part begins, and rows with dots that lead to its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from exports.typesetting.lines import PlacedLine, place_lines
from exports.typesetting.pagination import Flowable, Paginator
from exports.typesetting.styles import PLAIN, Align, Style
from exports.typesetting.toc_entries import PageAnchor, TocEntry, TocLink
from kmtui.thai.digits import thai_digits

_NUMBER_WIDTH = 14.0  # millimetres
_DOTS_BELOW = 1.2
_HANG = 6.0
_STEP = 8.0


@dataclass
class PageAnchors:
    """The parts of a document as they are drawn, by name, and the rows that lead to them.

    Complete when the document is.
    """

    by_name: dict[str, PageAnchor] = field(default_factory=dict)
    rows: list[TocLink] = field(default_factory=list)

    def strip(self, stack: Paginator, name: str) -> Flowable:
        """A strip of no height that notes the place and can be gone to."""

        def draw(top: float) -> None:
            self.by_name[name] = PageAnchor(stack.sheet.page, stack.number)
            stack.sheet.target(name, top)

        return Flowable(0, draw, keep_next=True)


class Contents:
    """Draws the rows of a table of contents.

    A part that is not known yet has no number, and takes the same room. Not `linked` the rows are
    only noted in `anchors`: their parts will stand in another file.
    """

    def __init__(
        self,
        stack: Paginator,
        anchors: PageAnchors,
        known_anchors: Mapping[str, PageAnchor],
        *,
        linked: bool,
    ) -> None:
        self._stack = stack
        self._beginnings = anchors
        self._known = known_anchors
        self._linked = linked

    def draw(self, entries: Sequence[TocEntry], before: float, style: Style = PLAIN) -> None:
        """Add the rows to the stack."""
        stack = self._stack
        width = stack.width - _NUMBER_WIDTH
        for entry in entries:
            title = entry.title.replace("\n", " ")
            hung = style.but(hang=_HANG + entry.depth * _STEP, first=entry.depth * _STEP)
            (lines,) = place_lines(stack.sheet, title, hung, stack.left, width)
            *firsts, last = lines
            for placed in firsts:
                stack.add(self._row(placed, None, entry.name, before))
                before = 0.0
            known = self._known.get(entry.name)
            number = thai_digits(known.number) if known is not None else ""
            stack.add(self._row(last, number, entry.name, before))
            before = 0.0

    def _row(self, placed: PlacedLine, number: str | None, name: str, before: float) -> Flowable:
        """A line of a row; the last one has the number, which may not be known yet."""
        stack, style = self._stack, placed.style
        end = stack.left + stack.width
        right = style.but(align=Align.RIGHT, first=0, hang=0)
        [[figure]] = place_lines(
            stack.sheet, number or " ", right, end - _NUMBER_WIDTH, _NUMBER_WIDTH
        )

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

        return Flowable(style.line_height, draw, before, keep_next=number is None)

    def _lead(self, name: str, top: float, height: float) -> None:
        left, width, sheet = self._stack.left, self._stack.width, self._stack.sheet
        row = TocLink(sheet.page, name, left, top, width, height)
        self._beginnings.rows.append(row)
        if self._linked:
            sheet.link(name, left, top, width, height)
