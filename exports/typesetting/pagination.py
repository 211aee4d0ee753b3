"""Pagination: flowables are stacked on pages, from top to bottom; lengths are millimetres.

A page is drawn only when the next but one begins: until then its last flowables may still move on.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from msgspec import Struct, field

from exports.typesetting.line_breaking import Run, wrap
from exports.typesetting.pdf_canvas import PdfCanvas, page_size
from exports.typesetting.styles import LINE_HEIGHT, SECRECY, Align, Margins, PageMarks, Style
from kmtui.thai.digits import thai_digits
from kmtui.thai.words import break_offsets

_SLACK = 1e-6
_FURNITURE_TOP = 12.0
_PAGE_NUMBER = Style(align=Align.CENTRE)
BELOW_NUMBER = 3.0
"""Millimetres below the page number of a portrait page; a landscape one has it in the margin."""
_MARK = Style(size=18, bold=True, align=Align.RIGHT)
SECRECY_EDGE = 7.0
"""Millimetres from the edge of the page to the secrecy of a paper."""
_CATCHWORD = Style(align=Align.RIGHT)
_ABOVE_CATCHWORD = 2.0
_SHORTEST, _LONGEST_CATCHWORD = 5, 24  # characters
# A last page shorter than the first is filled from the page before, up to the second.
_SHORT_PAGE, _FULL_ENOUGH = 3.5 * LINE_HEIGHT, 5 * LINE_HEIGHT
# The share of a page's height that must remain filled if its last lines move on.
_STAYS = 0.4


class Flowable(Struct):
    """A block as wide as the text area that the paginator places; lengths in millimetres.

    Attributes:
        draw: `draw(top)` draws it with its upper edge at `top`.
        before: space above, dropped at the top of a page.
        keep_next: whether a page break directly below is forbidden.
        split: `split(available_height, force)` returns the part that fits and the rest, or None
            if the break would leave an orphan line; with `force` it always splits. Without it the
            block is never split.
        company: the least height of preceding blocks that moves along to a new page.
        text: its text, from which the catchword of the page before is taken.
        placed: called when its page is known, before it is drawn.
    """

    height: float
    draw: Callable[[float], None]
    before: float = 0
    keep_next: bool = False
    split: "Callable[[float, bool], tuple[Flowable, Flowable] | None] | None" = None
    company: float = 0
    text: str = ""
    placed: Callable[[], None] | None = None


class _Group(Struct):
    """Flowables kept on one page, and the running head for a page that begins with them."""

    strips: list[Flowable]
    head: Flowable | None
    is_cut: bool = False

    @property
    def height(self) -> float:
        return sum(strip.before + strip.height for strip in self.strips)

    @property
    def needs_company(self) -> bool:
        """Whether it may not begin a page without what precedes it, as the last row of a table."""
        return bool(self.strips) and self.strips[0].company > 0


class _Page(Struct):
    """A page that is not drawn yet, or of which the last flowables are not drawn yet."""

    landscape: bool
    margins: Margins
    number: int
    goes_on: bool
    top: float = 0
    y: float = 0
    head: Flowable | None = None
    groups: list[_Group] = field(default_factory=list)
    waiting: list[tuple[Flowable, float]] = field(default_factory=list)
    is_begun: bool = False

    def clear(self) -> None:
        """Remove all flowables and the running head."""
        self.top -= self.head.height if self.head is not None else 0
        self.groups, self.waiting, self.y = [], [], self.top

    @property
    def first_text(self) -> str:
        """The text of the first flowable; empty if that is a table row."""
        strips = (strip for group in self.groups for strip in group.strips)
        return next((strip.text for strip in strips if strip.height), "")


def _furniture_of(page: _Page, marks: PageMarks) -> Iterator[tuple[str, Style, float]]:
    """Yield the number and the marks of a page, each with its style and upper edge."""
    if page.number > 1:
        top = _FURNITURE_TOP if page.landscape else page.margins.top
        yield f"- {thai_digits(page.number)} -", _PAGE_NUMBER, top
    if marks.mark:
        yield marks.mark.value, _MARK, _FURNITURE_TOP
    if marks.secrecy:
        foot = page_size(page.landscape)[1] - SECRECY_EDGE - SECRECY.line_height
        yield marks.secrecy, SECRECY, SECRECY_EDGE
        yield marks.secrecy, SECRECY, foot


class Paginator:
    """Distributes flowables over the pages of a document."""

    def __init__(
        self,
        sheet: PdfCanvas,
        margins: Margins,
        marks: PageMarks,
        landscape: bool,
        *,
        catchwords: bool = False,
    ) -> None:
        self.sheet = sheet
        self.margins = margins
        self.landscape = landscape
        self.running_head: Flowable | None = None
        self.page_count = 0
        self._catchwords = catchwords
        self._marks = marks
        self._glued: list[Flowable] = []
        self._together = 0
        self._company = 0.0
        self._pages_before = 0
        self._drawn_number = 0
        self._previous: _Page | None = None
        self._page = self._begin_page(goes_on=False)

    @property
    def left(self) -> float:
        """The left edge of the text, in millimetres."""
        return self.margins.left

    @property
    def width(self) -> float:
        """The width of the text, in millimetres."""
        return page_size(self.landscape)[0] - self.margins.left - self.margins.right

    @property
    def number(self) -> int:
        """The number of the page drawn last; each letter or book begins with 1, not printed."""
        return self._drawn_number

    @property
    def full_height(self) -> float:
        """The height of the text on an empty page, in millimetres."""
        return page_size(self.landscape)[1] - self.margins.top - self.margins.bottom

    @property
    def is_keeping(self) -> bool:
        """Whether added flowables are currently kept on one page."""
        return self._together > 0

    def add(self, strip: Flowable) -> None:
        """Append a flowable; it goes to the next page if it does not fit."""
        self._glued.append(strip)
        if not (strip.keep_next or self._together):
            self.flush()

    @contextmanager
    def keep_together(self, company: float = 0) -> Iterator[None]:
        """Keep flowables added in the `with` block on one page, with `company` mm before them."""
        self._together += 1
        self._company = max(self._company, company)
        try:
            yield
        finally:
            self._together -= 1
        if not self._together and self._glued and not self._glued[-1].keep_next:
            self.flush()

    def flush(self) -> None:
        """Place the pending flowables, which were held back until the next one was known."""
        strips, self._glued = self._glued, []
        if not strips:
            return
        strips[0].company, self._company = max(strips[0].company, self._company), 0
        group = _Group(strips, self.running_head)
        if group.height > self._room() and not self._at_top() and not self._can_cut(strips):
            self._move_on(group)
        self._place_group(group)

    def new_page(self, landscape: bool | None = None, margins: Margins | None = None) -> None:
        """Begin a new page; None keeps the orientation or the margins."""
        self._fill_short_page()
        if landscape is not None:
            self.landscape = landscape
        self.margins = margins or self.margins
        self._page = self._begin_page(goes_on=False)
        self._repeat(self.running_head)

    def restart_page_numbers(self) -> None:
        """Restart numbering: the next page is the first of its letter."""
        self._pages_before = self.page_count

    def end(self) -> None:
        """Draw the pages that are not drawn yet."""
        self.flush()
        self._fill_short_page()
        if self._previous is not None:
            self._draw_page(self._previous, self._page)
            self._previous = None
        self._draw_page(self._page, None)

    def _room(self) -> float:
        height = page_size(self.landscape)[1]
        return height - self.margins.bottom - self._page.y + _SLACK

    def _at_top(self) -> bool:
        return self._page.y <= self._page.top + _SLACK

    def _can_cut(self, group: list[Flowable]) -> bool:
        *heads, last = group
        used = sum(strip.before + strip.height for strip in heads) + last.before
        return last.split is not None and last.split(self._room() - used, False) is not None

    def _move_on(self, group: _Group) -> None:
        """Begin a new page for a group, moving preceding lines along as the group requires."""
        company = max(strip.company for strip in group.strips)
        spare = self.full_height - group.height - (group.head.height if group.head else 0)
        moved = self._taken_off(self._page, company, spare) if company else []
        head = moved[0].head if moved else self.running_head
        self._page = self._begin_page(goes_on=True)
        self._repeat(head)
        for each in moved:
            self._place_group(each)

    def _taken_off(self, page: _Page, least: float, most: float) -> list[_Group]:
        """Remove the last groups of a page, `least` to `most` mm high in all, if enough remains."""
        count, height = 0, 0.0
        if page.is_begun:
            return []
        while height < least or page.groups[-count].needs_company:
            count += 1
            if count > len(page.groups) or page.groups[-count].is_cut:
                return []
            height += page.groups[-count].height
        if height > most or page.y - height < page.top + self.full_height * _STAYS:
            return []
        moved, page.groups = page.groups[-count:], page.groups[:-count]
        strips = {id(strip) for group in moved for strip in group.strips}
        page.waiting = [each for each in page.waiting if id(each[0]) not in strips]
        page.y -= height
        return moved

    def _fill_short_page(self) -> None:
        """Move lines from the previous page to a last page that has only a few."""
        self.flush()
        page, previous = self._page, self._previous
        if not page.goes_on or page.is_begun or previous is None or not page.groups:
            return
        used = sum(group.height for group in page.groups)
        if used >= _SHORT_PAGE or page.groups[0].is_cut:
            return
        moved = self._taken_off(previous, _FULL_ENOUGH - used, self.full_height / 2)
        if not moved:
            return
        groups = [*moved, *page.groups]
        page.clear()
        self._repeat(page.head or moved[0].head)
        for group in groups:
            self._place_group(group)

    def _place_group(self, group: _Group) -> None:
        self._page.groups.append(_Group([], group.head))
        for strip in group.strips:
            self._place(strip)

    def _place(self, strip: Flowable) -> None:
        while True:
            if not self._at_top():
                self._page.y += strip.before
            if strip.height <= self._room():
                break
            parts = strip.split(self._room(), self._at_top()) if strip.split else None
            if parts is None and self._at_top():
                break
            head = self._page.groups[-1].head
            if parts is not None:
                self._put(parts[0])
                strip = parts[1]
                self._page.groups[-1].is_cut = True
            self._page = self._begin_page(goes_on=True)
            self._repeat(self.running_head)
            self._page.groups.append(_Group([], head, is_cut=parts is not None))
        self._put(strip)

    def _put(self, strip: Flowable) -> None:
        self._page.groups[-1].strips.append(strip)
        self._page.waiting.append((strip, self._page.y))
        self._page.y += strip.height
        if strip.placed is not None:
            strip.placed()

    def _repeat(self, head: Flowable | None) -> None:
        """Begin the page with a running head (of a continued table)."""
        page = self._page
        page.head = head
        if head is not None:
            page.waiting.append((head, page.y))
            page.y += head.height
            page.top = page.y

    def _begin_page(self, *, goes_on: bool) -> _Page:
        if self.page_count:
            if self._previous is not None:
                self._draw_page(self._previous, self._page)
            self._previous = self._page
        self.page_count += 1
        number = self.page_count - self._pages_before
        page = _Page(self.landscape, self.margins, number, goes_on)
        page.top = self.margins.top
        if number > 1 and not self.landscape:
            page.top += _PAGE_NUMBER.line_height + BELOW_NUMBER
        page.y = page.top
        return page

    def _draw_page(self, page: _Page, following: _Page | None) -> None:
        """Draw the pending flowables of a page, on a new sheet or on the one already begun."""
        margins, landscape = self.margins, self.landscape
        self.margins, self.landscape = page.margins, page.landscape
        if not page.is_begun:
            self._begin_sheet(page)
        self._drawn_number = page.number
        for strip, top in page.waiting:
            strip.draw(top)
        page.waiting = []
        if self._catchwords and following is not None and following.goes_on:
            self._announce(following)
        self.margins, self.landscape = margins, landscape

    def _begin_sheet(self, page: _Page) -> None:
        page.is_begun = True
        self.sheet.add_page(page.landscape, page.number)
        for furniture in _furniture_of(page, self._marks):
            self._furniture(*furniture)

    def _announce(self, following: _Page) -> None:
        """Draw the catchword (คำต่อเนื่อง): the first words of the next page, and three dots."""
        if text := following.first_text:
            top = page_size(self.landscape)[1] - self.margins.bottom + _ABOVE_CATCHWORD
            self._furniture(f"/{_first_words(text)} ...", _CATCHWORD, top)

    def _furniture(self, text: str, style: Style, top: float) -> None:
        room = self.sheet.units(self.width, style.size)
        (line,) = wrap([Run(text, style.bold)], self.sheet.face, room)
        self.sheet.line(line, self.left, top, self.width, style)


def _first_words(text: str) -> str:
    """Return the first words of a line, as the catchword of the page before."""
    if len(text) <= _LONGEST_CATCHWORD:
        return text
    breaks = [offset for offset in break_offsets(text) if offset <= _LONGEST_CATCHWORD]
    behind_space = [offset for offset in breaks if text[offset - 1] == " " and offset > _SHORTEST]
    stop = (behind_space or breaks or [_LONGEST_CATCHWORD])[-1]
    return text[:stop].rstrip()
