"""An office with the example municipality, and a small program that shows one screen of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import OptionList

from kmtui.paths import Places
from kmtui.settings import Settings
from kmtui.theme import DARK
from models.example.office import make_example
from screens.base.workspace import Office
from screens.routes import screen_for
from screens.terminal.ordered_keys import OrderedKeysApp


@cache
def _example() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "example.db"
        make_example(path)
        return path.read_bytes()


def a_new_office(folder: Path) -> Office:
    """An office without a data file."""
    return Office(Places(folder / "home", folder / "state"), Settings())


def an_office(folder: Path) -> Office:
    """An office with the example, not yet open."""
    office = a_new_office(folder)
    office.places.home.mkdir()
    office.places.database.write_bytes(_example())
    return office


class RoomsApp(OrderedKeysApp[None]):
    """Shows one screen and keeps what it returns."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, office: Office, first: Screen[Any]) -> None:
        super().__init__()
        self.office = office
        self.screen_for = screen_for
        self.first = first
        self.answers: list[object] = []
        self.begin_with_theme(DARK)

    def on_mount(self) -> None:
        if self.office.has_store:
            self.office.open()
        self.push_screen(self.first, self.answers.append)

    def on_unmount(self) -> None:
        self.office.close()


async def at_rest(pilot: Pilot[Any]) -> None:
    """Wait until no worker of the program is at work and the screen is painted."""
    await pilot.pause()
    groups = ("default", "read", "printing")
    waited_for = [worker for worker in pilot.app.workers if worker.group in groups]
    # Textual takes an empty list for all workers: one that waits for a dialog would never end.
    if waited_for:
        await pilot.app.workers.wait_for_complete(waited_for)
    await pilot.pause()


def rows_of(app: App[Any]) -> list[str]:
    """The texts of the rows on the screen."""
    return [_text(option.prompt) for option in app.screen.query_one(OptionList).options]


def toasts(app: App[Any]) -> list[str]:
    """What was told so far, the oldest first."""
    return [note.message for note in app._notifications]


def screen_text(app: App[Any]) -> str:
    """Every row of the terminal as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def _text(prompt: object) -> str:
    return str(getattr(prompt, "text", None) or prompt)
