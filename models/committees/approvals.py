"""The memo that requests approval of an order, with its proposers and opinions."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from kmtui.thai.text import clean
from models.committees.records import AppointmentOrder
from models.editing.audit_trail import OperationRecordKind, never_reused_id_of, track_changes
from models.editing.cell_values import day_text
from models.editing.record_kind import FieldSpec
from models.editing.revisions import Subject
from models.errors import NotFound, Refused
from models.office.organization import Division, Organization
from models.people.records import Post, holder_on
from models.people.signing import called
from models.storage.database import Record, database
from models.storage.fields import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

CLOSING = "จึงเรียนมาเพื่อโปรดพิจารณา"


class ApprovalMemo(Record):
    """A memo (บันทึกข้อความ) that requests orders. `body` has one paragraph a line."""

    number = CharField(default="")
    written_on = DateField()
    division = ForeignKeyField(Division, null=True, on_delete="RESTRICT")
    subject = TextField()
    addressee = CharField(default="")
    body = TextField(default="")
    closing = CharField(default=CLOSING)

    @property
    def head_words(self) -> str:
        """The day, and the division that writes the memo."""
        division = self.division.name if self.division is not None else ""
        return f"{day_text(self.written_on)} {division}".strip()

    @property
    def route_words(self) -> str:
        """The proposers and the posts that give opinions, one a line in the order of signing."""
        steps = self.steps.order_by(ApprovalStep.position)
        ways = {False: "ผู้เสนอ", True: "ผู้ให้ความเห็น"}
        return "\n".join(f"{ways[bool(step.gives_opinion)]} {step.post.name}" for step in steps)

    @property
    def order_words(self) -> str:
        """The subjects of the requested orders, one a line."""
        return "\n".join(str(each.order.subject) for each in self.approved)


class ApprovedOrder(Record):
    """An order requested by a memo; a memo may request several."""

    memo = ForeignKeyField(ApprovalMemo, backref="approved", on_delete="RESTRICT")
    order = ForeignKeyField(
        AppointmentOrder, unique=True, backref="approvals", on_delete="RESTRICT"
    )


class ApprovalStep(Record):
    """A post on the route of a memo: a proposer, or one that gives an opinion."""

    memo = ForeignKeyField(ApprovalMemo, backref="steps", on_delete="RESTRICT")
    position = IntegerField()
    post = ForeignKeyField(Post, on_delete="RESTRICT")
    gives_opinion = BooleanField()


class ApprovalDraft(Struct, frozen=True):
    """A memo as typed. `proposers` and `opinions` are ids of posts in the order of signing.

    The default addressee is the last post of the route; the default number is the office's prefix.
    """

    written_on: date
    subject: str
    paragraphs: tuple[str, ...]
    proposers: tuple[int, ...]
    opinions: tuple[int, ...]
    division_id: int | None = None
    number: str = ""
    addressee: str = ""
    closing: str = CLOSING


class ApprovalSigner(Struct, frozen=True):
    """A signature block. `heading` is ความเห็นของ…, empty for a proposer.

    `name` is empty if vacant.
    """

    post_id: int
    heading: str
    name: str
    title: str


class ApprovalMemoView(Struct, frozen=True):
    """A memo as shown and printed, with the post holders on its date."""

    id: int
    order_id: int
    division: str
    number: str
    written_on: date
    subject: str
    addressee: str
    paragraphs: tuple[str, ...]
    closing: str
    proposers: tuple[ApprovalSigner, ...]
    opinions: tuple[ApprovalSigner, ...]

    @property
    def lacks(self) -> str:
        """The sentence on what prevents printing; empty if the memo is complete."""
        if not self.proposers or not self.opinions:
            return "บันทึกขออนุมัติต้องมีผู้เสนอและผู้ให้ความเห็นอย่างน้อยฝ่ายละหนึ่งคน เพิ่มก่อนพิมพ์"
        return ""


def write_approval(order_id: int, draft: ApprovalDraft) -> int:
    """Store the memo of an order, new or changed; return its id.

    The route may be added later: `ApprovalMemoView.lacks` reports what is missing.

    Raises:
        Refused: there is no subject.
        NotFound: there is no such order.
    """
    subject = clean(draft.subject).strip()
    if not subject:
        raise Refused("บันทึกข้อความยังไม่มีชื่อเรื่อง พิมพ์เรื่องก่อนแล้วกด Enter")
    with database.atomic():
        find_order_row(order_id)
        known = memo_of(order_id)
        memo = known or ApprovalMemo(id=never_reused_id_of(APPROVAL_KIND))
        with track_changes(APPROVAL_KIND, memo.id):
            _write(memo, draft, subject, is_new=known is None)
            if known is None:
                ApprovedOrder.create(memo=memo, order=order_id)
            _set_route(memo, draft)
    return int(memo.id)


def _write(memo: ApprovalMemo, draft: ApprovalDraft, subject: str, is_new: bool) -> None:
    memo.number = clean(draft.number).strip() or _usual_number()
    memo.written_on, memo.division_id = draft.written_on, draft.division_id
    memo.subject, memo.closing = subject, clean(draft.closing).strip()
    memo.addressee = clean(draft.addressee).strip() or _last_of(draft.opinions)
    memo.body = "\n".join(filter(None, (clean(each).strip() for each in draft.paragraphs)))
    memo.save(force_insert=is_new)


def share_approval(order_id: int, with_order_id: int) -> None:
    """Let the memo of another order request this one too, instead of the order's own memo.

    Raises NotFound if the order does not exist, or the other order has no memo.
    """
    with database.atomic():
        find_order_row(order_id)
        memo = memo_of(with_order_id)
        if memo is None:
            raise NotFound("คำสั่งนั้นยังไม่มีบันทึกขออนุมัติ เขียนบันทึกก่อน แล้วจึงใช้ร่วมกัน")
        remove_approval(order_id)
        with track_changes(APPROVAL_KIND, memo.id):
            ApprovedOrder.create(memo=memo, order=order_id)


def remove_approval(order_id: int) -> None:
    """Detach the memo from an order; delete it if it requests no other."""
    with database.atomic():
        memo = memo_of(order_id)
        if memo is None:
            return
        with track_changes(APPROVAL_KIND, memo.id):
            ApprovedOrder.delete().where(ApprovedOrder.order == order_id).execute()
            if not memo.approved.exists():
                memo.delete_instance(recursive=True)


def approval_of(order_id: int) -> ApprovalMemoView | None:
    """Return the memo of an order; None if there is none."""
    with database.atomic("DEFERRED"):
        memo = memo_of(order_id)
        if memo is None:
            return None
        steps = list(memo.steps.order_by(ApprovalStep.position))
        return ApprovalMemoView(
            memo.id,
            order_id,
            memo.division.name if memo.division is not None else "",
            memo.number,
            memo.written_on,
            memo.subject,
            memo.addressee,
            tuple(memo.body.split("\n")) if memo.body else (),
            memo.closing,
            _signers(steps, memo.written_on, gives_opinion=False),
            _signers(steps, memo.written_on, gives_opinion=True),
        )


def find_order_row(order_id: int) -> AppointmentOrder:
    """Return the order with this id. Raises NotFound."""
    order: AppointmentOrder | None = AppointmentOrder.get_or_none(id=order_id)
    if order is None:
        raise NotFound("ไม่พบคำสั่งนี้ กลับไปเลือกจากรายการคำสั่ง")
    return order


def memo_of(order_id: int) -> ApprovalMemo | None:
    """Return the row of an order's memo; None if there is none."""
    link = ApprovedOrder.get_or_none(order=order_id)
    return None if link is None else link.memo


