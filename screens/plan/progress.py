"""The progress of a plan: the status of each activity, totals, figures against targets."""

from __future__ import annotations

import asyncio
from datetime import date
from enum import StrEnum

from textual import on, work
from textual.app import ComposeResult

from kmtui.thai.digits import thai_digits
from models.editing.cell_values import day_text, figure_text
from models.errors import KmError
from models.office.locations import InProgress
from models.plan.follow_up import ActivityProgress, FollowUp, Tally, read_follow_up
from models.plan.monitoring import begin_report
from models.plan.values import ActivityView
from screens.base.dialog_action import dialog_action
from screens.base.screen import KmScreen
from screens.base.snapshot_loader import hide_unread, show_unread
from screens.commands.command import bindings
from screens.commands.plan import PLAN_PROGRESS
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.plan import recording as plan_recording
from screens.plan.sheets import progress_label
from screens.printing.year_papers import print_plan
from screens.tables.cell_grid import CellGrid
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.widgets.bars import bar, bar_against
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel

_BAR_CELLS, _CHART_CELLS = 10, 30


class ProgressTab(StrEnum):
    """The views of a plan's progress."""

    ACTIVITIES = "รายกิจกรรม"
    GOALS = "ตามเป้าหมาย"
    PROCESSES = "ตามกระบวนการ"
    OWNERS = "ตามผู้รับผิดชอบ"
    FIGURES = "ตัวเลขเทียบเป้าหมาย"


_ACTIVITIES = (
    TableColumn("ที่", 4, is_fixed=True),
    TableColumn("กิจกรรม", 22, grows=3),
    TableColumn("กำหนด", 14),
    TableColumn("สถานะ", 18),
    TableColumn("ร้อยละ", 20),
    TableColumn("ผลที่ได้ / เป้าหมาย", 20, grows=1),
    TableColumn("หลักฐานล่าสุด", 20, grows=2),
)
_TALLIES = (
    TableColumn("", 26, grows=1, is_fixed=True),
    TableColumn("แล้วเสร็จ", 20),
    TableColumn("ทั้งหมด", 9),
    TableColumn("กำลังทำ", 9),
    TableColumn("ยังไม่เริ่ม", 10),
    TableColumn("ไม่ได้ทำ", 9),
    TableColumn("เกินกำหนด", 11),
)
_FIGURES = (
    TableColumn("ตัวชี้วัด", 24, grows=1, is_fixed=True),
    TableColumn("ผลเทียบเป้าหมาย (▏ = เป้าหมาย)", _CHART_CELLS + 4),
    TableColumn("ผล / เป้า", 20),
)


