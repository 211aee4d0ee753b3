"""Taking back what was done in the meeting room: the agenda, the talk, tasks, votes, dissents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from models.editing.state_undo import UndoEntry as Kept
from models.editing.state_undo import keeping as kept
from models.minutes.agenda import AgendaState, read_agenda, restore_agenda
from models.minutes.discussion import TalkState, read_talk, restore_talk


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
