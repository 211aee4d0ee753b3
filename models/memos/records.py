"""Memos (บันทึกข้อความ): register numbers, parts, route of opinions, signatures.

A number is unique in its calendar year (ระเบียบงานสารบรรณ ข้อ ๑๖). A memo without a number is a
draft.
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import asdict
from peewee import fn

from kmtui.thai.dates import buddhist_year, format_date
from kmtui.thai.digits import thai_digits
from models.editing.audit_trail import track_changes
from models.editing.record_kind import FieldSpec, RecordKind, cleaned
from models.editing.revisions import Subject
from models.errors import NotFound, Refused
from models.office.organization import Division, the_organization
from models.people.records import Post
from models.storage.database import Record, database, new_id
from models.storage.fields import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    MomentField,
    TextField,
    YearField,
)


class MemoKind(StrEnum):
    """The purpose of a memo, which determines its template and the evidence it counts for."""

    APPROVAL = "approval"
    SUMMARY = "summary"
    CIRCULAR = "circular"
    TRAINING = "training"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Thai label of the kind."""
        return {
            self.APPROVAL: "ขออนุมัติดำเนินการ",
            self.SUMMARY: "สรุปผลการดำเนินการ",
            self.CIRCULAR: "ประชาสัมพันธ์ให้ทราบทั่วกัน",
            self.TRAINING: "รายงานผลการเข้ารับการพัฒนา",
            self.OTHER: "เรื่องอื่น",
        }[self]


class Reply(StrEnum):
    """The reply of the addressee on the memo."""

    NONE = ""
    NOTED = "noted"
    APPROVED = "approved"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reply as written on the memo."""
        return {
            self.NONE: "ยังไม่ได้ลงนาม",
            self.NOTED: "ทราบ",
            self.APPROVED: "อนุมัติ",
            self.OTHER: "อื่น ๆ",
        }[self]


class Memo(Record):
    """A memo. The parts are texts, one paragraph a line; empty parts are not printed.

    `fiscal_year` is that of the KM work that it belongs to, `year` the calendar year of its number;
    both in the Buddhist Era.
    """

    kind = CharField(choices=[(kind, kind) for kind in MemoKind])
    number = IntegerField(null=True)
    year = YearField(null=True)
    fiscal_year = YearField(null=True)
    written_on = DateField()
    division = ForeignKeyField(Division, null=True, on_delete="RESTRICT")
    subject = TextField()
    addressee = CharField(default="")
    background = TextField(default="")
    facts = TextField(default="")
    problems = TextField(default="")
    benefits = TextField(default="")
    considerations = TextField(default="")
    proposal = TextField(default="")
    closing = TextField(default="")
    speed = CharField(default="")
    secrecy = CharField(default="")
    saraban_number = CharField(default="")
    reply = CharField(choices=[(reply, reply) for reply in Reply], default=Reply.NONE)
    reply_text = TextField(default="")
    replied_on = DateField(null=True)
    deleted_at = MomentField(null=True)

    class Meta:
        """A number is unique in its calendar year."""

        indexes = ((("number", "year"), True),)

    @property
    def label(self) -> str:
        """The number as cited, with the office's prefix; for a draft the prefix alone."""
        prefix = the_organization().memo_prefix
        number = thai_digits(self.number) if self.number else ""
        return f"{prefix}/{number}" if prefix else number

    @property
    def key(self) -> str:
        """The memo's key on the command line: 12/2563; for a draft its kind and fiscal year.

        summary/2563 is the newest memo of that kind and year.
        """
        if self.number:
            return f"{self.number}/{self.year}"
        return f"{self.kind}/{self.fiscal_year or buddhist_year(self.written_on)}"

    @property
    def head_words(self) -> str:
        """Day, number, division, speed and secrecy."""
        number = f"ที่ {thai_digits(f'{self.number}/{self.year}')}" if self.number else ""
        division = self.division.name if self.division is not None else ""
        parts = (format_date(self.written_on), number, division, self.speed, self.secrecy)
        return " ".join(part for part in parts if part)

    @property
    def route_words(self) -> str:
        """The signers in order, one a line, with opinion and date."""
        steps = self.steps.order_by(MemoStep.position)
        return "\n".join(_signed(step.post.name, step.opinion, step.signed_on) for step in steps)

    @property
    def circular_words(self) -> str:
        """The recipient divisions of a circular, one a line, with their signatures."""
        rows = self.acknowledgements.order_by(Acknowledgement.position)
        return "\n".join(_signed(row.division.name, row.signed_by, row.signed_on) for row in rows)

    @property
    def reply_words(self) -> str:
        """The reply and its day."""
        if self.reply == Reply.NONE:
            return ""
        return _signed(Reply(self.reply).label, self.reply_text, self.replied_on)


class MemoStep(Record):
    """A post on the route of a memo: a proposer, or one that gives an opinion."""

    memo = ForeignKeyField(Memo, backref="steps", on_delete="CASCADE")
    position = IntegerField()
    post = ForeignKeyField(Post, on_delete="RESTRICT")
    gives_opinion = BooleanField()
    opinion = TextField(default="")
    signed_on = DateField(null=True)


