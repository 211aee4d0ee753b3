"""The history of the roll: what was marked on each line, and putting a line back."""

from typing import Any

from models.editing.audit_trail import ActCells, noted
from models.editing.cell_values import time_from, time_text
from models.editing.record_kind import Column, labelled
from models.editing.revisions import Subject
from models.meetings.attendance import clear_substitute, correct_times, edit_guest, set_substitute
from models.meetings.records import Attendance, mark
from models.meetings.roll import AttendanceStatus


def _put_back(row: Any, texts: dict[str, str]) -> None:
    """Let a line say these texts, by the acts that a secretary would use."""
    with noted(ATTENDANCE_CELLS, row.id):
        if row.seat_id is None:
            edit_guest(row.id, texts["name"], texts["title"])
            return
        status = labelled(AttendanceStatus, texts["status"])
        mark(row.id, status, texts["reason"])
        if status != AttendanceStatus.PRESENT:
            return
        if texts["substitute_name"]:
            set_substitute(row.id, texts["substitute_name"], texts["substitute_title"])
        else:
            clear_substitute(row.id)
        correct_times(row.id, time_from(texts["arrived_at"]), time_from(texts["left_at"]))


ATTENDANCE_CELLS = ActCells(
    Subject.ATTENDANCE,
    Attendance,
    "รายชื่อผู้มาประชุม",
    (
        Column("status", "การมาประชุม", lambda status: AttendanceStatus(status).label),
        Column("reason", "เหตุที่ไม่มา"),
        Column("arrived_at", "มาเวลา", time_text),
        Column("left_at", "ออกเวลา", time_text),
        Column("substitute_name", "ผู้มาแทน"),
        Column("substitute_title", "ตำแหน่งผู้มาแทน"),
        Column("name", "ชื่อผู้เข้าร่วมประชุม"),
        Column("title", "ตำแหน่งผู้เข้าร่วมประชุม"),
    ),
    title_of=lambda row: str(row.name or row.seat.label),
    must_be_open=lambda row: row.meeting.must_be_open(),
    act=_put_back,
)
