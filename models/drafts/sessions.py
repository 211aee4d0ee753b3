"""Session names: one for each run of the program, with its user and process.

A running session holds a lock on one byte of the data folder, at an offset that follows from its
name. Other processes test the lock if they cannot see the process (`/proc` with hidepid=2, a
container). It is a lock of an open file description (OFD) on the folder itself: closing a file
elsewhere in the process drops neither this lock nor one of SQLite.
"""

import contextlib
import hashlib
import os
import secrets
import socket
import struct
from pathlib import Path

from models.office.rights import my_uid
from models.storage.database import database

_ENDED = "0"  # no process starts at tick 0 after boot
_FLOCK = "hhqqi0q"  # struct flock of 64 bit systems


def new_session() -> str:
    """Return a name for this run of the program: host, process id, start time, user id and token.

    The process and its start time show on this machine whether the session is still running. The
    user id is part of it because an orphaned text is stored with the rights of its author.
    """
    token = f"{my_uid()}-{secrets.token_hex(4)}"
    return f"{socket.gethostname()}.{os.getpid()}.{_started(os.getpid())}.{token}"


def uid_of(session: str) -> int | None:
    """Return the user id of a session; None for sessions of versions without it."""
    uid, dash, _ = session.rpartition(".")[2].partition("-")
    return int(uid) if dash and uid.isascii() and uid.isdecimal() else None


def is_running(session: str) -> bool:
    """Return whether the session's program is running.

    True if it is on another machine, False if the name has another form.
    """
    parts = session.rsplit(".", 3)
    if len(parts) != 4 or not parts[1].isdecimal():
        return False
    host, pid, started, _ = parts
    if host != socket.gethostname():
        return True
    return _started(int(pid)) == started != _ENDED or _is_held(session)


def is_own(session: str) -> bool:
    """Return whether a session is of this user on this machine."""
    return session.startswith(f"{socket.gethostname()}.") and uid_of(session) == my_uid()


def hold_session(session: str, folder: Path) -> int | None:
    """Take the lock of a session on the data folder.

    Returns:
        A file descriptor that holds the lock until it is closed; None if the system or the file
        system has no such locks.
    """
    with contextlib.suppress(OSError, ImportError, AttributeError):
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, _byte_of(session, fcntl.F_RDLCK))
        except OSError:
            os.close(descriptor)
            raise
        return descriptor
    return None


def _is_held(session: str) -> bool:
    if database.folder is None:
        return False
    with contextlib.suppress(OSError, ImportError, AttributeError):
        import fcntl

        descriptor = os.open(database.folder, os.O_RDONLY)
        try:
            asked = _byte_of(session, fcntl.F_WRLCK)
            answer = fcntl.fcntl(descriptor, fcntl.F_OFD_GETLK, asked)
        finally:
            os.close(descriptor)
        return bool(struct.unpack(_FLOCK, answer)[0] != fcntl.F_UNLCK)
    return False


def _byte_of(session: str, kind: int) -> bytes:
    """Return the `struct flock` for a session's byte."""
    start = int.from_bytes(hashlib.sha256(session.encode()).digest()[:6])
    return struct.pack(_FLOCK, kind, os.SEEK_SET, start, 1, 0)


def _started(pid: int) -> str:
    """Return the start of a process in clock ticks since boot; "0" if it has ended.

    The start is compared because process ids are reused.
    """
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return _ENDED
    state, *others = text.rpartition(")")[2].split()
    return _ENDED if state in "ZX" else others[18]