class Acknowledgement(Record):
    """A division's signature on a circular memo."""

    memo = ForeignKeyField(Memo, backref="acknowledgements", on_delete="CASCADE")
    division = ForeignKeyField(Division, on_delete="RESTRICT")
    position = IntegerField()
    signed_on = DateField(null=True)
    signed_by = CharField(default="")

    class Meta:
        """A division signs once."""

        indexes = ((("memo", "division"), True),)


def _must_be_open(memo: Memo) -> None:
    if memo.replied_on is not None:
        raise Refused("บันทึกนี้ลงนามตอบแล้ว แก้ข้อความไม่ได้ ถ้าบันทึกผลตอบผิดให้ยกเลิกผลตอบก่อน")


PARTS = (
    ("background", "เรื่องเดิม"),
    ("facts", "ข้อเท็จจริง"),
    ("problems", "ปัญหา/อุปสรรคที่พบ"),
    ("benefits", "ประโยชน์ที่ได้รับ"),
    ("considerations", "ข้อพิจารณา"),
    ("proposal", "ข้อเสนอ"),
)


def _signed(signer: str, words: str, on: date | None) -> str:
    return " ".join(part for part in (signer, words, format_date(on) if on else "") if part)


MEMO_KIND = RecordKind(
    Subject.MEMO,
    Memo,
    "บันทึกข้อความ",
    (
        FieldSpec("subject", "เรื่อง"),
        FieldSpec("addressee", "เรียน"),
        *(FieldSpec(name, label) for name, label in PARTS),
        FieldSpec("closing", "คำลงท้าย"),
        FieldSpec("saraban_number", "เลขสารบรรณอิเล็กทรอนิกส์"),
        FieldSpec("head_words", "วันที่และเลขที่"),
        FieldSpec("route_words", "ลำดับผู้ลงนาม"),
        FieldSpec("circular_words", "หน่วยงานที่ลงนามรับทราบ"),
        FieldSpec("reply_words", "ผลการพิจารณา"),
    ),
    title_of=lambda memo: str(memo.subject),
    must_be_open=_must_be_open,
    only_read=frozenset({"head_words", "route_words", "circular_words", "reply_words"}),
)


class MemoText(Struct, frozen=True):
    """The texts of a memo, from a template or as typed."""

    subject: str
    addressee: str
    background: str = ""
    facts: str = ""
    problems: str = ""
    benefits: str = ""
    considerations: str = ""
    proposal: str = ""
    closing: str = ""


class Route(Struct, frozen=True):
    """The proposers, and the posts that give opinions: ids in the order of signing."""

    proposers: tuple[int, ...]
    opinions: tuple[int, ...]


def write_memo(
    kind: MemoKind,
    text: MemoText,
    written_on: date,
    *,
    fiscal_year: int | None = None,
    division_id: int | None = None,
    route: Route | None = None,
    memo_id: int | None = None,
) -> int:
    """Store a new draft of a memo under `memo_id`, or a new id if None; return its id.

    A circular gets a line for each division. `fiscal_year` is of the Buddhist Era. Raises Refused
    if the subject is blank.
    """
    if not cleaned(text.subject):
        raise Refused("บันทึกข้อความยังไม่มีชื่อเรื่อง พิมพ์เรื่องก่อนแล้วกด Enter")
    with database.atomic():
        memo = Memo.create(
            id=memo_id or new_id(),
            kind=kind,
            written_on=written_on,
            fiscal_year=fiscal_year,
            division=division_id,
            **{name: cleaned(value) for name, value in asdict(text).items()},
        )
        if route is not None:
            set_route(memo.id, route)
        if kind == MemoKind.CIRCULAR:
            for position, division in enumerate(Division.select().order_by(Division.position), 1):
                Acknowledgement.create(memo=memo, division=division, position=position)
    return int(memo.id)


def set_route(memo_id: int, route: Route) -> None:
    """Replace the route of a memo; the opinions follow the proposers, each in the given order.

    Posts that stay on the route keep their opinions. Raises NotFound, and Refused if the memo has a
    reply.
    """
    with database.atomic(), track_changes(MEMO_KIND, memo_id):
        memo = memo_named(memo_id)
        _must_be_open(memo)
        signed = {(step.post_id, bool(step.gives_opinion)): step for step in memo.steps}
        MemoStep.delete().where(MemoStep.memo == memo).execute()
        steps = [(post, False) for post in route.proposers]
        steps += [(post, True) for post in route.opinions]
        for position, (post_id, gives_opinion) in enumerate(steps, 1):
            before = signed.get((post_id, gives_opinion))
            MemoStep.create(
                memo=memo,
                position=position,
                post=post_id,
                gives_opinion=gives_opinion,
                opinion=before.opinion if before is not None else "",
                signed_on=before.signed_on if before is not None else None,
            )


SPEEDS = ("", "ด่วน", "ด่วนมาก", "ด่วนที่สุด")
SECRECIES = ("", "ลับ", "ลับมาก", "ลับที่สุด")


