"""The drawing calls of documents as an interface with two backends, PDF and Word.

A document's module draws on a `Paper` and knows no file format.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Protocol

from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.fields import DottedField
from exports.typesetting.fonts import Font
from exports.typesetting.line_breaking import Text
from exports.typesetting.pdf_canvas import PdfMetadata
from exports.typesetting.styles import Margins, PageMarks, Style
from exports.typesetting.table import Column, Row, TableHeaderFooter
from exports.typesetting.toc_entries import TocEntry
from models.minutes.word_marks import MinutesRecord


class Paper(Protocol):
    """A document being written from its first line to its last.

    Lengths are millimetres. A line end in a text begins a new paragraph.
    `exports.typesetting.document_builder.DocumentBuilder` documents each call.
    """

    notes: list[str]

    @property
    def width(self) -> float:
        """The width of the text on this page, in millimetres."""

    def write(self, text: Text, style: Style = ..., /) -> None:
        """Write paragraphs in a style."""

    def line_count(self, text: Text, style: Style = ...) -> int:
        """Return the number of lines of a text in a style, without writing it."""

    def column_width(self, texts: Iterable[Text], style: Style = ..., **limits: float) -> float:
        """Return the width in millimetres of a column that fits each of these texts on one line.

        Args:
            limits: `gap`, `least` and `most` of `exports.typesetting.lines.column_width`.
        """

    def beside(
        self,
        left: Text,
        right: Text,
        style: Style = ...,
        *,
        left_style: Style = ...,
        left_width: float = ...,
        gap: float = ...,
    ) -> None:
        """Write a text in a left column and another beside it.

        `left_width` is that of the left column, `gap` the distance to the other, in millimetres.
        """

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        style: Style = ...,
        *,
        row_height: float = ...,
        max_unsplit_share: float = ...,
        around: TableHeaderFooter | None = ...,
    ) -> None:
        """Draw a ruled table as wide as the text.

        `row_height` is the least height of a row in millimetres; a row up to the share
        `max_unsplit_share` of a page's height is not split; `around` are title and footer lines.
        """

    def listing(self, widths: Sequence[float], rows: Sequence[Row], style: Style = ...) -> None:
        """Write rows in columns of these relative widths, without rules or header row."""

    def signature(
        self, *lines: Text, left: float | None = ..., right: float = ..., above: float = ...
    ) -> None:
        """Write centred lines with space to sign above them, never split across pages.

        `left` (None: the page's middle), `right` and `above` (the space) are millimetres.
        """

    def foot(
        self,
        lines: Sequence[Text],
        style: Style = ...,
        *,
        left: float,
        below: float = ...,
        drawn: bool = ...,
    ) -> None:
        """Write lines at the bottom of the page, from `left` on.

        `below` reaches into the margin, both in millimetres. Without `drawn` only space is left.
        """

    def fields(self, *fields: DottedField, label: Style = ..., style: Style = ...) -> None:
        """Write labels side by side, each with its text on a dotted line."""

    def emblem(
        self, picture: Path | None, height: float, *, centred: bool = ..., at_edge: bool = ...
    ) -> None:
        """Draw the office's emblem, `height` millimetres high."""

    def rule(self, width: float = ...) -> None:
        """Draw a short centred line, `width` millimetres wide."""

    def space(self, height: float) -> None:
        """Leave `height` millimetres above the next block, unless that begins a page."""

    def blank(self, height: float) -> None:
        """Leave `height` millimetres, at the top of a page too."""

    def bookmark(self, title: str, level: int = ...) -> None:
        """Add an outline entry for the next block."""

    def keep_together(self, company: float = ...) -> AbstractContextManager[None]:
        """Keep the content of the `with` block on one page, with `company` mm of what precedes."""

    def new_page(self, landscape: bool | None = ..., margins: Margins | None = ...) -> None:
        """Begin a new page."""

    def new_letter(self, landscape: bool | None = ...) -> None:
        """Begin a new page with page number 1."""

    def begin(self, name: str) -> None:
        """Set the link target of a contents entry at the next block."""

    def contents(
        self, entries: Sequence[TocEntry], *, by_page: bool = ..., style: Style = ...
    ) -> None:
        """Write a table of contents of the parts that `begin` names."""

    def drawn(self) -> RenderedPdf:
        """Return the file with the warnings for the user, and end writing."""


class PaperMaker(Protocol):
    """A backend, called to begin a document."""

    def __call__(
        self,
        font: Font,
        origin: PdfMetadata,
        *,
        margins: Margins | None,
        landscape: bool,
        marks: PageMarks,
        record: MinutesRecord | None,
    ) -> Paper:
        """Return an empty document.

        Given a `record`, its texts are marked so that they can be re-imported.
        """


_MAKER: ContextVar[PaperMaker | None] = ContextVar("maker", default=None)


@contextmanager
def made_by(maker: PaperMaker | None) -> Iterator[None]:
    """Use this backend, None for PDF, for documents begun in the `with` block."""
    token = _MAKER.set(maker)
    try:
        yield
    finally:
        _MAKER.reset(token)


chosen_maker: Callable[[], PaperMaker | None] = _MAKER.get
