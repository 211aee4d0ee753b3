"""Who chairs where the chair did not come, and what follows for roll, votes and minutes."""

from datetime import time
from pathlib import Path

from exports.documents import Request
from exports.minutes import gather
from models.committees.records import Role, Seat
from models.errors import Refused
from models.meetings.attendance import set_substitute
from models.meetings.chairing import may_chair, take_chair
from models.meetings.events import EventKind
from models.meetings.records import (
    Meeting,
    close_meeting,
    mark,
    mark_all_present,
    roll_of,
    start_meeting,
)
from models.meetings.roll import AttendanceStatus, TakesChair
from models.minutes.lifecycle import MissingPart, missing_before_closing
from models.minutes.records import Outcome, record_resolution
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.vote_counts import CastingVote, Votes
from models.minutes.votes import record_votes
from tests.builders import WHO, a_committee, a_meeting, an_item
from tests.refusals import refused

MINUTES = Request("minutes")


def without_its_chair(vice_chair: bool = False) -> Meeting:
    """A meeting that is on, of five seats; the first is the absent chair."""
    committee = a_committee(seats=5)
    if vice_chair:
        Seat.update(role=Role.VICE_CHAIR).where(Seat.position == 3).execute()
    meeting = a_meeting(committee=committee)
    mark_all_present(meeting.id)
    mark(roll_of(meeting).entries[0].attendance_id, AttendanceStatus.ABSENT, "ติดราชการ")
    start_meeting(meeting.id, time(14))
    return Meeting.get_by_id(meeting.id)


def test_a_present_or_unmarked_chair_presides_without_further_marks(store: Path) -> None:
    meeting = a_meeting()
    seat = roll_of(meeting).by_role(Role.CHAIR)
    assert roll_of(meeting).chair == seat
    mark_all_present(meeting.id)
    assert not roll_of(meeting).lacks_chair


def test_a_substitute_of_the_chair_takes_the_seat_and_not_the_chair(store: Path) -> None:
    meeting = a_meeting()
    set_substitute(roll_of(meeting).entries[0].attendance_id, "นายแทน มาแล้ว", "")
    assert roll_of(meeting).lacks_chair


def test_a_member_elected_to_the_chair_takes_over_the_chairs_reason_of_absence(store: Path) -> None:
    meeting = without_its_chair()
    assert roll_of(meeting).lacks_chair
    assert missing_before_closing(meeting.id)[0].spot == MissingPart.CHAIR
    elected = may_chair(roll_of(meeting))[1]
    take_chair(meeting.id, elected.attendance_id)
    chair = roll_of(meeting).chair
    assert chair is not None
    assert (chair.name, chair.takes_chair) == (elected.name, TakesChair.ELECTED)
    assert chair.chair_reason == "ติดราชการ"
    event = read_meeting_snapshot(meeting.id).events[-1]
    assert (event.what, event.who) == (EventKind.CHAIR_TAKEN, WHO)
    assert MissingPart.CHAIR not in [each.spot for each in missing_before_closing(meeting.id)]


def test_the_vice_chair_is_offered_first_and_chairs_by_office(store: Path) -> None:
    meeting = without_its_chair(vice_chair=True)
    vice = may_chair(roll_of(meeting))[0]
    assert vice.role == Role.VICE_CHAIR
    take_chair(meeting.id, vice.attendance_id, "ลาป่วย")
    paper = gather(Meeting.get_by_id(meeting.id), MINUTES)
    assert f"(ลาป่วย) {vice.name} {vice.formal_title} รองประธานกรรมการ ทำหน้าที่ประธาน" in paper.opening


def test_recording_another_presiding_member_replaces_the_first(
    store: Path,
) -> None:
    meeting = without_its_chair()
    for entry in may_chair(roll_of(meeting))[:2]:
        take_chair(meeting.id, entry.attendance_id)
    standing = [entry for entry in roll_of(meeting).entries if entry.takes_chair]
    assert [each.number for each in standing] == [3]
    take_chair(meeting.id, None)
    assert roll_of(meeting).stands_in is None


def test_recording_a_chair_is_refused_if_absent_or_the_meeting_is_closed(store: Path) -> None:
    meeting = without_its_chair()
    second = roll_of(meeting).entries[1].attendance_id
    take_chair(meeting.id, second)
    mark(second, AttendanceStatus.ABSENT)
    assert roll_of(meeting).lacks_chair
    with refused(Refused, match="กรรมการที่มาประชุม"):
        take_chair(meeting.id, second)
    close_meeting(meeting.id, time(16))
    with refused(Refused, match="แก้ไขไม่ได้"):
        take_chair(meeting.id, roll_of(meeting).entries[2].attendance_id)


def test_minutes_name_the_presiding_member_in_opening_vote_and_signature(
    store: Path,
) -> None:
    meeting = without_its_chair()
    elected = may_chair(roll_of(meeting))[0]
    take_chair(meeting.id, elected.attendance_id)
    item = an_item(meeting)
    made = record_resolution(item.id, Outcome.APPROVED, "มีมติอนุมัติ", 4)
    record_votes(made, Votes(2, 2, 0, casting_vote=CastingVote.FOR))
    paper = gather(Meeting.get_by_id(meeting.id), MINUTES)
    assert f"ที่ประชุมจึงเลือก {elected.name}" in paper.opening
    assert "(ติดราชการ)" in paper.opening
    assert paper.signatures[1].lines[0] == f"({elected.name})"
    assert "ประธานในที่ประชุม" in paper.signatures[1].lines
    (votes,) = paper.items[0].speeches[-1].following
    assert votes.endswith(f"ประธานในที่ประชุม ({elected.name}) ออกเสียงชี้ขาดเห็นชอบ")


def test_the_signature_of_an_absent_chair_is_left_blank(store: Path) -> None:
    paper = gather(without_its_chair(), MINUTES)
    assert paper.signatures[1].lines[0].startswith("(....")
