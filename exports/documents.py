"""Types of the document catalogue: a document, a request for one, and the exported result."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from enum import Enum, auto
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from exports.typesetting.drawn import RenderedPdf
from models.office.emblem import NO_EMBLEM, Emblem
from models.office.plain_table import Listing

FORMS = ("pdf", "docx", "csv", "xlsx")


class Request(Struct, frozen=True):
    """A request for one document of one record.

    Attributes:
        document: the id of the document in the catalogue.
        key: the record, as typed on the command line (`1/2563`, `2564`); its form is the
            document's.
        committee: a part of a committee's name.
        blank, copy, each, public, final: the options of those documents that have them.
        font: the configured font; None to let `choose_font` take an installed one.
        form: one of FORMS.
        on: the day whose state is shown, if the document takes one; None for today.
        official_digits: whether a PDF or Word file has Thai digits except in Latin names and codes;
            else digits are drawn as typed.
        item: the number of an agenda item (3.1), for the documents of one.
    """

    document: str
    key: str = ""
    committee: str = ""
    blank: bool = False
    font: Path | None = None
    copy: bool = False
    each: bool = False
    emblem: Emblem = NO_EMBLEM
    form: str = "pdf"
    on: date | None = None
    official_digits: bool = True
    public: bool = False
    item: str = ""
    final: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """The options of the request that are set, as typed on the command line."""
        asked = {
            "--blank": self.blank,
            "--copy": self.copy,
            "--each": self.each,
            "--on": self.on,
            "--public": self.public,
            "--final": self.final,
            "--item": self.item,
        }
        return tuple(option for option, wanted in asked.items() if wanted)


class KeyType(Enum):
    """The kind of record that a document's key identifies.

    Documents of one kind are listed together.
    """

    MEETING = auto()
    ITEM = auto()
    ORDER = auto()
    CLASSIFIED_YEAR = auto()
    PLANNED_YEAR = auto()
    YEAR = auto()
    CALENDAR_YEAR = auto()
    MEMO = auto()
    TRAINING = auto()


class Document(Struct, frozen=True):
    """One row of the catalogue: plain values, so that reading it imports no document module.

    Attributes:
        key: an example of the keys that the document takes.
        module: the name of its `DocumentModule`; a `TableModule` if `is_table`.
        suffix: the ending of its file name; only a PDF can be printed.
        takes_day: whether the document can show the state on an earlier day.
        item: an example number of the agenda item that the document is about; empty if it is about
            a whole record.
        has_word: whether the document can also be a Word file.
    """

    id: str
    title: str
    key_type: KeyType
    key: str
    module: str
    options: tuple[str, ...] = ()
    suffix: str = ".pdf"
    is_table: bool = False
    takes_day: bool = False
    item: str = ""
    has_word: bool = True

    @property
    def known_options(self) -> tuple[str, ...]:
        """The command-line options that this document accepts."""
        asked = {"--on": self.takes_day, "--item": bool(self.item)}
        return (*self.options, *(option for option, taken in asked.items() if taken))

    @property
    def is_paper(self) -> bool:
        """Whether the document is a PDF, which can be printed."""
        return self.suffix == ".pdf"


class DocumentModule(Protocol):
    """The interface of a document's module."""

    def find(self, request: Request, /) -> Any:
        """Return the record that the request's key identifies. Raises KmError."""

    def gather(self, record: Any, request: Request, /) -> Any:
        """Read the record into a frozen value, whose `file_title` names the file.

        Needs the open data file. Raises KmError if a record is missing or a file of the office is
        invalid.
        """

    def render(self, value: Any, font: Path | None = None, /) -> RenderedPdf:
        """Draw the value without data file and clock: the same value gives the same bytes.

        Args:
            font: the configured font; None for an installed one.

        Raises FontFault if the configured font cannot be used.
        """


class TableModule(DocumentModule, Protocol):
    """The interface of the module of a document that is also a table."""

    def table_of(self, value: Any, /) -> Listing:
        """Return the rows of the value for a spreadsheet."""


class WordModule(Protocol):
    """The interface of the module that draws Word files, loaded when one is asked for."""

    def drawn_as_word(self, render: Callable[[], RenderedPdf], /) -> AbstractContextManager[None]:
        """Return a context in which a document is drawn as a Word file; `render` draws it."""


class ExportedDocument(Struct, frozen=True):
    """A finished document: its file's name (no folder), its bytes, and warnings for the user."""

    file_name: str
    content: bytes
    warnings: tuple[str, ...] = ()
