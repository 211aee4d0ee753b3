"""What an act changed of a task, kept so that it can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.editing.audit_trail import track_changes
from models.errors import NotFound, Refused
from models.minutes.tasks import TASK_KIND, ActionItem
from models.storage.database import database

_OF_THE_MINUTES = {"text", "assignee", "person", "division", "due_on", "deleted_at"}


@dataclass(frozen=True)
class TaskChange:
    """The columns of a task that an act changed: as they were and as it left them."""

    task_id: int
    before: dict[str, Any]
    after: dict[str, Any]


def keeping_task(task_id: int, act: Callable[..., object], *args: object) -> TaskChange:
    """Do an act on a task; return what it changed. Raises what it raises, and NotFound."""
    with database.atomic():
        before = _columns(task_id)
        act(*args)
        after = _columns(task_id)
    changed = [name for name, value in before.items() if after[name] != value]
    return TaskChange(
        task_id,
        {name: before[name] for name in changed},
        {name: after[name] for name in changed},
    )


def take_back_on_task(change: TaskChange) -> None:
    """Put the changed columns back as they were; what others changed besides them stays.

    Raises Refused where somebody has changed one of them since, and, for what the minutes say,
    in a closed meeting; NotFound where the task is gone.
    """
    with database.atomic(), track_changes(TASK_KIND, change.task_id):
        now = _columns(change.task_id)
        if any(now[name] != value for name, value in change.after.items()):
            raise Refused("มีผู้อื่นแก้งานนี้หลังจากท่านแล้ว จึงไม่เลิกทำ ดูสิ่งที่เขาแก้ แล้วแก้ที่งานนั้นได้เลย")
        if _OF_THE_MINUTES & change.before.keys():
            ActionItem.get_by_id(change.task_id).meeting.must_be_open()
        if change.before:
            ActionItem.update(**change.before).where(ActionItem.id == change.task_id).execute()


def _columns(task_id: int) -> dict[str, Any]:
    rows: Any = ActionItem.select().where(ActionItem.id == task_id).dicts()
    for row in rows:
        return dict(row)
    raise NotFound("ไม่พบงานที่มอบหมายนี้ กลับไปเลือกจากรายการอีกครั้ง")