class PlanProgressScreen(KmScreen[None]):
    """The progress of a plan's activities today; results are recorded here."""

    CSS_PATH = "progress.tcss"
    BINDINGS = bindings(*PLAN_PROGRESS.commands)
    PAGE = PLAN_PROGRESS

    def __init__(self, fiscal_year: int, select: int | None = None) -> None:
        super().__init__()
        self._year = fiscal_year
        self._stand_on = select
        self._look = ProgressTab.ACTIVITIES
        self._found: FollowUp | None = None
        self._is_read = asyncio.Event()

    @property
    def location(self) -> InProgress:
        """The location (navigation target) of the plan's progress."""
        return InProgress(self._year)

    def compose(self) -> ComposeResult:
        """Compose the line of the whole plan, the table and the keys."""
        yield ThaiLabel("", id="progress-title")
        yield ThaiLabel("", id="progress-total")
        yield CellGrid(id="progress-grid")
        yield ThaiLabel("", id="progress-empty")
        yield KeyLine()

    def on_mount(self) -> None:
        """Focus the table, whose cursor is a whole row."""
        self._grid.by_row = True
        self.set_focus(self._grid)

    def on_screen_resume(self) -> None:
        """Read the plan again, because it may have changed on another screen."""
        self._reread()

    @work(exclusive=True, group="read")
    async def _reread(self) -> None:
        await self._read()

    async def _read(self) -> None:
        try:
            self._found = await self.call(read_follow_up, self._year, date.today())
        except KmError as error:
            show_unread(self, error)
        finally:
            self._is_read.set()
        if self._found is not None and self.is_composed:
            hide_unread(self)
            self._show(self._found)

    def _show(self, found: FollowUp) -> None:
        title = f"ผลการดำเนินงานตามแผน ปี {found.plan.label}"
        self.query_one("#progress-title", ThaiLabel).update(
            (title, "bold"), (f"   {self._look}", "$accent")
        )
        self.query_one("#progress-total", ThaiLabel).update(total_label(found.total))
        columns, rows = self._table(found)
        self._grid.show(columns, rows)
        if self._stand_on is not None:
            self._grid.select_row(self._stand_on, 0)
            self._stand_on = None
        nothing = "ยังไม่มีกิจกรรม" if self._look != ProgressTab.FIGURES else _NO_FIGURES
        empty = self.query_one("#progress-empty", ThaiLabel)
        empty.update(nothing)
        empty.display = not rows

    def _table(self, found: FollowUp) -> tuple[tuple[TableColumn, ...], list[TableRow]]:
        if self._look == ProgressTab.ACTIVITIES:
            return _ACTIVITIES, _activity_rows(found)
        if self._look == ProgressTab.FIGURES:
            return _FIGURES, [_figure_row(each) for each in found.standings if _has_target(each)]
        tallies = {
            ProgressTab.GOALS: found.by_goal,
            ProgressTab.PROCESSES: found.by_process,
            ProgressTab.OWNERS: found.by_owner,
        }[self._look]
        return _TALLIES, [_tally_row(at, each) for at, each in enumerate(tallies)]

    @property
    def _grid(self) -> CellGrid:
        return self.query_one(CellGrid)

    @property
    def _chosen(self) -> ActivityView | None:
        """The activity under the cursor; None in a view without activities or on a title."""
        row, found = self._grid.row, self._found
        if (
            row is None
            or found is None
            or self._look not in (ProgressTab.ACTIVITIES, ProgressTab.FIGURES)
        ):
            return None
        return next((e.activity for e in found.standings if e.activity.id == row.id), None)

    async def action_record(self) -> None:
        """Ask for a progress entry of the selected activity, and store it."""
        await self._with_chosen(plan_recording.record)

    @on(CellGrid.Clicked)
    async def action_entries(self) -> None:
        """Show the progress entries of the selected activity, to correct or remove one."""
        await self._with_chosen(plan_recording.entries)

    async def _with_chosen(self, steps: plan_recording.RecordingDialogFlow) -> None:
        await self._is_read.wait()
        if self._chosen is None:
            self.show_message("เลือกแถวกิจกรรมก่อน (F2 เปลี่ยนมุมมอง)")
        else:
            await self._begin(steps, self._chosen)

    @dialog_action
    async def _begin(
        self, steps: plan_recording.RecordingDialogFlow, activity: ActivityView
    ) -> None:
        await steps(self, activity)
        await self._read()

    @dialog_action
    async def action_look(self) -> None:
        """Ask for another view, and show it."""
        looks = list(ProgressTab)
        ask = ListDialog("ดูผลการดำเนินงานอย่างไร", looks, current=looks.index(self._look))
        at = await self.app.push_screen_wait(ask)
        if at is not None and self._found is not None:
            self._look = looks[at]
            self._show(self._found)

    @dialog_action
    async def action_reported(self) -> None:
        """Record, after confirmation, that the monitoring committee reports to the mayor today."""
        if self._found is None:
            self.show_message(_NO_PLAN)
            return
        question = f"บันทึกว่ารายงานผลตามแผนปี {self._found.plan.label} ต่อนายกแล้ว วันนี้"
        if await self.app.push_screen_wait(ConfirmDialog(question, yes="รายงานแล้ว")):
            begun = await self.call_or_show_error(begin_report, self._found.plan.id, date.today())
            await self._read()
            if begun is not None:
                self.show_message("บันทึกการรายงานผลแล้ว")

    async def action_print(self) -> None:
        """Ask which document of the plan to print, the progress first, and print it."""
        await print_plan(self, self._year, first="progress")

    def action_back(self) -> None:
        """Return to the previous screen."""
        self.dismiss(None)


