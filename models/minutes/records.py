"""The records of the minutes: agenda items, statements with their speakers, resolutions."""

from enum import StrEnum
from typing import Any

from kmtui.thai.digits import thai_digits
from kmtui.thai.text import clean
from models.committees.agenda_templates import ItemKind
from models.drafts.rescue import TypedText
from models.editing.audit_trail import TextRecordKind, track_changes
from models.editing.cell_values import time_text
from models.editing.record_kind import UNKNOWN_PLACE, FieldSpec
from models.editing.revisions import (
    Editable,
    FieldKey,
    Subject,
    first_revision,
    never_reused_id,
    replace_text,
)
from models.errors import NotFound, Refused
from models.meetings.clock import meeting_time
from models.meetings.records import Attendance, Meeting
from models.minutes.vote_counts import CastingVote, Votes
from models.storage.database import Record, database, new_id, now
from models.storage.fields import (
    BooleanField,
    CharField,
    ForeignKeyField,
    IntegerField,
    MomentField,
    TextField,
    TimeField,
)


class Outcome(StrEnum):
    """The outcome of a resolution."""

    NOTED = "noted"
    ENDORSED = "endorsed"
    APPROVED = "approved"
    REJECTED = "rejected"
    ASSIGNED = "assigned"
    OTHER = "other"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    UNDECIDED = "undecided"

    @property
    def label(self) -> str:
        """The outcome as the minutes print it."""
        return _OUTCOME_LABELS[self]


_OUTCOME_LABELS = {
    Outcome.NOTED: "รับทราบ",
    Outcome.ENDORSED: "เห็นชอบ",
    Outcome.APPROVED: "อนุมัติ",
    Outcome.REJECTED: "ไม่เห็นชอบ",
    Outcome.ASSIGNED: "มอบหมาย",
    Outcome.OTHER: "อื่น ๆ",
    Outcome.POSTPONED: "เลื่อนไปพิจารณาครั้งหน้า",
    Outcome.WITHDRAWN: "ถอนเรื่อง",
    Outcome.UNDECIDED: "ไม่มีข้อยุติ",
}


class AgendaItem(Record):
    """An item of a meeting's agenda, or a sub-item of one. Numbers follow from positions.

    A `confidential` item and its sub-items are omitted from the edition for publication.
    `postponed_from` is the item of an earlier meeting that postponed the matter to this one.
    """

    meeting = ForeignKeyField(Meeting, backref="items", on_delete="RESTRICT")
    parent = ForeignKeyField("self", null=True, backref="children", on_delete="RESTRICT")
    position = IntegerField()
    kind = CharField(choices=[(kind, kind) for kind in ItemKind])
    title = TextField()
    nothing_said = BooleanField(default=False)
    confidential = BooleanField(default=False, damaged=True)
    postponed_from = ForeignKeyField(
        "self", null=True, backref="postponed_to", on_delete="RESTRICT"
    )
    deleted_at = MomentField(null=True)

    @property
    def recusal_lines(self) -> str:
        """The members who withdrew from the matter with their reasons, one a line."""
        # The table of those who withdrew is declared in `recusals`, after this one.
        rows: Any = self.recusals
        return "\n".join(f"{_speaker(each.attendance_id)} : {each.reason}" for each in rows)


class Statement(Editable):
    """A statement of one person under an item; without a speaker it is a note of the secretary."""

    item = ForeignKeyField(AgendaItem, backref="statements", on_delete="RESTRICT")
    position = IntegerField()
    speaker = ForeignKeyField(Attendance, backref="statements", null=True, on_delete="RESTRICT")


class Resolution(Editable):
    """A resolution under an item, with the number of members present at that moment.

    Attributes:
        made_at: the local time of the resolution; None if it was recorded later.
        present_count: the members in the room who may vote on it.
    """

    item = ForeignKeyField(AgendaItem, backref="resolutions", on_delete="RESTRICT")
    position = IntegerField()
    outcome = CharField(choices=[(outcome, outcome) for outcome in Outcome])
    present_count = IntegerField(default=0)
    votes_for = IntegerField(null=True)
    votes_against = IntegerField(null=True)
    abstained = IntegerField(null=True)
    by_acclamation = BooleanField(default=False)
    casting_vote = CharField(choices=[(vote, vote) for vote in CastingVote], default="")
    made_at = TimeField(null=True)
    secret_ballot = BooleanField(default=False)

    @property
    def joint_lines(self) -> str:
        """The other items decided by this resolution, one title a line."""
        # The table of joint items is declared in `matters`, after this one.
        rows: Any = self.joint_items
        return "\n".join(str(each.item.title) for each in rows)

    @property
    def vote_words(self) -> str:
        """The sentence on the votes as printed; empty if none are recorded."""
        votes = votes_of(self)
        return votes.sentence if votes else ""


