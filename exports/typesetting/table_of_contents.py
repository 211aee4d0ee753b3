"""Tables of contents: page numbers of parts, and rows with dot leaders that link to them."""

from collections.abc import Sequence

from msgspec import Struct, field

from exports.typesetting.lines import PlacedLine, place_lines
from exports.typesetting.pagination import Flowable, Paginator
from exports.typesetting.styles import PLAIN, Align, Style
from exports.typesetting.toc_entries import PageAnchor, TocEntry
from kmtui.thai.digits import thai_digits

_NUMBER_WIDTH = 14.0  # millimetres
_DOTS_BELOW = 1.2
_HANG = 6.0
_STEP = 8.0


class PageAnchors(Struct):
    """The pages on which parts begin, by name; complete when the document is drawn."""

    by_name: dict[str, PageAnchor] = field(default_factory=dict)

    def strip(self, stack: Paginator, name: str) -> Flowable:
        """Return a flowable without height that records its page and is a link target."""

        def draw(top: float) -> None:
            self.by_name[name] = PageAnchor(stack.sheet.page, stack.number)
            stack.sheet.target(name, top)

        return Flowable(0, draw, keep_next=True)


class Contents:
    """A table of contents, whose page numbers are drawn after all pages.

    A part missing in the document has no number.

    Args:
        by_page: whether to count the pages of the file, instead of the printed numbers.
    """

    def __init__(self, stack: Paginator, anchors: PageAnchors, *, by_page: bool) -> None:
        self._stack = stack
        self._anchors = anchors
        self._by_page = by_page

    def draw(self, entries: Sequence[TocEntry], before: float, style: Style = PLAIN) -> None:
        """Add the rows to the paginator, `before` millimetres below the last block."""
        stack = self._stack
        width = stack.width - _NUMBER_WIDTH
        for entry in entries:
            title = entry.title.replace("\n", " ")
            hung = style.but(hang=_HANG + entry.depth * _STEP, first=entry.depth * _STEP)
            (lines,) = place_lines(stack.sheet, title, hung, stack.left, width)
            for placed in lines:
                is_last = placed is lines[-1]
                stack.add(self._row(placed, entry.name, before, is_last=is_last))
                before = 0.0

    def _row(self, placed: PlacedLine, name: str, before: float, *, is_last: bool) -> Flowable:
        """Return a line of a row, `before` millimetres below the last.

        The last line reserves the page number, which is not known yet.
        """
        stack, style = self._stack, placed.style
        left, width = stack.left, stack.width

        def draw(top: float) -> None:
            sheet = stack.sheet
            sheet.line(placed.line, placed.x, top, placed.width, style)
            sheet.link(name, left, top, width, style.line_height)
            if is_last:
                sheet.later(lambda: self._number(placed, name, top, left + width))

        return Flowable(style.line_height, draw, before, keep_next=not is_last)

    def _number(self, placed: PlacedLine, name: str, top: float, end: float) -> None:
        sheet, style = self._stack.sheet, placed.style
        known = self._anchors.by_name.get(name)
        if known is None:
            return
        number = thai_digits(known.page if self._by_page else known.number)
        right = style.but(align=Align.RIGHT, first=0, hang=0)
        [[figure]] = place_lines(sheet, number, right, end - _NUMBER_WIDTH, _NUMBER_WIDTH)
        words = placed.x + sheet.millimetres(placed.line.indent + placed.line.width, style.size)
        digits = end - sheet.millimetres(figure.line.width, style.size)
        sheet.dots(words + 2, digits - 2, top + style.ascent + _DOTS_BELOW)
        sheet.line(figure.line, figure.x, top, figure.width, right)
