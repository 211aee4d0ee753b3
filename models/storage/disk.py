"""Files and folders of the data: errors as Thai sentences, permissions, durability."""

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from peewee import PeeweeException

from models.errors import Refused, StorageErrorReason, StoreFault
from models.storage.database import APPLICATION_ID, database, fault
from models.storage.own_files import must_hold_no_link, set_mode

FILE_MODE = 0o660
FOLDER_MODE = 0o2770

_FILE_MAGIC = b"SQLite format 3\0"
_HEADER_LENGTH = 100
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
_NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
_LONGEST_TOLD = 60


def is_there(path: Path) -> bool:
    """Return whether the path exists. Raises StoreFault if that cannot be determined."""
    return _looked_at(path) is not None


def is_file(path: Path) -> bool:
    """Return whether there is a regular file (no pipe, no device).

    Raises:
        StoreFault: the path cannot be examined.
    """
    found = _looked_at(path)
    return found is not None and stat.S_ISREG(found.st_mode)


def is_folder(path: Path) -> bool:
    """Return whether there is a folder of that name.

    Raises:
        StoreFault: the path cannot be examined.
    """
    found = _looked_at(path)
    return found is not None and stat.S_ISDIR(found.st_mode)


def _looked_at(path: Path) -> os.stat_result | None:
    # `Path.exists` raises PermissionError if a parent folder is not accessible.
    try:
        return path.stat()
    except ValueError:  # a NUL in it: no file can have that name
        return None
    except OSError as error:
        if error.errno in _NOT_THERE:
            return None
        if error.errno == errno.ENAMETOOLONG:
            place = f"{str(path)[:_LONGEST_TOLD]}…"
            raise StoreFault(
                StorageErrorReason.CANNOT_OPEN, place, "ชื่อยาวเกินไป ใช้ชื่อที่สั้นลง"
            ) from error
        raise StoreFault(StorageErrorReason.CANNOT_OPEN, str(path)) from error


def typed_path(text: str) -> Path:
    """Return the typed path with `~` expanded. Raises Refused if `~name` is unknown."""
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise Refused(f"ไม่พบโฟลเดอร์บ้านของผู้ใช้ใน {text} พิมพ์ที่อยู่เต็มโดยไม่ใช้ ~") from error


@contextmanager
def storage_faults(path: Path) -> Iterator[None]:
    """Convert errors of the database and the file system to a `StoreFault` with a Thai sentence.

    Closes the connection of the thread after a database error.
    """
    try:
        yield
    except (PeeweeException, sqlite3.Error) as error:
        if not database.is_closed():
            database.close()
        raise fault(error, str(path)) from error
    except UnicodeDecodeError as error:
        # Python raises this for SQLite's message about a damaged name.
        raise StoreFault(StorageErrorReason.CORRUPT, str(path)) from error
    except OSError as error:
        full, read_only = error.errno in _FULL, error.errno in _READ_ONLY
        reason = (
            StorageErrorReason.FULL
            if full
            else StorageErrorReason.READ_ONLY
            if read_only
            else StorageErrorReason.CANNOT_OPEN
        )
        raise StoreFault(reason, str(path)) from error


def must_be_kmtui_file(path: Path) -> None:
    """Raise StoreFault if the file is not a database, or belongs to another program.

    Raises OSError if it is missing or cannot be read.

    Opens the file itself: never call it while this process has the file open, as closing a file
    drops SQLite's locks on it (sqlite.org/howtocorrupt.html, 2.2). Use `must_be_kmtui_file_by`
    there.
    """
    if is_there(path) and not is_file(path):
        # Opening a pipe would block for ever.
        raise StoreFault(StorageErrorReason.NOT_A_DATABASE, str(path))
    # Connecting sets the journal mode, which would change a file of another program.
    with path.open("rb") as file:
        header = file.read(_HEADER_LENGTH)
    if len(header) < _HEADER_LENGTH or not header.startswith(_FILE_MAGIC):
        raise StoreFault(StorageErrorReason.NOT_A_DATABASE, str(path))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StoreFault(StorageErrorReason.NOT_OURS, str(path))


def must_be_kmtui_file_by(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StoreFault if the connected file is empty, or belongs to another program.

    Unlike `must_be_kmtui_file` it may be called while this process has the file open.

    Raises:
        sqlite3.DatabaseError: the file is not a database.
    """
    if connection.execute("PRAGMA page_count").fetchone()[0] == 0:
        raise StoreFault(StorageErrorReason.NOT_A_DATABASE, str(path))
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreFault(StorageErrorReason.NOT_OURS, str(path))


def make_folder(folder: Path, home: Path, parents: bool = False) -> None:
    """Create a folder with the permissions of its parent folder.

    Without `parents` the parent must exist: the data folder of a disk that is unmounted for a
    moment would otherwise be created empty.

    Raises:
        LinkInTheWay: a part of the path below `home`, the data folder, is a link.
        OSError: the folder cannot be created.
    """
    must_hold_no_link(folder, home)
    if folder.is_dir():
        return
    folder.mkdir(parents=parents, exist_ok=True)
    with suppress(PermissionError):
        # The umask would exclude the other users of a shared folder.
        set_mode(folder, folder.parent.stat().st_mode & FOLDER_MODE)


def fsync_file(path: Path) -> None:
    """Set the mode of a finished file and flush it to the disk, so that it survives a power cut."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    try:
        with suppress(PermissionError):  # file systems of memory sticks may have no modes
            os.fchmod(descriptor, FILE_MODE)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def atomic_replace(part: Path, target: Path) -> None:
    """Rename a finished file to its target and flush the folder entry to the disk."""
    part.replace(target)
    with suppress(OSError):  # not every system can sync a folder
        descriptor = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
