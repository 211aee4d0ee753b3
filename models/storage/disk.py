"""Files and folders of the data: faults in their sentence, modes, what a power cut spares."""

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

FILE_MODE = 0o660
FOLDER_MODE = 0o2770

_FILE_MAGIC = b"SQLite format 3\0"
_HEADER_LENGTH = 100
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
_NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
_LONGEST_TOLD = 60


def is_there(path: Path) -> bool:
    """Whether there is anything of that name. Raises StoreFault where that cannot be known."""
    return _looked_at(path) is not None


def is_file(path: Path) -> bool:
    """Whether there is a regular file of that name: no pipe, no device. Raises as `is_there`."""
    found = _looked_at(path)
    return found is not None and stat.S_ISREG(found.st_mode)


def is_folder(path: Path) -> bool:
    """Whether there is a folder of that name. Raises as `is_there`."""
    found = _looked_at(path)
    return found is not None and stat.S_ISDIR(found.st_mode)


def _looked_at(path: Path) -> os.stat_result | None:
    # `Path.exists` lets the system's refusal through where a folder on the way is closed to us.
    try:
        return path.stat()
    except ValueError:  # a NUL in it: nothing can have that name
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
    """The path that a person typed, with `~` opened. Raises Refused where `~name` is nobody."""
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise Refused(f"ไม่พบโฟลเดอร์บ้านของผู้ใช้ใน {text} พิมพ์ที่อยู่เต็มโดยไม่ใช้ ~") from error


@contextmanager
def storage_faults(path: Path) -> Iterator[None]:
    """Turn errors of the database and of the file system into their Thai sentence."""
    try:
        yield
    except (PeeweeException, sqlite3.Error) as error:
        if not database.is_closed():
            database.close()
        raise fault(error, str(path)) from error
    except UnicodeDecodeError as error:
        # Python reads SQLite's message of a damaged name so.
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
    """Raise StoreFault where the file is no database, or one of another program.

    Reads the file itself: never while this process has it open otherwise, as closing a file
    ends the locks that SQLite holds on it (sqlite.org/howtocorrupt.html, 2.2). There it is
    `must_be_kmtui_file_by`.
    """
    if is_there(path) and not is_file(path):
        # To open a pipe would be to wait for ever for somebody who writes into it.
        raise StoreFault(StorageErrorReason.NOT_A_DATABASE, str(path))
    # Connecting sets the journal's mode, which would change a file of another program.
    with path.open("rb") as file:
        header = file.read(_HEADER_LENGTH)
    if len(header) < _HEADER_LENGTH or not header.startswith(_FILE_MAGIC):
        raise StoreFault(StorageErrorReason.NOT_A_DATABASE, str(path))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StoreFault(StorageErrorReason.NOT_OURS, str(path))


def must_be_kmtui_file_by(connection: sqlite3.Connection, path: Path) -> None:
    """As `must_be_kmtui_file`, through a connection: also for a file open in this process.

    Raises StoreFault, and sqlite3.DatabaseError where it is no database.
    """
    if connection.execute("PRAGMA page_count").fetchone()[0] == 0:
        raise StoreFault(StorageErrorReason.NOT_A_DATABASE, str(path))
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreFault(StorageErrorReason.NOT_OURS, str(path))


def make_folder(folder: Path, parents: bool = False) -> None:
    """Make a folder that the same people may use as the one it lies in.

    Without `parents` that one must be there: a data folder whose disk has gone away for a moment
    would come back empty. Raises OSError.
    """
    if folder.is_dir():
        return
    folder.mkdir(parents=parents, exist_ok=True)
    with suppress(PermissionError):
        # The umask would shut out the others of a shared folder.
        folder.chmod(folder.parent.stat().st_mode & FOLDER_MODE)


def fsync_file(path: Path) -> None:
    """Give a finished file its mode and make its content outlive a power cut."""
    with suppress(PermissionError):  # a memory stick may know no modes
        path.chmod(FILE_MODE)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def atomic_replace(part: Path, target: Path) -> None:
    """Rename a finished file to its name, for good."""
    part.replace(target)
    with suppress(OSError):  # not every system can sync a folder
        descriptor = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
