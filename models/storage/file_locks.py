"""Who has the data folder open, and whose turn it is to write.

Every connection is in; a restore is refused until all are out. Being in is a shared lock on the
folder itself, kept by the system: it ends with the process, whatever its end, and adds no file.
Where the system has no such locks nobody is known to be in, and turns are as SQLite gives them.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.errors import Refused, StorageErrorReason, StoreFault

_SHARED_LOCK_RETRY_S = 0.02
_WRITE_QUEUE_RETRY_S = 0.004


def acquire_shared_lock(folder: Path, timeout_s: float) -> int | None:
    """Be in until the returned descriptor is closed; None where that cannot be said here.

    Waits for a restore that is going on. Raises StoreFault where it takes longer.
    """
    descriptor = _opened(folder)
    if descriptor is None:
        return None
    end = time.monotonic() + timeout_s
    while not _lock(descriptor, exclusive=False):
        if time.monotonic() >= end:
            os.close(descriptor)
            raise StoreFault(StorageErrorReason.LOCKED, str(folder))
        time.sleep(_SHARED_LOCK_RETRY_S)
    return descriptor


def acquire_write_queue_lock(journal: Path, since: float, timeout_s: float) -> int | None:
    """Wait for the turn to write; it lasts until the returned descriptor is closed.

    Who waits longer (`since`, on the monotonic clock) asks oftener, and asking disturbs nobody: a
    try at SQLite's own lock would hold up who has it. None where the turn did not come within
    `timeout_s` seconds, or is not known here: SQLite's lock decides then, as it always does.
    """
    # The journal carries none of SQLite's own locks, so that to close it ends none.
    descriptor = _opened(journal)
    if descriptor is None:
        return None
    end = time.monotonic() + timeout_s
    while not _lock(descriptor, exclusive=True):
        now = time.monotonic()
        if now >= end:
            os.close(descriptor)
            return None
        time.sleep(_WRITE_QUEUE_RETRY_S / (1 + 10 * max(0.0, now - since)))
    return descriptor


@contextmanager
def exclusive_lock(folder: Path) -> Iterator[None]:
    """Keep everybody out of the folder in the `with` block. Raises Refused where somebody is in."""
    descriptor = _opened(folder)
    try:
        if descriptor is not None and not _lock(descriptor, exclusive=True):
            raise Refused("ยังมีผู้ใช้ข้อมูลนี้อยู่ ให้ทุกคนออกจาก kmtui ก่อน แล้วสั่งอีกครั้ง")
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


@contextmanager
def try_exclusive_lock(folder: Path) -> Iterator[bool]:
    """Whether this process is the only one that keeps this folder now; True where unknown."""
    descriptor = _opened(folder)
    try:
        yield descriptor is None or _lock(descriptor, exclusive=True)
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _opened(path: Path) -> int | None:
    with suppress(OSError, ImportError):
        import fcntl  # noqa: F401  # not on Windows

        return os.open(path, os.O_RDONLY)
    return None


def _lock(descriptor: int, exclusive: bool) -> bool:
    import fcntl

    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # A file system without these locks: as on a system without them.
        return True
    return True
