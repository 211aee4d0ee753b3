"""The order of work of an office that begins: shown, followed, finished, called again."""

from __future__ import annotations

from pathlib import Path

import pytest

from kmtui.settings import STEPS_HIDDEN, Settings, change_setting, read_settings
from models.home.first_steps import FirstStep, FirstSteps, read_first_steps
from models.home.overview import create_office
from models.meetings.records import Meeting, MeetingState
from models.office.organization import Organization
from models.people.operations import add_division
from screens.base.workspace import Workspace
from screens.committees.orders import OrdersScreen
from screens.home.home import HomeScreen
from screens.meetings.meetings import MeetingsScreen
from screens.office.settings import SettingsScreen
from screens.people.divisions import DivisionsScreen
from screens.people.people import PeopleScreen
from screens.people.posts import PostsScreen
from screens.printing.printing import PrintDialog
from tests.builders import a_committee, a_held_post, a_meeting, an_office
from tests.other_office import make_other_office
from tests.screens.home.example_app import (
    RoomsApp,
    a_new_office,
    at_rest,
    rows_of,
    screen_text,
    toasts,
    wait_until,
)
from tests.screens.home.example_app import an_office as an_example

HEADING = "ลำดับงานเมื่อเริ่มใช้"
COUNT = len(FirstStep)


def an_empty_office(folder: Path) -> Workspace:
    """An office with a name and nothing else."""
    office = a_new_office(folder)
    office.paths.home.mkdir()
    create_office(office.paths.database, "เทศบาลตำบลทุ่งสง่า", "วังน้ำเย็น", "สระแก้ว")
    return office


def next_row(app: RoomsApp) -> str:
    """The row of the step that is next."""
    return next(row for row in rows_of(app) if "▸" in row)


async def test_the_first_steps_lead_an_empty_office_and_return_to_the_first_screen(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_empty_office(tmp_path), HomeScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        seen = screen_text(app)
        assert HEADING in seen
        assert f"ทำแล้ว ๐ จาก {'๐๑๒๓๔๕๖๗๘๙'[COUNT]} ขั้น" in seen
        assert all(step.value in seen for step in FirstStep)
        assert "หน่วยงาน" in next_row(app)
        await pilot.press("enter")
        await at_rest(pilot)
        assert isinstance(app.screen, DivisionsScreen)
        await app.workspace.call(add_division, "สำนักปลัดเทศบาล")
        await pilot.press("escape")
        await at_rest(pilot)
        # The step is done; the cursor is on the next, which Enter opens.
        assert rows_of(app)[0].startswith(" ✓")
        assert "ตำแหน่ง" in next_row(app)
        await pilot.press("enter")
        await at_rest(pilot)
        assert isinstance(app.screen, PostsScreen)


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        *((0, DivisionsScreen), (1, PostsScreen), (2, PeopleScreen), (3, OrdersScreen)),
        *((4, MeetingsScreen), (5, SettingsScreen), (6, MeetingsScreen)),
    ],
)
async def test_every_first_step_opens_its_screen_and_escape_returns(
    tmp_path: Path, row: int, kind: type
) -> None:
    app = RoomsApp(an_empty_office(tmp_path), HomeScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("home", *["down"] * row, "enter")
        await at_rest(pilot)
        assert isinstance(app.screen, kind)
        await pilot.press("escape")
        await at_rest(pilot)
        assert isinstance(app.screen, HomeScreen)


def states(steps: FirstSteps) -> dict[FirstStep, bool]:
    return {each.step: each.is_done for each in steps.states}


def test_a_first_step_is_done_once_its_records_exist(store: Path) -> None:
    Organization.create(name="เทศบาลตำบลทุ่งสง่า", district="วังน้ำเย็น", province="สระแก้ว")
    assert not any(states(read_first_steps(False)).values())
    a_held_post("สมศรี", name="ปลัดเทศบาล")
    done = states(read_first_steps(False))
    assert [done[FirstStep.POSTS], done[FirstStep.PEOPLE]] == [True, True]
    assert not done[FirstStep.ORDER]
    a_committee()
    assert states(read_first_steps(False))[FirstStep.ORDER]


def test_first_steps_name_the_missing_settings(store: Path) -> None:
    Organization.create(name="ก", district="ข", province="ค", telephone="02", meeting_place="ห้อง")
    said = {each.step: each.words for each in read_first_steps(True).states}
    assert said[FirstStep.SETTINGS] == "ยังไม่ได้ตั้ง เลขที่หนังสือ"


def test_the_last_step_names_the_meeting_whose_minutes_are_not_printed(store: Path) -> None:
    office = make_other_office()
    steps = read_first_steps(False)
    by_step = {each.step: each for each in steps.states}
    assert by_step[FirstStep.MINUTES].meeting_id == office.held_id
    assert steps.has_finished  # three meetings: the office is not new


def test_checking_minutes_completes_the_first_steps(store: Path) -> None:
    an_office()
    meeting = a_meeting()
    assert not read_first_steps(False).has_finished
    Meeting.update(state=MeetingState.CHECKED).where(Meeting.id == meeting.id).execute()
    assert read_first_steps(False).has_finished


async def test_an_office_with_minutes_shows_the_first_steps_only_on_request(tmp_path: Path) -> None:
    app = RoomsApp(an_example(tmp_path), HomeScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        assert "▸" not in screen_text(app)
        await pilot.press("f2")
        await at_rest(pilot)
        await wait_until(pilot, lambda: "ทำแล้ว" in screen_text(app))
        await pilot.press("f2")
        await at_rest(pilot)
        await wait_until(pilot, lambda: "ทำแล้ว" not in screen_text(app))
    assert read_settings(app.workspace.paths.settings).first_steps == STEPS_HIDDEN


async def test_printing_the_first_minutes_hides_the_first_steps(tmp_path: Path) -> None:
    office = an_example(tmp_path)
    office.settings = change_setting(office.paths.settings, Settings(), "first_steps", "แสดง")
    app = RoomsApp(office, HomeScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        assert "ทำแล้ว" in screen_text(app)
        app.push_screen(MeetingsScreen())
        await at_rest(pilot)
        await pilot.press("end", "f8")
        await wait_until(pilot, lambda: isinstance(app.screen, PrintDialog))
        at = next(at for at, row in enumerate(rows_of(app)) if "รายงานการประชุม" in row)
        await pilot.press(str(at + 1), "enter")
        await wait_until(pilot, lambda: any("บันทึกแล้ว" in each for each in toasts(app)))
        await wait_until(pilot, lambda: app.workspace.settings.first_steps == STEPS_HIDDEN)
        await pilot.press("escape")
        await at_rest(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "ทำแล้ว" not in screen_text(app)
