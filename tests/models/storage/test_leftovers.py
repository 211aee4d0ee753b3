"""What killed processes leave behind goes at the next start; what lives is left alone."""

import os
import signal
import stat
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from models.storage.backup import back_up_if_due
from models.storage.private_copy import private_folder, remove_left_folders

_HOLD = """
import sys, time
from models.storage.private_copy import private_folder
with private_folder() as folder:
    (folder / "kmtui.db").write_bytes(b"x" * 1000)
    print(folder, flush=True)
    time.sleep(600)
"""


def test_only_temporary_copies_of_dead_processes_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    reader = subprocess.Popen([sys.executable, "-c", _HOLD], stdout=subprocess.PIPE, text=True)
    assert reader.stdout is not None
    left = Path(reader.stdout.readline().strip())
    foreign = tmp_path / "kmtui-of-somebody"
    foreign.mkdir()
    try:
        remove_left_folders()
        assert (left / "kmtui.db").exists()
        assert stat.S_IMODE(left.stat().st_mode) == 0o700
    finally:
        reader.send_signal(signal.SIGKILL)
        reader.wait()
        reader.stdout.close()
    assert left.exists()
    with private_folder() as mine:
        assert not left.exists()
        assert mine.exists()
    assert foreign.exists()


_COPY = """
import sys, time
from pathlib import Path
import models.storage.backup as backup
backup.check_copy = lambda part: print("copied", flush=True) or time.sleep(600)
backup.back_up(Path(sys.argv[1]))
"""


def test_the_partial_file_of_a_killed_backup_is_removed_at_the_next_start(
    example_home: Path,
) -> None:
    file, folder = example_home / "kmtui.db", example_home / "backups"
    maker = subprocess.Popen([sys.executable, "-c", _COPY, str(file)], stdout=subprocess.PIPE)
    assert maker.stdout is not None
    assert maker.stdout.readline() == b"copied\n"
    parts = list(folder.glob("*.part*"))
    long_ago = time.time() - 3600
    os.utime(parts[0], (long_ago, long_ago))
    try:
        back_up_if_due(file, date.today(), (folder,))
        assert parts[0].exists()  # its maker lives
    finally:
        maker.kill()
        maker.wait()
        maker.stdout.close()
    os.utime(parts[0], (long_ago, long_ago))
    back_up_if_due(file, date.today(), (folder,))
    assert list(folder.glob("*.part*")) == []
