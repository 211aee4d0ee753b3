"""Trainings of the staff: return, report, publication, follow-up, knowledge item.

The report goes to the mayor, and its content onto the web, within 15 days of the return (the plan's
rules on follow-up, items 1 and 2); then the supervisor follows up.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from kmtui.thai.dates import fiscal_range, fiscal_year
from kmtui.thai.digits import thai_digits
from models.editing.audit_trail import track_changes
from models.editing.cell_values import day_from, day_text, must_be_a_day
from models.editing.record_kind import FieldSpec, RecordKind, cleaned
from models.editing.revisions import Subject
from models.errors import Refused
from models.knowledge.records import (
    KnowledgeKind,
    ListOf,
    add_knowledge,
    set_holders,
)
from models.knowledge.training_records import (
    Training,
    next_number,
    training,
)
from models.office.deadline import Deadline
from models.office.locations import InTraining
from models.people.records import Assignment, AssignmentKind, Person, Post
from models.storage.database import database, new_id


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


class TrainingDraft(Struct, frozen=True):
    """A training as typed."""

    person_id: int
    title: str
    begins_on: date
    returned_on: date
    organizer: str = ""
    venue: str = ""
    is_external: bool = True


class TrainingDuty(Struct, frozen=True):
    """One duty after a training: its due date, and when it was done."""

    label: str
    due_on: date
    done_on: date | None

    def days_late(self, today: date) -> int:
        """Return the number of days by which the duty was done late, or is late today.

        0 if in time.
        """
        return max(0, ((self.done_on or today) - self.due_on).days)

    def state(self, today: date) -> str:
        """Return the state as a Thai label: done, overdue or the days left."""
        late = self.days_late(today)
        if self.done_on is not None:
            return f"ทำแล้ว ช้า {thai_digits(late)} วัน" if late else "ทำแล้วทันกำหนด"
        if late:
            return f"เกินกำหนด {thai_digits(late)} วัน"
        left = (self.due_on - today).days
        return f"เหลือ {thai_digits(left)} วัน" if left else "ครบกำหนดวันนี้"


class TrainingView(Struct, frozen=True):
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
        """The fiscal year (Buddhist Era) of the return."""
        return fiscal_year(self.returned_on)


def add_training(draft: TrainingDraft, training_id: int | None = None) -> int:
    """Store a training under the next number of its fiscal year; return its id.

    Raises:
        Refused: the title is blank, or the training ends before it begins.
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
            number=next_number(year),
            year=year,
        )
    return int(made.id)


def change_days(training_id: int, begins_on: date, returned_on: date) -> None:
    """Correct the dates of a training; the due dates move with the return.

    Raises:
        Refused: the training ends before it begins.
        NotFound: there is no such training.
    """
    _must_follow(begins_on, returned_on)
    _set(training_id, begins_on=begins_on, returned_on=returned_on)


def record_report(training_id: int, reported_on: date | None) -> None:
    """Store the day on which the report was handed in; None if it was not.

    Raises:
        Refused: the day is before the return.
        NotFound: there is no such training.
    """
    _must_be_back(training_id, reported_on)
    _set(training_id, reported_on=reported_on)


def record_publication(training_id: int, published_on: date | None, where: str = "") -> None:
    """Store when and where the acquired knowledge was published; None if it was not.

    Raises:
        Refused: the day is before the return.
        NotFound: there is no such training.
    """
    _must_be_back(training_id, published_on)
    _set(training_id, published_on=published_on, published_at=cleaned(where))


def record_follow_up(training_id: int, supervisor_id: int, followed_up_on: date) -> None:
    """Store which supervisor followed up, and when; the report texts are fields of the training.

    Raises:
        Refused: the day is before the return.
        NotFound: there is no such training.
    """
    _must_be_back(training_id, followed_up_on)
    _set(training_id, supervisor=supervisor_id, followed_up_on=followed_up_on)


def division_of(training_id: int) -> int | None:
    """Return the id of the division of the post that the person held on the day of the return.

    A substantive post goes before an acting one; None if no post of a division was held.

    Raises:
        NotFound: there is no such training.
    """
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
    """Add a knowledge item for the training, held by the trained person; return its id.

    A second call returns the existing item.

    Raises:
        NotFound: there is no such training.
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


def all_trainings() -> tuple[TrainingView, ...]:
    """Return the trainings of every year by their numbers, the latest first."""
    with database.atomic("DEFERRED"):
        rows = Training.select(Training, Person).join(Person).where(Training.deleted_at.is_null())
        ordered = rows.order_by(Training.year.desc(), Training.number.desc())
        return tuple(training_view(row) for row in list(ordered))


def trainings_of(fiscal_year_: int) -> tuple[TrainingView, ...]:
    """Return the trainings whose return lies in a fiscal year, the latest first."""
    first, last = fiscal_range(fiscal_year_)
    return _views(Training.returned_on.between(first, last))


def trainings_owing(today: date) -> tuple[TrainingView, ...]:
    """Return the ended trainings with an open duty, the most urgent first, for the home screen."""
    owing = Training.reported_on.is_null() | Training.published_on.is_null()
    return _views(owing & (Training.returned_on <= today))[::-1]


def training_deadlines(today: date) -> list[Deadline]:
    """Return the open duties of every ended training as deadlines."""
    return [
        Deadline(f"{duty.label} {each.title} ({each.person})", duty.due_on, InTraining(each.id))
        for each in trainings_owing(today)
        for duty in (each.report, each.publication)
        if duty.done_on is None
    ]


def read_training(training_id: int) -> TrainingView:
    """Return one training as the value that lists show.

    Raises:
        NotFound: there is no such training, or it is soft-deleted.
    """
    with database.atomic("DEFERRED"):
        return training_view(training(training_id))


def training_view(row: Training) -> TrainingView:
    """Return a row as the value that lists show."""
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