def _set_route(memo: ApprovalMemo, draft: ApprovalDraft) -> None:
    ApprovalStep.delete().where(ApprovalStep.memo == memo).execute()
    route = [(post, False) for post in draft.proposers] + [(post, True) for post in draft.opinions]
    for position, (post_id, gives_opinion) in enumerate(route, 1):
        ApprovalStep.create(memo=memo, position=position, post=post_id, gives_opinion=gives_opinion)


def _signers(
    steps: Sequence[ApprovalStep], day: date, *, gives_opinion: bool
) -> tuple[ApprovalSigner, ...]:
    chosen = [step.post for step in steps if step.gives_opinion == gives_opinion]
    return tuple(_signer(post, day, gives_opinion) for post in chosen)


def _signer(post: Post, day: date, gives_opinion: bool) -> ApprovalSigner:
    holder = holder_on(post, day)
    heading = f"ความเห็นของ{called(post)}" if gives_opinion else ""
    if holder is None:
        return ApprovalSigner(post.id, heading, "", post.formal_name or post.name)
    return ApprovalSigner(post.id, heading, holder.name, holder.formal_title)


def _last_of(opinions: Sequence[int]) -> str:
    if not opinions:
        return ""
    post = Post.get_by_id(opinions[-1])
    return str(post.formal_name or post.name)


def _usual_number() -> str:
    office = Organization.get_or_none()
    return f"{office.memo_prefix}/-" if office is not None and office.memo_prefix else "-"


APPROVAL_KIND = OperationRecordKind(
    Subject.APPROVAL,
    ApprovalMemo,
    "บันทึกขออนุมัติ",
    (
        FieldSpec("number", "ที่"),
        FieldSpec("subject", "เรื่อง"),
        FieldSpec("addressee", "เรียน"),
        FieldSpec("body", "ข้อความ"),
        FieldSpec("closing", "คำลงท้าย"),
        FieldSpec("head_words", "วันที่และส่วนราชการ"),
        FieldSpec("route_words", "ลำดับผู้ลงนาม"),
        FieldSpec("order_words", "ขออนุมัติคำสั่ง"),
    ),
    title_of=lambda row: str(row.subject),
    only_read=frozenset(
        {
            "number",
            "subject",
            "addressee",
            "body",
            "closing",
            "head_words",
            "route_words",
            "order_words",
        }
    ),
)
