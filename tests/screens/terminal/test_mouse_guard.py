"""A click on what was removed a moment ago ends nothing."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Label

from screens.terminal.ordered_keys import OrderedKeysApp


class Labels:
    """Two lines, one of which goes away."""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label("ที่ประชุมเห็นชอบ", id="first")
            yield Label("ผู้จดรายงานการประชุม", id="second")


class GuardedApp(Labels, OrderedKeysApp[None]):
    pass


class StockApp(Labels, App[None]):
    pass


def mouse(kind: type[events.MouseEvent], x: int, y: int) -> events.MouseEvent:
    return kind(None, x, y, 0, 0, 1, False, False, False, x, y)


async def removed_and_not_laid_out(pilot: Pilot[None]) -> Widget:
    """The first label, taken out of the tree, which the screen still finds under the mouse."""
    label = pilot.app.query_one("#first")
    with pilot.app.batch_update():  # no layout in between, however slow the machine is
        label.remove()
        while label.parent is not None:
            await asyncio.sleep(0)
    assert pilot.app.screen.get_widget_at(2, 0)[0] is label
    return label


async def test_a_press_on_a_removed_widget_is_dropped() -> None:
    async with GuardedApp().run_test(size=(40, 10)) as pilot:
        await removed_and_not_laid_out(pilot)
        await pilot.app.on_event(mouse(events.MouseDown, 2, 0))
        await pilot.app.on_event(mouse(events.MouseUp, 2, 0))
        await pilot.pause()
        assert pilot.app.is_running


async def test_a_text_selection_ends_if_its_first_widget_is_removed() -> None:
    async with GuardedApp().run_test(size=(40, 10)) as pilot:
        for kind, x in ((events.MouseDown, 2), (events.MouseMove, 6)):
            await pilot.app.on_event(mouse(kind, x, 0))
        await pilot.pause()
        assert pilot.app.screen.get_selected_text()
        await removed_and_not_laid_out(pilot)
        for kind, y in ((events.MouseMove, 0), (events.MouseMove, 1), (events.MouseUp, 1)):
            await pilot.app.on_event(mouse(kind, 4, y))
        await pilot.pause()
        assert not pilot.app.screen.get_selected_text()


async def test_text_on_the_screen_can_still_be_selected() -> None:
    async with GuardedApp().run_test(size=(40, 10)) as pilot:
        for kind, x in ((events.MouseDown, 0), (events.MouseMove, 2), (events.MouseUp, 2)):
            await pilot.app.on_event(mouse(kind, x, 1))
        await pilot.pause()
        assert (pilot.app.screen.get_selected_text() or "").startswith("ผู้")


# `mouse_guard` can go when this fails because Textual has mended it.
async def test_textual_itself_still_ends_at_a_press_on_a_removed_widget() -> None:
    async with StockApp().run_test(size=(40, 10)) as pilot:
        await removed_and_not_laid_out(pilot)
        with pytest.raises(AttributeError, match="region"):
            await pilot.app.on_event(mouse(events.MouseDown, 2, 0))
