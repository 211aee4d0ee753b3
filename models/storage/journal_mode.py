"""The journal mode of the data file: WAL if it is safe, else a persistent rollback journal.

WAL is a property of the file and binds every process that has it open, whatever its SQLite version.
So it is enabled only under the exclusive lock, and never by an SQLite version that may not write
it.
"""

import os
import re
import sqlite3
import sys
from pathlib import Path

from models.errors import StorageErrorReason, StoreFault

WAL_SUFFIX, JOURNAL_SUFFIX = "-wal", "-journal"
_SHARED_MEMORY = "-shm"
# What keeps its data on a disk or in the memory of this machine. Any other may be a network: its
# locks may not reach the other machines.
_LOCAL = frozenset(
    (
        *("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "jfs", "reiserfs", "bcachefs"),
        *("nilfs2", "ufs", "apfs", "hfs", "hfsplus", "msdos", "vfat", "exfat", "ntfs", "ntfs3"),
        *("fuseblk", "tmpfs", "ramfs", "rootfs", "overlay", "ecryptfs"),
        *("squashfs", "erofs", "iso9660", "udf"),
    )
)
_MOUNTS = Path("/proc/self/mounts")
_UNKNOWN = "ไม่ทราบชนิด"
_OCTAL = re.compile(rb"\\([0-7]{3})")
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
    """Return the type of the network file system that holds the folder; empty for a local disk.

    A type that is not known to be local counts as a network.
    """
    if sys.platform != "linux":
        return ""
    try:
        kind = file_system_of(os.path.realpath(folder), _MOUNTS.read_bytes())
    except OSError:
        return _UNKNOWN
    return "" if kind in _LOCAL else kind or _UNKNOWN


def file_system_of(path: str, mounts: bytes) -> str:
    """Return the type of the file system that holds an absolute path; empty if it is unknown.

    Args:
        path: without links.
        mounts: a mount table as in /proc/mounts, where blanks in names are octal (fstab(5)).
    """
    best, kind = "", ""
    for line in mounts.split(b"\n"):
        fields = line.split(b" ")
        if len(fields) < 3:
            continue
        at = os.fsdecode(_OCTAL.sub(lambda found: bytes([int(found[1], 8) & 255]), fields[1]))
        inside = path == at or path.startswith(at.rstrip("/") + "/")
        # Of two mounts in one place the later hides the earlier.
        if inside and len(at) >= len(best):
            best, kind = at, os.fsdecode(fields[2])
    return kind


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
