"""The audit trail: operations record in the history what they change, and the actor.

Texts edited field by field are recorded by `RecordKind.replace`. Any other change (a title, a name,
a task, a soft delete) runs in a `track_changes` block.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from kmtui.thai.text import clean
from models.editing.record_kind import (
    DELETED_AT,
    CellState,
    FieldSpec,
    RecordKind,
    cleaned,
    plain_text,
    version_of,
)
from models.editing.revisions import (
    FieldKey,
    SaveOperation,
    Subject,
    never_reused_id,
    store_revision,
)
from models.errors import NotFound, VersionConflict
from models.storage.database import database

PURGED = "purged"  # the text of a bin's revision: the record is gone for good

_here = threading.local()
_States = dict[FieldKey, str]


class OperationRecordKind(RecordKind, frozen=True):
    """Records whose columns are stored together by one operation, not one by one.

    `operation` gets the row and the texts of all columns, one of them new, and stores them as the
    screens do, in a `track_changes` block. The table may have no soft delete.
    """

    operation: Callable[[Any, dict[str, str]], object] = lambda _row, _texts: None
    asks_first: bool = True

    @property
    def is_typed_in_place(self) -> bool:
        """False: a text is stored by an operation on the whole record."""
        return False

    def differs(self, record_id: int, field: str, text: str) -> bool:
        """Return whether a draft differs from the stored text.

        If the record is not stored, return whether the draft has any text.
        """
        is_stored = self.table.get_or_none(self.table.id == record_id) is not None
        return super().differs(record_id, field, text) if is_stored else bool(cleaned(text))

    def replace(self, record_id: int, field: str, expected: int, text: str) -> int:
        """Store a field by the record's operation, if its version is still `expected`.

        Arguments, result and errors (VersionConflict, NotFound, Refused) are those of
        `RecordKind.replace`.
        """
        with database.atomic():
            row, place = self._row(record_id), FieldKey(self.subject, record_id, field)
            self.must_be_open(row)
            stored, version = self._text(row, field), version_of(place)
            if cleaned(text) == stored:
                return version
            if version != expected:
                raise VersionConflict(stored, version)
            texts = {each.name: self._text(row, each.name) for each in self.columns}
            self.operation(row, {**texts, field: text})
            return version_of(place)

    def deleted_rows(self) -> list[Any]:
        """Return the soft-deleted records; none if the table has no soft delete."""
        return super().deleted_rows() if DELETED_AT in self.table._meta.fields else []

    def _row(self, record_id: int) -> Any:
        row = self.table.get_or_none(self.table.id == record_id)
        if row is None or getattr(row, DELETED_AT, None) is not None:
            raise NotFound(f"{self.noun}นี้ถูกลบไปแล้ว กู้คืนได้จากหน้าประวัติและถังขยะ")
        return row


class TextRecordKind(OperationRecordKind, frozen=True):
    """Records with one text of their own (`Editable`), whose revisions have an empty field name.

    `save` stores that text. The columns are the other recorded fields.
    """

    save: SaveOperation = lambda _id, expected, _text: expected

    @property
    def is_typed_in_place(self) -> bool:
        """True: the record's own text is stored alone (`save`)."""
        return True

    def has_column(self, field: str) -> bool:
        """Return whether there is a column with this name; an empty name is the record's text."""
        return not field or super().has_column(field)

    def column(self, field: str) -> FieldSpec:
        """Return the column with this name; the record's text if the name is empty."""
        return super().column(field) if field else _OWN_TEXT

    def read(self, record_id: int, field: str) -> CellState:
        """Return the stored value and version of a field.

        Raises:
            NotFound: the record does not exist or is soft-deleted.
        """
        if field:
            return super().read(record_id, field)
        row = self._row(record_id)
        return CellState(row.text, row.version)

    def replace(self, record_id: int, field: str, expected: int, text: str) -> int:
        """Store the text if its version is still `expected`; return its new version.

        Arguments and errors (VersionConflict, NotFound, Refused) are those of `RecordKind.replace`.
        """
        if field:
            return super().replace(record_id, field, expected, text)
        with database.atomic():
            self.must_be_open(self._row(record_id))
            return self.save(record_id, expected, text)

    def differs(self, record_id: int, field: str, text: str) -> bool:
        """Return whether a draft differs from the stored text.

        If the record does not exist, return whether the draft has any text.
        """
        row = self.table.get_or_none(self.table.id == record_id)
        if field or row is None:
            return super().differs(record_id, field, text)
        return bool(row.text != clean(text))

    def _text(self, row: Any, field: str) -> str:
        return super()._text(row, field) if field else str(row.text)


_OWN_TEXT = FieldSpec("", "ข้อความ")


def write_field(kind: RecordKind, field_key: FieldKey, text: str) -> int:
    """Store a text in a field by its column's operation; return the field's new version.

    For columns that are not typed in place. Runs in the caller's transaction.

    Raises:
        NotFound: the record does not exist or is soft-deleted.
        KmError: as raised by `must_be_open` and by the operation.
    """
    kind.read(field_key.subject_id, field_key.field)
    row = kind.table.get_by_id(field_key.subject_id)
    kind.must_be_open(row)
    act = kind.column(field_key.field).operation
    assert act is not None, "asked only of columns that can be put back"
    with track_changes(kind, field_key.subject_id):
        act(row, text)
    return version_of(field_key)


@contextmanager
def track_changes(kind: RecordKind, *record_ids: int | None) -> Iterator[None]:
    """Record in the history what the `with` block changes in these records, including deletion.

    Part of the caller's transaction. A record created in the block gets no history yet; for a
    record that the block deletes permanently, the history stores its last state and an empty one.
    Nested blocks count as one change.
    """
    watched: frozenset[tuple[Subject, int]] = getattr(_here, "watched", frozenset())
    wanted = [each for each in record_ids if each and (kind.subject, each) not in watched]
    before = _states(kind, wanted)
    _here.watched = watched | {(kind.subject, each) for each in wanted}
    try:
        yield
    finally:
        _here.watched = watched
    after = _states(kind, wanted)
    for place, text in before.items():
        if text != after.get(place, ""):
            _keep(place, text, after.get(place, ""))
    for place in after.keys() - before.keys():
        if after[place] and version_of(place):
            append_revision(place, after[place])


def never_reused_id_of(*kinds: RecordKind) -> int:
    """Return an id by `never_reused_id` for these kinds, which share one table."""
    return never_reused_id(kinds[0].table, *(each.subject for each in kinds))


def append_revision(field_key: FieldKey, text: str) -> None:
    """Record in the history that this field now has this text; part of the caller's transaction."""
    store_revision(field_key, version_of(field_key) + 1, text)


def _keep(place: FieldKey, before: str, text: str) -> None:
    if place.field != DELETED_AT and version_of(place) == 0:
        store_revision(place, 0, before)
    append_revision(place, text)


def _states(cells: RecordKind, record_ids: list[int]) -> _States:
    states: _States = {}
    for row in cells.table.select().where(cells.table.id.in_(record_ids)):
        for column in cells.columns:
            text = column.to_text(getattr(row, column.name))
            states[FieldKey(cells.subject, row.id, column.name)] = text
        if DELETED_AT in cells.table._meta.fields:
            states[FieldKey(cells.subject, row.id, DELETED_AT)] = plain_text(row.deleted_at)
    return states
