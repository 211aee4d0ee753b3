"""Random meetings against a plain counting of the same events: members, quorum, votes, findings.

The plain counting replays what happened to a member in its order; it shares no line with the roll.
"""

import random
from datetime import datetime, time
from pathlib import Path

import pytest
from msgspec import Struct, field

from models.checks.records.meetings import counts_that_do_not_fit_the_roll
from models.checks.records.reading import read_records
from models.checks.records.selection import RecordSelection
from models.committees.records import Committee, Majority, Seat
from models.errors import Refused
from models.meetings.attendance import (
    correct_times,
    mark_back,
    mark_late,
    mark_left,
    set_substitute,
)
from models.meetings.records import Meeting, mark, roll_of, start_meeting
from models.meetings.roll import AttendanceStatus
from models.minutes.decisions.recusals import recuse, roll_for_item
from models.minutes.records import AgendaItem, Outcome, record_resolution
from models.minutes.vote_counts import CastingVote, Votes
from models.minutes.votes import record_votes
from models.storage.database import database
from tests.builders import THE_DAY, a_committee, a_meeting
from tests.refusals import refused

FIRST, LAST = 14 * 60, 16 * 60
LINES_A_COMMITTEE = 5


def clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


class Member(Struct):
    """What happened to one member: steps of (minute, is in the room from then on)."""

    line: int
    counts: bool
    came: bool = False
    steps: list[tuple[int, bool]] = field(default_factory=list)
    is_in: bool = False

    def states_at(self, minute: int) -> set[bool]:
        """Whether the member was in, at each moment of a minute."""
        is_in = self.came and not (self.steps and self.steps[0][1])
        for at, then in self.steps:
            if at < minute:
                is_in = then
        seen = {is_in}
        for at, then in self.steps:
            if at == minute:
                seen.add(then)
        return seen if self.came and self.counts else {False}


class Plain(Struct):
    """A resolution as a clerk would write it on paper."""

    made: int
    item: int
    minute: int
    present: int


