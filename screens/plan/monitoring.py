"""The monitoring committee's report on a year's plan: date, findings, advice, figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from textual.app import ComposeResult

from kmtui.thai.dates import format_date
from kmtui.thai.digits import thai_digits
from models.editing.cell_values import day_text, must_be_a_day
from models.editing.optimistic_lock import Texts
from models.editing.record_texts import RecordText, record_texts
from models.office.locations import InMonitoring
from models.plan.monitoring import (
    REPORT_KIND,
    Monitoring,
    begin_report,
    change_report_day,
    read_monitoring,
)
from models.storage.database import new_id
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.plan import MONITORING
from screens.dialogs.choices import ConfirmDialog
from screens.dialogs.prompt import ask_and_do
from screens.dialogs.usual_questions import day_field, day_typed
from screens.editing.form_merge import merging_field_store
from screens.own_keys.chosen import hint
from screens.plan.progress import total_label
from screens.printing.year_papers import print_year
from screens.tables.cell_layout import TableCell, TableRow
from screens.tables.record_table import (
    attempt,
    begin_and_read,
    choice_row,
    record_pane,
    record_sheet,
    text_row,
    title_row,
)
from screens.tables.table_pane import TABLE_STYLE, TablePane
from screens.tables.table_source import TableHeads, TableModel, TablePosition, TableSource
from screens.widgets.key_line import KeyLine

_DAY = "day"


class MonitoringSnapshot(NamedTuple):
    """The plan with its newest report, and the report's texts."""

    monitoring: Monitoring
    texts: tuple[RecordText, ...]


def read_monitoring_snapshot(fiscal_year: int, today: date) -> MonitoringSnapshot:
    """Read what the screen shows of a year.

    Raises:
        NotFound: the year has no plan.
    """
    found = read_monitoring(fiscal_year, today)
    texts = record_texts(REPORT_KIND, found.report.id) if found.report is not None else ()
    return MonitoringSnapshot(found, texts)


class MonitoringSource(TableSource[MonitoringSnapshot]):
    """The table source of a year's newest report: texts are cells, figures come from the plan."""

    def __init__(self, fiscal_year: int) -> None:
        self.fiscal_year = fiscal_year

    @property
    def location(self) -> InMonitoring:
        """The location (navigation target) of the report."""
        return InMonitoring(self.fiscal_year)

    def read(self) -> Callable[[], MonitoringSnapshot]:
        """Return a function that reads the plan as of today, and its newest report."""
        return partial(read_monitoring_snapshot, self.fiscal_year, date.today())

    def sheet(self, _form_row: int | None, _is_wide: bool, /) -> TableModel:
        """Return the report as a table, with the figures below."""
        return record_sheet(_rows(self.snapshot))

    def heads(self, _at: TablePosition, /) -> TableHeads:
        """Return the headings: the year, and whether a report exists."""
        monitoring = self.snapshot.monitoring
        report = monitoring.report
        said = (
            f"✓ รายงาน {format_date(report.reported_on)}"
            if report
            else hint("○ ยังไม่รายงาน (F5)", MONITORING)
        )
        title = f"{MONITORING.title} ปี {thai_digits(self.fiscal_year)}"
        return TableHeads(title, said, (total_label(monitoring.followed.total),))


class MonitoringScreen(KmScreen[None]):
    """The newest report of a year."""

    CSS_PATH = TABLE_STYLE
    BINDINGS = bindings(*MONITORING.commands)
    PAGE = MONITORING
    pane: TablePane[MonitoringSource]

    def __init__(self, fiscal_year: int) -> None:
        super().__init__()
        self.fiscal_year = fiscal_year
        self.pane = record_pane(self, MonitoringSource(fiscal_year), self._ask_cell)

    def compose(self) -> ComposeResult:
        """Compose the report's pane and the keys."""
        yield self.pane
        yield KeyLine()

    async def _ask_cell(self, _cell: TableCell) -> None:
        await self.action_add()

    async def action_add(self) -> None:
        """Ask for the date of the report, and create it; of an existing one, correct the date."""
        await begin_and_read(self.pane, self._ask_day)

    async def _ask_day(self) -> None:
        found = self.pane.source.snapshot.monitoring
        report, plan_id = found.report, found.plan_id
        day = report.reported_on if report is not None else date.today()

        def change(texts: Texts) -> None:
            assert report is not None, "only a report that is there is changed"
            change_report_day(report.id, must_be_a_day(texts[0]))

        known = {"reported_on": day_text(day)}
        act = merging_field_store(self, REPORT_KIND, report.id if report else 0, known, change)

        async def store(answer: tuple[str, ...]) -> None:
            on = day_typed(answer[0])
            if report is not None:
                await act((day_text(on),))
            else:
                await self.call(begin_report, plan_id, on, new_id())

        title = f"คณะกรรมการติดตามรายงานผลปี {thai_digits(self.fiscal_year)}"
        await ask_and_do(self, title, [day_field("รายงานวันที่", day)], store)

    async def action_remove_report(self) -> None:
        """Move the report to the bin after confirmation."""
        await begin_and_read(self.pane, self._remove)

    async def _remove(self) -> None:
        report = self.pane.source.snapshot.monitoring.report
        if report is None:
            self.show_message("ยังไม่มีรายงานของปีนี้")
            return
        question = f"ลบรายงานวันที่ {format_date(report.reported_on)} หรือไม่"
        if await self.app.push_screen_wait(ConfirmDialog(question, yes="ลบ", danger=True)):
            await attempt(self.pane, REPORT_KIND.soft_delete, report.id)

    async def action_print(self) -> None:
        """Ask which document of the year to print, the report first, and print it."""
        await self.pane.finish_typing()
        await print_year(self, self.fiscal_year, "monitoring")


def _rows(shown: MonitoringSnapshot) -> Iterator[TableRow]:
    report = shown.monitoring.report
    not_yet = hint("○ ยังไม่รายงาน กด F5", MONITORING)
    day = f"✓ {format_date(report.reported_on)}" if report else not_yet
    yield choice_row(90, "รายงานวันที่", day, _DAY)
    for at, text in enumerate(shown.texts, 1):
        yield text_row(at, text)
    yield title_row(10_000, "ผลการดำเนินงานตามแผน (จากจอผลการดำเนินงาน)")
    for at, tally in enumerate(shown.monitoring.followed.by_goal):
        share = f"{thai_digits(tally.done_count)} จาก {thai_digits(tally.total_count)} กิจกรรม"
        words = f"แล้วเสร็จ {share} ({thai_digits(tally.percent)}%)"
        yield TableRow(200 + at, (TableCell(tally.title, style="muted"), TableCell(words)))
