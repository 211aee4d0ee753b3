"""Texts that programs left behind and that only a person can put in their place."""

import contextlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from models.drafts.rescue import TypedText
from models.drafts.writer import save_then_replace
from models.editing.record_kind import CellState, RecordKind
from models.editing.revisions import SaveOperation, Subject
from models.errors import NotFound, Refused
from models.history.recovery import (
    TABLES,
    delete_draft_and_rescue,
    differs_from_stored,
    orphaned_drafts,
)
from models.meetings.records import roll_of
from models.minutes.records import (
    AgendaItem,
    Outcome,
    Resolution,
    Statement,
    add_statement,
    record_resolution,
    save_resolution,
    save_statement,
)
from models.storage.database import database, new_id

_NOUNS = {
    Subject.STATEMENT: "คำพูด",
    Subject.RESOLUTION: "มติ",
    Subject.DISSENT: "เหตุผลที่เห็นแย้ง",
    Subject.COMMITTEE: "หน้าที่ที่กำลังเพิ่ม",
}
_OTHER_NOUN = "ข้อความ"


class DraftDecision(StrEnum):
    """What becomes of a text that was left: it alone, what is stored, both, or a new record."""

    MINE = "mine"
    STORED = "stored"
    BOTH = "both"
    NEW = "new"


@dataclass(frozen=True)
class UnresolvedDraft:
    """A text that was left: of what, where, of whom; `stored` is what stands in its place now."""

    typed: TypedText
    noun: str
    location_label: str
    speaker: str = ""
    meeting_id: int | None = None
    stored: CellState | None = None

    @property
    def choices(self) -> tuple[DraftDecision, ...]:
        """What may be chosen: nothing where its kind of text has no way back of its own."""
        said = self.typed.subject == Subject.STATEMENT
        under_an_item = self.typed.subject in TABLES and self.meeting_id is not None
        if self.stored is None:
            return (DraftDecision.NEW,) if under_an_item else ()
        stored = (DraftDecision.MINE, DraftDecision.STORED, DraftDecision.BOTH)
        return (*stored, DraftDecision.NEW) if said and under_an_item else stored


def unresolved_drafts(rescue_folder: Path, session: str) -> tuple[UnresolvedDraft, ...]:
    """What ended programs left and what this `session` put off, the latest first."""
    left = orphaned_drafts(rescue_folder, session)
    return tuple(_undecided(typed) for typed in left if differs_from_stored(typed))


def left_in_meeting(meeting_id: int, rescue_folder: Path, session: str) -> tuple[TypedText, ...]:
    """Those of one meeting."""
    left = unresolved_drafts(rescue_folder, session)
    return tuple(each.typed for each in left if each.meeting_id == meeting_id)


def resolve_draft(
    left: UnresolvedDraft, choice: DraftDecision, who: str, rescue_folder: Path
) -> None:
    """Do with the text what a person chose, then forget that it was left.

    What is not chosen stays in the history where its record takes it. Raises VersionConflict where
    another text is stored by now, Refused in a closed meeting.
    """
    typed, stored = left.typed, left.stored
    with database.atomic():
        if choice == DraftDecision.NEW or stored is None:
            _store_as_new(typed, who)
        elif choice == DraftDecision.STORED:
            # A text that the record does not take cannot go through its history.
            with contextlib.suppress(Refused):
                keep = save_then_replace(_saving(typed), stored.text)
                keep(typed.subject_id, stored.version, typed.text, typed.who)
        else:
            both = choice == DraftDecision.BOTH
            text = f"{stored.text}\n{typed.text}" if both else typed.text
            _saving(typed)(typed.subject_id, stored.version, text, who if both else typed.who)
    delete_draft_and_rescue(typed, rescue_folder)


def _cells(typed: TypedText) -> RecordKind | None:
    """How the record is edited whose column the text belongs to; None for all other texts."""
    if typed.subject in TABLES or not typed.field:
        return None
    # Every kind of record is behind it: not read at a start at which nothing was left.
    from models.history.kinds import KINDS

    cells = next((each for each in KINDS if each.subject == typed.subject), None)
    known = cells is not None and any(each.name == typed.field for each in cells.columns)
    return cells if known else None


def _saving(typed: TypedText) -> SaveOperation:
    cells = _cells(typed)
    if cells is not None:
        return cells.saving(typed.field)
    return save_resolution if typed.subject == Subject.RESOLUTION else save_statement


def _store_as_new(typed: TypedText, who: str) -> None:
    if typed.item_id is None or typed.subject not in TABLES:
        raise NotFound("ไม่รู้ว่าข้อความนี้อยู่ที่ใด เปิดจอเดิมแล้วพิมพ์ใหม่จากข้อความนี้")
    if typed.subject == Subject.RESOLUTION:
        outcome = Outcome(typed.outcome or Outcome.OTHER)
        record_resolution(typed.item_id, outcome, typed.text, typed.present_count or 0, who)
        return
    there = Statement.get_or_none(id=typed.subject_id)
    after = there.id if there is not None and there.item_id == typed.item_id else None
    fresh = typed.subject_id if there is None else new_id()
    add_statement(typed.item_id, typed.speaker_id, typed.text, who, after, fresh)


def _undecided(typed: TypedText) -> UnresolvedDraft:
    cells = _cells(typed)
    if cells is None:
        return _of_a_meeting(typed)
    label = cells.column(typed.field).label
    try:
        stored = cells.read(typed.subject_id, typed.field)
        title = cells.title_of(cells.table.get_by_id(typed.subject_id))
    except NotFound:
        stored, title = None, ""
    return UnresolvedDraft(typed, label, f"{cells.noun} {title}".strip(), stored=stored)


def _of_a_meeting(typed: TypedText) -> UnresolvedDraft:
    noun = _NOUNS.get(typed.subject, _OTHER_NOUN)
    row = _live_row(typed)
    item = AgendaItem.get_or_none(id=row.item_id if row is not None else typed.item_id)
    if item is None:
        return UnresolvedDraft(typed, noun, "")
    place = f"ประชุมครั้งที่ {item.meeting.label} {item.title}"
    roll = roll_of(item.meeting).entries if typed.speaker_id is not None else ()
    speaker = next((each for each in roll if each.attendance_id == typed.speaker_id), None)
    said_by = speaker.speaker_name if speaker is not None else ""
    stored = CellState(row.text, row.version) if row is not None else None
    return UnresolvedDraft(typed, noun, place, said_by, item.meeting_id, stored)


def _live_row(typed: TypedText) -> Statement | Resolution | None:
    table = TABLES.get(typed.subject)
    if table is None:
        return None
    row = table.get_or_none(id=typed.subject_id, deleted_at=None)
    return row if isinstance(row, Statement | Resolution) else None
