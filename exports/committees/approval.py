"""The approval memo (บันทึกข้อความ) that requests an appointment order, with its route of opinions."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from exports.committees.order import order_of
from exports.documents import Request
from exports.forms.heading import UNSIGNED, midnight
from exports.forms.memo_body import SignatureBlock, draw_closing, draw_opinion
from exports.forms.memo_head import MemoHead, draw_memo_head
from exports.forms.paper import begin_paper
from exports.forms.readiness import Readiness, readiness
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import BODY_SPACED
from kmtui.thai.dates import format_date
from models.committees.approvals import ApprovalMemoView, ApprovalSigner, approval_of
from models.committees.views import read_order
from models.errors import NotFound, Refused
from models.office.letter_numbers import has_letter_number
from models.office.organization import Organization, the_organization

find = order_of


class ApprovalPaper(Struct, frozen=True):
    """The printed content of the approval memo of one order."""

    title: str
    file_title: str
    author: str
    identity: str
    made_at: datetime
    readiness: Readiness
    head: MemoHead
    paragraphs: tuple[str, ...]
    proposers: tuple[SignatureBlock, ...]
    opinions: tuple[SignatureBlock, ...]


def gather(order_id: int, request: Request) -> ApprovalPaper:
    """Return the approval memo of an order, read from the data file.

    Raises:
        NotFound: the order has no approval memo.
        Refused: the memo has no proposer or no opinion.
    """
    memo = approval_of(order_id)
    if memo is None:
        asked = "ยังไม่มีบันทึกข้อความขออนุมัติของคำสั่งนี้"
        raise NotFound(f"{asked} เขียนบันทึกขออนุมัติในจอคำสั่งก่อน (F5)")
    if memo.lacks:
        raise Refused(memo.lacks)
    office = the_organization()
    order = read_order(order_id)
    number = f"คำสั่งที่ {order.number}-{order.year}" if order.number else "ร่างคำสั่ง"
    return ApprovalPaper(
        title=f"บันทึกข้อความ {memo.subject}",
        file_title=f"บันทึกขออนุมัติ {number} {memo.subject}",
        author=office.name,
        identity=f"approval {memo.id}",
        made_at=midnight(memo.written_on),
        readiness=readiness(
            "บันทึกขออนุมัติ", request.emblem, is_numbered=has_letter_number(memo.number)
        ),
        head=_head(memo, office),
        paragraphs=(*memo.paragraphs, memo.closing),
        proposers=tuple(map(_signer, memo.proposers)),
        opinions=tuple(map(_signer, memo.opinions)),
    )


def _head(memo: ApprovalMemoView, office: Organization) -> MemoHead:
    division = f"{memo.division} {office.name}" if memo.division else office.name
    return MemoHead(
        division,
        memo.number,
        format_date(memo.written_on),
        memo.subject,
        memo.addressee,
        office.telephone,
    )


def _signer(signer: ApprovalSigner) -> SignatureBlock:
    name = f"({signer.name})" if signer.name else UNSIGNED
    return SignatureBlock(signer.heading, (name, signer.title))


def render(memo: ApprovalPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the memo as a PDF; the same value gives the same bytes."""
    ready = memo.readiness
    paper = begin_paper(memo, memo.title, font, mark=ready.mark, catchwords=True)
    paper.notes += ready.warnings
    draw_memo_head(paper, memo.head, ready.emblem)
    *paragraphs, closing = memo.paragraphs
    for paragraph in paragraphs:
        paper.write(paragraph, BODY_SPACED)
    draw_closing(paper, closing, memo.proposers)
    for opinion in memo.opinions:
        draw_opinion(paper, opinion)
    return paper.drawn()
