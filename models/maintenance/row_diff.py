"""Differences of rows from a backup, in tables whose fields have no history.

A changed row was changed by the program if, since the backup, the history has an entry on its
record or on a record that it is part of: the person of an assignment, the meeting of a row of the
roll. Any other difference is unexplained and reported. Rows of append-only tables (events,
corrections) must exist unchanged.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any

from models.editing.record_kind import DELETED_AT
from models.editing.revisions import Subject
from models.editing.seals import Sealed
from models.history.kinds import KINDS
from models.maintenance.table_registry import all_tables, field_label
from models.storage.fields import ForeignKeyField
from models.storage.file_inspection import label_of

# Written all the time, or compared with the backup by rules of their own.
_BY_THEMSELVES = {"presence", "draft", "revision", "seal", "search_entry", "search_stale"}
_APPENDED = {"meeting_event", "correction", "override", "former_name"}
_COUNTED = {("meeting", "invitation_version")}
"""Columns that the program counts up without an entry in the history."""

_SEALED = {Sealed.MINUTES: "meeting", Sealed.ORDER: "appointment_order"}
_DEPTH = 4

RecordedKeys = set[tuple[str, int]]
"""Records with a history entry since the backup: table and id."""


def recorded_since(now: sqlite3.Connection, then: sqlite3.Connection) -> RecordedKeys:
    """Return the records that got history entries, events or seals since the backup."""
    tables = {kind.subject: kind.table._meta.table_name for kind in KINDS}
    recorded: RecordedKeys = {
        (tables[Subject(subject)], record_id)
        for subject, record_id in _later(now, then, "revision", "subject, subject_id")
        if subject in tables
    }
    recorded |= {("meeting", each) for (each,) in _later(now, then, "meeting_event", "meeting_id")}
    recorded |= {
        (_SEALED[Sealed(subject)], record_id)
        for subject, record_id in _later(now, then, "seal", "subject, subject_id")
        if subject in _SEALED
    }
    return recorded


def rows_unlike(
    now: sqlite3.Connection, then: sqlite3.Connection, compared: set[tuple[str, str]]
) -> Iterator[str]:
    """Yield a Thai sentence for each difference that no history entry explains.

    Args:
        compared: tables and columns to be skipped, which were compared field by field already.
    """
    recorded = recorded_since(now, then)
    for table in all_tables():
        name = table._meta.table_name
        if name not in _BY_THEMSELVES:
            yield from _of_table(now, then, table, recorded, compared)


def _of_table(
    now: sqlite3.Connection,
    then: sqlite3.Connection,
    table: Any,
    recorded: RecordedKeys,
    compared: set[tuple[str, str]],
) -> Iterator[str]:
    name, there_now = table._meta.table_name, _columns(now, table)
    fields = [each for each in table._meta.sorted_fields if each.column_name in there_now]
    if not fields:  # a missing table or column is reported separately
        return
    listed = ", ".join(f'"{each.column_name}"' for each in fields)
    sql = f'SELECT id, {listed} FROM "{name}"'  # noqa: S608  # ours
    there = {row[0]: row[1:] for row in now.execute(sql)}
    owners = _Owners(then, recorded)
    for record_id, *before in then.execute(sql):
        after = there.get(record_id)
        if after is not None and tuple(before) == tuple(after):
            continue
        values = dict(zip((each.column_name for each in fields), before, strict=True))
        if name not in _APPENDED and owners.are_told(table, record_id, values):
            continue
        if after is None:
            if not _is_told_elsewhere(table):
                yield f"{label_of(name)} {record_id} หายไปจากแฟ้มโดยไม่มีประวัติ"
            continue
        for field, old, new in zip(fields, before, after, strict=True):
            of_another_rule = (name, field.column_name) in compared | _COUNTED
            if old != new and not of_another_rule:
                where = f"{label_of(name)} {record_id} ช่อง{field_label(table, field)}"
                yield f"{where} ต่างไปโดยไม่มีประวัติ"


def _columns(connection: sqlite3.Connection, table: Any) -> set[str]:
    sql = "SELECT name FROM pragma_table_info(?) WHERE name <> 'id'"
    return {row[0] for row in connection.execute(sql, (table._meta.table_name,))}


def _is_told_elsewhere(table: Any) -> bool:
    """Return whether the table has a soft delete: a missing row is recorded elsewhere then."""
    return DELETED_AT in table._meta.fields


class _Owners:
    """Looks up whether the history has an entry on a record or on one that it depends on."""

    def __init__(self, then: sqlite3.Connection, recorded: RecordedKeys) -> None:
        self._then, self._told = then, recorded

    def are_told(
        self, table: Any, record_id: int, values: dict[str, Any], depth: int = _DEPTH
    ) -> bool:
        """Return whether the history has an entry on the record or on one that it depends on.

        Follows required foreign keys through at most `depth` records.
        """
        if (table._meta.table_name, record_id) in self._told:
            return True
        parts = [
            each
            for each in table._meta.sorted_fields
            if isinstance(each, ForeignKeyField) and not each.null
        ]
        return depth > 0 and any(
            self.are_told(each.rel_model, owner, self._row(each.rel_model, owner), depth - 1)
            for each in parts
            if isinstance(owner := values.get(each.column_name), int)
        )

    def _row(self, table: Any, record_id: int) -> dict[str, Any]:
        cursor = self._then.execute(
            f'SELECT * FROM "{table._meta.table_name}" WHERE id = ?',  # noqa: S608  # ours
            (record_id,),
        )
        row = cursor.fetchone()
        names = [each[0] for each in cursor.description]
        return dict(zip(names, row, strict=True)) if row is not None else {}


def _later(
    now: sqlite3.Connection, then: sqlite3.Connection, table: str, columns: str
) -> list[tuple[Any, ...]]:
    last = then.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0  # noqa: S608  # ours
    sql = f"SELECT {columns} FROM {table} WHERE id > ?"  # noqa: S608  # ours
    return now.execute(sql, (last,)).fetchall()
