"""The rules for decisions (quorum, majority, substitutes), which can change after the issue."""

from typing import TypeVar

from kmtui.thai.digits import thai_digits
from models.committees.records import DELEGATE_COUNTS, OF_ROLE, Committee, Majority, Seat
from models.editing.audit_trail import OperationRecordKind, track_changes
from models.editing.record_kind import FieldSpec, labelled
from models.editing.revisions import Subject
from models.errors import NotFound, Refused
from models.storage.database import Record, database

R = TypeVar("R", bound=Record)


def set_quorum(committee_id: int, count: int | None) -> None:
    """Set the quorum of a committee; None for half of the seats, rounded up.

    Raises:
        Refused: the number is not between 1 and the number of seats.
        NotFound: there is no such committee.
    """
    with database.atomic(), track_changes(QUORUM_KIND, committee_id):
        committee = find_committee(committee_id)
        seats = committee.seats.count()
        if count is not None and not 1 <= count <= seats:
            raise Refused(f"องค์ประชุมต้องอยู่ระหว่าง ๑ ถึงจำนวนกรรมการ ({seats}) พิมพ์จำนวนใหม่")
        committee.quorum_count = count
        committee.save()


def set_majority(committee_id: int, rule: Majority) -> None:
    """Set the majority that a resolution of the committee needs.

    Source: Administrative Procedure Act (พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙) มาตรา ๘๒.

    Raises:
        NotFound: there is no such committee.
    """
    with database.atomic(), track_changes(QUORUM_KIND, committee_id):
        committee = find_committee(committee_id)
        committee.majority_of = rule
        committee.save()


def set_delegate_counts(seat_id: int, counts: bool) -> None:
    """Set whether a substitute in this seat counts for the quorum. Raises NotFound."""
    with database.atomic():
        seat = row_or_not_found(Seat.get_or_none(id=seat_id), "ที่นั่ง")
        with track_changes(QUORUM_KIND, seat.committee_id):
            seat.delegate_counts = counts
            seat.save()


def set_delegates(committee_id: int, lines: str) -> None:
    """Set whose substitutes count by these lines (`Committee.delegate_lines`).

    Seats that are not named get the default.

    Raises:
        Refused: a line (named) cannot be parsed or its seat does not exist, or two seats have the
            same name.
        NotFound: there is no such committee.
    """
    with database.atomic(), track_changes(QUORUM_KIND, committee_id):
        committee = find_committee(committee_id)
        seats = {seat.label: seat for seat in committee.seats}
        if len(seats) < committee.seats.count():
            raise Refused("มีที่นั่งสองที่ที่ชื่อเหมือนกัน จึงคืนไม่ได้ เลือกที่นั่งในจอคำสั่งแล้วกด N แทน")
        wanted = dict(_delegate_of(line) for line in lines.splitlines())
        for label in wanted.keys() - seats.keys():
            raise Refused(f"ไม่พบที่นั่ง “{label}” ในคณะนี้แล้ว เลือกที่นั่งในจอคำสั่งแล้วกด N แทน")
        for label, seat in seats.items():
            seat.delegate_counts = wanted.get(label)
            seat.save()


def find_committee(committee_id: int) -> Committee:
    """Return the committee with this id. Raises NotFound."""
    return row_or_not_found(Committee.get_or_none(id=committee_id), "คณะกรรมการ")


def row_or_not_found(row: R | None, what: str) -> R:
    """Return the row. Raises NotFound, with the Thai name of its kind, if it is None."""
    if row is None:
        raise NotFound(f"ไม่พบ{what}นี้ กลับไปเลือกจากรายการคำสั่งอีกครั้ง")
    return row


def _delegate_of(line: str) -> tuple[str, bool]:
    """Parse the seat, and whether its substitutes count, in a line of the history.

    Raises:
        Refused: the line has another form.
    """
    label, _, words = line.rpartition(OF_ROLE)
    for counts, said in DELEGATE_COUNTS.items():
        if words == said:
            return label, counts
    raise Refused(f"ไม่เข้าใจ “{line}” เลือกที่นั่งในจอคำสั่งแล้วกด N แทน")


def _put_back(committee: Committee, texts: dict[str, str]) -> None:
    if texts["delegate_lines"] != committee.delegate_lines:
        set_delegates(committee.id, texts["delegate_lines"])
    elif texts["majority_of"] != Majority(committee.majority_of).label:
        set_majority(committee.id, labelled(Majority, texts["majority_of"]))
    else:
        set_quorum(committee.id, int(texts["quorum_count"] or 0) or None)


QUORUM_KIND = OperationRecordKind(
    Subject.QUORUM,
    Committee,
    "องค์ประชุม",
    (
        FieldSpec("quorum_count", "จำนวนที่ต้องมา", lambda count: thai_digits(count or "")),
        FieldSpec("delegate_lines", "การนับผู้มาประชุมแทน"),
        FieldSpec("majority_of", "เสียงข้างมาก", lambda rule: Majority(rule).label),
    ),
    title_of=lambda row: str(row.name),
    operation=_put_back,
)
