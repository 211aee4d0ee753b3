"""The tables of a year's classification: a division's list, and an item as a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from kmtui.thai.digits import thai_digits
from models.editing.revisions import FieldKey, Subject
from models.knowledge.records import KNOWLEDGE_KIND, Form, KnowledgeKind, ListOf, Way
from models.knowledge.views import KnowledgeItemView, YearLists, near_pairs
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.tables.table_source import TableModel
from screens.widgets.row_list import CellRow, ListCell

# What a cell asks instead of being typed in.
DETAILS, FORM, WAY, KEEPING = "details", "form", "way", "keeping"
TOOL, HOLDERS, CHOSEN = "tool", "holders", "chosen"

CHOSEN_SIGN, NEAR_SIGN, EMPTY_SIGN, FULL_SIGN = "★", "≈", "○", "✓"
_COUNT_CELLS = 8
_TEXT_COLUMN = "รายละเอียด"
_NARROW = (
    TableColumn("ที่", 4, is_fixed=True),
    TableColumn(_TEXT_COLUMN, 24, grows=1),
    TableColumn("สถานะ", 14),
)
_WIDE = (
    TableColumn("ที่", 5, is_fixed=True),
    TableColumn(_TEXT_COLUMN, 30, grows=1),
    TableColumn("ผู้รู้", 20),
    TableColumn("สถานะ", 15),
)
_DETAILS = (
    TableColumn(_TEXT_COLUMN, 20),
    TableColumn("รูปแบบความรู้", 20),
    TableColumn("ผู้รู้", 20),
    TableColumn("จำแนกตาม", 20),
    TableColumn("ประเด็นยุทธศาสตร์", 20),
    TableColumn("เก็บเป็น", 20),
    TableColumn("เก็บไว้ที่", 20),
    TableColumn("ความสำคัญ ๑-๓", 20),
    TableColumn("ความเร่งด่วน ๑-๓", 20),
    TableColumn("เครื่องมือถ่ายทอด", 20),
    TableColumn("", 20),
    TableColumn("คำสำคัญ", 20),
    TableColumn("แผน KM", 20),
)


class KnowledgeFilter(StrEnum):
    """The filter of the items."""

    ALL = "ทั้งหมด"
    NO_HOLDER = "ยังไม่มีผู้รู้"
    ALONE = "มีผู้รู้คนเดียว"
    CHOSEN = "เลือกเข้าแผน"
    NEAR = "ใกล้เคียงกัน"
    TACIT = "ฝังอยู่ในคน"
    EXPLICIT = "ชัดแจ้ง"

    def takes(self, item: KnowledgeItemView, near: Mapping[int, int]) -> bool:
        """Return whether the filter matches an item.

        Args:
            near: the items with nearly the same text as another, by id.
        """
        return {
            KnowledgeFilter.ALL: True,
            KnowledgeFilter.NO_HOLDER: not item.holders,
            KnowledgeFilter.ALONE: len(item.holders) == 1,
            KnowledgeFilter.CHOSEN: item.chosen,
            KnowledgeFilter.NEAR: item.id in near,
            KnowledgeFilter.TACIT: item.form == Form.TACIT,
            KnowledgeFilter.EXPLICIT: item.form == Form.EXPLICIT,
        }[self]


class Begun(NamedTuple):
    """An item whose text is being typed for the first time, its list, and the item before it.

    `after_id` is None at the end of the list.
    """

    id: int
    where: ListOf
    after_id: int | None


def text_field_key(item_id: int) -> FieldKey:
    """Return the field key of an item's text."""
    return FieldKey(Subject.KNOWLEDGE, item_id, "text")


def near_numbers(items: Sequence[KnowledgeItemView]) -> dict[int, int]:
    """Return, by item id, the number of another item of the list with nearly the same text."""
    near: dict[int, int] = {}
    for one, other in near_pairs(items):
        near.setdefault(one.id, other.number)
        near.setdefault(other.id, one.number)
    return near


def list_sheet(
    items: Sequence[KnowledgeItemView],
    begun: Iterable[Begun],
    item_filter: KnowledgeFilter,
    is_wide: bool,
) -> TableModel:
    """Return the items of one list as a table, including rows that are not stored yet."""
    near = near_numbers(items)
    rows = [_row(item, near, is_wide) for item in items if item_filter.takes(item, near)]
    for each in begun:
        ids = [row.id for row in rows]
        if each.id not in ids:
            at = ids.index(each.after_id) + 1 if each.after_id in ids else len(rows)
            rows.insert(at, _blank(each, is_wide))
    if item_filter == KnowledgeFilter.ALL:
        rows = [_numbered(row, number) for number, row in enumerate(rows, 1)]
    columns = _WIDE if is_wide else _NARROW
    return TableModel(columns, tuple(rows), columns, tuple(rows))


