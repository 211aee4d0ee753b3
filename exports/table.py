"""Tables: ruled or plain, with a head that every page repeats and rows that pages may cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from exports.flow import Line, Text, bullet_width, paragraphs, wrap
from exports.stack import Stack, Strip
from exports.styles import Align, Style

_PAD_X = 1.3
_PAD_Y = 0.7
# The white between the columns of a table without rules, and above a table with them.
_GUTTER = 3.0
_ABOVE = 1.0
_RULE = 0.2
# A row no taller than this part of a page moves on whole instead of being cut.
_MOVES_WHOLE = 0.4
_FEWEST_LINES = 2


@dataclass(frozen=True)
class Column:
    """A column: its title, its width in millimetres and how its cells are aligned."""

    title: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Span:
    """A row of one cell over all columns."""

    text: Text
    align: Align = Align.LEFT
    bold: bool = True


Row = Sequence[Text] | Span


@dataclass(frozen=True)
class _Cell:
    lines: list[Line]
    x: float
    width: float
    style: Style

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.line_height


@dataclass(frozen=True)
class Look:
    """How a table looks. `row_height` is the least height of a row, in millimetres, for
    people to sign in; its text is then centred. A `ruled` table has lines around its cells."""

    style: Style
    row_height: float = 0
    ruled: bool = True
    head: bool = True


class Table:
    """Lays rows out into strips of a stack."""

    def __init__(self, stack: Stack, columns: Sequence[Column], look: Look) -> None:
        self._stack = stack
        self._columns = columns
        self._look = look
        self._pad_x, self._pad_y = (_PAD_X, _PAD_Y) if look.ruled else (0.0, 0.0)
        self._pads = 2 * _PAD_X if look.ruled else _GUTTER
        # The widths are scaled so that the table is as wide as the text.
        scale = stack.width / sum(column.width for column in columns)
        self._widths = [column.width * scale for column in columns]

    def draw(self, rows: Sequence[Row], before: float = 0) -> None:
        """Add the table to the stack; its head stays with its first row."""
        stack = self._stack
        outer = stack.running_head
        before += _ABOVE if self._look.ruled else 0
        if self._look.head:
            head = self._head(before)
            stack.add(head)
            before = 0
        for row in rows:
            strip = self._row(self._cells(row))
            strip.before, before = before, 0
            stack.add(strip)
        stack.flush()
        stack.running_head = outer

    def _head(self, before: float) -> Strip:
        style = self._look.style.but(bold=True, align=Align.CENTRE)
        places = zip(self._columns, self._lefts(), self._widths, strict=True)
        cells = [self._cell(column.title, style, x, width) for column, x, width in places]
        height = self._height(cells)

        def draw(top: float) -> None:
            if self._look.ruled:
                self._stack.sheet.fill(self._stack.left, top, self._stack.width, height)
            self._paint(cells, top, height, middle=True)
            if height < self._stack.full_height / 2:
                self._stack.running_head = repeated

        head = Strip(height, draw, before, keep_next=True)
        repeated = Strip(height, draw)
        return head

    def _cells(self, row: Row) -> list[_Cell]:
        if isinstance(row, Span):
            style = self._look.style.but(align=row.align, bold=row.bold)
            return [self._cell(row.text, style, self._stack.left, self._stack.width)]
        places = zip(row, self._columns, self._lefts(), self._widths, strict=True)
        return [
            self._cell(text, self._look.style.but(align=column.align), x, width)
            for text, column, x, width in places
        ]

    def _lefts(self) -> list[float]:
        lefts = [self._stack.left]
        for width in self._widths[:-1]:
            lefts.append(lefts[-1] + width)
        return lefts

    def _cell(self, text: Text, style: Style, x: float, width: float) -> _Cell:
        sheet = self._stack.sheet
        room = sheet.units(width - self._pads, style.size)
        lines: list[Line] = []
        for runs in paragraphs(text, style.bold):
            lines += wrap(runs, sheet.face, room, hang=bullet_width(runs, sheet.face))
        return _Cell(lines, x, width, style)

    def _height(self, cells: list[_Cell]) -> float:
        return max(cell.height for cell in cells) + 2 * self._pad_y

    def _row(self, cells: list[_Cell], least: float | None = None) -> Strip:
        least = self._look.row_height if least is None else least
        height = max(self._height(cells), least)
        middle = self._look.row_height > 0

        def draw(top: float) -> None:
            self._paint(cells, top, height, middle)

        def split(room: float, force: bool) -> tuple[Strip, Strip] | None:
            if not force and height <= self._stack.full_height * _MOVES_WHOLE:
                return None
            count = int((room - 2 * self._pad_y) / self._look.style.line_height)
            longest = max(len(cell.lines) for cell in cells)
            if force:
                count = max(count, 1)
            elif count < _FEWEST_LINES:
                return None
            if longest - count < _FEWEST_LINES:
                count = max(longest - _FEWEST_LINES, 1)
            if count >= longest:
                return None
            first = [_part(cell, 0, count) for cell in cells]
            rest = [_part(cell, count, None) for cell in cells]
            return self._row(first, 0), self._row(rest, 0)

        return Strip(height, draw, split=split)

    def _paint(self, cells: list[_Cell], top: float, height: float, middle: bool) -> None:
        sheet = self._stack.sheet
        for cell in cells:
            y = top + ((height - cell.height) / 2 if middle else self._pad_y)
            for line in cell.lines:
                inner = cell.width - self._pads
                sheet.line(line, cell.x + self._pad_x, y, inner, cell.style)
                y += cell.style.line_height
        if self._look.ruled:
            left, right = self._stack.left, self._stack.left + self._stack.width
            edges = [*(cell.x for cell in cells), right]
            upright = [(x, top, x, top + height) for x in edges]
            level = [(left, y, right, y) for y in (top, top + height)]
            sheet.rules([*upright, *level], _RULE)


def _part(cell: _Cell, start: int, stop: int | None) -> _Cell:
    return _Cell(cell.lines[start:stop], cell.x, cell.width, cell.style)
