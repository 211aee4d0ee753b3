"""Typing as a terminal sends it: Pilot.press knows no Thai marks, the parser does."""

from __future__ import annotations

from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot

_QUEUES = 3


async def type_thai(pilot: Pilot[Any], text: str) -> None:
    """Send `text` and wait until the program is at rest."""
    send_thai(pilot, text)
    await taken(pilot)


def send_thai(pilot: Pilot[Any], text: str) -> None:
    """Send `text` (or an escape sequence) through Textual's parser; a newline is the Enter key."""
    parser = XTermParser()
    driver = pilot.app._driver
    assert driver is not None
    for event in parser.feed(text.replace("\n", "\r")):
        driver.process_message(event)


async def paste(pilot: Pilot[Any], text: str) -> None:
    """A bracketed paste into the widget that has the focus."""
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(events.Paste(text))
    await taken(pilot)


async def taken(pilot: Pilot[Any]) -> None:
    """Wait until what was sent has gone through every queue: app, widget, screen, app.

    A pause of Textual waits for one turn of each, then until the process seems idle, as a starved
    one does.
    """
    for _ in range(_QUEUES):
        await pilot._wait_for_screen()
    await pilot.pause()
