"""The list of KM plans; a new one is carried over from an earlier year, or begun empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kmtui.thai.dates import fiscal_year, format_date
from kmtui.thai.digits import thai_digits, whole_number
from models.office.locations import InPlan, PlanList
from models.plan.carry_over import carry_over
from models.plan.lifecycle import create_plan
from models.plan.values import PlanLine
from models.plan.views import read_plans
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.plan import PLANS
from screens.dialogs.choices import ListDialog
from screens.dialogs.prompt import NEW, PromptDialog, PromptField
from screens.lists.filter_list import FilterScreen
from screens.navigation.destinations import PlanTableFile
from screens.plan.comparison import ask_and_compare
from screens.plan.plan_source import STATE_SIGNS
from screens.printing.year_papers import print_plan
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_YEAR_CELLS, _STATE_CELLS, _COUNT_CELLS = 16, 20, 14
_NO_YEAR = "ปีงบประมาณเป็นเลข ๔ หลักของ พ.ศ. เช่น ๒๕๗๐"


class PlansScreen(FilterScreen):
    """The plans, the latest year first; Enter opens one."""

    BINDINGS = bindings(*PLANS.commands)
    PAGE = PLANS
    HEADS = CellRow(
        ListCell(" ปีงบประมาณ", _YEAR_CELLS),
        ListCell("สถานะ", _STATE_CELLS),
        ListCell("กิจกรรม", _COUNT_CELLS),
        ListCell("ประกาศใช้"),
    )
    EMPTY = "ยังไม่มีแผนการจัดการความรู้ กด F5 สร้างแผนของปีนี้ หรือ F7 นำเข้าตารางแผนเดิม"
    COUNTED = "ปี"

    def __init__(self) -> None:
        super().__init__()
        self._plans: tuple[PlanLine, ...] = ()

    @property
    def location(self) -> PlanList:
        """The location (navigation target) of the list."""
        return PlanList()

    async def read_entries(self) -> Sequence[FilterEntry]:
        """Return the plans of all years."""
        self._plans = await self.call(read_plans)
        return [_entry(each) for each in self._plans]

    async def open_record(self, record_id: int) -> None:
        """Open the plan with this id."""
        await self.open(InPlan(record_id, self._year_of(record_id)))

    def _year_of(self, plan_id: int) -> int:
        return next(each.fiscal_year for each in self._plans if each.id == plan_id)

    @dialog_action
    async def action_add(self) -> None:
        """Ask for a year and an earlier plan to carry over, create the year's plan and open it."""
        await self.is_read.wait()
        years = [each.fiscal_year for each in self._plans]
        begun = str(max(years, default=fiscal_year(date.today()) - 1) + 1)
        field = PromptField("ปีงบประมาณ", thai_digits(begun), _year, "เช่น ๒๕๗๐")
        answer = await self.app.push_screen_wait(PromptDialog("แผนของปีใหม่", [field], about=NEW))
        if answer is None:
            return
        made = await self._make(_year(answer[0]))
        if made is not None:
            await self.read()
            self.selected_id = made
            await self.open_record(made)

    async def _make(self, year: int) -> int | None:
        """Ask how to begin the plan, and create it; return its id, None on Escape or error."""
        earlier = [each.fiscal_year for each in self._plans if each.fiscal_year < year]
        if not earlier:
            return await self.call_or_show_error(create_plan, year)
        rows = [f"ยกแผนจากปี {thai_digits(each)} (เลื่อนวันตามปี แล้วทบทวนทีละแถว)" for each in earlier]
        ask = ListDialog(f"แผนปี {thai_digits(year)} เริ่มจากอะไร", [*rows, "เริ่มจากแผนเปล่า"])
        at = await self.app.push_screen_wait(ask)
        if at is None:
            return None
        if at == len(earlier):
            return await self.call_or_show_error(create_plan, year)
        return await self.call_or_show_error(carry_over, earlier[at], year)

    async def action_import_table(self) -> None:
        """Open the import of a foreign table as the plan of another year."""
        await self.is_read.wait()
        years = [each.fiscal_year for each in self._plans]
        begun = max(years, default=fiscal_year(date.today()) - 1) + 1
        await self.open(PlanTableFile(begun))

    @dialog_action
    async def action_compare(self) -> None:
        """Ask for another year, and compare the selected plan with that year's."""
        chosen = await self.selected_record()
        if chosen is not None:
            await ask_and_compare(self, self._year_of(chosen))

    async def action_print(self) -> None:
        """Ask which document of the selected plan to print, and print it."""
        chosen = await self.selected_record()
        if chosen is not None:
            await print_plan(self, self._year_of(chosen))


def _entry(line: PlanLine) -> FilterEntry:
    announced = format_date(line.announced_on) if line.announced_on else "-"
    row = CellRow(
        ListCell(f" {thai_digits(line.fiscal_year)}", _YEAR_CELLS),
        ListCell(f"{STATE_SIGNS[line.state]} {line.state.label}", _STATE_CELLS),
        ListCell(f"{thai_digits(line.activity_count)} กิจกรรม", _COUNT_CELLS),
        ListCell(announced),
    )
    return FilterEntry(line.id, row)


def _year(text: str) -> int:
    year = whole_number(text)
    if year is None or not 2500 <= year <= 2699:
        raise ValueError(_NO_YEAR)
    return year
