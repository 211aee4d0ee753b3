"""Session names: one for each run of the program, with its user and process."""

import os
import secrets
import socket
from pathlib import Path

from models.office.rights import my_uid

_ENDED = "0"  # no process starts at tick 0 after boot


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
    """Return whether the session's program is running; True if it is on another machine."""
    parts = session.rsplit(".", 3)
    if len(parts) != 4 or not parts[1].isdecimal():
        return False
    host, pid, started, _ = parts
    if host != socket.gethostname():
        return True
    return _started(int(pid)) == started != _ENDED


def _started(pid: int) -> str:
    """Return the start of a process in clock ticks since boot, as process ids are reused."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return _ENDED
    state, *others = text.rpartition(")")[2].split()
    return _ENDED if state in "ZX" else others[18]
