"""Restoring a backup: completely or not at all, with nothing discarded."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from models.drafts.sessions import new_session
from models.drafts.writer import Writer
from models.errors import KmError, Refused, StorageErrorReason, StoreFault
from models.maintenance.restore import preview_restore, restore
from models.maintenance.verification import verify_file
from models.meetings.presence import clear_presence, touch_presence
from models.minutes.records import Statement
from models.office.locations import InMeeting
from models.storage.backup import back_up, backups_in
from models.storage.database import database
from models.storage.migrations import read_steps
from models.storage.store import close_store, open_store, opened_store
from tests.builders import a_statement, by
from tests.conftest import PATIENCE_S
from tests.models.storage.test_migration_from_schema_1 import version_of
from tests.models.storage.test_migration_from_schema_3 import OLD_FILE

BROKEN = b"\xff" * 64


@pytest.fixture
def file(example_home: Path) -> Path:
    return example_home / "kmtui.db"


def texts(path: Path) -> set[str]:
    with opened_store(path):
        return {row.text for row in Statement.select()}


def write(path: Path, text: str) -> None:
    with opened_store(path):
        a_statement(text)


def test_restore_previews_losses_and_keeps_the_replaced_file(file: Path) -> None:
    backup = back_up(file)
    write(file, "หลังสำรอง")
    view = preview_restore(file, backup)
    changed = {each.label: (each.now, each.there) for each in view.differences}
    assert changed["คำพูด"] == (10, 9)
    assert changed["การประชุม"] == (3, 2)
    assert view.loses
    assert view.changed_now is not None
    assert view.changed_there is not None
    assert view.changed_now > view.changed_there
    kept = restore(file, backup)
    assert kept is not None
    assert "หลังสำรอง" not in texts(file)
    assert "หลังสำรอง" in texts(kept)
    assert file.stat().st_mode & 0o777 == 0o660
    assert restore(file, kept) is not None
    assert "หลังสำรอง" in texts(file)


def test_restore_is_refused_while_another_user_has_the_file_open(
    file: Path, tmp_path: Path
) -> None:
    backup = back_up(file)
    writer = Writer(file, new_session(), "สมศรี", tmp_path / "rescue", lambda state: None)
    open_store(file)
    close_store()
    writer.start()
    try:
        before = file.read_bytes()
        assert writer.call(Statement.select().count).result(PATIENCE_S) == 9
        with pytest.raises(Refused, match="ยังมีผู้ใช้ข้อมูลนี้อยู่"):
            restore(file, backup)
        writer.call(by, "สมศรี", touch_presence, writer.session, InMeeting(1)).result(PATIENCE_S)
        with pytest.raises(Refused, match="สมศรี"):
            restore(file, backup)
        assert len(backups_in(backup.parent)) == 1
        assert len(file.read_bytes()) == len(before)
        writer.call(clear_presence, writer.session).result(PATIENCE_S)
    finally:
        writer.stop()
    restore(file, backup)


def test_restore_is_refused_while_another_program_has_the_file_locked(file: Path) -> None:
    backup = back_up(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        before = file.read_bytes()
        with pytest.raises(Refused, match="โปรแกรมอื่น"):
            restore(file, backup)
    assert file.read_bytes() == before


@pytest.mark.parametrize("damage", ["a page", "half", "text", "missing"])
def test_a_damaged_or_missing_file_is_replaced_and_kept_as_it_was(file: Path, damage: str) -> None:
    backup = back_up(file)
    whole = file.read_bytes()
    a_page = whole[: 4096 * 3] + BROKEN + whole[4096 * 3 + 64 :]
    broken = {"a page": a_page, "half": whole[: len(whole) // 2], "text": b"x" * 999}
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(broken[damage])
    view = preview_restore(file, backup)
    assert bool(view.fault) == (damage != "missing")
    kept = restore(file, backup)
    assert verify_file(file).faults == ()
    if kept is not None:
        assert kept.read_bytes() == broken[damage]
    assert (kept is None) == (damage == "missing")


def test_a_backup_that_is_damaged_foreign_or_from_the_future_is_refused(
    file: Path, tmp_path: Path
) -> None:
    before = file.read_bytes()
    broken, future, foreign = back_up(file), back_up(file), tmp_path / "layer.db"
    broken.write_bytes(broken.read_bytes()[:9000])
    with closing(sqlite3.connect(future)) as connection:
        connection.execute("PRAGMA user_version = 999")
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE layer (name TEXT)")
    wrong = {
        broken: StorageErrorReason.CORRUPT,
        future: StorageErrorReason.TOO_NEW,
        foreign: StorageErrorReason.NOT_OURS,
    }
    for each, reason in wrong.items():
        with pytest.raises(StoreFault) as fault:
            restore(file, each)
        assert fault.value.reason == reason
    with pytest.raises(KmError, match="ไม่พบ"):
        restore(file, tmp_path / "none.db")
    with pytest.raises(KmError, match="แฟ้มข้อมูลที่ใช้อยู่"):
        restore(file, file)
    assert file.read_bytes() == before


def test_an_older_backup_is_brought_up_to_date_when_it_is_opened(file: Path) -> None:
    import gzip

    old = file.parent / "old.db"
    old.write_bytes(gzip.decompress(OLD_FILE.read_bytes()))
    assert preview_restore(file, old).is_older_schema
    restore(file, old)
    assert version_of(file) == 3
    assert "ขอเสนอแผนการติดตามผลรายไตรมาส" in texts(file)
    assert version_of(file) == len(read_steps())


def test_restore_never_replays_the_old_journal_into_the_new_file(file: Path) -> None:
    backup = back_up(file)
    code = (
        "import sqlite3, os, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN IMMEDIATE');"
        "c.execute('UPDATE statement SET text = text || text || text'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(file)], check=True)
    content = bytearray(file.read_bytes())
    content[:100] = b"\xff" * 100
    file.write_bytes(content)
    restore(file, backup)
    assert not file.with_name("kmtui.db-journal").exists()
    assert verify_file(file).faults == ()


def test_opening_the_file_waits_for_the_end_of_a_restore(file: Path) -> None:
    hold = (
        "import sys, time; from pathlib import Path\n"
        "from models.storage.file_locks import exclusive_lock\n"
        "with exclusive_lock(Path(sys.argv[1])): print('in', flush=True); time.sleep(0.4)"
    )
    command = [sys.executable, "-c", hold, str(file.parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"in\n"
        assert len(texts(file)) == 9
        assert other.wait() == 0


RESTORE = (
    "import sys; from pathlib import Path; from models.maintenance.restore import restore\n"
    "restore(Path(sys.argv[1]), Path(sys.argv[2])); print('done', flush=True)"
)


def test_killing_a_restore_before_it_stores_the_head_misses_no_later_revision(
    file: Path,
) -> None:
    backup = back_up(file)
    write(file, "หลังสำรอง")
    killed = "import os; from models.maintenance import restore as module\n"
    killed += "module._remember_history = lambda *_: os._exit(9)\n"
    command = [sys.executable, "-c", killed + RESTORE, str(file), str(backup)]
    assert subprocess.run(command).returncode == 9
    assert len(texts(file)) == 9
    assert verify_file(file).faults == ()
    write(file, "หลังกู้คืน")
    assert verify_file(file).faults == ()


@pytest.mark.parametrize("after", [0.0, 0.01, 0.03])
def test_killing_a_restore_leaves_the_old_or_the_new_file(file: Path, after: float) -> None:
    backup = back_up(file)
    write(file, "หลังสำรอง")
    command = [sys.executable, "-c", RESTORE, str(file), str(backup)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        while process.poll() is None and not list(file.parent.glob("*.part*")):
            time.sleep(0.001)
        time.sleep(after)
        os.kill(process.pid, signal.SIGKILL)
    assert verify_file(file).faults == ()
    assert len(texts(file)) in (9, 10)
    assert restore(file, backup) is not None
    assert len(texts(file)) == 9
    assert list(file.parent.glob("*.part*")) == []
    assert database.is_closed()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("DROP TABLE duty", "duty"),
        ("ALTER TABLE duty DROP COLUMN text", "duty.text"),
        ("CREATE TRIGGER odd AFTER UPDATE ON statement BEGIN DELETE FROM seal; END", "odd"),
        ("CREATE VIEW odd AS SELECT * FROM statement", "odd"),
        ("DROP TRIGGER {ours}", "ทริกเกอร์"),
    ],
)
def test_a_backup_whose_schema_is_not_ours_is_refused(file: Path, change: str, told: str) -> None:
    backup = back_up(file)
    before = file.read_bytes()
    with closing(sqlite3.connect(backup)) as outside, outside:
        (ours,) = outside.execute(
            "SELECT min(name) FROM sqlite_master WHERE type = 'trigger'"
        ).fetchone()
        outside.execute(change.replace("{ours}", ours))
    for act in (preview_restore, restore):
        with pytest.raises(Refused, match=told):
            act(file, backup)
    assert file.read_bytes() == before
