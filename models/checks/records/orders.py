"""Checks of appointed committees: chair, secretary, duplicate seats, quorum."""

from collections import Counter
from collections.abc import Iterator

from kmtui.thai.digits import thai_digits
from models.checks.core.finding import FindingLocation, RecordIssue, place_of
from models.checks.records.values import CommitteeRecord, Records
from models.committees.records import OrderState, Role


def committees_without_chair(records: Records) -> Iterator[RecordIssue]:
    """Report a committee without a chair."""
    for committee in _appointed(records):
        if not _having(committee, Role.CHAIR):
            yield RecordIssue(_place(records, committee), "ไม่มีประธานกรรมการ", "ประธานกรรมการหนึ่งคน")


def committees_with_two_chairs(records: Records) -> Iterator[RecordIssue]:
    """Report a committee with more than one chair."""
    for committee in _appointed(records):
        if (count := _having(committee, Role.CHAIR)) > 1:
            found = f"มีประธานกรรมการ {thai_digits(count)} คน"
            yield RecordIssue(_place(records, committee), found, "ประธานกรรมการหนึ่งคน")


def committees_without_secretary(records: Records) -> Iterator[RecordIssue]:
    """Report a committee without a secretary."""
    for committee in _appointed(records):
        if not _having(committee, Role.MEMBER_SECRETARY):
            found = "ไม่มีกรรมการและเลขานุการ"
            yield RecordIssue(_place(records, committee), found, "กรรมการและเลขานุการหนึ่งคน")


def seats_taken_twice(records: Records) -> Iterator[RecordIssue]:
    """Report a post or person with two seats in one committee."""
    for committee in _appointed(records):
        counted = Counter(seat.key for seat in committee.seats)
        for key, count in counted.items():
            if count > 1:
                label = next(seat.label for seat in committee.seats if seat.key == key)
                found = f"{label} อยู่ {thai_digits(count)} ที่"
                yield RecordIssue(_place(records, committee), found, "ที่เดียวในคณะเดียวกัน")


def too_high_quorums(records: Records) -> Iterator[RecordIssue]:
    """Report a quorum larger than the number of seats."""
    for committee in _appointed(records):
        needed, seats = committee.quorum_count or 0, len(committee.seats)
        if needed > seats:
            found = f"องค์ประชุม {thai_digits(needed)} คน"
            expected = f"ไม่เกินจำนวนกรรมการ {thai_digits(seats)} คน"
            yield RecordIssue(_place(records, committee), found, expected)


def committees_without_duties(records: Records) -> Iterator[RecordIssue]:
    """Report a committee without duties in its order."""
    for committee in _appointed(records):
        if not committee.duty_count:
            yield RecordIssue(_place(records, committee), "ไม่มีหน้าที่", "หน้าที่ตามคำสั่ง")


def vacant_seats(records: Records) -> Iterator[RecordIssue]:
    """Report a seat whose post is vacant."""
    for committee in _appointed(records):
        for seat in committee.seats:
            if seat.is_vacant:
                found = f"{seat.label} ว่าง"
                yield RecordIssue(
                    _place(records, committee), found, "มีผู้ดำรงตำแหน่งหรือผู้รักษาราชการแทน"
                )


def _appointed(records: Records) -> Iterator[CommitteeRecord]:
    """Yield the committees of issued orders that are neither amended nor revoked."""
    for committee in records.committees:
        order = records.order_of(committee)
        if order is not None and order.state == OrderState.ISSUED:
            yield committee


def _having(committee: CommitteeRecord, role: Role) -> int:
    return sum(seat.role == role for seat in committee.seats)


def _place(records: Records, committee: CommitteeRecord) -> FindingLocation:
    order = records.order_of(committee)
    label = order.label if order is not None else ""
    name = f"{committee.name} ตาม{label}"
    return place_of(name, "committee", committee.id, parent_id=committee.order_id)
