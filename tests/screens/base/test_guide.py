"""The handbook is read in the terminal, from the list of commands of each screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.guide.chapters import CHAPTERS, read_chapter
from screens.base.guide import GuideScreen
from screens.base.help import HelpScreen
from screens.commands.minutes import ROOM
from tests.screens.home.example_app import RoomsApp, a_new_office, at_rest, screen_text


async def test_the_chapter_of_the_screen_opens_from_the_list_and_escape_leads_back(
    tmp_path: Path,
) -> None:
    app = RoomsApp(a_new_office(tmp_path), HelpScreen(ROOM))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("f2")
        await at_rest(pilot)
        assert isinstance(app.screen, GuideScreen)
        assert read_chapter("room").heading in screen_text(app)
        await pilot.press("escape")
        await at_rest(pilot)
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("end", "enter")
        await at_rest(pilot)
        assert isinstance(app.screen, GuideScreen)
    assert app.answers == []


@pytest.mark.parametrize(
    ("keys", "step"), [(("right",), 1), (("left",), -1), (("right", "left"), 0)]
)
async def test_arrow_keys_switch_between_chapters(
    tmp_path: Path, keys: tuple[str, ...], step: int
) -> None:
    app = RoomsApp(a_new_office(tmp_path), GuideScreen("room"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press(*keys)
        await at_rest(pilot)
        named = CHAPTERS[CHAPTERS.index("room") + step]
        assert read_chapter(named).heading in screen_text(app)


async def test_a_chapter_is_scrolled_to_its_end(tmp_path: Path) -> None:
    app = RoomsApp(a_new_office(tmp_path), GuideScreen("room"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        assert "ไม่ทับของใคร" not in screen_text(app)
        await pilot.press("end")
        await at_rest(pilot)
        await pilot.pause()
        assert "ไม่ทับของใคร" in screen_text(app)
