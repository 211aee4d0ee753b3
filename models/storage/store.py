"""The data file: create it, open it, migrate it, check it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from kmtui.thai.digits import thai_digits
from models.errors import KmError, Refused, StorageErrorReason, StoreFault
from models.storage.backup import BackupKind, back_up, last_good
from models.storage.chain import fill_chain, forget_head, newest_head, read_head, write_head
from models.storage.database import (
    APPLICATION_ID,
    configure_database,
    database,
    may_write,
    raw_connection,
)
from models.storage.disk import FILE_MODE, FOLDER_MODE, is_there, must_be_kmtui_file, storage_faults
from models.storage.file_inspection import damage_of, schema_of
from models.storage.file_locks import exclusive_lock
from models.storage.journal_mode import JOURNAL_SUFFIX, WAL_SUFFIX, drop_journals
from models.storage.migrations import CHAIN_SINCE, newest_step, read_steps
from models.storage.private_copy import private_folder

DATABASE_NAME = "kmtui.db"

_HOPELESS = (StorageErrorReason.CORRUPT, StorageErrorReason.NOT_A_DATABASE)


def _make(path: Path) -> None:
    with storage_faults(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE_MODE)
        except FileExistsError:
            _must_be_new(path)
            raise
        # The umask would leave 0640 and exclude the second secretary of a shared folder.
        os.fchmod(descriptor, FILE_MODE)
        os.close(descriptor)
        configure_database(path)
        database.connect()
        _migrate(from_version=0)
        database.schema = len(read_steps())


@contextmanager
def new_store(path: Path) -> Iterator[None]:
    """Create a data file that the `with` block fills, completely or not at all; close it then.

    The file is filled under a temporary name and renamed at the end. Leftovers of processes that
    died here are removed.

    Raises:
        KmError: the file exists already.
        StoreFault: the folder cannot be written.
    """
    _must_be_new(path)
    with storage_faults(path):
        for leftover in path.parent.glob(f"{path.name}.part*"):
            leftover.unlink(missing_ok=True)
    part = path.with_name(f"{path.name}.part{os.getpid()}")
    _make(part)  # without WAL: its content would be lost when the file is renamed
    try:
        yield
    finally:
        close_store()
    with storage_faults(path):
        part.with_name(part.name + JOURNAL_SUFFIX).unlink(missing_ok=True)
        _must_be_new(path)
        drop_journals(path)
        forget_head(part)
        forget_head(path)
        part.replace(path)


def _must_be_new(path: Path) -> None:
    if is_there(path):
        raise KmError(f"มีแฟ้มข้อมูลอยู่แล้วที่ {path} เปิดด้วยคำสั่ง kmtui")


def open_store(path: Path) -> None:
    """Connect this thread to the data file, check it and migrate an older one.

    A backup is made beside the file before a migration.

    Raises:
        StoreFault: the file is missing, not a database, of another program, of a newer kmtui,
            corrupt (with the damage and the newest intact backup), locked, read-only or unreadable.
    """
    if not is_there(path):
        raise StoreFault(StorageErrorReason.MISSING, str(path), _way_back(path))
    try:
        with storage_faults(path):
            must_be_kmtui_file(path)
            _must_be_writable(path)
            configure_database(path)
            database.connect()
            _check_and_migrate(path)
            _switch_to_wal(path)
    except StoreFault as fault:
        if fault.reason not in _HOPELESS or fault.path != str(path):
            raise
        how = _damage(path) if fault.reason == StorageErrorReason.CORRUPT else ""
        hint = " ".join(filter(None, (how, _way_back(path))))
        raise StoreFault(fault.reason, fault.path, hint) from fault


@contextmanager
def opened_store(path: Path) -> Iterator[None]:
    """Open the store for the `with` block; close this thread's connection at its end.

    Raises:
        StoreFault: the file is missing, damaged, locked, read-only, of another program or of a
            newer version.
    """
    open_store(path)
    try:
        with storage_faults(path):
            yield
    finally:
        close_store()


@contextmanager
def read_only_store(path: Path) -> Iterator[None]:
    """Open a data file, a backup or an archive read-only in the `with` block.

    A file of an older schema is migrated in a private copy. For the command line only: it replaces
    this thread's connection and the file that other threads would connect to.

    Raises:
        StoreFault: the file is missing, damaged, locked, of another program or of a newer version.
    """
    if not is_there(path):
        raise StoreFault(StorageErrorReason.MISSING, str(path))
    with storage_faults(path), private_folder() as folder:
        must_be_kmtui_file(path)
        roll_back_hot_journal(path)
        with closing(raw_connection(path)) as connection:
            version = schema_of(connection)
        _must_not_be_newer(version, path)
        if version < newest_step():
            configure_database(back_up(path, folder / DATABASE_NAME))
            database.connect()
            _migrate(version)
        else:
            configure_database(path, read_only=True)
            database.connect()
        try:
            yield
        finally:
            database.close()


def must_be_current(path: Path) -> None:
    """Raise Refused if the file has an older schema, so that only a migrated copy could be read.

    Raises:
        StoreFault: the file is missing, of a newer version, or none of ours.
    """
    if not is_there(path):
        raise StoreFault(StorageErrorReason.MISSING, str(path), _way_back(path))
    with storage_faults(path):
        must_be_kmtui_file(path)
        with closing(raw_connection(path)) as connection:
            version = schema_of(connection)
    _must_not_be_newer(version, path)
    if version < newest_step():
        raise Refused("แฟ้มข้อมูลเป็นของรุ่นก่อน เปิด kmtui ตามปกติหนึ่งครั้งก่อน แล้วจึงเปิดจอแสดง")


def roll_back_hot_journal(path: Path) -> None:
    """Let SQLite roll back the hot journal (or recover the WAL) of a process that died.

    Does nothing if there is no journal, or if this process may not write the file.
    """
    journals = [path.with_name(path.name + each) for each in (JOURNAL_SUFFIX, WAL_SUFFIX)]
    if any(is_there(each) for each in journals) and may_write(path):
        with closing(raw_connection(path, "rw")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def connect_thread() -> None:
    """Connect the calling thread to the configured data file, unless it is connected."""
    database.connect(reuse_if_open=True)


def close_store() -> None:
    """Close this thread's connection; does nothing if no store is open."""
    if not database.deferred:
        database.close()


