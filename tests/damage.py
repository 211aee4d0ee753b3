"""Damaged values: each column of each table times five, and all that the office reads."""

import contextlib
import importlib
import pkgutil
import sqlite3
from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import partial
from typing import Any

import peewee

import models
from exports.catalogue import DOCUMENTS, gather
from exports.documents import Request
from models.checks.runner import record_findings
from models.drafts.records import read_drafts
from models.errors import KmError
from models.history.views import changes
from models.home.listing import LISTINGS
from models.home.overview import read_deadlines, read_home, read_meetings, read_plannable
from models.maintenance.seals import broken_seals, unsealed
from models.office.rights import members
from models.storage.database import Record, database

BAD = (
    b"\xff\xfe",
    "ไม่ใช่ค่าที่มีได้",
    "2563-13-45",
    9_223_372_036_854_775_807,
    None,
)
"""Bytes, words, a day that no calendar has, a number beyond all, and nothing."""

TODAY = date(2020, 9, 22)


def tables() -> list[type[Record]]:
    """Every table of the data file that holds what the office wrote."""
    for module in pkgutil.walk_packages(models.__path__, "models."):
        importlib.import_module(module.name)
    found = [each for each in Record.__subclasses__() + _grand() if each.table_exists()]
    return [each for each in found if not each._meta.table_name.startswith("search")]


def _grand() -> list[Any]:
    return [grand for each in Record.__subclasses__() for grand in each.__subclasses__()]


def columns() -> list[tuple[type[Record], Any]]:
    """Every column but the ids, which SQLite itself keeps whole."""
    return [
        (table, field)
        for table in tables()
        for field in table._meta.sorted_fields
        if not isinstance(field, peewee.AutoField)
    ]


def is_placed(table: str, column: str, bad: object, record_id: int) -> bool:
    """Put a value into a column as another program would; False if SQLite refuses it."""
    sql = f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?'  # noqa: S608  # names of ours
    # Other programs do not ask whether a reference leads anywhere; the caller rolls back.
    database.execute_sql("PRAGMA defer_foreign_keys = 1")
    try:
        database.execute_sql(sql, (bad, record_id))
    except peewee.IntegrityError:
        return False
    return True


def fill_every_table() -> None:
    """Put a row into each table that has none, so that there is something to damage."""
    for _ in range(3):  # a row may need a row of another table first
        for table in tables():
            if not table.select().exists():
                _fill(table)


def _fill(table: type[Record]) -> None:
    row: dict[str, object] = {}
    for field in table._meta.sorted_fields:
        if isinstance(field, peewee.AutoField):
            continue
        if isinstance(field, peewee.ForeignKeyField):
            first = None if field.null else field.rel_model.select(peewee.fn.MIN(field.rel_field))
            row[field.name] = None if first is None else first.scalar()
            if row[field.name] is None and not field.null:
                return
        else:
            row[field.name] = _sound(field)
    table.insert(row).execute()


def _sound(field: Any) -> object:
    if field.choices:
        return field.choices[0][0]
    if field.null:
        return None
    return next(each for each in _SOUND if field.is_sound(each))


_SOUND = ("ข้อความ", "5", 1, 2563, "2020-09-22", "2020-09-22T08:00:00.000+00:00")


def readings(path: Any) -> Iterator[tuple[str, Callable[[], object]]]:
    """All that is read for the lists, the home screen, the checks and the documents."""
    for name, listing in LISTINGS.items():
        yield f"list {name}", partial(listing, TODAY, None)
    yield "home", lambda: read_home(path)
    yield "meetings", read_meetings
    yield "deadlines", lambda: read_deadlines(TODAY)
    yield "plannable", lambda: read_plannable(TODAY)
    yield "history", changes
    yield "drafts", read_drafts
    yield "seals", broken_seals
    yield "unsealed", unsealed
    yield "members", members
    yield "checks", lambda: record_findings(today=TODAY)
    for each in DOCUMENTS:
        yield f"export {each.id}", partial(gather, Request(each.id, each.key, item=each.item))


def columns_read(path: Any) -> dict[str, set[tuple[str, str]]]:
    """Return the columns that each reading of `readings` asks SQLite for, as table and column.

    A reading that does not ask for a column of the sound file never sees what stands there: up to
    the first damaged value it is given what it was given before.
    """
    asked: dict[str, set[tuple[str, str]]] = {}
    connection = database.connection()
    for name, read in readings(path):
        of_this = asked.setdefault(name, set())
        connection.set_authorizer(partial(_note, of_this))  # has every statement prepared again
        with contextlib.suppress(KmError):
            read()
    connection.set_authorizer(None)
    return asked


def _note(asked: set[tuple[str, str]], act: int, table: str, column: str, *_: object) -> int:
    if act == sqlite3.SQLITE_READ:
        asked.add((table, column))
    return sqlite3.SQLITE_OK


def failing(path: Any, only: Collection[str] | None = None) -> list[tuple[str, BaseException]]:
    """The readings that end with anything but a sentence for the user, of these names or of all."""
    failed: list[tuple[str, BaseException]] = []
    for name, read in readings(path):
        if only is not None and name not in only:
            continue
        try:
            read()
        except KmError:
            continue
        except Exception as error:  # noqa: BLE001
            failed.append((name, error))
    return failed
