"""Votes, dissents and the chair of a meeting that two secretaries record at one time."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.meetings.chairing import may_chair, take_chair
from models.minutes.vote_counts import Votes
from models.minutes.votes import add_dissent, record_votes
from screens.editing.conflict import ConflictDialog, EitherDialog
from tests.builders import by
from tests.screens.editing.test_conflict import at_leisure, at_rest
from tests.screens.home.example_app import until_choice_counts
from tests.screens.minutes.room_driver import LiveRoom, a_live_room, begun
from tests.screens.minutes.test_tasks_and_votes import decided, to_the_resolution

__all__ = ["at_leisure"]

MINE, THEIRS = Votes(5, 3, 0), Votes(6, 2, 0)


async def at_leisure_seen(room: LiveRoom) -> None:
    """Wait until a dialog of two choices is shown and no key has been pressed for a while."""
    await until_choice_counts(room.pilot)


async def test_votes_recorded_by_another_user_are_shown_before_being_replaced(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, decided) as room:
        await to_the_resolution(room)
        made = room.made[0].id
        await room.type("v2")
        room.other(record_votes, made, THEIRS)
        await room.type("5\n3\n0\n\n")
        assert room.made[0].votes == THEIRS
        assert "มีผู้อื่นบันทึกคะแนนของมตินี้ไปก่อนแล้ว" in room.messages
        # What was counted is asked again as it was typed: Enter says that it is right.
        await room.press("escape", "escape")
        assert "บันทึกแล้ว เห็นชอบ ๖ เสียง" in room.screen
        await room.type("2")
        await room.type("\n\n\n\n")
        assert room.made[0].votes == MINE


async def test_votes_recorded_by_another_user_are_shown_before_being_withdrawn(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, decided) as room:
        await to_the_resolution(room)
        made = room.made[0].id
        room.other(record_votes, made, MINE)
        await room.until(lambda: room.here.controller.item.resolutions[0].votes == MINE)  # type: ignore[union-attr]
        await room.type("v")
        room.other(record_votes, made, THEIRS)
        await room.type("4")
        assert room.made[0].votes == THEIRS
        assert "ลบคะแนนแล้ว" not in room.messages


@pytest.mark.usefixtures("at_leisure")
async def test_a_reason_of_dissent_written_by_two_users_opens_the_conflict_dialog(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, decided) as room:
        await to_the_resolution(room)
        made, line = room.made[0].id, room.stored.roll.present[1].attendance_id
        number = room.stored.roll.present[1].number
        await room.type("v3")
        await room.type(f"{number}\n")
        room.other(add_dissent, made, line, "เหตุผลของเขา")
        await room.type("เหตุผลของฉัน\n")
        await room.until(lambda: isinstance(room.app.screen, ConflictDialog))
        await at_rest(room)
        await room.press("3")
        assert room.made[0].dissents[0].reason == "เหตุผลของเขา\nเหตุผลของฉัน"


@pytest.mark.usefixtures("at_leisure")
async def test_two_users_naming_different_chairs_get_a_choice(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        theirs = may_chair(room.stored.roll)[-1].attendance_id
        await room.press("h", "enter")
        room.other(by, "อีกคน", take_chair, room.meeting_id, theirs, "ประธานป่วย")
        await room.press("ctrl+u")
        await room.type("ประธานติดประชุมอำเภอ\n")
        await room.until(lambda: isinstance(room.app.screen, EitherDialog))
        await at_leisure_seen(room)
        await room.press("2")
        stands_in = room.stored.roll.stands_in
        assert stands_in is not None
        assert (stands_in.attendance_id, stands_in.chair_reason) == (theirs, "ประธานป่วย")
