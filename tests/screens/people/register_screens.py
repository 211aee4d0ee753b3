"""What the tests of the register's screens share: waiting for a screen, typing into dialogs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from models.home.overview import create_office
from screens.base.workspace import Workspace
from screens.widgets.row_list import RowList
from tests.screens.home.example_app import a_new_office, at_rest, screen_text, wait_until
from tests.screens.minutes.type_thai import type_thai

HOSTILE = "[/] [@click=app.quit]x[/] ก\x1b[2Jข"


def an_empty_office(folder: Path) -> Workspace:
    """An office with a name and nothing else."""
    office = a_new_office(folder)
    create_office(office.paths.database, "เทศบาลตำบลทดสอบ", "เมือง", "เลย")
    return office


async def until(pilot: Pilot[Any], kind: type[Screen[Any]] | tuple[type[Screen[Any]], ...]) -> None:
    """Wait until a screen of this kind stands."""
    app = pilot.app
    await wait_until(pilot, lambda: isinstance(app.screen, kind) and app.screen.is_mounted)
    await at_rest(pilot)


async def press(pilot: Pilot[Any], key: str, kind: type[Screen[Any]]) -> None:
    """Press a key and wait for the screen it leads to."""
    await pilot.press(key)
    await until(pilot, kind)


async def answer(pilot: Pilot[Any], text: str, kind: type[Screen[Any]]) -> None:
    """Type an answer (a newline is Enter) and wait for the screen that follows."""
    await type_thai(pilot, text)
    await until(pilot, kind)


async def until_seen(pilot: Pilot[Any], words: str) -> None:
    """Wait until these words stand on the screen."""
    await wait_until(pilot, lambda: words in screen_text(pilot.app))


async def until_gone(pilot: Pilot[Any], words: str) -> None:
    """Wait until no row of the list has these words."""
    await wait_until(pilot, lambda: not any(words in row for row in row_texts(pilot)))


async def move_cursor_to(pilot: Pilot[Any], *words: str) -> None:
    """Put the cursor on the first row that has, as one of its words, one of these."""
    await at_rest(pilot)
    rows = pilot.app.screen.query_one(RowList)
    found = [at for at, text in enumerate(row_texts(pilot)) if any(word in text for word in words)]
    assert found, screen_text(pilot.app)
    rows.highlighted = found[0]
    await pilot.pause()


def row_texts(pilot: Pilot[Any]) -> list[str]:
    """The rows of the list on the screen as text, also those of several lines."""
    options = pilot.app.screen.query_one(RowList).options
    return [_text(option.prompt) for option in options]


def _text(prompt: object) -> str:
    made = getattr(prompt, "lines", None)
    return "".join(line.text for line in made) if made else str(getattr(prompt, "text", ""))
