"""The history of changes, with day and user; earlier states can be stored again.

It is read newest first, in parts: an office has a hundred thousand states.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from peewee import fn

from models.editing.audit_trail import PURGED, write_field
from models.editing.record_kind import DELETED_AT, RecordKind, version_of
from models.editing.revisions import FieldKey, Revision, Subject
from models.errors import NotFound, Refused
from models.history.kinds import KINDS, kind_of, location_of, may_put_back, where_of
from models.office.locations import Location
from models.storage.database import database

MOST = 300
_NEWER = "มีผู้อื่นแก้ข้อความนี้หลังจากที่ท่านเปิดดู อ่านรุ่นใหม่ก่อน ถ้ายังต้องการให้เลือกรุ่นเดิมอีกครั้ง"
_NONE = "รายการนี้ถูกลบถาวรแล้ว"


class HistoryEntry(Struct, frozen=True):
    """A change in the list: record, field, actor, time (UTC); `text` is the text since then.

    `location` is None if the record cannot be shown: purged, in the bin, or a row of the settings.
    `count` is the number of consecutive revisions of one field by one user that it combines, of
    which `revision_id` is the earliest.
    """

    revision_id: int
    field_key: FieldKey
    noun: str
    title: str
    where: str
    label: str
    text: str
    who: str
    changed_at: str
    location: Location | None
    count: int = 1


class HistoryFilter(Struct, frozen=True):
    """A filter of changes: by kind of record, user, records, or older than a revision.

    All conditions must hold; one that is None or empty admits every change.
    """

    subject: Subject | None = None
    who: str = ""
    records: tuple[tuple[Subject, int], ...] = ()
    before_id: int | None = None


_EVERYTHING = HistoryFilter()


class TextVersion(Struct, frozen=True):
    """One stored state of a text: its version, its author, and the time (UTC)."""

    number: int
    text: str
    who: str
    stored_at: str


class TextHistory(Struct, frozen=True):
    """Every state of one text, newest first.

    `refusal` says in Thai why none can be restored; empty if they can be.
    """

    field_key: FieldKey
    noun: str
    title: str
    where: str
    label: str
    versions: tuple[TextVersion, ...]
    refusal: str


def changes(
    history_filter: HistoryFilter = _EVERYTHING, limit: int = MOST
) -> tuple[HistoryEntry, ...]:
    """Return the newest changes first, from at most `limit` revisions.

    Consecutive revisions of one field by one user are one change.
    """
    rows = list(_rows(history_filter).order_by(Revision.id.desc()).limit(limit))
    records = _records(rows)
    found: list[HistoryEntry] = []
    for row in rows:
        place, last = _place(row), found[-1] if found else None
        if last is not None and (last.field_key, last.who) == (place, row.who):
            found[-1] = replace(last, revision_id=row.id, count=last.count + 1)
        else:
            found.append(_change(row, records.get((row.subject, row.subject_id))))
    return tuple(found)


def people_of_history() -> tuple[str, ...]:
    """Return the names of all users who ever changed something, sorted."""
    rows = Revision.select(Revision.who).where(Revision.who != "").distinct()
    return tuple(sorted(str(row.who) for row in rows))


def text_history(field_key: FieldKey) -> TextHistory:
    """Return every state of a text with its author, the newest first.

    Raises:
        NotFound: the text was never changed.
    """
    cells, row = kind_of(field_key.subject), _row(field_key)
    revisions = list(_of(field_key).order_by(Revision.version.desc()))
    if not revisions:
        raise NotFound("ข้อความนี้ยังไม่เคยถูกแก้ไข จึงยังไม่มีประวัติ")
    title, where = _told(field_key.subject, row)
    return TextHistory(
        field_key,
        cells.noun,
        title,
        where,
        _label(cells, field_key.field),
        tuple(TextVersion(each.version, each.text, each.who, each.at) for each in revisions),
        _refusal(cells, row, field_key.field),
    )


def put_back(field_key: FieldKey, version: int, newest: int | None = None) -> int:
    """Restore an earlier state of a text, as a new state; return its version.

    Args:
        newest: the newest version that the user has seen; None for whatever is stored.

    Raises:
        Refused: there is a newer version, the record is closed to changes (closed, adopted, issued,
            announced), or the field is changed on another screen, as is a deletion.
        NotFound: the version does not exist, or the record is soft-deleted.
    """
    cells = kind_of(field_key.subject)
    with database.atomic():
        stored = _of(field_key).where(Revision.version == version).first()
        if stored is None:
            raise NotFound("ไม่พบรุ่นนี้ในประวัติแล้ว เปิดประวัติใหม่แล้วเลือกอีกครั้ง")
        if field_key.field == DELETED_AT:
            raise Refused("เรียกคืนจากถังขยะได้ในหน้าถังขยะ (F2)")
        if not may_put_back(cells, field_key.field):
            raise Refused(_elsewhere(cells, field_key.field))
        if newest is not None and version_of(field_key) > newest:
            raise Refused(_NEWER)
        if field_key.field in cells.only_read:
            return write_field(cells, field_key, stored.text)
        at = cells.read(field_key.subject_id, field_key.field).version
        return cells.replace(field_key.subject_id, field_key.field, at, stored.text)


def _rows(wanted: HistoryFilter) -> Any:
    # A subject with a damaged byte is kept and reported by `verify`; it must not break the history.
    # The expression keeps SQLite off the index of subjects, with which it sorts all revisions.
    told = fn.COALESCE(Revision.subject, "").in_([each.subject for each in KINDS])
    rows = Revision.select().where(told)
    if wanted.subject is not None:
        rows = rows.where(Revision.subject == wanted.subject)
    if wanted.records:
        one = [
            (Revision.subject == kind) & (Revision.subject_id == id_)
            for kind, id_ in wanted.records
        ]
        rows = rows.where(reduce(or_, one))
    if wanted.who:
        rows = rows.where(Revision.who == wanted.who)
    if wanted.before_id is not None:
        rows = rows.where(Revision.id < wanted.before_id)
    # The text before the first change is listed with it, not as a change of its own.
    return rows.where(Revision.version > 0)


def _of(place: FieldKey) -> Any:
    return Revision.select().where(
        Revision.subject == place.subject,
        Revision.subject_id == place.subject_id,
        Revision.field == place.field,
    )


def _records(rows: Iterable[Revision]) -> dict[tuple[str, int], Any]:
    """Return the records of these revisions by subject and id; deleted rows are left out.

    Runs one query per kind of record.
    """
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row.subject, set()).add(row.subject_id)
    found: dict[tuple[str, int], Any] = {}
    for subject, ids in wanted.items():
        table: Any = kind_of(subject).table
        for record in table.select().where(table.id.in_(list(ids))):
            found[subject, record.id] = record
    return found


def _change(row: Revision, record: Any) -> HistoryEntry:
    cells, place = kind_of(row.subject), _place(row)
    title, where = _told(row.subject, record)
    return HistoryEntry(
        row.id,
        place,
        cells.noun,
        title,
        where,
        _label(cells, row.field),
        _bin_words(row.text) if row.field == DELETED_AT else row.text,
        row.who,
        row.at,
        location_of(place, record),
    )


def _told(subject: str, record: Any) -> tuple[str, str]:
    """Return the title of a record, and the label of what it belongs to."""
    if record is None:
        return _NONE, ""
    return kind_of(subject).title_of(record), where_of(subject, record)


def _bin_words(text: str) -> str:
    if text == PURGED:
        return "ลบถาวร"
    return "ย้ายไปถังขยะ" if text else "นำกลับจากถังขยะ"


def _label(cells: RecordKind, field: str) -> str:
    if field == DELETED_AT:
        return "ถังขยะ"
    try:
        return cells.column(field).label
    except StopIteration:
        return field


def _refusal(cells: RecordKind, row: Any, field: str) -> str:
    """Return why no earlier state can be restored; empty if one can."""
    if row is None:
        return _NONE
    if field == DELETED_AT:
        return "เรียกคืนจากถังขยะได้ในหน้าถังขยะ"
    if getattr(row, DELETED_AT, None) is not None:
        return f"{cells.noun}นี้อยู่ในถังขยะ เรียกคืนจากถังขยะก่อน"
    if not may_put_back(cells, field):
        return _elsewhere(cells, field)
    try:
        cells.must_be_open(row)
    except Refused as refusal:
        return str(refusal)
    return ""


def _elsewhere(cells: RecordKind, field: str) -> str:
    return f"“{_label(cells, field)}” ย้อนจากหน้านี้ไม่ได้ แก้ในจอของ{cells.noun}นั้น"


def _row(place: FieldKey) -> Any:
    table = kind_of(place.subject).table
    return table.get_or_none(table.id == place.subject_id)


def _place(row: Revision) -> FieldKey:
    return FieldKey(Subject(row.subject), row.subject_id, row.field)
