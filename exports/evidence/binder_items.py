"""The content of the binder: the documents of the eight items, generated or attached."""

from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from exports.catalogue import document_named, gather
from exports.documents import Document, Request
from models.errors import KmError
from models.evidence.values import Board, EvidenceGap, Proof, Requirement
from models.storage.own_files import LinkInTheWay, read_file


class OwnPaper(Struct, frozen=True):
    """A document of the catalogue with its gathered value."""

    title: str
    document: Document
    value: Any


class OutsidePaper(Struct, frozen=True):
    """An attached PDF with its bytes, read from the folder of attachments."""

    title: str
    content: bytes


class MissingPaper(Struct, frozen=True):
    """A paper that cannot be included, and the reason as a Thai sentence for the user."""

    title: str
    reason: str


Enclosed = OwnPaper | OutsidePaper | MissingPaper


class BinderItem(Struct, frozen=True):
    """One of the eight items: its title, its papers in order, and the missing documents.

    Attributes:
        bound_elsewhere: papers that prove it too but are bound under an earlier item, whose number
            is given.
        waived: what the office does not do, each with its reason.
    """

    number: int
    title: str
    papers: tuple[Enclosed, ...]
    gaps: tuple[EvidenceGap, ...]
    bound_elsewhere: tuple[tuple[str, int], ...] = ()
    waived: tuple[str, ...] = ()


def items_of(board: Board, request: Request) -> tuple[BinderItem, ...]:
    """Return the items of a board; a document of several items is included in the first only."""
    seen: dict[tuple[str, str], int] = {}
    return tuple(_item(line, request, seen) for line in board.items)


def _item(line: Requirement, request: Request, seen: dict[tuple[str, str], int]) -> BinderItem:
    """Return an item; `seen` maps each document to the item that already includes it."""
    papers, elsewhere = list[Enclosed](), list[tuple[str, int]]()
    for proof in line.proofs:
        place = (proof.document, proof.key or proof.label)
        if place not in seen:
            seen[place] = line.number
            papers += _enclosed(proof, request)
        elif seen[place] != line.number:
            elsewhere.append((proof.label, seen[place]))
    waived = tuple(f"{each.label} เพราะ{each.reason}" for each in line.waived)
    return BinderItem(line.number, line.title, tuple(papers), line.gaps, tuple(elsewhere), waived)


def _attached(path: Path) -> bytes:
    return read_file(path, home=path.parent)


def _enclosed(proof: Proof, request: Request) -> list[Enclosed]:
    """Return the document of a proof, and its file copy (สำเนาคู่ฉบับ) if it has one."""
    if proof.attachment is not None:
        try:
            return [OutsidePaper(proof.label, _attached(proof.attachment.path))]
        except (OSError, LinkInTheWay):
            reason = "ไม่พบแฟ้มเอกสารแนบในโฟลเดอร์ข้อมูล แนบเอกสารนี้ใหม่อีกครั้ง"
            return [MissingPaper(proof.label, reason)]
    wanted = replace(
        request, document=proof.document, key=proof.key, committee=proof.committee, copy=False
    )
    try:
        document = document_named(wanted.document)
        papers: list[Enclosed] = [OwnPaper(proof.label, document, gather(wanted))]
        if "--copy" in document.options:
            copied = gather(replace(wanted, copy=True))
            papers.append(OwnPaper(f"สำเนาคู่ฉบับ {proof.label}", document, copied))
    except KmError as error:
        return [MissingPaper(proof.label, str(error))]
    return papers
