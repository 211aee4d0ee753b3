"""No list is a dead end: an empty one says what fills it, and Enter on nothing says why.

The screens are those of all destinations, in an office that has a name and nothing else.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec import NODEFAULT
from msgspec.structs import fields
from textual.screen import Screen
from textual.widgets import OptionList

from kmtui.thai.dates import fiscal_year
from models.home.overview import create_office
from screens.lists.filter_list import FilterScreen
from screens.lists.row_screen import RowScreen
from screens.routes import ROUTES, screen_for
from tests.screens.home.example_app import (
    RoomsApp,
    a_new_office,
    an_office,
    at_rest,
    screen_text,
    toasts,
)

YEAR = fiscal_year(date.today())
# Tables and charts have no list; these lists have rows in any office.
WITHOUT_A_LIST = {
    "AssessmentSummary",
    "InAssessment",
    "InMonitoring",
    "InProgress",
    "InSurvey",
    "SurveySummary",
}
NEVER_EMPTY = {"InEvidence", "Settings", "Snippets"}
WITH_A_TEST_OF_THEIR_ENTER = {"Deadlines", "InEvidence", "InKnowledge", "MeetingList", "SearchAll"}
VALUES: dict[str, Any] = {"fiscal_year": YEAR, "year": YEAR, "due": ()}


def is_of_a_record(kind: type[Any]) -> bool:
    """Whether a destination is in a record, which an empty office does not have."""
    needed = (each.name for each in fields(kind) if each.default is NODEFAULT)
    return any(name not in VALUES and name.endswith("_id") for name in needed)


def destinations() -> list[Any]:
    """One of every kind of destination that an empty office can open."""
    return [
        kind(**{each.name: VALUES[each.name] for each in fields(kind) if each.name in VALUES})
        for kind in ROUTES
        if not is_of_a_record(kind)
    ]


def row_list(screen: Screen[Any]) -> OptionList | None:
    """The list of a screen; None if it is no list."""
    found = screen.query(OptionList)
    return found.first() if found else None


def test_the_tried_screens_include_the_lists_of_an_office() -> None:
    names = {type(each).__name__ for each in destinations()}
    assert names >= {"MeetingList", "OrderList", "People", "Posts", "Divisions", "PlanList"}


@pytest.mark.parametrize("to", destinations(), ids=lambda to: type(to).__name__)
async def test_an_empty_list_shows_how_to_fill_it_and_enter_shows_why_nothing_opens(
    tmp_path: Path, to: Any
) -> None:
    office = a_new_office(tmp_path)
    office.paths.home.mkdir()
    create_office(office.paths.database, "เทศบาลตำบลทุ่งสง่า", "วังน้ำเย็น", "สระแก้ว")
    app = RoomsApp(office, Screen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        shown = screen_for(to)
        app.push_screen(shown)
        await at_rest(pilot)
        rows = row_list(shown)
        if rows is None or any(not each.disabled for each in rows.options):
            assert type(to).__name__ in (WITHOUT_A_LIST if rows is None else NEVER_EMPTY)
            return
        seen, before = screen_text(app), len(toasts(app))
        says = ("กด ", "จะมาอยู่ที่นี่", "ไม่มี", "ไม่พบ", "ว่าง", "พิมพ์")
        assert any(word in seen for word in says), seen
        await pilot.press("enter")
        await at_rest(pilot)
        told = toasts(app)[before:]
        assert app.screen is not shown or told, f"Enter said nothing:\n{screen_text(app)}"


ROWS_TRIED = (0, 3)


@pytest.mark.parametrize("to", destinations(), ids=lambda to: type(to).__name__)
async def test_enter_on_a_row_opens_a_screen_or_shows_a_reason(tmp_path: Path, to: Any) -> None:
    for number in ROWS_TRIED:
        folder = tmp_path / str(number)
        folder.mkdir()
        app = RoomsApp(an_office(folder), Screen())
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await at_rest(pilot)
            shown = screen_for(to)
            app.push_screen(shown)
            await at_rest(pilot)
            rows = row_list(shown)
            if rows is None or not isinstance(shown, FilterScreen | RowScreen):
                assert type(to).__name__ in WITHOUT_A_LIST | WITH_A_TEST_OF_THEIR_ENTER
                return
            await pilot.press(*["down"] * number)
            before, seen = len(toasts(app)), screen_text(app)
            await pilot.press("enter")
            await at_rest(pilot)
            is_silent = app.screen is shown and len(toasts(app)) == before
            assert not is_silent or screen_text(app) != seen, f"row {number}:\n{seen}"