def _row(item: KnowledgeItemView, near: Mapping[int, int], is_wide: bool) -> TableRow:
    marks = [f"{CHOSEN_SIGN} เข้าแผน"] if item.chosen else []
    if item.id in near:
        marks.append(f"{NEAR_SIGN} คล้ายข้อ {thai_digits(near[item.id])}")
    if is_wide and item.form:
        marks.append("ฝังในคน" if item.form == Form.TACIT else "ชัดแจ้ง")
    if not is_wide:
        count = thai_digits(len(item.holders))
        marks.append(f"ผู้รู้ {count} คน" if item.holders else "– ไม่มีผู้รู้")
    number = TableCell(thai_digits(item.number), asks=DETAILS, style="muted")
    text = TableCell(item.text, text_field_key(item.id), item.version)
    state = TableCell("\n".join(marks) or "-", asks=DETAILS, style="" if marks else "muted")
    if not is_wide:
        return TableRow(item.id, (number, text, state))
    return TableRow(item.id, (number, text, _holders_cell(item, "– ยังไม่มี"), state))


def _holders_cell(item: KnowledgeItemView, nobody: str) -> TableCell:
    names = "\n".join(each.name for each in item.holders)
    return TableCell(names or nobody, asks=HOLDERS, style="" if names else "muted")


def _blank(begun: Begun, is_wide: bool) -> TableRow:
    text = TableCell("", text_field_key(begun.id), 0)
    others = (TableCell(""),) * (2 if is_wide else 1)
    return TableRow(begun.id, (TableCell("", style="muted"), text, *others))


def _numbered(row: TableRow, number: int) -> TableRow:
    first = row.cells[0]._replace(text=thai_digits(number))
    return row._replace(cells=(first, *row.cells[1:]))


def details_sheet(item: KnowledgeItemView) -> TableModel:
    """Return one item with all its fields; each cell becomes a row of its form."""
    way = item.way.label if item.way else Way.ROUTINE.label
    cells = (
        _typed(item, "text"),
        TableCell(item.form.label, asks=FORM),
        _holders_cell(item, "ยังไม่มี กด Enter เลือกผู้รู้"),
        TableCell(way, asks=WAY),
        _typed(item, "strategy"),
        TableCell(item.keeping.label, asks=KEEPING),
        _typed(item, "kept_at"),
        _typed(item, "importance"),
        _typed(item, "urgency"),
        _typed(item, "tools"),
        TableCell("+ เลือกจากเครื่องมือ ๑๒ อย่าง", asks=TOOL, style="muted"),
        _typed(item, "tags"),
        TableCell(f"{CHOSEN_SIGN} เลือกเข้าแผน" if item.chosen else "ไม่ได้เลือก", asks=CHOSEN),
    )
    rows = (TableRow(item.id, cells),)
    return TableModel(_DETAILS, rows, _DETAILS, rows)


def _typed(item: KnowledgeItemView, field: str) -> TableCell:
    column = KNOWLEDGE_KIND.column(field)
    text = column.to_text(getattr(item, field))
    place = FieldKey(Subject.KNOWLEDGE, item.id, field)
    return TableCell(text, place, item.versions.get(field, 0))


class DivisionCount(NamedTuple):
    """A division with the number of its items that match the filter, by kind."""

    division_id: int
    name: str
    counts: tuple[int, ...]

    def row(self, kind_index: int) -> CellRow:
        """Return the division as a row, marked by a sign and a style if a kind has no item.

        Args:
            kind_index: the position in `counts` of the kind that decides the mark.
        """
        sign = FULL_SIGN if self.counts[kind_index] else EMPTY_SIGN
        said = "/".join(thai_digits(count) if count else "ว่าง" for count in self.counts)
        style = "" if self.counts[kind_index] else "$warning"
        return CellRow(
            ListCell(sign, 1, style), ListCell(self.name), ListCell(said, _COUNT_CELLS, style)
        )


def division_counts(year: YearLists, item_filter: KnowledgeFilter) -> list[DivisionCount]:
    """Return the divisions in the order of the register, with their counts of matching items."""
    first = year.kinds[KnowledgeKind.KNOWLEDGE]
    found = []
    for division in first.divisions:
        counts = []
        for kind in KnowledgeKind:
            items = year.items_of(division.division_id, kind)
            near = near_numbers(items) if item_filter == KnowledgeFilter.NEAR else {}
            counts.append(sum(item_filter.takes(item, near) for item in items))
        found.append(DivisionCount(division.division_id, division.short_name, tuple(counts)))
    return found
