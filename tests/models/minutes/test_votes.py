"""Votes add up to the members present; a casting vote breaks a tie only; dissent has a reason."""

from pathlib import Path

import pytest

from models.errors import NotFound, Refused
from models.meetings.attendance import add_guest, set_substitute
from models.meetings.records import Meeting, mark_all_present, roll_of
from models.minutes.records import Outcome, record_resolution, remove_resolution
from models.minutes.snapshot import ResolutionView, read_meeting_snapshot
from models.minutes.vote_counts import CastingVote, Votes
from models.minutes.votes import Dissent, add_dissent, record_votes, remove_dissent
from tests.builders import a_committee, a_meeting, an_item, close
from tests.refusals import refused


def a_resolution(seats: int = 8) -> tuple[Meeting, int]:
    """A resolution made by a committee that is all there."""
    meeting = a_meeting(committee=a_committee(seats=seats))
    mark_all_present(meeting.id)
    made = record_resolution(an_item(meeting).id, Outcome.ENDORSED, "มีมติเห็นชอบ", seats)
    return meeting, made


def shown(meeting: Meeting) -> ResolutionView:
    (resolution,) = read_meeting_snapshot(meeting.id).items[0].resolutions
    return resolution


def test_recorded_votes_are_read_back(store: Path) -> None:
    meeting, resolution = a_resolution()
    assert shown(meeting).votes is None
    votes = Votes(6, 1, 1)
    record_votes(resolution, votes)
    assert shown(meeting).votes == votes
    assert votes.sentence == "เห็นชอบ ๖ เสียง ไม่เห็นชอบ ๑ เสียง งดออกเสียง ๑ เสียง"


@pytest.mark.parametrize("votes", [Votes(6, 1, 0), Votes(9, 0, 0), Votes(0, 0, 0)])
def test_votes_that_do_not_add_up_to_the_members_present_are_refused(
    store: Path, votes: Votes
) -> None:
    meeting, resolution = a_resolution()
    with refused(Refused) as refusal:
        record_votes(resolution, votes)
    for number in (f"{votes.total}", "8"):
        digits = number.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
        assert f" {digits} " in str(refusal.value)
    assert shown(meeting).votes is None


def test_negative_votes_are_refused(store: Path) -> None:
    _, resolution = a_resolution()
    with refused(Refused, match="ติดลบ"):
        record_votes(resolution, Votes(9, -1, 0))


def test_the_chair_s_casting_vote_is_extra_and_on_a_tie_only(store: Path) -> None:
    meeting, resolution = a_resolution()
    record_votes(resolution, Votes(4, 4, 0, casting_vote=CastingVote.FOR))
    votes = shown(meeting).votes
    assert votes is not None
    assert votes.sentence.endswith("ประธานออกเสียงชี้ขาดเห็นชอบ")
    with refused(Refused, match="๕ ต่อ ๓"):
        record_votes(resolution, Votes(5, 3, 0, casting_vote=CastingVote.AGAINST))
    assert shown(meeting).votes == votes


def test_votes_by_acclamation_replace_counts_and_can_be_withdrawn(store: Path) -> None:
    meeting, resolution = a_resolution()
    record_votes(resolution, Votes(6, 1, 1))
    record_votes(resolution, Votes(by_acclamation=True))
    votes = shown(meeting).votes
    assert votes == Votes(by_acclamation=True)
    assert votes is not None
    assert votes.sentence == "ไม่มีผู้ใดเห็นเป็นอย่างอื่น"
    record_votes(resolution, None)
    assert shown(meeting).votes is None


def test_dissent_is_recorded_with_its_reason_and_corrected(store: Path) -> None:
    meeting, resolution = a_resolution()
    member = roll_of(meeting).entries[2]
    first = add_dissent(resolution, member.attendance_id, "งบไม่พอ")
    assert add_dissent(resolution, member.attendance_id, "งบประมาณไม่เพียงพอ") == first
    (dissent,) = shown(meeting).dissents
    assert dissent.sentence == f"{member.name} มีความเห็นแย้ง เนื่องจากงบประมาณไม่เพียงพอ"
    remove_dissent(first)
    remove_dissent(first)
    assert shown(meeting).dissents == ()


def test_a_substitute_dissents_by_their_own_name(store: Path) -> None:
    meeting, resolution = a_resolution()
    seat = roll_of(meeting).entries[2].attendance_id
    set_substitute(seat, "นายแทน มาประชุม", "")
    add_dissent(resolution, seat, "ไม่ทันพิจารณา")
    assert shown(meeting).dissents[0].name == "นายแทน มาประชุม"


def test_dissent_requires_a_reason_a_member_and_a_vote_without_acclamation(store: Path) -> None:
    meeting, resolution = a_resolution()
    add_guest(meeting.id, "แขก", "")
    *members, guest = roll_of(meeting).entries
    with refused(Refused, match="เหตุผล"):
        add_dissent(resolution, members[0].attendance_id, " ")
    with refused(Refused, match="กรรมการในการประชุมนี้"):
        add_dissent(resolution, guest.attendance_id, "เหตุผล")
    add_dissent(resolution, members[0].attendance_id, "เหตุผล")
    with refused(Refused, match="ผู้เห็นแย้ง"):
        record_votes(resolution, Votes(by_acclamation=True))
    remove_dissent(Dissent.get().id)
    record_votes(resolution, Votes(by_acclamation=True))
    with refused(Refused, match="ไม่มีผู้ใดเห็นเป็นอย่างอื่น"):
        add_dissent(resolution, members[0].attendance_id, "เหตุผล")


def test_recording_votes_on_a_deleted_resolution_is_refused(store: Path) -> None:
    _, resolution = a_resolution()
    remove_resolution(resolution)
    with refused(NotFound, match="กู้คืน"):
        record_votes(resolution, Votes(8, 0, 0))


def test_changing_votes_in_a_closed_meeting_is_refused(store: Path) -> None:
    meeting, resolution = a_resolution()
    dissent = add_dissent(resolution, roll_of(meeting).entries[0].attendance_id, "เหตุผล")
    close(meeting.id)
    for act in (
        lambda: record_votes(resolution, Votes(8, 0, 0)),
        lambda: add_dissent(resolution, roll_of(meeting).entries[1].attendance_id, "อีกคน"),
        lambda: remove_dissent(dissent),
    ):
        with refused(Refused, match="เลิกประชุมแล้ว"):
            act()
    assert len(shown(meeting).dissents) == 1
