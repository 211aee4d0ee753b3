"""Undo in the meeting room (agenda, discussion, tasks, votes, dissents) and the list of tasks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from models.editing.state_undo import UndoEntry as Kept
from models.editing.state_undo import keeping as kept
from models.editing.undo import UndoKind, UndoScope
from models.minutes.agenda import AgendaState, read_agenda, restore_agenda
from models.minutes.discussion import TalkState, read_talk, restore_talk
from models.minutes.tasks import TASK_KIND, ActionItem


@dataclass(frozen=True)
class RoomState:
    """The agenda of a meeting and what stands under some of its items, at one moment."""

    agenda: AgendaState
    talk: TalkState


Change = Kept[RoomState]


def keeping(
    meeting_id: int, item_ids: Sequence[int], act: Callable[..., object], *args: object
) -> Change:
    """Do an act; return what it changed in the agenda and under these items.

    In one transaction: what others do meanwhile is no part of it. Raises what the act raises.
    """
    return kept(partial(_read, meeting_id, item_ids), act, *args)


def take_back(change: Change, who: str) -> Change:
    """Bring back what a change replaced; what others did meanwhile stays.

    Returns the change that this is, so that it can be taken back in turn. Raises VersionConflict
    and Refused, and changes nothing, where somebody else has changed the same.
    """
    meeting_id, item_ids = change.before.agenda.meeting_id, change.before.talk.item_ids

    def bring_back() -> None:
        restore_agenda(change.before.agenda, since=change.after.agenda)
        restore_talk(change.before.talk, who, since=change.after.talk)

    return keeping(meeting_id, item_ids, bring_back)


def _read(meeting_id: int, item_ids: Sequence[int]) -> RoomState:
    return RoomState(read_agenda(meeting_id), read_talk(item_ids))


# The list of tasks

_OF_THE_MINUTES = {"text", "assignee", "person", "division", "due_on", "deleted_at"}
_LISTED_TASK = UndoKind(
    ActionItem,
    TASK_KIND,
    refusal=lambda _task: "มีผู้อื่นแก้งานนี้หลังจากท่านแล้ว จึงไม่เลิกทำ ดูสิ่งที่เขาแก้ แล้วแก้ที่งานนั้นได้เลย",
    gone="ไม่พบงานที่มอบหมายนี้ กลับไปเลือกจากรายการอีกครั้ง",
)


def task_scope(task_id: int) -> UndoScope:
    """Return a task of the list, for `run_undoable`: what others changed besides it stays.

    In a closed meeting only what the minutes do not say is undone.
    """

    def must_be_open(columns: frozenset[str]) -> None:
        task = ActionItem.get_or_none(id=task_id)
        if task is not None and columns & _OF_THE_MINUTES:
            task.meeting.must_be_open()

    return UndoScope(((_LISTED_TASK, ActionItem.id == task_id),), must_be_open)
