"""Reading tables back from a PDF: the ruled cells, and the glyphs that stand inside them."""

from ctypes import c_double, c_float
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct

from tests.exports.pdf_text import bare

_CELL_RULE = 0.5  # points; the frames of bars are thinner
_SLACK = 0.6


class Box(NamedTuple):
    """A rectangle in points from the lower left corner of its page."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, other: "Box", slack: float = _SLACK) -> bool:
        return (
            self.left - slack <= other.left
            and self.bottom - slack <= other.bottom
            and other.right <= self.right + slack
            and other.top <= self.top + slack
        )


class Glyph(NamedTuple):
    letter: str
    box: Box


class Band(Struct, frozen=True):
    """Cells that were ruled together: their texts without white space, the page (from 1).

    Attributes:
        edges: the upright lines around the cells, from left to right, in points.
    """

    page: int
    cells: tuple[str, ...]
    box: Box
    edges: tuple[float, ...]
    strays: tuple[str, ...] = ()
    """Letters that begin in a cell and reach out of it."""


class Page(Struct, frozen=True):
    number: int
    size: Box
    glyphs: tuple[Glyph, ...]
    bands: tuple[Band, ...]

    @property
    def strays(self) -> list[str]:
        """Letters that reach beyond the edge of the page."""
        return [each.letter for each in self.glyphs if not self.size.holds(each.box)]


def read_pages(content: bytes) -> list[Page]:
    """Every page with its glyphs and its ruled bands, from top to bottom."""
    document = pypdfium2.PdfDocument(content)
    pages = [_page(number, page) for number, page in enumerate(document, 1)]
    document.close()
    return pages


def bands_of(content: bytes) -> list[Band]:
    """Every ruled band of a document."""
    return [band for page in read_pages(content) for band in page.bands]


def rows_of(bands: list[Band], width: int, heads: tuple[str, ...]) -> list[list[str]]:
    """The rows of `width` cells without the heads; a row that a page cut is one again.

    The first cell of a row is never empty, that of its rest always is.
    """
    rows: list[list[str]] = []
    for band in bands:
        if len(band.cells) != width or band.cells == heads:
            continue
        if band.cells[0] or not rows:
            rows.append(list(band.cells))
        else:
            rows[-1] = [above + below for above, below in zip(rows[-1], band.cells, strict=True)]
    return rows


def _page(number: int, page: pypdfium2.PdfPage) -> Page:
    glyphs = _glyphs(page)
    width, height = page.get_size()
    bands = [_band(number, edges, top, bottom, glyphs) for edges, top, bottom in _frames(page)]
    return Page(number, Box(0, 0, width, height), glyphs, tuple(bands))


def _glyphs(page: pypdfium2.PdfPage) -> tuple[Glyph, ...]:
    text = page.get_textpage()
    found = []
    left, right, bottom, top = (c_double() for _ in range(4))
    for index in range(text.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text, index))
        if letter.isspace() or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        found.append(Glyph(letter, Box(left.value, bottom.value, right.value, top.value)))
    return tuple(found)


def _frames(page: pypdfium2.PdfPage) -> list[tuple[list[float], float, float]]:
    """The upright edges of each band of cells, its upper and its lower edge."""
    frames = []
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        path = pdfium.FPDFPage_GetObject(page, at)
        if pdfium.FPDFPageObj_GetType(path) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        width = c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(path, width)
        points = _points(path)
        if width.value < _CELL_RULE or len(points) < 8:
            continue
        lines = list(zip(points[::2], points[1::2], strict=True))
        edges = sorted({x for (x, _), (to_x, _) in lines if x == to_x})
        heights = [y for _, y in points]
        frames.append((edges, max(heights), min(heights)))
    return frames


def _points(path: pdfium.FPDF_PAGEOBJECT) -> list[tuple[float, float]]:
    found = []
    x, y = c_float(), c_float()
    for at in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        found.append((round(x.value, 1), round(y.value, 1)))
    return found


def _band(
    page: int, edges: list[float], top: float, bottom: float, glyphs: tuple[Glyph, ...]
) -> Band:
    cells = [Box(left, bottom, right, top) for left, right in pairwise(edges)]
    level = [each for each in glyphs if bottom <= (each.box.bottom + each.box.top) / 2 <= top]
    texts, strays = [], []
    for cell in cells:
        inside = [
            each
            for each in level
            if cell.left <= (each.box.left + each.box.right) / 2 <= cell.right
        ]
        texts.append(bare("".join(each.letter for each in inside)))
        strays += [each.letter for each in inside if not cell.holds(each.box)]
    box = Box(edges[0], bottom, edges[-1], top)
    return Band(page, tuple(texts), box, tuple(edges), tuple(strays))
