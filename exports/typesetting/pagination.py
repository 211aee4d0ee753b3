"""Strips of paper stacked from the top of a page to its bottom, and on to the next page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from exports.typesetting.line_breaking import Run, wrap
from exports.typesetting.pdf_canvas import PdfCanvas
from exports.typesetting.styles import Align, Margins, Mark, Style
from kmtui.thai.digits import thai_digits

_SLACK = 1e-6
_FURNITURE_TOP = 12.0
_PAGE_NUMBER = Style(align=Align.CENTRE)
_MARK = Style(size=18, bold=True, align=Align.RIGHT)
_MARK_GREY = 0.55


@dataclass(slots=True)
class Flowable:
    """Something as wide as the text that no page break cuts, unless it has `split`.

    `draw(top)` draws it, `before` is the space above it (dropped at the top of a page),
    `keep_next` forbids a page break below it. `split(available_height)` gives the part that fits
    and the rest, or None where that would look bad; with `force` it always cuts something off.
    """

    height: float
    draw: Callable[[float], None]
    before: float = 0
    keep_next: bool = False
    split: "Callable[[float, bool], tuple[Flowable, Flowable] | None] | None" = None


class Paginator:
    """The pages of a document filling up with strips."""

    def __init__(self, sheet: PdfCanvas, margins: Margins, mark: Mark, landscape: bool) -> None:
        self.sheet = sheet
        self.margins = margins
        self.landscape = landscape
        self.running_head: Flowable | None = None
        self._mark = mark
        self._glued: list[Flowable] = []
        self._together = 0
        self._pages_before = 0
        self._top = self._y = margins.top
        self._begin_page()

    @property
    def left(self) -> float:
        """Where the text begins."""
        return self.margins.left

    @property
    def width(self) -> float:
        """The width of the text."""
        return self.sheet.width - self.margins.left - self.margins.right

    @property
    def number(self) -> int:
        """The number of the page in its letter or book, from 1; the first is not printed."""
        return self.sheet.page - self._pages_before

    @property
    def full_height(self) -> float:
        """The height of the text on an empty page."""
        return self.sheet.height - self.margins.top - self.margins.bottom

    def add(self, strip: Flowable) -> None:
        """Put a strip below the last one, on the next page if it does not fit."""
        self._glued.append(strip)
        if not (strip.keep_next or self._together):
            self.flush()

    @contextmanager
    def keep_together(self) -> Iterator[None]:
        """What is added meanwhile stays on one page (if a page can hold it)."""
        self._together += 1
        try:
            yield
        finally:
            self._together -= 1
        if not self._together and self._glued and not self._glued[-1].keep_next:
            self.flush()

    def flush(self) -> None:
        """Draw what was waiting for the strip that follows it."""
        group, self._glued = self._glued, []
        needed = sum(strip.before + strip.height for strip in group)
        if group and needed > self._room() and not self._at_top() and not self._can_cut(group):
            self.new_page()
        for strip in group:
            self._place(strip)

    def new_page(self, landscape: bool | None = None, margins: Margins | None = None) -> None:
        """Go on at the top of a new page, turned or with other margins if told."""
        if landscape is not None:
            self.landscape = landscape
        self.margins = margins or self.margins
        self._begin_page()
        if self.running_head is not None:
            self._draw(self.running_head)
            self._top = self._y

    def restart_page_numbers(self) -> None:
        """The next page is the first of its letter: numbers begin behind it."""
        self._pages_before = self.sheet.page

    def _room(self) -> float:
        return self.sheet.height - self.margins.bottom - self._y + _SLACK

    def _at_top(self) -> bool:
        return self._y <= self._top + _SLACK

    def _can_cut(self, group: list[Flowable]) -> bool:
        *heads, last = group
        used = sum(strip.before + strip.height for strip in heads) + last.before
        return last.split is not None and last.split(self._room() - used, False) is not None

    def _place(self, strip: Flowable) -> None:
        while True:
            if not self._at_top():
                self._y += strip.before
            if strip.height <= self._room():
                break
            parts = strip.split(self._room(), self._at_top()) if strip.split else None
            if parts is None and self._at_top():
                break
            if parts is not None:
                self._draw(parts[0])
                strip = parts[1]
            self.new_page()
        self._draw(strip)

    def _draw(self, strip: Flowable) -> None:
        strip.draw(self._y)
        self._y += strip.height

    def _begin_page(self) -> None:
        self.sheet.add_page(self.landscape)
        self._top = self._y = self.margins.top
        if self.number > 1:
            self._furniture(f"- {thai_digits(self.number)} -", _PAGE_NUMBER)
        if self._mark:
            self._furniture(self._mark.value, _MARK, _MARK_GREY)

    def _furniture(self, text: str, style: Style, grey: float = 0) -> None:
        room = self.sheet.units(self.width, style.size)
        (line,) = wrap([Run(text, style.bold)], self.sheet.face, room)
        self.sheet.line(line, self.left, _FURNITURE_TOP, self.width, style, grey)
