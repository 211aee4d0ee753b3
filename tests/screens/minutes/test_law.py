"""Votes, interest, want of a quorum and adoption in the meeting room, by keys."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

from models.committees.agenda_templates import ItemKind
from models.meetings.records import (
    Meeting,
    MeetingState,
    close_meeting,
    mark,
    meeting_by_id,
    plan_meeting,
    roll_of,
    start_meeting,
)
from models.meetings.roll import AttendanceStatus
from models.minutes.lifecycle import check_minutes
from models.minutes.records import add_item
from models.minutes.vote_counts import CastingVote, Votes
from models.office.locations import InMeeting
from screens.minutes.room import RoomScreen
from tests.screens.minutes.room_driver import a_live_room, begun


def too_few_came(meeting_id: int) -> None:
    for entry in roll_of(Meeting.get_by_id(meeting_id)).seats:
        mark(entry.attendance_id, AttendanceStatus.ABSENT, "ติดราชการ")


def next_is_held(meeting_id: int) -> None:
    """The meeting is over and checked; its committee meets again, and that is the open one."""
    begun(meeting_id)
    meeting = Meeting.get_by_id(meeting_id)
    close_meeting(meeting_id, time(23, 59))
    check_minutes(meeting_id)
    later = plan_meeting(
        meeting.committee_id, meeting.held_on + timedelta(days=30), time(9), "ห้องประชุม"
    )
    add_item(later, f"รับรองรายงานการประชุม ครั้งที่ {meeting.label}", ItemKind.ADOPTION)
    start_meeting(later, time(9))


async def test_recording_a_tie_asks_for_the_chairs_casting_vote(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f4")
        await room.type("3\n")
        await room.type("v2")
        await room.type("4\n4\n0\n\n")
        assert "คะแนนเท่ากัน ประธานออกเสียงชี้ขาด" in room.screen
        await room.press("escape")
        assert room.made[0].votes is None
        await room.type("2")
        await room.type("4\n4\n0\n\n")
        await room.type("1")
        assert room.made[0].votes == Votes(4, 4, 0, casting_vote=CastingVote.FOR)


async def test_a_secret_ballot_is_recorded_and_votes_against_the_outcome_are_refused(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f4")
        await room.type("3\n")
        await room.type("v6")
        await room.type("6\n2\n0\n\n")
        assert room.made[0].votes == Votes(6, 2, 0, secret=True)
        await room.type("v6")
        await room.press("ctrl+u")
        await room.type("2\n")
        await room.press("ctrl+u")
        await room.type("6\n\n\n")
        assert "แต่มตินี้บันทึกว่าอนุมัติ" in room.messages
        assert room.made[0].votes == Votes(6, 2, 0, secret=True)


async def test_a_recusal_is_recorded_for_one_item_by_keys(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.type("ข")  # the key - under the Thai layout
        await room.press("down", "enter")
        await room.type("เป็นคู่สัญญา\n")
        (withdrew,) = room.item.recusals
        assert withdrew.reason == "เป็นคู่สัญญา"
        await room.type("z")
        assert room.item.recusals == ()
        await room.type("y")
        assert room.item.recusals == (withdrew,)
        await room.press("f4")
        await room.type("3\n")
        assert room.made[0].present_count == 7
        await room.type("-")
        assert "✓ ออกแล้ว: เป็นคู่สัญญา" in room.screen
        await room.press("down", "enter")
        assert room.item.recusals == ()
        await room.type("z")
        assert room.item.recusals == (withdrew,)


async def test_one_resolution_decides_several_matters(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f4")
        await room.type("3\n")
        await room.type("=")
        await room.press("enter")
        (joint,) = (each for each in room.stored.items if each.decided_by is not None)
        assert joint.decided_by == room.made[0].id
        await room.type("z")
        assert not any(each.decided_by for each in room.stored.items)
        await room.type("y")
        assert joint in room.stored.items
        await room.type("=")
        await room.press("enter")
        assert not any(each.decided_by for each in room.stored.items)


async def test_a_meeting_without_quorum_closes_as_such_and_is_called_again(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, too_few_came) as room:
        await room.press("f6")
        assert "ปิดเพราะไม่ครบองค์ประชุม" in room.screen
        await room.type("1")
        again_on = room.stored.held_on + timedelta(days=7)
        await room.press("ctrl+u")
        await room.type("23.30\n")
        await room.type(f"{again_on.day}/{again_on.month}/{again_on.year + 543}\n\n")
        room_state = room.stored
        assert (room_state.state, room_state.opened_at) == (MeetingState.CLOSED, None)
        assert room_state.closed_at == time(23, 30)
        again = room.other(lambda: Meeting.get(Meeting.reconvenes == room.meeting_id))
        assert (again.held_on, again.notice_says_one_third) == (again_on, True)


async def test_the_adopt_key_at_the_adoption_item_opens_the_minutes_and_escape_returns(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, next_is_held) as room:
        later = room.other(lambda: Meeting.select().order_by(Meeting.id.desc()).get())
        first = room.meeting_id
        await room.press("escape")
        await room.app.push_screen(RoomScreen(later.id))
        await room.rest()
        await room.type("a")
        here = room.app.screen
        assert isinstance(here, RoomScreen)
        assert here.is_at(InMeeting(first))
        await room.type("a")
        assert "รับรองรายงาน" in room.screen
        await room.press("enter", "enter")
        await room.type("นายประธาน ใจดี: หน้า ๒ แก้ ๑๐ เป็น ๑๒\n\n")
        adopted = room.other(lambda: meeting_by_id(first))
        assert (adopted.adopted_by_id, adopted.adopted_on) == (later.id, later.held_on)
        (correction,) = room.other(lambda: list(adopted.corrections))
        assert (correction.asked_by, correction.text) == ("นายประธาน ใจดี", "หน้า ๒ แก้ ๑๐ เป็น ๑๒")
        await room.press("escape")
        assert isinstance(room.app.screen, RoomScreen)
        assert room.app.screen.is_at(InMeeting(later.id))
