"""The journal mode of the data file: WAL if it is safe, else a persistent rollback journal.

WAL is a property of the file and binds every process that has it open, whatever its SQLite version.
So it is enabled only under the exclusive lock, and never by an SQLite version that may not write
it.
"""

import sqlite3
from pathlib import Path

from models.errors import StorageErrorReason, StoreFault

WAL_SUFFIX, JOURNAL_SUFFIX = "-wal", "-journal"
_SHARED_MEMORY = "-shm"
_FAR_AWAY = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs")
_TAKEN = "มีผู้เปิดอยู่ด้วย SQLite รุ่นใหม่กว่าของท่าน รอให้ทุกคนออกก่อน หรือใช้ kmtui ชุดเดียวกัน"

SqliteVersion = tuple[int, int, int]


def wal_is_safe(version: SqliteVersion) -> bool:
    """Return whether this SQLite version is free of the WAL-reset bug.

    The bug is in 3.7.0 to 3.51.2, except for patch releases from 3.44.6 and from 3.50.7 on.
    """
    return (
        version >= (3, 51, 3)
        or (3, 50, 7) <= version < (3, 51, 0)
        or (3, 44, 6) <= version < (3, 45, 0)
    )


def wal_allowed(folder: Path) -> bool:
    """Return whether files of this folder may use WAL: a safe SQLite, and a local disk.

    WAL writers share memory, which two machines on one network disk cannot (SQLite documentation of
    WAL).
    """
    return wal_is_safe(sqlite3.sqlite_version_info) and not network_disk(folder)


def network_disk(folder: Path) -> str:
    """Return the type of the network file system that holds the folder; empty for a local disk."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    here, best, kind = str(folder.resolve()), "", ""
    for line in lines:
        _, at, name, *_ = line.split(" ")
        inside = here == at or here.startswith(at.rstrip("/") + "/")
        if inside and len(at) >= len(best):
            best, kind = at, name
    return kind if kind in _FAR_AWAY else ""


def uses_wal(connection: sqlite3.Connection) -> bool:
    """Return whether the connected file is in WAL mode."""
    return bool(connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal")


def set_journal_mode(connection: sqlite3.Connection, wal_allowed: bool, path: str) -> str:
    """Set the journal mode that the file has and `wal_allowed` permits; return the file suffix.

    An existing WAL is kept if it is allowed, else checkpointed and given up. The synchronous level
    is set so that a power cut loses no committed transaction.

    Raises:
        StoreFault: other processes are using a WAL that is not allowed here.
    """
    log = uses_wal(connection)
    if log and wal_allowed:
        connection.execute("PRAGMA synchronous = full")
        return WAL_SUFFIX
    try:
        leave_wal(connection)
    except sqlite3.OperationalError as error:
        if log and is_busy(error):
            raise StoreFault(StorageErrorReason.LOCKED, path, _TAKEN) from error
        raise
    connection.execute("PRAGMA synchronous = extra")
    return JOURNAL_SUFFIX


def leave_wal(connection: sqlite3.Connection) -> None:
    """Checkpoint the WAL and switch to a persistent rollback journal.

    Raises:
        sqlite3.OperationalError: other processes have the file open in WAL mode.
    """
    connection.execute("PRAGMA journal_mode = persist")


def is_busy(error: sqlite3.Error) -> bool:
    """Return whether the error is a lock held by another connection."""
    name = getattr(error, "sqlite_errorname", "")
    return bool(name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")))


def drop_journals(path: Path) -> None:
    """Remove journals of an earlier file of this name: SQLite would replay them."""
    for ending in (JOURNAL_SUFFIX, WAL_SUFFIX, _SHARED_MEMORY):
        path.with_name(path.name + ending).unlink(missing_ok=True)
