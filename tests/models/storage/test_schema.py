"""The tables that the migrations make are those the models speak of."""

import importlib
import pkgutil
import sqlite3
from contextlib import closing
from pathlib import Path

import peewee
import pytest

import models
from models.storage.database import PRAGMAS, Record
from models.storage.journal_mode import wal_is_safe
from models.storage.migrations import read_steps

Table = tuple[frozenset[tuple[object, ...]], ...]


def tables() -> list[type[Record]]:
    for module in pkgutil.walk_packages(models.__path__, "models."):
        importlib.import_module(module.name)
    found, waiting = [], list(Record.__subclasses__())
    while waiting:
        table = waiting.pop()
        waiting += table.__subclasses__()
        found.append(table)
    # Editable is a base of tables; no migration makes it.
    return [table for table in found if not table.__subclasses__()]


def schema_of(connection: sqlite3.Connection) -> dict[str, Table]:
    """Each table's columns, foreign keys (where to, what on a change) and indexes."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: _describe(connection, name) for (name,) in names}


def _describe(connection: sqlite3.Connection, table: str) -> Table:
    columns = connection.execute(f"PRAGMA table_info('{table}')").fetchall()
    keys = connection.execute(f"PRAGMA foreign_key_list('{table}')").fetchall()
    indexes = connection.execute(f"PRAGMA index_list('{table}')").fetchall()
    described = set()
    for _, name, unique, *_ in indexes:
        parts = connection.execute(f"PRAGMA index_info('{name}')").fetchall()
        described.add((unique, *(column for _, _, column in parts)))
    return (
        frozenset((name, kind, null, primary) for _, name, kind, null, _, primary in columns),
        frozenset(key[2:7] for key in keys),
        frozenset(described),
    )


def test_the_migrations_make_the_tables_columns_indexes_and_keys_of_the_models() -> None:
    own = peewee.SqliteDatabase(":memory:")
    with own.bind_ctx(tables()), own:
        own.create_tables(tables())
        expected = schema_of(own.connection())  # type: ignore[no-untyped-call]
    with closing(sqlite3.connect(":memory:")) as migrated:
        for step in read_steps():
            for statement in step:
                migrated.execute(statement)
        made = schema_of(migrated)
    assert made.keys() == expected.keys()
    for name, table in expected.items():
        assert made[name] == table, name


def test_migration_steps_hold_complete_statements_without_comments() -> None:
    for step in read_steps():
        assert step
        for statement in step:
            assert sqlite3.complete_statement(statement + ";")
            assert not statement.startswith("--")


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 54, 1), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_is_used_only_by_sqlite_versions_without_the_reset_bug(
    version: tuple[int, int, int], is_safe: bool
) -> None:
    assert wal_is_safe(version) is is_safe


def test_a_connection_to_the_data_file_has_the_expected_pragmas(store: Path) -> None:
    from models.storage.database import database

    is_log = wal_is_safe(sqlite3.sqlite_version_info)
    journal = {"journal_mode": "wal" if is_log else "persist", "synchronous": 2 if is_log else 3}
    for name, wanted in {**PRAGMAS, **journal}.items():
        answer = database.execute_sql(f"PRAGMA {name}")  # type: ignore[no-untyped-call]
        assert answer.fetchone() == (wanted,), name
