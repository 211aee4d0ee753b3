"""The log written ahead: taken up and left at the right moments, and nothing in it is lost.

These tests have it with any SQLite: what an older one loses it loses where many write at once.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

import models.maintenance.restore
import models.storage.database
import models.storage.journal_mode
from models.errors import Refused, StorageErrorReason, StoreFault
from models.example.office import make_example
from models.maintenance.restore import restore
from models.maintenance.verification import verify_file
from models.minutes.records import Statement
from models.storage.backup import back_up
from models.storage.database import database
from models.storage.file_locks import acquire_shared_lock
from models.storage.journal_mode import set_journal_mode, uses_wal, wal_allowed
from models.storage.store import close_store, open_store, opened_store, read_only_store
from tests.builders import a_new_store, a_statement
from tests.models.drafts.test_writer_storage_failures import fill_up

Fits = Callable[[bool], None]


@pytest.fixture
def fits(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fits]:
    """Say whether a log fits, whatever SQLite this is; at first it does."""

    def say(whether: bool) -> None:
        monkeypatch.setattr(models.storage.database, "wal_allowed", lambda folder: whether)

    say(True)
    yield say
    close_store()


@pytest.fixture
def path(fits: Fits, home: Path) -> Path:
    """A data file with a log and one statement, closed."""
    made = home / "kmtui.db"
    a_new_store(made)
    a_statement("แรก")
    close_store()
    return made


def is_marked(path: Path) -> bool:
    """Whether the file itself says that it has a log."""
    return path.read_bytes()[18:20] == b"\2\2"


def texts(path: Path) -> list[str]:
    with opened_store(path):
        return [row.text for row in Statement.select().order_by(Statement.id)]


def killed_after(path: Path, sql: str) -> None:
    """Another process stores something in the log and is killed before it goes into the file."""
    code = "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
    code += f"c.execute({sql!r}); os._exit(9)"
    assert subprocess.run([sys.executable, "-c", code, str(path)]).returncode == 9
    assert path.with_name("kmtui.db-wal").stat().st_size > 0


LATER = "UPDATE statement SET text = 'แล้วเสร็จ'"


def test_no_more_than_one_sqlite_is_in_the_process() -> None:
    maps = Path("/proc/self/maps")
    if not maps.exists():
        pytest.skip("only Linux tells")
    files = {line.split(maxsplit=5)[-1] for line in maps.read_text().splitlines()}
    assert len([each for each in files if "libsqlite3" in Path(each).name]) <= 1
    assert not sys.modules.keys() & {"apsw", "pysqlite3", "sqlcipher3"}


def test_a_new_file_uses_wal_if_that_is_safe_and_keeps_it(path: Path) -> None:
    assert is_marked(path)
    open_store(path)
    assert database.execute_sql("PRAGMA synchronous").fetchone() == (2,)
    assert database.journal == path.with_name("kmtui.db-wal")
    assert (path.with_name("kmtui.db-wal").stat().st_mode & 0o777) == 0o660


def test_an_old_file_is_switched_to_wal_when_opened(path: Path, fits: Fits) -> None:
    fits(False)
    assert texts(path) == ["แรก"]
    assert not is_marked(path)
    fits(True)
    assert texts(path) == ["แรก"]
    assert is_marked(path)


def test_switching_to_wal_waits_until_no_other_user_has_the_file_open(
    path: Path, fits: Fits
) -> None:
    fits(False)
    assert texts(path) == ["แรก"]
    other = acquire_shared_lock(path.parent, 1)
    assert other is not None
    fits(True)
    open_store(path)
    assert database.execute_sql("PRAGMA synchronous").fetchone() == (3,)
    close_store()
    assert not is_marked(path)
    os.close(other)
    open_store(path)
    close_store()
    assert is_marked(path)


def test_an_older_sqlite_refuses_a_wal_that_others_use(path: Path, fits: Fits) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("SELECT count(*) FROM statement").fetchone()
        fits(False)
        with pytest.raises(StoreFault, match="SQLite รุ่นใหม่กว่า") as fault:
            open_store(path)
        assert fault.value.reason == StorageErrorReason.LOCKED
        assert database.is_closed()
        other.execute(LATER)
    assert texts(path) == ["แล้วเสร็จ"]
    assert not is_marked(path)


def test_changes_in_the_wal_of_a_killed_process_are_kept(path: Path, fits: Fits) -> None:
    killed_after(path, LATER)
    copy = back_up(path)
    assert not is_marked(copy)
    fits(False)
    assert texts(path) == texts(copy) == ["แล้วเสร็จ"]


def test_a_new_data_file_ignores_the_wal_of_a_deleted_one(path: Path, tmp_path: Path) -> None:
    killed_after(path, LATER)
    path.unlink()
    make_example(path)
    assert [each.name for each in path.parent.iterdir()] == ["kmtui.db"]
    alone = Path(shutil.copy(path, tmp_path / "alone.db"))
    assert len(texts(alone)) == 9
    assert verify_file(path).faults == ()


class Killed(BaseException):
    """The process ends here: nothing of the program catches it."""


def test_killing_a_restore_before_the_replacement_leaves_the_old_file_intact(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(path)
    killed_after(path, LATER)

    def killed(part: Path, target: Path) -> None:
        if target == path:
            raise Killed
        part.replace(target)

    monkeypatch.setattr(models.maintenance.restore, "atomic_replace", killed)
    with suppress(Killed):
        restore(path, backup)
    assert texts(path) == ["แล้วเสร็จ"]


def test_a_restore_is_refused_while_another_program_has_the_wal_open(path: Path) -> None:
    backup = back_up(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT count(*) FROM statement").fetchone()
        with pytest.raises(Refused, match="โปรแกรมอื่น"):
            restore(path, backup)
    assert restore(path, backup) is not None
    assert sorted(each.name for each in path.parent.iterdir()) == [
        "backups",
        "kmtui.db",
        "kmtui.db-head",
    ]


def test_restoring_a_plain_copy_includes_its_wal(path: Path, tmp_path: Path) -> None:
    killed_after(path, LATER)
    for each in path.parent.glob("kmtui.db*"):
        shutil.copy(each, tmp_path / each.name)
    open_store(path)
    Statement.update(text="อื่น").execute()
    close_store()
    restore(path, tmp_path / "kmtui.db")
    assert texts(path) == ["แล้วเสร็จ"]
    assert {each.name for each in path.parent.iterdir()} == {"backups", "kmtui.db", "kmtui.db-head"}


AS_NOBODY = """
import os, sys
from pathlib import Path
from models.storage.backup import back_up
from models.minutes.records import Statement
from models.storage.store import read_only_store
os.setgid(65534); os.setuid(65534)
path = Path(sys.argv[1])
with read_only_store(path):
    print(*(row.text for row in Statement.select()))
