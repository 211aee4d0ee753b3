"""Damaged values of the open file: their table, record and field, and the value they had.

A damaged value is replaced by a stand-in when it is read (`models.storage.fields`); here it is
listed, and restored if the history or a backup still has the former value.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec import Struct
from peewee import IntegrityError

from kmtui.thai.digits import thai_digits
from models.editing.record_kind import DELETED_AT, FieldSpec
from models.editing.revisions import Revision
from models.errors import KmError
from models.history.kinds import KINDS
from models.maintenance.table_registry import all_tables, field_label, spec_of
from models.storage.backup import FOLDER_NAME, Backup, BackupKind, back_up, backups_in
from models.storage.database import database, raw_connection
from models.storage.fields import Fenced, ForeignKeyField, decoded
from models.storage.file_inspection import label_of

_NOTHING = object()
_SHOWN = 40


class DamagedValue(Struct, frozen=True):
    """A value that cannot be read: its location, and its former value if known.

    Attributes:
        source: Thai words on where the former value was found; empty if it is unknown.
        known: the former value as stored; meaningless without a source.
        leads_nowhere: whether the field refers to a record that does not exist.
    """

    table: str
    column: str
    record_id: int
    field_label: str
    source: str = ""
    known: object = None
    leads_nowhere: bool = False

    @property
    def sentence(self) -> str:
        """The Thai sentence of verification."""
        where = f"{label_of(self.table)} {self.record_id} ช่อง{self.field_label}"
        where += ": " + ("อ้างถึงสิ่งที่ไม่มีในแฟ้ม" if self.leads_nowhere else "ค่าเสียหาย")
        if not self.source:
            return f"{where} ไม่มีในประวัติและสำเนาสำรอง ใส่ค่าใหม่ในจอของรายการนั้น"
        known = thai_digits("ว่าง" if self.known in (None, "") else self.known)[:_SHOWN]
        return f"{where} {self.source}ว่า “{known}” ใส่คืนด้วย kmtui verify --repair"


def damaged_values(path: Path) -> list[DamagedValue]:
    """Return every damaged value in any table of the open file, with its former value if known."""
    found = [each for table in all_tables() for each in _damaged_in(table)]
    if not found:
        return []
    with closing(_Backups(path)) as backups:
        return [_looked_up(table, field, record_id, backups) for table, field, record_id in found]


def repair(path: Path) -> list[DamagedValue]:
    """Restore every damaged value whose former value is known, in one transaction; return those.

    A backup of the file as it is now is made before. No revision is added, because the history or a
    backup holds the restored value already.

    Raises:
        StoreFault: the backup cannot be made; nothing has changed then.
    """
    known = [each for each in damaged_values(path) if each.source]
    if known:
        back_up(path, kind=BackupKind.ASKED)
    mended = []
    with database.atomic():
        for each in known:
            sql = f'UPDATE "{each.table}" SET "{each.column}" = ? WHERE id = ?'  # noqa: S608  # ours
            try:
                with database.atomic():
                    database.execute_sql(sql, (each.known, each.record_id))
            except IntegrityError:
                continue  # another record has the unique value by now
            mended.append(each)
    return mended


def _damaged_in(table: Any) -> Iterator[tuple[Any, Any, int]]:
    there = {column.name for column in database.get_columns(table._meta.table_name)}
    fields = [
        each
        for each in table._meta.sorted_fields
        if isinstance(each, Fenced) and each.column_name in there
    ]
    if not fields:  # a missing table is reported separately
        return
    listed = ", ".join(f'"{each.column_name}"' for each in fields)
    sql = f'SELECT id, {listed} FROM "{table._meta.table_name}" ORDER BY id'  # noqa: S608  # ours
    found = []
    for record_id, *values in database.execute_sql(sql):
        for field, value in zip(fields, values, strict=True):
            if not field.is_sound(value):
                found.append((field, record_id))
    found += [each for each in _leading_nowhere(table) if each not in found]
    yield from ((table, field, record_id) for field, record_id in found)


def _leading_nowhere(table: Any) -> Iterator[tuple[Any, int]]:
    """Yield references to records that do not exist: foreign key field and row id."""
    name = table._meta.table_name
    columns = {row[0]: row[3] for row in database.execute_sql(f'PRAGMA foreign_key_list("{name}")')}
    for _, record_id, _, key in database.execute_sql(f'PRAGMA foreign_key_check("{name}")'):
        yield table._meta.columns[columns[key]], record_id


def _looked_up(table: Any, field: Any, record_id: int, backups: "_Backups") -> DamagedValue:
    name, column = table._meta.table_name, field.column_name
    leads_nowhere = isinstance(field, ForeignKeyField)
    spec, label = spec_of(table, field), field_label(table, field)
    value, source = _of_history(table, field, spec, record_id), "ประวัติบอก"
    if value is _NOTHING:
        value, source = backups.value_of(table, field, record_id)
    if value is _NOTHING or not field.is_sound(value) or not _leads_somewhere(field, value):
        return DamagedValue(name, column, record_id, label, leads_nowhere=leads_nowhere)
    return DamagedValue(name, column, record_id, label, source, value, leads_nowhere)


def _leads_somewhere(field: Any, value: object) -> bool:
    if not isinstance(field, ForeignKeyField) or value is None:
        return True
    return bool(field.rel_model.select().where(field.rel_field == value).exists())


def _of_history(table: Any, field: Any, spec: FieldSpec | None, record_id: int) -> object:
    subjects = [kind.subject for kind in KINDS if kind.table is table]
    is_own_text = field.name == "text" and "version" in table._meta.fields
    newest = (
        Revision.select()
        .where(
            Revision.subject.in_(subjects),
            Revision.subject_id == record_id,
            Revision.field == ("" if is_own_text else field.name),
        )
        .order_by(Revision.version.desc())
        .first()
    )
    if newest is None or not newest.is_intact():
        return _NOTHING
    if is_own_text:
        return newest.text
    if field.name == DELETED_AT:
        return newest.text or None
    return _NOTHING if spec is None else _stored_from(field, spec, newest.text)


def _stored_from(field: Any, spec: FieldSpec, text: str) -> object:
    """Return the stored value whose text in the history is `text`; `_NOTHING` if there is none."""
    choices: list[Any] = [value for value, _label in field.choices or ()]
    for value in (*choices, *((0, 1) if not choices and spec.operation else ()), None):
        if (value is not None or field.null) and _told(spec, value) == text:
            return value if value is None else field.db_value(value)
    try:
        value = spec.from_text(text)
    except (KmError, ValueError, TypeError):
        return _NOTHING
    if _told(spec, value) != text or (value is None and not field.null):
        return _NOTHING
    stored = field.db_value(value)
    return stored if isinstance(stored, str | int | float | None) else str(stored)


def _told(spec: FieldSpec, value: object) -> str | None:
    convert: Callable[[Any], str] = spec.to_text
    try:
        return convert(value)
    except (KmError, ValueError, TypeError, AttributeError, KeyError):
        return None


class _Backups:
    """The backups beside a file, the newest first, opened on demand."""

    def __init__(self, path: Path) -> None:
        self._backups = backups_in(path.parent / FOLDER_NAME)
        self._open: dict[Path, sqlite3.Connection] = {}

    def value_of(self, table: Any, field: Any, record_id: int) -> tuple[object, str]:
        """Return the value in the newest backup with a sound one, and a label of that backup.

        Return `_NOTHING` and an empty label if no backup has one.
        """
        sql = f'SELECT "{field.column_name}" FROM "{table._meta.table_name}" WHERE id = ?'  # noqa: S608
        for backup in self._backups:
            try:
                row = self._connection(backup).execute(sql, (record_id,)).fetchone()
            except (sqlite3.Error, KmError):
                continue  # too old to have the column, or damaged itself
            if row is not None and field.is_sound(row[0]):
                return row[0], f"สำเนาสำรอง {backup.path.name} บอก"
        return _NOTHING, ""

    def close(self) -> None:
        """Close the backups."""
        for each in self._open.values():
            each.close()

    def _connection(self, backup: Backup) -> sqlite3.Connection:
        if backup.path not in self._open:
            connection = raw_connection(backup.path)
            connection.text_factory = decoded
            self._open[backup.path] = connection
        return self._open[backup.path]
