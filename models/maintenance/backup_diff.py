"""What is other than in the newest backup although no act of the program changed it.

A cell that was never changed since it was made has no stored state to be held against; the
backup is what it is held against. The history and the seals only grow: what the backup has of
them must be there still.
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
from models.storage.backup import FOLDER_NAME, Backup, backups_in
from models.storage.database import raw_connection
from models.storage.file_inspection import schema_of

# Goes for good with what it was decided in (`bin.purge`).
_GOES_WITH_ANOTHER = {Subject.TASK}
_MANY = 20

_Row = tuple[Any, ...]


def unaudited_changes(path: Path) -> tuple[str, ...]:
    """Sentences on what differs from the newest backup beside the file without an act behind it.

    Empty without a backup of the same schema from which this file has grown: one that was made
    before a restore of an older one says nothing, and so does a damaged one.
    """
    with closing(_reading(path)) as now:
        for backup in backups_in(path.parent / FOLDER_NAME):
            try:
                with closing(_reading(backup.path)) as then:
                    if _has_grown_from(now, then):
                        return tuple(_told(_faults(now, then), backup))
            except sqlite3.Error:
                continue  # a damaged backup is named where backups are checked
    return ()


def _reading(path: Path) -> sqlite3.Connection:
    connection = raw_connection(path)
    # A damaged byte is a difference to be named, not the end of the reading.
    connection.text_factory = lambda text: text.decode(errors="replace")
    return connection


def _has_grown_from(now: sqlite3.Connection, then: sqlite3.Connection) -> bool:
    if schema_of(now) != schema_of(then):
        return False
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
    revisions = "SELECT id, digest FROM revision"
    yield from _gone_or_other(now, then, revisions, lambda row: f"ประวัติลำดับที่ {row[0]}")
    seals = "SELECT id, subject, subject_id, digest FROM seal"
    yield from _gone_or_other(now, then, seals, lambda row: f"ตราผนึก {row[1]} {row[2]}")
    (last,) = then.execute("SELECT max(id) FROM revision").fetchone()
    acts = "SELECT DISTINCT subject, subject_id, field FROM revision WHERE id > ?"
    told = set(now.execute(acts, (last,)).fetchall())
    for cells in KINDS:
        if cells.subject not in WRITTEN_BY_THE_PROGRAM:
            yield from _cells_unlike(now, then, cells, told)


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
    purged = DELETED_AT in cells.table._meta.fields and cells.subject not in _GOES_WITH_ANOTHER
    for row in then.execute(sql):
        record_id = row[0]
        if record_id not in there:
            if purged and row[1] and (cells.subject, record_id, DELETED_AT) not in told:
                yield f"{cells.noun} {record_id} หายไปจากแฟ้มโดยไม่มีประวัติ"
            continue
        pairs = zip(columns, row[1:], there[record_id][1:], strict=True)
        for (_column, field, label), before, after in pairs:
            if before != after and (cells.subject, record_id, field) not in told:
                yield f"{cells.noun} {record_id} {label} ต่างไปโดยไม่มีประวัติ"


def _columns_of(cells: RecordKind) -> list[tuple[str, str, str]]:
    """Of the columns that are stored as they are: the column, its field in the history, a label."""
    fields = cells.table._meta.fields
    columns = []
    if "text" in fields and "version" in fields:  # its own text carries no field
        columns.append(("text", "", "ข้อความ"))
    for each in cells.columns:
        if cells.is_stored(each.name):
            columns.append((fields[each.name].column_name, str(each.name), f"ช่อง{each.label}"))
    if DELETED_AT in fields:
        columns.append((DELETED_AT, DELETED_AT, "การอยู่ในถังขยะ"))
    return columns
