"""Base of screens with a list of records and a filter."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from inspect import isawaitable
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import OptionList

from kmtui.thai.digits import counts_text
from models.errors import KmError
from screens.base.screen import KmScreen
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel
from screens.widgets.row_list import CellRow
from screens.widgets.sanitize import notify_plain
from screens.widgets.search_list import FilterEntry, FilterList


class FilterScreen(KmScreen[None]):
    """A screen with a list of records; a subclass reads them and opens the selected one.

    The records are read again whenever the screen becomes current.

    Attributes:
        HEADS: the column headers.
        EMPTY: the sentence of an empty list.
        COUNTED: the Thai classifier after the number of records in the title.
        selected_id: the id of the record to select after reading; None for the first one.
        is_read: set once the list has been read.
    """

    CSS_PATH = Path(__file__).with_name("searching.tcss")
    HEADS: ClassVar[CellRow]
    EMPTY: ClassVar[str] = ""
    COUNTED: ClassVar[str] = "รายการ"

    def __init__(self) -> None:
        super().__init__()
        self.selected_id: int | None = None
        self.is_read = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Yield title, filter and rows, with a sentence for an empty list."""
        yield ThaiLabel((self.PAGE.title, "bold"), id="search-title")
        yield ThaiLabel(self.empty_text, id="search-empty")
        yield FilterList(heads=self.HEADS)
        yield KeyLine()

    async def read_entries(self) -> Sequence[FilterEntry]:
        """Read the records and return them as entries. Raises KmError."""
        raise NotImplementedError

    def open_record(self, record_id: int) -> object:
        """Open the record with this id (the command of Enter); an awaitable result is awaited."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Focus the filter; hide the sentence for an empty list until the records are read."""
        self.query_one("#search-empty").display = False
        self.set_focus(self.filter_list.field)

    def on_screen_resume(self) -> None:
        """Read the records again, because they may have changed on another screen."""
        self.is_read.clear()
        self._reread()

    @work(exclusive=True, group="read")
    async def _reread(self) -> None:
        await self.read()

    async def reread_if_current(self) -> None:
        """Read the records again if the screen is current; filter and selection are kept."""
        if self.is_current and self.is_read.is_set():
            self.selected_id = self.filter_list.selected_id
            self._reread()

    async def read_from_the_top(self) -> None:
        """Empty the list, read it again, and select the first record."""
        self.selected_id = None
        self.filter_list.load(())
        await self.read()

    async def read(self) -> bool:
        """Read and show the records, or the error; return whether they were read.

        `selected_id` is selected if it is one of them.
        """
        try:
            self._show(await self.read_entries())
        except KmError as error:
            self.show_error(error)
            return False
        finally:
            self.is_read.set()
        return True

    def _show(self, entries: Sequence[FilterEntry]) -> None:
        self.filter_list.load(entries, self.selected_id)
        title = f"{self.PAGE.title} {self.period}".rstrip()
        # Of an empty list the sentence below says it.
        count = counts_text((f"  {{}} {self.COUNTED}", len(entries)))
        self.query_one("#search-title", ThaiLabel).update((title, "bold"), (count, "$text-muted"))
        self.query_one("#search-empty").display = not entries

    @property
    def period(self) -> str:
        """The year to which the list is restricted; empty if it shows all records."""
        return ""

    @property
    def form_record(self) -> int | None:
        """The id of the selected record, to which the draft of a form belongs."""
        return self.filter_list.selected_id

    @property
    def filter_list(self) -> FilterList:
        """The filter field with its rows."""
        return self.query_one(FilterList)

    async def selected_record(self) -> int | None:
        """Return the id of the selected record once the list is read; None without one.

        The record is selected again when the screen becomes current. Without one a message says
        what to do.
        """
        await self.is_read.wait()
        self.selected_id = self.filter_list.selected_id
        if self.selected_id is None:
            notify_plain(self, self._why_nothing, "warning")
        return self.selected_id

    @on(OptionList.OptionSelected)
    async def action_open_chosen(self) -> None:
        """Open the selected record."""
        await self.wait_for_pending_keys()
        if (chosen := await self.selected_record()) is not None:
            opened = self.open_record(chosen)
            if isawaitable(opened):
                await opened

    @property
    def empty_text(self) -> str:
        """The sentence of an empty list, saying how to fill it."""
        return self.sentence(self.EMPTY)

    @property
    def _why_nothing(self) -> str:
        """The reason why no row is selected: how to fill the list or change the filter."""
        if self.query_one("#search-empty").display:
            return self.empty_text
        return "ไม่มีแถวให้เลือก ลบคำที่พิมพ์เพื่อดูทั้งหมด"

    def action_back(self) -> None:
        """Clear the filter; if it is empty, return to the previous screen."""
        if self.filter_list.field.value:
            self.filter_list.field.value = ""
        else:
            self.dismiss(None)
