"""A4 pages drawn by fpdf2: lines of laid-out text, rules, grey areas and pictures.

With `exports.typesetting.pdf.embedded_font` the only module that uses private names of fpdf2.
Lengths are millimetres from the upper left corner; sizes are points of TH Sarabun.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast

from fpdf import FPDF, FPDF_VERSION
from fpdf.enums import OutputIntentSubType, PageLabelStyle, PDFResourceType
from fpdf.output import PDFICCProfile
from fpdf.prefs import ViewerPreferences
from fpdf.util import builtin_srgb2014_bytes  # type: ignore[attr-defined]
from msgspec import Struct

from exports.typesetting.fonts import Font
from exports.typesetting.line_breaking import Line, Piece, justify
from exports.typesetting.pdf.archive import xmp
from exports.typesetting.pdf.embedded_font import EmbeddedFont
from exports.typesetting.pdf.pictures import draw_picture
from exports.typesetting.pdf.web_links import web_addresses
from exports.typesetting.styles import POINT, Align, Style
from exports.typesetting.text.even_lines import Spread
from exports.typesetting.text.shaping import Face, face
from kmtui.thai.digits import thai_digits

_DPMM = 72 / 25.4
# The outline of a part is below the two levels of the bundle that holds it.
_PART_LEVEL = 2
_PRODUCER = f"fpdf2 {FPDF_VERSION}"
_SHORT, _LONG = 595.28 / _DPMM, 841.89 / _DPMM


class PdfMetadata(Struct, frozen=True):
    """The metadata of a file, taken from the record and never from the clock.

    Attributes:
        author: the office.
        made_at: with a time zone.
        identity: a text that identifies the record, e.g. "minutes 1/2563".
        is_archivable: whether to make PDF/A; not if attached pages are to be merged.
    """

    title: str
    author: str
    made_at: datetime
    identity: str
    is_archivable: bool = True


class MissingGlyph(NamedTuple):
    """A character that the font lacks, with its page (from 1) and the text of its line."""

    character: str
    page: int
    line: str

    def __str__(self) -> str:
        codes = " ".join(f"U+{ord(c):04X}" for c in self.character)
        near = self.line if len(self.line) <= 40 else self.line[:40] + "…"
        place = f"หน้า {thai_digits(self.page)} ในบรรทัด “{near}”"
        return f"แบบอักษรไม่มีอักขระ “{self.character}” ({codes}) {place}"


class _Pdf(FPDF):
    identity = ""

    def operators(self, text: str) -> None:
        """Append operators to the content of the page."""
        self._out(text)  # type: ignore[attr-defined]

    def drawn_by(self, draw: Callable[[], None]) -> bytes:
        """Return the operators that `draw` appends, without adding them to the page."""
        contents = self._contents()
        begun = len(contents)
        draw()
        drawn = bytes(contents[begun:])
        del contents[begun:]
        return drawn

    def replace(self, marker: str, operators: bytes) -> None:
        """Replace a marker comment in the content of the page by operators."""
        contents = self._contents()
        at = contents.index(marker.encode())
        contents[at : at + len(marker)] = operators

    def _contents(self) -> bytearray:
        return cast(bytearray, self.pages[self.page].contents)

    def use_font(self, number: int) -> None:
        """Add a font to the resources of the page."""
        catalog = self._resource_catalog  # type: ignore[attr-defined]
        catalog.add(PDFResourceType.FONT, number, self.page)

    def declare_archivable(self) -> None:
        """Make the file PDF/A-2u, with the colours of sRGB.

        fpdf2's own `enforce_compliance` omits the information dictionary, from which most viewers
        take the title.
        """
        self._set_min_pdf_version("1.7")  # type: ignore[attr-defined]
        profile = PDFICCProfile(contents=builtin_srgb2014_bytes(), n=3, alternate="DeviceRGB")
        self.add_output_intent(
            OutputIntentSubType.PDFA,
            output_condition_identifier="sRGB IEC61966-2.1",
            registry_name="http://www.color.org",
            dest_output_profile=profile,
            info="sRGB IEC61966-2.1",
        )

    def file_id(self) -> str:
        digest = hashlib.sha256(self.identity.encode("utf-8", "replace")).hexdigest()[:32].upper()
        return f"<{digest}><{digest}>"


def page_size(landscape: bool) -> tuple[float, float]:
    """Return the width and height of A4 in millimetres, as fpdf2 rounds them."""
    return (_LONG, _SHORT) if landscape else (_SHORT, _LONG)


class PdfCanvas:
    """The pages of one document.

    Attributes:
        on_page: draws the common part of every page of a bundle, whichever paper it belongs to.
    """

    def __init__(self, font: Font, origin: PdfMetadata) -> None:
        self._font = font
        self._pdf = _Pdf(format="A4", unit="mm")
        if origin.is_archivable:
            self._pdf.declare_archivable()
        self._pdf.set_auto_page_break(False)
        self._pdf.identity = origin.identity
        self._pdf.set_title(_storable(origin.title))
        self._pdf.set_author(_storable(origin.author))
        self._pdf.set_creator("kmtui")
        self._pdf.set_producer(_PRODUCER)
        self._pdf.set_lang("th-TH")
        title, author = _storable(origin.title), _storable(origin.author)
        if origin.is_archivable:
            self._pdf.set_xmp_metadata(xmp(title, author, origin.made_at, _PRODUCER))
        self._pdf.set_creation_date(origin.made_at)
        self._pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self._faces = {
            False: face(font.regular, font.scale),
            True: face(font.bold, font.scale),
        }
        self._inks: dict[bool, EmbeddedFont] = {}
        self._missing: dict[tuple[str, int], MissingGlyph] = {}
        self._links: dict[tuple[int, str], int] = {}
        self._part = self._parts = self._level = 0
        self._heights: dict[int, float] = {}
        self._at_next_page: list[Callable[[], None]] = []
        self._later: list[tuple[int, str, Callable[[], None]]] = []
        self.on_page: Callable[[], None] | None = None

    @property
    def height(self) -> float:
        """The height of the page, in millimetres."""
        return self._heights.get(self.page, self._pdf.h)

    @property
    def page(self) -> int:
        """The number of the page being drawn, from 1."""
        return self._pdf.page

    @property
    def missing_glyphs(self) -> tuple[MissingGlyph, ...]:
        """The characters that the font lacks, each once a page."""
        return tuple(self._missing.values())

    def add_page(self, landscape: bool, number: int) -> None:
        """Begin a new page, labelled `number`, or by its index in the file if `on_page` is set."""
        self._pdf.add_page(orientation="L" if landscape else "P")
        self._heights[self.page] = self._pdf.h
        label = number if self.on_page is None else self.page
        self._pdf.set_page_label(PageLabelStyle.NUMBER, None, label)
        waiting, self._at_next_page = self._at_next_page, []
        for draw in waiting:
            draw()
        if self.on_page is not None:
            self.on_page()

    def at_next_page(self, draw: Callable[[], None]) -> None:
        """Call `draw` when the next page has begun."""
        self._at_next_page.append(draw)

    def later(self, draw: Callable[[], None]) -> None:
        """Call `draw` after all pages; its output keeps this position in the text order."""
        marker = f"%later {len(self._later)}."
        self._pdf.operators(marker)
        self._later.append((self.page, marker, draw))

    def begin_part(self) -> None:
        """Begin a document of the bundle, with link names of its own and a deeper outline level."""
        self._parts += 1
        self._part, self._level = self._parts, _PART_LEVEL

    def begin_whole(self, name: str, title: str, level: int) -> None:
        """Add an outline entry and a link target that belong to the whole bundle."""
        part, deeper = self._part, self._level
        self._part = self._level = 0
        self.bookmark(title, level, 0)
        self.target(name, 0)
        self._part, self._level = part, deeper

    def resume_whole(self) -> None:
        """End the part: links and outline entries belong to the whole bundle again."""
        self._part = self._level = 0

    def face(self, bold: bool) -> Face:
        """Return the face that measures text of this weight (regular or bold)."""
        return self._faces[bold]

    def units(self, millimetres: float, size: float) -> float:
        """Convert a length into 1/1000 of the font size, the unit of `line_breaking`."""
        return millimetres / POINT * 1000 / size

    def millimetres(self, units: float, size: float) -> float:
        """Convert a length from 1/1000 of the font size."""
        return units * size / 1000 * POINT

    def line(self, line: Line, x: float, top: float, width: float, style: Style) -> None:
        """Draw a line whose upper edge is at `top` mm, aligned between `x` and `x` + `width`."""
        if not line.pieces:
            return
        self._note_missing(line)
        room = self.units(width, style.size) - line.indent
        spread = Spread()
        shift = line.indent
        if style.align is Align.CENTRE:
            shift += (room - line.width) / 2
        elif style.align is Align.RIGHT:
            shift += room - line.width
        elif style.align is Align.JUSTIFY:
            spread = justify(line, room)
        left = (x + self.millimetres(shift, style.size)) * _DPMM
        bottom = (self.height - top - style.ascent) * _DPMM
        text = self._operators(line, style.size, spread)
        drawn = f"BT {left:.2f} {bottom:.2f} Td {text} ET"
        self._pdf.operators(f"q 1 0 0 rg {drawn} Q" if style.red else drawn)
        if "." not in line.text:
            return
        for start, length, address in web_addresses(line, spread):
            left = x + self.millimetres(shift + start, style.size)
            width = self.millimetres(length, style.size)
            self._pdf.link(left, top, width, style.line_height, address)

    def _operators(self, line: Line, size: float, spread: Spread) -> str:
        """Return the operators that draw a line, a span for each word with its trailing spaces.

        Each has its text as `/ActualText` (ISO 32000-1, 14.9.4). Without it viewers guess word
        boundaries from the gaps between letters, and find some inside stretched words.
        """
        weight: bool | None = None
        written: list[str] = []
        for words in _with_spaces(line.pieces):
            text = words[0].word.text
            for space in words[1:]:
                text += space.word.text
            if words[-1] is line.pieces[-1] and line.before_space:
                text += " "
            if words[0].bold is not weight:
                weight = words[0].bold
                written.append(self._select(weight, size))
            drawn = "".join([self._drawn(piece, spread) for piece in words])
            written.append(f"{_span(text)}[<{drawn}>] TJ".replace("<>", " "))
            if _is_spanned(text):
                written.append("EMC")
        return " ".join(written)

    def _drawn(self, piece: Piece, spread: Spread) -> str:
        """Return a shaped word as written between `[<` and `>] TJ`."""
        ink = self._inks[piece.bold]
        if piece.space and (spread.space or spread.cell):
            extra = len(piece.word.text) * (spread.space + spread.cell)
            return f"{ink.word(piece.word)}>{-extra:.1f}<"
        if spread.cell and piece.word.gaps:
            gap = f">{-spread.cell:.1f}<"
            return gap.join(ink.cells(piece.word)) + gap
        return ink.word(piece.word)

    def _select(self, bold: bool, size: float) -> str:
        """Return the operator that selects weight and size (points); embeds the font if needed."""
        if bold not in self._inks:
            path = self._font.bold if bold else self._font.regular
            self._inks[bold] = EmbeddedFont(self._pdf, path, bold, self._font.scale)
        number = self._inks[bold].font.i
        self._pdf.use_font(number)
        return f"/F{number} {size:.4g} Tf"

    def _note_missing(self, line: Line) -> None:
        for piece in line.pieces:
            for character in piece.word.missing:
                found = MissingGlyph(character, self.page, line.text)
                self._missing.setdefault((character, self.page), found)

    def rules(self, ends: Sequence[tuple[float, float, float, float]], width: float = 0.2) -> None:
        """Draw straight lines from (x, y) to (x, y); `width` is that of the stroke, all in mm."""
        path = " ".join(f"{self._at(x, y)} m {self._at(to_x, to_y)} l" for x, y, to_x, to_y in ends)
        self._pdf.operators(f"q {width * _DPMM:.2f} w {path} S Q")

    def dots(self, x: float, to_x: float, y: float) -> None:
        """Draw a dotted line to write on; in mm."""
        path = f"{self._at(x, y)} m {self._at(to_x, y)} l"
        self._pdf.operators(f"q 0.6 w [0 2.2] 0 d 1 J {path} S Q")

    def fill(self, x: float, y: float, width: float, height: float, grey: float = 0.92) -> None:
        """Fill a rectangle (mm) with a grey, from 0 (black) to 1 (white)."""
        size = f"{width * _DPMM:.2f} {-height * _DPMM:.2f}"
        self._pdf.operators(f"q {grey:.2f} g {self._at(x, y)} {size} re f Q")

    def picture(self, path: Path, x: float, y: float, width: float, height: float) -> bool:
        """Draw an SVG or PNG centred in a box (mm); return False if it cannot be read."""
        return draw_picture(self._pdf, path, x, y, width, height)

    def bookmark(self, title: str, level: int, y: float) -> None:
        """Add an outline entry for this position, `y` mm from the top; level 0 is the highest."""
        self._pdf.set_y(y)
        self._pdf.start_section(_storable(title), level + self._level, strict=False)

    def target(self, name: str, y: float) -> None:
        """Make this position, `y` mm from the top, the target of `link`."""
        self._pdf.set_link(self._link(name), y=y, page=self.page)

    def link(self, name: str, x: float, y: float, width: float, height: float) -> None:
        """Make a box (mm) a link to the target with this name."""
        self._pdf.link(x, y, width, height, self._link(name))

    def _link(self, name: str) -> int:
        key = self._part, name
        if key not in self._links:
            self._links[key] = self._pdf.add_link()
        return self._links[key]

    def finish(self) -> bytes:
        """Return the bytes of the file; nothing can be drawn afterwards."""
        last = self.page
        for page, marker, draw in self._later:
            self._pdf.page = page
            self._pdf.replace(marker, self._pdf.drawn_by(draw))
        self._pdf.page = last
        for ink in self._inks.values():
            ink.strip_hinting()
        return bytes(self._pdf.output())

    def _at(self, x: float, y: float) -> str:
        return f"{x * _DPMM:.2f} {(self.height - y) * _DPMM:.2f}"


def _with_spaces(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces of a line in groups: a word with the spaces of the same weight after it.

    A dash alone at the end joins the word before it, else pdfium takes it for another line.
    """
    group: list[Piece] = []
    for piece in pieces:
        joins = piece.space or (piece is pieces[-1] and piece.word.text == "-")
        if group and (not joins or piece.bold is not group[0].bold):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


@lru_cache(maxsize=20_000)
def _is_spanned(text: str) -> bool:
    """Return whether pdfium extracts the text of a span unchanged.

    It drops characters beyond U+FFFF, and takes a dash at the end for a hyphen.
    """
    return not text.endswith(" -") and max(text) <= "\uffff"


@lru_cache(maxsize=20_000)
def _span(text: str) -> str:
    """Return the operator that begins a span with this text; empty if it has none."""
    if not _is_spanned(text):
        return ""
    return f"/Span<</ActualText<FEFF{text.encode('utf-16-be').hex().upper()}>>>BDC "


def _storable(text: str) -> str:
    """Replace control characters and lone surrogates in PDF metadata by spaces."""
    return "".join(c if c.isprintable() else " " for c in text)
