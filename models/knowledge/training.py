"""Who went to learn what: back on which day, reported, published, followed up, passed on.

A report goes up the chain to the mayor, and what was learnt onto the web, within 15 days of the
return (the plan's rules on follow-up, items 1 and 2); the supervisor then looks at the work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import fn

from kmtui.thai.dates import fiscal_range, fiscal_year, parse_numbered
from kmtui.thai.digits import thai_digits, whole_number
from kmtui.thai.when.typed import DateError
from models.editing.audit_trail import track_changes
from models.editing.cell_values import day_from, day_text, must_be_a_day
from models.editing.record_kind import FieldSpec, RecordKind, cleaned
from models.editing.revisions import Subject
from models.errors import NotFound, Refused
from models.knowledge.records import (
    KnowledgeItem,
    KnowledgeKind,
    ListOf,
    add_knowledge,
    set_holders,
)
from models.office.deadline import Deadline
from models.office.locations import InTraining
from models.people.records import Assignment, AssignmentKind, Person, Post
from models.storage.database import Record, database, new_id
from models.storage.fields import (
    BooleanField,
    DateField,
    ForeignKeyField,
    IntegerField,
    MomentField,
    TextField,
    YearField,
)

REPORT_WITHIN_DAYS = 15
_LISTED = 5  # keys that a refusal names
_LARGEST_ID = 2**63 - 1


class Training(Record):
    """One person at one course, seminar or visit.

    `reported_on` and `published_on` are when the two duties were done; `learnt` is the report's
    text; `knowledge` is the item that was made of it. Its number in the fiscal year in which it
    was to end when it was entered stays with it, whatever becomes of its days.
    """

    person = ForeignKeyField(Person, backref="trainings", on_delete="RESTRICT")
    title = TextField()
    organizer = TextField(default="")
    place = TextField(default="")
    begins_on = DateField()
    returned_on = DateField()
    is_external = BooleanField(default=True)
    learnt = TextField(default="")
    use = TextField(default="")
    suggestion = TextField(default="")
    reported_on = DateField(null=True)
    published_on = DateField(null=True)
    published_at = TextField(default="")
    supervisor = ForeignKeyField(Post, null=True, on_delete="RESTRICT")
    before = TextField(default="")
    after = TextField(default="")
    followed_up_on = DateField(null=True)
    knowledge = ForeignKeyField(KnowledgeItem, null=True, on_delete="SET NULL")
    deleted_at = MomentField(null=True)
    number = IntegerField()
    year = YearField()

    class Meta:
        """Numbers restart each fiscal year."""

        indexes = ((("year", "number"), True),)

    @property
    def key(self) -> str:
        """The number as typed: 3/2564."""
        return f"{self.number}/{self.year}"

    @property
    def label(self) -> str:
        """The number as cited: ๓/๒๕๖๔."""
        return thai_digits(self.key)

    @property
    def follow_up_words(self) -> str:
        """Which post followed up, and when; empty while nobody did."""
        if self.supervisor is None:
            return ""
        return f"{self.supervisor.name} {day_text(self.followed_up_on)}".strip()

    @property
    def due_on(self) -> date:
        """The last day for the report and for the publication."""
        returned: Any = self.returned_on
        return due_after(returned)


class TrainingCount(Record):
    """How many numbers were given in a fiscal year: one that was purged is not given again."""

    year = YearField(unique=True)
    given = IntegerField()


def _next_number(year: int) -> int:
    """Return the next number of a fiscal year; part of the caller's transaction."""
    count = TrainingCount.get_or_none(year=year)
    newest = Training.select(fn.MAX(Training.number)).where(Training.year == year).scalar() or 0
    number = max(int(count.given) if count is not None else 0, int(newest)) + 1
    if count is None:
        TrainingCount.create(year=year, given=number)
    else:
        TrainingCount.update(given=number).where(TrainingCount.id == count.id).execute()
    return number


