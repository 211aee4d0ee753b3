"""Reading and writing files in a folder that others can write: follows no link, waits for no pipe.

A member of the group could put a link there that leads to a private file of another member, whose
program would overwrite it, open it to the group or print its text. Only the data folder itself may
be reached through links, and paths outside that a user or the settings name.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.errors import Refused

LARGEST_FILE = 64 * 1024 * 1024
"""The default size limit of a file that is read as a whole, in bytes."""

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0)
_CHUNK = 1_000_000


class LinkInTheWay(Refused):
    """A link in the data folder, where the program writes and reads its own files."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} เป็นลิงก์ โปรแกรมไม่ใช้ลิงก์ในโฟลเดอร์ข้อมูล ย้ายลิงก์ออก แล้วลองอีกครั้ง")


def must_hold_no_link(path: Path, home: Path) -> None:
    """Raise LinkInTheWay if a part of `path` below `home` is a link; other paths pass."""
    if not path.is_relative_to(home):
        return
    at = home
    for name in path.relative_to(home).parts:
        at = at / name
        if os.path.islink(at):  # noqa: PTH114 Path raises at a name that is too long
            raise LinkInTheWay(at)


@contextmanager
def opened_folder(folder: Path, home: Path) -> Iterator[int]:
    """Yield a descriptor of a folder, reached without following links below `home`.

    A folder that is not below `home` is opened normally.

    Raises:
        LinkInTheWay: a part of the path is a link.
        OSError: the folder is missing or inaccessible.
    """
    must_hold_no_link(folder, home)
    inside = folder.is_relative_to(home)
    opened = os.open(home if inside else folder, os.O_RDONLY | _FOLDER)
    try:
        for name in folder.relative_to(home).parts if inside else ():
            # The link may have been put there since it was looked for.
            below = os.open(name, os.O_RDONLY | _FOLDER | _NO_LINK, dir_fd=opened)
            os.close(opened)
            opened = below
        yield opened
    finally:
        os.close(opened)


def write_file(content: bytes, target: Path, home: Path, mode: int) -> None:
    """Write a file atomically, through a private temporary file beside it.

    A link of the target's name is replaced, not followed, if it is below `home`.

    Raises:
        LinkInTheWay: a folder below `home` is a link.
        OSError: the file cannot be written; what was there is unchanged.
    """
    part = f".kmtui-{os.getpid()}-{os.urandom(4).hex()}.part"
    with opened_folder(target.parent, home) as folder:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK
        descriptor = os.open(part, flags, 0o600, dir_fd=folder)
        try:
            with open(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                with suppress(PermissionError):  # file systems of memory sticks may have no modes
                    os.fchmod(descriptor, mode)
                os.fsync(descriptor)
            os.replace(part, target.name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            with suppress(OSError):
                os.unlink(part, dir_fd=folder)
            raise
        with suppress(OSError):  # not every system can sync a folder
            os.fsync(folder)


def copy_file(source: Path, target: Path) -> None:
    """Copy a regular file to a new private one. Raises OSError, also if `target` exists."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK
    with (
        open(opened_regular(source), "rb") as file,
        open(os.open(target, flags, 0o600), "wb") as to,
    ):
        while chunk := file.read(_CHUNK):
            to.write(chunk)


def set_mode(path: Path, mode: int) -> None:
    """Change the mode of a file, refusing links. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | _NO_LINK | _NO_WAIT)
    try:
        os.fchmod(descriptor, mode)
    finally:
        os.close(descriptor)


def read_file(path: Path, limit: int = LARGEST_FILE, home: Path | None = None) -> bytes:
    """Return the content of a regular file; never waits for a pipe or reads a device.

    Args:
        path: the file; links are followed unless `home` is given and the path is below it.
        limit: the largest size in bytes.
        home: the data folder.

    Raises:
        LinkInTheWay: there is a link below `home`.
        OSError: the file is missing, closed, no regular file (EINVAL) or too large (EFBIG).
    """
    if home is not None:
        must_hold_no_link(path, home)
    with open(opened_regular(path), "rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return content


def read_private_file(path: Path, uid: int, limit: int) -> bytes:
    """Return the content of a file that a user keeps in a folder of their own.

    Args:
        path: the file.
        uid: the user; a file of another user, but root, is not read.
        limit: the largest size in bytes.

    Raises:
        LinkInTheWay: the file is a link.
        OSError: the file is of another user (EPERM), or as by `read_file`.
    """
    if os.path.islink(path):  # noqa: PTH114 Path raises at a name that is too long
        raise LinkInTheWay(path)
    descriptor = os.open(path, os.O_RDONLY | _NO_WAIT | _NO_LINK)
    with open(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        if found.st_uid not in (uid, 0):
            raise OSError(errno.EPERM, os.strerror(errno.EPERM), str(path))
        content = file.read(limit + 1)
    if len(content) > limit:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return content


def opened_regular(path: Path) -> int:
    """Return a descriptor for reading a regular file.

    Raises OSError (EINVAL for any other file).
    """
    descriptor = os.open(path, os.O_RDONLY | _NO_WAIT)
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return descriptor
    os.close(descriptor)
    number = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
    raise OSError(number, os.strerror(number), str(path))
