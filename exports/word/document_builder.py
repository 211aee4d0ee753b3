"""WordBuilder, the Word counterpart of `DocumentBuilder`; lengths are millimetres."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from exports.drawing import made_by
from exports.typesetting.document_builder import (
    SPEAKER_WIDTH,
    TEXT_WITH_SIGNATURE,
)
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.fields import DottedField
from exports.typesetting.fonts import OFFICE_FAMILIES, Font
from exports.typesetting.line_breaking import Text, paragraphs
from exports.typesetting.lines import column_width, fitted, place_lines, signature_left
from exports.typesetting.pdf_canvas import PdfCanvas, PdfMetadata
from exports.typesetting.styles import (
    BODY,
    CELL,
    CENTRED,
    LABEL,
    PLAIN,
    SPOKEN,
    Margins,
    PageMarks,
    Style,
)
from exports.typesetting.table import (
    MAX_UNSPLIT_SHARE,
    Column,
    Row,
    TableHeaderFooter,
    TableStyle,
)
from exports.typesetting.toc_entries import TocEntry
from exports.word.body import Body
from exports.word.cells import cell
from exports.word.contents import Contents
from exports.word.elements import Element, element, points, put, twips
from exports.word.fields import fields_paragraph
from exports.word.marks import wrapped
from exports.word.package import add_record, empty_document, packed
from exports.word.paragraphs import paragraph, properties_of, spacer
from exports.word.pictures import TOP, emblem_run
from exports.word.sections import PageSetup
from exports.word.style_sheet import OFFICE_FONT, write_styles
from exports.word.tables import WordTable, add_row
from models.minutes.word_marks import MinutesRecord

_BESIDE_GAP = 2.0
_BELOW_TABLE = 2.0
_BELOW_EMBLEM = 3.0
_FOOT_WIDTH = 60.0
# A foot taller than this share of a page is not kept with the last row of its table.
_TALL_FOOT = 0.3


class WordBuilder:
    """A Word file being written; see `exports.drawing.Paper`.

    With a `record` the file also holds the exported texts and marks them, so that corrections can
    be imported. `printed_pages` is called for the page numbers of a table of contents.
    """

    def __init__(
        self,
        font: Font,
        origin: PdfMetadata,
        *,
        margins: Margins | None,
        landscape: bool,
        marks: PageMarks,
        record: MinutesRecord | None,
        printed_pages: Callable[[], Mapping[str, int]] = dict,
    ) -> None:
        self.notes: list[str] = []
        self._contents = Contents()
        self._printed_pages = printed_pages
        self._sheet = PdfCanvas(font, origin)  # measures text; nothing is drawn on it
        self._document = empty_document(origin)
        # Sizes are those of TH Sarabun, which every office has.
        write_styles(self._document, font.family if font.family in OFFICE_FAMILIES else OFFICE_FONT)
        self._body = Body(self._document, PageSetup(margins or Margins(), landscape), marks)
        self._is_marked = record is not None
        if record is not None:
            add_record(self._document, record)

    @property
    def width(self) -> float:
        """The width of the text on this page, in millimetres."""
        return self._body.setup.width

    def write(self, text: Text, style: Style = BODY) -> None:
        """Write paragraphs in a style."""
        self._body.add(*self._paragraphs(text, style, self.width))

    def line_count(self, text: Text, style: Style = BODY) -> int:
        """Return the number of lines of a text in a style, without writing it."""
        return sum(map(len, place_lines(self._sheet, text, style, 0, self.width)))

    def column_width(self, texts: Iterable[Text], style: Style = PLAIN, **limits: float) -> float:
        """Return the width in millimetres of a column that fits each text on one line."""
        return column_width(self._sheet, texts, style, **limits)

    def beside(
        self,
        left: Text,
        right: Text,
        style: Style = SPOKEN,
        *,
        left_style: Style = PLAIN,
        left_width: float = SPEAKER_WIDTH,
        gap: float = _BESIDE_GAP,
    ) -> None:
        """Write a speaker in the left cell (mm) of an unruled row and the speech in the right."""
        before = style.before + self._body.take_space() / points(1)
        widths = left_width, self.width - left_width
        speaker = self._paragraphs(left, left_style.but(before=before), left_width - gap)
        said = self._paragraphs(right, style.but(before=before), widths[1])
        cells = [cell(speaker, widths[0], right=gap), cell(said, widths[1], right=0)]
        table = self._body.open_columns(widths)
        add_row(table, cells, is_whole=False)

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        style: Style = CELL,
        *,
        row_height: float = 0,
        max_unsplit_share: float = MAX_UNSPLIT_SHARE,
        around: TableHeaderFooter | None = None,
    ) -> None:
        """Draw a ruled table as wide as the text; every page repeats its head.

        The arguments are those of `exports.drawing.Paper.table`.
        """
        around = around or TableHeaderFooter()
        look = TableStyle(style, row_height, max_unsplit_share=max_unsplit_share)
        table = WordTable(self._sheet, columns, look, self.width, self._body.setup.height)
        foot = [
            block
            for number, text in enumerate(around.footer_lines)
            for block in self._paragraphs(
                text, style.but(before=0 if number else _BELOW_TABLE), self.width
            )
        ]
        tall = len(foot) * style.line_height > self._body.setup.height * _TALL_FOOT
        if around.title_rows:
            # Only the first rows of a table are repeated: the titles are a table above it.
            self._body.add_table(table.titles(around.title_rows), style.before)
            self._body.add(spacer(1))
        table.add_rows(rows, has_foot=bool(foot) and not tall)
        self._body.add_table(table.element, 0 if around.title_rows else style.before)
        self._body.add(*foot)

    def listing(self, widths: Sequence[float], rows: Sequence[Row], style: Style = PLAIN) -> None:
        """Write rows in columns of these relative widths, without rules or head."""
        look = TableStyle(style.but(before=0), ruled=False, head=False)
        columns = [Column("", width) for width in widths]
        table = WordTable(self._sheet, columns, look, self.width, self._body.setup.height)
        table.add_rows(rows)
        self._body.add_table(table.element, style.before)

    def signature(
        self, *lines: Text, left: float | None = None, right: float = 0, above: float = 14
    ) -> None:
        """Write centred lines with room to sign above them, never split across pages.

        The arguments are those of `exports.typesetting.document_builder.DocumentBuilder.signature`.
        """
        widest = self.column_width(lines, CENTRED, gap=0)
        start = signature_left(self.width, left, right, widest)
        with self.keep_together(0 if self._body.is_keeping else TEXT_WITH_SIGNATURE):
            self.blank(above)
            for line in lines:
                self.write(line, CENTRED.but(left=start, right=right))

    def foot(
        self,
        lines: Sequence[Text],
        style: Style = PLAIN,
        *,
        left: float,
        below: float = 0,
        drawn: bool = True,
    ) -> None:
        """Write lines in a frame at the bottom of the page (mm); only if `drawn`."""
        if not drawn:
            return
        setup = self._body.setup
        height = len(lines) * style.line_height
        top = setup.margins.top + setup.height + below - height
        width = min(_FOOT_WIDTH, self.width - left)
        frame = {
            "w": twips(width),
            "h": twips(height),
            "hRule": "atLeast",
            "wrap": "around",
            "vAnchor": "page",
            "hAnchor": "margin",
            "x": twips(left),
            "y": twips(top),
        }
        for line in lines:
            for block in self._paragraphs(line, style, width):
                put(properties_of(block), element("framePr", **frame))
                self._body.add(block)
        self._body.add(spacer(1))

    def fields(self, *fields: DottedField, label: Style = LABEL, style: Style = PLAIN) -> None:
        """Write labels side by side, each with its text on a dotted line up to the next."""
        self._body.add(fields_paragraph(fields, label, style, self.width, self._sheet))

    def emblem(
        self,
        picture: Path | None,
        height: float,
        *,
        centred: bool = False,
        at_edge: bool = True,
    ) -> None:
        """Draw the office's emblem, `height` mm high, at the page's upper edge or here.

        If it cannot be drawn, its area stays empty and `notes` gets a warning.
        """
        run, note = emblem_run(self._document, picture, height, centred=centred, at_edge=at_edge)
        if note:
            self.notes.append(note)
        taken = height + _BELOW_EMBLEM - (self._body.setup.margins.top - TOP if at_edge else 0)
        if run is not None and not at_edge:
            block = paragraph((), CENTRED if centred else PLAIN, keeps_next=True)
        else:
            block = spacer(points(taken) if centred else 1)
        if run is not None:
            block.append(run)
        self._body.add(block)

    def rule(self, width: float = 40) -> None:
        """Draw a short centred line (mm), as below the head of an order."""
        side = (self.width - width) / 2
        block = spacer(points(2.5))
        edge = element("bottom", val="single", sz=6, space=0, color="000000")
        put(properties_of(block), element("pBdr", edge))
        put(properties_of(block), element("ind", left=twips(side), right=twips(side)))
        self._body.add(block, spacer(points(2.5)))

    def space(self, height: float) -> None:
        """Leave `height` mm above the next block, unless that begins a page."""
        self._body.leave(height)

    def blank(self, height: float) -> None:
        """Leave `height` mm, at the top of a page too, as above the title of a cover."""
        self._body.leave(height, at_top=True)

    def bookmark(self, title: str, level: int = 0) -> None:
        """Give the next block an outline level; level 0 is the highest."""
        self._body.set_outline(title, level)

    @contextmanager
    def keep_together(self, company: float = 0) -> Iterator[None]:
        """Keep the content of the `with` block on one page, with some of the content before it."""
        with self._body.keeping(has_company=bool(company)):
            yield

    def new_page(self, landscape: bool | None = None, margins: Margins | None = None) -> None:
        """Begin a new page; None keeps the orientation or the margins."""
        self._body.break_page(landscape, margins)

    def new_letter(self, landscape: bool | None = None) -> None:
        """Begin a new page numbered as the first, for the next of several letters."""
        self._body.break_page(landscape, is_letter=True)

    def begin(self, name: str) -> None:
        """Set the link target of a contents entry at the next block."""
        self._body.set_target(name)

    def contents(
        self, entries: Sequence[TocEntry], *, by_page: bool = False, style: Style = PLAIN
    ) -> None:
        """Write a table of contents as a field of the headings that `begin` precedes."""
        del by_page
        self._body.add(*self._contents.blocks(entries, style, self.width))

    def drawn(self) -> RenderedPdf:
        """Return the file with the warnings for the user, and end writing."""
        self._body.end()
        if not self._contents.is_empty:
            self._contents.show(self._printed_pages())
        return RenderedPdf(packed(self._document), tuple(dict.fromkeys(self.notes)))

    def _paragraphs(self, text: Text, style: Style, width: float) -> list[Element]:
        room = width - style.left - style.right
        written, look = fitted(self._sheet, paragraphs(text, style.bold), style, room)
        blocks = []
        for number, runs in enumerate(written):
            shown = look if number == 0 else look.but(before=0, first=_first(look))
            blocks.append(paragraph(runs, shown))
        return wrapped(blocks, written) if self._is_marked else blocks


def drawn_as_word(render: Callable[[], RenderedPdf]) -> AbstractContextManager[None]:
    """Return a context in which papers are drawn as Word files.

    `render` draws the same paper; as a PDF it gives the page numbers of a table of contents.
    """
    return made_by(partial(WordBuilder, printed_pages=partial(_pages_of, render)))


def _pages_of(render: Callable[[], RenderedPdf]) -> Mapping[str, int]:
    """Return the printed page numbers of the parts of a paper in its PDF, by name."""
    with made_by(None):
        return render().pages


def _first(look: Style) -> float:
    return look.first if look.later is None else look.later