def votes_of(resolution: Resolution, chaired_by: str = "") -> Votes | None:
    """Return the recorded votes of a resolution; None if there are none."""
    if resolution.by_acclamation:
        return Votes(by_acclamation=True)
    if resolution.votes_for is None:
        return None
    return Votes(
        resolution.votes_for,
        resolution.votes_against or 0,
        resolution.abstained or 0,
        casting_vote=CastingVote(resolution.casting_vote),
        secret=resolution.secret_ballot,
        chaired_by=chaired_by,
    )


def add_item(
    meeting_id: int, title: str, kind: ItemKind = ItemKind.OTHER, parent_id: int | None = None
) -> int:
    """Add an item at the end of the agenda, or of its parent; return its id.

    Raises:
        Refused: the meeting is closed, or the title is blank.
    """
    wording = clean(title).strip()
    if not wording:
        raise Refused("ระเบียบวาระยังไม่มีชื่อเรื่อง พิมพ์ชื่อเรื่องก่อนแล้วกด Enter")
    with database.atomic():
        meeting = Meeting.get_by_id(meeting_id)
        meeting.must_be_open()
        siblings = AgendaItem.select().where(
            AgendaItem.meeting == meeting, AgendaItem.parent == parent_id
        )
        item = AgendaItem.create(
            id=never_reused_id(AgendaItem, Subject.AGENDA_ITEM),
            meeting=meeting,
            parent=parent_id,
            position=siblings.count() + 1,
            kind=kind,
            title=wording,
        )
    return int(item.id)


def add_statement(
    item_id: int,
    speaker_id: int | None,
    text: str,
    after_id: int | None = None,
    statement_id: int | None = None,
) -> int:
    """Add a statement at the end of an item, or after another one; return its id.

    `speaker_id` is a line of this meeting's roll; `statement_id` is an id made by `new_id`.
    Raises Refused in a closed meeting.
    """
    with database.atomic():
        item = AgendaItem.get_by_id(item_id)
        item.meeting.must_be_open()
        position = _place_after(item, after_id)
        statement = Statement.create(
            id=statement_id or new_id(),
            item=item,
            speaker=speaker_id,
            position=position,
            text=clean(text),
        )
        first_revision(Subject.STATEMENT, statement)
        _no_longer_empty(item)
    return int(statement.id)


def _place_after(item: AgendaItem, after_id: int | None) -> int:
    if after_id is None:
        last = item.statements.order_by(Statement.position.desc()).first()
        return last.position + 1 if last else 1
    before: int = Statement.get_by_id(after_id).position
    Statement.update(position=Statement.position + 1).where(
        Statement.item == item, Statement.position > before
    ).execute()
    return before + 1


def save_statement(statement_id: int, expected: int, text: str) -> int:
    """Store a statement's text; return its new version.

    Raises:
        VersionConflict: another user stored a text first.
        NotFound: the statement is soft-deleted.
        Refused: the meeting is closed.
    """
    with database.atomic():
        Statement.get_by_id(statement_id).item.meeting.must_be_open()
        return replace_text(Subject.STATEMENT, Statement, statement_id, expected, text)


def set_speaker(statement_id: int, speaker_id: int | None) -> None:
    """Store the speaker of a statement; None for a note of the secretary.

    Raises Refused if the meeting is closed.
    """
    with database.atomic(), track_changes(STATEMENT_KIND, statement_id):
        statement = Statement.get_by_id(statement_id)
        statement.item.meeting.must_be_open()
        statement.speaker_id = speaker_id
        statement.save()


def remove_statement(statement_id: int) -> None:
    """Move a statement to the bin. Raises Refused if the meeting is closed."""
    _remove(STATEMENT_KIND, statement_id)


def record_resolution(
    item_id: int, outcome: Outcome, text: str, present: int, moment: str = ""
) -> int:
    """Store a resolution of the meeting and the number of members present; return its id.

    Args:
        moment: the time of the resolution (UTC); stored in local time (`made_at`) if the meeting
            is then in progress, else no time is stored.

    Raises:
        Refused: the meeting is closed, or the text is blank.
    """
    if not clean(text).strip():
        raise Refused("มติยังไม่มีข้อความ พิมพ์มติก่อนแล้วกด Enter")
    with database.atomic():
        item = AgendaItem.get_by_id(item_id)
        item.meeting.must_be_open()
        resolution = Resolution.create(
            id=never_reused_id(Resolution, Subject.RESOLUTION),
            item=item,
            position=item.resolutions.count() + 1,
            outcome=outcome,
            text=clean(text).strip(),
            present_count=present,
            made_at=meeting_time(item.meeting, moment) if moment else None,
        )
        first_revision(Subject.RESOLUTION, resolution)
        _no_longer_empty(item)
    return int(resolution.id)


