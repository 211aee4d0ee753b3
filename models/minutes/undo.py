"""Undo in the meeting room and in the list of tasks.

In the room: agenda, discussion, tasks, votes, dissents, recusals and joint resolutions.
"""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from models.editing.record_kind import DELETED_AT
from models.editing.revisions import FieldKey, Subject
from models.editing.undo import (
    UndoEntry,
    UndoKind,
    UndoScope,
    columns_of,
)
from models.minutes.agenda import AGENDA_KIND, agenda_scope
from models.minutes.decisions.matters import JointItem
from models.minutes.decisions.recusals import Recusal
from models.minutes.records import (
    RESOLUTION_KIND,
    STATEMENT_KIND,
    AgendaItem,
    Resolution,
    Statement,
)
from models.minutes.tasks import TASK_KIND, ActionItem
from models.minutes.votes import DISSENT_KIND, Dissent

_PLACE = ("item", "position", DELETED_AT)
_DECIDED = (
    "outcome",
    "present_count",
    "votes_for",
    "votes_against",
    "abstained",
    "by_acclamation",
    "casting_vote",
    "made_at",
    "secret_ballot",
)
_STATEMENTS = UndoKind(
    Statement,
    STATEMENT_KIND,
    columns=(*_PLACE, "speaker", "text"),
    free=frozenset(_PLACE),
    texts={"text": ""},
    gone="ข้อความที่จะย้อนกลับไม่มีอยู่แล้ว เปิดการประชุมนี้ใหม่อีกครั้ง",
)
_RESOLUTIONS = replace(
    _STATEMENTS,
    table=Resolution,
    kind=RESOLUTION_KIND,
    columns=(*_PLACE, *_DECIDED, "text"),
    together=frozenset(_DECIDED),
)
# What a task or a dissent says was agreed upon as a whole: it is undone whole or not at all.
_TASKS = UndoKind(ActionItem, TASK_KIND, together=columns_of(ActionItem))
_DISSENTS = UndoKind(
    Dissent, DISSENT_KIND, together=columns_of(Dissent), key=("resolution", "attendance")
)
# The history of an item also records recusals, that of a resolution its further items.
_RECUSALS = UndoKind(
    Recusal,
    AGENDA_KIND,
    together=columns_of(Recusal),
    key=("item", "attendance"),
    owner="item",
)
_JOINT = UndoKind(
    JointItem,
    RESOLUTION_KIND,
    together=columns_of(JointItem),
    key=("item",),
    owner="resolution",
)


def added_items(entry: UndoEntry) -> list[int]:
    """Return the ids of the agenda items that an operation created."""
    return [
        each.known["id"]
        for each in entry.changes
        if each.kind.table is AgendaItem and each.before is None
    ]


def brought_back(entry: UndoEntry) -> FieldKey | None:
    """Return the first text or agenda item that an undo restored; None if it restored none."""
    subjects: dict[Any, Subject] = {
        Statement: Subject.STATEMENT,
        Resolution: Subject.RESOLUTION,
        AgendaItem: Subject.AGENDA_ITEM,
    }
    for change in entry.changes:
        was_there = change.before is not None and change.before.get(DELETED_AT) is None
        is_there = change.after is not None and change.after.get(DELETED_AT) is None
        if is_there and not was_there and change.kind.table in subjects:
            return FieldKey(subjects[change.kind.table], change.known["id"])
    return None


def room_scope(meeting_id: int, item_ids: Sequence[int] = ()) -> UndoScope:
    """Return the undo scope of a meeting's agenda, and of the records under some of its items."""
    agenda, ids = agenda_scope(meeting_id), list(item_ids)
    if not ids:
        return agenda
    decided = Resolution.select(Resolution.id).where(Resolution.item.in_(ids))
    under: tuple[tuple[UndoKind, Any], ...] = (
        (_STATEMENTS, Statement.item.in_(ids)),
        (_RESOLUTIONS, Resolution.item.in_(ids)),
        (_TASKS, ActionItem.item.in_(ids)),
        (_DISSENTS, Dissent.resolution.in_(decided)),
        (_RECUSALS, Recusal.item.in_(ids)),
        (_JOINT, JointItem.resolution.in_(decided)),
    )
    return replace(agenda, rows=(*agenda.rows, *under))


_OF_THE_MINUTES = {"text", "assignee", "person", "division", "due_on", "deleted_at"}
_LISTED_TASK = UndoKind(
    ActionItem,
    TASK_KIND,
    refusal=lambda _task: "มีผู้อื่นแก้งานนี้หลังจากท่านแล้ว จึงไม่เลิกทำ ดูสิ่งที่เขาแก้ แล้วแก้ที่งานนั้นได้เลย",
    gone="ไม่พบงานที่มอบหมายนี้ กลับไปเลือกจากรายการอีกครั้ง",
)


def task_scope(task_id: int) -> UndoScope:
    """Return the undo scope of one task, for `run_undoable`.

    In a closed meeting only fields that the minutes do not print are undone.
    """

    def must_be_open(columns: frozenset[str]) -> None:
        task = ActionItem.get_or_none(id=task_id)
        if task is not None and columns & _OF_THE_MINUTES:
            task.meeting.must_be_open()

    return UndoScope(((_LISTED_TASK, ActionItem.id == task_id),), must_be_open)
