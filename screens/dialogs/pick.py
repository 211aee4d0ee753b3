"""A dialog for choosing one record with a filter."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from msgspec import Struct
from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList

from screens.base.screen import KmDialog
from screens.commands.command import bindings
from screens.commands.everywhere import CANCEL, CHOOSE_ROW, MAKE_RECORD, REDRAW
from screens.widgets.label import ThaiLabel
from screens.widgets.search_list import FilterEntry, FilterList

_NOTHING = "ยังไม่มีให้เลือก กด Esc กลับไปเพิ่มก่อน"


class PickOffer(Struct, frozen=True):
    """An offer to create a record that is missing in the list.

    `make` is given the filter text, asks the user, and returns the id of the new record or None.
    """

    label: str
    make: Callable[[str], Awaitable[int | None]]


class PickDialog(KmDialog[int | None]):
    """A choice of one record by typing part of its text; returns its id, None for Escape."""

    no_draft = "its field is a filter; nothing of it is stored"
    CSS_PATH = Path(__file__).with_name("pick.tcss")
    BINDINGS = bindings(CANCEL, CHOOSE_ROW, MAKE_RECORD, REDRAW)

    def __init__(
        self,
        title: str,
        entries: Sequence[FilterEntry],
        empty: str = "",
        offer: PickOffer | None = None,
    ) -> None:
        """Initialize the dialog.

        Args:
            title: the question.
            entries: the records to choose from.
            empty: shown if there are none; not needed with an offer.
            offer: creates a missing record, which is then selected.
        """
        super().__init__()
        self._offer = offer
        make = f"F5 {offer.label}   " if offer else ""
        self.keys_label = f"พิมพ์เพื่อค้นหา   ↑ ↓ เลื่อน   Enter เลือก   {make}Esc ยกเลิก"
        self._title = title
        self._entries = entries
        self._empty = empty

    def compose(self) -> ComposeResult:
        """Yield question, filter field and rows."""
        with Vertical(id="pick"):
            yield ThaiLabel((self._title, "bold"), id="pick-title")
            yield FilterList()
            yield ThaiLabel("" if self._entries else self.sentence(self._nothing), id="pick-empty")

    @property
    def _nothing(self) -> str:
        """The sentence of an empty list, saying how to fill it."""
        return f"ยังไม่มี กด F5 {self._offer.label}" if self._offer else self._empty or _NOTHING

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
        """Return the id of the selected record; show a message if no row is selected."""
        await self.wait_for_pending_keys()
        if (chosen := self.query_one(FilterList).selected_id) is not None:
            await self.take(chosen)
        elif self._offer is not None:
            self.show_message(f"ไม่มีในรายการ กด F5 {self._offer.label}", "warning")
        else:
            self.show_message("ไม่มีแถวให้เลือก ลบคำที่พิมพ์เพื่อดูทั้งหมด หรือกด Esc", "warning")

    async def action_make_record(self) -> None:
        """Let the offer create the missing record, and return its id.

        Shows a message if there is no offer; stays open if nothing was created.
        """
        await self.wait_for_pending_keys()
        if self._offer is None:
            self.show_message("รายการนี้เพิ่มที่นี่ไม่ได้", "warning")
        else:
            self._make(self._offer)

    @work(exclusive=True, group="act")
    async def _make(self, offer: PickOffer) -> None:
        made = await offer.make(self.query_one(FilterList).field.value.strip())
        if made is not None:
            await self.take(made)

    async def take(self, record_id: int) -> None:
        """Close the dialog; it returns this id."""
        self.dismiss(record_id)

    def action_cancel(self) -> None:
        """Return None."""
        self.dismiss(None)
