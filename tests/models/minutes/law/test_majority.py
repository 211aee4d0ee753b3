"""A tie is no resolution, the outcome is what the votes say, by the rule of the committee."""

from pathlib import Path

import pytest

from models.committees.records import Majority
from models.committees.rules import set_majority
from models.errors import Refused
from models.meetings.records import mark_all_present
from models.minutes.records import Outcome, Resolution, record_resolution
from models.minutes.vote_counts import CastingVote, Votes
from models.minutes.votes import record_votes
from tests.builders import a_committee, a_meeting, an_item
from tests.refusals import refused

SEATS = 22


def a_resolution(outcome: Outcome, majority: Majority = Majority.VOTING) -> int:
    committee = a_committee(seats=SEATS)
    set_majority(committee.id, majority)
    meeting = a_meeting(committee=committee)
    mark_all_present(meeting.id)
    return record_resolution(an_item(meeting).id, outcome, "มติ", SEATS)


@pytest.mark.parametrize("outcome", [Outcome.ENDORSED, Outcome.REJECTED, Outcome.OTHER])
@pytest.mark.parametrize("votes", [Votes(9, 9, 4), Votes(11, 11, 0), Votes(0, 0, 22)])
def test_a_tie_is_never_stored_without_the_casting_vote(
    store: Path, outcome: Outcome, votes: Votes
) -> None:
    made = a_resolution(outcome)
    with refused(Refused, match=r"เท่ากัน.*ชี้ขาด"):
        record_votes(made, votes)
    assert Resolution.get_by_id(made).votes_for is None
    assert "ยังไม่มีเสียงชี้ขาด" in votes.sentence


DECIDED = [
    (Votes(12, 10, 0), Majority.VOTING, True),
    (Votes(10, 12, 0), Majority.VOTING, False),
    (Votes(8, 3, 11), Majority.VOTING, True),
    (Votes(8, 3, 11), Majority.PRESENT, False),
    (Votes(11, 3, 8), Majority.PRESENT, False),
    (Votes(12, 3, 7), Majority.PRESENT, True),
    (Votes(9, 9, 4, casting_vote=CastingVote.FOR), Majority.VOTING, True),
    (Votes(9, 9, 4, casting_vote=CastingVote.AGAINST), Majority.PRESENT, False),
    (Votes(by_acclamation=True), Majority.PRESENT, True),
]


@pytest.mark.parametrize(("votes", "majority", "is_carried"), DECIDED)
def test_an_outcome_that_contradicts_the_votes_is_refused(
    store: Path, votes: Votes, majority: Majority, is_carried: bool
) -> None:
    assert votes.carried(majority, SEATS) is is_carried
    right, wrong = Outcome.APPROVED, Outcome.REJECTED
    if not is_carried:
        right, wrong = wrong, right
    record_votes(a_resolution(right, majority), votes)
    if votes.by_acclamation:
        return
    made = record_resolution(Resolution.get().item_id, wrong, "มติ", SEATS)
    with refused(Refused, match="แต่มตินี้บันทึกว่า"):
        record_votes(made, votes)


def test_votes_of_a_secret_ballot_are_worded_as_secret(store: Path) -> None:
    votes = Votes(20, 1, 1, secret=True)
    made = a_resolution(Outcome.APPROVED)
    record_votes(made, votes)
    stored = Resolution.get_by_id(made)
    assert (stored.secret_ballot, stored.vote_words) == (True, votes.sentence)
    assert votes.sentence == "ลงคะแนนลับ เห็นชอบ ๒๐ เสียง ไม่เห็นชอบ ๑ เสียง งดออกเสียง ๑ เสียง"
    record_votes(made, Votes(by_acclamation=True))
    assert not Resolution.get_by_id(made).secret_ballot
