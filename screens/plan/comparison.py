"""Two years' plans side by side: new, dropped and changed rows."""

from __future__ import annotations

from typing import Any

from textual import work
from textual.app import ComposeResult

from kmtui.thai.digits import counts_text, thai_digits
from models.plan.comparison import RowDifference, YearComparison, compare_years
from models.plan.rows import PlanSection
from models.plan.views import read_plans
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.plan import PLAN_COMPARISON
from screens.dialogs.pick import PickDialog
from screens.tables.cell_grid import CellGrid
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_PARTS = {
    PlanSection.SCOPE: "ขอบเขต KM",
    PlanSection.GOAL: "เป้าหมาย KM",
    PlanSection.FACTOR: "ปัจจัยแห่งความสำเร็จ",
    PlanSection.ACTIVITY: "กิจกรรม",
    PlanSection.TABLE: "ตาราง",
}
_SIGNS = {"เพิ่มใหม่": "+", "ตัดออก": "–", "เปลี่ยน": "≠"}


class PlanComparisonScreen(KmScreen[None]):
    """The earlier year at the left, the later at the right, row by row."""

    CSS_PATH = "progress.tcss"
    BINDINGS = bindings(*PLAN_COMPARISON.commands)
    PAGE = PLAN_COMPARISON

    def __init__(self, old_year: int, new_year: int) -> None:
        super().__init__()
        self._years = old_year, new_year

    def compose(self) -> ComposeResult:
        """Compose the number of rows that differ, the rows and the keys."""
        yield ThaiLabel("", id="comparison-title")
        yield ThaiLabel("", id="comparison-total")
        yield CellGrid()
        yield KeyLine()

    @work(exclusive=True, group="read")
    async def on_mount(self) -> None:
        """Read and compare both plans."""
        self.set_focus(self.query_one(CellGrid))
        found = await self.call_or_show_error(compare_years, *self._years)
        if found is not None and self.is_composed:
            self._show(found)

    def _show(self, found: YearComparison) -> None:
        old, new = thai_digits(found.old_year), thai_digits(found.new_year)
        self.query_one("#comparison-title", ThaiLabel).update((f"เทียบแผนปี {old} กับปี {new}", "bold"))
        counts = counts_text(
            ("+ เพิ่มใหม่ {}", len(found.added)),
            ("– ตัดออก {}", len(found.dropped)),
            ("≠ เปลี่ยน {}", len(found.changed)),
            ("เหมือนเดิม {} แถว (เลื่อนปีแล้ว)", found.unchanged_count),
        )
        self.query_one("#comparison-total", ThaiLabel).update(counts or "ทั้งสองปียังไม่มีแถว")
        columns = (
            TableColumn("ช่อง", 20, is_fixed=True),
            TableColumn(f"ปี {old}", 26, grows=1),
            TableColumn(f"ปี {new}", 26, grows=1),
        )
        self.query_one(CellGrid).show(columns, _rows(found))

    def action_back(self) -> None:
        """Return to the previous screen."""
        self.dismiss(None)


def _rows(found: YearComparison) -> list[TableRow]:
    rows: list[TableRow] = []
    for each in found.rows:
        words = f"{_SIGNS[each.label]} {each.label}  {_PARTS[each.part]}: {each.title}"
        rows.append(TableRow(len(rows), (TableCell(words),), is_title=True))
        rows += _cells(each, len(rows))
    return rows


def _cells(each: RowDifference, number: int) -> list[TableRow]:
    return [
        TableRow(
            number + at,
            (TableCell(cell.label, style="muted"), TableCell(cell.before), TableCell(cell.after)),
        )
        for at, cell in enumerate(each.cells)
    ]


async def ask_and_compare(screen: KmScreen[Any], fiscal_year: int) -> None:
    """Ask for the other year, and show both plans; show a message if there is no other plan."""
    plans = await screen.call_or_show_error(read_plans)
    others = [each.fiscal_year for each in plans or () if each.fiscal_year != fiscal_year]
    entries = [FilterEntry(year, CellRow(ListCell(f"แผนปี {thai_digits(year)}"))) for year in others]
    ask = PickDialog(f"เทียบแผนปี {thai_digits(fiscal_year)} กับปีใด", entries, "ยังไม่มีแผนของปีอื่น")
    year = await screen.app.push_screen_wait(ask)
    if year is not None:
        old, new = sorted((year, fiscal_year))
        screen.app.push_screen(PlanComparisonScreen(old, new))
