"""Lists of records narrowed by typing: in a screen of their own, or in a dialog to pick from."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from inspect import isawaitable
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList

from kmtui.thai.digits import thai_digits
from kmtui.thai.keys import to_kedmanee
from kmtui.thai.text import key
from models.errors import KmError
from screens.base import KmScreen
from screens.command import bindings
from screens.commands.everywhere import CANCEL, CHOOSE_ROW, REDRAW
from screens.early import EarlyKeysDialog
from screens.rows import CellRow, Heads, RowList
from screens.widgets.input import ThaiInput
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel


@dataclass(frozen=True)
class Entry:
    """A record of a list: found by the words of its row and by `words` besides."""

    id: int
    row: CellRow
    words: str = ""


class SearchList(Vertical):
    """A field above rows; the rows are those that hold every word typed.

    Words typed under the wrong keyboard layout find what they were meant to find. Arrows and page
    keys move through the rows while the field keeps the focus.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,ctrl+p", "move('cursor_up')", show=False),
        Binding("down,ctrl+n", "move('cursor_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
    ]
    DEFAULT_CSS = """
    SearchList { height: 1fr; }
    SearchList ThaiInput { background: $panel; margin: 0 1; }
    SearchList RowList { height: auto; max-height: 1fr; scrollbar-size: 1 1; }
    """

    def __init__(self, *, hint: str = "พิมพ์เพื่อค้นหา", heads: CellRow | None = None) -> None:
        super().__init__()
        self._hint = hint
        self._heads = heads
        self._entries: tuple[tuple[Entry, str], ...] = ()
        self._found: tuple[Entry, ...] = ()

    def compose(self) -> ComposeResult:
        """Field, heads, rows."""
        yield ThaiInput(placeholder=self._hint)
        if self._heads is not None:
            yield Heads(self._heads)
        rows = RowList()
        rows.can_focus = False
        yield rows

    @property
    def field(self) -> ThaiInput:
        """The field that is typed in."""
        return self.query_one(ThaiInput)

    @property
    def rows(self) -> RowList:
        """The rows found."""
        return self.query_one(RowList)

    @property
    def chosen_id(self) -> int | None:
        """The record of the row under the cursor."""
        at = self.rows.highlighted
        return None if at is None or at >= len(self._found) else self._found[at].id

    @property
    def found_count(self) -> int:
        """How many rows were found."""
        return len(self._found)

    def load(self, entries: Sequence[Entry], stand_on: int | None = None) -> None:
        """Show these entries as far as they hold the words typed; the cursor on one of them."""
        self._entries = tuple((each, key(f"{each.row.text} {each.words}")) for each in entries)
        self._narrow(self.chosen_id if stand_on is None else stand_on)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._narrow(None)

    def _narrow(self, stand_on: int | None) -> None:
        typed = self.field.value
        found = self._holding(typed)
        if not found and typed.isascii():
            found = self._holding(to_kedmanee(typed))
        self._found = found
        ids = [each.id for each in found]
        self.rows.show([each.row for each in found], ids.index(stand_on) if stand_on in ids else 0)

    def _holding(self, typed: str) -> tuple[Entry, ...]:
        wanted = key(typed).split()
        return tuple(each for each, words in self._entries if all(word in words for word in wanted))

    def action_move(self, motion: str) -> None:
        """Move the cursor through the rows."""
        getattr(self.rows, f"action_{motion}")()


