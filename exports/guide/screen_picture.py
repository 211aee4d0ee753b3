"""A picture of a screen, parsed from its SVG and drawn in greys on paper.

The SVG is our own (`tests.guide.screen_svg`): rectangles and words only. Colours become greys and
weights, because office lasers print colours as dots.
"""

from math import ceil
from typing import NamedTuple
from xml.etree import ElementTree

from msgspec import Struct

from exports.typesetting.line_breaking import Line, Piece
from exports.typesetting.pagination import Flowable
from exports.typesetting.pdf_canvas import PdfCanvas
from exports.typesetting.styles import Align, Style

CELL_WIDTH, CELL_HEIGHT = 9, 18
"""A cell of the terminal, in units of the drawing."""
_SVG = "{http://www.w3.org/2000/svg}"
# A background darker than this is a chosen row: a grey one, with bold words on it.
_DARK = 0.5
_CHOSEN, _LIGHTEST, _GROUND = 0.8, 0.93, 0.8
_FRAME = 0.25
# Points of TH Sarabun for a cell that is one millimetre wide.
_POINTS_A_MILLIMETRE = 6.5
_SMALLEST = 4.0
# Signs that office fonts lack, as strokes in a cell: x, y to x, y in shares of its width.
_STROKES = {
    "✓": ((0.1, 0.95, 0.4, 1.35), (0.4, 1.35, 0.9, 0.55)),
    "✗": ((0.15, 0.6, 0.85, 1.35), (0.15, 1.35, 0.85, 0.6)),
    "▸": ((0.3, 0.6, 0.75, 1.0), (0.75, 1.0, 0.3, 1.4)),
    "○": (
        (0.5, 0.65, 0.85, 1.0), (0.85, 1.0, 0.5, 1.35),
        (0.5, 1.35, 0.15, 1.0), (0.15, 1.0, 0.5, 0.65),
    ),
    "↑": ((0.5, 0.55, 0.5, 1.4), (0.5, 0.55, 0.2, 0.9), (0.5, 0.55, 0.8, 0.9)),
    "↓": ((0.5, 0.55, 0.5, 1.4), (0.5, 1.4, 0.2, 1.05), (0.5, 1.4, 0.8, 1.05)),
}  # fmt: skip
_STROKE = 0.25
# The same signs inside a word.
_SIGNS = str.maketrans({"✓": "/", "✗": "x", "▸": ">", "○": "o", "↑": "^", "↓": "v"})
_UNKNOWN = str.maketrans({"←": "<", "→": ">", "▶": ">"})
_INSIDE = 1.2
_BLANK_ROWS = 2


Strokes = tuple[tuple[float, float, float, float], ...]


class Box(NamedTuple):
    """A rectangle in units of the SVG, and its brightness from 0 (black) to 1 (white)."""

    x: float
    y: float
    width: float
    height: float
    light: float


class Word(NamedTuple):
    """A word without spaces; `x` is its left edge, all lengths are in units of the SVG."""

    text: str
    x: float
    baseline: float
    width: float
    is_bold: bool