def set_details(
    memo_id: int, written_on: date, division_id: int | None, speed: str = "", secrecy: str = ""
) -> None:
    """Store day, division, speed and secrecy of a memo.

    Raises NotFound, and Refused if the memo has a reply or its number is of another year.
    """
    with database.atomic(), track_changes(MEMO_KIND, memo_id):
        memo = memo_named(memo_id)
        _must_be_open(memo)
        if memo.number is not None and buddhist_year(written_on) != memo.year:
            raise Refused(f"เลขที่ของบันทึกนี้เป็นของปี {thai_digits(memo.year)} ใช้วันที่ในปีนั้น")
        Memo.update(
            written_on=written_on, division=division_id, speed=speed, secrecy=secrecy
        ).where(Memo.id == memo_id).execute()


def next_memo_number(year: int) -> int:
    """Return the next free number of a calendar year (Buddhist Era)."""
    newest = Memo.select(fn.MAX(Memo.number)).where(Memo.year == year).scalar()
    return (newest or 0) + 1


def issue_memo(memo_id: int, number: int, written_on: date) -> None:
    """Store number and day of a memo; a memo with a reply can only get its first number.

    Raises NotFound, and Refused if the number is taken (naming the next free one) or the memo would
    be dated after its reply.
    """
    year = buddhist_year(written_on)
    with database.atomic(), track_changes(MEMO_KIND, memo_id):
        memo = memo_named(memo_id)
        if memo.number is not None:
            _must_be_open(memo)
        elif memo.replied_on is not None and written_on > memo.replied_on:
            replied = format_date(memo.replied_on)
            raise Refused(f"บันทึกนี้ลงนามตอบเมื่อ {replied} แล้ว วันที่ของบันทึกต้องไม่หลังวันนั้น")
        free = next_memo_number(year)
        taken = Memo.get_or_none(number=number, year=year)
        if number < 1 or (taken is not None and taken.id != memo_id):
            used = f"เลขที่ {thai_digits(f'{number}/{year}')} ใช้แล้ว" if number > 0 else "เลขที่เริ่มจาก ๑"
            raise Refused(f"{used} เลขถัดไปที่ว่างคือ {thai_digits(free)}")
        Memo.update(number=number, year=year, written_on=written_on).where(
            Memo.id == memo_id
        ).execute()


def record_opinion(memo_id: int, post_id: int, opinion: str, signed_on: date) -> None:
    """Store the opinion of a post, with its date. Raises NotFound if it is not on the route."""
    with database.atomic(), track_changes(MEMO_KIND, memo_id):
        changed = (
            MemoStep.update(opinion=cleaned(opinion), signed_on=signed_on)
            .where(MemoStep.memo == memo_id, MemoStep.post == post_id)
            .execute()
        )
    if not changed:
        raise NotFound("ตำแหน่งนี้ไม่อยู่ในลำดับผู้ลงนามของบันทึกนี้ เพิ่มในลำดับก่อน")


def record_reply(memo_id: int, reply: Reply, replied_on: date | None, text: str = "") -> None:
    """Store the addressee's reply (Reply.NONE removes it).

    Raises NotFound, and Refused if the day is missing or before the memo's, or the text of
    Reply.OTHER is blank.
    """
    with database.atomic(), track_changes(MEMO_KIND, memo_id):
        memo = memo_named(memo_id)
        if reply != Reply.NONE and (replied_on is None or replied_on < memo.written_on):
            raise Refused("วันที่ลงนามอยู่ก่อนวันที่ของบันทึก ตรวจวันที่แล้วพิมพ์ใหม่")
        if reply == Reply.OTHER and not cleaned(text):
            raise Refused("ยังไม่ได้พิมพ์ว่าลงนามไว้อย่างไร พิมพ์ข้อความก่อน")
        Memo.update(
            reply=reply,
            replied_on=None if reply == Reply.NONE else replied_on,
            reply_text=cleaned(text),
        ).where(Memo.id == memo_id).execute()


def acknowledge(memo_id: int, division_id: int, signed_on: date | None, by: str = "") -> None:
    """Store that a division signed a circular memo (None: not signed). Raises NotFound."""
    with database.atomic(), track_changes(MEMO_KIND, memo_id):
        changed = (
            Acknowledgement.update(signed_on=signed_on, signed_by=cleaned(by))
            .where(Acknowledgement.memo == memo_id, Acknowledgement.division == division_id)
            .execute()
        )
    if not changed:
        raise NotFound("หน่วยงานนี้ไม่มีช่องลงนามในบันทึกนี้ ตรวจว่าเป็นหนังสือเวียนหรือไม่")


def memo_named(memo_id: int) -> Memo:
    """Return the memo with this id. Raises NotFound if it does not exist or is soft-deleted."""
    memo: Memo | None = Memo.get_or_none(id=memo_id, deleted_at=None)
    if memo is None:
        raise NotFound("บันทึกข้อความนี้ถูกลบไปแล้ว กู้คืนได้จากหน้าประวัติและถังขยะ")
    return memo
