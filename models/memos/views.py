"""Views of memos: the register, and one memo with its signers on its date."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kmtui.thai.digits import thai_digits
from kmtui.thai.text import key
from models.memos.records import (
    PARTS,
    Acknowledgement,
    Memo,
    MemoKind,
    MemoStep,
    Reply,
    Route,
    memo_named,
)
from models.office.deadline import Deadline
from models.office.locations import InMemo
from models.people.records import Post, holder_on
from models.people.signing import called
from models.storage.database import database

REPLY_WITHIN_DAYS = 7
"""The days after which a memo without a reply is shown as due: the habit of offices."""


class Signer(Struct, frozen=True):
    """A signature block. `heading` is ความเห็นของ…, empty for a proposer.

    `name` is empty if vacant.
    """

    post_id: int
    heading: str
    name: str
    title: str
    opinion: str
    signed_on: date | None


class SignedLine(Struct, frozen=True):
    """A division's line on a circular."""

    division_id: int
    division: str
    signed_on: date | None
    signed_by: str


class MemoView(Struct, frozen=True):
    """A memo as shown and printed, with post holders on its date; empty `parts` are omitted.

    `addressed_to` is the post of the addressee, who replies; None if the text names no post.
    """

    id: int
    kind: MemoKind
    key: str
    label: str
    is_numbered: bool
    fiscal_year: int | None
    written_on: date
    division: str
    subject: str
    addressee: str
    parts: tuple[tuple[str, str], ...]
    closing: str
    proposers: tuple[Signer, ...]
    opinions: tuple[Signer, ...]
    reply: Reply
    reply_text: str
    replied_on: date | None
    acknowledgements: tuple[SignedLine, ...]
    division_id: int | None = None
    speed: str = ""
    secrecy: str = ""
    addressed_to: Signer | None = None

    @property
    def route(self) -> Route:
        """The signers as post ids."""
        return Route(
            tuple(each.post_id for each in self.proposers),
            tuple(each.post_id for each in self.opinions),
        )

    @property
    def unsigned_divisions(self) -> tuple[str, ...]:
        """The divisions that have not signed a circular."""
        return tuple(each.division for each in self.acknowledgements if each.signed_on is None)


def read_memo(memo_id: int) -> MemoView:
    """Return the memo with this id. Raises NotFound."""
    with database.atomic("DEFERRED"):
        return memo_view(memo_named(memo_id))


def read_memos(fiscal_year: int | None = None) -> tuple[MemoView, ...]:
    """Return the register, newest first; of one fiscal year if given."""
    with database.atomic("DEFERRED"):
        rows = Memo.select().where(Memo.deleted_at.is_null())
        if fiscal_year is not None:
            rows = rows.where(Memo.fiscal_year == fiscal_year)
        return tuple(
            memo_view(row) for row in rows.order_by(Memo.written_on.desc(), Memo.id.desc())
        )


def typed_keys(memos: Sequence[MemoView]) -> dict[int, str]:
    """Return by id what to type for each memo: its key, or `draft <id>` if several share it."""
    seen = Counter(each.key for each in memos)
    return {each.id: each.key if seen[each.key] == 1 else f"draft {each.id}" for each in memos}


def memo_deadlines(_today: date) -> list[Deadline]:
    """Return deadlines of memos without a reply, or circulars without all signatures."""
    rows = Memo.select().where(
        Memo.deleted_at.is_null(), Memo.number.is_null(False), Memo.reply == Reply.NONE
    )
    waiting = [(row, _waits_for(memo_view(row))) for row in rows]
    return [
        Deadline(
            f"บันทึกที่ {row.label} {row.subject} รอ{what}",
            row.written_on + timedelta(days=REPLY_WITHIN_DAYS),
            InMemo(row.id),
        )
        for row, what in waiting
        if what
    ]


def _waits_for(memo: MemoView) -> str:
    if memo.kind != MemoKind.CIRCULAR:
        return "ผลตอบ"
    count = len(memo.unsigned_divisions)
    return f"ลงนามรับทราบ {thai_digits(count)} หน่วยงาน" if count else ""


def memo_view(memo: Memo) -> MemoView:
    """Return the frozen view of a row."""
    steps = list(memo.steps.order_by(MemoStep.position))
    return MemoView(
        memo.id,
        MemoKind(memo.kind),
        memo.key,
        memo.label,
        memo.number is not None,
        memo.fiscal_year,
        memo.written_on,
        memo.division.name if memo.division is not None else "",
        memo.subject,
        memo.addressee,
        tuple((label, text) for name, label in PARTS if (text := getattr(memo, name))),
        memo.closing,
        tuple(_signer(step, memo.written_on) for step in steps if not step.gives_opinion),
        tuple(_signer(step, memo.written_on) for step in steps if step.gives_opinion),
        Reply(memo.reply),
        memo.reply_text,
        memo.replied_on,
        tuple(
            SignedLine(row.division_id, row.division.name, row.signed_on, row.signed_by)
            for row in memo.acknowledgements.order_by(Acknowledgement.position)
        ),
        memo.division_id,
        memo.speed,
        memo.secrecy,
        _addressed_to(memo),
    )


def _addressed_to(memo: Memo) -> Signer | None:
    wanted = key(memo.addressee)
    for post in Post.select() if wanted else ():
        if wanted in (key(post.name), key(post.formal_name)):
            return _signed_by(post, memo.written_on, opinion="", signed_on=None)
    return None


def _signer(step: Any, day: date) -> Signer:
    signer = _signed_by(step.post, day, step.opinion, step.signed_on)
    return signer if step.gives_opinion else replace(signer, heading="")


def _signed_by(post: Post, day: date, opinion: str, signed_on: date | None) -> Signer:
    holder = holder_on(post, day)
    name = holder.name if holder is not None else ""
    title = holder.formal_title if holder is not None else post.formal_name or post.name
    return Signer(post.id, f"ความเห็นของ{called(post)}", name, title, opinion, signed_on)
