"""The first screen shows whose office this is and leads on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from textual.screen import Screen

from models.committees.records import Committee
from models.home.overview import read_home
from models.meetings.records import Meeting
from models.office.organization import Organization
from screens.base.help import HelpScreen
from screens.home.home import HomeScreen
from screens.meetings.meetings import MeetingsScreen
from screens.minutes.room import RoomScreen
from screens.widgets.row_list import RowList
from screens.widgets.wrap import ELLIPSIS
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, rows_of, screen_text

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_screen_shows_the_office_and_the_next_task(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = RoomsApp(an_office(tmp_path), HomeScreen())
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_rest(pilot)
        seen = screen_text(app)
        first = rows_of(app)[0]
    assert "เทศบาลตำบลหนองหัวแรต" in seen
    assert "อำเภอหนองบุญมาก จังหวัดนครราชสีมา" in seen
    assert "ปีงบประมาณ" in seen
    assert "วันอังคารที่ ๒๒ ธันวาคม พ.ศ. ๒๕๖๓ เวลา ๑๓.๓๐ น." in seen
    assert "ครั้งที่ ๒/๒๕๖๓" in first
    assert "ยังไม่เริ่ม" in first
    assert "kmtui.db" in seen.replace("\n", "").replace(" ", "")
    assert "Enter" in seen.splitlines()[-1]


async def test_no_row_of_the_first_screen_is_cut_at_80_columns(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), HomeScreen())
    async with app.run_test(size=SIZES[0]) as pilot:
        await at_rest(pilot)
        rows = app.screen.query_one(RowList)
        shown = [rows.render_line(line).text for line in range(rows.size.height)]
    assert not any(ELLIPSIS in row for row in shown)


def test_the_first_paint_reads_no_lexicon() -> None:
    code = """
import asyncio
from pathlib import Path
from tempfile import mkdtemp
from kmtui.thai.lexicon import lexicon
from screens.home.home import HomeScreen
from tests.screens.home.example_app import RoomsApp, an_office, at_rest
async def paint():
    office = an_office(Path(mkdtemp()))  # pytest's own path is too long for its row
    lexicon.cache_clear()  # making the example reads it
    app = RoomsApp(office, HomeScreen())
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        print(type(app.screen).__name__, lexicon.cache_info().currsize)
asyncio.run(paint())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["HomeScreen", "0"]


async def test_the_first_screen_has_its_content_once_it_is_pushed(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), Screen())
    async with app.run_test(size=SIZES[0]) as pilot:
        await at_rest(pilot)
        home = HomeScreen()
        await home.push_with_content()
        assert home.query_one(RowList).option_count
        await at_rest(pilot)
        assert "เทศบาลตำบลหนองหัวแรต" in screen_text(app)


async def test_a_slow_data_file_does_not_delay_the_first_screen(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), Screen())
    async with app.run_test(size=SIZES[0]) as pilot:
        await at_rest(pilot)
        is_readable = Event()
        app.workspace.submit(is_readable.wait)
        home = HomeScreen()
        await home.push_with_content()
        try:
            assert not home.query_one(RowList).option_count
            assert app.screen is home
        finally:
            is_readable.set()
        await at_rest(pilot)
        assert "เทศบาลตำบลหนองหัวแรต" in screen_text(app)


async def test_enter_opens_the_next_meeting(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), HomeScreen())
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("enter")
        await at_rest(pilot)
        assert isinstance(app.screen, RoomScreen)
        meeting = await app.workspace.call(Meeting.get_by_id, app.screen.controller.meeting_id)
    assert (meeting.number, meeting.year) == (2, 2563)


async def test_the_second_row_opens_the_meetings_and_escape_returns(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), HomeScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("down", "enter")
        await at_rest(pilot)
        assert isinstance(app.screen, MeetingsScreen)
        await pilot.press("escape")
        await at_rest(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert app.focused is not None


async def test_returning_to_the_home_screen_shows_changes(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), HomeScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("down", "enter")
        await at_rest(pilot)
        await app.workspace.call(lambda: Organization.update(name="เทศบาลใหม่").execute())
        await app.workspace.call(lambda: Meeting.update(state="closed").execute())
        await pilot.press("escape")
        await at_rest(pilot)
        assert "เทศบาลใหม่" in screen_text(app)
        assert "ยังไม่ได้นัดประชุม" in screen_text(app)
        assert not any("เข้าห้องประชุม" in row for row in rows_of(app))


async def test_a_meeting_in_progress_is_offered_before_an_earlier_planned_one(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path)
    app = RoomsApp(office, HomeScreen())
    async with app.run_test() as pilot:
        await at_rest(pilot)
        first = Meeting.number == 1
        await office.call(lambda: Meeting.update(state="open").where(first).execute())
        home = await office.call(read_home, office.paths.database)
    assert home.next_meeting is not None
    assert home.next_meeting.number == 1


async def test_the_home_screen_reports_no_backup_until_one_exists(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    backups = office.paths.home / "backups"
    backups.mkdir()
    app = RoomsApp(office, HomeScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        assert "สำเนาสำรองล่าสุด ยังไม่มี" in screen_text(app)
        (backups / "kmtui-20201001-090000-000000.db").touch()
        app.first.on_screen_resume()  # type: ignore[attr-defined]
        await at_rest(pilot)
        assert "สำเนาสำรองล่าสุด ยังไม่มี" not in screen_text(app)


async def test_the_row_of_help_and_f1_open_the_help(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), HomeScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        for keys in (["f1"], ["end", "up", "enter"]):
            await pilot.press(*keys)
            await at_rest(pilot)
            assert isinstance(app.screen, HelpScreen)
            await pilot.press("escape")
            await at_rest(pilot)


@pytest.mark.parametrize("keys", [["escape"], ["end", "enter"]])
async def test_escape_and_the_last_row_leave_the_program(tmp_path: Path, keys: list[str]) -> None:
    app = RoomsApp(an_office(tmp_path), HomeScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press(*keys)
        await at_rest(pilot)
    assert app._exit


@pytest.mark.parametrize("text", ["[/]", "[@click=app.quit]x[/]", "ก\x1b[2Jข\x9b2J"])
async def test_a_hostile_office_name_is_shown_as_text_on_the_home_screen(
    tmp_path: Path, text: str
) -> None:
    app = RoomsApp(an_office(tmp_path), HomeScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await app.workspace.call(lambda: Organization.update(name=text, district=text).execute())
        await app.workspace.call(lambda: Meeting.update(place=text).execute())
        await app.workspace.call(lambda: Committee.update(name=text).execute())
        app.first.on_screen_resume()  # type: ignore[attr-defined]
        await at_rest(pilot)
        seen = screen_text(app)
    assert "\x1b" not in seen
    assert "\x9b" not in seen
    assert ("ก" if "\x1b" in text else text) in seen
