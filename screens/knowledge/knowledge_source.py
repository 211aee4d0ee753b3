"""The table source of a year's classification: a division's list, or one item."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from kmtui.thai.digits import thai_digits
from models.editing.record_kind import cleaned
from models.editing.undo import UndoScope
from models.knowledge.operations import link_to_meeting, year_scope
from models.knowledge.records import KnowledgeKind, ListOf, years_classified
from models.knowledge.views import KnowledgeItemView, YearLists, near_items, read_year
from models.meetings.presence import ActiveEditor
from models.meetings.records import Meeting
from models.office.locations import InKnowledge
from screens.commands.knowledge import KNOWLEDGE
from screens.knowledge.sheets import (
    NEAR_SIGN,
    Begun,
    KnowledgeFilter,
    details_sheet,
    list_sheet,
    near_numbers,
)
from screens.own_keys.chosen import hint
from screens.tables.pending_rows import PendingRows
from screens.tables.table_pane import TablePane
from screens.tables.table_source import (
    TableHeads,
    TableModel,
    TablePosition,
    TableSource,
)
from screens.widgets.label import Part

NO_DIVISION = "ยังไม่มีหน่วยงาน เพิ่มที่ บุคลากรและตำแหน่ง จอหน่วยงาน ก่อน"


class KnowledgeSnapshot(NamedTuple):
    """The year as read, the years with items, and the label of the meeting for changes.

    New and changed items are linked to that meeting; the label is empty if there is none.
    """

    year: YearLists
    years: tuple[int, ...]
    here_label: str


def read_knowledge_snapshot(fiscal_year: int, meeting_id: int | None) -> KnowledgeSnapshot:
    """Read what the screen shows of a year.

    Args:
        meeting_id: the meeting from which the screen was opened, if any.
    """
    meeting = Meeting.get_or_none(id=meeting_id) if meeting_id is not None else None
    label = str(meeting.label) if meeting is not None else ""
    return KnowledgeSnapshot(read_year(fiscal_year), tuple(years_classified()), label)


class KnowledgeSource(TableSource[KnowledgeSnapshot]):
    """The shown list (year, division, kind), its filter, and the rows not stored yet.

    Attributes:
        coming: the id of the item to select as soon as it has been read.
    """

    def __init__(
        self,
        fiscal_year: int,
        pending: PendingRows[Begun],
        meeting_id: int | None = None,
        coming: int | None = None,
    ) -> None:
        self.fiscal_year = fiscal_year
        self.kind = KnowledgeKind.KNOWLEDGE
        self.division_id = 0
        self.item_filter = KnowledgeFilter.ALL
        self.coming = coming
        self.meeting_id = meeting_id
        self._pending = pending

    @property
    def location(self) -> InKnowledge:
        """The location (navigation target) of the year."""
        return InKnowledge(self.fiscal_year)

    def read(self) -> Callable[[], KnowledgeSnapshot]:
        """Return a function that reads the year."""
        return partial(read_knowledge_snapshot, self.fiscal_year, self.meeting_id)

    def take(self, snapshot: KnowledgeSnapshot, typed_id: int | None, /) -> None:
        """Show this snapshot; drop pending rows that it contains or that are no longer edited.

        Shows the list of the item `coming`; if the division is gone, that of the first one.
        """
        super().take(snapshot, typed_id)
        coming = self.item(self.coming) if self.coming is not None else None
        if coming is not None:
            self.division_id, self.kind = coming.division_id, coming.kind
        divisions = self.year.kinds[self.kind].divisions
        if self.division_id not in [each.division_id for each in divisions] and divisions:
            self.division_id = divisions[0].division_id
        ids = {item.id for item in self.year.items}
        self._pending.keep(lambda begun: begun.id == typed_id and begun.id not in ids)

    @property
    def year(self) -> YearLists:
        """The year as last read."""
        return self.snapshot.year

    @property
    def items(self) -> tuple[KnowledgeItemView, ...]:
        """The items of the list that is shown, filtered or not."""
        return self.year.items_of(self.division_id, self.kind) if self.state else ()

    @property
    def list_of(self) -> ListOf:
        """The key of the shown list."""
        return ListOf(self.fiscal_year, self.division_id, self.kind)

    def item(self, item_id: int | None) -> KnowledgeItemView | None:
        """Return the item with this id in the year that is shown; None if there is none."""
        if self.state is None:
            return None
        return next((each for each in self.year.items if each.id == item_id), None)

    def division_name(self, division_id: int) -> str:
        """Return the short name of a division; empty if the year does not have it."""
        divisions = self.year.kinds[self.kind].divisions
        return next((e.short_name for e in divisions if e.division_id == division_id), "")

    def sheet(self, form_row: int | None, is_wide: bool, /) -> TableModel:
        """Return the shown list as a table, or the item that is shown as a form."""
        item = self.item(form_row) if form_row is not None else None
        if item is not None:
            return details_sheet(item)
        begun = [each for each in self._pending.rows if each.where == self.list_of]
        return list_sheet(self.items, begun, self.item_filter, is_wide)

    def heads(self, at: TablePosition, /) -> TableHeads:
        """Return the headings: year and meeting, kinds of knowledge, and the filter."""
        parts: list[Part] = [
            (f" {kind.label} ", "bold $accent") if kind == self.kind else f" {kind.label} "
            for kind in KnowledgeKind
        ]
        parts.append(f"  {self.division_name(self.division_id)}")
        item = self.item(at.form_row) if at.form_row is not None else None
        if item is not None:
            parts.append((f"  ข้อ {thai_digits(item.number)}  Esc กลับไปรายการ", "$accent"))
        elif self.item_filter != KnowledgeFilter.ALL:
            parts.append((f"  กรอง: {self.item_filter}", "$warning"))
        title = f"จำแนกองค์ความรู้ ปีงบประมาณ {thai_digits(self.fiscal_year)}"
        return TableHeads(title, self._meeting_words(), tuple(parts), self._empty_words())

    def _meeting_words(self) -> str:
        decided = self.year.kinds[self.kind].meeting_label
        if self.snapshot.here_label:
            return f"● จำแนกในการประชุมครั้งที่ {self.snapshot.here_label}"
        return f"จำแนกโดยการประชุมครั้งที่ {decided}" if decided else "○ ยังไม่ระบุการประชุม"

    def _empty_words(self) -> str:
        if not self.division_id:
            return f"○ {NO_DIVISION}"
        if self.item_filter != KnowledgeFilter.ALL:
            return hint(f"ไม่มีรายการที่{self.item_filter} กด F แล้วเลือก ทั้งหมด", KNOWLEDGE)
        earlier = [year for year in self.snapshot.years if year < self.fiscal_year]
        copy = f" หรือ F6 คัดลอกจากปี {thai_digits(earlier[0])}" if earlier else ""
        return hint(f"○ ยังไม่มี{self.kind.label} กด F5 เพิ่มทีละบรรทัด{copy}", KNOWLEDGE)

    def row_text(self, at: TablePosition, _numbered: str, /) -> str:
        """Return the status text on the item under the cursor: number, similar item, origin.

        Empty if there is no item.
        """
        item = self.item(at.record_id)
        if item is None:
            return ""
        said = [f"ข้อ {thai_digits(item.number)} จาก {thai_digits(len(self.items))}"]
        if item.id in (near := near_numbers(self.items)):
            said.append(f"{NEAR_SIGN} คล้ายข้อ {thai_digits(near[item.id])}")
        if item.meeting_id is not None:
            said.append("จากการประชุม")
        if item.origin_id is not None:
            said.append("↻ จากปีก่อน")
        return "  ".join(said)

    def editor_text(self, editor: ActiveEditor, /) -> str:
        """Return whether another user edits or views an item, with its division and number.

        Empty if the item is not in the year.
        """
        item = self.item(editor.item_id)
        if item is None:
            return ""
        doing = "กำลังแก้" if editor.statement_id else "กำลังดู"
        return f"{doing} {self.division_name(item.division_id)} ข้อ {thai_digits(item.number)}"

    def near(self, at: TablePosition) -> KnowledgeItemView | None:
        """Return an item of the list whose text is similar to the one being typed.

        None without one.
        """
        if at.typed is None or at.field_key is None or at.field_key.field != "text":
            return None
        typed, own = cleaned(at.typed), at.field_key.subject_id
        near = near_items(typed, (each for each in self.items if each.id != own)) if typed else []
        return near[0] if near else None

    @property
    def undo_scope(self) -> UndoScope:
        """The undo scope of the year."""
        return year_scope(self.fiscal_year)

    def follow_up(self, record_id: int | None, /) -> Callable[[], object] | None:
        """Return a function that links the year and an item, if given, to the meeting.

        None if the screen was not opened from a meeting.
        """
        if self.meeting_id is None:
            return None
        ids = () if record_id is None else (record_id,)
        return partial(link_to_meeting, self.fiscal_year, self.meeting_id, ids)


KnowledgePane = TablePane[KnowledgeSource]
