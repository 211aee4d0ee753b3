"""The roll of a meeting: derived from the order, its seats, and who holds the posts that day."""

from datetime import date, time
from pathlib import Path

import pytest

from models.committees.records import Role, Seat
from models.errors import Refused
from models.meetings.attendance import add_guest
from models.meetings.records import (
    Meeting,
    MeetingState,
    close_meeting,
    mark,
    mark_all_present,
    roll_of,
    start_meeting,
)
from models.meetings.roll import AttendanceStatus
from models.meetings.roll_history import away_from
from models.people.records import Assignment, AssignmentKind, Post
from tests.builders import (
    LONG_AGO,
    a_committee,
    a_meeting,
    a_person,
    a_post,
    an_assignment,
    close,
)
from tests.refusals import refused

CHANGE = date(2020, 10, 1)
BEFORE, AFTER = date(2020, 9, 22), date(2020, 12, 22)


def test_a_roll_is_marked_from_its_first_mark_on(store: Path) -> None:
    meeting = a_meeting(committee=a_committee(seats=3, vacant=1))
    assert not roll_of(meeting).is_marked
    mark(roll_of(meeting).entries[0].attendance_id, AttendanceStatus.ABSENT)
    assert roll_of(meeting).is_marked


def test_the_roll_lists_every_seat_of_the_order_in_its_order(store: Path) -> None:
    committee = a_committee(seats=4, vacant=1)
    roll = roll_of(a_meeting(committee=committee))
    posts = [seat.label for seat in committee.ordered_seats()]
    assert [entry.title for entry in roll.entries] == posts
    assert [entry.number for entry in roll.entries] == [1, 2, 3, 4, 5]
    assert [entry.role for entry in roll.entries[:3]] == [
        Role.CHAIR,
        Role.MEMBER_SECRETARY,
        Role.MEMBER,
    ]


def test_assigning_a_new_holder_changes_only_rolls_of_later_meetings(store: Path) -> None:
    committee = a_committee()
    post = Post.get(Post.name == committee.ordered_seats()[0].label)
    Assignment.update(ends_on=date(2020, 9, 30)).where(Assignment.post == post).execute()
    an_assignment(a_person("มาใหม่"), post, since=CHANGE)
    earlier = a_meeting(committee=committee, held_on=BEFORE)
    later = a_meeting(committee=committee, held_on=AFTER)
    assert roll_of(earlier).entries[0].name.startswith("นายคนที่ ๑")
    assert roll_of(later).entries[0].name.startswith("นายมาใหม่")


def test_a_closed_meeting_keeps_its_names_after_changes_in_the_register(store: Path) -> None:
    committee = a_committee()
    meeting = a_meeting(committee=committee, closed=True)
    before = roll_of(meeting)
    held = Assignment.get(Assignment.post == committee.ordered_seats()[0].post)
    held.person.given_name = "เปลี่ยนชื่อ"
    held.person.save()
    Assignment.delete().execute()
    assert roll_of(Meeting.get_by_id(meeting.id)) == before


def test_an_acting_holder_is_printed_with_their_own_post_first(store: Path) -> None:
    head, director = a_post("หัวหน้าฝ่ายพัฒนารายได้"), a_post("ผู้อำนวยการกองคลัง", "ผอ.กองคลัง")
    person = a_person("แสงจันทร์", "เพ็ญมาก", "นาง")
    an_assignment(person, head)
    an_assignment(person, director, kind=AssignmentKind.ACTING)
    committee = a_committee(seats=1)
    Seat.create(committee=committee, position=2, role=Role.MEMBER, post=director)
    entry = roll_of(a_meeting(committee=committee)).entries[1]
    assert (entry.name, entry.title) == (
        "นางแสงจันทร์ เพ็ญมาก",
        "หัวหน้าฝ่ายพัฒนารายได้ รก.ผอ.กองคลัง",
    )


def test_an_acting_holder_takes_precedence_over_the_substantive_one(store: Path) -> None:
    committee = a_committee(seats=1)
    an_assignment(
        a_person("รักษาการ"),
        Post.get(Post.name == committee.ordered_seats()[0].label),
        since=date(2020, 9, 1),
        until=date(2020, 9, 30),
        kind=AssignmentKind.ACTING,
    )
    acting = roll_of(a_meeting(committee=committee, held_on=BEFORE)).entries[0]
    back = roll_of(a_meeting(committee=committee, held_on=AFTER)).entries[0]
    assert acting.name.startswith("นายรักษาการ")
    assert acting.title.startswith("รก.")
    assert back.name.startswith("นายคนที่ ๑")


def test_a_seat_of_a_named_person_is_on_the_roll_without_a_post(store: Path) -> None:
    committee = a_committee(seats=1)
    Seat.create(committee=committee, position=2, role=Role.MEMBER, person=a_person("ผู้ทรง", "คุณวุฒิ"))
    entry = roll_of(a_meeting(committee=committee)).entries[1]
    assert (entry.name, entry.title, entry.status) == (
        "นายผู้ทรง คุณวุฒิ",
        "",
        AttendanceStatus.UNMARKED,
    )


