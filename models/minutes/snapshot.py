"""A meeting as one frozen value: what the meeting room shows and the minutes print."""

import json
from collections.abc import Collection
from datetime import date, time
from typing import Any

from msgspec import Struct
from peewee import PeeweeException, fn

from kmtui.thai.digits import thai_digits
from models.committees.agenda_templates import ItemKind
from models.errors import NotFound
from models.meetings.adoption import AdoptionView, adoption_of
from models.meetings.electronic import IN_ROOM, ElectronicDetails
from models.meetings.event_log import events_of
from models.meetings.events import EventView
from models.meetings.notice import electronic_of, notice_warning
from models.meetings.records import Meeting, MeetingState, roll_of
from models.meetings.roll import Roll, RollEntry
from models.minutes.decisions.matters import joint_items_of, origins_of
from models.minutes.decisions.recusals import RecusalView, recusals_of
from models.minutes.records import AgendaItem, Outcome, Resolution, Statement, votes_of
from models.minutes.tasks import ActionItem, TaskView, live_tasks, task_view
from models.minutes.vote_counts import Votes
from models.minutes.votes import DissentView, dissents_of
from models.storage.database import database
from models.storage.store import data_version

_TRIES = 3


class StatementView(Struct, frozen=True):
    """A statement; `speaker` is an entry of the roll, None for a note of the secretary."""

    id: int
    speaker: RollEntry | None
    text: str
    version: int
    tasks: tuple[TaskView, ...] = ()


class ResolutionView(Struct, frozen=True):
    """A resolution with its wording and the members present when it was made."""

    id: int
    outcome: Outcome
    text: str
    version: int
    present_count: int
    votes: Votes | None = None
    made_at: time | None = None
    dissents: tuple[DissentView, ...] = ()
    tasks: tuple[TaskView, ...] = ()


