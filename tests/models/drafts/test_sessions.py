"""Whether a session runs, where its process cannot be seen: the lock on the data folder tells."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.drafts.sessions import hold_session, is_own, is_running, new_session
from models.storage.database import database
from tests.builders import a_dead_session
from tests.conftest import ROOT

# As another user whose /proc shows no foreign process: asks for every session that is named.
ASK = """
import fcntl, os, sys  # before this user may read no library
from pathlib import Path
from models.drafts.sessions import is_running
from models.storage.database import database
database.folder = Path(sys.argv[1])
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
print(Path(f"/proc/{sys.argv[2]}/stat").exists(), *(is_running(each) for each in sys.argv[3:]))
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user reaches."""
    folder = Path(tempfile.mkdtemp(prefix="kmtui-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_session_holds_its_lock_until_it_ends(store: Path) -> None:
    dead = a_dead_session()
    assert not is_running(dead)
    held = hold_session(dead, store.parent)
    assert held is not None
    assert is_running(dead)
    assert not is_running(a_dead_session()), "each session has a byte of its own"
    # Closing another descriptor of the folder would drop a lock of the usual kind.
    os.close(os.open(store.parent, os.O_RDONLY))
    assert is_running(dead)
    os.close(held)
    assert not is_running(dead)


def test_a_session_whose_process_is_hidden_is_reported_as_running(
    open_folder: Path,
) -> None:
    mine, other, before = new_session(), new_session(), database.folder
    held = hold_session(mine, open_folder)
    inside = f'mount -t proc -o hidepid=2 proc /proc && exec "{sys.executable}" -c "$0" "$@"'
    command = ["unshare", "-m", "sh", "-c", inside, ASK, str(open_folder), str(os.getpid())]
    try:
        done = subprocess.run(
            [*command, mine, other], capture_output=True, text=True, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    finally:
        os.close(held or 0)
    if done.returncode:
        pytest.skip(f"no other view of /proc can be made here: {done.stderr[-200:]}")
    # The process is hidden: without the lock a running session looks like one that has ended.
    assert done.stdout.split() == ["False", "True", "False"]
    assert database.folder == before


def test_own_sessions_are_those_of_this_user_on_this_machine() -> None:
    mine = new_session()
    host, pid, started, token = mine.rsplit(".", 3)
    assert is_own(mine)
    assert not is_own(f"elsewhere.{pid}.{started}.{token}")
    assert not is_own(f"{host}.{pid}.{started}.99999-{token.partition('-')[2]}")