class ScreenPicture(Struct, frozen=True):
    """A parsed picture of a screen; lengths are in units of the SVG."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    words: tuple[Word, ...]


def read_picture(svg: str) -> ScreenPicture:
    """Parse the SVG of a screen."""
    root = ElementTree.fromstring(svg)
    _, _, wide, high = (float(each) for each in root.get("viewBox", "0 0 1 1").split())
    # The first rectangle is the sheet itself.
    boxes = [_box(rect) for rect in list(root.iter(f"{_SVG}rect"))[1:]]
    dark = [box for box in boxes if box.light < _DARK]
    words = [_word(each, dark) for each in root.iter(f"{_SVG}text")]
    return _without_blank_rows(ScreenPicture(wide, high, tuple(boxes), tuple(words)))


def _without_blank_rows(picture: ScreenPicture) -> ScreenPicture:
    """Return the picture with at most `_BLANK_ROWS` consecutive blank rows."""
    count = round(picture.height / CELL_HEIGHT)
    used = {int(word.baseline // CELL_HEIGHT) for word in picture.words}
    for box in picture.boxes:
        # A light ground alone is blank, too.
        if box.light < _GROUND:
            used |= set(range(int(box.y // CELL_HEIGHT), ceil((box.y + box.height) / CELL_HEIGHT)))
    lifts, lift, blank = [], 0, 0
    for row in range(count):
        blank = 0 if row in used else blank + 1
        lift += blank > _BLANK_ROWS
        lifts.append(lift * CELL_HEIGHT)
    return ScreenPicture(
        picture.width,
        picture.height - lift * CELL_HEIGHT,
        tuple(box._replace(y=box.y - lifts[int(box.y // CELL_HEIGHT)]) for box in picture.boxes),
        tuple(
            word._replace(baseline=word.baseline - lifts[int(word.baseline // CELL_HEIGHT)])
            for word in picture.words
        ),
    )


def _box(rect: ElementTree.Element) -> Box:
    x, y, width, height = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
    return Box(x, y, width, height, _light(rect.get("fill", "#000000")))


def _word(text: ElementTree.Element, dark: list[Box]) -> Word:
    x, y, width = (float(text.get(name, "0")) for name in ("x", "y", "textLength"))
    chosen = any(box.y < y < box.y + box.height and box.x <= x < box.x + box.width for box in dark)
    is_bold = chosen or text.get("font-weight") == "bold"
    return Word(text.text or "", x, y, width, is_bold)


def _light(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue


def picture_strip(sheet: PdfCanvas, picture: ScreenPicture, x: float, width: float) -> Flowable:
    """Return a flowable that draws the picture in a frame; `x` and `width` are millimetres."""
    scale = (width - 2 * _INSIDE) / picture.width
    high = picture.height * scale + 2 * _INSIDE

    def draw(top: float) -> None:
        left, upper = x + _INSIDE, top + _INSIDE
        for box in picture.boxes:
            place = left + box.x * scale, upper + box.y * scale
            sheet.fill(*place, box.width * scale, box.height * scale, _grey(box))
        for word in picture.words:
            if strokes := _STROKES.get(word.text):
                _draw_strokes(sheet, strokes, left + word.x * scale, upper, word, scale)
            else:
                _draw_word(sheet, word, left, upper, scale)
        right, bottom = x + width, top + high
        edges = [(x, top, right, top), (x, bottom, right, bottom)]
        sheet.rules([*edges, (x, top, x, bottom), (right, top, right, bottom)], _FRAME)

    return Flowable(high, draw)


def _grey(box: Box) -> float:
    # A line of the screen stays dark; what lies behind words does not.
    if min(box.width, box.height) <= 1.0:
        return 0.4
    return _CHOSEN if box.light < _DARK else max(box.light, _LIGHTEST)


def _draw_strokes(
    sheet: PdfCanvas, strokes: Strokes, x: float, top: float, word: Word, scale: float
) -> None:
    cell = CELL_WIDTH * scale
    y = top + (word.baseline // CELL_HEIGHT * CELL_HEIGHT) * scale
    sheet.rules(
        [(x + a * cell, y + b * cell, x + c * cell, y + d * cell) for a, b, c, d in strokes],
        _STROKE,
    )


def _draw_word(sheet: PdfCanvas, word: Word, x: float, top: float, scale: float) -> None:
    text = word.text.translate(_SIGNS).translate(_UNKNOWN)
    shaped = sheet.face(word.is_bold).word(text)
    room = word.width * scale
    size = CELL_WIDTH * scale * _POINTS_A_MILLIMETRE
    natural = sheet.millimetres(shaped.width, size)
    if natural > room:
        size = max(size * room / natural, _SMALLEST)
    line = Line([Piece(shaped, word.is_bold, False)], shaped.width)
    style = Style(size=size, align=Align.JUSTIFY)
    sheet.line(line, x + word.x * scale, top + word.baseline * scale - style.ascent, room, style)
