"""The name of one run of the program, which tells whose it is and whether it still runs."""

import os
import secrets
import socket
from pathlib import Path

from models.office.rights import my_uid

_ENDED = "0"  # no process starts at tick 0 of the boot


def new_session() -> str:
    """A name for this run of the program that tells, on this machine, whether it still runs.

    It tells whose it is, too: a text that was left behind is stored by its typist's right.
    """
    token = f"{my_uid()}-{secrets.token_hex(4)}"
    return f"{socket.gethostname()}.{os.getpid()}.{_started(os.getpid())}.{token}"


def uid_of(session: str) -> int | None:
    """The user id of a session; None for sessions of versions that did not tell it."""
    uid, dash, _ = session.rpartition(".")[2].partition("-")
    return int(uid) if dash and uid.isascii() and uid.isdecimal() else None


def is_running(session: str) -> bool:
    """Whether the program of that session still runs; True where that cannot be known."""
    parts = session.rsplit(".", 3)
    if len(parts) != 4 or not parts[1].isdecimal():
        return False
    host, pid, started, _ = parts
    if host != socket.gethostname():
        return True
    return _started(int(pid)) == started != _ENDED


def _started(pid: int) -> str:
    """The process's start in clock ticks since boot, so that a reused number is not mistaken."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return _ENDED
    state, *others = text.rpartition(")")[2].split()
    return _ENDED if state in "ZX" else others[18]
