"""Builds the entries of a roll from its rows, reading the holders of all seats at once."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from models.committees.records import Role, Seat
from models.meetings.roll import AttendanceStatus, Period, RollEntry, TakesChair
from models.people.records import Holder, holders_of, persons_on

PERIODS = r"(\d\d:\d\d-\d\d:\d\d(;\d\d:\d\d-\d\d:\d\d)*)?"
"""The form in which times of having left and come back are stored: 10:30-10:45;11:00-11:20."""


def periods_of(stored: str) -> tuple[Period, ...]:
    """Parse stored times of absence from the room; empty for a damaged value."""
    try:
        pairs = [pair.split("-") for pair in stored.split(";") if pair]
        return tuple((time.fromisoformat(out), time.fromisoformat(back)) for out, back in pairs)
    except ValueError:
        return ()


def stored_periods(periods: Sequence[Period]) -> str:
    """Return times of absence from the room in their stored form, ascending."""
    return ";".join(f"{out:%H:%M}-{back:%H:%M}" for out, back in sorted(periods))


def lines_of(rows: Sequence[Any], day: date, is_sealed: bool) -> tuple[RollEntry, ...]:
    """Return the attendance rows, each with its seat, as numbered entries.

    A seat without a holder on the day is VACANT, whatever was marked. Names stored in a row precede
    the register: those of a sealed roll, of a guest, of a reopened meeting.
    """
    open_seats = [row.seat for row in rows if row.seat is not None and not (row.name or is_sealed)]
    holders = holders_in(open_seats, day)
    asked = {seat.id for seat in open_seats}
    return tuple(
        _line(row, number, holders, row.seat is not None and row.seat.id in asked)
        for number, row in enumerate(rows, 1)
    )


def holders_in(seats: Sequence[Seat], day: date) -> dict[int, Holder]:
    """Return the holders of these seats on the day, by seat id; vacant seats are omitted."""
    by_post = holders_of([seat.post_id for seat in seats if seat.post_id is not None], day)
    named = persons_on([seat.person for seat in seats if seat.person is not None], day)
    found = {
        seat.id: by_post.get(seat.post_id)
        if seat.post_id is not None
        else named.get(seat.person_id)
        for seat in seats
    }
    return {seat_id: holder for seat_id, holder in found.items() if holder is not None}


def _line(row: Any, number: int, holders: Mapping[int, Holder], by_register: bool) -> RollEntry:
    role = Role(row.seat.role) if row.seat is not None else None
    name, title, formal_title = row.name, row.title, row.formal_title
    if by_register:
        holder = holders.get(row.seat.id)
        if holder is None:
            label, vacant = row.seat.label, AttendanceStatus.VACANT
            return RollEntry(row.id, number, "", label, label, role, vacant)
        name, title, formal_title = holder.name, holder.title, holder.formal_title
    return RollEntry(
        row.id,
        number,
        name,
        title,
        formal_title,
        role,
        AttendanceStatus(row.status),
        row.reason,
        row.arrived_at,
        row.left_at,
        row.substitute_name,
        row.substitute_title,
        delegate_counts=row.seat is None or row.seat.counts_delegate,
        takes_chair=TakesChair(row.takes_chair),
        chair_reason=row.chair_reason,
        away=periods_of(row.away),
        agreed_on=row.agreed_on,
        is_online=row.is_online,
        identified_by=row.identified_by,
    )
