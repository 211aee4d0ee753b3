"""The list of a screen's commands with a filter; the screen runs the selected one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from msgspec.structs import replace
from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.css.styles import RulesMap
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Input, OptionList

from kmtui.thai.folding import fold, search_terms
from kmtui.thai.keys import from_kedmanee, to_kedmanee
from screens.base.chapters import chapter_of
from screens.base.guide import GuideScreen
from screens.base.typed_text import Chosen, TypedUse
from screens.commands.command import (
    Command,
    Page,
    bindings,
    every_key,
    key_label,
    key_name,
    keys_label,
    written_keys,
)
from screens.commands.everywhere import CANCEL, HELP, READ_CHAPTER, RUN_CHOSEN
from screens.own_keys.chosen import Chain, rekeyed
from screens.widgets.input import ThaiInput
from screens.widgets.label import ThaiLabel
from screens.widgets.row_list import RowList
from screens.widgets.wrap import wrap_text

_KEYS_CELLS = 15
_LABEL_CELLS = 13
_KEYS_TEXT = "พิมพ์เพื่อหา  ↑ ↓ เลื่อน  Enter สั่ง  F2 คู่มือ  Esc ปิด  (Ctrl+Space แล้ว 2 = F2)"


class HelpScreen(ModalScreen[tuple[Chosen, str] | None]):
    """Lists the commands of a page, filtered by typing; recently used ones come first.

    Returns the action of the selected command, or the use for the typed text, each with the text in
    the field; None for Escape.

    Args:
        page: the commands.
        typed: what was typed before the list was opened.
        uses: the possible uses of the text; offered first if it was typed before.
        recent: the most recently used actions, the latest first.
        on_left: called with a text that is neither used nor a filter when the list closes.
    """

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "#help-words"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(
            replace(RUN_CHOSEN, priority=True),
            replace(CANCEL, priority=True),
            replace(HELP, keys="f1,f10", priority=True),
            READ_CHAPTER,
        ),
        Binding("up,ctrl+p", "move('cursor_up')", show=False, priority=True),
        Binding("down,ctrl+n", "move('cursor_down')", show=False, priority=True),
        Binding("pageup", "move('page_up')", show=False, priority=True),
        Binding("pagedown", "move('page_down')", show=False, priority=True),
        Binding("home", "move('first')", show=False, priority=True),
        Binding("end", "move('last')", show=False, priority=True),
    ]

    def __init__(
        self,
        page: Page,
        typed: str = "",
        uses: Sequence[TypedUse] = (),
        recent: Sequence[str] = (),
        on_left: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__()
        self._page = page
        self._begun, self._uses, self._on_left = typed, tuple(uses), on_left
        ranks = {action: place for place, action in enumerate(recent)}
        used = sorted(page.commands, key=lambda each: ranks.get(each.action, len(ranks)))
        self._commands = [*used, READ_CHAPTER]
        self._shown: list[Command | TypedUse] = []

    @property
    def _binding_chain(self) -> Chain:
        """The user's bindings, in which the key that opened the list also closes it."""
        return rekeyed(super()._binding_chain, self._page, self.focused)

    def compose(self) -> ComposeResult:
        """Compose the screen's title and the field above the list of its commands."""
        with Vertical(id="help"):
            yield ThaiLabel((f"วิธีใช้: {self._page.title}", "bold"), id="help-title")
            yield ThaiInput(self._begun, placeholder="พิมพ์คำหรือปุ่มเพื่อหาคำสั่ง", id="help-words")
            yield RowList(id="help-rows")
            yield ThaiLabel(_KEYS_TEXT, id="help-keys")

    def on_mount(self) -> None:
        """Show the commands with the first one selected, and the cursor after the typed text."""
        self.query_one(RowList).can_focus = False
        field = self.query_one(ThaiInput)
        field.typed = self._begun
        self._narrow()

    @on(Input.Changed)
    def _narrow(self) -> None:
        typed = self.query_one(ThaiInput).value
        uses = self._uses if typed.strip() else ()
        found = commands_matching(self._commands, typed)
        self._shown = [*uses, *found] if self._begun else [*found, *uses]
        self.query_one(RowList).show([_row_of(each) for each in self._shown])

    def action_move(self, motion: str) -> None:
        """Move the selection through the commands, by the `motion` of `RowList`: `cursor_up`."""
        getattr(self.query_one(RowList), f"action_{motion}")()

    @on(OptionList.OptionSelected)
    async def action_run_chosen(self) -> None:
        """Return the selected command, after all earlier keys have reached the field.

        The command for the handbook opens its chapter instead; without a row nothing happens.
        """
        await _earlier_keys(self)
        chosen = self.query_one(RowList).highlighted
        if chosen is None or chosen >= len(self._shown):
            return
        found, typed = self._shown[chosen], self.query_one(ThaiInput).value
        if found is READ_CHAPTER:
            self.action_read_chapter()
            return
        self.dismiss((found if isinstance(found, TypedUse) else found.action, typed))

    def action_read_chapter(self) -> None:
        """Open the handbook chapter for this screen."""
        self.app.push_screen(GuideScreen(chapter_of(self._page)))

    async def action_cancel(self) -> None:
        """Close without a command; a text that is no filter for commands is passed to `on_left`."""
        await _earlier_keys(self)
        typed = self.query_one(ThaiInput).value
        if typed.strip() and self._on_left is not None:
            is_search = not self._begun and bool(commands_matching(self._commands, typed))
            if not is_search:
                self._on_left(typed)
        self.dismiss(None)

    async def action_help(self) -> None:
        """Close, because the key that opened the list was pressed again."""
        await self.action_cancel()


