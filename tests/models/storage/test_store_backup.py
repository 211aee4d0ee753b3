"""Bringing an older file up to date, backing up, and what a killed process leaves behind."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

import models.storage.store
from models.errors import KmError, StoreFault
from models.example.office import make_example
from models.home.overview import last_backup
from models.maintenance.verification import verify_file
from models.minutes.records import Statement
from models.storage.backup import back_up
from models.storage.database import database
from models.storage.migrations import read_steps
from models.storage.store import close_store, open_store
from tests.builders import a_statement
from tests.conftest import Run

LATER = ("ALTER TABLE organization ADD COLUMN motto VARCHAR(255) NOT NULL DEFAULT ''",)


def give_steps(monkeypatch: pytest.MonkeyPatch, *more: tuple[str, ...]) -> None:
    """Let the program have more steps than it has."""
    steps = (*read_steps(), *more)
    monkeypatch.setattr(models.storage.store, "read_steps", lambda: steps)
    monkeypatch.setattr(models.storage.store, "newest_step", lambda: len(steps))


def one_value(path: Path, sql: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchone()[0]


@pytest.fixture
def a_newer_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program of next year, with one more step."""
    give_steps(monkeypatch, LATER)


def test_an_older_file_is_backed_up_and_then_brought_up_to_date(
    example_home: Path, a_newer_program: None
) -> None:
    path = example_home / "kmtui.db"
    open_store(path)
    rows = database.execute_sql("PRAGMA table_info(organization)")  # type: ignore[no-untyped-call]
    columns = [row[1] for row in rows]
    close_store()
    (copy,) = (example_home / "backups").iterdir()
    newest = len(read_steps()) + 1
    assert "motto" in columns
    assert one_value(path, "PRAGMA user_version") == newest
    assert one_value(copy, "PRAGMA user_version") == newest - 1
    assert one_value(copy, "SELECT count(*) FROM statement") == 9
    open_store(path)
    close_store()
    assert len(list((example_home / "backups").iterdir())) == 1


def test_a_failed_migration_step_leaves_the_file_unchanged(
    example_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = example_home / "kmtui.db"
    broken = (*LATER, "ALTER TABLE nowhere ADD COLUMN x")
    give_steps(monkeypatch, broken)
    before = one_value(path, "SELECT group_concat(sql) FROM sqlite_master")
    with pytest.raises(StoreFault):
        open_store(path)
    assert one_value(path, "SELECT group_concat(sql) FROM sqlite_master") == before
    assert one_value(path, "PRAGMA user_version") == len(read_steps())
    assert len(list((example_home / "backups").iterdir())) == 1


def test_a_migration_step_that_breaks_a_reference_is_rolled_back(
    example_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = example_home / "kmtui.db"
    breaking = ("PRAGMA defer_foreign_keys = 1", "UPDATE statement SET item_id = 7777")
    give_steps(monkeypatch, breaking)
    with pytest.raises(StoreFault):
        open_store(path)
    assert one_value(path, "SELECT count(*) FROM statement WHERE item_id = 7777") == 0


def test_a_backup_is_a_complete_single_file(store: Path) -> None:
    a_statement("สำรองไว้")
    copy = back_up(store)
    a_statement("หลังสำรอง")
    close_store()
    assert copy.parent == store.parent / "backups"
    assert last_backup(store) is not None
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    assert copy.stat().st_mode & 0o777 == 0o660
    open_store(copy)
    assert [row.text for row in Statement.select()] == ["สำรองไว้"]
    close_store()
    assert verify_file(copy).faults == ()
    close_store()


def test_two_backups_in_one_second_are_two_files(store: Path) -> None:
    made = {back_up(store), back_up(store)}
    assert len(made) == 2
    assert set((store.parent / "backups").iterdir()) == made


def test_a_backup_is_written_to_the_given_path(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "ธัมบ์ไดรฟ์" / "copy.db"
    assert back_up(store, target) == target
    assert target.exists()


def test_a_backup_to_a_path_below_a_file_raises_a_fault(store: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("ไม่ใช่โฟลเดอร์", encoding="utf-8")
    with pytest.raises(StoreFault):
        back_up(store, tmp_path / "file" / "copy.db")


def test_verifying_the_example_reports_no_faults(example: Path) -> None:
    close_store()
    assert verify_file(example).faults == ()


MAKE = "import sys; from pathlib import Path; from models.example.office import make_example;"
MAKE += "make_example(Path(sys.argv[1]))"


@pytest.mark.parametrize("after", [0.0, 0.03, 0.1])
def test_demo_succeeds_after_an_earlier_demo_was_killed(
    home: Path, kmtui: Run, after: float
) -> None:
    path = home / "kmtui.db"
    with subprocess.Popen([sys.executable, "-c", MAKE, str(path)]) as process:
        while process.poll() is None and not list(home.iterdir()):
            time.sleep(0.002)
        time.sleep(after)
        os.kill(process.pid, signal.SIGKILL)
    assert kmtui("demo", "--no-open").returncode == 0
    assert sorted(each.name for each in home.iterdir()) == ["kmtui.db", "kmtui.db-head"]
    open_store(path)
    assert Statement.select().count() == 9
    close_store()
    assert verify_file(path).faults == ()
    close_store()


def test_the_example_is_never_written_over_a_file(example_home: Path) -> None:
    path = example_home / "kmtui.db"
    open_store(path)
    Statement.update(text="ของจริง").execute()
    close_store()
    with pytest.raises(KmError, match="มีแฟ้มข้อมูลอยู่แล้ว"):
        make_example(path)
    assert one_value(path, "SELECT DISTINCT text FROM statement") == "ของจริง"
    assert {each.name for each in example_home.iterdir()} <= {
        "kmtui.db",
        "kmtui.db-head",
        "kmtui.db-journal",
    }
