"""A font embedded in a PDF: glyph codes, and the font tables that PDF viewers read.

With `exports.typesetting.pdf_canvas` the only module that uses private names of fpdf2.
"""

from functools import cache
from pathlib import Path
from typing import Any, cast

from fontTools.ttLib.tables._g_l_y_f import Glyph as Outline
from fontTools.ttLib.tables._g_l_y_f import GlyphComponent
from fpdf import FPDF
from fpdf.fonts import Glyph as SubsetGlyph

from exports.typesetting.text.shaping import NOTDEF, GlyphCluster, Word, scaled_units_per_em

_HINTING = ("fpgm", "prep", "cvt ", "kern", "hdmx", "VDMX", "LTSH", "DSIG", "gasp")
_KEEP_OFFSETS, _USE_METRICS = 0x4, 0x200

_Part = tuple[int, int, int]  # a glyph's id and its offset (x, y), in font units


class EmbeddedFont:
    """One weight of the font in one document; turns words into text operators."""

    def __init__(self, pdf: FPDF, path: Path, bold: bool, scale: float) -> None:
        pdf.add_font("office", "B" if bold else "", path)
        self.font = cast(Any, pdf.fonts["officeB" if bold else "office"])
        self._names: list[str] = list(self.font.ttfont.getGlyphOrder())
        self._units_per_em = self._rescale(scale)
        self._composites: dict[tuple[_Part, ...], int] = {}
        self.word = cache(self._word)
        self.cells = cache(self._cells)
        self._code = cache(self._new_code)

    def _rescale(self, scale: float) -> int:
        """Embed the font at the size of TH Sarabun; return its new units per em.

        PDF viewers tell paragraphs by the distance of lines relative to the font size: lines of a
        small font with the leading of TH Sarabun would be read as two interleaved columns.
        """
        head = self.font.ttfont["head"]
        head.unitsPerEm = scaled_units_per_em(head.unitsPerEm, scale)
        to_em = self.font.scale = 1000 / head.unitsPerEm
        about, vertical = self.font.desc, self.font.ttfont["hhea"]
        about.ascent, about.descent = (
            round(length * to_em) for length in (vertical.ascent, vertical.descent)
        )
        about.cap_height = round(about.cap_height * scale)
        about.missing_width = round(about.missing_width * scale)
        box = (head.xMin, head.yMin, head.xMax, head.yMax)
        about.font_b_box = f"[{' '.join(f'{edge * to_em:.0f}' for edge in box)}]"
        return int(head.unitsPerEm)

    def _word(self, word: Word) -> str:
        return "".join(self.cells(word))

    def _cells(self, word: Word) -> tuple[str, ...]:
        return tuple(map(self._cell, word.cells))

    def _cell(self, cell: GlyphCluster) -> str:
        """Return a cluster as written between `[<` and `>] TJ`."""
        written = []
        for glyph in cell.glyphs:
            code = self._code(glyph.id, glyph.text, glyph.natural, glyph.dy, glyph.nikhahit)
            before = f">{-glyph.dx}<" if glyph.dx else ""
            behind = glyph.dx + glyph.natural - glyph.advance
            written.append(f"{before}{code}" + (f">{behind}<" if behind else ""))
        return "".join(written)

    def _new_code(
        self, glyph_id: int, text: str, width: int, dy: int, nikhahit: _Part | None
    ) -> str:
        # A mark moved up or down becomes a new glyph: text rise (Ts) would separate it from its
        # consonant in copied text. The rise of a stack of marks is limited to 1 em, because no font
        # is designed for more.
        rise = round(max(-1000, min(1000, dy)) * self._units_per_em / 1000)
        # The box for a missing character is a new glyph: PDF/A forbids .notdef (ISO 19005-2,
        # 6.2.11.8).
        if glyph_id == NOTDEF:
            glyph_id = self._composite((NOTDEF, 0, 0))
        if nikhahit is not None:
            glyph_id = self._composite(nikhahit, (glyph_id, 0, rise))
        elif rise:
            glyph_id = self._composite((glyph_id, 0, rise))
        name = self._names[glyph_id]
        subset = self.font.subset
        glyph = SubsetGlyph(glyph_id, tuple(map(ord, text)), name, width)
        return f"{subset.pick_glyph(glyph):04X}"

    def _composite(self, *parts: _Part) -> int:
        """Add a glyph composed of shifted glyphs, as wide as the last.

        It draws U+0E33 as one glyph.
        """
        if parts not in self._composites:
            self._composites[parts] = self._draw_composite(parts)
        return self._composites[parts]

    def _draw_composite(self, parts: tuple[_Part, ...]) -> int:
        tables = self.font.ttfont
        outline = Outline()
        outline.numberOfContours = -1
        outline.components = []
        for glyph_id, x, y in parts:
            part = GlyphComponent()
            part.glyphName, part.x, part.y = self._names[glyph_id], x, y
            part.flags = _KEEP_OFFSETS
            outline.components.append(part)
        outline.components[-1].flags |= _USE_METRICS
        name = f"composite{len(self._composites)}"
        wide = self._names[parts[-1][0]]
        self._names.append(name)
        tables["glyf"].glyphs[name] = outline
        tables["hmtx"].metrics[name] = tables["hmtx"].metrics[wide]
        tables.setGlyphOrder(self._names)
        tables["glyf"].setGlyphOrder(self._names)
        tables["maxp"].numGlyphs = len(self._names)
        outline.recalcBounds(tables["glyf"])
        return len(self._names) - 1

    def strip_hinting(self) -> None:
        """Remove hinting, which only low-resolution screens need.

        It is four fifths of a small file.
        """
        tables = self.font.ttfont
        for tag in _HINTING:
            if tag in tables:
                del tables[tag]
        for name in self.font.subset.get_all_glyph_names():
            tables["glyf"][name].removeHinting()
