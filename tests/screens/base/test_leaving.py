"""A screen may be left while its question is with the writer thread."""

from __future__ import annotations

import threading
from pathlib import Path

from textual import work
from textual.app import ComposeResult

from screens.base.screen import KmScreen
from screens.home.home import HomeScreen
from screens.widgets.label import ThaiLabel
from tests.screens.home.example_app import RoomsApp, an_office, at_rest


class SlowScreen(KmScreen[None]):
    """Shows an answer that comes when `may_answer` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.may_answer = threading.Event()
        self.is_shown = False

    def compose(self) -> ComposeResult:
        yield ThaiLabel("", id="answer")

    @work(group="slow")
    async def ask_slowly(self) -> None:
        await self.call(self.may_answer.wait, 10)
        self.query_one("#answer", ThaiLabel).update("ตอบแล้ว")
        self.is_shown = True


async def test_a_result_for_a_closed_screen_is_discarded(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), HomeScreen())
    async with app.run_test() as pilot:
        await at_rest(pilot)
        stays, goes = SlowScreen(), SlowScreen()
        for screen in (stays, goes):
            await app.push_screen(screen)
            screen.ask_slowly()
            await pilot.pause()
            if screen is goes:
                app.pop_screen()
            screen.may_answer.set()
            # The loop stands still until the answer is there: it is taken before the screen ends.
            app.workspace.flush()
            await pilot.pause()
        assert app.screen is stays
    assert stays.is_shown
    assert not goes.is_shown
