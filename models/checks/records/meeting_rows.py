"""Reader of meetings for the checks: nine queries for all meetings, returned as plain values."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from peewee import JOIN

from kmtui.thai.digits import thai_digits
from models.checks.records.values import (
    CommitteeRecord,
    ItemRecord,
    MeetingRecord,
    OrderRecord,
    ResolutionRecord,
    RollRecord,
    SpokenRecord,
    TaskRecord,
)
from models.committees.agenda_templates import ItemKind
from models.committees.records import Seat
from models.meetings.notice import electronic_of, notice_warning
from models.meetings.records import Attendance, Meeting, MeetingState
from models.meetings.roll import RollEntry
from models.meetings.roll_lines import lines_of
from models.minutes.decisions.matters import joint_items_of
from models.minutes.decisions.recusals import Recusal
from models.minutes.records import AgendaItem, Outcome, Resolution, Statement, votes_of
from models.minutes.tasks import ActionItem, live_tasks
from models.people.records import Person, Post

_ONE_THIRD_DAYS = 14
_DECIDING = (Outcome.ENDORSED, Outcome.APPROVED)
Build = Callable[[Mapping[int, OrderRecord]], Iterator[MeetingRecord]]


def read_meetings(rows: Any, committees: Mapping[int, CommitteeRecord]) -> Build:
    """Read these meetings; return a function that builds their values, given the orders.

    Runs in the caller's transaction.
    """
    meetings = list(rows.order_by(Meeting.id))
    ids = [row.id for row in meetings]
    rolls = _rolls(meetings)
    items = _items(ids)

    def build(orders: Mapping[int, OrderRecord]) -> Iterator[MeetingRecord]:
        held_on = {row.id: row.held_on for row in meetings}
        for row in meetings:
            committee = committees.get(row.committee_id)
            order = orders.get(committee.order_id) if committee is not None else None
            # A damaged reference is reported by `verify`; there is nothing to judge it by.
            if committee is None or order is None:
                continue
            yield MeetingRecord(
                row.id,
                row.number,
                row.year,
                row.held_on,
                MeetingState(row.state),
                committee,
                order,
                _quorum(row, committee, held_on),
                rolls[row.id],
                items[row.id],
                row.opened_at,
                row.closed_at,
                row.notified_on,
                notice_warning(row),
                row.adopted_on,
                electronic_of(row),
                str(row.invitation_number),
            )

    return build


def _quorum(row: Any, committee: CommitteeRecord, held_on: Mapping[int, Any]) -> int:
    """Return `Meeting.quorum_needed`, computed from values already read."""
    if row.reconvenes_id is None or not row.notice_says_one_third:
        return committee.quorum
    failed = held_on.get(row.reconvenes_id) or row.reconvenes.held_on
    if not 0 <= (row.held_on - failed).days <= _ONE_THIRD_DAYS:
        return committee.quorum
    return min(committee.quorum, (len(committee.seats) + 2) // 3)


def _rolls(meetings: Sequence[Any]) -> dict[int, tuple[RollRecord, ...]]:
    rows: Any = (
        Attendance.select(Attendance, Seat, Post, Person)
        .join(Seat, JOIN.LEFT_OUTER)
        .join(Post, JOIN.LEFT_OUTER)
        .switch(Seat)
        .join(Person, JOIN.LEFT_OUTER)
        .where(Attendance.meeting.in_([row.id for row in meetings]))
        .order_by(Attendance.seat.is_null(), Attendance.position, Attendance.id)
    )
    by_meeting: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_meeting[row.meeting_id].append(row)
    found = {}
    for meeting in meetings:
        of_it = by_meeting[meeting.id]
        entries = lines_of(of_it, meeting.held_on, MeetingState(meeting.state).is_closed)
        pairs = zip(of_it, entries, strict=True)
        found[meeting.id] = tuple(_line(row.seat_id, entry) for row, entry in pairs)
    return found


def _line(seat_id: int | None, entry: RollEntry) -> RollRecord:
    return RollRecord(
        entry.attendance_id,
        seat_id,
        entry.name or entry.title,
        entry.status,
        entry.role,
        entry.arrived_at,
        entry.left_at,
        not entry.substitute_name or entry.delegate_counts,
        bool(entry.takes_chair),
        entry.away,
        entry.is_online,
        entry.identified_by,
    )


def _items(meeting_ids: list[int]) -> dict[int, tuple[ItemRecord, ...]]:
    rows = list(
        AgendaItem.select()
        .where(AgendaItem.meeting.in_(meeting_ids), AgendaItem.deleted_at.is_null())
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    said, made, given = _statements(meeting_ids), _resolutions(meeting_ids), _tasks(meeting_ids)
    withdrew, joint = _recusals(meeting_ids), joint_items_of(row.id for row in rows)
    under: dict[tuple[int, int | None], list[Any]] = defaultdict(list)
    for row in rows:
        under[row.meeting_id, row.parent_id].append(row)

    def numbered(meeting_id: int, parent_id: int | None, before: str) -> Iterator[ItemRecord]:
        for place, row in enumerate(under[meeting_id, parent_id], 1):
            number = before + thai_digits(place)
            yield ItemRecord(
                row.id,
                number,
                row.title,
                row.nothing_said,
                bool(under[meeting_id, row.id]),
                row.kind == ItemKind.CONSIDERATION,
                tuple(said[row.id]),
                frozenset(withdrew[row.id]),
                row.id in joint,
                tuple(made[row.id]),
                tuple(given[row.id]),
            )
            yield from numbered(meeting_id, row.id, number + ".")

    return {each: tuple(numbered(each, None, "")) for each in meeting_ids}


def _statements(meeting_ids: list[int]) -> dict[int, list[SpokenRecord]]:
    rows: Any = (
        Statement.select(Statement.item, Statement.id, Statement.text, Statement.speaker)
        .join(AgendaItem)
        .where(AgendaItem.meeting.in_(meeting_ids), Statement.deleted_at.is_null())
        .order_by(Statement.position, Statement.id)
        .tuples()
    )
    found: dict[int, list[SpokenRecord]] = defaultdict(list)
    for item_id, *values in rows:
        found[item_id].append(SpokenRecord(*values))
    return found


def _resolutions(meeting_ids: list[int]) -> dict[int, list[ResolutionRecord]]:
    rows: Any = (
        Resolution.select()
        .join(AgendaItem)
        .where(AgendaItem.meeting.in_(meeting_ids), Resolution.deleted_at.is_null())
        .order_by(Resolution.position, Resolution.id)
    )
    found: dict[int, list[ResolutionRecord]] = defaultdict(list)
    for row in rows:
        decides = Outcome(row.outcome) in _DECIDING
        made = ResolutionRecord(
            row.id,
            row.text,
            row.present_count,
            votes_of(row, ""),
            decides,
            row.made_at,
            Outcome(row.outcome),
        )
        found[row.item_id].append(made)
    return found


def _recusals(meeting_ids: list[int]) -> dict[int, list[int]]:
    rows: Any = (
        Recusal.select(Recusal.item, Recusal.attendance)
        .join(AgendaItem)
        .where(AgendaItem.meeting.in_(meeting_ids))
        .tuples()
    )
    found: dict[int, list[int]] = defaultdict(list)
    for item_id, attendance_id in rows:
        found[item_id].append(attendance_id)
    return found


def _tasks(meeting_ids: list[int]) -> dict[int, list[TaskRecord]]:
    found: dict[int, list[TaskRecord]] = defaultdict(list)
    rows = live_tasks().where(ActionItem.meeting.in_(meeting_ids)).order_by(ActionItem.id)
    for row in rows:
        due_on = row.postponed_to or row.due_on
        task = TaskRecord(row.id, row.item_id, row.text, row.assignee, due_on, row.done_on)
        found[row.item_id].append(task)
    return found
