"""The stored drafts: the latest state of every text that is being typed."""

import contextlib
import sqlite3
from typing import Any

from peewee import PeeweeException

from kmtui.thai.damaged import is_damaged
from models.drafts.rescue import TypedText
from models.editing.revisions import FieldKey, Subject
from models.errors import StorageErrorReason
from models.storage.database import Record, database, reason_of
from models.storage.fields import CharField, IntegerField, TextField


class Draft(Record):
    """The latest typed state of a text that is no revision yet, a row for a field and session."""

    subject = CharField(choices=[(subject, subject) for subject in Subject])
    subject_id = IntegerField()
    session = CharField()
    base_version = IntegerField()
    text = TextField()
    who = CharField()
    at = CharField()
    item_id = IntegerField(null=True)
    speaker_id = IntegerField(null=True)
    field = CharField(default="")
    outcome = CharField(default="")
    present_count = IntegerField(null=True)

    class Meta:
        """One draft for each field and session."""

        indexes = ((("subject", "subject_id", "field", "session"), True),)

    def as_typed(self) -> TypedText:
        """Return the draft as a plain value. Raises ValueError if any of its columns is damaged."""
        if any(map(is_damaged, self.__data__.values())):
            raise ValueError("a stand-in must not be offered as what somebody typed")
        return TypedText(
            Subject(self.subject),
            self.subject_id,
            self.session,
            self.base_version,
            self.text,
            self.who,
            self.at,
            self.item_id,
            self.speaker_id,
            self.field,
            self.outcome,
            self.present_count,
        )


def read_drafts() -> tuple[list[TypedText], list[int]]:
    """Return every readable draft, and the ids of the drafts with damaged bytes.

    Damaged drafts stay in the table: one of them must not keep the program from starting.
    """
    with contextlib.suppress(ValueError, PeeweeException, sqlite3.Error):
        return [row.as_typed() for row in Draft.select()], []
    whole, damaged = list[TypedText](), list[int]()
    ids: Any = Draft.select(Draft.id).order_by(Draft.id).tuples()
    for (draft_id,) in list(ids):
        try:
            row = Draft.get_or_none(Draft.id == draft_id)
            whole += [row.as_typed()] if row is not None else []
        except ValueError:
            damaged.append(draft_id)
        except (PeeweeException, sqlite3.Error) as error:
            # Invalid UTF-8 is reported without an SQLite error name.
            if reason_of(error) != StorageErrorReason.UNKNOWN:
                raise
            damaged.append(draft_id)
    return whole, damaged


def save_draft(typed: TypedText) -> None:
    """Store the typed text as the only draft of its field and session, in one transaction."""
    values = {
        "base_version": typed.base_version,
        # UTF-8 cannot encode a lone surrogate; the rest is sanitized when it becomes a revision.
        "text": typed.text.encode(errors="ignore").decode(),
        "who": typed.who,
        "at": typed.at,
        "item_id": typed.item_id,
        "speaker_id": typed.speaker_id,
        "outcome": typed.outcome,
        "present_count": typed.present_count,
    }
    with database.atomic():
        Draft.insert(
            subject=typed.subject,
            subject_id=typed.subject_id,
            field=typed.field,
            session=typed.session,
            **values,
        ).on_conflict(
            conflict_target=[Draft.subject, Draft.subject_id, Draft.field, Draft.session],
            update=values,
        ).execute()


def drop_draft(field_key: FieldKey, session: str) -> None:
    """Delete the draft of a field by a session, once its text is stored or discarded."""
    subject, subject_id, field = field_key
    Draft.delete().where(
        Draft.subject == subject,
        Draft.subject_id == subject_id,
        Draft.field == field,
        Draft.session == session,
    ).execute()
