"""Opening the data file: what is wrong is said in one sentence, and nothing is touched."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import peewee
import pytest

from models.committees.records import Committee
from models.errors import SENTENCES, KmError, StorageErrorReason, StoreFault
from models.storage.backup import back_up
from models.storage.database import database
from models.storage.store import close_store, open_store
from tests.builders import a_new_store
from tests.conftest import Run

Snapshot = dict[str, tuple[int, bytes]]
Damage = Callable[[Path], None]


def snapshot(folder: Path) -> Snapshot:
    """Every file below the folder with its mode and bytes."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): (path.stat().st_mode, path.read_bytes()) for path in files}


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def a_text_file(path: Path) -> None:
    path.write_text("รายงานการประชุม\n" * 500, encoding="utf-8")


def an_empty_file(path: Path) -> None:
    path.write_bytes(b"")


def half_a_file(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def less_than_a_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def another_program_s(path: Path) -> None:
    execute(path, "PRAGMA application_id = 1196444487")


def another_program_s_with_a_log(path: Path) -> None:
    path.unlink()
    execute(path, "PRAGMA journal_mode = wal", "CREATE TABLE layer (name TEXT)")


def from_the_future(path: Path) -> None:
    execute(path, "PRAGMA user_version = 999")


def a_corrupt_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 3 + 64] = b"\xff" * 64
    path.write_bytes(content)


DAMAGES: dict[Damage, StorageErrorReason] = {
    a_text_file: StorageErrorReason.NOT_A_DATABASE,
    an_empty_file: StorageErrorReason.NOT_A_DATABASE,
    less_than_a_header: StorageErrorReason.NOT_A_DATABASE,
    half_a_file: StorageErrorReason.CORRUPT,
    another_program_s: StorageErrorReason.NOT_OURS,
    another_program_s_with_a_log: StorageErrorReason.NOT_OURS,
    from_the_future: StorageErrorReason.TOO_NEW,
    a_corrupt_page: StorageErrorReason.CORRUPT,
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_an_unusable_data_file_is_refused_with_its_sentence_and_unchanged(
    example_home: Path, kmtui: Run, damage: Damage
) -> None:
    path = example_home / "kmtui.db"
    damage(path)
    before = snapshot(example_home)
    done = kmtui("list", "people")
    assert (done.returncode, done.stdout) == (1, b"")
    told = done.stderr.decode()
    assert told.startswith(f"{SENTENCES[DAMAGES[damage]]} ({path})")
    assert told.count("\n") == 1
    assert snapshot(example_home) == before


@pytest.mark.parametrize(
    ("damage", "how"),
    [(half_a_file, "แฟ้มขาดไป เหลือร้อยละ ๕๐"), (a_corrupt_page, "ส่วนที่เสีย: ")],
)
def test_opening_a_damaged_file_names_the_damage_and_the_last_good_backup(
    example_home: Path, damage: Damage, how: str
) -> None:
    path = example_home / "kmtui.db"
    good = back_up(path)
    broken = back_up(path)
    half_a_file(broken)
    damage(path)
    with pytest.raises(StoreFault) as fault:
        open_store(path)
    told = str(fault.value)
    assert how in told
    assert str(good) in told
    assert str(broken) not in told
    assert "ทำเมื่อ" in told


def test_opening_a_missing_file_creates_none(home: Path, kmtui: Run) -> None:
    done = kmtui("list", "people")
    assert done.returncode == 1
    assert (
        done.stderr.decode() == f"{SENTENCES[StorageErrorReason.MISSING]} ({home / 'kmtui.db'})\n"
    )
    assert list(home.iterdir()) == []


def test_a_failed_open_leaves_the_thread_without_a_connection(example_home: Path) -> None:
    path = example_home / "kmtui.db"
    for damage in (from_the_future, another_program_s, a_text_file):
        damage(path)
        with pytest.raises(StoreFault):
            open_store(path)
        assert database.is_closed()


OPEN_AS_NOBODY = """
import os, sys
from pathlib import Path
from models.errors import StoreFault
from models.storage.store import open_store
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    open_store(Path(sys.argv[1]))
except StoreFault as fault:
    print(fault.reason)
"""


@pytest.mark.parametrize("what", ["file", "folder"])
def test_opening_an_unwritable_file_or_folder_is_refused_as_read_only(
    example_home: Path, what: str
) -> None:
    path = example_home / "kmtui.db"
    path.chmod(0o444 if what == "file" else 0o666)
    example_home.chmod(0o777 if what == "file" else 0o555)
    # A user other than root must be able to reach the file through the folders above.
    for folder in example_home.parents[:-2]:
        folder.chmod(folder.stat().st_mode | 0o011)
    before = snapshot(example_home)
    command = [sys.executable, "-c", OPEN_AS_NOBODY, str(path)]
    answer = subprocess.run(command, capture_output=True, text=True)
    example_home.chmod(0o755)
    if "PermissionError" in answer.stderr or "ModuleNotFoundError" in answer.stderr:
        pytest.skip("the program's own files cannot be read by another user here")
    assert (answer.stdout, answer.stderr) == ("read only\n", "")
    assert snapshot(example_home) == before


def test_opening_a_locked_file_reports_the_other_program(example_home: Path, kmtui: Run) -> None:
    path = example_home / "kmtui.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        # With a log others may read during a transaction, but not of one who keeps the file.
        other.execute("PRAGMA locking_mode = exclusive")
        other.execute("BEGIN EXCLUSIVE")
        done = kmtui("list", "people")
    assert done.returncode == 1
    assert done.stderr.decode() == f"{SENTENCES[StorageErrorReason.LOCKED]} ({path})\n"


def test_a_new_file_can_be_written_by_the_group(home: Path) -> None:
    umask = os.umask(0o077)
    try:
        a_new_store(home / "office" / "kmtui.db")
    finally:
        os.umask(umask)
        close_store()
    assert (home / "office" / "kmtui.db").stat().st_mode & 0o777 == 0o660


def test_creating_a_store_over_an_existing_file_is_refused(example_home: Path) -> None:
    before = snapshot(example_home)
    with pytest.raises(KmError, match="มีแฟ้มข้อมูลอยู่แล้ว"):
        a_new_store(example_home / "kmtui.db")
    assert snapshot(example_home) == before


def test_a_file_with_a_hot_journal_of_a_crash_is_recovered_when_opened(example_home: Path) -> None:
    path = example_home / "kmtui.db"
    code = (
        "import sqlite3, os, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN IMMEDIATE');"
        "c.execute('UPDATE statement SET text = text || text || text'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    assert (example_home / "kmtui.db-journal").exists()
    open_store(path)
    try:
        assert Committee.select().count() == 2
    finally:
        close_store()


def test_new_ids_are_unique_and_increasing() -> None:
    from models.storage.database import new_id

    made = [new_id() for _ in range(20_000)]
    assert made == sorted(set(made))


def test_a_query_of_a_closed_store_is_refused_instead_of_opening_it(store: Path) -> None:
    close_store()
    with pytest.raises(peewee.InterfaceError):
        Committee.select().count()
    assert database.is_closed()
