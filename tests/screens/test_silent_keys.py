"""Every key of a screen with nothing in it acts, or a sentence says what to do.

The screens are those of all destinations, in an office that has a name and nothing else, and those
of an order, a person, a post, a plan and a meeting with nothing in them. The keys come from the
table of commands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from models.committees.orders import draft_order
from models.home.overview import create_office
from models.office.locations import (
    InMeeting,
    InMonitoring,
    InOrder,
    InOrderMemo,
    InPlan,
    InProgress,
    Location,
    OfPerson,
    OfPost,
)
from models.plan.lifecycle import create_plan
from models.storage.store import close_store, open_store
from screens.base.screen import KmScreen
from screens.commands.command import Command, written_keys
from screens.navigation.destinations import Destination, Reconciliation
from tests.builders import a_meeting, a_person, a_post
from tests.screens.home.example_app import a_new_office, screen_text
from tests.screens.minutes.room_driver import ListeningApp, LiveRoom
from tests.screens.test_no_dead_ends import YEAR, destinations

RECORDS: dict[str, Callable[[], Destination]] = {
    "order": lambda: InOrder(draft_order("แต่งตั้งคณะทำงาน")),
    "removed_memo": lambda: InOrderMemo(draft_order("แต่งตั้งคณะทำงาน")),
    "person": lambda: OfPerson(a_person().id),
    "post": lambda: OfPost(a_post("ปลัดเทศบาล").id),
    "plan": lambda: InPlan(create_plan(YEAR), YEAR),
    "progress": lambda: _of_plan(InProgress(YEAR)),
    "monitoring": lambda: _of_plan(InMonitoring(YEAR)),
    "meeting": lambda: InMeeting(a_meeting(0).id),
    "reconciliation": lambda: Reconciliation(a_meeting(0).id),
}
# Commands of every screen, whose work is not on the screen's records.
ELSEWHERE = {"back", "leave", "cancel", "help", "redraw", "check_here", "quit_program"}
# A key of the field that is typed in; without one it moves nothing and changes nothing.
IN_A_FIELD = {"other_field", "earlier_field", "paragraph"}
# A meeting has the items of its committee at once; the first one cannot go higher.
AT_THE_TOP = {"move_up"}


def _of_plan(to: Location) -> Location:
    create_plan(YEAR)
    return to


def a_place(name: str) -> Callable[[], Destination]:
    found = {type(each).__name__: each for each in destinations()}
    return RECORDS.get(name) or (lambda: found[name])


PLACES = [*(type(each).__name__ for each in destinations()), *RECORDS]


def painted(app: ListeningApp) -> str:
    """The screen with its colours, so that a moved cursor is seen, too."""
    return repr(app.screen._compositor.render_strips())


async def shown(live: LiveRoom, home: KmScreen[None], to: Destination) -> Screen[Any]:
    """Open a destination from the first screen; return its screen, dialogs above it closed."""
    while live.app.screen is not home:
        live.app.screen.dismiss(None)
        await live.rest()
    await home.open(to)
    await live.rest()
    opened = live.app.screen_stack[live.app.screen_stack.index(home) + 1]
    while live.app.screen is not opened:
        live.app.screen.dismiss(None)
        await live.rest()
    return opened


def keys_of(page_commands: tuple[Command, ...]) -> Iterator[tuple[Command, str]]:
    for command in page_commands:
        if command.id not in ELSEWHERE | IN_A_FIELD | AT_THE_TOP:
            yield from ((command, key) for key in written_keys(command))


@pytest.mark.parametrize("name", PLACES)
async def test_every_key_of_an_empty_screen_acts_or_says_what_to_do(
    tmp_path: Path, name: str
) -> None:
    office = a_new_office(tmp_path)
    office.paths.home.mkdir()
    create_office(office.paths.database, "เทศบาลตำบลทุ่งสง่า", "วังน้ำเย็น", "สระแก้ว")
    open_store(office.paths.database)
    to = a_place(name)()
    close_store()
    app, silent = ListeningApp(office), list[str]()
    try:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            live = LiveRoom(app, pilot, 0)
            await live.rest()
            home = app.screen
            assert isinstance(home, KmScreen)
            screen = await shown(live, home, to)
            for command, key in keys_of(screen.PAGE.commands):  # type: ignore[attr-defined]
                if app.screen is not screen:
                    screen = await shown(live, home, to)
                app.clear_notifications()
                await live.rest()
                heard, before, focused = len(app.heard), painted(app), app.focused
                await live.press(key)
                is_same = app.screen is screen and app.focused is focused
                if is_same and len(app.heard) == heard and painted(app) == before:
                    silent.append(f"{key}: {command.id} {command.label}")
            seen = screen_text(app)
    finally:
        office.close()
    assert silent == [], seen
