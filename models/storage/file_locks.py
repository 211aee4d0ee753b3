"""Advisory file locks (`flock`): a shared or exclusive lock of the folder, and a write queue.

Every connection holds a shared lock on the data folder; a restore needs the exclusive one. The
system releases a lock when its process ends, in whatever way, and no lock file is left. Without
`flock` (Windows, some file systems) every lock is taken as granted, and only SQLite's own locks
protect the file.
"""

import errno
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.errors import Refused, StorageErrorReason, StoreFault

_SHARED_LOCK_RETRY_S = 0.02
_WRITE_QUEUE_RETRY_S = 0.004


def acquire_shared_lock(folder: Path, timeout_s: float) -> int | None:
    """Take a shared lock on the folder, waiting for a restore that is in progress.

    Returns:
        A file descriptor that holds the lock until it is closed; None if the folder or `flock` does
        not exist.

    Raises:
        StoreFault: the lock was not granted within `timeout_s` seconds.
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
    """Queue for writing by an exclusive `flock` on the journal file.

    Polls more often the longer it has waited, so that no writer starves. Trying SQLite's own lock
    instead would block its holder; that lock still decides in the end.

    Args:
        since: when the wait began, in seconds of `time.monotonic()`.
        timeout_s: how long to wait at most, in seconds.

    Returns:
        A file descriptor that holds the lock until it is closed; None on timeout, or if the journal
        file or `flock` does not exist.
    """
    # SQLite keeps none of its locks on the journal, so closing this descriptor drops none.
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
    """Lock the folder exclusively in the `with` block. Raises Refused if a connection is open."""
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
    """Yield whether the exclusive lock of the folder was granted; True if locks are unsupported."""
    descriptor = _opened(folder)
    try:
        yield descriptor is None or _lock(descriptor, exclusive=True)
    finally:
        if descriptor is not None:
            os.close(descriptor)


def hold_lock(descriptor: int) -> None:
    """Lock the file of a descriptor exclusively, until that is closed or the process ends.

    Does not wait, and does not report if another process has it locked.
    """
    with suppress(ImportError):
        _lock(descriptor, exclusive=True)


def has_no_owner(path: Path) -> bool:
    """Return whether no process holds the lock of this file; False for a link or a missing file."""
    try:
        import fcntl

        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (OSError, ImportError):
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def refuses_locks(folder: Path) -> bool:
    """Return whether the file system of a folder grants no locks at all (ENOLCK, as some NFS do).

    Asked with a file of its own: closing one that SQLite has open would drop its locks.
    """
    with suppress(OSError, ImportError):
        import fcntl

        with tempfile.TemporaryFile(dir=folder) as probe:
            try:
                fcntl.lockf(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                return error.errno in (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)
    return False


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
        # A file system without `flock`: treated as a system without it.
        return True
    return True
