"""The meetings of a year on the screen: attendance, resolutions, the way to a resolution."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.meetings.meetings import MeetingsScreen
from screens.meetings.year import MeetingYearScreen
from screens.minutes.room import RoomScreen
from screens.printing.printing import PrintDialog
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, screen_text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_attendance_and_resolutions_of_the_year_are_shown_and_opened(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("f3")
        await at_rest(pilot)
        assert isinstance(app.screen, MeetingYearScreen)
        seen = screen_text(app)
        for words in ("การประชุมทั้งปี พ.ศ. ๒๕๖๓", "ประชุมแล้ว ๑", "มา ๑/๑", "F3"):
            assert words in seen
        await pilot.press("f3", "2")
        await at_rest(pilot)
        assert "มติที่ประชุม" in screen_text(app)
        assert "๑/๒๕๖๓ วาระ" in screen_text(app)
        await pilot.press("f8")
        await at_rest(pilot)
        assert isinstance(app.screen, PrintDialog)
        assert "ทะเบียนมติที่ประชุมทั้งปี" in screen_text(app)
        await pilot.press("escape")
        await at_rest(pilot)
        await pilot.press("enter")
        await at_rest(pilot)
        assert isinstance(app.screen, RoomScreen)
        assert app.screen.talk.selected is not None
