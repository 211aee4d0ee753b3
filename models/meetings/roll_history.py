"""The history of the roll: recorded changes of a row, restoring a row, and undo."""

from typing import Any

from models.editing.audit_trail import OperationRecordKind, track_changes
from models.editing.cell_values import time_from, time_text
from models.editing.record_kind import FieldSpec, labelled
from models.editing.revisions import Subject
from models.editing.undo import UndoKind, UndoScope, columns_of
from models.meetings.attendance import (
    clear_substitute,
    correct_times,
    edit_guest,
    remove_guest,
    set_online,
    set_substitute,
)
from models.meetings.records import Attendance, Meeting, mark
from models.meetings.roll import AttendanceStatus, Period
from models.meetings.roll_lines import periods_of

ONLINE = "ผ่านสื่ออิเล็กทรอนิกส์"


def _put_back(row: Any, texts: dict[str, str]) -> None:
    """Restore these texts by the operations of the roll, recorded in the history."""
    with track_changes(ATTENDANCE_KIND, row.id):
        if row.seat_id is None:
            edit_guest(row.id, texts["name"], texts["title"])
            _put_online(row.id, texts)
            return
        status = labelled(AttendanceStatus, texts["status"])
        mark(row.id, status, texts["reason"])
        if status != AttendanceStatus.PRESENT:
            return
        if texts["substitute_name"]:
            set_substitute(row.id, texts["substitute_name"], texts["substitute_title"])
        else:
            clear_substitute(row.id)
        came, left = time_from(texts["arrived_at"]), time_from(texts["left_at"])
        correct_times(row.id, came, left, away_from(texts["away"]))
        _put_online(row.id, texts)


def _put_online(attendance_id: int, texts: dict[str, str]) -> None:
    set_online(attendance_id, texts["is_online"] == ONLINE, texts["identified_by"])


def _way_text(is_online: bool) -> str:
    return ONLINE if is_online else ""


def away_text(stored: str) -> str:
    """Return the times of absence from the room as users type them: 10.30-10.45."""
    return ", ".join(f"{time_text(out)}-{time_text(back)}" for out, back in periods_of(stored))


def away_from(text: str) -> tuple[Period, ...]:
    """Parse typed times of absence from the room: 10.30-10.45, 11.00-11.20.

    Raises:
        ValueError: a part is not two times, the later one last; carries a Thai sentence.
    """
    found: list[Period] = []
    for part in filter(None, (each.strip() for each in text.split(","))):
        out, _, back = part.partition("-")
        times = time_from(out.strip()), time_from(back.strip())
        if times[0] is None or times[1] is None or times[1] <= times[0]:
            raise ValueError("พิมพ์เวลาออกและเวลากลับคู่กัน เช่น 10.30-10.45 คั่นแต่ละคู่ด้วย ,")
        found.append((times[0], times[1]))
    return tuple(sorted(found))


ATTENDANCE_KIND = OperationRecordKind(
    Subject.ATTENDANCE,
    Attendance,
    "รายชื่อผู้มาประชุม",
    (
        FieldSpec("status", "การมาประชุม", lambda status: AttendanceStatus(status).label),
        FieldSpec("reason", "เหตุที่ไม่มา"),
        FieldSpec("arrived_at", "มาเวลา", time_text),
        FieldSpec("left_at", "ออกเวลา", time_text),
        FieldSpec("away", "ออกชั่วคราว", away_text),
        FieldSpec("substitute_name", "ผู้มาแทน"),
        FieldSpec("substitute_title", "ตำแหน่งผู้มาแทน"),
        FieldSpec("is_online", "วิธีเข้าประชุม", _way_text),
        FieldSpec("identified_by", "แสดงตนโดย"),
        FieldSpec("name", "ชื่อผู้เข้าร่วมประชุม"),
        FieldSpec("title", "ตำแหน่งผู้เข้าร่วมประชุม"),
    ),
    title_of=lambda row: str(row.name or row.seat.label),
    must_be_open=lambda row: row.meeting.must_be_open(),
    operation=_put_back,
)


# A mark, its reason and its times are one statement: a line is undone whole or not at all.
_LINES = UndoKind(
    Attendance,
    ATTENDANCE_KIND,
    together=columns_of(Attendance),
    is_tracked=True,
    unmake=remove_guest,
    refusal=lambda _line: "มีผู้แก้บรรทัดนี้หลังจากนั้นแล้ว จึงไม่คืน แก้ที่บรรทัดนั้นได้เลย",
)


def roll_scope(meeting_id: int) -> UndoScope:
    """Return the undo scope of a meeting's roll, whose changes are recorded in the history."""
    return UndoScope(
        ((_LINES, Attendance.meeting == meeting_id),),
        must_be_open=lambda _columns: Meeting.get_by_id(meeting_id).must_be_open(),
    )
