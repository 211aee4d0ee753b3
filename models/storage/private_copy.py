"""Private temporary folders for read-only copies; leftovers of killed processes are removed."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.storage.file_locks import has_no_owner, hold_lock

_PREFIX = "kmtui-"
_LOCK = ".in-use"


@contextmanager
def private_folder() -> Iterator[Path]:
    """Create a temporary folder that only this user can read, for the `with` block."""
    remove_left_folders()
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        descriptor = os.open(Path(name) / _LOCK, flags, 0o600)
        try:
            hold_lock(descriptor)
            yield Path(name)
        finally:
            os.close(descriptor)


def remove_left_folders() -> None:
    """Remove the private folders left by this user's killed processes.

    Blocks on the disk.
    """
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            with suppress(OSError):
                if _is_mine(folder) and has_no_owner(folder / _LOCK):
                    shutil.rmtree(folder, ignore_errors=True)


def _is_mine(folder: Path) -> bool:
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
