"""The record of a training, its number in a fiscal year, and finding it by key."""

from datetime import date, timedelta
from typing import Any

from peewee import fn

from kmtui.thai.dates import parse_numbered
from kmtui.thai.digits import thai_digits, whole_number
from kmtui.thai.when.typed import DateError
from models.editing.cell_values import day_text
from models.errors import NotFound
from models.knowledge.records import (
    KnowledgeItem,
)
from models.people.records import Person, Post
from models.storage.database import Record
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
    """One person's course, seminar or visit.

    `reported_on` and `published_on` are the dates on which the two duties were done; `learnt` is
    the report's text; `knowledge` is the item that was made of it. The number is that of the fiscal
    year in which the training was to end when it was entered; it never changes.
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
        """The post that followed up and the day; empty without a follow-up."""
        if self.supervisor is None:
            return ""
        return f"{self.supervisor.name} {day_text(self.followed_up_on)}".strip()

    @property
    def due_on(self) -> date:
        """The last day for the report and for the publication: 15 days after the return."""
        returned: Any = self.returned_on
        return due_after(returned)


class TrainingCount(Record):
    """The last number given in a fiscal year, so that a purged training's number is not reused."""

    year = YearField(unique=True)
    given = IntegerField()


def next_number(year: int) -> int:
    """Return the next number of a fiscal year, stored as given in the caller's transaction."""
    count = TrainingCount.get_or_none(year=year)
    newest = Training.select(fn.MAX(Training.number)).where(Training.year == year).scalar() or 0
    number = max(int(count.given) if count is not None else 0, int(newest)) + 1
    if count is None:
        TrainingCount.create(year=year, given=number)
    else:
        TrainingCount.update(given=number).where(TrainingCount.id == count.id).execute()
    return number


def due_after(returned_on: date) -> date:
    """Return the last day to report on a training: 15 days after `returned_on`."""
    return returned_on + timedelta(days=REPORT_WITHIN_DAYS)


def training(training_id: int) -> Training:
    """Return a training that is not soft-deleted.

    Raises:
        NotFound: there is no such training, or it is soft-deleted.
    """
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
    """Return a query condition that matches a training's key; None if the text is no key."""
    number = whole_number(key)
    if number is not None:
        return Training.id == number if number <= _LARGEST_ID else None
    try:
        number, year = parse_numbered(key)
    except DateError:
        return None
    return (Training.number == number) & (Training.year == year)
