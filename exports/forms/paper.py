"""Beginning of a document: an empty document with metadata, and its title lines."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import Protocol

from exports.drawing import Paper, chosen_maker
from exports.typesetting.bundle import Bundle
from exports.typesetting.document_builder import DocumentBuilder
from exports.typesetting.fonts import choose_font
from exports.typesetting.pdf_canvas import PdfMetadata
from exports.typesetting.styles import TITLE, Margins, Mark, PageMarks
from models.minutes.word_marks import MinutesRecord

_WHOLE: ContextVar[Bundle | None] = ContextVar("whole", default=None)

WIDE = Margins(left=20, right=20, top=23, bottom=17)
"""The margins of a landscape page with a table."""


class PaperValue(Protocol):
    """The metadata that a document's value provides for the file."""

    @property
    def author(self) -> str:
        """The author in the metadata: the name of the office."""

    @property
    def identity(self) -> str:
        """A text that identifies the record."""

    @property
    def made_at(self) -> datetime:
        """A time taken from the record, never from the clock."""


def begin_paper(
    value: PaperValue,
    title: str,
    font: Path | None,
    *,
    mark: Mark = Mark.NONE,
    secrecy: str = "",
    landscape: bool = False,
    catchwords: bool = False,
    record: MinutesRecord | None = None,
) -> Paper:
    """Return an empty document with this title, in the font that `choose_font` selects.

    It is a PDF unless `made_by` names another backend. Inside `drawn_into` it is a part of that
    bundle, in the bundle's font. With `catchwords` a page ends with the first words of the next
    (คำต่อเนื่อง), as on letters; Word makes its own pages and has none. A Word file of minutes
    carries their `record`, to be corrected and sent back. Raises FontFault if the configured `font`
    cannot be used.
    """
    whole, maker = _WHOLE.get(), chosen_maker()
    margins, marks = WIDE if landscape else None, PageMarks(mark, secrecy)
    if whole is not None:
        return whole.part(margins=margins, landscape=landscape, marks=marks, catchwords=catchwords)
    origin = _origin(value, title)
    if maker is not None:
        return maker(
            choose_font(font),
            origin,
            margins=margins,
            landscape=landscape,
            marks=marks,
            record=record,
        )
    return DocumentBuilder(
        choose_font(font),
        origin,
        margins=margins,
        landscape=landscape,
        marks=marks,
        catchwords=catchwords,
    )


def begin_bundle(
    value: PaperValue, title: str, font: Path | None, *, is_archivable: bool
) -> DocumentBuilder:
    """Return an empty PDF for the common pages of a `Bundle`."""
    return DocumentBuilder(choose_font(font), _origin(value, title, is_archivable=is_archivable))


def _origin(value: PaperValue, title: str, *, is_archivable: bool = True) -> PdfMetadata:
    return PdfMetadata(title, value.author, value.made_at, value.identity, is_archivable)


@contextmanager
def drawn_into(whole: Bundle) -> Iterator[None]:
    """Draw documents begun in the `with` block into the bundle `whole`, with its fonts."""
    token = _WHOLE.set(whole)
    try:
        yield
    finally:
        _WHOLE.reset(token)


def write_title(paper: Paper, heading: Sequence[str]) -> None:
    """Write the centred title lines of a document."""
    for line in heading:
        paper.write(line, TITLE)
