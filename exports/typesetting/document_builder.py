"""DocumentBuilder, on which document modules write; calls follow the order of the page.

    paper = DocumentBuilder(font, origin, marks=PageMarks(Mark.DRAFT))
    paper.write("รายงานการประชุม", TITLE)
    paper.write("เมื่อที่ประชุมพร้อม …", BODY)
    paper.beside("ประธาน", "แจ้งให้ทราบว่า …")
    return paper.finish()

Lengths are millimetres. A line end in a text begins a new paragraph.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from exports.typesetting.cells import Bar
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.fields import DottedField, draw_fields
from exports.typesetting.fonts import Font
from exports.typesetting.line_breaking import Text, bold, unbroken
from exports.typesetting.lines import (
    PlacedLine,
    column_width,
    foot_strip,
    line_row,
    place_lines,
    signature_left,
)
from exports.typesetting.pagination import Flowable, Paginator
from exports.typesetting.pdf.emblem import emblem_strip
from exports.typesetting.pdf_canvas import MissingGlyph, PdfCanvas, PdfMetadata
from exports.typesetting.styles import (
    BODY,
    CELL,
    CENTRED,
    LABEL,
    LINE_HEIGHT,
    NO_MARKS,
    PLAIN,
    SPOKEN,
    Margins,
    Mark,
    PageMarks,
    Style,
)
from exports.typesetting.table import (
    MAX_UNSPLIT_SHARE,
    Column,
    Row,
    Span,
    Table,
    TableHeaderFooter,
    TableStyle,
    Total,
)
from exports.typesetting.table_of_contents import Contents, PageAnchors
from exports.typesetting.toc_entries import TocEntry

__all__ = [
    "Bar",
    "Column",
    "DocumentBuilder",
    "DottedField",
    "Margins",
    "Mark",
    "PdfMetadata",
    "Row",
    "Span",
    "TableHeaderFooter",
    "Text",
    "Total",
    "bold",
    "unbroken",
]

TEXT_WITH_SIGNATURE = 2 * LINE_HEIGHT
"""The least height of text on a page that begins with a signature, in millimetres."""
SPEAKER_WIDTH = 40.0
"""The least width of the column of speakers, in millimetres."""
SPEAKER_GAP = 6.0
"""The gap between a speaker and the speech: within 1 em, poppler takes both for one line."""
_BESIDE_GAP = 2.0
# A paragraph of three lines or fewer is not split: one line would be left alone on a page.
_MIN_ORPHAN_LINES = 2


class DocumentBuilder:
    """A PDF being written; `notes` are Thai warnings for the user. A `Bundle` shares a `sheet`."""

    def __init__(
        self,
        font: Font,
        origin: PdfMetadata,
        *,
        margins: Margins | None = None,
        landscape: bool = False,
        marks: PageMarks = NO_MARKS,
        catchwords: bool = False,
        sheet: PdfCanvas | None = None,
    ) -> None:
        self.notes: list[str] = []
        self.anchors = PageAnchors()
        self.begun_with = (font, origin)
        self._is_whole = sheet is None
        self.sheet = sheet or PdfCanvas(font, origin)
        page = margins or Margins(), marks, landscape
        self._stack = Paginator(self.sheet, *page, catchwords=catchwords)
        self._space = 0.0

    @property
    def width(self) -> float:
        """The width of the text on this page, in millimetres."""
        return self._stack.width

    @property
    def page_count(self) -> int:
        """The number of pages so far."""
        return self._stack.page_count

    @property
    def missing_glyphs(self) -> tuple[MissingGlyph, ...]:
        """The characters that the font lacks, by page and line; complete after `finish`."""
        return self.sheet.missing_glyphs

    def write(self, text: Text, style: Style = BODY) -> None:
        """Write paragraphs in a style."""
        lines = self._lay(text, style, self._stack.left, self._stack.width)
        for number, paragraph in enumerate(lines):
            before = style.before if number == 0 else 0.0
            self._pour([[placed] for placed in paragraph], style, before)

    def line_count(self, text: Text, style: Style = BODY) -> int:
        """Return the number of lines of a text in a style, without writing it."""
        return sum(map(len, self._lay(text, style, self._stack.left, self._stack.width)))

    def column_width(self, texts: Iterable[Text], style: Style = PLAIN, **limits: float) -> float:
        """Return the width in millimetres of a column that fits each text on one line.

        `limits` are those of `exports.typesetting.lines.column_width`.
        """
        return column_width(self.sheet, texts, style, **limits)

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
        """Write a speaker in the left column (mm) and the speech beside it, across page breaks."""
        stack = self._stack
        narrow = left_width - gap
        speaker = [p for part in self._lay(left, left_style, stack.left, narrow) for p in part]
        said = self._lay(right, style, stack.left + left_width, stack.width - left_width)
        # The speaker's lines stay on one page with the first lines of the speech.
        glued = min(len(speaker), 5)
        # The speaker is drawn before the speech: PDF viewers copy text in drawing order.
        ahead = min(glued, sum(map(len, said)))
        lowered = [p._replace(drop=n * style.line_height) for n, p in enumerate(speaker[:ahead])]
        row = 0
        for number, paragraph in enumerate(said):
            rows = [[placed] for placed in paragraph]
            for line in rows:
                line[:0] = lowered if row == 0 else speaker[max(row, ahead) : row + 1]
                row += 1
            before = style.before if number == 0 else 0.0
            self._pour(rows, style, before, glued)
            glued -= len(rows)
        self._pour([[placed] for placed in speaker[row:]], left_style.but(before=0), 0, glued)

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

        `row_height` is the least height of a row, in which people sign; a row up to
        `max_unsplit_share` of a page's height is not split.
        """
        look = TableStyle(style, row_height, max_unsplit_share=max_unsplit_share)
        Table(self._stack, columns, look, around).draw(rows, self._take_space(style.before))

    def listing(self, widths: Sequence[float], rows: Sequence[Row], style: Style = PLAIN) -> None:
        """Write rows in columns of these relative widths, without rules or head."""
        look = TableStyle(style, ruled=False, head=False)
        columns = [Column("", width) for width in widths]
        Table(self._stack, columns, look).draw(rows, self._take_space(style.before))

    def signature(
        self, *lines: Text, left: float | None = None, right: float = 0, above: float = 14
    ) -> None:
        """Write centred lines with room to sign above them, never split across pages.

        They take some text along to a new page, unless they are kept together with text: a page
        with a signature alone fits any paper. `left` (None: the page's middle), `right` and `above`
        (the room to sign) are millimetres.
        """
        widest = column_width(self.sheet, lines, CENTRED, gap=0)
        start = signature_left(self.width, left, right, widest)
        with self.keep_together(0 if self._stack.is_keeping else TEXT_WITH_SIGNATURE):
            # The room to sign must not be dropped at the top of a page, as `space` is.
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
        """Write lines at the lower end of the page, in a column that begins at `left` mm.

        They reserve their height, less the `below` that reaches into the margin. Without `drawn`
        only the height is reserved, so that a copy with the lines has the pages of its original.
        """
        stack = self._stack
        column = stack.left + left, stack.width - left
        placed = [one for line in lines for row in self._lay(line, style, *column) for one in row]
        strip = foot_strip(self.sheet, placed, below - stack.margins.bottom, below, drawn=drawn)
        strip.before = self._take_space(0)
        stack.add(strip)

    def fields(self, *fields: DottedField, label: Style = LABEL, style: Style = PLAIN) -> None:
        """Write labels side by side, each with its text on a dotted line up to the next."""
        draw_fields(self._stack, fields, label, style, self._take_space(0))

    def emblem(
        self,
        picture: Path | None,
        height: float,
        *,
        centred: bool = False,
        at_edge: bool = True,
    ) -> None:
        """Draw the office's emblem (mm): in the upper left corner, or centred before the text.

        It is 1.5 cm below the edge of the page, or at the current position if not `at_edge`. If
        unreadable, its area stays empty and `notes` gets a warning.
        """
        place, warn = {"centred": centred, "at_edge": at_edge}, self.notes.append
        self._stack.add(emblem_strip(self._stack, picture, height, warn, **place))

    def rule(self, width: float = 40) -> None:
        """Draw a short centred line (mm), as below the head of an order."""
        self._stack.add(_rule_strip(self._stack, self.sheet, width, self._take_space(0)))

    def space(self, height: float) -> None:
        """Leave `height` mm above the next block, unless that begins a page."""
        self._space += height

    def blank(self, height: float) -> None:
        """Leave `height` mm, at the top of a page too, as above the title of a cover."""
        self._stack.add(Flowable(height, lambda _top: None, self._take_space(0), keep_next=True))

    def bookmark(self, title: str, level: int = 0) -> None:
        """Add an outline entry for the next block; level 0 is the highest."""

        def draw(top: float) -> None:
            self.sheet.bookmark(title, level, top)

        self._stack.add(Flowable(0, draw, keep_next=True))

    def keep_together(self, company: float = 0) -> AbstractContextManager[None]:
        """Keep the content written in the `with` block on one page.

        On a new page it comes with at least `company` millimetres of the preceding content.
        """
        return self._stack.keep_together(company)

    def new_page(self, landscape: bool | None = None, margins: Margins | None = None) -> None:
        """Begin a new page; None keeps the orientation or the margins."""
        self._stack.flush()
        self._space = 0
        self._stack.new_page(landscape, margins)

    def begin(self, name: str) -> None:
        """Set the link target of a contents entry at the next block."""
        self._stack.add(self.anchors.strip(self._stack, name))

    def contents(
        self, entries: Sequence[TocEntry], *, by_page: bool = False, style: Style = PLAIN
    ) -> None:
        """Write a table of contents of the parts that `begin` names, `by_page` as in `Contents`."""
        numbered = Contents(self._stack, self.anchors, by_page=by_page)
        numbered.draw(entries, self._take_space(0), style)

    def new_letter(self, landscape: bool | None = None) -> None:
        """Begin a new page numbered as the first, for the next of several letters."""
        self._stack.flush()
        self._stack.restart_page_numbers()
        self.new_page(landscape)

    def end(self) -> None:
        """Draw the pending blocks and pages; afterwards `anchors` is complete."""
        self._stack.end()

    def finish(self) -> bytes:
        """Return the PDF and end writing; the same content gives the same bytes."""
        self.end()
        return self.sheet.finish() if self._is_whole else b""

    def drawn(self) -> RenderedPdf:
        """Return the PDF with the warnings for the user, and end writing."""
        content = self.finish()
        missing = tuple(dict.fromkeys(str(glyph) for glyph in self.missing_glyphs))
        pages = {name: anchor.number for name, anchor in self.anchors.by_name.items()}
        return RenderedPdf(content, (*self.notes, *missing), pages)

    def _lay(self, text: Text, style: Style, x: float, width: float) -> list[list[PlacedLine]]:
        return place_lines(self.sheet, text, style, x, width)

    def _pour(
        self, rows: list[list[PlacedLine]], style: Style, before: float, glued: int = 0
    ) -> None:
        """Add a paragraph's lines, `before` mm below; the first `glued` of them stay together."""
        for number, row in enumerate(rows, start=1):
            keep = style.keep_next or _keeps_next(number, len(rows) - number, glued)
            space = self._take_space(before) if number == 1 else 0.0
            self._stack.add(line_row(self.sheet, row, space, keep))

    def _take_space(self, before: float) -> float:
        space, self._space = self._space + before, 0.0
        return space


def _rule_strip(stack: Paginator, sheet: PdfCanvas, width: float, before: float) -> Flowable:
    """Return a flowable that draws a centred line of `width` mm, `before` mm below the last one."""
    x = stack.left + (stack.width - width) / 2

    def draw(top: float) -> None:
        sheet.rules([(x, top + 2.5, x + width, top + 2.5)], 0.25)

    return Flowable(5, draw, before, keep_next=True)


def _keeps_next(number: int, following: int, glued: int) -> bool:
    """Return whether a page break after this line would leave a widow or an orphan.

    Args:
        number: the line in its paragraph, counted from 1.
        following: the number of lines after it.
        glued: the number of first lines that stay on one page.
    """
    if following == 0:
        return number < glued
    return number < max(_MIN_ORPHAN_LINES, glued) or following < _MIN_ORPHAN_LINES
