"""A dialog for choosing one record with a filter."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList

from screens.base.screen import KmDialog
from screens.commands.command import bindings
from screens.commands.everywhere import CANCEL, CHOOSE_ROW, REDRAW
from screens.widgets.label import ThaiLabel
from screens.widgets.search_list import FilterEntry, FilterList


class PickDialog(KmDialog[int | None]):
    """A choice of one record by typing part of its text; returns its id, None for Escape."""

    no_draft = "its field is a filter; nothing of it is stored"
    CSS_PATH = Path(__file__).with_name("pick.tcss")
    BINDINGS = bindings(CANCEL, CHOOSE_ROW, REDRAW)

    def __init__(self, title: str, entries: Sequence[FilterEntry], empty: str = "") -> None:
        super().__init__()
        self._title = title
        self._entries = entries
        self._empty = empty

    def compose(self) -> ComposeResult:
        """Yield question, filter field and rows."""
        with Vertical(id="pick"):
            yield ThaiLabel((self._title, "bold"), id="pick-title")
            yield FilterList()
            yield ThaiLabel("" if self._entries else self._empty, id="pick-empty")
            yield ThaiLabel("พิมพ์เพื่อค้นหา  ↑ ↓ เลื่อน  Enter เลือก  Esc ยกเลิก", id="pick-keys")

    def on_mount(self) -> None:
        """Load the entries and focus the field."""
        found = self.query_one(FilterList)
        found.load(self._entries)
        self.set_focus(found.field)

    def on_key(self, event: events.Key) -> None:
        """Insert a character typed before the field had the focus."""
        if event.is_printable and event.character:
            self.query_one(FilterList).field.insert_text_at_cursor(event.character)

    @on(OptionList.OptionSelected)
    async def action_choose_row(self) -> None:
        """Choose the selected record, if there is one."""
        await self.wait_for_pending_keys()
        if (chosen := self.query_one(FilterList).selected_id) is not None:
            await self.take(chosen)

    async def take(self, record_id: int) -> None:
        """Close the dialog with the chosen record."""
        self.dismiss(record_id)

    def action_cancel(self) -> None:
        """Return None."""
        self.dismiss(None)