"""


@pytest.mark.parametrize("is_killed", [False, True])
def test_a_wal_file_is_readable_in_a_read_only_folder(path: Path, is_killed: bool) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    if is_killed:
        killed_after(path, LATER)
    for each in path.parent.iterdir():
        each.chmod(0o444)
    path.parent.chmod(0o555)
    for folder in path.parent.parents[:-2]:
        folder.chmod(folder.stat().st_mode | 0o011)
    before = sorted(each.name for each in path.parent.iterdir())
    command = [sys.executable, "-c", AS_NOBODY, str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    if "ModuleNotFoundError" in done.stderr:
        pytest.skip("the program's own files cannot be read by another user here")
    assert (done.stdout.strip(), done.stderr) == ("แล้วเสร็จ" if is_killed else "แรก", "")
    assert sorted(each.name for each in path.parent.iterdir()) == before


@pytest.mark.usefixtures("fits")
def test_no_space_for_the_shared_memory_of_the_wal_is_reported_as_a_full_disk(
    tmp_path: Path,
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("only root can mount a small disk, and not everywhere")
    try:
        a_new_store(disk / "kmtui.db")
        close_store()
        fill_up(disk / "ballast")
        with pytest.raises(StoreFault) as fault:
            open_store(disk / "kmtui.db")
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert fault.value.reason == StorageErrorReason.FULL


def test_an_archive_is_read_without_making_a_file(path: Path, tmp_path: Path) -> None:
    archive = back_up(path, tmp_path / "archives" / "2563.db")
    archive.chmod(0o440)
    with read_only_store(archive):
        assert Statement.select().count() == 1
    assert [each.name for each in archive.parent.iterdir()] == ["2563.db"]


def test_wal_is_not_used_on_a_network_disk(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"disk / ext4 rw 0 0\nserver:/office {path.parent} nfs4 rw 0 0\n")
    monkeypatch.setattr(models.storage.journal_mode, "_MOUNTS", mounts)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 54, 1))
    assert wal_allowed(tmp_path)
    assert not wal_allowed(path.parent)
    with closing(sqlite3.connect(path)) as connection:
        assert set_journal_mode(connection, False, str(path)) == "-journal"
        assert not uses_wal(connection)
