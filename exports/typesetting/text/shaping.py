"""Thai words shaped by HarfBuzz, each distinct word once.

Every glyph keeps its Unicode text, in the logical order in which viewers copy it.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb
from msgspec import Struct

SARA_AM = "\u0e33"
_CACHED_WORDS = 20_000
NOTDEF = 0
_LATIN = re.compile("[A-Za-z0-9\u00c0-\u024f]")


class Glyph(NamedTuple):
    """One glyph of a shaped word; lengths in 1/1000 of the size.

    Attributes:
        advance: the advance in this word.
        natural: the advance of the glyph alone.
        nikhahit: (glyph id, x, y in font units) of a nikhahit to draw with this glyph as one,
            because HarfBuzz decomposes U+0E33.
    """

    id: int
    text: str
    advance: int
    natural: int
    dx: int
    dy: int
    nikhahit: tuple[int, int, int] | None = None


class GlyphCluster(NamedTuple):
    """A base glyph with its marks, the smallest unit that justification may move.

    `start` is its offset in the word's text; `width` is in 1/1000 of the size.
    """

    start: int
    width: int
    glyphs: tuple[Glyph, ...]


class Word(Struct, frozen=True, eq=False):
    """A shaped word; its width is in 1/1000 of the size.

    Attributes:
        cells: its clusters in order.
        missing: the characters that the font lacks.
        gaps: the number of clusters after which justification may add space; 0 for Latin words.
    """

    text: str
    width: int
    cells: tuple[GlyphCluster, ...]
    missing: tuple[str, ...]
    gaps: int


class _Shaped(NamedTuple):
    id: int
    start: int
    advance: int
    dx: int
    dy: int


def scaled_units_per_em(units_per_em: int, scale: float) -> int:
    """Return the units per em of a font drawn `scale` times as large as its own.

    Both measuring and embedding use it, so that sizes are those of TH Sarabun.
    """
    return round(units_per_em / scale)


class Face:
    """A font file scaled to the size of TH Sarabun, with a cache of shaped words."""

    def __init__(self, path: Path, scale: float = 1) -> None:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font = hb.Font(face)
        self._per_em = 1000 / scaled_units_per_em(face.upem, scale)
        self._words: dict[str, Word] = {}

    def word(self, text: str) -> Word:
        """Return the shaped word; `text` must be free of control characters and lone surrogates."""
        word = self._words.get(text)
        if word is None:
            if len(self._words) >= _CACHED_WORDS:
                self._words.clear()
            word = self._words[text] = self._shape(text)
        return word

    def _shape(self, text: str) -> Word:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.direction, buffer.script, buffer.language = "ltr", "Thai", "th"
        hb.shape(self._font, buffer, {})
        shaped = [
            _Shaped(info.codepoint, info.cluster, at.x_advance, at.x_offset, at.y_offset)
            for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]
        cells: list[GlyphCluster] = []
        missing: list[str] = []
        for start, end, group in _clusters(shaped, len(text)):
            glyphs = self._named(group, text[start:end])
            missing += [text[start:end]] if any(g.id == NOTDEF for g in glyphs) else []
            _append(cells, GlyphCluster(start, sum(g.advance for g in glyphs), glyphs))
        gaps = 0 if _LATIN.search(text) else len(cells)
        return Word(text, sum(cell.width for cell in cells), tuple(cells), tuple(missing), gaps)

    def _named(self, group: list[_Shaped], text: str) -> tuple[Glyph, ...]:
        """Return the glyphs of one cluster, each with its text, in logical order."""
        if text.endswith(SARA_AM) and len(group) > 1:
            *marks, last = group
            tones = text[:-1]
            if len(marks) == len(tones) + 1:
                nikhahit = (marks[0].id, marks[0].dx, marks[0].dy)
                named = [self._glyph(m, tone) for m, tone in zip(marks[1:], tones, strict=True)]
                return (*named, self._glyph(last, SARA_AM, nikhahit))
            if len(marks) == len(tones):
                # Nikhahit and tone are one glyph of the font already.
                named = [self._glyph(m, tone) for m, tone in zip(marks, tones, strict=True)]
                return (*named, self._glyph(last, SARA_AM))
        if len(group) == len(text):
            return tuple(self._glyph(g, letter) for g, letter in zip(group, text, strict=True))
        first, *others = group
        return (self._glyph(first, text), *(self._glyph(other, "") for other in others))

    def _glyph(
        self, shaped: _Shaped, text: str, nikhahit: tuple[int, int, int] | None = None
    ) -> Glyph:
        scale = self._per_em
        return Glyph(
            id=shaped.id,
            text=text,
            advance=round(shaped.advance * scale),
            natural=round(self._font.get_glyph_h_advance(shaped.id) * scale),
            dx=round(shaped.dx * scale),
            dy=round(shaped.dy * scale),
            nikhahit=nikhahit,
        )


def _clusters(shaped: list[_Shaped], length: int) -> list[tuple[int, int, list[_Shaped]]]:
    """Return the glyphs of each cluster, with the start and end of its text."""
    clusters: list[tuple[int, int, list[_Shaped]]] = []
    for glyph in shaped:
        if clusters and clusters[-1][0] == glyph.start:
            clusters[-1][2].append(glyph)
        else:
            if clusters:
                clusters[-1] = (clusters[-1][0], glyph.start, clusters[-1][2])
            clusters.append((glyph.start, length, [glyph]))
    return clusters


def _append(cells: list[GlyphCluster], cell: GlyphCluster) -> None:
    """Append a cluster; marks, and a sara am with its nikhahit, are merged into the last one."""
    leans = cell.width == 0 or any(glyph.text.endswith(SARA_AM) for glyph in cell.glyphs)
    if leans and cells:
        last = cells[-1]
        cells[-1] = GlyphCluster(last.start, last.width + cell.width, last.glyphs + cell.glyphs)
    else:
        cells.append(cell)


@lru_cache(maxsize=8)
def _face(path: Path, scale: float, _modified: int) -> Face:
    return Face(path, scale)


def face(path: Path, scale: float = 1) -> Face:
    """Return the face of a font file, cached for all documents of this process.

    `scale` multiplies the sizes, so that letters are as large as in TH Sarabun. Raises OSError if
    the file is missing.
    """
    return _face(path, scale, path.stat().st_mtime_ns)
