"""The room forgives: it asks before the wrong day, takes names, shows what was fixed elsewhere."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from models.meetings.notice import move_meeting
from models.meetings.records import start_meeting
from models.meetings.roll import AttendanceStatus
from models.minutes.records import Statement
from screens.checks.checks import ChecksScreen
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.prompt import PromptDialog
from tests.screens.minutes.room_driver import a_live_room, begun
from tests.screens.minutes.test_tasks_and_votes import decided, to_the_resolution


def in_four_days(meeting_id: int) -> None:
    """The meeting is planned for a day to come."""
    move_meeting(meeting_id, date.today() + timedelta(days=4), time(13, 30), "ห้องประชุม")


async def test_starting_a_meeting_before_its_day_asks_for_confirmation(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, in_four_days) as room:
        await room.press("f6")
        assert isinstance(room.app.screen, ListDialog)
        assert "นัดไว้" in room.screen
        await room.press("enter")
        assert room.stored.state == "planned"
        await room.press("f6", "escape")
        assert room.stored.state == "planned"


@pytest.mark.parametrize(("key", "days"), [("2", 0), ("3", 4)])
async def test_a_meeting_started_early_keeps_its_day_or_takes_today(
    tmp_path: Path, key: str, days: int
) -> None:
    async with a_live_room(tmp_path, in_four_days) as room:
        await room.press("f6", key)
        await room.until(lambda: room.stored.state == "open")
        assert room.stored.held_on == date.today() + timedelta(days=days)


async def test_one_key_marks_the_rest_as_absent_and_can_be_undone(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun_without_a_roll) as room:
        await room.press("f2", "f9")
        stored = room.stored.roll.entries
        absent = [each.number for each in stored if each.status == AttendanceStatus.ABSENT]
        assert absent == [number for number in range(1, 10) if number not in (6,)]
        await room.press("z")
        assert all(each.status != AttendanceStatus.ABSENT for each in room.stored.roll.entries)


def begun_without_a_roll(meeting_id: int) -> None:
    start_meeting(meeting_id, time(0))


async def test_a_closed_meeting_names_the_key_that_reopens_it(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, number=1) as room:
        await room.press("f4")
        assert "กด R เปิดใหม่" in room.messages
        await room.press("r")
        assert isinstance(room.app.screen, PromptDialog)


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c", "ctrl+ๆ", "ctrl+แ"])
async def test_quit_keys_of_other_programs_ask_for_confirmation(tmp_path: Path, key: str) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press(key)
        assert isinstance(room.app.screen, ConfirmDialog)
        assert "ออกจากโปรแกรมหรือไม่" in room.screen
        await room.press(key)  # held down
        await room.press("enter")
        assert room.here is room.app.screen
        await room.press(key)
        await room.press("left", "enter")
        await room.until(lambda: room.app._exit)


async def test_a_dissenting_member_is_recorded_by_name(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, decided) as room:
        present = room.stored.roll.present
        family = present[1].name.split()[-1]
        await to_the_resolution(room)
        await room.press("v", "3")
        await room.type("ไม่มีชื่อนี้\n")
        assert "ไม่มีผู้มาประชุม" in room.screen
        await room.press("end", "ctrl+u")
        await room.type("นาง\n")
        assert "หมายถึงผู้ใด" in room.screen
        await room.press("end", "ctrl+u")
        await room.type(f"{family}\n")
        await room.type("งบไม่พอ\n")
        await room.until(lambda: room.made[0].dissents)
        assert room.made[0].dissents[0].attendance_id == present[1].attendance_id


async def test_the_room_shows_a_fix_made_on_the_checks_screen(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        await room.type("1\nขออนุญาติ\n")
        await room.press("escape", "ctrl+g")
        assert isinstance(room.app.screen, ChecksScreen)
        fixed = "ขออนุญาต"

        def fix() -> None:
            said = Statement.text.contains("อนุญาติ")
            Statement.update(text=fixed).where(said).execute()

        await room.app.workspace.call(fix)
        await room.press("escape")
        assert "อนุญาติ" not in room.screen
        assert fixed in room.screen
