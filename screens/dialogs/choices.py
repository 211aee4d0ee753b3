"""Dialogs for confirmation and for a choice from a short list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, OptionList

from kmtui.thai.digits import thai_column
from screens.base.screen import KmDialog
from screens.commands.command import bindings
from screens.commands.everywhere import CANCEL, NEXT_BUTTON, PICK_ROW
from screens.widgets.dialog_body import DialogBody
from screens.widgets.label import ThaiLabel
from screens.widgets.sanitize import display_text, to_content
from screens.widgets.wrap import shorten

ROW_CELLS = 60
_AROUND_QUESTION = 5  # frame, padding and answers
_AROUND_TITLE = 16  # frame, padding and a dozen rows


class ConfirmDialog(KmDialog[bool]):
    """A yes/no question; returns True for yes, False for no and for Escape.

    Enter answers yes, unless `danger` is set: then the focus is on no. `yes` and `no` are the texts
    of the buttons.
    """

    CSS_PATH = Path(__file__).with_name("choices.tcss")
    BINDINGS = bindings(CANCEL, NEXT_BUTTON)

    def __init__(
        self, question: str, *, yes: str = "ตกลง", no: str = "ยกเลิก", danger: bool = False
    ) -> None:
        super().__init__()
        self._question = question
        self._answers = yes, no
        self._danger = danger
        self.keys_label = f"Enter ตอบ   ← → อีกคำตอบหนึ่ง   Esc {no}"

    def compose(self) -> ComposeResult:
        """Yield the question above its two answers."""
        yes, no = self._answers
        with Vertical(classes="dialog"):
            with DialogBody(_AROUND_QUESTION):
                yield ThaiLabel(self._question, classes="dialog-title")
            with Horizontal(classes="dialog-buttons"):
                yield Button(to_content(yes), id="yes", compact=True)
                yield Button(to_content(no), id="no", compact=True)

    def on_mount(self) -> None:
        """Focus no if the question is about a danger, else yes."""
        self.query_one("#no" if self._danger else "#yes", Button).focus()

    @on(Button.Pressed)
    def _answer(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_next_button(self) -> None:
        """Focus the other button."""
        self.focus_next()

    def action_cancel(self) -> None:
        """Return False."""
        self.dismiss(False)


class ListDialog(KmDialog[int | None]):
    """A choice of one of `rows`; returns its index from 0, None for Escape.

    Arrows and Enter choose, and so do the keys 1 to 9 (with the Thai layout, too). `current` is the
    index of the row selected at first.
    """

    CSS_PATH = Path(__file__).with_name("choices.tcss")
    BINDINGS = bindings(CANCEL, *PICK_ROW)
    keys_label = "↑ ↓ หรือเลขของแถว   Enter เลือก   Esc ยกเลิก"

    def __init__(self, title: str, rows: Sequence[str], *, current: int = 0) -> None:
        super().__init__()
        self._title = title
        self._rows = rows
        self._current = current

    def compose(self) -> ComposeResult:
        """Yield the title above the numbered rows."""
        numbers = thai_column(range(1, len(self._rows) + 1))
        with Vertical(classes="dialog"):
            with DialogBody(_AROUND_TITLE):
                yield ThaiLabel(self._title, classes="dialog-title")
            yield OptionList(
                *(
                    to_content(shorten(f"{number} {display_text(row)}", ROW_CELLS))
                    for number, row in zip(numbers, self._rows, strict=True)
                ),
                compact=True,
            )

    def on_mount(self) -> None:
        """Select the current row."""
        rows = self.query_one(OptionList)
        rows.highlighted = self._current if self._rows else None
        rows.focus()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)

    def action_pick_row(self, number: int) -> None:
        """Choose the row with this number, counted from 1; ignore a number without a row."""
        if number <= len(self._rows):
            self.dismiss(number - 1)

    def action_cancel(self) -> None:
        """Return None."""
        self.dismiss(None)
