"""A data file of the eleventh schema opens, and presence by meeting is presence by location."""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from exports.catalogue import make
from exports.documents import Request
from kmtui.thai.text import key
from models.drafts.sessions import new_session
from models.example.office import make_example
from models.maintenance.verification import verify_file
from models.meetings.presence import Presence, active_editors, active_users, touch_presence
from models.office.locations import InPlan
from models.search.hits import SearchKind, SearchQuery, search
from models.storage.migrations import read_steps
from models.storage.store import DATABASE_NAME, close_store, open_store
from tests.builders import by, update_whole_index
from tests.models.storage.test_migration_from_schema_1 import rows_of, version_of

OLD_FILE = Path(__file__).parents[2] / "data" / "schema-11.db.gz"
SCHEMA = 11
ELSEWHERE = "another-machine.123.456.abcd"


@pytest.fixture
def old_file(home: Path) -> Path:
    """The example as version 0.2.0 stored it, left open in a meeting and in a plan's table."""
    path = home / DATABASE_NAME
    path.write_bytes(gzip.decompress(OLD_FILE.read_bytes()))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO presence (session, who, meeting_id, seen_at) VALUES (?, ?, ?, '2999')",
            [(ELSEWHERE, "น้ำฝน", 1), (f"{ELSEWHERE}1", "สมศรี", -1)],
        )
    path.chmod(0o660)
    return path


@pytest.fixture
def opened(old_file: Path) -> Iterator[Path]:
    """The file, brought up to date and open in this thread."""
    open_store(old_file)
    yield old_file
    close_store()


def test_migration_from_schema_11_keeps_every_record_and_clears_presence(old_file: Path) -> None:
    before = rows_of(old_file)
    open_store(old_file)
    close_store()
    after = rows_of(old_file)
    assert version_of(old_file) == len(read_steps())
    assert verify_file(old_file).faults == ()
    assert (len(before.pop("presence")), after.pop("presence")) == (2, [])
    # Each revision is linked to the one before, which changes nothing that it says.
    assert [row[:-1] for row in after.pop("revision")] == before.pop("revision")
    for table, rows in before.items():
        assert [row[: len(old)] for row, old in zip(after[table], rows, strict=True)] == rows
    (backup,) = (old_file.parent / "backups").iterdir()
    assert version_of(backup) == SCHEMA


def test_presence_after_migration_is_stored_by_location(opened: Path) -> None:
    plan = InPlan(1, 2565)
    by("น้ำฝน", touch_presence, ELSEWHERE, plan, 4)
    assert [each.who for each in active_editors(plan, new_session())] == ["น้ำฝน"]
    assert [each.meeting_label for each in active_users()] == ["ในตารางของแผนหรือองค์ความรู้"]
    assert [row.location for row in Presence.select()] == ["plan/1/2565"]


def test_minutes_of_a_file_of_version_0_2_are_the_same_bytes_as_today(
    opened: Path, tmp_path: Path
) -> None:
    before = make(Request("minutes", "1/2563")).content
    close_store()
    make_example(tmp_path / "new.db")
    open_store(tmp_path / "new.db")
    assert make(Request("minutes", "1/2563")).content == before


def test_a_text_indexed_before_schema_11_is_found_without_optional_signs(old_file: Path) -> None:
    with closing(sqlite3.connect(old_file)) as connection, connection:
        statement, text = connection.execute("SELECT id, text FROM statement").fetchone()
        connection.execute("DELETE FROM search_stale")
        connection.execute(
            "INSERT INTO search_entry (id, kind, record_id, title, text, folded)"
            " VALUES (1, 'statement', ?, '', ?, ?)",
            (statement, text, key(text)),
        )
    open_store(old_file)
    begun = next(part for part in text.split() if len(part) > 10)
    update_whole_index()
    hits = search(SearchQuery(f'"{begun[:5]} {begun[5:10]}"', SearchKind.STATEMENT))
    close_store()
    assert [hit.record_id for hit in hits] == [statement]
