"""Seals: a hash over the content of a finished document, by which later changes are detected.

A seal stores which columns it covers: a column that a later version adds breaks no seal. Each
subject decides what it seals and when (`seal_minutes`, `seal_order`).
"""

import hashlib
import json
from enum import StrEnum

from msgspec import Struct
from peewee import PeeweeException

from models.editing.actor import current_actor
from models.storage.database import Record, database, now
from models.storage.fields import CharField, IntegerField, MomentField, TextField


class Sealed(StrEnum):
    """The kinds of records that carry a seal."""

    MINUTES = "minutes"
    CORRECTION = "correction"
    ORDER = "order"


class Seal(Record):
    """The seal of one record: what it covers (`shape`), the hash, actor and time.

    A seal without a hash records that an older version finished the record without sealing it.
    """

    subject = CharField(choices=[(subject, subject) for subject in Sealed])
    subject_id = IntegerField()
    shape = TextField()
    digest = CharField()
    who = CharField()
    at = MomentField()

    class Meta:
        """A record is sealed once."""

        indexes = ((("subject", "subject_id"), True),)


class _Part(Struct, frozen=True):
    """Sealed rows of a table: these columns, of rows that `where` selects by record id."""

    table: str
    columns: tuple[str, ...]
    where: str


def _part(table: str, columns: str, where: str) -> _Part:
    return _Part(table, tuple(columns.split()), where)


_ITEMS = "SELECT id FROM agenda_item WHERE meeting_id = ? AND deleted_at IS NULL"


_LIVE = f"deleted_at IS NULL AND item_id IN ({_ITEMS})"


_COMMITTEES = "SELECT id FROM committee WHERE order_id = ?"


# Columns that may change later are in no seal: a task's end, a quorum, a replaced committee.
_PARTS: dict[Sealed, tuple[_Part, ...]] = {
    Sealed.MINUTES: (
        _part(
            "meeting",
            "committee_id number year held_on starts_at opened_at closed_at place"
            " adopted_on adopted_how adopted_by_id",
            "id = ?",
        ),
        _part("committee", "name", "id = (SELECT committee_id FROM meeting WHERE id = ?)"),
        _part(
            "attendance",
            "id position seat_id status reason name title formal_title"
            " arrived_at left_at substitute_name substitute_title takes_chair chair_reason"
            " away agreed_on",
            "meeting_id = ?",
        ),
        _part(
            "seat",
            "id position role listed_as",
            "id IN (SELECT seat_id FROM attendance WHERE meeting_id = ?)",
        ),
        _part(
            "agenda_item",
            "id parent_id position kind title nothing_said postponed_from_id",
            "meeting_id = ? AND deleted_at IS NULL",
        ),
        _part("statement", "id item_id position speaker_id text", _LIVE),
        _part(
            "resolution",
            "id item_id position outcome text present_count"
            " votes_for votes_against abstained by_acclamation casting_vote"
            " made_at secret_ballot",
            _LIVE,
        ),
        _part(
            "dissent",
            "resolution_id attendance_id reason",
            f"resolution_id IN (SELECT id FROM resolution WHERE {_LIVE})",  # noqa: S608  # ours
        ),
        _part("recusal", "item_id attendance_id reason", f"item_id IN ({_ITEMS})"),
        _part("joint_item", "item_id resolution_id", f"item_id IN ({_ITEMS})"),
        _part(
            "action_item",
            "id item_id resolution_id statement_id text assignee due_on",
            "meeting_id = ? AND deleted_at IS NULL",
        ),
    ),
    Sealed.CORRECTION: (_part("correction", "meeting_id position text asked_by", "id = ?"),),
    Sealed.ORDER: (
        _part(
            "appointment_order",
            "number year subject cause effective issued_on signer_name signer_title amends_id",
            "id = ?",
        ),
        _part("committee", "id position name english", "order_id = ?"),
        _part(
            "seat",
            "committee_id position role post_id person_id listed_as",
            f"committee_id IN ({_COMMITTEES})",
        ),
        _part("duty", "committee_id position text", f"committee_id IN ({_COMMITTEES})"),
    ),
}


def seal_record(subject: Sealed, record_id: int) -> None:
    """Seal the present state of a record that has no seal yet; part of the caller's transaction."""
    shape = {part.table: list(part.columns) for part in _PARTS[subject]}
    Seal.delete().where(
        Seal.subject == subject, Seal.subject_id == record_id, Seal.digest == ""
    ).execute()
    Seal.insert(
        subject=subject,
        subject_id=record_id,
        shape=json.dumps(shape),
        digest=_digest(subject, record_id, shape),
        who=current_actor(),
        at=now(),
    ).on_conflict_ignore().execute()


def mark_unsealed(subject: Sealed, record_id: int) -> None:
    """Record that a finished record was never sealed, because it was finished outside the program.

    Otherwise it would be reported as one that lost its seal. Runs in the caller's transaction.
    """
    Seal.create(subject=subject, subject_id=record_id, shape="", digest="", who="", at=now())


def matches_seal(seal: Seal) -> bool:
    """Return whether the record still equals its sealed state; False for an unreadable seal."""
    try:
        shape = {str(table): list(columns) for table, columns in json.loads(seal.shape).items()}
        return bool(seal.digest == _digest(Sealed(seal.subject), seal.subject_id, shape))
    except (ValueError, AttributeError, TypeError, PeeweeException):  # a column or table is gone
        return False


def _digest(subject: Sealed, record_id: int, shape: dict[str, list[str]]) -> str:
    content: list[object] = [subject, record_id]
    for part in _PARTS[subject]:
        # Only columns that we know: the shape is read from the file and is not to be trusted.
        columns = [each for each in part.columns if each in shape.get(part.table, ())]
        if columns:
            content += [part.table, columns, _rows(part, columns, record_id)]
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()


def _rows(part: _Part, columns: list[str], record_id: int) -> list[object]:
    listed = ", ".join(f'"{each}"' for each in columns)
    sql = f'SELECT {listed} FROM "{part.table}" WHERE {part.where}'  # noqa: S608  # ours, see above
    rows = database.execute_sql(sql, (record_id,)).fetchall()
    return sorted(([_plain(value) for value in row] for row in rows), key=json.dumps)


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value
