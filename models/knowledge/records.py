"""Knowledge and essential processes of each division and fiscal year, and their holders.

Classified by routine work or by strategic issue (guideline of the KM plan, step 2). Items are
numbered by their positions within division, year and kind.
"""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct
from peewee import fn

from kmtui.thai.digits import arabic_digits, thai_digits
from models.editing.audit_trail import OperationRecordKind, track_changes
from models.editing.positions import move, renumber
from models.editing.record_kind import (
    FieldSpec,
    RecordKind,
    choice_column,
    cleaned,
    version_of,
    yes_no_column,
)
from models.editing.revisions import FieldKey, Subject
from models.errors import NotFound, Refused
from models.meetings.records import Meeting
from models.office.organization import Division
from models.people.records import Person
from models.storage.database import Record, database, new_id
from models.storage.fields import (
    BooleanField,
    CharField,
    ForeignKeyField,
    IntegerField,
    MomentField,
    TextField,
    YearField,
)


class KnowledgeKind(StrEnum):
    """The two kinds that are classified: knowledge of a division, and its essential processes."""

    KNOWLEDGE = "knowledge"
    ESSENTIAL_PROCESS = "essential_process"

    @property
    def label(self) -> str:
        """The Thai label of the kind, as in the heading of its table."""
        return {self.KNOWLEDGE: "องค์ความรู้", self.ESSENTIAL_PROCESS: "กระบวนการที่สำคัญ"}[self]


class Way(StrEnum):
    """The two ways of classifying: by routine work, or by an issue of the strategy."""

    ROUTINE = "routine"
    STRATEGY = "strategy"

    @property
    def label(self) -> str:
        """The Thai label of the way, in the guideline's wording."""
        return {self.ROUTINE: "งานประจำ", self.STRATEGY: "ประเด็นยุทธศาสตร์"}[self]


class Form(StrEnum):
    """The two forms of knowledge; UNKNOWN until it is recorded."""

    UNKNOWN = ""
    TACIT = "tacit"
    EXPLICIT = "explicit"

    @property
    def label(self) -> str:
        """The Thai label of the form, in the guideline's wording."""
        return {
            self.UNKNOWN: "ยังไม่ระบุ",
            self.TACIT: "ความรู้ที่ฝังอยู่ในคน",
            self.EXPLICIT: "ความรู้ที่ชัดแจ้ง",
        }[self]


class Keeping(StrEnum):
    """The medium in which the knowledge is kept."""

    UNKNOWN = ""
    DOCUMENT = "document"
    FILE = "file"
    LINK = "link"
    BOARD = "board"
    PERSON = "person"

    @property
    def label(self) -> str:
        """The storage medium as a Thai label."""
        return {
            self.UNKNOWN: "ยังไม่ระบุ",
            self.DOCUMENT: "เอกสาร",
            self.FILE: "แฟ้มคอมพิวเตอร์",
            self.LINK: "เว็บไซต์",
            self.BOARD: "บอร์ดประชาสัมพันธ์",
            self.PERSON: "ตัวบุคคล",
        }[self]


class KnowledgeYear(Record):
    """The classification of a fiscal year: the meeting that decided it, and a note on it."""

    fiscal_year = YearField(unique=True)
    meeting = ForeignKeyField(Meeting, null=True, on_delete="RESTRICT")
    note = TextField(default="")

    @property
    def decided_words(self) -> str:
        """Committee and number of the meeting that decided it; empty if none is recorded."""
        if self.meeting is None:
            return ""
        return f"{self.meeting.committee.name} ครั้งที่ {self.meeting.label}"


class KnowledgeItem(Record):
    """One item of a division's list. `importance` and `urgency`: 1 (low) to 3 (high), or None."""

    fiscal_year = YearField()
    division = ForeignKeyField(Division, backref="knowledge", on_delete="RESTRICT")
    kind = CharField(choices=[(kind, kind) for kind in KnowledgeKind])
    position = IntegerField()
    text = TextField(default="")
    way = CharField(choices=[(way, way) for way in Way], default=Way.ROUTINE)
    strategy = TextField(default="")
    form = CharField(choices=[(form, form) for form in Form], default=Form.UNKNOWN)
    keeping = CharField(choices=[(keeping, keeping) for keeping in Keeping], default="")
    kept_at = TextField(default="")
    importance = IntegerField(null=True)
    urgency = IntegerField(null=True)
    tools = TextField(default="")
    tags = TextField(default="")
    chosen = BooleanField(default=False)
    origin = ForeignKeyField("self", null=True, backref="carried_to", on_delete="SET NULL")
    meeting = ForeignKeyField(Meeting, null=True, on_delete="RESTRICT")
    deleted_at = MomentField(null=True)

    class Meta:
        """Index for reading a year's list by division."""

        indexes = ((("fiscal_year", "division", "kind", "position"), False),)

    @property
    def list_words(self) -> str:
        """The label of the item's list: its division and its kind."""
        return f"{self.division.name} ({KnowledgeKind(self.kind).label})"

    @property
    def holder_names(self) -> str:
        """The names of the holders, one per line."""
        return "\n".join(
            each.person.full_name for each in self.holders.order_by(KnowledgeHolder.id)
        )


