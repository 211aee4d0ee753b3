"""Checks of tasks: assignee, due day, and delay."""

from collections.abc import Iterator

from kmtui.thai.dates import format_date
from models.checks.core.finding import FindingLocation, RecordIssue
from models.checks.records.values import MeetingRecord, Records, TaskRecord


def tasks_without_owner(records: Records) -> Iterator[RecordIssue]:
    """Report a task without an assignee."""
    for meeting, task in _tasks(records):
        if not task.assignee:
            yield RecordIssue(_place(meeting, task), "ไม่มีผู้รับผิดชอบ", "ชื่อบุคคลหรือกอง")


def tasks_without_day(records: Records) -> Iterator[RecordIssue]:
    """Report an open task without a due day."""
    for meeting, task in _tasks(records):
        if task.due_on is None and task.done_on is None:
            yield RecordIssue(_place(meeting, task), "ไม่มีวันกำหนดเสร็จ", "วันที่ต้องเสร็จ")


def overdue_tasks(records: Records) -> Iterator[RecordIssue]:
    """Report an open task past its due day."""
    for meeting, task in _tasks(records):
        if task.done_on is None and task.due_on is not None and task.due_on < records.today:
            found = f"ครบกำหนด {format_date(task.due_on)} ยังไม่เสร็จ"
            yield RecordIssue(_place(meeting, task), found, "บันทึกผลหรือกำหนดวันใหม่")


def tasks_due_early(records: Records) -> Iterator[RecordIssue]:
    """Report a task with a due or completion date before the meeting that assigned it."""
    for meeting, task in _tasks(records):
        given = format_date(meeting.held_on)
        for word, day in (("กำหนดเสร็จ", task.due_on), ("เสร็จเมื่อ", task.done_on)):
            if day is not None and day < meeting.held_on:
                found = f"{word} {format_date(day)}"
                yield RecordIssue(_place(meeting, task), found, f"ตั้งแต่วันประชุม {given}")


def _tasks(records: Records) -> Iterator[tuple[MeetingRecord, TaskRecord]]:
    for meeting in records.meetings:
        for item in meeting.items:
            for task in item.tasks:
                yield meeting, task


def _place(meeting: MeetingRecord, task: TaskRecord) -> FindingLocation:
    return meeting.place_of_part("task", task.id, f"งาน “{task.text[:40]}”")
