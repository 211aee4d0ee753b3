"""The rows of the memo that requests approval of an order."""

from collections.abc import Sequence
from enum import Enum, auto

from kmtui.thai.dates import format_date
from kmtui.thai.digits import thai_digits
from models.committees.approvals import ApprovalMemoView, ApprovalSigner
from screens.commands.committees import APPROVAL
from screens.lists.row_screen import Row, info_row, labelled_row
from screens.own_keys.chosen import hint
from screens.widgets.row_list import CellRow, ListCell

_LABEL_CELLS = 11


_NUMBER_CELLS = 5


_NAME_CELLS = 30


class ApprovalPart(Enum):
    """The part of the memo that a row shows.

    The key of a paragraph or signer adds its index, from 0.
    """

    DIVISION = auto()
    NUMBER = auto()
    DATE = auto()
    SUBJECT = auto()
    ADDRESSEE = auto()
    CLOSING = auto()
    PARAGRAPH = auto()
    PROPOSER = auto()
    OPINION = auto()


ApprovalRowKey = tuple[ApprovalPart, int]


def approval_rows(memo: ApprovalMemoView) -> list[Row]:
    """Return the rows of a memo: head, paragraphs, closing, proposers, opinions."""
    head = (
        (ApprovalPart.DIVISION, "ส่วนราชการ", memo.division or "– ไม่ระบุ"),
        (ApprovalPart.NUMBER, "ที่", memo.number),
        (ApprovalPart.DATE, "วันที่", format_date(memo.written_on)),
        (ApprovalPart.SUBJECT, "เรื่อง", memo.subject),
        (ApprovalPart.ADDRESSEE, "เรียน", memo.addressee or "– ยังไม่มี"),
    )
    rows = [_words(label, words, (part, 0)) for part, label, words in head]
    rows += [
        _words(f"ย่อหน้า {thai_digits(at + 1)}", text, (ApprovalPart.PARAGRAPH, at))
        for at, text in enumerate(memo.paragraphs)
    ]
    rows += [] if memo.paragraphs else [info_row(hint("ยังไม่มีย่อหน้า กด F4 เพิ่ม", APPROVAL), indent=3)]
    rows += [
        _words("ลงท้าย", memo.closing, (ApprovalPart.CLOSING, 0)),
        info_row(),
        info_row("ผู้เสนอ"),
    ]
    rows += _signers(memo.proposers, ApprovalPart.PROPOSER, "ยังไม่มีผู้เสนอ กด F2 เพิ่ม")
    rows += [info_row("ผู้ให้ความเห็น ตามลำดับชั้น")]
    rows += _signers(memo.opinions, ApprovalPart.OPINION, "ยังไม่มีผู้ให้ความเห็น กด F3 เพิ่ม")
    return rows


def _words(label: str, words: str, place: ApprovalRowKey) -> Row:
    return labelled_row(label, words, place, cells=_LABEL_CELLS)


def _signers(signers: Sequence[ApprovalSigner], part: ApprovalPart, empty: str) -> list[Row]:
    if not signers:
        return [info_row(hint(empty, APPROVAL), indent=3)]
    return [
        Row(
            CellRow(
                ListCell(f"   {thai_digits(at + 1)}", _NUMBER_CELLS),
                ListCell(each.name or "– ว่าง", _NAME_CELLS),
                ListCell(each.title),
            ),
            (part, at),
        )
        for at, each in enumerate(signers)
    ]