class KnowledgeHolder(Record):
    """A person who holds a piece of knowledge."""

    item = ForeignKeyField(KnowledgeItem, backref="holders", on_delete="CASCADE")
    person = ForeignKeyField(Person, backref="knowledge", on_delete="RESTRICT")

    class Meta:
        """A person is a holder of an item only once."""

        indexes = ((("item", "person"), True),)


def _degree_text(degree: int | None) -> str:
    return "" if degree is None else thai_digits(degree)


def _degree(text: str) -> int | None:
    """Parse a degree from 1 to 3, in Thai or Arabic digits; None for an empty text.

    Raises ValueError, with a Thai sentence, for any other text.
    """
    plain = arabic_digits(cleaned(text))
    if plain not in ("", "1", "2", "3"):
        raise ValueError("ระดับมี ๑ น้อย ๒ ปานกลาง ๓ มาก พิมพ์ตัวเลขเดียว หรือเว้นว่าง")
    return int(plain) if plain else None


def _must_not_be_blank(text: str) -> str:
    if not cleaned(text):
        raise ValueError("ช่องนี้ยังว่าง พิมพ์ชื่อองค์ความรู้หรือกระบวนการก่อน หรือกด Del เพื่อลบทั้งรายการ")
    return cleaned(text)


KNOWLEDGE_KIND = RecordKind(
    Subject.KNOWLEDGE,
    KnowledgeItem,
    "องค์ความรู้",
    (
        FieldSpec("text", "รายละเอียด", from_text=_must_not_be_blank),
        FieldSpec("strategy", "ประเด็นยุทธศาสตร์"),
        FieldSpec("kept_at", "เก็บไว้ที่"),
        FieldSpec("importance", "ความสำคัญ", _degree_text, _degree),
        FieldSpec("urgency", "ความเร่งด่วน", _degree_text, _degree),
        FieldSpec("tools", "เครื่องมือถ่ายทอด"),
        FieldSpec("tags", "คำสำคัญ"),
        FieldSpec("list_words", "อยู่ในรายการของ"),
        FieldSpec("way", "วิธีจำแนก", to_text=lambda way: Way(way).label),
        choice_column("form", "ประเภทความรู้", Form, lambda *of: set_form(*of)),
        choice_column("keeping", "เก็บในรูป", Keeping, lambda *of: set_keeping(*of)),
        yes_no_column(
            "chosen", ("เลือก", "ไม่เลือก"), lambda *of: choose_for_plan(*of), "เลือกเข้าแผน KM"
        ),
        FieldSpec(
            "holder_names", "ผู้รู้", operation=lambda item, names: _hold_by_names(item.id, names)
        ),
    ),
    title_of=lambda item: f"{item.division.name} ปี {thai_digits(item.fiscal_year)}",
    only_read=frozenset({"list_words", "way", "form", "keeping", "chosen", "holder_names"}),
)
CLASSIFICATION_KIND = OperationRecordKind(
    Subject.CLASSIFICATION,
    KnowledgeYear,
    "การจำแนกองค์ความรู้",
    (FieldSpec("decided_words", "การประชุมที่จำแนก"), FieldSpec("note", "หมายเหตุ")),
    title_of=lambda year: f"ปี {thai_digits(year.fiscal_year)}",
    only_read=frozenset({"decided_words", "note"}),
)


class ListOf(Struct, frozen=True):
    """The key of a list of items: a division, a fiscal year and a kind."""

    fiscal_year: int
    division_id: int
    kind: KnowledgeKind


def add_knowledge(
    where: ListOf,
    text: str,
    *,
    item_id: int | None = None,
    after_id: int | None = None,
    meeting_id: int | None = None,
) -> int:
    """Add an item at the end of its list, or after another; return its id.

    `item_id` is an id made by `new_id`, `meeting_id` the meeting that named the item. Raises
    Refused if the text is blank.
    """
    words = cleaned(text)
    if not words:
        raise Refused("ยังไม่ได้พิมพ์องค์ความรู้ พิมพ์ข้อความก่อนแล้วกด Enter")
    with database.atomic():
        rows = items_in(where)
        item = KnowledgeItem.create(
            id=item_id or new_id(),
            fiscal_year=where.fiscal_year,
            division=where.division_id,
            kind=where.kind,
            position=len(rows) + 1,
            text=words,
            meeting=meeting_id,
        )
        if after_id is not None:
            at = next((i for i, row in enumerate(rows) if row.id == after_id), len(rows) - 1)
            renumber([*rows[: at + 1], item, *rows[at + 1 :]])
        return int(item.id)


def items_in(where: ListOf) -> list[KnowledgeItem]:
    """Return the rows of one list in order, also those without a text; none soft-deleted."""
    return list(
        KnowledgeItem.select()
        .where(
            KnowledgeItem.fiscal_year == where.fiscal_year,
            KnowledgeItem.division == where.division_id,
            KnowledgeItem.kind == where.kind,
            KnowledgeItem.deleted_at.is_null(),
        )
        .order_by(KnowledgeItem.position, KnowledgeItem.id)
    )


