"""Versioned texts: saving by compare-and-swap, with every earlier state in the history."""

import hashlib
import json
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from peewee import fn

from kmtui.thai.text import clean
from models.editing.actor import current_actor
from models.errors import NotFound, VersionConflict
from models.storage.chain import link, newest_head
from models.storage.database import Record, database, now
from models.storage.fields import CharField, IntegerField, MomentField, TextField

# Stores a text over a version (id, expected version, text); its new version.
SaveOperation = Callable[[int, int, str], int]


class Subject(StrEnum):
    """The kind of record that a text belongs to."""

    STATEMENT = "statement"
    RESOLUTION = "resolution"
    DISSENT = "dissent"
    PLAN = "plan"
    SCOPE = "scope"
    GOAL = "goal"
    FACTOR = "factor"
    ACTIVITY = "activity"
    PROGRESS = "progress"
    KNOWLEDGE = "knowledge"
    CLASSIFICATION = "classification"
    MEMO = "memo"
    ANSWER = "answer"
    TRAINING = "training"
    SURVEY = "survey"
    ATTACHMENT = "attachment"
    WAIVER = "waiver"
    REPORT = "report"
    ORGANIZATION = "organization"
    PERSON = "person"
    POST = "post"
    DIVISION = "division"
    ORDER = "order"
    COMMITTEE = "committee"
    DUTY = "duty"
    AGENDA_ITEM = "agenda_item"
    TASK = "task"
    SNIPPET = "snippet"
    APPROVAL = "approval"
    QUORUM = "quorum"
    AGENDA_TEMPLATE = "agenda_template"
    ATTENDANCE = "attendance"
    HELD_POSTS = "held_posts"
    MEETING = "meeting"
    MEMBER = "member"


class FieldKey(NamedTuple):
    """The key of a text: a record and a field; `field` is empty if the record has one text only."""

    subject: Subject
    subject_id: int
    field: str = ""


class Editable(Record):
    """A record with one text that people edit. The version counts its stored states."""

    text = TextField(default="")
    version = IntegerField(default=1)
    deleted_at = MomentField(null=True)


class Revision(Record):
    """One stored state of a text: actor, time, version, and a hash over all of it.

    `chain` is the hash of this digest and of the `chain` of the revision before.
    """

    subject = CharField(choices=[(subject, subject) for subject in Subject])
    subject_id = IntegerField()
    version = IntegerField()
    text = TextField()
    who = CharField(index=True)
    at = MomentField()
    digest = CharField()
    field = CharField(default="")
    chain = CharField(default="")

    class Meta:
        """A version of a field is stored only once."""

        indexes = ((("subject", "subject_id", "field", "version"), True),)

    def is_intact(self) -> bool:
        """Return whether the stored text is still the one that was hashed."""
        return bool(self.digest == _digest(self._sealed()))

    def seal(self) -> None:
        """Set `digest` to the hash of the row's content."""
        self.digest = _digest(self._sealed())

    def _sealed(self) -> list[object]:
        # Revisions from before there were cells were hashed without a field.
        field = [self.field] if self.field else []
        stored = [self.subject, self.subject_id, self.version, self.text, self.who, self.at]
        return stored + field


def first_revision(subject: Subject, record: Editable) -> None:
    """Store the text of a new record as version 1; part of the caller's transaction."""
    store_revision(FieldKey(subject, record.id), 1, record.text)


def replace_text(
    subject: Subject, table: type[Editable], record_id: int, expected: int, text: str
) -> int:
    """Store `text` if the stored version is still `expected`; return the new version.

    Stores nothing if the text is the same. Runs in the caller's transaction.

    Raises:
        VersionConflict: another user was first; carries what is stored.
        NotFound: the record does not exist or is soft-deleted.
    """
    stored = table.get_or_none(id=record_id, deleted_at=None)
    if stored is None:
        raise NotFound("ข้อความนี้ถูกลบไปแล้ว กู้คืนได้จากหน้าประวัติ")
    fresh = clean(text)
    if stored.text == fresh:
        return int(stored.version)
    changed = (
        table.update(text=fresh, version=expected + 1)
        .where(table.id == record_id, table.version == expected)
        .execute()
    )
    if changed != 1:
        raise VersionConflict(stored.text, stored.version)
    store_revision(FieldKey(subject, record_id), expected + 1, fresh)
    return expected + 1


def never_reused_id(table: type[Record], *subjects: Subject) -> int:
    """Return an id that no record of this table has or ever had, according to the history.

    SQLite reuses the id of a deleted row, and with it the new row would get the old one's history.
    Runs in the caller's transaction.
    """
    told = Revision.select(fn.MAX(Revision.subject_id)).where(Revision.subject.in_(subjects))
    return max(table.select(fn.MAX(table.id)).scalar() or 0, told.scalar() or 0) + 1


def store_revision(field_key: FieldKey, version: int, text: str) -> None:
    """Store a state of a text by the current actor, and link it into the hash chain.

    Version 0 is the text before the first change; it has no author. Runs in the caller's
    transaction.
    """
    revision = Revision(
        subject=field_key.subject,
        subject_id=field_key.subject_id,
        field=field_key.field,
        version=version,
        text=text,
        who=current_actor() if version else "",
        at=now(),
    )
    revision.seal()
    before = newest_head(database.execute_sql)
    revision.chain = link(before.chain if before is not None else "", revision.digest)
    revision.save(force_insert=True)
    database.note_history()


def _digest(sealed: list[object]) -> str:
    return hashlib.sha256(json.dumps(sealed, ensure_ascii=True).encode()).hexdigest()
