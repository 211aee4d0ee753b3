"""A memo of the register (บันทึกข้อความ): its sections, route of opinions, lines to acknowledge."""

from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.drawing import Paper
from exports.forms.heading import UNSIGNED, midnight
from exports.forms.memo_body import SignatureBlock, draw_closing, draw_opinion
from exports.forms.memo_head import MemoHead, draw_memo_head
from exports.forms.paper import begin_paper
from exports.forms.readiness import Readiness, readiness
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import BODY, BODY_SPACED, CELL, HEADING, Align
from exports.typesetting.table import Column
from kmtui.thai.dates import DateStyle, format_date, parse_numbered
from kmtui.thai.digits import thai_digits, whole_number
from kmtui.thai.when.typed import DateError
from models.errors import KmError, NotFound
from models.memos.records import MemoKind, Reply
from models.memos.views import MemoView, SignedLine, read_memo, read_memos
from models.memos.views import Signer as SignerView
from models.office.organization import Organization, the_organization

DRAFT = "draft "
_SIGNING_HEIGHT = 11.0  # millimetres
# Memos that ask or announce are plain paragraphs; the parts of reports have headings.
_LABELLED = (MemoKind.SUMMARY, MemoKind.TRAINING, MemoKind.OTHER)
# A paper marked as a draft must not show an approval: that would be on no paper that was signed.
_ANSWERED = "บันทึกข้อความนี้มีผลตอบแล้วแต่ยังไม่ออกเลข จึงพิมพ์เป็นร่างและไม่มีผลตอบ ออกเลขแล้วผลตอบจะอยู่ในหนังสือ"
_ACKNOWLEDGED = "รับทราบและแจ้งบุคลากรในสังกัดแต่ละสำนัก/กอง"


class MemoPaper(Struct, frozen=True):
    """The printed content of one memo; only a circular has `acknowledgements`."""

    title: str
    file_title: str
    author: str
    identity: str
    made_at: datetime
    readiness: Readiness
    head: MemoHead
    secrecy: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    closing: str
    proposers: tuple[SignatureBlock, ...]
    opinions: tuple[SignatureBlock, ...]
    acknowledgements: tuple[tuple[str, str], ...]


def find(request: Request) -> int:
    """Return the id of the memo that a key names.

    A key is a number and calendar year (`12/2563`, Buddhist Era), a draft by kind and year
    (`summary/2563`), or any memo by its id (`draft 7`).

    Raises:
        NotFound: there is no such memo; unless an id was given, the sentence lists the keys there
            are.
        KmError: the key has none of these forms.
    """
    memos = read_memos()
    wanted = request.key.strip()
    if wanted.startswith(DRAFT) and (draft := whole_number(wanted.removeprefix(DRAFT))) is not None:
        return read_memo(draft).id
    if wanted.partition("/")[0] not in {kind.value for kind in MemoKind}:
        try:
            number, year = parse_numbered(wanted)
        except DateError as error:
            raise KmError(str(error)) from error
        wanted = f"{number}/{year}"
    found = next((memo.id for memo in memos if memo.key == wanted), None)
    if found is None:
        known = ", ".join(memo.key for memo in memos) or "ยังไม่มี"
        raise NotFound(f"ไม่พบบันทึกข้อความ {request.key} ที่มีอยู่: {known}")
    return found


def gather(memo_id: int, request: Request) -> MemoPaper:
    """Return a memo, read from the data file; without a number it is a draft, with a warning.

    A draft shows no reply and no opinion. Raises NotFound if there is no such memo.
    """
    memo, office = read_memo(memo_id), the_organization()
    return MemoPaper(
        title=f"บันทึกข้อความ {memo.subject}",
        file_title=f"บันทึกข้อความ {memo.key.replace('/', '-')} {memo.subject}",
        author=office.name,
        identity=f"memo {memo.key} {memo.subject}",
        made_at=midnight(memo.written_on),
        readiness=readiness(
            "บันทึกข้อความ",
            request.emblem,
            is_numbered=memo.is_numbered,
            lacks=(_ANSWERED,) if _is_answered(memo) and not memo.is_numbered else (),
        ),
        head=_head(memo, office),
        secrecy=memo.secrecy,
        parts=tuple(
            (label if memo.kind in _LABELLED else "", tuple(text.split("\n")))
            for label, text in memo.parts
        ),
        closing=memo.closing,
        proposers=tuple(_signer(memo, each) for each in memo.proposers)
        or (SignatureBlock("", (UNSIGNED,)),),
        opinions=_opinions(memo),
        acknowledgements=tuple(_signed(memo, each) for each in memo.acknowledgements),
    )


