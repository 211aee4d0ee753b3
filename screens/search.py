"""The full-text search screen: one query field, hits as the user types, Enter opens one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList

from kmtui.thai.digits import thai_digits
from models.errors import KmError
from models.people.views import divisions_list
from models.search.hits import Hit, SearchKind, SearchQuery, search, snippet_of, years_known
from models.search.index import update_index, waiting_count
from screens.base.change_poll import ChangePoll
from screens.base.dialog_action import dialog_action
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.search import SEARCH
from screens.dialogs.choices import ListDialog
from screens.dialogs.pick import PickDialog
from screens.widgets.input import ThaiInput
from screens.widgets.key_line import KeyLine
from screens.widgets.label import Part, ThaiLabel, WrappedLines, lines
from screens.widgets.row_list import CellRow, ListCell, RowList
from screens.widgets.search_list import FilterEntry

MARK = "bold underline"
CHUNK = 50  # records indexed in one operation: typing waits for one operation at most
_REST_S = 0.12
_TITLE_CELLS = 60
_MOST = 50
_ASK = "พิมพ์คำที่ต้องการหา หลายคำคั่นด้วยเว้นวรรค"


class SearchEverywhereScreen(KmScreen[None]):
    """The full-text search; its field begins with the last search."""

    CSS_PATH = "search.tcss"
    PAGE = SEARCH
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(*SEARCH.commands),
        Binding("up,ctrl+p", "move('cursor_up')", show=False),
        Binding("down,ctrl+n", "move('cursor_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._hits: tuple[Hit, ...] = ()
        self._division_name = ""
        self._searched_at = 0.0
        self._changes = ChangePoll(self, self._catch_up_if_current)
        self._is_indexing = False
        self.is_found = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Compose the search field, the filter's state, the hits and the keys."""
        yield ThaiLabel(("ค้นหา", "bold"), id="find-title")
        yield ThaiInput(placeholder=_ASK, id="find-words")
        yield ThaiLabel("", id="find-state")
        yield RowList(id="find-hits")
        yield KeyLine()

    def on_mount(self) -> None:
        """Focus the field with the last search; start polling for changes."""
        self._rows.can_focus = False
        self._field.value = self._wanted.text
        self.set_focus(self._field)
        self._changes.start()

    def on_screen_resume(self) -> None:
        """Update the index and search again, because records may have changed."""
        self._catch_up()
        self._search()

    @property
    def _field(self) -> ThaiInput:
        return self.query_one(ThaiInput)

    @property
    def _rows(self) -> RowList:
        return self.query_one(RowList)

    @property
    def _wanted(self) -> SearchQuery:
        return self.workspace.looked_for

    @work(exclusive=True, group="index")
    async def _catch_up(self) -> None:
        """Index changed records in chunks, then search again."""
        try:
            await self._changes.note_version()
            left = await self.call(waiting_count)
            if not left:
                return
            self._is_indexing = True
            while left:
                self._show_state(left)
                left = await self.call(update_index, CHUNK)
        except KmError as error:
            self.show_error(error)
        finally:
            self._is_indexing = False
        if self.is_composed:
            self._show_state()
            self._search()

    async def _catch_up_if_current(self) -> None:
        """Index changes of other users, unless that is running or another screen is on top."""
        if not self._is_indexing and self.app.screen is self:
            self._catch_up()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._field.value != self._wanted.text:
            self._look_for(replace(self._wanted, text=self._field.value))

    def _look_for(self, wanted: SearchQuery) -> None:
        self.workspace.looked_for = wanted
        self.is_found.clear()
        self._search()

    @work(exclusive=True, group="refresh")
    async def _search(self) -> None:
        """Search for the present query, cancelling an earlier search."""
        pause = self._searched_at + _REST_S - time.monotonic()
        if pause > 0:
            await asyncio.sleep(pause)
        self._searched_at = time.monotonic()
        wanted = self._wanted
        try:
            hits = await self.call(search, wanted, _MOST)
        except KmError as error:
            self.show_error(error)
            return
        finally:
            self.is_found.set()
        if self.is_composed:
            self._show(wanted, hits)

    def _show(self, wanted: SearchQuery, hits: Sequence[Hit]) -> None:
        stood_on = self._chosen
        self._hits = tuple(hits)
        places = [(hit.kind, hit.record_id) for hit in hits]
        mine = (stood_on.kind, stood_on.record_id) if stood_on is not None else None
        at = places.index(mine) if mine is not None and mine in places else 0
        self._rows.show([hit_row(hit, wanted.terms) for hit in hits], at)
        self._show_state()

    def _show_state(self, indexing: int = 0) -> None:
        """Show the active filters, the number of hits, and the progress of the index.

        Args:
            indexing: how many records are still to be indexed.
        """
        if not self.is_composed:
            return
        wanted = self._wanted
        parts: list[Part] = []
        if indexing:
            parts.append((f"กำลังทำดัชนี … เหลือ {thai_digits(indexing)} รายการ  ", "$warning"))
        narrowed = [wanted.kind.label] if wanted.kind is not None else []
        narrowed += [f"ปี {thai_digits(wanted.year)}"] if wanted.year is not None else []
        narrowed += [self._division_name or "หน่วยงาน"] if wanted.division_id is not None else []
        if narrowed:
            parts.append((f"เฉพาะ {' '.join(narrowed)}  ", "$accent"))
        if wanted.terms:
            count = thai_digits(len(self._hits))
            more = "ล่าสุด" if len(self._hits) == _MOST else ""
            parts.append(f"พบ {count} รายการ{more}" if self._hits else "ไม่พบ ลองคำที่สั้นลง")
        self.query_one("#find-state", ThaiLabel).update(*parts)

    @dialog_action
    async def action_by_kind(self) -> None:
        """Ask for a kind of record, and search only those."""
        kinds = list(SearchKind)
        rows = ["ทุกประเภท", *(kind.label for kind in kinds)]
        at = await self.app.push_screen_wait(ListDialog("ค้นในประเภทใด", rows))
        if at is not None:
            self._look_for(replace(self._wanted, kind=kinds[at - 1] if at else None))

    @dialog_action
    async def action_by_year(self) -> None:
        """Ask for a year, and search only its records."""
        years = await self.call_or_show_error(years_known)
        if years is None:
            return
        rows = ["ทุกปี", *(thai_digits(year) for year in years)]
        at = await self.app.push_screen_wait(ListDialog("ค้นในปีใด", rows))
        if at is not None:
            self._look_for(replace(self._wanted, year=years[at - 1] if at else None))

    @dialog_action
    async def action_by_division(self) -> None:
        """Ask for a division, and search only its records."""
        divisions = await self.call_or_show_error(divisions_list)
        if divisions is None:
            return
        entries = [FilterEntry(0, CellRow(ListCell("ทุกหน่วยงาน")))]
        entries += [FilterEntry(each.id, CellRow(ListCell(each.name))) for each in divisions]
        chosen = await self.app.push_screen_wait(PickDialog("ค้นในหน่วยงานใด", entries))
        if chosen is not None:
            self._division_name = next((e.name for e in divisions if e.id == chosen), "")
            self._look_for(replace(self._wanted, division_id=chosen or None))

    async def action_widely(self) -> None:
        """Drop all filters of the search; show a message if there are none."""
        await self.wait_for_pending_keys()
        if self._wanted == (widely := SearchQuery(self._field.value)):
            self.show_message("ค้นทุกประเภท ทุกปี ทุกหน่วยงานอยู่แล้ว")
        else:
            self._look_for(widely)

    @property
    def _chosen(self) -> Hit | None:
        at = self._rows.highlighted
        return None if at is None or at >= len(self._hits) else self._hits[at]

    def action_move(self, motion: str) -> None:
        """Move the selection by the list's action `motion`; the field keeps the focus."""
        getattr(self._rows, f"action_{motion}")()

    @on(OptionList.OptionSelected)
    async def action_open_chosen(self) -> None:
        """Open the location of the selected hit; show a message if it has none."""
        await self.wait_for_pending_keys()
        await self.is_found.wait()
        hit = self._chosen
        if hit is None:
            self.show_message("ยังไม่มีแถวให้เปิด พิมพ์คำที่ต้องการหา หรือลดคำลง", "warning")
        elif hit.location is None:
            self.show_message("รายการนี้ไม่มีจอของตัวเอง อ่านได้ในแถวนี้", "warning")
        else:
            await self.open(hit.location)

    def action_back(self) -> None:
        """Return to the previous screen; the query is kept."""
        self.dismiss(None)


def hit_row(hit: Hit, terms: tuple[str, ...]) -> WrappedLines:
    """Return a hit as lines: kind, title and note, then its text with the search terms marked."""
    title, marks = snippet_of(thai_digits(hit.title), terms, _TITLE_CELLS)
    note = (f"  {hit.note}" if hit.note else "", "$text-muted")
    kind = (f"{hit.kind.label}  ", "$accent")
    head = lines(kind, *_marked(title, marks), note, indent=1, hanging=2)
    return WrappedLines((*head, *lines(*_marked(hit.snippet, hit.marks), indent=4)))


def _marked(text: str, marks: Sequence[tuple[int, int]]) -> list[Part]:
    parts: list[Part] = []
    at = 0
    for start, end in marks:
        parts += [text[at:start], (text[start:end], MARK)]
        at = end
    return [*parts, text[at:]]
