"""Undo on the roll keeps what other users did in between."""

from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from models.editing.undo import revert, run_undoable
from models.errors import Refused
from models.meetings.attendance import add_guest, mark_left, remove_guest, set_substitute
from models.meetings.records import (
    Attendance,
    Meeting,
    close_meeting,
    find_meeting,
    mark,
    mark_all_present,
    start_meeting,
)
from models.meetings.roll import AttendanceStatus
from models.meetings.roll_history import roll_scope
from tests.refusals import refused


@pytest.fixture
def meeting(example: Path) -> Meeting:
    return find_meeting(2, 2563)


def rows(meeting: Meeting) -> list[Any]:
    return list(Attendance.select().where(Attendance.meeting == meeting).order_by(Attendance.id))


def lines(meeting: Meeting) -> list[dict[str, object]]:
    return [dict(row.__data__) for row in rows(meeting)]


def first(meeting: Meeting) -> int:
    return int(rows(meeting)[0].id)


def guest(meeting: Meeting) -> int:
    return int(rows(meeting)[-1].id)


ACTS: dict[str, Callable[[Meeting], tuple[object, ...]]] = {
    "all present": lambda meeting: (mark_all_present, meeting.id),
    "absent": lambda meeting: (mark, first(meeting), AttendanceStatus.ABSENT, "ลาป่วย"),
    "substitute": lambda meeting: (set_substitute, first(meeting), "นายแทน มาดี", "นิติกร"),
    "left": lambda meeting: (mark_left, guest(meeting), time(15)),
    "a new guest": lambda meeting: (add_guest, meeting.id, "นางใหม่ มาเพิ่ม", ""),
    "guest struck off": lambda meeting: (remove_guest, guest(meeting)),
}


@pytest.mark.parametrize("name", ACTS)
def test_every_operation_on_the_roll_is_undone_and_redone(meeting: Meeting, name: str) -> None:
    add_guest(meeting.id, "นายแขก รับเชิญ", "วิทยากร")
    before = lines(meeting)
    act, *args = ACTS[name](meeting)
    change = run_undoable(roll_scope(meeting.id), act, *args)  # type: ignore[arg-type]
    after = lines(meeting)
    assert after != before
    back = revert(change)
    assert lines(meeting) == before
    revert(back)
    assert lines(meeting) == after


def test_undo_of_a_mark_keeps_later_marks_and_is_refused_if_the_same_row_changed(
    meeting: Meeting,
) -> None:
    one, other = (row.id for row in rows(meeting)[:2])
    change = run_undoable(roll_scope(meeting.id), mark, one, AttendanceStatus.ABSENT)
    mark(other, AttendanceStatus.PRESENT)
    revert(change)
    assert Attendance.get_by_id(other).status == AttendanceStatus.PRESENT
    change = run_undoable(roll_scope(meeting.id), mark, one, AttendanceStatus.ABSENT)
    mark(one, AttendanceStatus.PRESENT)
    with refused(Refused, match="หลังจากนั้น"):
        revert(change)


def test_undo_on_the_roll_of_a_closed_meeting_is_refused(meeting: Meeting) -> None:
    change = run_undoable(roll_scope(meeting.id), mark_all_present, meeting.id)
    start_meeting(meeting.id, time(13))
    close_meeting(meeting.id, time(14))
    with refused(Refused):
        revert(change)
