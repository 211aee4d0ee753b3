"""The hash chain of the history: each revision stores the hash of the one before.

The head of the chain, the newest revision, is remembered in a file beside the data file, so that
its removal is noticed. The hashes are not keyed: see `docs/threats.md`.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

HEAD_SUFFIX = "-head"
_MODE = 0o660
_LARGEST = 1000

_Rows = Callable[..., Iterable[tuple[Any, ...]]]
"""Runs SQL and returns its rows."""

_NEWEST = "SELECT id, chain FROM revision ORDER BY id DESC LIMIT 1"
_SAME = "SELECT 1 FROM revision WHERE id = ? AND chain = ?"


class Head(NamedTuple):
    """The newest revision and its hash, and when the data file was last restored.

    Attributes:
        revision_id: 0 if no revision is remembered, as during a restore.
        restored_at: local time as ISO 8601 text; empty if the file was never restored.
    """

    revision_id: int
    chain: str
    restored_at: str = ""


def link(before: str, digest: object) -> str:
    """Return the chain hash of a revision with this digest that follows the chain hash `before`."""
    content = digest.hex() if isinstance(digest, bytes) else digest
    return hashlib.sha256(f"{before} {content}".encode(errors="replace")).hexdigest()


def fill_chain(execute: _Rows) -> int:
    """Link every revision to the one before, in the caller's transaction; return how many changed.

    Used for files older than the chain, and to accept the present history.
    """
    before, changed = "", 0
    rows = list(execute("SELECT id, digest, chain FROM revision ORDER BY id"))
    for revision_id, digest, chain in rows:
        before = link(before, digest)
        if chain != before:
            execute("UPDATE revision SET chain = ? WHERE id = ?", (before, revision_id))
            changed += 1
    return changed


def newest_head(execute: _Rows) -> Head | None:
    """Return the head of the chain in the data file; None if there is no history."""
    for revision_id, chain in execute(_NEWEST):
        return Head(int(revision_id), str(chain))
    return None


def has_head(execute: _Rows, head: Head) -> bool:
    """Return whether the chain in the file contains this head; True if it names no revision."""
    return not head.revision_id or any(True for _ in execute(_SAME, (head.revision_id, head.chain)))


def read_head(path: Path) -> Head | None:
    """Read the head file beside the data file; None if it is missing or unreadable.

    Follows no link and waits for no pipe.
    """
    try:
        descriptor = os.open(_head_path(path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            told = json.loads(file.read(_LARGEST))
        head = Head(int(told["revision"]), str(told["chain"]), str(told["restored"]))
        if head.restored_at:
            datetime.fromisoformat(head.restored_at)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return head


def remember_head(path: Path, execute: _Rows, head: Head) -> None:
    """Write a newer head file; a head that the data file lacks is kept, for verification.

    A head that cannot be written (a full disk) must not keep a text from being stored.
    """
    known = read_head(path)
    if known is not None and not has_head(execute, known):
        return
    if known is None or known.revision_id < head.revision_id:
        write_head(path, head._replace(restored_at=known.restored_at if known else ""))


def write_head(path: Path, head: Head) -> None:
    """Replace the head file atomically; errors are suppressed."""
    target = _head_path(path)
    part = target.with_name(f"{target.name}.part{os.getpid()}-{id(head):x}")
    told = {"revision": head.revision_id, "chain": head.chain, "restored": head.restored_at}
    with suppress(OSError):
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        try:
            with os.fdopen(os.open(part, flags, _MODE), "w") as file:
                json.dump(told, file)
            part.chmod(_MODE)  # the umask would exclude the other users of a shared folder
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def forget_head(path: Path) -> None:
    """Remove the head beside the data file, if there is one."""
    _head_path(path).unlink(missing_ok=True)


def _head_path(path: Path) -> Path:
    return path.with_name(path.name + HEAD_SUFFIX)
