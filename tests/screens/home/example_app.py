"""An office with the example municipality, and a small program that shows one screen of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import OptionList
from textual.worker import Worker

from kmtui.paths import DataPaths
from kmtui.settings import Settings
from kmtui.theme import DARK
from models.example.office import make_example
from screens.base.workspace import Workspace
from screens.editing import conflict
from screens.routes import command_list, screen_for
from screens.terminal.ordered_keys import OrderedKeysApp
from tests.conftest import PATIENCE_S

_LOOK_EVERY_S = 0.01
# Their workers ask through dialogs and pages.
_ASKING = ("act", "mend", "default")


@cache
def _example() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "example.db"
        make_example(path)
        return path.read_bytes()


def a_new_office(folder: Path) -> Workspace:
    """An office without a data file."""
    return Workspace(DataPaths(folder / "home", folder / "state"), Settings())


def an_office(folder: Path) -> Workspace:
    """An office with the example, not yet open."""
    office = a_new_office(folder)
    office.paths.home.mkdir()
    office.paths.database.write_bytes(_example())
    return office


class RoomsApp(OrderedKeysApp[None]):
    """Shows one screen and keeps what it returns."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, workspace: Workspace, first: Screen[Any]) -> None:
        super().__init__()
        self.workspace = workspace
        self.screen_for = screen_for
        self.command_list = command_list
        self.first = first
        self.answers: list[object] = []
        self.begin_with_theme(DARK)

    def on_mount(self) -> None:
        if self.workspace.has_store:
            self.workspace.open()
        self.push_screen(self.first, self.answers.append)

    def on_unmount(self) -> None:
        self.workspace.close()


def is_at_work(app: App[Any]) -> bool:
    """Whether a worker of the program goes on by itself.

    One that has asked goes on when its question, which stands above its screen, is answered.
    """
    top = app.screen
    return any(
        not (worker.is_finished or (worker.group in _ASKING and _screen_of(worker) is not top))
        for worker in app.workers
    )


def _screen_of(worker: Worker[Any]) -> object:
    return worker.node if isinstance(worker.node, App) else worker.node.screen


async def at_rest(pilot: Pilot[Any]) -> None:
    """Wait until the writer and the workers have done their work and the screen is painted.

    Textual's own pause ends where the process seems idle, as it does while others are busy.
    """
    await pilot.pause()
    for _ in range(2):
        await asyncio.to_thread(_flush, pilot.app)
        await wait_until(pilot, lambda: not is_at_work(pilot.app))
    await pilot.pause()


def _flush(app: App[Any]) -> None:
    office = getattr(app, "workspace", None)
    if isinstance(office, Workspace):
        office.flush()


async def wait_until(pilot: Pilot[Any], is_so: Callable[[], object]) -> None:
    """Wait for something that comes by itself; fails with the screen if it never does."""
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, f"it never came:\n{screen_text(pilot.app)}"
        await pilot.pause(_LOOK_EVERY_S)


async def until_choice_counts(pilot: Pilot[Any]) -> None:
    """Wait until a dialog of two texts takes a key as meant for it.

    It is painted, and no key has been pressed for REST_S since then.
    """

    def counts() -> bool:
        dialog = pilot.app.screen
        if not isinstance(dialog, conflict.TwoTextsDialog):
            return False
        last = max(dialog.painted_at, pilot.app.last_key_time)
        return time.monotonic() - last > conflict.REST_S

    await wait_until(pilot, counts)


def rows_of(app: App[Any]) -> list[str]:
    """The texts of the rows on the screen."""
    return [_text(option.prompt) for option in app.screen.query_one(OptionList).options]


def toasts(app: App[Any]) -> list[str]:
    """The messages shown so far, the oldest first."""
    return [note.message for note in app._notifications]


def screen_text(app: App[Any]) -> str:
    """Every row of the terminal as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def _text(prompt: object) -> str:
    return str(getattr(prompt, "text", None) or prompt)