def due_after(returned_on: date) -> date:
    """The last day for a report on a training that ended on this day."""
    return returned_on + timedelta(days=REPORT_WITHIN_DAYS)


def _must_not_be_blank(text: str) -> str:
    if not cleaned(text):
        raise ValueError("ช่องนี้ยังว่าง พิมพ์ชื่อหลักสูตรหรือโครงการก่อน")
    return cleaned(text)


TRAINING_KIND = RecordKind(
    Subject.TRAINING,
    Training,
    "การเข้ารับการพัฒนา",
    (
        FieldSpec("title", "หลักสูตร/โครงการ", from_text=_must_not_be_blank),
        FieldSpec("organizer", "หน่วยงานที่จัด"),
        FieldSpec("place", "สถานที่"),
        FieldSpec("learnt", "ความรู้ที่ได้รับ"),
        FieldSpec("use", "การนำไปใช้ในงาน"),
        FieldSpec("suggestion", "ข้อเสนอแนะ"),
        FieldSpec("published_at", "เผยแพร่ที่"),
        FieldSpec("before", "ผลงานก่อนการพัฒนา"),
        FieldSpec("after", "ผลงานหลังการพัฒนา"),
        FieldSpec(
            "begins_on", "เริ่มวันที่", day_text, operation=lambda row, text: _begin_on(row, text)
        ),
        FieldSpec(
            "returned_on", "กลับวันที่", day_text, operation=lambda row, text: _return_on(row, text)
        ),
        FieldSpec(
            "reported_on",
            "ส่งรายงานวันที่",
            day_text,
            operation=lambda row, text: record_report(row.id, day_from(text)),
        ),
        FieldSpec(
            "published_on",
            "เผยแพร่วันที่",
            day_text,
            operation=lambda row, text: record_publication(
                row.id, day_from(text), row.published_at
            ),
        ),
        FieldSpec("follow_up_words", "ผู้ติดตาม"),
    ),
    title_of=lambda row: str(row.title),
    only_read=frozenset(
        {"begins_on", "returned_on", "reported_on", "published_on", "follow_up_words"}
    ),
)


@dataclass(frozen=True)
class TrainingDraft:
    """A training as typed."""

    person_id: int
    title: str
    begins_on: date
    returned_on: date
    organizer: str = ""
    venue: str = ""
    is_external: bool = True


@dataclass(frozen=True)
class TrainingDuty:
    """One duty after a training: until when, and when it was done. Days late are counted."""

    label: str
    due_on: date
    done_on: date | None

    def days_late(self, today: date) -> int:
        """How many days late it was done, or is by now; 0 in time."""
        return max(0, ((self.done_on or today) - self.due_on).days)

    def state(self, today: date) -> str:
        """The state in words."""
        late = self.days_late(today)
        if self.done_on is not None:
            return f"ทำแล้ว ช้า {thai_digits(late)} วัน" if late else "ทำแล้วทันกำหนด"
        if late:
            return f"เกินกำหนด {thai_digits(late)} วัน"
        left = (self.due_on - today).days
        return f"เหลือ {thai_digits(left)} วัน" if left else "ครบกำหนดวันนี้"


@dataclass(frozen=True)
class TrainingView:
    """A training as listed, with its two duties and the follow-up."""

    id: int
    person_id: int
    person: str
    title: str
    organizer: str
    venue: str
    begins_on: date
    returned_on: date
    is_external: bool
    report: TrainingDuty
    publication: TrainingDuty
    followed_up_on: date | None
    knowledge_id: int | None
    supervisor: str = ""
    key: str = ""

    @property
    def label(self) -> str:
        """The number as cited: ๓/๒๕๖๔."""
        return thai_digits(self.key)

    @property
    def fiscal_year(self) -> int:
        """The fiscal year of the return."""
        return fiscal_year(self.returned_on)