class RandomMeeting:
    """A meeting of two hours, entered into the program and into a plain list."""

    def __init__(self, chance: random.Random, committee: Committee) -> None:
        self.chance = chance
        self.committee = committee
        self.quorum = chance.choice([None, 2, LINES_A_COMMITTEE])
        self.majority = chance.choice(list(Majority))
        rules = {"quorum_count": self.quorum, "majority_of": self.majority}
        Committee.update(rules).where(Committee.id == committee.id).execute()
        for seat in committee.ordered_seats()[: chance.randint(0, LINES_A_COMMITTEE)]:
            Seat.update(delegate_counts=False).where(Seat.id == seat.id).execute()
        self.meeting = a_meeting(items=2, committee=committee)
        self.items = [each.id for each in self.meeting.items]
        self.recused: dict[int, set[int]] = {item: set() for item in self.items}
        self.resolutions: list[Plain] = []
        self.members = [Member(each.attendance_id, True) for each in roll_of(self.meeting).entries]
        self._attend()
        start_meeting(self.meeting.id, clock(FIRST))

    def _attend(self) -> None:
        for member, seat in zip(self.members, self.committee.ordered_seats(), strict=True):
            way = self.chance.random()
            if way < 0.2:
                mark(member.line, AttendanceStatus.ABSENT)
                continue
            member.came = member.is_in = True
            if way < 0.4:
                set_substitute(member.line, "นายแทน ประชุม", "")
                member.counts = seat.counts_delegate
            else:
                mark(member.line, AttendanceStatus.PRESENT)

    def go_on(self) -> None:
        minute = FIRST + 1
        while minute < LAST:
            self.chance.choice([self.come_or_go, self.come_or_go, self.resolve, self.withdraw])(
                minute
            )
            minute += self.chance.choice([0, 1, 15, 30])
        for _ in range(self.chance.choice([0, 1, 3])):
            self.correct()

    def come_or_go(self, minute: int) -> None:
        member = self.chance.choice(self.members)
        last = member.steps[-1][0] if member.steps else FIRST
        if not member.came:
            mark_late(member.line, clock(minute))
            member.came, member.is_in, member.counts = True, True, True
            member.steps = [(minute, True)]
        elif member.is_in and minute > last:
            mark_left(member.line, clock(minute))
            member.steps.append((minute, False))
            member.is_in = False
        elif not member.is_in and minute > last:
            mark_back(member.line, clock(minute))
            member.steps.append((minute, True))
            member.is_in = True

    def withdraw(self, _minute: int) -> None:
        member = self.chance.choice(self.members)
        if member.came and self.chance.random() < 0.5:
            item = self.chance.choice(self.items)
            recuse(item, member.line, "มีส่วนได้เสีย")
            self.recused[item].add(member.line)

    def correct(self) -> None:
        """Correct a member's times afterwards: came late, and stayed to the end."""
        member = self.chance.choice(self.members)
        if member.came:
            came = self.chance.randrange(FIRST, LAST)
            correct_times(member.line, clock(came), None, away=())
            member.steps = [(came, True)]

    def counted(self, item: int, minute: int) -> tuple[int, int]:
        """The members who count at a minute: at least, and at most."""
        took_part = [each for each in self.members if each.line not in self.recused[item]]
        states = [each.states_at(minute) for each in took_part]
        return sum(each == {True} for each in states), sum(True in each for each in states)

    def resolve(self, minute: int) -> None:
        item = self.chance.choice(self.items)
        roll = roll_for_item(AgendaItem.get_by_id(item))
        present = len(roll.present_now)
        took_part = [each for each in self.members if each.line not in self.recused[item]]
        assert present == sum(each.is_in and each.counts for each in took_part)
        needed = LINES_A_COMMITTEE - len(self.recused[item])
        quorum = min(self.quorum, needed) if self.quorum else (needed + 1) // 2
        assert roll.quorum_needed == quorum
        moment = datetime.combine(THE_DAY, clock(minute)).astimezone().isoformat()
        outcome = self.chance.choice([Outcome.APPROVED, Outcome.REJECTED, Outcome.OTHER])
        made = record_resolution(item, outcome, "มติ", present, moment)
        self.resolutions.append(Plain(made, item, minute, present))
        self._vote(made, outcome, present)

    def _vote(self, made: int, outcome: Outcome, present: int) -> None:
        for_it = self.chance.randint(0, present)
        against = self.chance.randint(0, present - for_it)
        rest = present - for_it - against
        casting = self.chance.choice(list(CastingVote))
        votes = Votes(
            for_it, against, rest, casting_vote=casting, secret=self.chance.random() < 0.3
        )
        if self._votes_match_outcome(for_it, against, present, casting, outcome):
            record_votes(made, votes)
            return
        with refused(Refused):
            record_votes(made, votes)

    def _votes_match_outcome(
        self, for_it: int, against: int, present: int, casting: CastingVote, outcome: Outcome
    ) -> bool:
        """Whether these votes may be stored under this outcome, by the law's own words."""
        if (for_it == against) != bool(casting):
            return False
        if for_it == against:
            carried = casting is CastingVote.FOR
        elif self.majority is Majority.PRESENT:
            carried = for_it > present / 2
        else:
            carried = for_it > against
        wanted = {Outcome.APPROVED: True, Outcome.REJECTED: False}
        return wanted.get(outcome, carried) is carried

    def compare(self) -> None:
        misfits = set()
        for each in self.resolutions:
            least, most = self.counted(each.item, each.minute)
            item = next(row for row in self.meeting.items if row.id == each.item)
            assert roll_for_item(item).present_at(clock(each.minute)) == (least, most)
            if not least <= each.present <= most:
                misfits.add(each.made)
        records = read_records(RecordSelection(meeting_id=self.meeting.id), THE_DAY)
        named = {issue.place.subject_id for issue in counts_that_do_not_fit_the_roll(records)}
        assert named == misfits


def play(count: int, seed: int) -> int:
    """Play so many meetings of one committee, each taken back afterwards; the resolutions made."""
    committee, made = a_committee(seats=LINES_A_COMMITTEE), 0
    for number in range(count):
        with database.atomic() as transaction:
            meeting = RandomMeeting(random.Random(f"{seed} {number}"), committee)
            meeting.go_on()
            meeting.compare()
            made += len(meeting.resolutions)
            transaction.rollback()
    assert not Meeting.select().exists()
    return made


@pytest.mark.parametrize("part", range(4))
def test_counts_of_200_random_meetings_equal_a_plain_simulation(store: Path, part: int) -> None:
    assert play(50, seed=part) > 100


@pytest.mark.torture
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(10))
def test_counts_of_10_000_random_meetings_equal_a_plain_simulation(store: Path, part: int) -> None:
    assert play(1_000, seed=1000 + part) > 2_000
