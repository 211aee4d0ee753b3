"""Nothing that looks at the open data file ends the locks that SQLite holds on it.

Closing a file ends every lock that the process has on it (POSIX; sqlite.org/howtocorrupt.html,
2.2): another program would write into a transaction of ours.
"""

import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import KmError
from models.maintenance.restore import preview_restore
from models.maintenance.shared_folder import permission_faults
from models.maintenance.verification import verify_open
from models.storage.backup import back_up, back_up_if_due, backup_folders
from models.storage.database import database
from tests.builders import THE_DAY

_OTHER = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    other.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    sys.exit(str(error))
"""


def looks(file: Path) -> dict[str, Callable[[], object]]:
    """Everything that the screens do with the file while people write."""
    copy = back_up(file)
    return {
        "verify": lambda: verify_open(file),
        "preview_restore": lambda: preview_restore(file, copy),
        "backup": lambda: back_up(file),
        "daily": lambda: back_up_if_due(file, THE_DAY, backup_folders(file, None)),
        "folder": lambda: permission_faults(file.parent),
    }


@pytest.mark.parametrize("look", ["verify", "preview_restore", "backup", "daily", "folder"])
def test_inspecting_the_data_file_keeps_the_lock_of_an_open_transaction(
    example: Path, look: str
) -> None:
    act = looks(example)[look]
    database.execute_sql("PRAGMA busy_timeout = 100")
    with database.atomic():
        database.execute_sql("UPDATE organization SET district = 'ก'")
        thread = threading.Thread(target=_looked, args=(act,))
        thread.start()
        thread.join()
        other = [sys.executable, "-c", _OTHER, str(example)]
        found = subprocess.run(other, capture_output=True, text=True, timeout=60)
        assert "locked" in found.stderr


def _looked(act: Callable[[], object]) -> None:
    with contextlib.suppress(KmError):  # what cannot be read while we write is not the question
        act()
