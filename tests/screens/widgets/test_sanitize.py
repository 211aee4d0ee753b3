"""Whatever a person types, pastes or sends is only text on the screen."""

from __future__ import annotations

import re

import pytest
from textual.app import App, ComposeResult
from textual.widgets import (
    Button,
    Checkbox,
    DataTable,
    Label,
    OptionList,
    Select,
    Static,
    Tab,
    Tabs,
    Tree,
)
from textual.widgets.option_list import Option

from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.widgets.input import ThaiInput
from screens.widgets.label import ThaiLabel, lines
from screens.widgets.sanitize import is_safe, notify_plain, sanitized, to_content
from screens.widgets.text_area import ThaiTextArea
from tests.screens.terminal_grid import CapturingDriver

HOSTILE = {
    "closing tag": "ก[/]ข",
    "colour tag": "[red]x[/]",
    "action link": "[@click=app.boom]x[/]",
    "open bracket": "[[[ [b",
    "erase the screen": "ก\x1b[2Jข",
    "write the clipboard": "\x1b]52;c;YQ==\x07ก",
    "set the title": "\x1b]0;title\x1b\\ก",
    "eight-bit sequence": "ก\x9b2Jข",
    "delete": "ก\x7fข",
    "right to left": "ก\u202eข\u2066ค",
    "null": "ก\x00ข",
    "lone surrogate": "ก\udc80ข",
    "combining flood": "ก" + "\u0e49" * 300,
    "long": "กขค " * 25_000,
    "family emoji": "👩‍👩‍👧 ครอบครัว",
    "zero width": "ก\u200bข\ufeffค\u2060",
    "lines": "ก\r\nข\rค\u2028ง\x0bจ\x0cฉ\x85ช",
    "tabs": "\tก\tข",
}
# What Textual itself sends: cursor addresses, styles, modes, and the shape of the pointer.
OUR_OWN = re.compile(r"\x1b\[[0-9;:]*[mH]|\x1b\[\?[0-9;]+[hl]|\x1b\]22;[a-z-]*(?:\x07|\x1b\\)|\n")


def show_everywhere(text: str) -> ComposeResult:
    """One widget of every kind, all of them showing `text`."""
    box = Static(to_content(text))
    box.border_title = to_content(text)
    yield box
    yield Label(to_content(text))
    yield Button(to_content(text))
    yield Checkbox(to_content(text))
    yield OptionList(Option(to_content(text)), to_content(text))
    yield Select([(to_content(text), 1)], value=1)
    yield Tabs(Tab(to_content(text)))
    yield _tree(text)
    yield _table(text)
    yield ThaiInput(placeholder=text)
    yield ThaiInput(text)
    yield ThaiTextArea(text)
    yield ThaiTextArea(placeholder=text)
    yield ThaiLabel((text, "bold"), text, *lines(text, indent=2))


def _tree(text: str) -> Tree[None]:
    tree: Tree[None] = Tree(to_content(text))
    tree.root.expand().add_leaf(to_content(text))
    return tree


def _table(text: str) -> DataTable[object]:
    table: DataTable[object] = DataTable()
    table.add_column(to_content(text))
    table.add_row(to_content(text), label=to_content(text))
    return table


class HostileApp(App[None]):
    """A row of widgets for each text."""

    CSS = """
    Screen { layout: grid; grid-size: 14; grid-rows: 4; }
    Static { border: solid red; }
    DataTable, Tree, OptionList, ThaiLabel, ThaiTextArea { height: 4; }
    """

    def __init__(self, *texts: str) -> None:
        super().__init__(driver_class=CapturingDriver)
        self.texts = texts
        self.exploded = False

    def action_boom(self) -> None:
        self.exploded = True

    def compose(self) -> ComposeResult:
        for text in self.texts:
            yield from show_everywhere(text)

    def strange(self) -> set[str]:
        """What went to the terminal besides text and Textual's own sequences."""
        frames = self._driver.frames  # type: ignore[union-attr]
        rest = OUR_OWN.sub("", "".join(frames))
        return {mark for mark in rest if not mark.isprintable()} - {"\u200d", "\u00a0"}


SHORT = [text for text in HOSTILE.values() if len(text) < 1000]


async def test_hostile_text_reaches_the_terminal_as_text_only() -> None:
    app = HostileApp(*SHORT)
    async with app.run_test(headless=False, size=(14 * 20, 4 * len(SHORT))) as pilot:
        await pilot.click(app.query(ThaiLabel)[2], offset=(1, 0))
        await pilot.pause()
    assert app.strange() == set()
    assert not app.exploded


async def test_hostile_toasts_and_dialogs_are_text_only() -> None:
    app = HostileApp()
    async with app.run_test(headless=False, size=(80, 60), notifications=True) as pilot:
        for text in SHORT:
            notify_plain(app, text, "warning", title=text)
        app.push_screen(ConfirmDialog("\n".join(SHORT), yes=SHORT[1], no=SHORT[2]))
        await pilot.pause()
        app.push_screen(ListDialog(SHORT[2], SHORT))
        await pilot.pause()
    assert app.strange() == set()
    assert not app.exploded


async def test_a_hundred_thousand_characters_crash_no_widget() -> None:
    app = HostileApp()
    text = HOSTILE["long"]
    async with app.run_test(headless=False, size=(80, 60), notifications=True) as pilot:
        editor = ThaiTextArea(text)
        await app.mount(_table(text), ThaiInput(text), ThaiLabel(text), editor)
        notify_plain(app, text)
        editor.focus()
        await pilot.press("right", "delete", "ctrl+end", "backspace")
    assert app.strange() == set()


@pytest.mark.parametrize("text", ["[/]", "[red]x[/]", "[@click=app.boom]x[/]"])
def test_brackets_are_shown_as_they_were_typed(text: str) -> None:
    assert to_content(text).plain == text
    assert to_content(text).spans == []


def test_displayed_text_keeps_newlines_and_expands_tabs() -> None:
    assert to_content("ก\n\tข").plain == "ก\n    ข"


def test_sanitizing_ordinary_thai_returns_the_same_object() -> None:
    text = "น้ำใจของคณะกรรมการ\n\tครับ  "
    assert is_safe(text)
    assert sanitized(text) is text


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_safe_text_can_be_encoded_and_stays_safe(text: str) -> None:
    once = sanitized(text)
    once.encode()
    assert sanitized(once) == once
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", once)


async def test_an_action_in_a_toast_does_nothing() -> None:
    app = HostileApp()
    async with app.run_test(headless=False, notifications=True) as pilot:
        notify_plain(app, "[@click=app.boom]กด[/]")
        await pilot.pause()
        await pilot.click("Toast", offset=(4, 1))
        await pilot.pause()
    assert not app.exploded
