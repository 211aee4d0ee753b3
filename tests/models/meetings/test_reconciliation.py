"""From the order to the roll: every gap is named, and a corrected name is none."""

from datetime import date
from pathlib import Path

from models.committees.orders import amend_order, edit_order, issue
from models.committees.records import Committee, Role, Seat
from models.errors import NotFound
from models.meetings.events import Adoption
from models.meetings.reconciliation import Reconciliation, reconcile
from models.meetings.records import (
    Attendance,
    Meeting,
    MeetingState,
    mark_all_present,
    roll_of,
    start_meeting,
)
from models.minutes.lifecycle import adopt_minutes
from models.minutes.snapshot import read_meeting_snapshot
from models.people.operations import add_post, rename_person
from models.people.records import Assignment, Post
from tests.builders import (
    THE_DAY,
    a_committee,
    a_meeting,
    a_person,
    a_post,
    an_assignment,
)
from tests.refusals import refused

LATER = date(2020, 12, 22)


def gaps(found: Reconciliation) -> list[str]:
    return [line.gap for line in found.lines if line.gap]


def holder_of(meeting: Meeting, place: int = 0) -> Assignment:
    post = meeting.committee.ordered_seats()[place].post
    held: Assignment = Assignment.get(Assignment.post == post)
    return held


def test_reconciling_the_example_finds_only_its_vacant_seat(example: Path) -> None:
    found = reconcile(Meeting.get(Meeting.number == 1).id)
    assert len(found.lines) == 9
    assert (found.order_label, found.order_gap, found.corrections) == ("๘๘๑/๒๕๖๓", "", ())
    assert found.gaps == 1
    (gap,) = gaps(found)
    assert gap.startswith("ตำแหน่งผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม ว่างในวันประชุม")
    finance = found.lines[3]
    assert (finance.label, finance.holder, finance.roll_name, finance.roll_says) == (
        "ผู้อำนวยการกองคลัง",
        "นางแสงจันทร์ เพ็ญมาก",
        "นางแสงจันทร์ เพ็ญมาก",
        "มา",
    )


def test_a_corrected_name_keeps_adopted_minutes_and_is_reported_as_a_correction(
    store: Path,
) -> None:
    meeting = a_meeting(closed=True)
    adopt_minutes(meeting.id, THE_DAY, Adoption.SAME_MEETING)
    before = read_meeting_snapshot(meeting.id)
    held = holder_of(meeting)
    rename_person(held.person_id, "นายชื่อถูก ใจดี")
    assert read_meeting_snapshot(meeting.id) == before
    assert before.state == MeetingState.ADOPTED
    found = reconcile(meeting.id)
    assert found.gaps == 0
    (correction,) = found.corrections
    assert "รายงานคงชื่อ นายคนที่ ๑ ใจดี ไว้ ทะเบียนแก้เมื่อ" in correction
    assert correction.endswith("เป็น นายชื่อถูก ใจดี")


def test_another_holder_found_later_is_a_gap_of_a_closed_meeting(store: Path) -> None:
    meeting = a_meeting(closed=True)
    held = holder_of(meeting)
    held.person = a_person("ตัวจริง")
    held.save()
    before = roll_of(Meeting.get_by_id(meeting.id))
    (gap,) = gaps(reconcile(meeting.id))
    assert "รายงานว่า นายคนที่ ๑ ใจดี แต่ทะเบียนวันประชุมว่า นายตัวจริง ใจดี" in gap
    held.delete_instance()
    (gap,) = gaps(reconcile(meeting.id))
    assert "แต่ทะเบียนวันประชุมว่า ว่าง" in gap
    assert roll_of(Meeting.get_by_id(meeting.id)) == before


def test_a_seat_missing_on_the_roll_is_a_gap(store: Path) -> None:
    meeting = a_meeting()
    Seat.create(committee=meeting.committee, position=9, role=Role.MEMBER, post=a_post("ตกหล่น"))
    lost = reconcile(meeting.id).lines[-1]
    assert (lost.roll_says, lost.roll_name) == ("ไม่มีรายชื่อ", "")
    assert lost.gap.startswith("ตกหล่น อยู่ในคำสั่ง แต่ไม่อยู่ในรายชื่อของการประชุม")


def test_unmarked_members_are_gaps_after_the_meeting_has_started(store: Path) -> None:
    from datetime import time

    meeting = a_meeting()
    assert reconcile(meeting.id).gaps == 0
    start_meeting(meeting.id, time(14))
    assert len(gaps(reconcile(meeting.id))) == 3
    mark_all_present(meeting.id)
    assert reconcile(meeting.id).gaps == 0


def test_a_meeting_before_its_order_is_a_gap_of_the_order(store: Path) -> None:
    meeting = a_meeting(committee=a_committee(issued_on=LATER))
    found = reconcile(meeting.id)
    assert "ออกเมื่อ ๒๒ ธันวาคม ๒๕๖๓ หลังวันประชุม" in found.order_gap
    assert found.gaps == 1


def test_a_meeting_after_the_order_was_replaced_is_a_gap_of_the_order(store: Path) -> None:
    mayor = Post.get_by_id(add_post("นายกเทศมนตรี"))
    an_assignment(a_person("นายก"), mayor)
    committee = a_committee()
    earlier = a_meeting(committee=committee)
    later = a_meeting(committee=committee, held_on=LATER)
    draft = amend_order(committee.order.id)
    edit_order(draft, "แต่งตั้งคณะกรรมการ", "ด้วยเหตุหนึ่ง", "")
    issue(draft, date(2020, 11, 2))
    assert Committee.get_by_id(committee.id).replaced_by is not None
    assert reconcile(earlier.id).order_gap == ""
    assert "แต่งตั้งใหม่ตามคำสั่งที่" in reconcile(later.id).order_gap


def test_reconciliation_names_the_substitute_of_a_member(store: Path) -> None:
    meeting = a_meeting()
    row = Attendance.get(Attendance.meeting == meeting)
    Attendance.update(status="present", substitute_name="นางแทน ที่มา").where(
        Attendance.id == row.id
    ).execute()
    assert reconcile(meeting.id).lines[0].roll_says == "มา (นางแทน ที่มา มาแทน)"


def test_reconciling_an_unknown_meeting_raises_not_found(store: Path) -> None:
    with refused(NotFound, match="ไม่พบการประชุมนี้"):
        reconcile(1)
