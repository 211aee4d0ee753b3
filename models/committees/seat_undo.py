"""Undo of changes to the seats of a draft's committee, with its history."""

from typing import Any

from models.committees.operations import COMMITTEE_KIND, change_role, remove_seat
from models.committees.records import Committee, Role, Seat
from models.committees.rules import QUORUM_KIND, find_committee
from models.editing.audit_trail import track_changes
from models.editing.undo import Row, RowChange, UndoKind, UndoScope


class _SeatUndo(UndoKind, frozen=True):
    """Seats, whose changes are recorded in the history of their committee."""

    def write(self, row: Row, change: RowChange, values: Row) -> None:
        """Restore the role of a seat."""
        del change
        if "role" in values:
            change_role(row["id"], Role(values["role"]))

    def put_in(self, values: Row) -> None:
        """Insert a deleted seat again, at the end if its position is taken."""
        committee_id = values["committee"]
        committee: Any = Committee.get_by_id(committee_id)
        taken = {int(seat.position) for seat in committee.seats}
        place = values["position"]
        if place in taken:
            place = max(taken) + 1
        rules = track_changes(QUORUM_KIND, committee_id)
        with track_changes(COMMITTEE_KIND, committee_id), rules:
            super().put_in({**values, "position": place})


_SEATS = _SeatUndo(
    Seat,
    None,
    columns=("committee", "position", "role", "post", "person", "delegate_counts", "listed_as"),
    free=frozenset({"position"}),
    remove=remove_seat,
    refusal=lambda _row: "มีผู้อื่นแก้ที่นั่งนี้แล้ว จึงไม่เลิกทำ แก้ที่นั่งในจอนี้ได้เลย",
)


def seats_scope(committee_id: int) -> UndoScope:
    """Return the undo scope of a committee's seats; a mere change of position is not undone."""
    return UndoScope(
        ((_SEATS, Seat.committee == committee_id),),
        must_be_open=lambda _columns: find_committee(committee_id).order.must_be_draft(),
    )
