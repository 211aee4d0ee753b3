"""Help lists every command of a screen and runs the one that is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.color import ColorSystem
from textual.strip import Strip

from screens.base.help import HelpScreen
from screens.commands import PAGES
from screens.commands.command import Page, keys_label
from screens.commands.everywhere import READ_CHAPTER
from screens.commands.home import HOME
from screens.commands.minutes import ROOM
from tests.screens.home.example_app import RoomsApp, a_new_office, at_rest, rows_of, screen_text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
async def test_the_help_lists_every_command_with_keys_and_description(
    tmp_path: Path, page: Page
) -> None:
    app = RoomsApp(a_new_office(tmp_path), HelpScreen(page))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        rows = rows_of(app)
        seen = screen_text(app)
    for row, command in zip(rows, (*page.commands, READ_CHAPTER), strict=True):
        assert keys_label(command) in row
        assert command.label in row
        assert command.help in row
    assert page.title in seen
    assert all(cell_len(line) <= 80 for line in seen.splitlines())


async def test_the_last_command_is_visible_and_selectable_at_80x24(tmp_path: Path) -> None:
    app = RoomsApp(a_new_office(tmp_path), HelpScreen(ROOM))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("end", "up")
        await at_rest(pilot)
        assert ROOM.commands[-1].help in screen_text(app)
        await pilot.press("enter")
        await at_rest(pilot)
    assert app.answers == [(ROOM.commands[-1].action, "")]


@pytest.mark.parametrize("key", ["escape", "f1"])
async def test_escape_and_the_opening_key_close_the_command_list_without_a_command(
    tmp_path: Path, key: str
) -> None:
    app = RoomsApp(a_new_office(tmp_path), HelpScreen(HOME))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("down", key)
        await at_rest(pilot)
    assert app.answers == [None]


async def test_the_selected_help_row_is_visible_with_16_colours(tmp_path: Path) -> None:
    app = RoomsApp(a_new_office(tmp_path), HelpScreen(HOME))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("down")
        await at_rest(pilot)
        rows = app.screen.query_one("#help-rows")
        chosen, other = _sixteen_colours(rows.render_line(1)), _sixteen_colours(rows.render_line(0))
    assert chosen
    assert other
    assert not chosen & other
    assert all(front != back for front, back in chosen)


def _sixteen_colours(strip: Strip) -> set[tuple[int | None, int | None]]:
    styles = [segment.style for segment in strip]
    return {
        (
            style.color.downgrade(ColorSystem.STANDARD).number,
            style.bgcolor.downgrade(ColorSystem.STANDARD).number,
        )
        for style in styles
        if style is not None and style.color is not None and style.bgcolor is not None
    }


async def test_the_guide_row_is_distinct_from_a_screen_command_with_the_same_key(
    tmp_path: Path,
) -> None:
    app = RoomsApp(a_new_office(tmp_path), HelpScreen(HOME))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        rows = [row for row in rows_of(app) if row.startswith("F2 ")]
    assert [row.startswith("F2 ในรายการนี้ คู่มือ") for row in rows] == [False, True]
