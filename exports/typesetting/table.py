"""Tables, ruled or plain, whose header row is repeated and whose rows split across pages."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct

from exports.typesetting.cells import Band, Bar, Cell, Padding, lay_cell, paint, rule, shade
from exports.typesetting.line_breaking import Text, paragraphs, widest_unit
from exports.typesetting.lines import COLUMN_GAP
from exports.typesetting.pagination import Flowable, Paginator
from exports.typesetting.styles import Align, Style

_PAD_X = 1.3
_PAD_Y = 0.7
CELL_GAP = 2 * _PAD_X
"""The padding of a ruled cell, left and right together, in millimetres."""
# The space above a table with rules, and below it.
_ABOVE = 1.0
_BELOW = 2.0
MAX_UNSPLIT_SHARE = 0.4
"""A row no taller than this share of a page moves on whole instead of being split."""
_MIN_ORPHAN_LINES = 2
_SOME = 0.1
# Lines below a table that are taller than this share of a page are not kept with its last row.
_TALL_FOOT = 0.3
# A table no taller than this share of a page is not split: one of its rows would stand alone.
_SHORT_TABLE = 0.25
_CONTINUED = " (ต่อ)"


class Column(Struct, frozen=True):
    """A column: its title, its width and the alignment of its cells.

    Widths are proportions, for example millimetres: the table is as wide as the text, and a column
    at least as wide as the longest word of its title.

    Attributes:
        group: adjacent columns of one group have its title in a common cell above their own; empty
            for no group.
        is_repeated: whether the rest of a row split by a page break repeats the cell's text, marked
            (ต่อ). Such a row is split at the end of a paragraph if possible.
    """

    title: str
    width: float
    align: Align = Align.LEFT
    group: str = ""
    is_repeated: bool = False


class Span(Struct, frozen=True):
    """A row of one cell across all columns.

    With `keep_next` it stays on the page of the next row.
    """

    text: Text
    align: Align = Align.LEFT
    bold: bool = True
    keep_next: bool = False


class Total(NamedTuple):
    """A row of sums; it never begins a page, as the row above moves along with it."""

    cells: Sequence[Text | Bar]


Row = Sequence[Text | Bar] | Span | Total


class TableStyle(Struct, frozen=True):
    """The style of a table.

    Attributes:
        row_height: the least height of a row in millimetres, in which people sign; if it is set,
            texts are centred vertically.
        ruled: whether cells have lines around them.
        head: whether it has a header row of the column titles.
        max_unsplit_share: a row no taller than this share of a page is never split.
    """

    style: Style
    row_height: float = 0
    ruled: bool = True
    head: bool = True
    max_unsplit_share: float = MAX_UNSPLIT_SHARE


class TableHeaderFooter(Struct, frozen=True):
    """The parts of a table before and after its rows.

    Attributes:
        title_rows: rows of one cell before the head.
        continued_title: a line that replaces them on the following pages.
        footer_lines: lines below the table, on the page of its last row.
    """

    title_rows: Sequence[Span] = ()
    continued_title: Text = ""
    footer_lines: Sequence[Text] = ()


def widened(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """Return widths in millimetres, raised to their minimum `least` by reducing the others.

    Unchanged if the others cannot give enough.
    """
    lacking = [max(low - width, 0.0) for width, low in zip(widths, least, strict=True)]
    spare = [max(width - low, 0.0) for width, low in zip(widths, least, strict=True)]
    if not any(lacking) or sum(lacking) > sum(spare):
        return list(widths)
    given = sum(lacking) / sum(spare)
    changes = [more - less * given for more, less in zip(lacking, spare, strict=True)]
    return [width + change for width, change in zip(widths, changes, strict=True)]


def _text_of(cell: Cell) -> str:
    """Return the text of a cell, with the spaces that were dropped at line ends."""
    return "".join(line.text + (" " if line.before_space else "") for line in cell.lines).rstrip()


class Table:
    """Lays out rows as flowables of a paginator."""

    def __init__(
        self,
        stack: Paginator,
        columns: Sequence[Column],
        look: TableStyle,
        around: TableHeaderFooter | None = None,
    ) -> None:
        self._stack = stack
        self._columns = columns
        self._look = look
        self._around = around or TableHeaderFooter()
        self._padding = (
            Padding(_PAD_X, _PAD_Y, CELL_GAP) if look.ruled else Padding(0, 0, COLUMN_GAP)
        )
        # Widths are proportions: the table is as wide as the text.
        scale = stack.width / sum(column.width for column in columns)
        self._widths = widened(
            [column.width * scale for column in columns],
            [self._least_width(column) for column in columns],
        )

    def _least_width(self, column: Column) -> float:
        """Return the smallest width in mm that splits no word of the column's title."""
        sheet, style = self._stack.sheet, self._look.style
        titles = paragraphs(column.title, bold=True) if self._look.head else []
        widest = max((widest_unit(runs, sheet.face) for runs in titles), default=0)
        return sheet.millimetres(widest + 1, style.size) + self._padding.both if widest else 0.0

    def draw(self, rows: Sequence[Row], before: float = 0) -> None:
        """Add the table to the paginator, `before` mm below; the head stays with the first row.

        A short table is kept on one page.
        """
        stack = self._stack
        outer = stack.running_head
        before += _ABOVE if self._look.ruled else 0
        foot = self._foot()
        tall = sum(line.height for line in foot) > stack.full_height * _TALL_FOOT
        is_held = bool(rows) and not tall
        strips = list(self._strips(rows, foot if is_held else []))
        if sum(strip.height for strip in strips) <= stack.full_height * _SHORT_TABLE:
            for strip in strips:
                strip.keep_next, strip.company = strip is not strips[-1], 0
        for strip in strips:
            strip.before, before = before, 0
            stack.add(strip)
        stack.flush()
        stack.running_head = outer
        for line in [] if is_held else foot:
            stack.add(line)

    def _strips(self, rows: Sequence[Row], foot: list[Flowable]) -> Iterator[Flowable]:
        for span in self._around.title_rows:
            strip = self._row(self._cells(span))
            strip.keep_next = True
            yield strip
        if self._look.head:
            yield self._head()
        for number, row in enumerate(rows, 1):
            is_last = number == len(rows)
            strip = self._row(self._cells(row), foot=foot if is_last else [])
            strip.keep_next = isinstance(row, Span) and row.keep_next and not is_last
            # The last row must not be alone on a page below a repeated head.
            if number > 1 and (is_last or isinstance(row, Total)):
                strip.company = _SOME
            yield strip

    def _head(self) -> Flowable:
        """Return the header row; on later pages it is below `continued_title`."""
        bands = self._title_bands()
        first = self._head_strip(bands)
        repeated = self._head_strip(self._once_more(bands))

        def placed() -> None:
            if repeated.height < self._stack.full_height / 2:
                self._stack.running_head = repeated

        first.placed, first.keep_next = placed, True
        return first

    def _once_more(self, bands: list[Band]) -> list[Band]:
        if not self._around.continued_title:
            return bands
        cells = self._cells(Span(self._around.continued_title))
        height = self._height(cells)
        lower = [band._replace(down=band.down + height) for band in bands]
        return [Band(cells, 0, height, shaded=False), *lower]

    def _head_strip(self, bands: list[Band]) -> Flowable:
        def draw(top: float) -> None:
            for band in bands:
                if self._look.ruled and band.shaded:
                    shade(self._stack.sheet, band, top)
                self._paint(band, top, middle=True)

        return Flowable(max(band.down + band.height for band in bands), draw)

    def _title_bands(self) -> list[Band]:
        """Return the column titles from left to right, then those below group titles."""
        style = self._look.style.but(bold=True, align=Align.CENTRE)
        runs: list[tuple[list[Cell], list[Cell]]] = []
        places = zip(self._columns, self._lefts(), self._widths, strict=True)
        for group, members in groupby(places, lambda place: place[0].group):
            titles = [self._cell(column.title, style, x, width) for column, x, width in members]
            width = sum(title.width for title in titles)
            above = [self._cell(group, style, titles[0].x, width)] if group else []
            runs.append((above, titles))
        down = max((self._height(above) for above, _ in runs if above), default=0.0)
        height = max(self._height(titles) + (down if above else 0) for above, titles in runs)
        upper = [
            Band(above, 0, down) if above else Band(titles, 0, height) for above, titles in runs
        ]
        lower = [Band(titles, down, height - down) for above, titles in runs if above]
        return upper + lower

    def _cells(self, row: Row) -> list[Cell]:
        if isinstance(row, Span):
            style = self._look.style.but(align=row.align, bold=row.bold)
            return [self._cell(row.text, style, self._stack.left, self._stack.width)]
        contents = row.cells if isinstance(row, Total) else row
        places = zip(contents, self._columns, self._lefts(), self._widths, strict=True)
        return [
            self._cell(content, self._look.style.but(align=column.align), x, width)
            for content, column, x, width in places
        ]

    def _lefts(self) -> list[float]:
        lefts = [self._stack.left]
        for width in self._widths[:-1]:
            lefts.append(lefts[-1] + width)
        return lefts

    def _cell(self, content: Text | Bar, style: Style, x: float, width: float) -> Cell:
        room = width - self._padding.both
        return lay_cell(self._stack.sheet, content, style, x, width, room)

    def _height(self, cells: Sequence[Cell]) -> float:
        return max(cell.height for cell in cells) + 2 * self._padding.y

    def _row(
        self, cells: list[Cell], least: float | None = None, foot: Sequence[Flowable] = ()
    ) -> Flowable:
        """Return a row as a flowable; the last row includes the lines below the table (`foot`).

        `least` is the minimum height in millimetres; None for that of the style.
        """
        least = self._look.row_height if least is None else least
        band = Band(cells, 0, max(self._height(cells), least))
        height = band.height + sum(line.height for line in foot)
        middle = self._look.row_height > 0

        def draw(top: float) -> None:
            self._paint(band, top, middle=middle)
            y = top + band.height
            for line in foot:
                line.draw(y)
                y += line.height

        def split(room: float, force: bool) -> tuple[Flowable, Flowable] | None:
            if not force and height <= self._stack.full_height * self._look.max_unsplit_share:
                return None
            count = self._lines_that_fit(cells, room, force)
            if not count:
                return None
            first = [cell.part(0, count) for cell in cells]
            return self._row(first, 0), self._row(self._rest(cells, count), 0, foot)

        return Flowable(height, draw, split=split)

    def _lines_that_fit(self, cells: list[Cell], room: float, force: bool) -> int:
        """Return the number of lines of a row to put on a page with `room` millimetres left.

        0 if that would leave an orphan line; with `force` an orphan is allowed.
        """
        longest = max(len(cell.lines) for cell in cells)
        fitting = int((room - 2 * self._padding.y) / self._look.style.line_height)
        count = min(fitting, longest - _MIN_ORPHAN_LINES)
        if force:
            count = max(count, 1)
        elif count < _MIN_ORPHAN_LINES:
            return 0
        if count < longest and any(column.is_repeated for column in self._columns):
            lines = max((cell.lines for cell in cells), key=len)
            count = next((at for at in range(count, 0, -1) if lines[at - 1].last), count)
        return count if count < longest else 0

    def _rest(self, cells: list[Cell], count: int) -> list[Cell]:
        """Return the cells of a split row from line `count` on, as the next page shows them."""
        rest = [cell.part(count, None) for cell in cells]
        if len(cells) != len(self._columns):
            return rest
        return [
            self._continued(cell) if column.is_repeated else part
            for cell, part, column in zip(cells, rest, self._columns, strict=True)
        ]

    def _continued(self, cell: Cell) -> Cell:
        text = _text_of(cell)
        mark = "" if text.endswith(_CONTINUED) or not text else _CONTINUED
        return self._cell(text + mark, cell.style, cell.x, cell.width)

    def _foot(self) -> list[Flowable]:
        """Return the lines below the table, one flowable each; the first has space above it."""
        stack, style = self._stack, self._look.style
        strips: list[Flowable] = []
        for text in self._around.footer_lines:
            cell = lay_cell(stack.sheet, text, style, stack.left, stack.width, stack.width)
            for number in range(len(cell.lines)):
                strips.append(self._foot_line(cell.part(number, number + 1), not strips))
        return strips

    def _foot_line(self, cell: Cell, is_first: bool) -> Flowable:
        above = _BELOW if is_first else 0.0

        def draw(top: float) -> None:
            band = Band([cell], above, cell.height)
            paint(self._stack.sheet, band, top, Padding(0, 0, 0), middle=False)

        return Flowable(cell.height + above, draw)

    def _paint(self, band: Band, top: float, *, middle: bool) -> None:
        paint(self._stack.sheet, band, top, self._padding, middle=middle)
        if self._look.ruled:
            rule(self._stack.sheet, band, top)
