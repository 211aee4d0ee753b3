"""A command is one row; its keys work under both keyboard layouts."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.keys import _character_to_key
from textual.screen import Screen
from textual.widgets import Button

from kmtui.thai.keys import KEDMANEE
from screens import commands
from screens.commands import PAGES
from screens.commands.command import (
    Command,
    KeyTakenError,
    Page,
    bindings,
    every_key,
    key_name,
    keys_label,
)
from screens.terminal.ordered_keys import OrderedKeysApp
from screens.widgets.key_line import KeyLine
from tests.screens.minutes.type_thai import type_thai

PRINT = Command("print_it", "p,f8", "พิมพ์", "ออกเป็น PDF")
HIDE = Command("hide", "h,1", "ซ่อน", "ซ่อนแถว")


class KeyApp(App[None]):
    BINDINGS = bindings(PRINT, HIDE)

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def compose(self) -> ComposeResult:
        yield KeyLine()

    def action_print_it(self) -> None:
        self.done.append("print")

    def action_hide(self) -> None:
        self.done.append("hide")


async def test_letters_and_digits_are_bound_in_both_layouts() -> None:
    app = KeyApp()
    async with app.run_test() as pilot:
        await type_thai(pilot, "pย")
        assert app.done == ["print"] * 2
        await type_thai(pilot, "h้1ๅ๑")
        assert app.done == ["print"] * 2 + ["hide"] * 5
        await pilot.press("f8")
        assert app.done[-1] == "print"


async def test_the_footer_names_the_function_key_and_no_unicode_name() -> None:
    app = KeyApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        shown = app.query_one(KeyLine).text
    assert "F8" in shown
    assert "thai_character" not in shown


@pytest.mark.parametrize("character", sorted({*KEDMANEE, *KEDMANEE.values()}))
def test_key_names_equal_those_of_textual(character: str) -> None:
    assert key_name(character) == _character_to_key(character)


def test_function_keys_come_before_letters_in_lists_of_keys() -> None:
    assert every_key(PRINT) == ("f8", "p", "ย")
    assert keys_label(PRINT) == "F8 / P"


def test_keys_are_labelled_as_on_the_keyboard() -> None:
    command = Command("x", "escape,ctrl+p,up,?", "x", "x")
    assert keys_label(command) == "Esc / Ctrl+P / ↑ / ?"


def test_ctrl_letters_are_also_bound_with_the_thai_letter() -> None:
    assert every_key(Command("x", "ctrl+p,ctrl+h", "x", "x")) == (
        "ctrl+p",
        "ctrl+ย",
        "ctrl+h",
        "ctrl+thai_character_mai_tho",
    )


def test_the_question_mark_key_has_its_thai_twin() -> None:
    assert every_key(Command("x", "question_mark", "x", "x")) == ("question_mark", "ฦ")


def test_two_commands_of_a_screen_cannot_share_a_key() -> None:
    with pytest.raises(KeyTakenError):
        bindings(Command("find", "/", "x", "x"), Command("second", "2", "x", "x"))


def test_the_argument_of_a_command_is_in_its_action_and_its_binding_id() -> None:
    [binding] = bindings(Command("pick", "3", "เลือก", "x", shown=False, argument=3))
    assert isinstance(binding, Binding)
    assert (binding.action, binding.id, binding.show) == ("pick(3)", "pick.3", False)


class Pane(Vertical):
    def compose(self) -> ComposeResult:
        yield Button("ปุ่ม")

    def action_print_it(self) -> None:
        self.app.notify("printed by the pane")

    def action_hide(self) -> None:
        self.app.notify("hidden by the pane")


class PaneScreen(Screen[None]):
    BINDINGS = bindings(PRINT, HIDE)

    def compose(self) -> ComposeResult:
        yield Pane()

    def action_hide(self) -> None:
        self.app.notify("hidden by the screen")


class PaneApp(OrderedKeysApp[None]):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def on_mount(self) -> None:
        self.push_screen(PaneScreen())

    def notify(self, message: str, **options: Any) -> None:
        self.heard.append(message)
        super().notify(message, **options)


async def test_a_command_that_its_screen_lacks_is_run_by_the_pane_around_the_focus() -> None:
    app = PaneApp()
    async with app.run_test() as pilot:
        app.screen.query_one(Button).focus()
        await pilot.press("f8", "h")
        app.screen.set_focus(None)
        await pilot.press("p")
        await app.screen.run_action("print_it")
    pane, screen = "printed by the pane", "hidden by the screen"
    assert app.heard == [pane, screen, pane, pane]


def test_every_page_of_commands_is_in_the_list_of_pages() -> None:
    modules = [
        importlib.import_module(f"screens.commands.{each.name}")
        for each in pkgutil.iter_modules(commands.__path__)
    ]
    declared = {
        value.title for module in modules for value in vars(module).values() if type(value) is Page
    }
    assert declared - {page.title for page in PAGES} == set()