def save_resolution(resolution_id: int, expected: int, text: str) -> int:
    """Store a resolution's wording; return its new version.

    Raises:
        VersionConflict: another user stored a text first.
        NotFound: the resolution is soft-deleted.
        Refused: the meeting is closed.
    """
    with database.atomic():
        Resolution.get_by_id(resolution_id).item.meeting.must_be_open()
        return replace_text(Subject.RESOLUTION, Resolution, resolution_id, expected, text)


def remove_resolution(resolution_id: int) -> None:
    """Move a resolution to the bin. Raises Refused if the meeting is closed."""
    _remove(RESOLUTION_KIND, resolution_id)


def mark_nothing_said(item_id: int, nothing: bool) -> None:
    """Store whether nothing came up under an item (prints "- ไม่มี -").

    Raises:
        Refused: the meeting is closed.
    """
    with database.atomic():
        item = AgendaItem.get_by_id(item_id)
        item.meeting.must_be_open()
        item.nothing_said = nothing
        item.save()


def _remove(kind: TextRecordKind, record_id: int) -> None:
    with database.atomic(), track_changes(kind, record_id):
        record: Any = kind.table.get_by_id(record_id)
        kind.must_be_open(record)
        record.deleted_at = now()
        record.save()


def _no_longer_empty(item: AgendaItem) -> None:
    if item.nothing_said:
        item.nothing_said = False
        item.save()


def _speaker(speaker_id: int | None) -> str:
    line = Attendance.get_or_none(id=speaker_id) if speaker_id is not None else None
    if line is None:
        return ""
    return str(line.name or (line.seat.label if line.seat is not None else ""))


def _must_be_open(row: Statement | Resolution) -> None:
    row.item.meeting.must_be_open()


def _item_of(row: Statement | Resolution) -> FieldKey:
    return FieldKey(Subject.AGENDA_ITEM, row.item_id)


def _add_typed_statement(typed: TypedText) -> int:
    """Store a recovered draft as a new statement; return its id.

    It follows the statement that it was typed in if that one is stored under the same item.
    """
    stored = Statement.get_or_none(id=typed.subject_id)
    after = stored.id if stored is not None and stored.item_id == typed.item_id else None
    fresh = typed.subject_id if stored is None else new_id()
    return add_statement(_begun_under(typed), typed.speaker_id, typed.text, after, fresh)


def _record_typed_resolution(typed: TypedText) -> int:
    """Store a recovered draft as a resolution; return its id.

    The draft carries the member count.
    """
    outcome, present = Outcome(typed.outcome or Outcome.OTHER), typed.present_count or 0
    return record_resolution(_begun_under(typed), outcome, typed.text, present, typed.at)


def _begun_under(typed: TypedText) -> int:
    if typed.item_id is None:
        raise NotFound(UNKNOWN_PLACE)
    return typed.item_id


STATEMENT_KIND = TextRecordKind(
    Subject.STATEMENT,
    Statement,
    "คำพูด",
    (FieldSpec("speaker_id", "ผู้พูด", _speaker),),
    title_of=lambda row: str(row.item.title),
    must_be_open=_must_be_open,
    only_read=frozenset({"speaker_id"}),
    asks_first=False,
    add=_add_typed_statement,
    stands_under=_item_of,
    built_on=lambda row: row.tasks,
    save=save_statement,
)
RESOLUTION_KIND = TextRecordKind(
    Subject.RESOLUTION,
    Resolution,
    "มติ",
    (
        FieldSpec("outcome", "ผลของมติ", lambda outcome: Outcome(outcome).label),
        FieldSpec("vote_words", "การลงคะแนน"),
        FieldSpec("made_at", "เวลาลงมติ", time_text),
        FieldSpec("present_count", "ผู้มาประชุมขณะลงมติ", thai_digits),
        FieldSpec("joint_lines", "เรื่องที่ลงมติรวมกัน"),
    ),
    title_of=lambda row: str(row.item.title),
    must_be_open=_must_be_open,
    only_read=frozenset({"outcome", "vote_words", "made_at", "present_count", "joint_lines"}),
    add=_record_typed_resolution,
    stands_under=_item_of,
    built_on=lambda row: (*row.tasks, *row.dissents, *row.joint_items),
    save=save_resolution,
)
