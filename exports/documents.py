"""What a document of the catalogue is, how one is asked for, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from exports.typesetting.drawn import RenderedPdf
from models.office.plain_table import Listing

FORMS = ("pdf", "csv", "xlsx")


@dataclass(frozen=True)
class Request:
    """Which document of which record, and how. `committee` is part of a committee's name.

    `blank`, `copy` and `each` are the options of those documents that have them; `form` is one of
    FORMS. `on` is the day that a document which takes one looks at; today without it.
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

    @property
    def options(self) -> tuple[str, ...]:
        """The options that were asked for, as typed."""
        asked = {"--blank": self.blank, "--copy": self.copy, "--each": self.each, "--on": self.on}
        return tuple(option for option, wanted in asked.items() if wanted)


@dataclass(frozen=True)
class Document:
    """One row of the catalogue. `gather` reads rows into a frozen value, `render` draws it.

    `suffix` ends the name of its file; only a PDF can be printed. `table_of` gives what
    spreadsheets get, where the document is a table. `takes_day`: how things stood on any day.
    """

    id: str
    title: str
    key: str
    find: Callable[[Request], Any]
    gather: Callable[[Any, Request], Any]
    render: Callable[[Any, Path | None], RenderedPdf]
    options: tuple[str, ...] = ()
    suffix: str = ".pdf"
    table_of: Callable[[Any], Listing] | None = None
    takes_day: bool = False

    @property
    def known_options(self) -> tuple[str, ...]:
        """The options of the command line that it takes."""
        return (*self.options, "--on") if self.takes_day else self.options

    @property
    def is_paper(self) -> bool:
        """Whether it can be printed."""
        return self.suffix == ".pdf"


@dataclass(frozen=True)
class ExportedDocument:
    """A finished document: a name for its file (no folder), its bytes, what to tell."""

    file_name: str
    content: bytes
    warnings: tuple[str, ...] = ()
