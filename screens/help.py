"""The commands of one screen with their keys; the chosen one is run by the screen."""

from __future__ import annotations

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList

from screens.base import KmDialog
from screens.commands import CANCEL, HELP, REDRAW, RUN_CHOSEN, Command, Page, bindings, keys_label
from screens.rows import RowList
from screens.widgets.label import ThaiLabel, WrappedLines, lines

_KEYS_CELLS = 15
_LABEL_CELLS = 13


class HelpScreen(KmDialog[str | None]):
    """Lists the commands of a page; returns the action of the chosen one, None for Escape."""

    CSS_PATH = "help.tcss"
    BINDINGS = bindings(RUN_CHOSEN, CANCEL, HELP, REDRAW)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        """The title of the screen above its commands."""
        with Vertical(id="help"):
            yield ThaiLabel((f"วิธีใช้: {self._page.title}", "bold"), id="help-title")
            yield RowList(id="help-rows")
            yield ThaiLabel("↑ ↓ ดูทีละคำสั่ง   Enter สั่ง   Esc ปิด", id="help-keys")

    def on_mount(self) -> None:
        """Stand on the first command."""
        rows = self.query_one(RowList)
        rows.show([_row(command) for command in self._page.commands])
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


def _row(command: Command) -> WrappedLines:
    """Keys, label and what it does; keys too long for their column stand in a row of their own."""
    keys, label = keys_label(command), _padded(command.label, _LABEL_CELLS)
    said = ((label, "bold"), command.help)
    if cell_len(keys) < _KEYS_CELLS:
        row = lines(_padded(keys, _KEYS_CELLS), *said, hanging=_KEYS_CELLS + _LABEL_CELLS)
        return WrappedLines(tuple(row))
    explained = lines(*said, indent=_KEYS_CELLS, hanging=_LABEL_CELLS)
    return WrappedLines((*lines(keys), *explained))


def _padded(text: str, cells: int) -> str:
    return text + " " * (cells - cell_len(text))