_NO_PLAN = "ปีนี้ยังไม่มีแผนให้รายงาน กด Esc กลับไปสร้างแผนก่อน"
_NO_FIGURES = "ยังไม่มีกิจกรรมที่มีค่าเป้าหมายเป็นตัวเลข ใส่ในช่องค่าเป้าหมายของแผนก่อน"


def total_label(tally: Tally) -> str:
    """Return the totals of the plan on a line: a bar, number done of all, number overdue."""
    done, total = thai_digits(tally.done_count), thai_digits(tally.total_count)
    said = (
        f"{bar(tally.percent, 20)} {thai_digits(tally.percent)}%  แล้วเสร็จ {done} จาก {total} กิจกรรม"
    )
    if tally.overdue_count:
        said += f"  ! เกินกำหนด {thai_digits(tally.overdue_count)}"
    return said


def _activity_rows(found: FollowUp) -> list[TableRow]:
    rows: list[TableRow] = []
    table_id = None
    for standing in found.standings:
        if standing.table.id != table_id:
            table_id = standing.table.id
            rows.append(TableRow(-table_id, (TableCell(standing.table.title),), is_title=True))
        rows.append(_activity_row(standing))
    return rows


def _activity_row(standing: ActivityProgress) -> TableRow:
    row = standing.activity
    said, style = progress_label(standing)
    percent = standing.percent
    share = "" if percent is None else f"{bar(percent, _BAR_CELLS)} {thai_digits(percent)}%"
    return TableRow(
        row.id,
        (
            TableCell(thai_digits(row.number), style="muted"),
            TableCell(row.heading or "-"),
            TableCell(day_text(standing.due_on)),
            TableCell(said, style=style),
            TableCell(share or "-", style="" if share else "muted"),
            TableCell(_figures(standing)),
            TableCell(row.progress[-1].evidence if row.progress else ""),
        ),
    )


def _figures(standing: ActivityProgress) -> str:
    row = standing.activity
    if row.target_number is None and standing.actual_number is None:
        return "-"
    actual, target = figure_text(standing.actual_number), figure_text(row.target_number)
    return f"{actual or '-'} / {target or '-'} {row.target_unit}".strip()


def _tally_row(number: int, tally: Tally) -> TableRow:
    share = f"{bar(tally.percent, _BAR_CELLS)} {thai_digits(tally.percent)}%"
    counts = (
        tally.total_count,
        tally.underway_count,
        tally.not_started_count,
        tally.stopped_count,
    )
    late = TableCell(f"! {thai_digits(tally.overdue_count)}", style="fault")
    cells = (TableCell(tally.title), TableCell(share), *(TableCell(thai_digits(c)) for c in counts))
    return TableRow(number, (*cells, late if tally.overdue_count else TableCell("-")))


def _has_target(standing: ActivityProgress) -> bool:
    return bool(standing.activity.target_number)


def _figure_row(standing: ActivityProgress) -> TableRow:
    row = standing.activity
    reached = "✓ ถึงเป้า" if standing.has_reached_target else "✗ ยังไม่ถึง"
    if standing.actual_number is None:
        reached = "· ยังไม่มีผล"
    chart = bar_against(standing.actual_number or 0, row.target_number or 0, _CHART_CELLS)
    return TableRow(
        row.id,
        (
            TableCell(row.indicator or row.heading),
            TableCell(chart),
            TableCell(f"{_figures(standing)}\n{reached}"),
        ),
    )
