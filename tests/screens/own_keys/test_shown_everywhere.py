"""No screen names a key that its person has changed: every function key here has Shift."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.screen import Screen

from models.checks.core.finding import Finding, FindingLocation, Severity
from models.home.overview import create_office
from models.office.locations import InMeeting, InPlan
from screens.checks.checks import with_own_keys
from screens.commands import PAGES
from screens.commands.command import Command, Page, keys_label, written_keys
from screens.commands.minutes import ROOM
from screens.commands.plan import PLAN
from screens.home.home import HomeScreen
from screens.own_keys.chosen import OwnKeys, use_own_keys
from screens.routes import screen_for
from tests.screens.home.example_app import RoomsApp, a_new_office, at_rest, screen_text
from tests.screens.test_no_dead_ends import destinations
from tests.screens.test_routes import a_program, locations, pages

MOVED = re.compile(r"f[2-9]")
MOVED_AND_SHOWN = "Shift+F"
USUAL = re.compile(r"(?<![+\w])F[2-9](?!\d)")


def moved(command: Command) -> tuple[str, ...]:
    keys = written_keys(command)
    return tuple(f"shift+{key}" if MOVED.fullmatch(key) else key for key in keys)


def moved_keys(page: Page) -> dict[str, tuple[str, ...]]:
    return {each.name: moved(each) for each in page.commands if moved(each) != written_keys(each)}


@pytest.fixture(autouse=True)
def own() -> Iterator[OwnKeys]:
    own = OwnKeys((page, moved_keys(page)) for page in PAGES if moved_keys(page))
    use_own_keys(own)
    yield own
    use_own_keys(OwnKeys())


def usual_keys_in(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if USUAL.search(line)]


def test_the_lists_of_commands_name_own_keys_only(own: OwnKeys) -> None:
    texts = (f"{keys_label(c)} {c.help}" for page in PAGES for c in own.page(page).commands)
    assert usual_keys_in("\n".join(texts)) == []


async def test_no_screen_of_an_office_names_a_key_that_was_changed(tmp_path: Path) -> None:
    found = []
    async with a_program(tmp_path) as live:
        home = live.app.screen
        assert isinstance(home, HomeScreen)
        found += usual_keys_in(live.screen)
        assert MOVED_AND_SHOWN in live.screen
        for to, page in (*live.other(locations), *live.other(pages)):
            await home.open(to)
            await live.rest()
            found += [f"{page.title}: {line}" for line in usual_keys_in(live.screen)]
            while live.app.screen is not home:
                live.app.screen.dismiss(None)
                await live.rest()
        found += usual_keys_in(live.messages)
    assert found == []


def test_the_advice_of_a_finding_names_the_keys_of_the_screen_where_it_is_corrected() -> None:
    use_own_keys(OwnKeys([(PLAN, {"progress": ("shift+f6",)}), (ROOM, {"task": ("f11",)})]))
    place = FindingLocation("แผน", location=InPlan(1, 2564))
    of_plan = Finding("x", Severity.WARNING, place, 0, "กิจกรรมไม่มีผล", "บันทึกผล (F6)", "ไม่มีผล")
    of_meeting = replace(of_plan, place=FindingLocation("การประชุม", location=InMeeting(1)))
    assert with_own_keys(of_plan.expected, of_plan) == "บันทึกผล (Shift+F6)"
    assert with_own_keys("มอบหมาย (F9)", of_plan) == "มอบหมาย (F9)"
    assert with_own_keys("มอบหมาย (F9)", of_meeting) == "มอบหมาย (F11)"
    assert with_own_keys(of_meeting.expected, of_meeting) == "บันทึกผล (F6)"


async def test_no_empty_screen_names_a_key_that_was_changed(tmp_path: Path) -> None:
    office = a_new_office(tmp_path)
    office.paths.home.mkdir()
    create_office(office.paths.database, "เทศบาลตำบลทุ่งสง่า", "วังน้ำเย็น", "สระแก้ว")
    app, found, named = RoomsApp(office, Screen()), [], 0
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        base = app.screen
        for to in destinations():
            app.push_screen(screen_for(to))
            await at_rest(pilot)
            found += [f"{to}: {line}" for line in usual_keys_in(screen_text(app))]
            named += MOVED_AND_SHOWN in screen_text(app)
            while app.screen is not base:
                app.screen.dismiss(None)
                await pilot.pause()
    assert found == []
    assert named > 10, "the changed keys themselves are shown"
