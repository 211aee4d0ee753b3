"""Orphaned drafts with a conflict, which only the user can resolve."""

import contextlib
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from models.drafts.rescue import TypedText
from models.drafts.rescue_chain import RescueTarget
from models.drafts.writer import save_then_replace
from models.editing.actor import as_actor
from models.editing.record_kind import UNKNOWN_PLACE, CellState, RecordKind
from models.editing.revisions import Subject
from models.errors import NotFound, Refused
from models.history.recovery import (
    delete_draft_and_rescue,
    differs_from_stored,
    drafts_elsewhere,
    kind_of_draft,
    orphaned_drafts,
)
from models.meetings.records import roll_of
from models.minutes.records import AgendaItem
from models.storage.database import database

_NOUNS_OF_BEGUN = {
    Subject.DISSENT: "เหตุผลที่เห็นแย้ง",
    Subject.COMMITTEE: "หน้าที่ที่กำลังเพิ่ม",
}
_OTHER_NOUN = "ข้อความ"


class DraftDecision(StrEnum):
    """The user's decision on an orphaned draft: keep it, the stored text, both, or a new record."""

    MINE = "mine"
    STORED = "stored"
    BOTH = "both"
    NEW = "new"


class UnresolvedDraft(Struct, frozen=True):
    """An orphaned draft that the user must decide on, with its label and the record it belongs to.

    Attributes:
        stored: the stored text of its field; None if the field no longer exists.
        may_be_new: whether the draft can become a new record.
        is_elsewhere: whether another running session of this user has not stored it yet.
    """

    typed: TypedText
    noun: str
    location_label: str
    speaker: str = ""
    meeting_id: int | None = None
    stored: CellState | None = None
    may_be_new: bool = False
    is_elsewhere: bool = False

    @property
    def choices(self) -> tuple[DraftDecision, ...]:
        """The possible decisions.

        Empty if the draft can neither be stored nor become a new record.
        """
        stored = (DraftDecision.MINE, DraftDecision.STORED, DraftDecision.BOTH)
        new = (DraftDecision.NEW,) if self.may_be_new else ()
        return (*stored, *new) if self.stored is not None else new


def unresolved_drafts(rescue_folder: RescueTarget, session: str) -> tuple[UnresolvedDraft, ...]:
    """Return the drafts of ended sessions and those that `session` postponed, the latest first.

    Drafts equal to the stored text are left out.
    """
    left = orphaned_drafts(rescue_folder, session)
    return tuple(_unresolved(typed) for typed in left if differs_from_stored(typed))


def unstored_drafts(rescue_folder: RescueTarget, session: str) -> tuple[UnresolvedDraft, ...]:
    """Return `unresolved_drafts`, then the drafts of this user's other running sessions."""
    elsewhere = drafts_elsewhere(rescue_folder, session)
    return (
        *unresolved_drafts(rescue_folder, session),
        *(replace(_unresolved(t), is_elsewhere=True) for t in elsewhere if differs_from_stored(t)),
    )


def left_in_meeting(
    meeting_id: int, rescue_folder: RescueTarget, session: str
) -> tuple[TypedText, ...]:
    """Return the texts of the unresolved drafts that belong to one meeting."""
    left = unresolved_drafts(rescue_folder, session)
    return tuple(each.typed for each in left if each.meeting_id == meeting_id)


def resolve_draft(
    left: UnresolvedDraft, choice: DraftDecision, rescue_folder: RescueTarget
) -> None:
    """Carry out the user's decision on a draft, and delete the draft.

    The text that was not chosen stays in the history if its record can be changed.

    Raises:
        VersionConflict: another text has been stored since.
        Refused: the record is closed to changes, or does not take the text.
        NotFound: the record was deleted, or it is unknown where the draft belongs.
    """
    typed, stored, kind = left.typed, left.stored, kind_of_draft(left.typed)
    if kind is None:
        raise NotFound(UNKNOWN_PLACE)
    save = kind.saving(typed.field)
    with database.atomic():
        if choice == DraftDecision.NEW or stored is None:
            kind.add(typed)
        elif choice == DraftDecision.STORED:
            # A text that the record does not take cannot go through its history.
            with contextlib.suppress(Refused), as_actor(typed.who):
                keep = save_then_replace(save, stored.text)
                keep(typed.subject_id, stored.version, typed.text)
        elif choice == DraftDecision.BOTH:
            save(typed.subject_id, stored.version, f"{stored.text}\n{typed.text}")
        else:
            with as_actor(typed.who):
                save(typed.subject_id, stored.version, typed.text)
    delete_draft_and_rescue(typed, rescue_folder)


def _unresolved(typed: TypedText) -> UnresolvedDraft:
    kind = kind_of_draft(typed)
    if kind is None:
        return UnresolvedDraft(typed, _NOUNS_OF_BEGUN.get(typed.subject, _OTHER_NOUN), "")
    stored, row = _stored(kind, typed)
    if not typed.field:
        return _under_item(typed, kind, stored, row)
    title = kind.title_of(row) if row is not None else ""
    label = kind.column(typed.field).label
    return UnresolvedDraft(typed, label, f"{kind.noun} {title}".strip(), stored=stored)


def _stored(kind: RecordKind, typed: TypedText) -> tuple[CellState | None, Any]:
    """Return the stored state of the draft's field, and its record.

    (None, None) if it is deleted.
    """
    try:
        stored = kind.read(typed.subject_id, typed.field)
    except NotFound:
        return None, None
    return stored, kind.table.get_by_id(typed.subject_id)


def _under_item(
    typed: TypedText, kind: RecordKind, stored: CellState | None, row: Any
) -> UnresolvedDraft:
    """Return a draft of a statement or resolution with the agenda item that it belongs to.

    If it was never stored, the draft itself names the item.
    """
    item = AgendaItem.get_or_none(id=row.item_id if row is not None else typed.item_id)
    if item is None:
        return UnresolvedDraft(typed, kind.noun, "")
    place = f"ประชุมครั้งที่ {item.meeting.label} {item.title}"
    roll = roll_of(item.meeting).entries if typed.speaker_id is not None else ()
    speaker = next((each for each in roll if each.attendance_id == typed.speaker_id), None)
    said_by = speaker.speaker_name if speaker is not None else ""
    may_be_new = stored is None or not kind.asks_first
    return UnresolvedDraft(typed, kind.noun, place, said_by, item.meeting_id, stored, may_be_new)
