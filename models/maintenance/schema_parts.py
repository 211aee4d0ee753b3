"""Comparison of a data file's schema with the one that this version creates."""

import sqlite3
from contextlib import closing
from itertools import chain

from models.storage.file_inspection import schema_of
from models.storage.migrations import read_steps

_KINDS = {"table": "ตาราง", "index": "ดัชนี", "trigger": "ทริกเกอร์", "column": "คอลัมน์"}


def wrong_parts(connection: sqlite3.Connection) -> list[str]:
    """Return a Thai sentence for each missing part, and each foreign or changed trigger or view."""
    found = _parts_of(connection)
    with closing(sqlite3.connect(":memory:")) as model:
        for statement in chain.from_iterable(read_steps()[: schema_of(connection)]):
            model.execute(statement)
        expected = _parts_of(model)
        changed = _triggers_of(connection).items() - _triggers_of(model).items()
    faults = [
        f"โครงสร้างของแฟ้มขาด{_KINDS.get(kind, '')} {name}" for kind, name in sorted(expected - found)
    ]
    # A trigger or a view could do anything when the program stores something.
    return faults + [
        f"มีทริกเกอร์หรือวิว {name} ที่ไม่ใช่ของโปรแกรมอยู่ในแฟ้ม ให้ผู้ดูแลระบบตรวจและลบออก"
        for name, _sql in sorted(changed)
    ]


def _triggers_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Return triggers and views by name, with their SQL."""
    sql = "SELECT CAST(name AS BLOB), CAST(sql AS BLOB) FROM sqlite_master"
    rows = connection.execute(f"{sql} WHERE type IN ('trigger', 'view')").fetchall()
    return {name.decode(errors="replace"): text.decode(errors="replace") for name, text in rows}


def _parts_of(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return kind and name of every part of the schema; columns as `table.column`."""
    connection.text_factory = bytes  # a damaged name may not be valid text
    try:
        rows = connection.execute(
            "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' UNION ALL "
            "SELECT 'column', m.name || '.' || c.name FROM sqlite_master m, "
            "pragma_table_info(m.name) c WHERE m.type = 'table'"
        ).fetchall()
    finally:
        connection.text_factory = str
    return {(kind.decode(), bytes(name).decode(errors="replace")) for kind, name in rows}
