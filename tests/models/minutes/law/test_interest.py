"""A member with an interest leaves for one item: not in its quorum, its votes, or its dissents."""

from pathlib import Path

import pytest

from exports.documents import Request
from exports.minutes import gather
from models.errors import Refused
from models.meetings.attendance import add_guest
from models.meetings.records import Meeting, mark_all_present, roll_of
from models.minutes.decisions.recusals import recuse, roll_for_item, take_part
from models.minutes.records import Outcome, Resolution, record_resolution
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.vote_counts import Votes
from models.minutes.votes import add_dissent, record_votes, recount
from tests.builders import a_committee, a_meeting, close
from tests.refusals import refused

SEATS = 8


@pytest.fixture
def meeting(store: Path) -> Meeting:
    """Two items of a committee of eight who all came."""
    made = a_meeting(items=2, committee=a_committee(seats=SEATS))
    mark_all_present(made.id)
    return made


def lines(meeting: Meeting) -> list[int]:
    return [each.attendance_id for each in roll_of(meeting).entries]


def items(meeting: Meeting) -> list[int]:
    return [each.id for each in read_meeting_snapshot(meeting.id).items]


def test_a_recused_member_counts_in_no_quorum_or_vote_of_that_item_only(meeting: Meeting) -> None:
    first, second = items(meeting)
    for line in lines(meeting)[1:3]:
        recuse(first, line, "เป็นญาติของคู่สัญญา")
    room = read_meeting_snapshot(meeting.id)
    there, elsewhere = (room.roll_for(room.item(each)) for each in (first, second))
    assert (len(there.present_now), there.quorum_needed) == (6, 3)
    assert (len(elsewhere.present_now), elsewhere.quorum_needed) == (8, 4)
    assert room.roll_for(None) == room.roll
    made = record_resolution(first, Outcome.APPROVED, "มีมติอนุมัติ", len(there.present_now))
    with refused(Refused, match="คะแนนรวม ๘ เสียง แต่ขณะลงมติมีกรรมการ ๖ คน"):
        record_votes(made, Votes(8, 0, 0))
    record_votes(made, Votes(5, 1, 0))


def test_the_minutes_name_recused_members_with_reasons(meeting: Meeting) -> None:
    first, _ = items(meeting)
    entry = roll_of(meeting).entries[2]
    recuse(first, entry.attendance_id, "เป็นคู่สัญญา")
    recuse(first, entry.attendance_id, "เป็นผู้ถือหุ้นของคู่สัญญา")
    (withdrew,) = read_meeting_snapshot(meeting.id).items[0].recusals
    assert withdrew.sentence.startswith(f"{entry.name} {entry.title} มีส่วนได้เสียในเรื่องนี้")
    assert "(เป็นผู้ถือหุ้นของคู่สัญญา)" in withdrew.sentence
    paper = gather(Meeting.get_by_id(meeting.id), Request("minutes"))
    assert [withdrew.sentence in str(item) for item in paper.items] == [True, False]
    take_part(first, entry.attendance_id)
    assert read_meeting_snapshot(meeting.id).items[0].recusals == ()


def test_a_recused_member_cannot_dissent_and_is_not_counted_in_a_recount(meeting: Meeting) -> None:
    first, _ = items(meeting)
    made = record_resolution(first, Outcome.APPROVED, "มีมติอนุมัติ", SEATS)
    recuse(first, lines(meeting)[3], "เป็นญาติ")
    with refused(Refused, match="มีส่วนได้เสีย"):
        add_dissent(made, lines(meeting)[3], "ไม่เห็นด้วย")
    with refused(Refused, match="ไม่เกิน ๗ คน"):
        recount(made, None, SEATS)
    recount(made, None, 7)
    record_votes(made, Votes(7, 0, 0))


def test_a_recount_takes_every_number_from_none_to_all_who_were_in_the_room(
    meeting: Meeting,
) -> None:
    made = record_resolution(items(meeting)[0], Outcome.APPROVED, "มีมติอนุมัติ", 7)
    for present in range(SEATS + 1):
        recount(made, None, present)
        assert Resolution.get_by_id(made).present_count == present
    for present in (-1, SEATS + 1):
        with refused(Refused, match="แก้จำนวน"):
            recount(made, None, present)


def test_a_recusal_needs_a_present_member_a_reason_and_an_open_meeting(meeting: Meeting) -> None:
    first, _ = items(meeting)
    add_guest(meeting.id, "แขก", "")
    *members, guest = lines(meeting)
    with refused(Refused, match="เหตุ"):
        recuse(first, members[0], " ")
    with refused(Refused, match="กรรมการที่มาประชุม"):
        recuse(first, guest, "เป็นญาติ")
    close(meeting)
    with refused(Refused, match="แก้ไขไม่ได้"):
        recuse(first, members[0], "เป็นญาติ")
    assert len(roll_for_item(meeting.items.get()).present_now) == SEATS
