"""The list of divisions, in the order in which documents list them."""

from __future__ import annotations

from collections.abc import Sequence

from kmtui.thai.digits import thai_digits
from models.editing.cell_values import must_not_be_blank
from models.editing.optimistic_lock import field_reader
from models.people.operations import DIVISION_KIND, add_division, move_division, rename_division
from models.people.views import DivisionLine, divisions_list
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.people import DIVISIONS
from screens.dialogs.prompt import NEW, PromptField, ask_and_do
from screens.editing.form_merge import merging_store
from screens.lists.filter_list import FilterScreen
from screens.people.usual_posts import tick_usual_posts
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_NAME_CELLS, _SHORT_CELLS = 44, 16


class DivisionsScreen(FilterScreen):
    """The list of divisions; Enter edits the names."""

    BINDINGS = bindings(*DIVISIONS.commands)
    PAGE = DIVISIONS
    HEADS = CellRow(
        ListCell(" หน่วยงาน", _NAME_CELLS), ListCell("ชื่อย่อ", _SHORT_CELLS), ListCell("ตำแหน่ง")
    )
    EMPTY = "ยังไม่มีหน่วยงาน กด F7 เลือกจากที่มีประจำ หรือ F5 เพิ่มเอง เช่น สำนักปลัดเทศบาล"
    COUNTED = "หน่วยงาน"

    def __init__(self) -> None:
        super().__init__()
        self._divisions: tuple[DivisionLine, ...] = ()

    async def read_entries(self) -> Sequence[FilterEntry]:
        """Read the divisions with the number of their posts."""
        self._divisions = await self.call(divisions_list)
        return [_entry(each) for each in self._divisions]

    def open_record(self, record_id: int) -> object:
        """Ask for other names of a division, and store them."""
        return self._change(record_id)

    @dialog_action
    async def _change(self, record_id: int) -> None:
        division = next(each for each in self._divisions if each.id == record_id)

        known = (division.name, division.short_name)
        fields = _fields(*known)
        labels = [each.label for each in fields]
        read = field_reader(DIVISION_KIND, record_id, "name", "short_name")
        act = merging_store(
            self, labels, read, known, lambda names: rename_division(record_id, *names)
        )
        await ask_and_do(self, "แก้ชื่อหน่วยงาน", fields, act)
        await self.read()

    @dialog_action
    async def action_usual_posts(self) -> None:
        """Ask which of the office's predefined divisions and posts to add, and add them."""
        if await tick_usual_posts(self):
            await self.read()

    @dialog_action
    async def action_add(self) -> None:
        """Ask for a division and add it at the end."""

        async def add(answer: tuple[str, ...]) -> int:
            return await self.call(add_division, *answer)

        added = await ask_and_do(self, "เพิ่มหน่วยงาน", _fields(), add, NEW)
        if added is not None:
            self.selected_id = added
            await self.read()

    async def action_row_up(self) -> None:
        """Move the selected division up."""
        await self._move(-1)

    async def action_row_down(self) -> None:
        """Move the selected division down."""
        await self._move(1)

    async def _move(self, by: int) -> None:
        chosen = await self.selected_record()
        if chosen is not None:
            await self.call_or_show_error(move_division, chosen, by)
            await self.read()


def _entry(line: DivisionLine) -> FilterEntry:
    count = thai_digits(line.post_count)
    cells = (
        ListCell(f" {line.name}", _NAME_CELLS),
        ListCell(line.short_name, _SHORT_CELLS),
        ListCell(count),
    )
    return FilterEntry(line.id, CellRow(*cells))


def _fields(name: str = "", short_name: str = "") -> list[PromptField]:
    return [
        PromptField("ชื่อหน่วยงาน", name, check=must_not_be_blank, hint="เช่น กองคลัง"),
        PromptField("ชื่อย่อ", short_name, hint="เว้นว่างได้"),
    ]
