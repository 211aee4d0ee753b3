"""Which journal the data file has: the log written ahead (WAL) where safe, else one that stays.

WAL is marked in the file itself and binds all who have it open, whatever SQLite they have. So it is
taken up only while nobody else is in, and an SQLite that may not write one never does.
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
    """Whether this SQLite is free of the WAL-reset bug (3.7.0 to 3.51.2, some back-ports)."""
    return (
        version >= (3, 51, 3)
        or (3, 50, 7) <= version < (3, 51, 0)
        or (3, 44, 6) <= version < (3, 45, 0)
    )


def wal_allowed(folder: Path) -> bool:
    """Whether files of this folder may have a log: a safe SQLite, and a disk of this machine.

    Those who write a log share memory: two machines on one network disk would not see each other.
    """
    return wal_is_safe(sqlite3.sqlite_version_info) and not network_disk(folder)


def network_disk(folder: Path) -> str:
    """The kind of network file system that the folder lies on; empty on a disk of the machine."""
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
    """Whether the file of this connection has a log."""
    return bool(connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal")


def set_journal_mode(connection: sqlite3.Connection, wal_allowed: bool, path: str) -> str:
    """Set the journal mode that the file demands and `wal_allowed` allows; return its suffix.

    A log that is there is kept where it fits, else given up. Nothing acknowledged is lost by a
    power cut. Raises StoreFault where others are writing a log that does not fit here.
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
    """Bring all that is in a log into the file and go on without it.

    Raises sqlite3.OperationalError where others have the file open with its log.
    """
    connection.execute("PRAGMA journal_mode = persist")


def is_busy(error: sqlite3.Error) -> bool:
    """Whether it failed because others have the file."""
    name = getattr(error, "sqlite_errorname", "")
    return bool(name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")))


def drop_journals(path: Path) -> None:
    """Remove what an earlier file of this name left; SQLite would play it back into a new one."""
    for ending in (JOURNAL_SUFFIX, WAL_SUFFIX, _SHARED_MEMORY):
        path.with_name(path.name + ending).unlink(missing_ok=True)
