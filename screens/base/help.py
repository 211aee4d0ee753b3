"""The commands of one screen with their keys; the chosen one is run by the screen."""

from __future__ import annotations

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.css.styles import RulesMap
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList

from screens.commands.command import Command, Page, bindings, keys_label
from screens.commands.everywhere import CANCEL, HELP, RUN_CHOSEN
from screens.widgets.label import ThaiLabel
from screens.widgets.row_list import RowList
from screens.widgets.wrap import wrap_text

_KEYS_CELLS = 15
_LABEL_CELLS = 13


class HelpScreen(ModalScreen[str | None]):
    """Lists the commands of a page; returns the action of the chosen one, None for Escape."""

    CSS_PATH = "help.tcss"
    BINDINGS = bindings(RUN_CHOSEN, CANCEL, HELP)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        """Compose the screen's title above the list of its commands."""
        with Vertical(id="help"):
            yield ThaiLabel((f"วิธีใช้: {self._page.title}", "bold"), id="help-title")
            yield RowList(id="help-rows")
            yield ThaiLabel("↑ ↓ ดูทีละคำสั่ง   Enter สั่ง   Esc ปิด", id="help-keys")

    def on_mount(self) -> None:
        """Show the commands and select the first."""
        rows = self.query_one(RowList)
        rows.show([CommandRow(command) for command in self._page.commands])
        self.set_focus(rows)

    @on(OptionList.OptionSelected)
    def action_run_chosen(self) -> None:
        """Answer with the action of the command under the cursor."""
        chosen = self.query_one(RowList).highlighted
        self.dismiss(None if chosen is None else self._page.commands[chosen].action)

    def action_cancel(self) -> None:
        """Close without a command."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Close: the key that opened it closes it."""
        self.dismiss(None)


class CommandRow(Visual):
    """Keys, label and help text in three columns; the last one wraps at words.

    Keys too long for their column get a row of their own.
    """

    def __init__(self, command: Command) -> None:
        self._keys, self._label = keys_label(command), command.label
        self._help = command.help

    @property
    def text(self) -> str:
        """The text of the row, a blank between the columns."""
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
