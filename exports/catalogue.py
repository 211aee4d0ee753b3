"""Every document once: its id, its Thai title, how its key is found, gathered and rendered.

Each document's module imports the paper engine only inside `render`, so that this table costs
nothing to read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exports import (
    agenda,
    approval,
    attendance,
    calendar_file,
    classification,
    experts,
    invitation,
    minutes,
    order,
)
from exports.drawn import Drawn
from exports.sheets import csv_text, xlsx_bytes
from exports.writing import safe_name
from kmtui.thai.dates import DateError, parse_numbered
from models.errors import KmError, NotFound
from models.knowledge import KnowledgeKind
from models.listing import Listing
from models.meetings import Meeting, find_meeting

FORMS = ("pdf", "csv", "xlsx")


@dataclass(frozen=True)
class Request:
    """Which document of which record, and how. `committee` is part of a committee's name.

    `blank`, `copy` and `each` are the options of those documents that have them; `form` is one of
    FORMS.
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

    @property
    def options(self) -> tuple[str, ...]:
        """The options that were asked for, as typed."""
        asked = {"--blank": self.blank, "--copy": self.copy, "--each": self.each}
        return tuple(option for option, wanted in asked.items() if wanted)


@dataclass(frozen=True)
class Document:
    """One row of the catalogue. `gather` reads rows into a frozen value, `render` draws it.

    `suffix` ends the name of its file; only a PDF can be printed. `table_of` gives what
    spreadsheets get, where the document is a table.
    """

    id: str
    title: str
    key: str
    find: Callable[[Request], Any]
    gather: Callable[[Any, Request], Any]
    render: Callable[[Any, Path | None], Drawn]
    options: tuple[str, ...] = ()
    suffix: str = ".pdf"
    table_of: Callable[[Any], Listing] | None = None

    @property
    def is_paper(self) -> bool:
        """Whether it can be printed."""
        return self.suffix == ".pdf"


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


def order_of(request: Request) -> int:
    """The id of the order that the key names. Raises NotFound and KmError with their sentences."""
    return order.order_named(request.key)


def _order(order_id: int, request: Request) -> order.OrderPaper:
    return order.gather(order_id, request.copy, request.emblem)


def _approval(order_id: int, request: Request) -> approval.ApprovalPaper:
    return approval.gather(order_id, request.emblem)


def _invitation(meeting: Meeting, request: Request) -> invitation.InvitationPaper:
    return invitation.gather(meeting, request.each, request.emblem)


def _agenda(meeting: Meeting, _request: Request) -> agenda.AgendaPaper:
    return agenda.gather(meeting)


def _calendar(meeting: Meeting, _request: Request) -> calendar_file.CalendarEvent:
    return calendar_file.gather(meeting)


def _classification(year: int, _request: Request) -> classification.ClassificationPaper:
    return classification.gather(year, KnowledgeKind.KNOWLEDGE)


def _processes(year: int, _request: Request) -> classification.ClassificationPaper:
    return classification.gather(year, KnowledgeKind.ESSENTIAL_PROCESS)


def _experts(year: int, _request: Request) -> experts.ExpertsPaper:
    return experts.gather(year)


def _classified_year(request: Request) -> int:
    return classification.classified_year(request.key)


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
    Document(
        "invitation",
        "หนังสือเชิญประชุม",
        "1/2563",
        meeting_of,
        _invitation,
        invitation.render,
        options=("--each",),
    ),
    Document("agenda", "ระเบียบวาระการประชุม", "1/2563", meeting_of, _agenda, agenda.render),
    Document(
        "calendar",
        "นัดประชุมสำหรับปฏิทิน (.ics)",
        "1/2563",
        meeting_of,
        _calendar,
        calendar_file.render,
        suffix=".ics",
    ),
    Document(
        "order",
        "คำสั่งแต่งตั้งคณะกรรมการ",
        "881/2563",
        order_of,
        _order,
        order.render,
        options=("--copy",),
    ),
    Document(
        "classification",
        "การจำแนกความรู้ในองค์กร",
        "2563",
        _classified_year,
        _classification,
        classification.render,
        table_of=classification.table_of,
    ),
    Document(
        "processes",
        "กระบวนการที่สำคัญของแต่ละหน่วยงาน",
        "2563",
        _classified_year,
        _processes,
        classification.render,
        table_of=classification.table_of,
    ),
    Document(
        "experts",
        "ทำเนียบผู้รู้",
        "2563",
        _classified_year,
        _experts,
        experts.render,
        table_of=experts.table_of,
    ),
    Document("approval", "บันทึกขออนุมัติแต่งตั้ง", "881/2563", order_of, _approval, approval.render),
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
    for option in request.options:
        if option not in document.options:
            taken = " ".join(document.options) or "ไม่มี"
            raise KmError(f"{document.title}ไม่มีตัวเลือก {option} ตัวเลือกที่ใช้ได้: {taken}")
    return document.gather(document.find(request), request)


def draw(request: Request, gathered: Any) -> Made:
    """Draw a gathered document; needs no store, so any thread may do it."""
    document = document_named(request.document)
    if request.form != "pdf":
        return _sheet(document, gathered, request.form)
    drawn = document.render(gathered, request.font)
    name = safe_name(gathered.file_title) + document.suffix
    return Made(name, drawn.content, drawn.told)


def _sheet(document: Document, gathered: Any, form: str) -> Made:
    if document.table_of is None:
        raise KmError(f"{document.title}ไม่ใช่ตาราง ออกเป็น {form.upper()} ไม่ได้ ออกเป็น PDF แทน")
    listing, name = document.table_of(gathered), safe_name(gathered.file_title)
    if form == "csv":
        return Made(f"{name}.csv", csv_text(listing).encode())
    return Made(f"{name}.xlsx", xlsx_bytes(listing, document.title))
