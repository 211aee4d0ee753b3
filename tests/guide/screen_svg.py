"""A screen as tmux gives it (`capture-pane -e -N`), drawn as a small SVG.

Only rectangles and words are drawn, each at its cell, so that the handbook's own paper can read
them back; lines of the screen are rectangles, because few fonts have their characters.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace
from wcwidth import wcwidth

from exports.guide.screen_picture import CELL_HEIGHT as HEIGHT
from exports.guide.screen_picture import CELL_WIDTH as WIDTH

_BASELINE = 13.5
_SIZE = 15
_LIGHT_TEXT, _PAPER = "#121212", "#ffffff"
_SGR = re.compile("\x1b\\[([0-9;]*)m")
# The arms of a line character, from the middle of its cell: left, right, up, down.
_ARMS = {
    "─": "lr", "━": "lr", "│": "ud", "┃": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu",
    "├": "rud", "┤": "lud", "┬": "lrd", "┴": "lru", "┼": "lrud",
}  # fmt: skip
# The filled part of a cell, in shares of it: x, y, width, height.
_FILLED = {
    "█": (0, 0, 1, 1), "▌": (0, 0, 0.5, 1), "▎": (0, 0, 0.25, 1), "▊": (0, 0, 0.75, 1),
    "▏": (0, 0, 0.12, 1), "▇": (0, 0.12, 1, 0.88), "▆": (0, 0.25, 1, 0.75), "▅": (0, 0.4, 1, 0.6),
    "▄": (0, 0.5, 1, 0.5), "▃": (0, 0.6, 1, 0.4), "▂": (0, 0.75, 1, 0.25), "▁": (0, 0.88, 1, 0.12),
    "▔": (0, 0, 1, 0.12), "▀": (0, 0, 1, 0.5), "▪": (0.25, 0.38, 0.5, 0.25),
    "░": (0, 0.4, 1, 0.2), "■": (0.1, 0.3, 0.8, 0.4), "●": (0.15, 0.32, 0.7, 0.36),
}  # fmt: skip


class Look(Struct, frozen=True):
    """The colours and the weight of a cell."""

    ink: str = _LIGHT_TEXT
    paper: str = _PAPER
    bold: bool = False
    reverse: bool = False

    @property
    def colours(self) -> tuple[str, str]:
        """The colour of the text, and that behind it."""
        return (self.paper, self.ink) if self.reverse else (self.ink, self.paper)


class Cell(Struct, frozen=True):
    """One cell of the screen: a letter with its marks."""

    text: str
    look: Look


def rows_of(capture: str, columns: int, lines: int) -> list[list[Cell]]:
    """Return the cells of the screen, as many in every row."""
    look, rows = Look(), []
    for line in capture.split("\n")[:lines]:
        row: list[Cell] = []
        for part, codes in _parts(line):
            look = _changed(look, codes) if codes is not None else look
            for character in part:
                if wcwidth(character) == 0 and row:
                    # A window may cut a letter from its mark, which then lies on the frame.
                    if row[-1].text in _ARMS or row[-1].text in _FILLED:
                        continue
                    row[-1] = replace(row[-1], text=row[-1].text + character)
                else:
                    row.append(Cell(character, look))
        row += [Cell(" ", look)] * (columns - len(row))
        rows.append(row[:columns])
    return rows + [[Cell(" ", Look())] * columns] * (lines - len(rows))


def _parts(line: str) -> Iterator[tuple[str, str | None]]:
    at, codes = 0, None
    for found in _SGR.finditer(line):
        yield line[at : found.start()], codes
        at, codes = found.end(), found[1]
    yield line[at:], codes


def _changed(look: Look, codes: str) -> Look:
    numbers = [int(each or 0) for each in codes.split(";")]
    while numbers:
        code = numbers.pop(0)
        if code == 0:
            look = Look()
        elif code == 1:
            look = replace(look, bold=True)
        elif code == 22:
            look = replace(look, bold=False)
        elif code in (7, 27):
            look = replace(look, reverse=code == 7)
        elif code == 39:
            look = replace(look, ink=_LIGHT_TEXT)
        elif code == 49:
            look = replace(look, paper=_PAPER)
        elif code in (38, 48):
            colour = _colour(numbers)
            look = replace(look, ink=colour) if code == 38 else replace(look, paper=colour)
    return look


def _colour(numbers: list[int]) -> str:
    """Take a colour of the 256, or one in three parts, from the front of the numbers."""
    if numbers.pop(0) == 2:
        red, green, blue = numbers.pop(0), numbers.pop(0), numbers.pop(0)
        return f"#{red:02x}{green:02x}{blue:02x}"
    number = numbers.pop(0)
    if number >= 232:
        return f"#{8 + 10 * (number - 232):02x}" + f"{8 + 10 * (number - 232):02x}" * 2
    if number < 16:
        return "#000000" if number in (0, 16) else "#c0c0c0" if number == 7 else "#404040"
    parts = (number - 16) // 36, (number - 16) // 6 % 6, (number - 16) % 6
    return "#" + "".join(f"{0 if part == 0 else 55 + 40 * part:02x}" for part in parts)


def svg_of(rows: list[list[Cell]], title: str) -> str:
    """Return the drawing of a screen; the same cells give the same text."""
    wide, high = len(rows[0]) * WIDTH, len(rows) * HEIGHT
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"'
        f' font-family="monospace" font-size="{_SIZE}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{wide}" height="{high}" fill="{_PAPER}"/>',
    ]
    for number, row in enumerate(rows):
        drawn += _behind(row, number * HEIGHT)
    for number, row in enumerate(rows):
        drawn += _written(row, number * HEIGHT)
    return "\n".join([*drawn, "</svg>", ""])


def _behind(row: list[Cell], top: int) -> Iterator[str]:
    at = 0
    for colour, cells in groupby(row, key=lambda cell: cell.look.colours[1]):
        count = len(list(cells))
        if colour != _PAPER:
            yield _rect(at * WIDTH, top, count * WIDTH, HEIGHT, colour)
        at += count


def _written(row: list[Cell], top: int) -> Iterator[str]:
    at = 0
    for (colour, bold, kind), group in groupby(row, key=_kind):
        cells = list(group)
        if kind == "drawn":
            yield from _lines(cells, at, top, colour)
        elif kind == "text":
            text = escape("".join(cell.text for cell in cells), quote=False)
            weight = ' font-weight="bold"' if bold else ""
            yield (
                f'<text x="{at * WIDTH}" y="{_number(top + _BASELINE)}"'
                f' textLength="{len(cells) * WIDTH}" fill="{colour}"{weight}>{text}</text>'
            )
        at += len(cells)


def _kind(cell: Cell) -> tuple[str, bool, str]:
    colour = cell.look.colours[0]
    if cell.text.strip() == "":
        return "", False, ""
    if cell.text in _ARMS or cell.text in _FILLED:
        return colour, False, "drawn"
    return colour, cell.look.bold, "text"


def _lines(cells: list[Cell], at: int, top: int, colour: str) -> Iterator[str]:
    for sign, group in groupby(cells, key=lambda cell: cell.text):
        count = len(list(group))
        if sign in "─━":
            yield _rect(at * WIDTH, top + HEIGHT / 2 - 0.5, count * WIDTH, 1, colour)
        else:
            for number in range(count):
                yield from _sign(sign, (at + number) * WIDTH, top, colour)
        at += count


def _sign(sign: str, x: float, y: float, colour: str) -> Iterator[str]:
    if sign in _FILLED:
        left, up, wide, high = _FILLED[sign]
        yield _rect(x + left * WIDTH, y + up * HEIGHT, wide * WIDTH, high * HEIGHT, colour)
        return
    middle, half = x + WIDTH / 2, y + HEIGHT / 2
    for arm in _ARMS[sign]:
        if arm in "lr":
            yield _rect(x if arm == "l" else middle, half - 0.5, WIDTH / 2, 1, colour)
        else:
            yield _rect(middle - 0.5, y if arm == "u" else half, 1, HEIGHT / 2, colour)


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    sizes = " ".join(
        f'{name}="{_number(value)}"'
        for name, value in (("x", x), ("y", y), ("width", width), ("height", height))
    )
    return f'<rect {sizes} fill="{colour}"/>'


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
