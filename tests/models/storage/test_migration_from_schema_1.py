"""A data file of the first schema is backed up, brought up to date, and loses nothing."""

import gzip
import sqlite3
from contextlib import closing
from datetime import time
from pathlib import Path

import pytest

from models.committees.records import Seat
from models.maintenance.verification import verify_file
from models.meetings.records import Meeting, MeetingState, close_meeting, mark_all_present, roll_of
from models.minutes.records import Resolution, Statement
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.vote_counts import Votes
from models.minutes.votes import record_votes
from models.storage.migrations import read_steps
from models.storage.store import close_store, open_store

OLD_FILE = Path(__file__).parents[2] / "data" / "schema-1.db.gz"

Tables = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def old_file(home: Path) -> Path:
    """The example and a meeting that is on, stored by the program of the first schema."""
    path = home / "kmtui.db"
    path.write_bytes(gzip.decompress(OLD_FILE.read_bytes()))
    return path


def rows_of(path: Path) -> Tables:
    """Every table with its rows."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()  # noqa: S608
            for (name,) in names
        }


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_migration_from_schema_1_keeps_every_row_and_a_backup_of_the_old_file(
    old_file: Path,
) -> None:
    before = rows_of(old_file)
    assert version_of(old_file) == 1
    open_store(old_file)
    close_store()
    assert verify_file(old_file).faults == ()
    assert version_of(old_file) == len(read_steps())
    after = rows_of(old_file)
    for table, rows in before.items():
        assert [row[: len(old)] for row, old in zip(after[table], rows, strict=True)] == rows
    (backup,) = (old_file.parent / "backups").iterdir()
    assert version_of(backup) == 1
    assert rows_of(backup) == before


def test_meetings_migrated_from_schema_1_can_be_continued(old_file: Path) -> None:
    open_store(old_file)
    try:
        closed, _, opened = Meeting.select().order_by(Meeting.id)
        assert (closed.state, opened.state) == (MeetingState.CLOSED, MeetingState.OPEN)
        assert len(read_meeting_snapshot(closed.id).items) == 4
        assert roll_of(closed).has_quorum
        room = read_meeting_snapshot(opened.id)
        assert [said.text for said in room.items[0].statements] == ["ขอเสนอแผนการติดตามผล"]
        assert [guest.name for guest in room.roll.guests] == ["นายแขก รับเชิญ"]
        (resolution,) = room.items[0].resolutions
        assert resolution.votes is None
        record_votes(resolution.id, Votes(resolution.present_count, 0, 0))
        mark_all_present(opened.id)
        close_meeting(opened.id, time(11))
        assert Resolution.get_by_id(resolution.id).votes_for == resolution.present_count
        assert Statement.select().where(Statement.deleted_at.is_null(False)).count() == 1
    finally:
        close_store()


def test_a_substitute_counts_in_an_old_seat_by_post_and_not_in_one_by_name(
    old_file: Path,
) -> None:
    open_store(old_file)
    try:
        for seat in Seat.select():
            assert seat.counts_delegate == (seat.person_id is None)
        assert Seat.select().where(Seat.person.is_null(False)).count() == 1
    finally:
        close_store()
