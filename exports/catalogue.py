"""Every document once: its id, its Thai title, how its key is found, gathered and rendered.

The rows stand in a module for each part of the office's work. A document's module imports the
paper engine only inside `render`, so that this table costs nothing to read.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from exports.documents import Document, ExportedDocument, Request
from exports.files.writing import safe_name
from exports.meeting_documents import DOCUMENTS as OF_MEETINGS
from models.errors import KmError, NotFound

if TYPE_CHECKING:
    from exports.evidence.binder import BinderPaper


def _year(request: Request) -> int:
    from exports.knowledge.classification import year_named

    return year_named(request.key)


def _binder(year: int, request: Request) -> "BinderPaper":
    from exports.evidence import binder

    return binder.gather(year, date.today(), request, _gathered)


def _gathered(request: Request) -> tuple[Document, Any]:
    return document_named(request.document), gather(request)


def _parts() -> Iterator[tuple[Document, ...]]:
    """The documents part by part: to make the minutes nothing of the other parts is loaded."""
    yield OF_MEETINGS
    from exports import order_documents

    yield order_documents.DOCUMENTS
    from exports import knowledge_documents

    yield knowledge_documents.DOCUMENTS
    from exports import plan_documents

    yield plan_documents.DOCUMENTS
    from exports import evidence_documents

    yield evidence_documents.DOCUMENTS
    # It is made of the others.
    from exports.evidence import binder

    yield (Document("binder", "แฟ้มหลักฐานทั้งปี", "2564", _year, _binder, binder.render),)


@cache
def documents() -> tuple[Document, ...]:
    """Every document, in the order of the office's work."""
    return tuple(document for part in _parts() for document in part)


def document_named(document_id: str) -> Document:
    """The document with this id. Raises NotFound, listing the ids."""
    for part in _parts():
        for document in part:
            if document.id == document_id:
                return document
    known = ", ".join(document.id for document in documents())
    raise NotFound(f"ไม่รู้จักหนังสือชื่อ {document_id} เลือกจาก: {known}")


def make(request: Request) -> ExportedDocument:
    """Make a document from the open store. Raises KmError with its sentence."""
    gathered = gather(request)
    return draw(request, gathered)


def gather(request: Request) -> Any:
    """Read the rows of a document into a frozen value (in the thread that has the store)."""
    document = document_named(request.document)
    for option in request.options:
        if option not in document.known_options:
            taken = " ".join(document.known_options) or "ไม่มี"
            raise KmError(f"{document.title}ไม่มีตัวเลือก {option} ตัวเลือกที่ใช้ได้: {taken}")
    return document.gather(document.find(request), request)


def draw(request: Request, gathered: Any) -> ExportedDocument:
    """Draw a gathered document; needs no store, so any thread may do it."""
    document = document_named(request.document)
    if request.form != "pdf":
        return _sheet(document, gathered, request.form)
    drawn = document.render(gathered, request.font)
    name = safe_name(gathered.file_title) + document.suffix
    return ExportedDocument(name, drawn.content, drawn.warnings)


def _sheet(document: Document, gathered: Any, form: str) -> ExportedDocument:
    if document.table_of is None:
        raise KmError(f"{document.title}ไม่ใช่ตาราง ออกเป็น {form.upper()} ไม่ได้ ออกเป็น PDF แทน")
    from exports.files.spreadsheets import csv_text, xlsx_bytes

    listing, name = document.table_of(gathered), safe_name(gathered.file_title)
    if form == "csv":
        return ExportedDocument(f"{name}.csv", csv_text(listing).encode())
    return ExportedDocument(f"{name}.xlsx", xlsx_bytes(listing, document.title))
