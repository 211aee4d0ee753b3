"""What a document of the catalogue is, how one is asked for, and what comes of it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from pathlib import Path
from typing import Any, Protocol

from exports.typesetting.drawn import RenderedPdf
from models.office.plain_table import Listing

FORMS = ("pdf", "csv", "xlsx")


@dataclass(frozen=True)
class Request:
    """Which document of which record, and how. `committee` is part of a committee's name.

    `blank`, `copy`, `each` and `public` are the options of those documents that have them; `item`
    is the number of an agenda item (3.1); `form` is one of FORMS. `on` is the day that a document
    which takes one looks at; today without it. `official_digits` draws a PDF with Thai digits
    but in Latin names and codes, else as typed.
    """

    document: str
    key: str = ""
    committee: str = ""
    blank: bool = False
    font: Path | None = None
    copy: bool = False
    each: bool = False
    emblem: Path | None = None
    form: str = "pdf"
    on: date | None = None
    official_digits: bool = True
    public: bool = False
    item: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        """The options that were asked for, as typed."""
        asked = {
            "--blank": self.blank,
            "--copy": self.copy,
            "--each": self.each,
            "--on": self.on,
            "--public": self.public,
            "--item": self.item,
        }
        return tuple(option for option, wanted in asked.items() if wanted)


class KeyType(Enum):
    """What the key of a document names. Documents with one key are offered together."""

    MEETING = auto()
    ITEM = auto()
    ORDER = auto()
    CLASSIFIED_YEAR = auto()
    PLANNED_YEAR = auto()
    YEAR = auto()
    MEMO = auto()
    TRAINING = auto()


@dataclass(frozen=True)
class Document:
    """One row of the catalogue: plain values, so that to read it loads no paper.

    `key` is an example of its keys; `module` is the name of its `DocumentModule`, a `TableModule`
    if it `is_table`. `suffix` ends the name of its file; only a PDF can be printed. `takes_day`:
    how things stood on any day. `item` is an example of the agenda items it is of.
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

    @property
    def known_options(self) -> tuple[str, ...]:
        """The options of the command line that it takes."""
        asked = {"--on": self.takes_day, "--item": bool(self.item)}
        return (*self.options, *(option for option, taken in asked.items() if taken))

    @property
    def is_paper(self) -> bool:
        """Whether it can be printed."""
        return self.suffix == ".pdf"


class DocumentModule(Protocol):
    """What the module of a document has."""

    def find(self, request: Request, /) -> Any:
        """Find the record that the key of the request names. Raises KmError."""

    def gather(self, record: Any, request: Request, /) -> Any:
        """Read the record into a frozen value; needs the store. Its `file_title` names the file."""

    def render(self, value: Any, font: Path | None = None, /) -> RenderedPdf:
        """Draw the value without store and clock: the same value gives the same bytes."""


class TableModule(DocumentModule, Protocol):
    """What the module of a document has that is a table."""

    def table_of(self, value: Any, /) -> Listing:
        """Return what a spreadsheet gets of the value."""


@dataclass(frozen=True)
class ExportedDocument:
    """A finished document: a name for its file (no folder), its bytes, what to tell."""

    file_name: str
    content: bytes
    warnings: tuple[str, ...] = ()
