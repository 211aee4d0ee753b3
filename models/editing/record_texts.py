"""The texts of one record, with their field keys and versions, for an editor."""

from collections.abc import Sequence
from typing import NamedTuple

from models.editing.record_kind import RecordKind, versions_of
from models.editing.revisions import FieldKey


class RecordText(NamedTuple):
    """One text of a record with its field key, its label and its version."""

    field_key: FieldKey
    label: str
    text: str
    version: int


def record_texts(kind: RecordKind, record_id: int) -> tuple[RecordText, ...]:
    """Return the texts of a record that users type in place, in the order of its columns.

    Raises:
        NotFound: the record does not exist or is soft-deleted.
    """
    return texts_of_records(kind, (record_id,))


def texts_of_records(kind: RecordKind, record_ids: Sequence[int]) -> tuple[RecordText, ...]:
    """Return the texts of several records that users type in place, record by record.

    Raises:
        NotFound: one of them does not exist or is soft-deleted.
    """
    versions = versions_of(kind.subject, record_ids)
    found = []
    for record_id in record_ids:
        for column in (each for each in kind.columns if each.name not in kind.only_read):
            place = FieldKey(kind.subject, record_id, column.name)
            state = kind.read(record_id, column.name)
            found.append(RecordText(place, column.label, state.text, versions.get(place, 0)))
    return tuple(found)
