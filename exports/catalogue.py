"""The catalogue of documents: each one's id, Thai title, key, options and module.

The module is named by a string and imported when the document is made, so that reading this table
imports neither the paper engine nor the records.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from importlib import import_module
from typing import Any, cast

from exports.documents import (
    Document,
    DocumentModule,
    ExportedDocument,
    KeyType,
    Request,
    TableModule,
    WordModule,
)
from exports.files.spreadsheets import csv_text, xlsx_bytes
from exports.files.writing import safe_name
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import digits_of_papers
from models.errors import KmError, NotFound

_WORD = "exports.word.document_builder"
_MEETING, _ORDER, _MEMO = KeyType.MEETING, KeyType.ORDER, KeyType.MEMO
_CLASSIFIED, _PLANNED, _YEAR = KeyType.CLASSIFIED_YEAR, KeyType.PLANNED_YEAR, KeyType.YEAR

DOCUMENTS = (
    Document(
        "minutes",
        "รายงานการประชุม",
        _MEETING,
        "1/2563",
        "exports.minutes",
        options=("--public",),
    ),
    Document(
        "extract",
        "คัดสำเนามติที่ประชุม",
        KeyType.ITEM,
        "1/2563",
        "exports.meetings.extract",
        item="3",
    ),
    Document(
        "attendance",
        "รายชื่อผู้เข้าประชุม",
        _MEETING,
        "1/2563",
        "exports.meetings.attendance",
        options=("--blank",),
    ),
    Document(
        "invitation",
        "หนังสือเชิญประชุม",
        _MEETING,
        "1/2563",
        "exports.meetings.invitation",
        options=("--each",),
    ),
    Document("agenda", "ระเบียบวาระการประชุม", _MEETING, "1/2563", "exports.meetings.agenda"),
    Document(
        "calendar",
        "นัดประชุมสำหรับปฏิทิน (.ics)",
        _MEETING,
        "1/2563",
        "exports.meetings.calendar_file",
        suffix=".ics",
        has_word=False,
    ),
    Document(
        "attendance-year",
        "สรุปการมาประชุมทั้งปี",
        KeyType.CALENDAR_YEAR,
        "2563",
        "exports.meetings.attendance_year",
        is_table=True,
        takes_day=True,
    ),
    Document(
        "resolutions-year",
        "ทะเบียนมติที่ประชุมทั้งปี",
        KeyType.CALENDAR_YEAR,
        "2563",
        "exports.meetings.resolutions_year",
        is_table=True,
        takes_day=True,
    ),
    Document(
        "order",
        "คำสั่งแต่งตั้งคณะกรรมการ",
        _ORDER,
        "881/2563",
        "exports.committees.order",
        options=("--copy",),
    ),
    Document("approval", "บันทึกขออนุมัติแต่งตั้ง", _ORDER, "881/2563", "exports.committees.approval"),
    Document(
        "classification",
        "การจำแนกความรู้ในองค์กร",
        _CLASSIFIED,
        "2563",
        "exports.knowledge.classification",
        is_table=True,
    ),
    Document(
        "processes",
        "กระบวนการที่สำคัญของแต่ละหน่วยงาน",
        _CLASSIFIED,
        "2563",
        "exports.knowledge.processes",
        is_table=True,
    ),
    Document(
        "experts", "ทำเนียบผู้รู้", _CLASSIFIED, "2563", "exports.knowledge.experts", is_table=True
    ),
    Document(
        "plan", "แผนการจัดการความรู้", _PLANNED, "2564", "exports.plan.action_plan", is_table=True
    ),
    Document("scope", "ขอบเขต KM", _PLANNED, "2564", "exports.plan.scope"),
    Document(
        "lo-plan", "แผนองค์กรเรียนรู้ (LO)", _PLANNED, "2564", "exports.plan.lo_plan", is_table=True
    ),
    Document(
        "announcement",
        "ประกาศใช้แผนการจัดการความรู้",
        _PLANNED,
        "2564",
        "exports.plan.announcement",
        options=("--copy",),
    ),
    Document(
        "progress",
        "รายงานผลการติดตามแผน",
        _PLANNED,
        "2564",
        "exports.plan.progress",
        is_table=True,
        takes_day=True,
    ),
    Document("memo", "บันทึกข้อความ", _MEMO, "12/2563", "exports.memos"),
    Document(
        "assessment",
        "แบบประเมินตนเองเรื่องการจัดการความรู้",
        _YEAR,
        "2564",
        "exports.questionnaires.assessment",
        is_table=True,
    ),
    Document(
        "survey-form",
        "แบบสำรวจความพึงพอใจ",
        _YEAR,
        "2564",
        "exports.questionnaires.survey_form",
    ),
    Document(
        "survey",
        "สรุปผลแบบสำรวจความพึงพอใจ",
        _YEAR,
        "2564",
        "exports.questionnaires.survey",
        is_table=True,
    ),
    Document(
        "training",
        "แบบรายงานผลการเข้ารับการพัฒนา",
        KeyType.TRAINING,
        "1",
        "exports.knowledge.training",
        options=("--blank",),
    ),
    Document("monitoring", "รายงานการติดตามและประเมินผล", _YEAR, "2564", "exports.plan.monitoring"),
    Document("guideline", "แนวทางการจัดการความรู้", _YEAR, "2564", "exports.evidence.guideline"),
    Document("lo-list", "การสร้างส่วนราชการเป็นองค์กรเรียนรู้", _YEAR, "2564", "exports.evidence.lo_list"),
    Document("book", "รูปเล่มแผนการจัดการความรู้", _YEAR, "2564", "exports.evidence.book"),
    Document(
        "binder",
        "แฟ้มหลักฐานทั้งปี",
        _YEAR,
        "2564",
        "exports.evidence.binder",
        options=("--final",),
        has_word=False,
    ),
)
"""Every document, in the order of the office's work.

