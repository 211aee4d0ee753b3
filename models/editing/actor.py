"""The actor of an audit entry: the user on whose behalf the operations of a thread run.

It is set once per thread instead of being passed from function to function. The history, the events
of a meeting and the seals store this name. The writer thread sets it for the screens,
`acting_as_member` for the sub-commands of the command line.
"""

import getpass
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_here = threading.local()


def os_user_name() -> str:
    """Return the account of this process, from the user id: any user can set $USER."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return getpass.getuser()


def set_actor(name: str) -> None:
    """Set the actor of this thread; an empty name means the account of the process."""
    _here.name = name


@contextmanager
def as_actor(name: str) -> Iterator[None]:
    """Set the actor of this thread for the `with` block."""
    before = getattr(_here, "name", "")
    _here.name = name
    try:
        yield
    finally:
        _here.name = before


def current_actor() -> str:
    """Return the actor of this thread; the account of the process if none was set."""
    return getattr(_here, "name", "") or os_user_name()
