"""The colours of the terminal: its background (OSC 11), how many it has, and the theme for both."""

from __future__ import annotations

import asyncio
import os
import threading
from typing import TYPE_CHECKING, Any

from textual.theme import Theme

from kmtui.theme import FOLLOWS_TERMINAL, theme_of

if TYPE_CHECKING:
    from textual.app import App

ASK_BACKGROUND = "\x1b]11;?\x1b\\"
LEAST_WAIT_S = 0.2

Colour = tuple[float, float, float]


class BackgroundAnswer:
    """The terminal's background colour, set by the input thread and awaited by the program."""

    def __init__(self) -> None:
        self._colour: Colour | None = None
        self._is_there = threading.Event()

    def give(self, colour: Colour) -> None:
        """Set the answer, each part of the colour from 0 to 1; it may come late."""
        self._colour = colour
        self._is_there.set()

    async def wait(self, seconds: float) -> Colour | None:
        """Return the answer; None if it does not arrive within `seconds`."""
        await asyncio.to_thread(self._is_there.wait, seconds)
        return self._colour


def may_be_asked() -> bool:
    """Return whether the query is harmless: an old Linux console would print it."""
    return os.environ.get("TERM", "") not in ("linux", "")


def has_16_colours(app: App[Any]) -> bool:
    """Return whether the app paints on a terminal that has only 16 colours."""
    return app.console.color_system == "standard" and not app.is_headless


async def theme_in_terminal(app: App[Any], setting: str) -> Theme:
    """Return the theme of a setting in the terminal of this app.

    Only the setting "follow the terminal" queries it, once, waiting no longer than for the rest of
    an escape sequence, or 0.2 seconds. Keys typed in between are handled as usual. Uses Textual's
    private `App._driver`.
    """
    has_16 = has_16_colours(app)
    asked = getattr(app._driver, "background", None)
    if setting != FOLLOWS_TERMINAL or has_16 or asked is None:
        return theme_of(setting, has_16=has_16)
    wait_s = max(LEAST_WAIT_S, getattr(app, "escape_wait_s", 0.0))
    return theme_of(setting, await asked(wait_s))


async def use_theme(app: App[Any], setting: str) -> None:
    """Apply the theme of a setting to the app, as `theme_in_terminal` selects it."""
    theme = await theme_in_terminal(app, setting)
    app.register_theme(theme)
    app.theme = theme.name