def move_knowledge(item_id: int, by: int) -> None:
    """Move an item that many places down its list (negative: up); it stops at the ends.

    Raises NotFound if the item does not exist or is soft-deleted.
    """
    with database.atomic():
        item = knowledge_item(item_id)
        move(items_in(list_of(item)), item, by)


def list_of(item: KnowledgeItem) -> ListOf:
    """Return the list that an item belongs to."""
    return ListOf(item.fiscal_year, item.division_id, KnowledgeKind(item.kind))


def knowledge_item(item_id: int) -> KnowledgeItem:
    """Return an item that is not soft-deleted; raise NotFound if there is none."""
    item: KnowledgeItem | None = KnowledgeItem.get_or_none(id=item_id, deleted_at=None)
    if item is None:
        raise NotFound("องค์ความรู้นี้ถูกลบไปแล้ว กู้คืนได้จากหน้าประวัติและถังขยะ")
    return item


def set_form(item_id: int, form: Form) -> None:
    """Store whether the knowledge is tacit or explicit. Raises NotFound."""
    _set(item_id, form=form)


def set_way(item_id: int, way: Way, strategy: str = "") -> None:
    """Store the way in which an item was classified, and the name of its strategic issue.

    The name is stored as a revision of the field `strategy`; any other way clears it. Raises
    NotFound, and Refused for a strategic issue without a name.
    """
    name = cleaned(strategy) if way == Way.STRATEGY else ""
    if way == Way.STRATEGY and not name:
        raise Refused("จำแนกตามประเด็นยุทธศาสตร์ต้องบอกชื่อประเด็น พิมพ์ชื่อประเด็นก่อน")
    with database.atomic():
        _set(item_id, way=way)
        version = version_of(FieldKey(Subject.KNOWLEDGE, item_id, "strategy"))
        KNOWLEDGE_KIND.replace(item_id, "strategy", version, name)


def set_keeping(item_id: int, keeping: Keeping) -> None:
    """Store the medium in which the knowledge is kept. Raises NotFound."""
    _set(item_id, keeping=keeping)


def choose_for_plan(item_id: int, chosen: bool) -> None:
    """Select an item for the KM plan of its year, or deselect it. Raises NotFound."""
    _set(item_id, chosen=chosen)


def set_holders(item_id: int, person_ids: Sequence[int]) -> None:
    """Replace the holders of an item. Raises NotFound."""
    with database.atomic(), track_changes(KNOWLEDGE_KIND, item_id):
        knowledge_item(item_id)
        KnowledgeHolder.delete().where(KnowledgeHolder.item == item_id).execute()
        for person_id in dict.fromkeys(person_ids):
            KnowledgeHolder.create(item=item_id, person=person_id)


def change_holders(item_id: int, added: Collection[int], removed: Collection[int]) -> None:
    """Add holders to an item and remove others; the rest is unchanged. Raises NotFound."""
    with database.atomic():
        held = KnowledgeHolder.select().where(KnowledgeHolder.item == item_id)
        there = [each.person_id for each in held.order_by(KnowledgeHolder.id)]
        set_holders(item_id, [each for each in (*there, *added) if each not in removed])


def _hold_by_names(item_id: int, names: str) -> None:
    """Replace the holders of an item by the people with these names, one per line.

    Raises Refused if a name belongs to no person or to several in the staff register.
    """
    register = list(Person.select())
    holders = []
    for name in names.splitlines():
        bear_it = [person.id for person in register if person.full_name == name]
        if len(bear_it) != 1:
            raise Refused(f"ในทะเบียนไม่มี “{name}” เพียงคนเดียว เลือกผู้รู้ในจอองค์ความรู้แทน")
        holders += bear_it
    set_holders(item_id, holders)


def set_decided(fiscal_year: int, meeting_id: int | None, note: str | None = None) -> None:
    """Store the meeting, or None, that decided a year's lists: its minutes prove step 2.

    Args:
        note: a new note on the year; None keeps the stored one.
    """
    with database.atomic():
        year, _made = KnowledgeYear.get_or_create(fiscal_year=fiscal_year)
        with track_changes(CLASSIFICATION_KIND, year.id):
            year.meeting = meeting_id
            if note is not None:
                year.note = cleaned(note)
            year.save()


def years_classified() -> list[int]:
    """Return the fiscal years (Buddhist Era) that have items, the newest first."""
    rows: Any = (
        KnowledgeItem.select(fn.DISTINCT(KnowledgeItem.fiscal_year))
        .where(KnowledgeItem.deleted_at.is_null())
        .order_by(KnowledgeItem.fiscal_year.desc())
        .tuples()
    )
    return [year for (year,) in rows]


def _set(item_id: int, **values: object) -> None:
    with database.atomic(), track_changes(KNOWLEDGE_KIND, item_id):
        knowledge_item(item_id)
        KnowledgeItem.update(**values).where(KnowledgeItem.id == item_id).execute()