class AgendaItemView(Struct, frozen=True):
    """An agenda item with all that belongs to it. `number` is in Thai digits: ๓ or ๓.๑.

    `tasks` are those that come from no statement and no resolution.

    Attributes:
        depth: the level of the item; 0 for a main item.
        recusals: the members who left for this item because of an interest.
        quorum_needed: the quorum of the item, which recusals reduce.
        decided_by: the id of another item's resolution that decides this one as well.
        postponed_from: the label of the meeting that postponed the matter; empty for others.
    """

    id: int
    number: str
    title: str
    kind: ItemKind
    depth: int
    nothing_said: bool
    statements: tuple[StatementView, ...]
    resolutions: tuple[ResolutionView, ...]
    tasks: tuple[TaskView, ...] = ()
    confidential: bool = False
    recusals: tuple[RecusalView, ...] = ()
    quorum_needed: int = 0
    decided_by: int | None = None
    postponed_from: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the item has no statement and no resolution decides it; tasks do not count."""
        return not self.statements and not self.is_decided

    @property
    def is_decided(self) -> bool:
        """Whether a resolution decides the item, its own or that of another item."""
        return bool(self.resolutions) or self.decided_by is not None


class MeetingSnapshot(Struct, frozen=True):
    """A whole meeting as read in one moment; the times are local.

    `reconvenes` is the label of the failed meeting that this one repeats; empty for others.
    """

    meeting_id: int
    committee_name: str
    label: str
    state: MeetingState
    held_on: date
    starts_at: time
    opened_at: time | None
    closed_at: time | None
    venue: str
    roll: Roll
    items: tuple[AgendaItemView, ...]
    events: tuple[EventView, ...] = ()
    notice_warning: str = ""
    adoption: AdoptionView | None = None
    reconvenes: str = ""
    electronic: ElectronicDetails = IN_ROOM

    @property
    def adopted_on(self) -> date | None:
        """The day on which the minutes were adopted; None before."""
        return self.adoption.adopted_on if self.adoption is not None else None

    @property
    def has_begun(self) -> bool:
        """Whether the meeting was started, or anything in it is marked or written."""
        if self.state != MeetingState.PLANNED or self.roll.is_marked:
            return True
        return not all(item.is_empty for item in self.items)

    @property
    def lacked_quorum(self) -> bool:
        """Whether all seats are marked and the members who came never reached the quorum."""
        return not self.roll.unmarked and not self.roll.reached_quorum

    @property
    def lost_before_start(self) -> bool:
        """Whether the meeting was closed without being opened, for lack of a quorum.

        Source: Administrative Procedure Act, ม. ๗๙.
        """
        return self.lacked_quorum and self.opened_at is None

    def roll_for(self, item: AgendaItemView | None) -> Roll:
        """Return the roll for an item: without the members who withdrew from it."""
        if item is None or not item.recusals:
            return self.roll
        withdrew = {each.attendance_id for each in item.recusals}
        return self.roll.without(withdrew, item.quorum_needed)

    def item_of_resolution(self, resolution_id: int | None) -> AgendaItemView | None:
        """Return the item that has a resolution; None if none has."""
        for item in self.items:
            if any(made.id == resolution_id for made in item.resolutions):
                return item
        return None

    def item(self, item_id: int) -> AgendaItemView | None:
        """Return the item with this id; None if there is none."""
        return next((item for item in self.items if item.id == item_id), None)

    def with_those_under(self, item: AgendaItemView) -> tuple[AgendaItemView, ...]:
        """Return an item and its sub-items, in their order."""
        under = f"{item.number}."
        return tuple(each for each in self.items if each is item or each.number.startswith(under))

    @property
    def recent_speakers(self) -> tuple[RollEntry, ...]:
        """The distinct speakers, the most recent first."""
        said = [statement for item in self.items for statement in item.statements]
        said.sort(key=lambda statement: statement.id, reverse=True)
        return tuple(dict.fromkeys(each.speaker for each in said if each.speaker is not None))


def read_meeting_snapshot(meeting_id: int) -> MeetingSnapshot:
    """Return the meeting as it is stored now.

    Reads without a transaction, and again if another connection stored something in between: a
    transaction held open while Python builds the values would block all writers. After `_TRIES`
    attempts it reads in one transaction.

    Raises:
        NotFound: there is no such meeting.
    """
    for _ in range(_TRIES):
        before = data_version()
        try:
            room = _read_room(meeting_id)
        except LookupError:
            if data_version() == before:
                raise
            continue
        if data_version() == before:
            return room
    with database.atomic("DEFERRED"):
        return _read_room(meeting_id)


def _read_room(meeting_id: int) -> MeetingSnapshot:
    meeting = Meeting.get_or_none(id=meeting_id)
    if meeting is None:
        raise NotFound("ไม่พบการประชุมนี้ กลับไปเลือกจากรายการการประชุม")
    roll = roll_of(meeting)
    return MeetingSnapshot(
        meeting.id,
        meeting.committee.name,
        meeting.label,
        MeetingState(meeting.state),
        meeting.held_on,
        meeting.starts_at,
        meeting.opened_at,
        meeting.closed_at,
        meeting.place,
        roll,
        _items(meeting, roll),
        events_of(meeting.id),
        notice_warning(meeting),
        adoption_of(meeting),
        meeting.reconvenes.label if meeting.reconvenes is not None else "",
        electronic_of(meeting),
    )


def _items(meeting: Meeting, roll: Roll) -> tuple[AgendaItemView, ...]:
    live = meeting.items.where(AgendaItem.deleted_at.is_null())
    rows = list(live.order_by(AgendaItem.position, AgendaItem.id))
    ids = [row.id for row in rows]
    speakers = {entry.attendance_id: entry for entry in roll.entries}
    tasks, needed = _Tasks(meeting), roll.quorum_needed
    statements = _statements(ids, speakers, tasks)
    resolutions = _resolutions(ids, speakers, tasks, _chaired_by(roll))
    withdrew, joint, origins = recusals_of(ids, speakers), joint_items_of(ids), origins_of(rows)
    views = []
    for row, number, depth in _numbered(rows):
        views.append(
            AgendaItemView(
                row.id,
                number,
                row.title,
                ItemKind(row.kind),
                depth,
                row.nothing_said,
                tuple(statements.get(row.id, ())),
                tuple(resolutions.get(row.id, ())),
                tasks.of_item(row.id),
                row.confidential,
                tuple(withdrew.get(row.id, ())),
                meeting.quorum_needed(len(withdrew[row.id])) if row.id in withdrew else needed,
                joint.get(row.id),
                origins.get(row.id, ""),
            )
        )
    return tuple(views)


class _Tasks:
    """The tasks of a meeting, grouped by the record that they come from."""

    def __init__(self, meeting: Meeting) -> None:
        self._by_statement: dict[int, list[TaskView]] = {}
        self._by_resolution: dict[int, list[TaskView]] = {}
        self._by_item: dict[int, list[TaskView]] = {}
        # All rows are fetched first, here and below: an open query would block other writers.
        tasks = live_tasks().where(ActionItem.meeting == meeting).order_by(ActionItem.id)
        for row in list(tasks):
            self._put(row)

    def _put(self, row: ActionItem) -> None:
        view = task_view(row)
        if row.resolution_id is not None:
            self._by_resolution.setdefault(row.resolution_id, []).append(view)
        elif row.statement_id is not None:
            self._by_statement.setdefault(row.statement_id, []).append(view)
        else:
            self._by_item.setdefault(row.item_id, []).append(view)

    def of_statement(self, statement_id: int) -> tuple[TaskView, ...]:
        return tuple(self._by_statement.get(statement_id, ()))

    def of_resolution(self, resolution_id: int) -> tuple[TaskView, ...]:
        return tuple(self._by_resolution.get(resolution_id, ()))

    def of_item(self, item_id: int) -> tuple[TaskView, ...]:
        return tuple(self._by_item.get(item_id, ()))


def _numbered(
    rows: list[AgendaItem], parent_id: int | None = None, prefix: str = "", depth: int = 0
) -> list[tuple[AgendaItem, str, int]]:
    numbered = []
    siblings = [row for row in rows if row.parent_id == parent_id]
    for place, row in enumerate(siblings, 1):
        number = prefix + thai_digits(place)
        numbered.append((row, number, depth))
        numbered += _numbered(rows, row.id, number + ".", depth + 1)
    return numbered


def _statements(
    item_ids: list[int], speakers: dict[int, RollEntry], tasks: _Tasks
) -> dict[int, list[StatementView]]:
    found: dict[int, list[StatementView]] = {}
    for _, statement_id, item_id, speaker_id, text, version in sorted(_statement_rows(item_ids)):
        given = tasks.of_statement(statement_id)
        view = StatementView(statement_id, speakers.get(speaker_id), text, version, given)
        found.setdefault(item_id, []).append(view)
    return found


def _statement_rows(item_ids: Collection[int]) -> list[tuple[Any, ...]]:
    """Return position, id, item, speaker, text and version of the statements of these items."""
    fields = (
        Statement.position,
        Statement.id,
        Statement.item,
        Statement.speaker,
        Statement.text,
        Statement.version,
    )
    live = Statement.item.in_(list(item_ids)), Statement.deleted_at.is_null()
    try:
        # All in one row: long meetings have hundreds, and at each row SQLite gives the interpreter
        # away; while the screen is painted it comes back late.
        packed: Any = Statement.select(fn.json_group_array(fn.json_array(*fields))).where(*live)
        rows = json.loads(packed.scalar())
    except (PeeweeException, ValueError):  # JSON holds no bytes, and no text that is not UTF-8
        plain: Any = Statement.select(*fields).where(*live).tuples()
        return list(plain)
    return [
        tuple(field.python_value(value) for field, value in zip(fields, row, strict=True))
        for row in rows
    ]


def _chaired_by(roll: Roll) -> str:
    """Return the name of the member who presides instead of the chair; empty if the chair does."""
    return roll.stands_in.name if roll.stands_in is not None else ""


def _resolutions(
    item_ids: list[int], speakers: dict[int, RollEntry], tasks: _Tasks, chaired_by: str
) -> dict[int, list[ResolutionView]]:
    found: dict[int, list[ResolutionView]] = {}
    rows = list(
        Resolution.select()
        .where(Resolution.item.in_(item_ids), Resolution.deleted_at.is_null())
        .order_by(Resolution.position, Resolution.id)
    )
    dissents = dissents_of([row.id for row in rows], speakers)
    for row in rows:
        view = ResolutionView(
            row.id,
            Outcome(row.outcome),
            row.text,
            row.version,
            row.present_count,
            votes_of(row, chaired_by),
            row.made_at,
            tuple(dissents.get(row.id, ())),
            tasks.of_resolution(row.id),
        )
        found.setdefault(row.item_id, []).append(view)
    return found