def add_training(draft: TrainingDraft, training_id: int | None = None) -> int:
    """Store a training under the next number of its fiscal year; return its id.

    Raises Refused without a title or with days crossed.
    """
    title = cleaned(draft.title)
    if not title:
        raise Refused("ยังไม่ได้พิมพ์ชื่อหลักสูตร พิมพ์ชื่อก่อนแล้วกด Enter")
    _must_follow(draft.begins_on, draft.returned_on)
    year = fiscal_year(draft.returned_on)
    with database.atomic():
        made = Training.create(
            id=training_id or new_id(),
            person=draft.person_id,
            title=title,
            organizer=cleaned(draft.organizer),
            place=cleaned(draft.venue),
            begins_on=draft.begins_on,
            returned_on=draft.returned_on,
            is_external=draft.is_external,
            number=_next_number(year),
            year=year,
        )
    return int(made.id)


def change_days(training_id: int, begins_on: date, returned_on: date) -> None:
    """Correct when it was; the due days move with the return."""
    _must_follow(begins_on, returned_on)
    _set(training_id, begins_on=begins_on, returned_on=returned_on)


def record_report(training_id: int, reported_on: date | None) -> None:
    """Say when the report was handed in (None: not yet). Refused before the return."""
    _must_be_back(training_id, reported_on)
    _set(training_id, reported_on=reported_on)


def record_publication(training_id: int, published_on: date | None, where: str = "") -> None:
    """Say when and where what was learnt was published (None: not yet)."""
    _must_be_back(training_id, published_on)
    _set(training_id, published_on=published_on, published_at=cleaned(where))


def record_follow_up(training_id: int, supervisor_id: int, followed_up_on: date) -> None:
    """Say which supervisor looked at the work, and when; the words are cells of the training."""
    _must_be_back(training_id, followed_up_on)
    _set(training_id, supervisor=supervisor_id, followed_up_on=followed_up_on)


def division_of(training_id: int) -> int | None:
    """The division in which who was there held a post on the day of the return."""
    row = training(training_id)
    held = (
        Assignment.select(Assignment, Post)
        .join(Post)
        .where(
            Assignment.person == row.person,
            Assignment.begins_on <= row.returned_on,
            Assignment.ends_on.is_null() | (Assignment.ends_on >= row.returned_on),
            Post.division.is_null(False),
        )
        .order_by((Assignment.kind == AssignmentKind.SUBSTANTIVE).desc(), Assignment.id)
        .first()
    )
    return None if held is None else int(held.post.division_id)


def make_knowledge(training_id: int, division_id: int) -> int:
    """Make a knowledge item of what was learnt, held by who was there; return its id.

    A second call gives the item that is there already.
    """
    with database.atomic():
        row = training(training_id)
        if row.knowledge is not None and row.knowledge.deleted_at is None:
            return int(row.knowledge_id)
        where = ListOf(fiscal_year(row.returned_on), division_id, KnowledgeKind.KNOWLEDGE)
        item_id = add_knowledge(where, row.title)
        set_holders(item_id, [row.person_id])
        _set(training_id, knowledge=item_id)
    return item_id


def training(training_id: int) -> Training:
    """A training that is not in the bin. Raises NotFound."""
    row: Training | None = Training.get_or_none(id=training_id, deleted_at=None)
    if row is None:
        raise NotFound("รายการพัฒนานี้ถูกลบไปแล้ว กู้คืนได้จากหน้าประวัติและถังขยะ")
    return row


def training_keyed(key: str) -> Training:
    """Return the training with this number (`3/2564`), or with this id. Raises NotFound."""
    where = _numbered_as(key)
    row: Training | None = Training.get_or_none(where) if where is not None else None
    if row is None:
        newest = Training.select().where(Training.deleted_at.is_null())
        known = ", ".join(
            each.key
            for each in newest.order_by(Training.year.desc(), Training.number.desc()).limit(_LISTED)
        )
        raise NotFound(f"ไม่พบรายการพัฒนา {key} ที่มีอยู่: {known or 'ยังไม่มี'}")
    return training(int(row.id))


