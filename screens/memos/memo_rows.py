"""The rows of a memo: head, sections, signers, reply, signatures of divisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from kmtui.thai.dates import DateStyle, format_date
from kmtui.thai.digits import thai_digits
from models.editing.record_texts import RecordText, record_texts
from models.memos.records import MEMO_KIND, MemoKind, Reply
from models.memos.views import MemoView, SignedLine, Signer, read_memo
from screens.commands.evidence import MEMO
from screens.own_keys.chosen import hint
from screens.tables.cell_layout import TableRow
from screens.tables.record_table import choice_row, text_row, title_row

# Where the rows of each list begin; a row keeps its id while the memo changes.
PROPOSERS, OPINIONS, DIVISIONS = 100, 200, 1000
_TITLE = 10_000


class Asks(StrEnum):
    """The dialogs that open for rows whose values are chosen, not typed."""

    NUMBER = "number"
    HEAD = "head"
    SIGNER = "signer"
    REPLY = "reply"
    SIGNATURE = "signature"


class MemoSnapshot(NamedTuple):
    """A memo with its texts."""

    memo: MemoView
    texts: tuple[RecordText, ...]


def read_memo_snapshot(memo_id: int) -> MemoSnapshot:
    """Read what the screen shows of a memo.

    Raises:
        NotFound: there is no such memo.
    """
    return MemoSnapshot(read_memo(memo_id), record_texts(MEMO_KIND, memo_id))


def memo_rows(snapshot: MemoSnapshot) -> Iterator[TableRow]:
    """Yield the rows of the memo from its number to the last division's acknowledgement."""
    memo = snapshot.memo
    yield choice_row(90, "ที่", memo_number_label(memo), Asks.NUMBER)
    yield choice_row(91, "วันที่ / หน่วยงาน", _head_words(memo), Asks.HEAD)
    for at, text in enumerate(snapshot.texts, 1):
        yield text_row(at, text)
    yield title_row(_TITLE, "ผู้เสนอ")
    yield from _signers(memo.proposers, PROPOSERS)
    yield title_row(_TITLE + 1, hint("ผู้ให้ความเห็น ตามลำดับชั้น (F2 เพิ่ม  U D เลื่อน)", MEMO))
    yield from _signers(memo.opinions, OPINIONS)
    yield choice_row(92, "ผลตอบ", reply_text(memo), Asks.REPLY, _reply_style(memo))
    if memo.kind == MemoKind.CIRCULAR:
        yield title_row(_TITLE + 2, _signed_title(memo.acknowledgements))
        for at, line in enumerate(memo.acknowledgements):
            yield _division_row(DIVISIONS + at, line)


def memo_number_label(memo: MemoView) -> str:
    """Return the number as cited, or a label that the memo is a draft."""
    return memo.label if memo.is_numbered else hint("○ ร่าง ยังไม่ออกเลข (F4)", MEMO)


def memo_state_label(memo: MemoView) -> str:
    """Return the state of a memo, as a sign and words."""
    if memo.kind == MemoKind.CIRCULAR and memo.is_numbered:
        unsigned = len(memo.unsigned_divisions)
        return f"◐ รอลงนาม {thai_digits(unsigned)}" if unsigned else "✓ ลงนามครบ"
    if memo.reply != Reply.NONE:
        return f"✓ {_replied(memo)}"
    return "● ออกเลขแล้ว" if memo.is_numbered else "○ ร่าง"


def reply_text(memo: MemoView) -> str:
    """Return the addressee's reply and its day, or a label that there is none."""
    if memo.reply == Reply.NONE or memo.replied_on is None:
        return hint(f"○ {Reply.NONE.label} (F5)", MEMO)
    return f"✓ {_replied(memo)} {format_date(memo.replied_on)}"


def _replied(memo: MemoView) -> str:
    return memo.reply_text if memo.reply == Reply.OTHER else memo.reply.label


def _reply_style(memo: MemoView) -> str:
    return "muted" if memo.reply == Reply.NONE else "strong"


def _head_words(memo: MemoView) -> str:
    marks = (memo.speed, memo.secrecy)
    day = format_date(memo.written_on)
    return "  ".join(filter(None, (day, memo.division or "– ยังไม่ระบุหน่วยงาน", *marks)))


def _signers(signers: Iterable[Signer], begin: int) -> Iterator[TableRow]:
    found = list(signers)
    for at, signer in enumerate(found):
        name = signer.name or "– ว่าง"
        said = f"{name}  {signer.title}"
        if signer.signed_on is not None:
            day = format_date(signer.signed_on, DateStyle.SHORT)
            said += f"\n✓ {day} {signer.opinion}"
        label = f"{thai_digits(at + 1)}"
        yield choice_row(begin + at, label, said, Asks.SIGNER)
    if not found:
        yield choice_row(begin + 99, "", hint("– ยังไม่มี กด F2 เพิ่ม", MEMO), Asks.SIGNER, "muted")


def _signed_title(lines: Iterable[SignedLine]) -> str:
    found = list(lines)
    signed = sum(each.signed_on is not None for each in found)
    words = f"ลงนามรับทราบแล้ว {thai_digits(signed)} จาก {thai_digits(len(found))} หน่วยงาน"
    left = "ครบ" if signed == len(found) else hint("Space ลงนามวันนี้", MEMO)
    return f"{words} ({left})"


def _division_row(row_id: int, line: SignedLine) -> TableRow:
    if line.signed_on is None:
        words, style = "○ ยังไม่ลงนาม", "muted"
    else:
        words, style = f"✓ {format_date(line.signed_on)} {line.signed_by}".rstrip(), ""
    return choice_row(row_id, line.division, words, Asks.SIGNATURE, style)
