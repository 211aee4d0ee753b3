"""The last line of a screen names what can be done now, and a click does it."""

from __future__ import annotations

from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input

from screens.commands.command import Command, bindings
from screens.commands.everywhere import BACK, HELP
from screens.widgets.key_line import KeyLine
from tests.screens.home.example_app import wait_until

PRINT = Command("print_it", "f8,p", "พิมพ์", "ออกเป็น PDF")
HIDE = Command("hide", "f3", "ซ่อน", "ซ่อนแถวที่เลือก")
SECRET = Command("secret", "f4", "ลับ", "ไม่แสดง", shown=False)


class KeyApp(App[None]):
    BINDINGS = bindings(PRINT, HIDE, SECRET)
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.can_hide: bool | None = True

    def compose(self) -> ComposeResult:
        yield Input()
        yield Input()
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return self.can_hide if action == "hide" else True

    def action_print_it(self) -> None:
        self.done.append("print")

    def action_hide(self) -> None:
        self.done.append("hide")


async def line_of(pilot: Pilot[Any]) -> KeyLine:
    await pilot.pause()
    await pilot.pause()
    return pilot.app.query_one(KeyLine)


async def test_the_key_line_names_shown_commands_with_their_first_key() -> None:
    async with KeyApp().run_test(size=(40, 6)) as pilot:
        line = await line_of(pilot)
        assert line.text.startswith("F8 พิมพ์ F3 ซ่อน")
        assert "ลับ" not in line.text


async def test_a_command_that_does_not_fit_is_left_out_of_the_key_line() -> None:
    async with KeyApp().run_test(size=(10, 6)) as pilot:
        line = await line_of(pilot)
        assert line.text == "F8 พิมพ์"
        await pilot.resize_terminal(40, 6)
        await wait_until(pilot, lambda: "F3 ซ่อน" in line.text)


async def test_the_way_out_and_the_help_stay_in_a_narrow_key_line() -> None:
    class LeavingApp(KeyApp):
        BINDINGS = bindings(PRINT, HIDE, BACK, HELP)

        def action_back(self) -> None:
            self.done.append("back")

    app = LeavingApp()
    async with app.run_test(size=(80, 6)) as pilot:
        line = await line_of(pilot)
        assert line.text.startswith("F8 พิมพ์ F3 ซ่อน Esc กลับ F1 วิธีใช้")
        await pilot.resize_terminal(30, 6)
        await wait_until(pilot, lambda: line.text.startswith("F8 พิมพ์ Esc กลับ F1 วิธีใช้"))
        await pilot.click(KeyLine, offset=(10, 0))
        assert app.done == ["back"]
        await pilot.resize_terminal(9, 6)
        await wait_until(pilot, lambda: line.text == "Esc กลับ")


async def test_clicking_the_key_line_runs_the_command_and_hovering_shows_its_help() -> None:
    app = KeyApp()
    async with app.run_test(size=(40, 6)) as pilot:
        line = await line_of(pilot)
        await pilot.hover(KeyLine, offset=(10, 0))
        assert line.tooltip == HIDE.help
        await pilot.click(KeyLine, offset=(10, 0))
        await pilot.click(KeyLine, offset=(1, 0))
        await pilot.click(KeyLine, offset=(39, 0))
    assert app.done == ["hide", "print"]


async def test_unavailable_commands_are_dimmed_or_hidden_in_the_key_line() -> None:
    app = KeyApp()
    async with app.run_test(size=(40, 6)) as pilot:
        line = await line_of(pilot)
        app.can_hide = None
        app.screen.refresh_bindings()
        await line_of(pilot)
        assert "dim" in {str(span.style) for span in line.render().spans}
        await pilot.click(KeyLine, offset=(10, 0))
        assert app.done == []
        app.can_hide = False
        app.screen.refresh_bindings()
        await line_of(pilot)
        assert "ซ่อน" not in line.text


async def test_a_change_of_the_focus_that_changes_no_command_paints_nothing() -> None:
    painted: list[str] = []

    class Watched(KeyLine):
        def render_line(self, y: int) -> Any:
            painted.append(self.text)
            return super().render_line(y)

    class WatchedApp(KeyApp):
        def compose(self) -> ComposeResult:
            yield Input()
            yield Input()
            yield Watched()

    async with WatchedApp().run_test(size=(40, 6)) as pilot:
        pilot.app.query(Input).first().focus()
        await line_of(pilot)
        painted.clear()
        for _ in range(3):
            await pilot.press("tab")
        await line_of(pilot)
        assert painted == []