def data_version() -> int:
    """Return a number that changes when another connection commits to the open data file."""
    return _pragma("data_version")


def _must_be_writable(path: Path) -> None:
    # SQLite would silently open it read-only and fail at the first typed sentence.
    if not may_write(path):
        raise StoreFault(StorageErrorReason.READ_ONLY, str(path))


def _must_not_be_newer(version: int, path: Path) -> None:
    if version > newest_step():
        database.close()
        raise StoreFault(StorageErrorReason.TOO_NEW, str(path))


def _check_and_migrate(path: Path) -> None:
    version = _pragma("user_version")
    newest = newest_step()
    _must_not_be_newer(version, path)
    if _rows("PRAGMA quick_check(1)") != [("ok",)]:
        database.close()
        raise StoreFault(StorageErrorReason.CORRUPT, str(path))
    if version < newest:
        back_up(path, kind=BackupKind.MIGRATION)
        _migrate(version)
    database.schema = newest
    known, head = read_head(path), newest_head(database.execute_sql)
    if head is not None and (known is None or not known.revision_id):
        write_head(path, head._replace(restored_at=known.restored_at if known else ""))


def _switch_to_wal(path: Path) -> None:
    """Switch to WAL if it is allowed and no other process has the folder open.

    A process with an older SQLite would be switched over silently and lose commits.
    """
    if not database.wal_allowed or database.journal == path.with_name(path.name + WAL_SUFFIX):
        return
    database.close()
    with (
        suppress(Refused, sqlite3.OperationalError),
        exclusive_lock(path.parent),
        closing(raw_connection(path, "rw")) as connection,
    ):
        connection.execute("PRAGMA journal_mode = wal")
    database.connect()


def _migrate(from_version: int) -> None:
    with database.atomic("EXCLUSIVE"):
        # Another process may have migrated while this one waited for the lock.
        at = max(_pragma("user_version"), from_version)
        for number, step in enumerate(read_steps()[at:], at + 1):
            for statement in step:
                database.execute_sql(statement)
            if number == CHAIN_SINCE:
                fill_chain(database.execute_sql)
            database.execute_sql(f"PRAGMA user_version = {number}")
        database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        if _rows("PRAGMA foreign_key_check"):
            raise StoreFault(StorageErrorReason.CORRUPT)


def _damage(path: Path) -> str:
    """Return a Thai sentence on what a damaged file has lost, as far as that can be determined."""
    with suppress(OSError, sqlite3.Error, UnicodeDecodeError):
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(32)
        page = int.from_bytes(header[16:18], "big") or 1
        full = (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")
        if header.startswith(b"SQLite") and size < full:
            return f"แฟ้มขาดไป เหลือร้อยละ {thai_digits(size * 100 // full)}"
        with closing(raw_connection(path)) as connection:
            damage = damage_of(connection)
        return f"ส่วนที่เสีย: {', '.join(damage)}" if damage else ""
    return "อ่านหัวแฟ้มไม่ได้"


def _way_back(path: Path) -> str:
    good = last_good(path)
    if good is None:
        return ""
    return f"สำเนาที่ใช้ได้ล่าสุดคือ {good.label} นำกลับมาด้วย kmtui restore"


def _pragma(name: str) -> int:
    return int(str(_rows(f"PRAGMA {name}")[0][0]))


def _rows(sql: str) -> list[tuple[object, ...]]:
    return list(database.execute_sql(sql).fetchall())
