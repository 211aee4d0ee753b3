"""What the tests of the register's screens share: waiting for a screen, typing into dialogs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from models.home import found_office
from screens.office import Office
from tests.screens.first_rooms import a_new_office, at_rest, screen_text
from tests.screens.type_thai import type_thai

HOSTILE = "[/] [@click=app.quit]x[/] ก\x1b[2Jข"


def an_empty_office(folder: Path) -> Office:
    """An office with a name and nothing else."""
    office = a_new_office(folder)
    found_office(office.places.database, "เทศบาลตำบลทดสอบ", "เมือง", "เลย")
    return office


async def until(pilot: Pilot[Any], kind: type[Screen[Any]]) -> None:
    """Wait until a screen of this kind stands."""
    for _ in range(300):
        await pilot.pause(0.01)
        if isinstance(pilot.app.screen, kind) and pilot.app.screen.is_mounted:
            await at_rest(pilot)
            return
    raise AssertionError(f"no {kind.__name__}:\n{screen_text(pilot.app)}")


async def press(pilot: Pilot[Any], key: str, kind: type[Screen[Any]]) -> None:
    """Press a key and wait for the screen it leads to."""
    await pilot.press(key)
    await until(pilot, kind)


async def answer(pilot: Pilot[Any], text: str, kind: type[Screen[Any]]) -> None:
    """Type an answer (a newline is Enter) and wait for the screen that follows."""
    await type_thai(pilot, text)
    await until(pilot, kind)
