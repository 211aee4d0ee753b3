"""Keys and clicks that come before a screen is there wait for it."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Label

from screens.terminal.ordered_keys import OrderedKeysApp


class SlowScreen(Screen[None]):
    """Composes after a moment, as a screen does on a busy machine."""

    BINDINGS = [("escape", "back", "")]
    was_there = False

    async def _on_compose(self, event: events.Compose) -> None:
        await asyncio.sleep(0.2)
        await super()._on_compose(event)

    def compose(self) -> ComposeResult:
        yield Label("ที่ประชุม", id="words")

    def on_mount(self) -> None:
        self.query_one("#words")

    def action_back(self) -> None:
        self.query_one("#words")
        self.was_there = True
        self.dismiss()


@pytest.mark.parametrize("base", [App, OrderedKeysApp])
async def test_a_key_pressed_right_after_a_command_goes_to_the_opened_screen(
    base: type[App[None]],
) -> None:
    screen = SlowScreen()
    app = base()

    async def press_early() -> None:
        async with app.run_test(size=(40, 10)):
            app.push_screen(screen)
            while app.screen is not screen:
                await asyncio.sleep(0)
            await app.on_event(events.Key("escape", "\x1b"))
            await app.on_event(events.MouseDown(None, 1, 0, 0, 0, 1, False, False, False, 1, 0))

    if base is App:
        # What the wait is for.
        with pytest.raises(Exception, match="words"):
            await press_early()
    else:
        await press_early()
    assert screen.was_there is (base is OrderedKeysApp)
