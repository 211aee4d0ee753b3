"""Diff of the data file against its newest backup: changes without an entry in the history.

A cell without a revision has no stored state to compare with, so it is compared with the backup.
History and seals are append-only: all that the backup has of them must still exist.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from kmtui.thai.digits import thai_digits
from models.editing.record_kind import DELETED_AT, RecordKind
from models.editing.revisions import Subject
from models.history.kinds import KINDS, WRITTEN_BY_THE_PROGRAM
from models.maintenance.row_diff import rows_unlike
from models.storage.backup import FOLDER_NAME, Backup, backups_in, file_mark
from models.storage.chain import read_head
from models.storage.database import raw_connection
from models.storage.file_inspection import schema_of

# The program deletes these without history: rows that were begun and never got a text.
_DROPPED_WHILE_BLANK = {Subject.KNOWLEDGE, Subject.SURVEY}
# Deleted for good together with what it came from (`bin.purge`).
_GOES_WITH = {Subject.TASK: {Subject.STATEMENT: "statement", Subject.RESOLUTION: "resolution"}}
_MANY = 20

_Row = tuple[Any, ...]


def unaudited_changes(path: Path) -> tuple[str, ...]:
    """Return sentences on unaudited differences from the newest backup beside the file.

    Empty if no backup has the same schema and is an ancestor of this file: a backup of another
    file, one made before a restore and a damaged one are not compared.

    Raises:
        StoreFault: the data file cannot be opened.
    """
    head, mark = read_head(path), file_mark(path)
    restored_at = head.restored_at if head is not None else ""
    with closing(_reading(path)) as now:
        for backup in backups_in(path.parent / FOLDER_NAME):
            try:
                with closing(_reading(backup.path)) as then:
                    is_later = backup.made_at.isoformat(timespec="microseconds") > restored_at
                    must_lead_here = backup.mark == mark and is_later
                    if _has_grown_from(now, then, must_lead_here):
                        return tuple(_told(_faults(now, then), backup))
            except sqlite3.Error:
                continue  # damaged backups are reported by the check of the backups
    return ()


def _reading(path: Path) -> sqlite3.Connection:
    connection = raw_connection(path)
    # A damaged byte is reported as a difference; it must not stop the comparison.
    connection.text_factory = lambda text: text.decode(errors="replace")
    return connection


def _has_grown_from(
    now: sqlite3.Connection, then: sqlite3.Connection, must_lead_here: bool
) -> bool:
    if schema_of(now) != schema_of(then):
        return False
    if must_lead_here:  # its missing history is reported then
        return True
    newest = "SELECT id, digest FROM revision ORDER BY id DESC LIMIT 1"
    last = then.execute(newest).fetchone()
    same = "SELECT 1 FROM revision WHERE id = ? AND digest = ?"
    return last is not None and now.execute(same, last).fetchone() is not None


def _told(faults: Iterator[str], backup: Backup) -> Iterator[str]:
    found = list(faults)
    for fault in found[:_MANY]:
        yield f"{fault} (เทียบกับสำเนาสำรอง {backup.path.name})"
    if len(found) > _MANY:
        rest = thai_digits(len(found) - _MANY)
        yield f"และอีก {rest} แห่งที่ต่างจากสำเนาสำรอง {backup.path.name} โดยไม่มีประวัติ"


def _faults(now: sqlite3.Connection, then: sqlite3.Connection) -> Iterator[str]:
    revisions = "SELECT id, digest, chain FROM revision"
    yield from _gone_or_other(now, then, revisions, lambda row: f"ประวัติลำดับที่ {row[0]}")
    seals = "SELECT id, subject, subject_id, digest, shape, who, at FROM seal WHERE digest <> ''"
    yield from _gone_or_other(now, then, seals, lambda row: f"ตราผนึก {row[1]} {row[2]}")
    last = then.execute("SELECT max(id) FROM revision").fetchone()[0] or 0
    acts = "SELECT DISTINCT subject, subject_id, field FROM revision WHERE id > ?"
    told = set(now.execute(acts, (last,)).fetchall())
    for cells in KINDS:
        if cells.subject not in WRITTEN_BY_THE_PROGRAM:
            yield from _cells_unlike(now, then, cells, told)
    compared = {
        (cells.table._meta.table_name, column)
        for cells in KINDS
        if cells.subject not in WRITTEN_BY_THE_PROGRAM
        for column, _field, _label in _columns_of(cells)
    }
    yield from rows_unlike(now, then, compared)


def _gone_or_other(
    now: sqlite3.Connection, then: sqlite3.Connection, sql: str, called: Callable[[_Row], str]
) -> Iterator[str]:
    there = {row[0]: row for row in now.execute(sql)}
    for row in then.execute(sql):
        if row[0] not in there:
            yield f"{called(row)} หายไปจากแฟ้ม"
        elif there[row[0]] != row:
            yield f"{called(row)} ถูกแก้นอกโปรแกรม"


def _cells_unlike(
    now: sqlite3.Connection, then: sqlite3.Connection, cells: RecordKind, told: set[_Row]
) -> Iterator[str]:
    columns = _columns_of(cells)
    if not columns:
        return
    listed = ", ".join(f'"{column}"' for column, _field, _label in columns)
    sql = f'SELECT id, {listed} FROM "{cells.table._meta.table_name}"'  # noqa: S608  # ours
    there = {row[0]: row for row in now.execute(sql)}
    is_binned_first = DELETED_AT in cells.table._meta.fields
    for row in then.execute(sql):
        record_id = row[0]
        if record_id not in there:
            if is_binned_first and not _is_explained(then, cells, row, told):
                yield f"{cells.noun} {record_id} หายไปจากแฟ้มโดยไม่มีประวัติ"
            continue
        pairs = zip(columns, row[1:], there[record_id][1:], strict=True)
        for (_column, field, label), before, after in pairs:
            if before != after and (cells.subject, record_id, field) not in told:
                yield f"{cells.noun} {record_id} {label} ต่างไปโดยไม่มีประวัติ"


def _is_explained(then: sqlite3.Connection, cells: RecordKind, row: _Row, told: set[_Row]) -> bool:
    """Return whether a difference of this row from the backup is a normal effect of the program."""
    record_id, first, *_ = row
    if (cells.subject, record_id, DELETED_AT) in told:
        return True
    if cells.subject in _DROPPED_WHILE_BLANK:
        return first in (None, "")
    table, fields = cells.table._meta.table_name, cells.table._meta.fields
    for subject, field in _GOES_WITH.get(cells.subject, {}).items():
        sql = f'SELECT "{fields[field].column_name}" FROM "{table}" WHERE id = ?'  # noqa: S608  # ours
        (source,) = then.execute(sql, (record_id,)).fetchone()
        if (subject, source, DELETED_AT) in told:
            return True
    return False


def _columns_of(cells: RecordKind) -> list[tuple[str, str, str]]:
    """Return the columns that are stored as the history shows them, so that both can be compared.

    Each is a tuple of column, field in the history and label.
    """
    fields = cells.table._meta.fields
    columns = []
    if "text" in fields and "version" in fields:  # its own text has revisions with an empty field
        columns.append(("text", "", "ข้อความ"))
    for each in cells.columns:
        if cells.is_stored(each.name):
            columns.append((fields[each.name].column_name, str(each.name), f"ช่อง{each.label}"))
    if DELETED_AT in fields:
        columns.append((DELETED_AT, DELETED_AT, "การอยู่ในถังขยะ"))
    return columns
