"""The divisions of the municipality in the order that papers list them."""

from __future__ import annotations

from collections.abc import Sequence

from kmtui.thai.digits import thai_digits
from models.editing.cell_values import must_not_be_blank
from models.editing.optimistic_lock import field_reader
from models.people.operations import DIVISION_KIND, add_division, move_division, rename_division
from models.people.views import DivisionLine, divisions_list
from screens.base.dialog_action import asking
from screens.commands.command import bindings
from screens.commands.people import DIVISIONS
from screens.dialogs.prompt import Field, ask_and_do
from screens.editing.form_merge import guarded
from screens.lists.filter_list import SearchScreen
from screens.widgets.row_list import Cell, CellRow
from screens.widgets.search_list import Entry

_NAME_CELLS, _SHORT_CELLS = 44, 16


class DivisionsScreen(SearchScreen):
    """Every division; Enter changes its names."""

    BINDINGS = bindings(*DIVISIONS.commands)
    PAGE = DIVISIONS
    HEADS = CellRow(Cell(" หน่วยงาน", _NAME_CELLS), Cell("ชื่อย่อ", _SHORT_CELLS), Cell("ตำแหน่ง"))
    EMPTY = "ยังไม่มีหน่วยงาน กด F5 เพิ่มสำนักหรือกองแรก เช่น สำนักปลัดเทศบาล"
    COUNTED = "หน่วยงาน"

    def __init__(self) -> None:
        super().__init__()
        self._divisions: tuple[DivisionLine, ...] = ()

    async def read_entries(self) -> Sequence[Entry]:
        """Every division with the number of its posts."""
        self._divisions = await self.ask(divisions_list)
        return [_entry(each) for each in self._divisions]

    def open_record(self, record_id: int) -> object:
        """Change the names of a division."""
        return self._change(record_id)

    @asking
    async def _change(self, record_id: int) -> None:
        division = next(each for each in self._divisions if each.id == record_id)

        known = (division.name, division.short_name)
        fields = _fields(*known)
        labels = [each.label for each in fields]
        read = field_reader(DIVISION_KIND, record_id, "name", "short_name")
        act = guarded(self, labels, read, known, lambda names: rename_division(record_id, *names))
        await ask_and_do(self, "แก้ชื่อหน่วยงาน", fields, act)
        await self.read()

    @asking
    async def action_add(self) -> None:
        """Add a division after the others."""

        async def add(answer: tuple[str, ...]) -> int:
            return await self.ask(add_division, *answer)

        added = await ask_and_do(self, "เพิ่มหน่วยงาน", _fields(), add)
        if added is not None:
            self.chosen_id = added
            await self.read()

    async def action_row_up(self) -> None:
        """Move the chosen division up."""
        await self._move(-1)

    async def action_row_down(self) -> None:
        """Move the chosen division down."""
        await self._move(1)

    async def _move(self, by: int) -> None:
        chosen = await self.the_chosen()
        if chosen is not None:
            await self.attempt(move_division, chosen, by)
            await self.read()


def _entry(line: DivisionLine) -> Entry:
    count = thai_digits(line.post_count)
    cells = Cell(f" {line.name}", _NAME_CELLS), Cell(line.short_name, _SHORT_CELLS), Cell(count)
    return Entry(line.id, CellRow(*cells))


def _fields(name: str = "", short_name: str = "") -> list[Field]:
    return [
        Field("ชื่อหน่วยงาน", name, check=must_not_be_blank, hint="เช่น กองคลัง"),
        Field("ชื่อย่อ", short_name, hint="เว้นว่างได้"),
    ]
