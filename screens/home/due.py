"""The deadlines as a list; Enter opens the screen on which the work is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kmtui.thai.dates import DateStyle, format_date
from models.office.deadline import Deadline
from screens.dialogs.pick import PickDialog
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_NOTHING = "ไม่มีเรื่องที่ครบกำหนดใน ๓๐ วันนี้"


class DueDialog(PickDialog):
    """The deadlines; the picked one is opened, and Escape there leads to the screen below."""

    def __init__(self, due: Sequence[Deadline]) -> None:
        entries = [FilterEntry(at, _row(each)) for at, each in enumerate(due)]
        super().__init__("เรื่องที่ครบกำหนด", entries, _NOTHING)
        self._due = due

    async def take(self, record_id: int) -> None:
        """Close the list and open the screen on which the work is done."""
        self.dismiss(None)
        await self.open(self._due[record_id].location)


def _row(due: Deadline) -> CellRow:
    late = due.is_overdue(date.today())
    sign = "✗" if late else "○"
    day = f"{sign} {format_date(due.due_on, DateStyle.SHORT)}"
    return CellRow(ListCell(day, 16, "$text-error" if late else ""), ListCell(due.label))