class SearchScreen(KmScreen[None]):
    """A full screen of records; a sub-class says how they are read and what Enter does.

    They are read anew whenever one comes back here.
    """

    CSS_PATH = "searching.tcss"
    HEADS: ClassVar[CellRow]
    EMPTY: ClassVar[str] = ""
    COUNTED: ClassVar[str] = "รายการ"

    def __init__(self) -> None:
        super().__init__()
        self.chosen_id: int | None = None
        self.is_read = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Title, what is searched, the rows; a sentence where there are none."""
        yield ThaiLabel((self.PAGE.title, "bold"), id="search-title")
        yield ThaiLabel(self.EMPTY, id="search-empty")
        yield SearchList(heads=self.HEADS)
        yield KeyLine()

    async def read_entries(self) -> Sequence[Entry]:
        """Every record as an entry. Raises KmError."""
        raise NotImplementedError

    def open_record(self, record_id: int) -> object:
        """What Enter does on a row."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Until the records are read nothing is said of them."""
        self.query_one("#search-empty").display = False
        self.set_focus(self.found.field)

    def on_screen_resume(self) -> None:
        """Read the records anew: something may have changed elsewhere."""
        self.is_read.clear()
        self._reread()

    @work(exclusive=True, group="read")
    async def _reread(self) -> None:
        await self.read()

    async def read(self) -> None:
        """Read and show the records; the cursor stands on `chosen_id` where that is one of them."""
        try:
            self._show(await self.read_entries())
        except KmError as error:
            self.complain(error)
        finally:
            self.is_read.set()

    def _show(self, entries: Sequence[Entry]) -> None:
        self.found.load(entries, self.chosen_id)
        count = thai_digits(len(entries))
        self.query_one("#search-title", ThaiLabel).update(
            (self.PAGE.title, "bold"), (f"  {count} {self.COUNTED}", "$text-muted")
        )
        self.query_one("#search-empty").display = not entries

    @property
    def found(self) -> SearchList:
        """The field and its rows."""
        return self.query_one(SearchList)

    async def the_chosen(self) -> int | None:
        """The record under the cursor, once the list is read; remembered for coming back."""
        await self.is_read.wait()
        self.chosen_id = self.found.chosen_id
        return self.chosen_id

    @on(OptionList.OptionSelected)
    async def action_open_chosen(self) -> None:
        """Open the record under the cursor."""
        await self.settle()
        if (chosen := await self.the_chosen()) is not None:
            opened = self.open_record(chosen)
            if isawaitable(opened):
                await opened

    def action_back(self) -> None:
        """Clear what is typed; where nothing is, back to the screen before."""
        if self.found.field.value:
            self.found.field.value = ""
        else:
            self.dismiss(None)


class PickDialog(EarlyKeysDialog[int | None]):
    """Lets one record be picked by typing part of its words; returns its id, None for Escape."""

    CSS_PATH = "searching.tcss"
    BINDINGS = bindings(CANCEL, CHOOSE_ROW, REDRAW)

    def __init__(self, title: str, entries: Sequence[Entry], empty: str = "") -> None:
        super().__init__()
        self._title = title
        self._entries = entries
        self._empty = empty

    def compose(self) -> ComposeResult:
        """The question, the field, the rows."""
        with Vertical(id="pick"):
            yield ThaiLabel((self._title, "bold"), id="pick-title")
            yield SearchList()
            yield ThaiLabel("" if self._entries else self._empty, id="pick-empty")
            yield ThaiLabel("พิมพ์เพื่อค้นหา  ↑ ↓ เลื่อน  Enter เลือก  Esc ยกเลิก", id="pick-keys")

    def on_mount(self) -> None:
        """Stand in the field."""
        found = self.query_one(SearchList)
        found.load(self._entries)
        self.set_focus(found.field)

    def on_key(self, event: events.Key) -> None:
        """Take a character typed before the field had the focus."""
        if event.is_printable and event.character:
            self.query_one(SearchList).field.insert_text_at_cursor(event.character)

    @on(OptionList.OptionSelected)
    async def action_choose_row(self) -> None:
        """Answer with the record under the cursor; without one do nothing."""
        await self.settle()
        if (chosen := self.query_one(SearchList).chosen_id) is not None:
            self.dismiss(chosen)

    def action_cancel(self) -> None:
        """Pick nothing."""
        self.dismiss(None)
