"""Folders that only this user can change, in which rescue files are written, read and removed.

Every file is opened relative to its folder and no link is followed below the base, as the base may
be a place that other users can write (a memory disk, a backup folder).
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

ROOM_BYTES = 128 * 1024
_ROOM_FILES = 3  # two texts at a time, and one to write the next state of either into
_ROOM_FREE = 4  # times of the room that must be free
_LARGEST_BYTES = 64 * 1024 * 1024
_FULL = (errno.ENOSPC, errno.EDQUOT)
_ROOM_SUFFIX = ".room"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)


class RescuePlace(Struct, frozen=True):
    """A folder for rescue files, on a disk or in memory.

    Attributes:
        base: a folder that exists already, unless `makes_base`; links in it are followed.
        parts: our folders below it, each created if missing; a link among them is refused.
        lasts: False for a memory disk, which is empty after the machine or the login has ended.
    """

    base: Path
    parts: tuple[str, ...]
    lasts: bool = True
    makes_base: bool = False

    @property
    def folder(self) -> Path:
        """The folder that holds the rescue files."""
        return self.base.joinpath(*self.parts)


class OpenFolder(Struct, frozen=True):
    """A folder to work in, by its descriptor; without `dir_fd` support (Windows) by `prefix`."""

    descriptor: int | None
    prefix: str

    def names(self) -> list[str]:
        """Return the names of the files, sorted."""
        with os.scandir(self.prefix if self.descriptor is None else self.descriptor) as found:
            return sorted(entry.name for entry in found)

    def put(self, name: str, content: bytes, session: str) -> None:
        """Write a file completely or not at all; on a full disk, into the session's reserved space.

        Raises OSError if the file cannot be written.
        """
        try:
            self._put_new(name, content)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            self._put_reserved(name, content, session)

    def read(self, name: str) -> bytes:
        """Return at most 64 MiB of a regular file of this user. Raises OSError for other files."""
        with self._opened(name, os.O_RDONLY) as descriptor:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or not _is_own(found):
                raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), name)
            with open(descriptor, "rb", closefd=False) as file:
                return file.read(_LARGEST_BYTES)

    def remove(self, name: str) -> None:
        """Remove a file, if it exists."""
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.prefix + name, dir_fd=self.descriptor)

    def reserve(self, session: str) -> None:
        """Reserve space: allocate files that `put` overwrites when the disk is full.

        Raises OSError if the files cannot be written, or if the disk is nearly full, which they
        would only make worse.
        """
        if self.descriptor is not None and hasattr(os, "fstatvfs"):
            disk = os.fstatvfs(self.descriptor)
            if disk.f_bavail * disk.f_frsize < _ROOM_FREE * _ROOM_FILES * ROOM_BYTES:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        for number in range(_ROOM_FILES):
            name = _room(session, number)
            try:
                with self._opened(name, os.O_WRONLY | os.O_CREAT) as descriptor:
                    _allocate(descriptor)
            except OSError:
                # A partial reservation would only take space from the data file.
                self.remove(name)
                raise

    def rooms(self) -> dict[str, str]:
        """Return the names of the reserved files, each with the session that reserved it."""
        found = [name for name in self.names() if name.endswith(_ROOM_SUFFIX)]
        return {name: name.removesuffix(_ROOM_SUFFIX).rpartition(".")[0] for name in found}

    def _put_new(self, name: str, content: bytes) -> None:
        part = f"{name}.part"
        self.remove(part)
        try:
            with self._opened(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as descriptor:
                _write_all(descriptor, content)
            self._rename(part, name)
        except OSError:
            with contextlib.suppress(OSError):
                self.remove(part)
            raise

    def _put_reserved(self, name: str, content: bytes, session: str) -> None:
        for room in [each for each, owner in self.rooms().items() if owner == session]:
            with self._opened(room, os.O_WRONLY) as descriptor:
                size = os.fstat(descriptor).st_size
                if size < len(content):
                    continue
                # JSON may end in blanks: the file keeps its size, so that it needs no new block.
                _write_all(descriptor, content.ljust(size))
            # The blocks of the former state become room for the next one.
            taken = self.rooms()
            free = (_room(session, n) for n in range(_ROOM_FILES + 1))
            spare = next(each for each in free if each not in taken)
            with contextlib.suppress(OSError):
                here = {"src_dir_fd": self.descriptor, "dst_dir_fd": self.descriptor}
                os.link(self.prefix + name, self.prefix + spare, follow_symlinks=False, **here)
            self._rename(room, name)
            return
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), self.prefix + name)

    def _rename(self, part: str, name: str) -> None:
        here = self.descriptor
        os.replace(self.prefix + part, self.prefix + name, src_dir_fd=here, dst_dir_fd=here)
        if here is not None:
            with contextlib.suppress(OSError):  # not every file system can sync a folder
                os.fsync(here)

    @contextlib.contextmanager
    def _opened(self, name: str, flags: int) -> Iterator[int]:
        flags |= _NO_LINK | _BINARY
        descriptor = os.open(self.prefix + name, flags, 0o600, dir_fd=self.descriptor)
        try:
            yield descriptor
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def open_folder(place: RescuePlace, create: bool) -> Iterator[OpenFolder]:
    """Open the folder of a `RescuePlace`, made private to this user (not on Windows).

    Raises:
        OSError: the folder is missing (without `create`), is a link, or can be changed by another
            user.
    """
    if create and place.makes_base:
        place.base.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.open not in os.supports_dir_fd:
        folder = place.folder
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        yield OpenFolder(None, f"{folder}{os.sep}")
        return
    descriptor = os.open(place.base, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in place.parts:
            inner = _inner(descriptor, part, create)
            os.close(descriptor)
            descriptor = inner
        yield OpenFolder(descriptor, "")
    finally:
        os.close(descriptor)


def _inner(outer: int, name: str, create: bool) -> int:
    if create:
        with contextlib.suppress(FileExistsError):
            os.mkdir(name, 0o700, dir_fd=outer)
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    descriptor = os.open(name, flags, dir_fd=outer)
    try:
        if os.fstat(descriptor).st_mode & 0o077:
            with contextlib.suppress(OSError):
                os.fchmod(descriptor, 0o700)
        found = os.fstat(descriptor)
        if not _is_own(found) or found.st_mode & 0o022:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), name)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _is_own(found: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or found.st_uid == os.geteuid()


def _room(session: str, number: int) -> str:
    return f"{session}.{number}{_ROOM_SUFFIX}"


def _allocate(descriptor: int) -> None:
    missing = ROOM_BYTES - os.fstat(descriptor).st_size
    if missing <= 0:
        return
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, ROOM_BYTES)
    else:
        os.write(descriptor, b" " * ROOM_BYTES)


def _write_all(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
    os.fsync(descriptor)
