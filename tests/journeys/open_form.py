"""Starts the real program on a form: `open_form --home HOME PLACE COMMAND CHOICES`.

Runs in a terminal of its own, so that a form of any screen can be typed in and the program killed.
PLACE is the key of a destination, COMMAND an action of its screen (after
";" of the page that it leads to), CHOICES the rows to be taken in
the lists that are asked before the form opens ("0,2"; empty for none).
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from textual.widgets import OptionList

from kmtui.app import KmApp
from kmtui.paths import resolve_paths
from kmtui.settings import read_settings
from screens.base.screen import KmDialog
from screens.base.workspace import Workspace
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.pick import PickDialog
from screens.navigation.destination_keys import destination_of_key
from screens.routes import screen_for

OPEN = "form-is-open"
"""The file in HOME that says so: on the way there may be lists that take letters, too."""

See = Callable[[Any], Awaitable[None]]

_PATIENCE_STEPS = 1500
_QUIET_STEPS = 8
_STEP_S = 0.02
_SETTLING_S = 0.05
_MOST_DIALOGS = 6


def fields_of(dialog: Any) -> list[Any]:
    """The fields of a dialog that is open."""
    return [each for each in dialog.query("*") if getattr(each, "TAKES_TEXT", False)]


class FormApp(KmApp):
    """The program, which goes to a form by itself."""

    def __init__(self, workspace: Workspace, place: str, command: str, choices: list[int]) -> None:
        super().__init__(workspace)
        self._place, self._command, self._choices = place, command, choices

    async def _enter(self, ready: bool | None) -> None:
        await super()._enter(ready)
        self.set_timer(0.1, self._go)

    def _go(self) -> None:
        self.run_worker(self._go_and_say())

    async def _go_and_say(self) -> None:
        await go_to_form(self, self._place, self._command, self._choices)
        (self.workspace.paths.home / OPEN).touch()


async def _see_nothing(_dialog: Any) -> None:
    return


async def go_to_form(
    app: KmApp, place: str, command: str, choices: list[int], see: See = _see_nothing
) -> list[int]:
    """Open the form; return how many rows each list on the way had (see `next_dialog`).

    `see` is given every dialog on the way, and the form, before it is answered.
    """
    to = destination_of_key(place)
    assert to is not None, place
    screen = screen_for(to)
    await app.push_screen(screen)
    if (ready := getattr(screen, "is_read", None)) is not None:
        await ready.wait()
    await _settle(app)
    counts: list[int] = []
    waiting = list(choices)
    if not command:
        return counts
    *ways, last = command.split(";")
    for each in ways:  # the page on which the command is, where no destination leads to it
        await app.run_action(each, app.screen)
        await _settle(app)
    before: Any = app.screen
    always = frozenset(app.workers)
    await app.run_action(last, app.screen)
    for _ in range(_MOST_DIALOGS):
        dialog = await next_dialog(app, before, always)
        if dialog is not None:
            await see(dialog)
        if not isinstance(dialog, ConfirmDialog | ListDialog | PickDialog):
            break
        before = dialog
        if isinstance(dialog, ListDialog):
            rows = dialog.query_one(OptionList).option_count
            counts.append(rows)
            dialog.dismiss(waiting.pop(0) if waiting else 0)
        elif isinstance(dialog, PickDialog):
            await dialog.action_choose_row()
        else:
            dialog.dismiss(True)
    await _settle(app)
    return counts


async def next_dialog(app: KmApp, before: Any, always: frozenset[Any]) -> Any:
    """The dialog that opens above, or None if none does.

    None opens any more when no work of the command is under way and the loop has come round a few
    times; `always` is the work that was going on before the command.
    """
    quiet = 0
    for _ in range(_PATIENCE_STEPS):
        if app.screen is not before and isinstance(app.screen, KmDialog) and app.screen.is_composed:
            return app.screen
        is_working = any(not each.is_finished for each in app.workers if each not in always)
        quiet = 0 if is_working else quiet + 1
        if quiet > _QUIET_STEPS:
            return None
        await asyncio.sleep(_STEP_S)
    return None


async def _settle(app: KmApp) -> None:
    await asyncio.to_thread(app.workspace.flush)
    await asyncio.sleep(_SETTLING_S)


def main() -> None:
    home, place, command, choices = sys.argv[2:6]
    paths = resolve_paths(home)
    office = Workspace(paths, read_settings(paths.settings))
    taken = [int(each) for each in choices.split(",") if each]
    app = FormApp(office, place, command, taken)
    app.recovered = office.open()
    try:
        app.run()
    finally:
        office.close()


if __name__ == "__main__":
    main()