The print dialog numbers those of one key type in this order, and users know the digits: a new one
stands behind the others of its type.
"""


def document_named(document_id: str) -> Document:
    """Return the document with this id.

    Raises:
        NotFound: no document has this id; the sentence lists the ids there are.
    """
    for document in DOCUMENTS:
        if document.id == document_id:
            return document
    known = ", ".join(document.id for document in DOCUMENTS)
    raise NotFound(f"ไม่รู้จักหนังสือชื่อ {document_id} เลือกจาก: {known}")


def load(document: Document) -> DocumentModule:
    """Import the document's module and with it the paper engine; safe in any thread."""
    return cast(DocumentModule, import_module(document.module))


def find(request: Request) -> Any:
    """Return the record that the request's key names, as the `find` of its document gives it.

    Raises:
        KmError: with a Thai sentence, if the document is unknown, or the key is malformed or names
            no record.
    """
    return load(document_named(request.document)).find(request)


def make(request: Request) -> ExportedDocument:
    """Gather and draw a document from the open data file; runs in the thread that has it.

    Raises:
        KmError: as raised by `gather` or `draw`.
    """
    gathered = gather(request)
    return draw(request, gathered)


def gather(request: Request) -> Any:
    """Read a document's records into a frozen value; runs in the thread that has the data file.

    Raises:
        KmError: the document, its key or an option is unknown, or the record lacks what the
            document needs.
    """
    document = document_named(request.document)
    for option in request.options:
        if option not in document.known_options:
            taken = " ".join(document.known_options) or "ไม่มี"
            raise KmError(f"{document.title}ไม่มีตัวเลือก {option} ตัวเลือกที่ใช้ได้: {taken}")
    module = load(document)
    return module.gather(module.find(request), request)


def draw(request: Request, gathered: Any) -> ExportedDocument:
    """Draw a gathered document, or write it as a spreadsheet; any thread may call it.

    Reads no data file.

    Raises:
        KmError: the document has no such file format, or the configured font cannot be used.
    """
    document = document_named(request.document)
    if request.form in ("csv", "xlsx"):
        return _sheet(document, gathered, request.form)
    module, is_word = load(document), request.form == "docx"
    render = partial(module.render, gathered, request.font)
    backend = _backend(document, render) if is_word else nullcontext()
    with digits_of_papers(request.official_digits), backend:
        drawn = render()
    name = safe_name(gathered.file_title) + (".docx" if is_word else document.suffix)
    return ExportedDocument(name, drawn.content, drawn.warnings)


def _backend(document: Document, render: Callable[[], RenderedPdf]) -> AbstractContextManager[None]:
    """Return a context in which a document is drawn as a Word file.

    `render` draws it as a PDF, for the page numbers of its contents.

    Raises:
        KmError: the document cannot be a Word file.
    """
    if not document.has_word:
        form = document.suffix[1:].upper()
        raise KmError(f"{document.title}ออกเป็นแฟ้ม Word ไม่ได้ ออกเป็น {form} แทน")
    return cast(WordModule, import_module(_WORD)).drawn_as_word(render)


def _sheet(document: Document, gathered: Any, form: str) -> ExportedDocument:
    if not document.is_table:
        raise KmError(f"{document.title}ไม่ใช่ตาราง ออกเป็น {form.upper()} ไม่ได้ ออกเป็น PDF แทน")
    listing = cast(TableModule, load(document)).table_of(gathered)
    name = safe_name(gathered.file_title)
    if form == "csv":
        return ExportedDocument(f"{name}.csv", csv_text(listing).encode())
    return ExportedDocument(f"{name}.xlsx", xlsx_bytes(listing, document.title))
