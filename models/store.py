"""The data file: make it, open it, bring it up to date, back it up, check it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from peewee import PeeweeException

from models.database import APPLICATION_ID, database, fault, point_at
from models.errors import KmError, Reason, StoreFault
from models.history import damaged_revisions
from models.migrations import read_steps

DATABASE_NAME = "kmtui.db"

_FILE_MAGIC = b"SQLite format 3\0"
_HEADER_LENGTH = 100
_FILE_MODE = 0o660
_FOLDER_MODE = 0o2770


def create_store(path: Path) -> None:
    """Make an empty data file with the present schema and connect this thread to it.

    Raises StoreFault where the folder cannot be written, and KmError where a file is there.
    """
    with storage_faults(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _FILE_MODE)
        except FileExistsError:
            _must_be_new(path)
            raise
        # The umask would leave 0640 and shut out the second secretary of a shared folder.
        path.chmod(_FILE_MODE)
        os.close(descriptor)
        point_at(path)
        database.connect()
        _migrate(from_version=0)


@contextmanager
def new_store(path: Path) -> Iterator[None]:
    """Make a data file and fill it in the `with` block; whole or not at all. Leaves it closed.

    Removes what a process that died left in the middle of this. Raises KmError where a file is
    there, StoreFault where the folder cannot be written.
    """
    _must_be_new(path)
    for leftover in path.parent.glob(f"{path.name}.part*"):
        leftover.unlink(missing_ok=True)
    part = path.with_name(f"{path.name}.part{os.getpid()}")
    create_store(part)
    try:
        yield
    finally:
        close_store()
    with storage_faults(path):
        part.with_name(part.name + "-journal").unlink(missing_ok=True)
        _must_be_new(path)
        part.replace(path)


def _must_be_new(path: Path) -> None:
    if path.exists():
        raise KmError(f"มีแฟ้มข้อมูลอยู่แล้วที่ {path} เปิดด้วยคำสั่ง kmtui")


def open_store(path: Path) -> None:
    """Connect this thread to the data file; check it and bring an older one up to date.

    A backup is made beside the file before a migration. Raises StoreFault: missing, not a
    database, of another program, from a newer kmtui, corrupt, locked, read-only, unreadable.
    """
    if not path.exists():
        raise StoreFault(Reason.MISSING, str(path))
    with storage_faults(path):
        _must_be_ours(path)
        _must_be_writable(path)
        point_at(path)
        database.connect()
        _pass_the_gate(path)


def connect_thread() -> None:
    """Connect the calling thread to the file that the store was opened on."""
    database.connect(reuse_if_open=True)


def close_store() -> None:
    """Close this thread's connection."""
    database.close()


def back_up(path: Path, to: Path | None = None) -> Path:
    """Copy the open store by VACUUM INTO, check the copy, put it in place at once.

    Without `to` the copy goes to `backups/` beside the file, named by date and time.
    """
    stamp = f"{datetime.now():%Y%m%d-%H%M%S-%f}"
    target = to or path.parent / "backups" / f"kmtui-{stamp}.db"
    part = target.with_name(target.name + ".part")
    with storage_faults(target):
        target.parent.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
        part.unlink(missing_ok=True)
        database.execute_sql("VACUUM INTO ?", (str(part),))
        _must_be_sound(part)
        _sync(part)
        part.replace(target)
    return target


def verify() -> list[str]:
    """What is wrong with the open store, one Thai sentence each; empty where all is well.

    Checks SQLite's integrity, foreign keys, and the hash of every stored text.
    """
    faults = [f"ฐานข้อมูล: {line}" for (line,) in _rows("PRAGMA integrity_check") if line != "ok"]
    faults += [f"ข้อมูลอ้างถึงรายการที่ไม่มี: ตาราง {row[0]}" for row in _rows("PRAGMA foreign_key_check")]
    faults += [
        f"ข้อความถูกแก้นอกโปรแกรม: {revision.subject} {revision.subject_id} รุ่น {revision.version}"
        for revision in damaged_revisions()
    ]
    return faults


def data_version() -> int:
    """A number that changes when another connection has stored something in the open store."""
    return _pragma("data_version")


@contextmanager
def storage_faults(place: Path) -> Iterator[None]:
    """Turn errors of the database and of the file system into their Thai sentence."""
    try:
        yield
    except (PeeweeException, sqlite3.Error) as error:
        database.close()
        raise fault(error, str(place)) from error
    except PermissionError as error:
        raise StoreFault(Reason.READ_ONLY, str(place)) from error
    except OSError as error:
        full = error.errno is not None and os.strerror(error.errno) == os.strerror(28)
        read_only = error.errno == 30  # EROFS
        reason = Reason.FULL if full else Reason.READ_ONLY if read_only else Reason.CANNOT_OPEN
        raise StoreFault(reason, str(place)) from error


def _must_be_writable(path: Path) -> None:
    # SQLite would open it read-only without a word and fail at the first sentence typed.
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise StoreFault(Reason.READ_ONLY, str(path))


def _must_be_ours(path: Path) -> None:
    # Connecting sets the journal's mode, which would change a file of another program.
    with path.open("rb") as file:
        header = file.read(_HEADER_LENGTH)
    if len(header) < _HEADER_LENGTH or not header.startswith(_FILE_MAGIC):
        raise StoreFault(Reason.NOT_A_DATABASE, str(path))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StoreFault(Reason.NOT_OURS, str(path))


def _pass_the_gate(path: Path) -> None:
    version = _pragma("user_version")
    newest = len(read_steps())
    if version > newest:
        database.close()
        raise StoreFault(Reason.TOO_NEW, str(path))
    if _rows("PRAGMA quick_check(1)") != [("ok",)]:
        database.close()
        raise StoreFault(Reason.CORRUPT, str(path))
    if version < newest:
        back_up(path)
        _migrate(version)


def _migrate(from_version: int) -> None:
    with database.atomic("EXCLUSIVE"):
        # Another process may have migrated while this one waited for the lock.
        at = max(_pragma("user_version"), from_version)
        for number, step in enumerate(read_steps()[at:], at + 1):
            for statement in step:
                database.execute_sql(statement)
            database.execute_sql(f"PRAGMA user_version = {number}")
        database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        if _rows("PRAGMA foreign_key_check"):
            raise StoreFault(Reason.CORRUPT)


def _must_be_sound(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        answer = connection.execute("PRAGMA integrity_check").fetchall()
    if answer != [("ok",)]:
        raise StoreFault(Reason.CORRUPT, str(copy))


def _sync(path: Path) -> None:
    path.chmod(_FILE_MODE)
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _pragma(name: str) -> int:
    return int(str(_rows(f"PRAGMA {name}")[0][0]))


def _rows(sql: str) -> list[tuple[object, ...]]:
    return list(database.execute_sql(sql).fetchall())
