"""Who else is here, and how a session learns that another one has stored something."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.drafts.sessions import new_session
from models.editing.revisions import FieldKey, Subject
from models.meetings.presence import (
    ActiveEditor,
    Presence,
    active_editors,
    active_users,
    clear_presence,
    touch_presence,
)
from models.office.locations import InKnowledge, InMeeting, InMemo, InPlan
from models.storage.store import data_version
from tests.builders import a_dead_session, a_meeting, a_statement, by

HERE = InMeeting(1)
ELSEWHERE = "another-machine.123.456.abcd"


def test_active_editors_lists_other_users_but_not_oneself(store: Path) -> None:
    mine = new_session()
    by("ฉัน", touch_presence, mine, HERE, 10, 100)
    by("น้ำฝน", touch_presence, ELSEWHERE, HERE, 10)
    by("น้ำฝน", touch_presence, ELSEWHERE, HERE, 11, 101)
    by("คนละการประชุม", touch_presence, new_session(), InMeeting(2))
    assert active_editors(HERE, mine) == (ActiveEditor("น้ำฝน", 11, 101),)
    by("น้ำฝน", touch_presence, ELSEWHERE, None)
    assert active_editors(HERE, mine) == ()


def test_users_of_one_record_see_each_other_whatever_is_selected(store: Path) -> None:
    goal = FieldKey(Subject.GOAL, 5, "text")
    by("น้ำฝน", touch_presence, ELSEWHERE, InPlan(7, 2565, goal), 5)
    assert active_editors(InPlan(7, 2565), new_session()) == (ActiveEditor("น้ำฝน", 5, None),)
    assert active_editors(InMeeting(7), new_session()) == ()
    by("น้ำฝน", touch_presence, ELSEWHERE, InMemo(2565))
    assert active_editors(InKnowledge(2565), new_session()) == ()


def test_active_users_are_listed_with_their_open_meeting_or_table(store: Path) -> None:
    meeting = a_meeting()
    by("ก", touch_presence, ELSEWHERE, InMeeting(meeting.id))
    by("ข", touch_presence, f"{ELSEWHERE}1", InKnowledge(2565))
    by("ค", touch_presence, f"{ELSEWHERE}2", None)
    assert [(each.who, each.meeting_label) for each in active_users()] == [
        ("ก", f"ห้องประชุม ครั้งที่ {meeting.label}"),
        ("ข", "ในตารางของแผนหรือองค์ความรู้"),
        ("ค", "หน้าอื่น"),
    ]


def test_a_user_not_seen_for_a_minute_is_not_listed_as_active(store: Path) -> None:
    by("น้ำฝน", touch_presence, ELSEWHERE, HERE)
    past = datetime.now(UTC) - timedelta(seconds=60)
    Presence.update(seen_at=past.isoformat(timespec="milliseconds")).execute()
    assert active_editors(HERE, new_session()) == ()
    assert active_editors(HERE, new_session(), within_s=120) == (ActiveEditor("น้ำฝน", None, None),)


def test_a_dead_process_of_this_machine_is_not_listed_as_present(store: Path) -> None:
    by("ตายแล้ว", touch_presence, a_dead_session(), HERE)
    assert active_editors(HERE, new_session()) == ()


def test_clearing_presence_removes_rows_of_dead_processes(store: Path) -> None:
    mine = new_session()
    by("ฉัน", touch_presence, mine, HERE)
    by("ตายแล้ว", touch_presence, a_dead_session(), HERE)
    by("น้ำฝน", touch_presence, ELSEWHERE, HERE)
    clear_presence(mine)
    assert [row.who for row in Presence.select()] == ["น้ำฝน"]


def test_the_data_version_changes_only_if_another_connection_writes(store: Path) -> None:
    before = data_version()
    statement = a_statement()
    assert data_version() == before
    with closing(sqlite3.connect(store)) as other, other:
        other.execute("UPDATE statement SET position = 9 WHERE id = ?", (statement.id,))
    assert data_version() != before