def _is_answered(memo: MemoView) -> bool:
    """Return whether a reply, an opinion or an acknowledgement is recorded."""
    days = [each.signed_on for each in memo.opinions]
    days += [each.signed_on for each in memo.acknowledgements]
    return memo.reply != Reply.NONE or any(day is not None for day in days)


def _head(memo: MemoView, office: Organization) -> MemoHead:
    division = f"{memo.division} {office.name}" if memo.division else office.name
    dated = format_date(memo.written_on)
    return MemoHead(
        division,
        memo.label,
        dated,
        memo.subject,
        memo.addressee,
        office.telephone,
        memo.speed,
    )


def _signer(memo: MemoView, signer: SignerView) -> SignatureBlock:
    """Return a signature block with its opinion; in a draft without one."""
    name = f"({signer.name})" if signer.name else UNSIGNED
    opinion = signer.opinion if memo.is_numbered else ""
    if opinion and signer.signed_on is not None:
        opinion += f" ({format_date(signer.signed_on, DateStyle.SHORT)})"
    return SignatureBlock(signer.heading, (name, signer.title), opinion)


def _opinions(memo: MemoView) -> tuple[SignatureBlock, ...]:
    """Return the signature blocks of the route, then the addressee's, with the reply."""
    blocks = {each.post_id: _signer(memo, each) for each in memo.opinions}
    addressee = memo.addressed_to
    if addressee is not None:
        blocks.setdefault(addressee.post_id, _signer(memo, addressee))
        return tuple(
            _replied(memo, block) if post_id == addressee.post_id else block
            for post_id, block in blocks.items()
        )
    if memo.reply == Reply.NONE or memo.kind == MemoKind.CIRCULAR:
        return tuple(blocks.values())
    return (*blocks.values(), _replied(memo, _unnamed(memo)))


def _unnamed(memo: MemoView) -> SignatureBlock:
    return SignatureBlock(f"ความเห็นของ{memo.addressee}", (UNSIGNED, memo.addressee))


def _replied(memo: MemoView, block: SignatureBlock) -> SignatureBlock:
    """Return the addressee's block with the reply; a draft has none."""
    if memo.reply == Reply.NONE or block.opinion or not memo.is_numbered:
        return block
    words = memo.reply_text if memo.reply == Reply.OTHER else memo.reply.label
    return SignatureBlock(block.heading, block.lines, f"{words}{_dated(memo.replied_on)}")


def _signed(memo: MemoView, line: SignedLine) -> tuple[str, str]:
    if line.signed_on is None or not memo.is_numbered:
        return line.division, ""
    return line.division, f"{line.signed_by}{_dated(line.signed_on)}".strip()


def _dated(day: date | None) -> str:
    return f" ({format_date(day, DateStyle.SHORT)})" if day is not None else ""


def render(value: MemoPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the memo as a PDF; the same value gives the same bytes."""
    ready = value.readiness
    paper = begin_paper(
        value, value.title, font, mark=ready.mark, secrecy=value.secrecy, catchwords=True
    )
    paper.notes += ready.warnings
    draw_memo_head(paper, value.head, ready.emblem)
    for label, paragraphs in value.parts:
        _draw_part(paper, label, paragraphs)
    draw_closing(paper, value.closing, value.proposers)
    for opinion in value.opinions:
        draw_opinion(paper, opinion)
    if value.acknowledgements:
        _draw_acknowledgements(paper, value.acknowledgements)
    return paper.drawn()


def _draw_part(paper: Paper, label: str, paragraphs: tuple[str, ...]) -> None:
    """Draw a section of the memo below its label, if it has one."""
    if label:
        paper.write(label, HEADING)
    for number, paragraph in enumerate(paragraphs):
        is_item = paragraph[:1].isdigit()
        first = BODY_SPACED if number == 0 or not is_item else BODY
        paper.write(paragraph, first)


def _draw_acknowledgements(paper: Paper, lines: tuple[tuple[str, str], ...]) -> None:
    paper.write(_ACKNOWLEDGED, HEADING)
    columns = [
        Column("ลำดับ", 13, Align.CENTRE),
        Column("สำนัก/กอง", 60),
        Column("ลายมือชื่อผู้รับทราบ และวันที่", 92),
    ]
    rows = [
        (thai_digits(number), division, signed)
        for number, (division, signed) in enumerate(lines, 1)
    ]
    paper.table(columns, rows, CELL, row_height=_SIGNING_HEIGHT)
