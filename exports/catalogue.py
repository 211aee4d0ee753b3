"""Every document once: its id, its Thai title, how its key is found, gathered and rendered.

Each document's module imports the paper engine only inside `render`, so that this table costs
nothing to read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exports import attendance, minutes
from exports.drawn import Drawn
from exports.writing import safe_name
from kmtui.thai.dates import DateError, parse_numbered
from models.errors import KmError, NotFound
from models.meetings import Meeting, find_meeting


@dataclass(frozen=True)
class Request:
    """Which document of which record, and how. `committee` is part of a committee's name."""

    document: str
    key: str = ""
    committee: str = ""
    blank: bool = False
    font: Path | None = None


@dataclass(frozen=True)
class Document:
    """One row of the catalogue. `gather` reads rows into a frozen value, `render` draws it."""

    id: str
    title: str
    key: str
    find: Callable[[Request], Any]
    gather: Callable[[Any, Request], Any]
    render: Callable[[Any, Path | None], Drawn]
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """A finished document: a name for its file (no folder), its bytes, what to tell."""

    file_name: str
    content: bytes
    told: tuple[str, ...] = ()


def meeting_of(request: Request) -> Meeting:
    """The meeting that the key names. Raises NotFound and KmError with their sentences."""
    try:
        number, year = parse_numbered(request.key)
    except DateError as error:
        raise KmError(str(error)) from error
    return find_meeting(number, year, request.committee)


def _minutes(meeting: Meeting, _request: Request) -> minutes.MinutesPaper:
    return minutes.gather(meeting)


def _attendance(meeting: Meeting, request: Request) -> attendance.AttendanceSheet:
    return attendance.gather(meeting, blank=request.blank)


DOCUMENTS = (
    Document("minutes", "รายงานการประชุม", "1/2563", meeting_of, _minutes, minutes.render),
    Document(
        "attendance",
        "รายชื่อผู้เข้าประชุม",
        "1/2563",
        meeting_of,
        _attendance,
        attendance.render,
        options=("--blank",),
    ),
)


def document_named(document_id: str) -> Document:
    """The document with this id. Raises NotFound, listing the ids."""
    for document in DOCUMENTS:
        if document.id == document_id:
            return document
    known = ", ".join(document.id for document in DOCUMENTS)
    raise NotFound(f"ไม่รู้จักหนังสือชื่อ {document_id} เลือกจาก: {known}")


def make(request: Request) -> Made:
    """Make a document from the open store. Raises KmError with its sentence."""
    gathered = gather(request)
    return draw(request, gathered)


def gather(request: Request) -> Any:
    """Read the rows of a document into a frozen value (in the thread that has the store)."""
    document = document_named(request.document)
    return document.gather(document.find(request), request)


def draw(request: Request, gathered: Any) -> Made:
    """Draw a gathered document; needs no store, so any thread may do it."""
    document = document_named(request.document)
    drawn = document.render(gathered, request.font)
    return Made(safe_name(gathered.file_title) + ".pdf", drawn.content, drawn.told)
