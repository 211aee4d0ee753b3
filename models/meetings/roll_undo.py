"""What an act changed on the roll, kept so that it can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.editing.audit_trail import track_changes
from models.errors import Refused
from models.meetings.attendance import remove_guest
from models.meetings.records import Attendance, Meeting
from models.meetings.roll_history import ATTENDANCE_KIND
from models.storage.database import database

Lines = dict[int, dict[str, Any]]


@dataclass(frozen=True)
class RollChange:
    """The lines of a roll that an act changed, by their ids: as they were and as it left them."""

    meeting_id: int
    before: Lines
    after: Lines


def keeping_roll(meeting_id: int, act: Callable[..., object], *args: object) -> RollChange:
    """Do an act on the roll; return what it changed. Raises what it raises."""
    with database.atomic():
        before = _lines(meeting_id)
        with track_changes(ATTENDANCE_KIND, *before):
            act(*args)
        after = _lines(meeting_id)
        changed = {
            each for each in before.keys() | after.keys() if before.get(each) != after.get(each)
        }
    return RollChange(meeting_id, _only(before, changed), _only(after, changed))


def take_back_on_roll(change: RollChange) -> RollChange:
    """Put the changed lines back as they were; what comes back takes that back.

    Raises Refused in a closed meeting and where somebody has changed one of the lines since.
    """
    with database.atomic():
        Meeting.get_by_id(change.meeting_id).must_be_open()
        now = _only(_lines(change.meeting_id), change.before.keys() | change.after.keys())
        if now != change.after:
            raise Refused("มีผู้แก้บรรทัดนี้หลังจากนั้นแล้ว จึงไม่คืน แก้ที่บรรทัดนั้นได้เลย")
        with track_changes(ATTENDANCE_KIND, *change.before.keys() | change.after.keys()):
            for line_id in change.after.keys() - change.before.keys():
                remove_guest(line_id)
            for line_id, line in change.before.items():
                if line_id in change.after:
                    Attendance.update(**line).where(Attendance.id == line_id).execute()
                else:
                    Attendance.insert(**line).execute()
    return RollChange(change.meeting_id, change.after, change.before)


def _lines(meeting_id: int) -> Lines:
    rows: Any = Attendance.select().where(Attendance.meeting == meeting_id).dicts()
    return {row["id"]: row for row in rows}


def _only(lines: Lines, ids: Any) -> Lines:
    return {each: lines[each] for each in ids if each in lines}