def test_a_seat_of_a_vacant_post_stays_vacant_after_a_mark(store: Path) -> None:
    meeting = a_meeting(committee=a_committee(seats=2, vacant=1))
    seat = roll_of(meeting).entries[2]
    mark(seat.attendance_id, AttendanceStatus.PRESENT)
    roll = roll_of(meeting)
    assert roll.entries[2].status == AttendanceStatus.VACANT
    assert roll.entries[2] in roll.not_present
    assert len(roll.present) == 0


def test_an_assignment_holds_on_its_last_day_and_not_on_the_next(store: Path) -> None:
    committee = a_committee(seats=1)
    Assignment.update(ends_on=BEFORE).execute()
    on_the_day = a_meeting(committee=committee, held_on=BEFORE)
    next_day = a_meeting(committee=committee, held_on=date(2020, 9, 23))
    assert roll_of(on_the_day).entries[0].name
    assert roll_of(next_day).entries[0].status == AttendanceStatus.VACANT
    assert LONG_AGO < BEFORE


@pytest.mark.parametrize(("seats", "needed"), [(1, 1), (2, 1), (3, 2), (8, 4), (9, 5)])
def test_half_of_the_seats_rounded_up_are_a_quorum(store: Path, seats: int, needed: int) -> None:
    meeting = a_meeting(committee=a_committee(seats=seats))
    for entry in roll_of(meeting).entries[: needed - 1]:
        mark(entry.attendance_id, AttendanceStatus.PRESENT)
    assert not roll_of(meeting).has_quorum
    mark(roll_of(meeting).entries[needed - 1].attendance_id, AttendanceStatus.PRESENT)
    assert roll_of(meeting).has_quorum


def test_an_order_can_set_another_quorum(store: Path) -> None:
    committee = a_committee(seats=9)
    committee.quorum_count = 3
    committee.save()
    assert roll_of(a_meeting(committee=committee)).quorum_needed == 3


def test_a_meeting_cannot_close_before_every_seat_is_accounted_for(store: Path) -> None:
    meeting = a_meeting(committee=a_committee(seats=3))
    start_meeting(meeting.id, time(14))
    first, *others = roll_of(meeting).entries
    mark(first.attendance_id, AttendanceStatus.ABSENT, "ลาป่วย")
    with refused(Refused) as refusal:
        close_meeting(meeting.id, time(16))
    assert all(entry.name in str(refusal.value) for entry in others)
    assert first.name not in str(refusal.value)
    assert Meeting.get_by_id(meeting.id).state == MeetingState.OPEN


def test_a_meeting_cannot_close_before_it_has_begun_or_earlier_than_that(store: Path) -> None:
    meeting = a_meeting()
    mark_all_present(meeting.id)
    with refused(Refused, match="ยังไม่ได้เริ่มประชุม"):
        close_meeting(meeting.id, time(16))
    start_meeting(meeting.id, time(14))
    with refused(Refused, match="เวลาเลิกประชุมอยู่ก่อน"):
        close_meeting(meeting.id, time(13, 59))


def test_marking_all_present_keeps_earlier_marks_and_vacant_seats(store: Path) -> None:
    meeting = a_meeting(committee=a_committee(seats=3, vacant=1))
    mark(roll_of(meeting).entries[0].attendance_id, AttendanceStatus.ABSENT, "ติดราชการ")
    mark_all_present(meeting.id)
    assert [entry.status for entry in roll_of(meeting).entries] == [
        AttendanceStatus.ABSENT,
        AttendanceStatus.PRESENT,
        AttendanceStatus.PRESENT,
        AttendanceStatus.VACANT,
    ]
    close(meeting.id)
    assert roll_of(Meeting.get_by_id(meeting.id)).entries[0].reason == "ติดราชการ"


def test_a_guest_is_listed_after_the_members_and_not_counted_for_the_quorum(store: Path) -> None:
    meeting = a_meeting(committee=a_committee(seats=1))
    add_guest(meeting.id, " นายแขก รับเชิญ ", "ประชาชน")
    roll = roll_of(meeting)
    assert [entry.name for entry in roll.guests] == ["นายแขก รับเชิญ"]
    assert roll.entries[-1].is_guest
    assert roll.entries[-1].number == 2
    assert not roll.has_quorum


def test_adding_a_guest_without_a_name_is_refused(store: Path) -> None:
    meeting = a_meeting()
    with refused(Refused, match="พิมพ์ชื่อ"):
        add_guest(meeting.id, " \u200b", "ประชาชน")


def test_the_example_s_roll_is_that_of_order_881(example: Path) -> None:
    meeting = Meeting.get(Meeting.number == 1)
    roll = roll_of(meeting)
    assert len(roll.seats) == 9
    assert len(roll.present) == 8
    vacant = roll.having(AttendanceStatus.VACANT)
    assert [entry.title for entry in vacant] == ["ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม"]
    assert roll.by_role(Role.CHAIR) == roll.entries[0]
    assert roll.entries[3].title == "หัวหน้าฝ่ายพัฒนารายได้ รก.ผอ.กองคลัง"


@pytest.mark.parametrize("typed", ["10.30", "10.30-", "-10.30", "10.45-10.30", "10.30-10.30"])
def test_typed_absence_times_that_are_no_ascending_pair_are_refused(typed: str) -> None:
    assert away_from("11.00-11.20, 10.30-10.45") == (
        (time(10, 30), time(10, 45)),
        (time(11), time(11, 20)),
    )
    with pytest.raises(ValueError, match="คู่กัน"):
        away_from(f"09.00-09.10, {typed}")