async def _earlier_keys(screen: Screen[Any]) -> None:
    if screen.focused is not None:
        taken = asyncio.Event()
        screen.focused.call_later(taken.set)
        await taken.wait()


def commands_matching(commands: Sequence[Command], typed: str) -> list[Command]:
    """Return the commands that contain every typed word (Thai or English) or have the typed key.

    A word typed in the wrong keyboard layout is matched, too. The command with the typed key comes
    first, then those with the words in their label.
    """
    for words in (typed, to_kedmanee(typed) if typed.isascii() else from_kedmanee(typed)):
        terms = search_terms(words)
        if found := [each for each in commands if _contains(each, terms)]:
            return sorted(found, key=lambda each: _rank(each, typed, terms))
    return []


def _contains(command: Command, terms: Sequence[str]) -> bool:
    keys = " ".join(key for key in every_key(command))
    words = f"{keys_label(command)} {keys} {command.id.replace('_', ' ')} {command.label}"
    known = fold(f"{words} {command.help}")
    return all(term in known for term in terms)


def _rank(command: Command, typed: str, terms: Sequence[str]) -> int:
    pressed = typed.strip().lower()
    keys = {key_label(key).lower() for key in written_keys(command)} | set(every_key(command))
    if pressed and (pressed in keys or (len(pressed) == 1 and key_name(pressed) in keys)):
        return 0
    label = fold(command.label)
    if label == fold(typed.strip()):
        return 0
    return 1 if all(term in label for term in terms) else 2


def _row_of(shown: Command | TypedUse) -> CommandRow:
    if isinstance(shown, Command):
        return CommandRow(shown, " ในรายการนี้" if shown is READ_CHAPTER else "")
    return CommandRow(Command("", "enter", shown.label, shown.help))


class CommandRow(Visual):
    """Keys, label and help text in three columns; the last one wraps at words.

    Keys too long for their column get a row of their own.
    """

    def __init__(self, command: Command, where: str = "") -> None:
        """Initialize the row; `where` follows the keys: the screen on which they are pressed."""
        self._keys, self._label = keys_label(command) + where, command.label
        self._help = command.help

    @property
    def text(self) -> str:
        """The text of the row, with a space between the columns."""
        return f"{self._keys} {self._label} {self._help}"

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Render the row; part of Textual's Visual protocol."""
        margin = " " * (_KEYS_CELLS + _LABEL_CELLS)
        first, *others = self._wrapped(width)
        label = Content.styled(_padded(self._label, _LABEL_CELLS), "bold")
        keys = Content(_padded(self._keys, _KEYS_CELLS))
        above = [keys] if self._has_long_keys else []
        beside = Content(" " * _KEYS_CELLS) if self._has_long_keys else keys
        rows = [*above, beside + label + first, *(Content(margin + row) for row in others)]
        return Content("\n").join(rows).render_strips(width, height, style, options)

    @property
    def _has_long_keys(self) -> bool:
        return cell_len(self._keys) >= _KEYS_CELLS

    def _wrapped(self, width: int) -> list[str]:
        return wrap_text(self._help, max(1, width - _KEYS_CELLS - _LABEL_CELLS))

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        """Return the whole width in terminal cells: a row fills its list."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        """Return the number of rows at a width of `width` terminal cells."""
        return len(self._wrapped(width)) + self._has_long_keys


def _padded(text: str, cells: int) -> str:
    return text + " " * (cells - cell_len(text))
