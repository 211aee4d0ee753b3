"""Who else is here, and how a session learns that another one has stored something."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.drafts.sessions import new_session
from models.meetings.presence import Here, Presence, be_present, leave, others_here
from models.storage.store import data_version
from tests.builders import a_dead_session, a_statement

ELSEWHERE = "another-machine.123.456.abcd"


def test_others_are_shown_where_they_are_and_i_am_not(store: Path) -> None:
    mine = new_session()
    be_present(mine, "ฉัน", 1, 10, 100)
    be_present(ELSEWHERE, "น้ำฝน", 1, 10)
    be_present(ELSEWHERE, "น้ำฝน", 1, 11, 101)
    be_present(new_session(), "คนละการประชุม", 2)
    assert others_here(1, mine) == (Here("น้ำฝน", 11, 101),)
    be_present(ELSEWHERE, "น้ำฝน", None)
    assert others_here(1, mine) == ()


def test_who_was_not_seen_for_long_is_not_here(store: Path) -> None:
    be_present(ELSEWHERE, "น้ำฝน", 1)
    past = datetime.now(UTC) - timedelta(seconds=60)
    Presence.update(seen_at=past.isoformat(timespec="milliseconds")).execute()
    assert others_here(1, new_session()) == ()
    assert others_here(1, new_session(), within_s=120) == (Here("น้ำฝน", None, None),)


def test_a_program_that_died_on_this_machine_is_not_here(store: Path) -> None:
    be_present(a_dead_session(), "ตายแล้ว", 1)
    assert others_here(1, new_session()) == ()


def test_who_leaves_takes_the_dead_along(store: Path) -> None:
    mine = new_session()
    be_present(mine, "ฉัน", 1)
    be_present(a_dead_session(), "ตายแล้ว", 1)
    be_present(ELSEWHERE, "น้ำฝน", 1)
    leave(mine)
    assert [row.who for row in Presence.select()] == ["น้ำฝน"]


def test_the_data_version_tells_what_others_stored_and_not_what_i_did(store: Path) -> None:
    before = data_version()
    statement = a_statement()
    assert data_version() == before
    with closing(sqlite3.connect(store)) as other, other:
        other.execute("UPDATE statement SET position = 9 WHERE id = ?", (statement.id,))
    assert data_version() != before