def _numbered_as(key: str) -> Any:
    """Return what finds a training by its key; None for a text that is no key."""
    number = whole_number(key)
    if number is not None:
        return Training.id == number if number <= _LARGEST_ID else None
    try:
        number, year = parse_numbered(key)
    except DateError:
        return None
    return (Training.number == number) & (Training.year == year)


def all_trainings() -> tuple[TrainingView, ...]:
    """The trainings of every year by their numbers, the latest first."""
    with database.atomic("DEFERRED"):
        rows = Training.select(Training, Person).join(Person).where(Training.deleted_at.is_null())
        ordered = rows.order_by(Training.year.desc(), Training.number.desc())
        return tuple(training_view(row) for row in list(ordered))


def trainings_of(fiscal_year_: int) -> tuple[TrainingView, ...]:
    """The trainings whose return lies in a fiscal year, the latest first."""
    first, last = fiscal_range(fiscal_year_)
    return _views(Training.returned_on.between(first, last))


def trainings_owing(today: date) -> tuple[TrainingView, ...]:
    """The trainings of which a duty is still open, the most urgent first: for the home screen."""
    owing = Training.reported_on.is_null() | Training.published_on.is_null()
    return _views(owing & (Training.returned_on <= today))[::-1]


def training_deadlines(today: date) -> list[Deadline]:
    """The open duty of each training whose people are back."""
    return [
        Deadline(f"{duty.label} {each.title} ({each.person})", duty.due_on, InTraining(each.id))
        for each in trainings_owing(today)
        for duty in (each.report, each.publication)
        if duty.done_on is None
    ]


def read_training(training_id: int) -> TrainingView:
    """One training as listed. Raises NotFound."""
    with database.atomic("DEFERRED"):
        return training_view(training(training_id))


def training_view(row: Training) -> TrainingView:
    """A row as listed."""
    return TrainingView(
        row.id,
        row.person_id,
        row.person.full_name,
        row.title,
        row.organizer,
        row.place,
        row.begins_on,
        row.returned_on,
        row.is_external,
        TrainingDuty("รายงานผลการเข้ารับการพัฒนา", row.due_on, row.reported_on),
        TrainingDuty("เผยแพร่ในเว็บไซต์", row.due_on, row.published_on),
        row.followed_up_on,
        row.knowledge_id,
        row.supervisor.name if row.supervisor is not None else "",
        row.key,
    )


def _views(condition: Any) -> tuple[TrainingView, ...]:
    with database.atomic("DEFERRED"):
        rows: Sequence[Training] = list(
            Training.select(Training, Person)
            .join(Person)
            .where(condition, Training.deleted_at.is_null())
            .order_by(Training.returned_on.desc(), Training.id.desc())
        )
        return tuple(training_view(row) for row in rows)


def _begin_on(row: Any, text: str) -> None:
    change_days(row.id, must_be_a_day(text), row.returned_on)


def _return_on(row: Any, text: str) -> None:
    change_days(row.id, row.begins_on, must_be_a_day(text))


def _must_follow(begins_on: date, returned_on: date) -> None:
    if returned_on < begins_on:
        raise Refused("วันกลับอยู่ก่อนวันเริ่มอบรม แก้วันใดวันหนึ่งก่อน")


def _must_be_back(training_id: int, on: date | None) -> None:
    row = training(training_id)
    if on is not None and on < row.returned_on:
        raise Refused("วันที่นี้อยู่ก่อนวันกลับจากอบรม ตรวจวันที่แล้วพิมพ์ใหม่")


def _set(training_id: int, **values: object) -> None:
    with database.atomic(), track_changes(TRAINING_KIND, training_id):
        training(training_id)
        Training.update(**values).where(Training.id == training_id).execute()
