"""The bin of soft-deleted records: list, restore, purge.

A purge cannot be undone: the record is deleted, its history keeps the purge and its actor.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct
from peewee import IntegrityError

from models.editing.audit_trail import PURGED
from models.editing.record_kind import DELETED_AT, RecordKind, version_of
from models.editing.revisions import FieldKey, Revision, Subject, store_revision
from models.errors import NotFound, Refused
from models.evidence.attachments import FOLDER, Attachment
from models.history.kinds import KINDS, kind_of, where_of
from models.office.rights import Right, must_be_allowed, my_uid
from models.storage.database import database


class Binned(Struct, frozen=True):
    """A soft-deleted record, deleted at `deleted_at` (UTC); `who` is empty if unknown.

    `where` is the label of what it belongs to, as of `where_of`.
    """

    subject: Subject
    id: int
    noun: str
    title: str
    where: str
    who: str
    deleted_at: str


def deleted_records() -> tuple[Binned, ...]:
    """Return all soft-deleted records, the last deleted first."""
    found = [each for cells in KINDS for each in _of_kind(cells)]
    return tuple(sorted(found, key=lambda each: each.deleted_at, reverse=True))


def bring_back(subject: Subject, record_id: int) -> None:
    """Restore a soft-deleted record, together with the deleted records that it belongs to.

    Raises:
        Refused: what it belongs to is closed to changes.
        NotFound: the record is not soft-deleted.
    """
    with database.atomic():
        kind, row = kind_of(subject), _binned(subject, record_id)
        above = kind.stands_under(row)
        if above is not None and _is_binned(above):
            bring_back(above.subject, above.subject_id)
        kind.undelete(record_id)


def purge(subject: Subject, record_id: int) -> None:
    """Delete a soft-deleted record for good, with the rows built on it, such as its tasks.

    An attached paper is deleted with its file.

    Raises:
        Refused: the user may not administer, what the record belongs to is closed to changes, or
            other records refer to it.
        NotFound: the record is not soft-deleted.
    """
    with database.atomic():
        must_be_allowed(my_uid(), Right.ADMINISTER)
        kind, row = kind_of(subject), _binned(subject, record_id)
        kind.must_be_open(row)
        try:
            for each in (*kind.built_on(row), row):
                each.delete_instance()
        except IntegrityError as error:
            told = "ยังมีรายการอื่นที่อ้างถึงรายการนี้ ลบถาวรรายการเหล่านั้นก่อน หรือเก็บไว้ในถังขยะ"
            raise Refused(told) from error
        place = FieldKey(subject, record_id, DELETED_AT)
        store_revision(place, version_of(place) + 1, PURGED)
    if isinstance(row, Attachment) and database.folder is not None:
        with suppress(OSError):
            (Path(database.folder) / FOLDER / Path(row.file_name).name).unlink(missing_ok=True)


def _of_kind(cells: RecordKind) -> Iterator[Binned]:
    rows = cells.deleted_rows()
    whose = _whose(cells.subject, [row.id for row in rows])
    for row in rows:
        yield Binned(
            cells.subject,
            row.id,
            cells.noun,
            _title(cells, row),
            where_of(cells.subject, row),
            whose.get(row.id, ""),
            str(row.deleted_at),
        )


def _title(cells: RecordKind, row: Any) -> str:
    """Return the label of a deleted record: its text if it has one, else its title."""
    return str(row.text) if "text" in cells.table._meta.fields else cells.title_of(row)


def _whose(subject: Subject, record_ids: list[int]) -> dict[int, str]:
    """Return, by record id, the user who last deleted each of these records."""
    rows = Revision.select(Revision.subject_id, Revision.who).where(
        Revision.subject == subject,
        Revision.field == DELETED_AT,
        Revision.subject_id.in_(record_ids),
    )
    return {row.subject_id: row.who for row in rows.order_by(Revision.version)}


def _is_binned(record: FieldKey) -> bool:
    table = kind_of(record.subject).table
    return bool(table.get_by_id(record.subject_id).deleted_at is not None)


def _binned(subject: Subject, record_id: int) -> Any:
    table = kind_of(subject).table
    row = table.get_or_none(table.id == record_id)
    if row is None or row.deleted_at is None:
        raise NotFound("รายการนี้ไม่ได้อยู่ในถังขยะแล้ว เปิดถังขยะใหม่อีกครั้ง")
    return row
