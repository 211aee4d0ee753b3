"""The classification of a year as it is shown: divisions at the left, one list at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList

from kmtui.thai.digits import thai_digits
from models.editing.record_kind import cleaned
from models.knowledge.records import KnowledgeKind, ListOf, years_classified
from models.knowledge.views import KnowledgeItemView, YearLists, near_items, read_year
from models.meetings.presence import ActiveEditor
from models.meetings.records import Meeting
from models.office.locations import InKnowledge
from screens.knowledge.sheets import (
    NEAR_SIGN,
    Begun,
    KnowledgeFilter,
    details_sheet,
    division_counts,
    list_sheet,
    near_numbers,
)
from screens.tables.cell_table import CellTable
from screens.tables.table_screen import TableScreen
from screens.tables.table_view import WIDE_CELLS, TableModel
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel
from screens.widgets.row_list import RowList
from screens.widgets.text_area import ThaiTextArea
from screens.widgets.wrap import shorten

_NEAR_CELLS = 60


class KnowledgeSnapshot(NamedTuple):
    """The year as it was read, the years that there are, and the meeting that it is decided in."""

    year: YearLists
    years: tuple[int, ...]
    here_label: str


def read_knowledge_snapshot(fiscal_year: int, meeting_id: int | None) -> KnowledgeSnapshot:
    """What the screen shows of a year; `meeting_id` is the meeting that it was opened from."""
    meeting = Meeting.get_or_none(id=meeting_id) if meeting_id is not None else None
    label = str(meeting.label) if meeting is not None else ""
    return KnowledgeSnapshot(read_year(fiscal_year), tuple(years_classified()), label)


class KnowledgeView(TableScreen):
    """One year, one division, one kind; what is filtered, and what is being begun."""

    def __init__(
        self, fiscal_year: int, meeting_id: int | None = None, select: int | None = None
    ) -> None:
        super().__init__()
        self.fiscal_year = fiscal_year
        self.meeting_id = meeting_id
        self.kind = KnowledgeKind.KNOWLEDGE
        self.division_id = 0
        self.item_filter = KnowledgeFilter.ALL
        self.state: KnowledgeSnapshot | None = None
        self.begun: list[Begun] = []
        self._coming = select
        self._pane_rows: list[str] = []

    @property
    def location(self) -> InKnowledge:
        """The year."""
        return InKnowledge(self.fiscal_year)

    def compose(self) -> ComposeResult:
        """Title and kinds; divisions and the list; what is near, what is wrong, status, keys."""
        with Horizontal(id="table-top"):
            yield ThaiLabel("", id="table-title")
            yield ThaiLabel("", id="table-state")
        yield ThaiLabel("", id="table-parts")
        with Horizontal(id="knowledge-panes"):
            yield RowList(id="divisions")
            with Vertical(id="knowledge-right"):
                yield CellTable(id="table")
                yield ThaiLabel("", id="table-empty")
        yield ThaiLabel("", id="knowledge-near")
        yield ThaiLabel("", id="table-banner")
        with Horizontal(id="table-status"):
            yield ThaiLabel("", id="table-row")
            yield ThaiLabel("", id="table-others")
            yield ThaiLabel("", id="table-saved")
        yield KeyLine()

    # What is read

    async def read_sheet(self) -> Callable[[], None]:
        """Read the year."""
        shown = await self.call(read_knowledge_snapshot, self.fiscal_year, self.meeting_id)
        return partial(self._take, shown)

    def _take(self, shown: KnowledgeSnapshot) -> None:
        """Show this from now on; what was begun and has its words by now is one of its items."""
        self.state = shown
        if self._coming is not None:
            self._go_to_coming()
        divisions = self.year.kinds[self.kind].divisions
        if self.division_id not in [each.division_id for each in divisions] and divisions:
            self.division_id = divisions[0].division_id
        ids = {item.id for item in self.year.items}
        typed = self.table.editing
        self.begun = [
            each
            for each in self.begun
            if each.id not in ids
            and typed is not None
            and typed.field_key is not None
            and typed.field_key.subject_id == each.id
        ]

    async def read_now(self) -> None:
        """As in every table; the cursor begins on the words, and an empty list says so."""
        was_read = self.is_read.is_set()
        await super().read_now()
        if self.is_composed and not was_read:
            self.table.move_cursor(self.table.view.row_index, 1)

    def _go_to_coming(self) -> None:
        item = self.item_with(self._coming or 0)
        if item is not None:
            self.division_id, self.kind = item.division_id, item.kind

    @property
    def year(self) -> YearLists:
        """The year as it was read last."""
        assert self.state is not None, "nothing is done before the year is read"
        return self.state.year

    @property
    def items(self) -> tuple[KnowledgeItemView, ...]:
        """The items of the list that is shown, filtered or not."""
        return self.year.items_of(self.division_id, self.kind) if self.state else ()

    @property
    def list_of(self) -> ListOf:
        """The list that is shown."""
        return ListOf(self.fiscal_year, self.division_id, self.kind)

    @property
    def item(self) -> KnowledgeItemView | None:
        """The stored item under the cursor, or of the form."""
        return self.item_with(self.record_id or 0)

    def item_with(self, item_id: int) -> KnowledgeItemView | None:
        """The item with this id in the year that is shown."""
        if self.state is None:
            return None
        return next((each for each in self.year.items if each.id == item_id), None)

    def division_name(self, division_id: int) -> str:
        """What a division is called in short."""
        divisions = self.year.kinds[self.kind].divisions
        return next((e.short_name for e in divisions if e.division_id == division_id), "")

    # What is shown

    @property
    def divisions(self) -> RowList:
        """The left pane."""
        return self.query_one("#divisions", RowList)

    @property
    def is_wide(self) -> bool:
        """The list is a table at every width; a form is opened by its own key."""
        return self.form_row is None

    def sheet(self) -> TableModel:
        """The list that is looked at, or the item whose form is open."""
        item = self.item_with(self.form_row) if self.form_row is not None else None
        if item is not None:
            return details_sheet(item)
        begun = [each for each in self.begun if each.where == self.list_of]
        return list_sheet(self.items, begun, self.item_filter, self.size.width >= WIDE_CELLS)

    def show_heads(self) -> None:
        """The year and its meeting; the kinds, and what is filtered; the divisions."""
        assert self.state is not None
        title = f"จำแนกองค์ความรู้ ปีงบประมาณ {thai_digits(self.fiscal_year)}"
        self.query_one("#table-title", ThaiLabel).update((title, "bold"))
        self.query_one("#table-state", ThaiLabel).update(self._meeting_words())
        words: list[str | tuple[str, str]] = [
            (f" {kind.label} ", "bold $accent") if kind == self.kind else f" {kind.label} "
            for kind in KnowledgeKind
        ]
        words.append(f"  {self.division_name(self.division_id)}")
        if self.form_row is not None and self.item is not None:
            words.append((f"  ข้อ {thai_digits(self.item.number)}  Esc กลับไปรายการ", "$accent"))
        elif self.item_filter != KnowledgeFilter.ALL:
            words.append((f"  กรอง: {self.item_filter}", "$warning"))
        self.query_one("#table-parts", ThaiLabel).update(*words)
        self.query_one("#table-empty", ThaiLabel).update(self._empty_words())
        self.query_one("#knowledge-panes").set_class(self.size.width >= WIDE_CELLS, "-wide")
        self._show_divisions()
        if self._coming is not None and self.table.select_row(self._coming, 1):
            self._coming = None

    def _meeting_words(self) -> str:
        assert self.state is not None
        decided = self.year.kinds[self.kind].meeting_label
        if self.state.here_label:
            return f"● จำแนกในการประชุมครั้งที่ {self.state.here_label}"
        return f"จำแนกโดยการประชุมครั้งที่ {decided}" if decided else "○ ยังไม่ระบุการประชุม"

    def _empty_words(self) -> str:
        if self.item_filter != KnowledgeFilter.ALL:
            return f"ไม่มีรายการที่{self.item_filter} กด F แล้วเลือก ทั้งหมด"
        earlier = (
            [year for year in self.state.years if year < self.fiscal_year] if self.state else []
        )
        copy = f" หรือ F6 คัดลอกจากปี {thai_digits(earlier[0])}" if earlier else ""
        return f"○ ยังไม่มี{self.kind.label} กด F5 เพิ่มทีละบรรทัด{copy}"

    def _show_divisions(self) -> None:
        counts = division_counts(self.year, self.item_filter)
        at = list(KnowledgeKind).index(self.kind)
        rows = [each.row(at) for each in counts]
        ids = [each.division_id for each in counts]
        current = ids.index(self.division_id) if self.division_id in ids else 0
        texts = [f"{row.text} {at}" for row in rows]
        if texts != self._pane_rows:
            self._pane_rows = texts
            self.divisions.show(rows, current)
        elif self.divisions.highlighted != current:
            self.divisions.highlighted = current

    def row_text(self) -> str:
        """Where the item under the cursor comes from."""
        if self.state is None or self.item is None:
            return ""
        said = [f"ข้อ {thai_digits(self.item.number)} จาก {thai_digits(len(self.items))}"]
        if self.item.id in (near := near_numbers(self.items)):
            said.append(f"{NEAR_SIGN} คล้ายข้อ {thai_digits(near[self.item.id])}")
        if self.item.meeting_id is not None:
            said.append("จากการประชุม")
        if self.item.origin_id is not None:
            said.append("↻ จากปีก่อน")
        return "  ".join(said)

    def location_text(self, editor: ActiveEditor) -> str:
        """Where somebody is, by division and number."""
        item = self.item_with(editor.item_id or 0)
        if item is None:
            return super().location_text(editor)
        doing = "กำลังแก้" if editor.statement_id else "กำลังดู"
        place = self.division_name(item.division_id)
        return f"{doing} {place} ข้อ {thai_digits(item.number)}"

    @on(ThaiTextArea.Changed)
    def _warn_of_near(self) -> None:
        """Say while somebody types that the list has nearly the same already."""
        label, cell = self.query_one("#knowledge-near", ThaiLabel), self.table.editing
        is_text = cell is not None and cell.field_key is not None and cell.field_key.field == "text"
        typed = cleaned(self.table.editor.text) if is_text else ""
        own = cell.field_key.subject_id if cell is not None and cell.field_key is not None else 0
        near = near_items(typed, (each for each in self.items if each.id != own)) if typed else []
        label.display = bool(near)
        if near:
            words = shorten(near[0].text, _NEAR_CELLS)
            label.update(f"{NEAR_SIGN} คล้ายข้อ {thai_digits(near[0].number)}: {words}")

    # Which list

    def show_list(self, division_id: int, kind: KnowledgeKind) -> None:
        """Look at another list of the year, its first item chosen."""
        self.division_id, self.kind, self.form_row = division_id, kind, None
        self.show_sheet()
        self.table.move_cursor(0, 1)

    @on(OptionList.OptionHighlighted)
    def _division_chosen(self) -> None:
        """The cursor in the left pane stands on another division."""
        at = self.divisions.highlighted
        divisions = self.year.kinds[self.kind].divisions if self.state else ()
        if at is None or at >= len(divisions):
            return
        if divisions[at].division_id != self.division_id and self.divisions.has_focus:
            self.show_list(divisions[at].division_id, self.kind)
