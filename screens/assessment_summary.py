"""The self-assessment in a chart: each category's mean, last year's below it."""

from __future__ import annotations

from collections.abc import Iterator

from textual import work
from textual.app import ComposeResult

from kmtui.thai.digits import thai_digits
from models.assessment import HIGHEST, Assessment, CategoryResult, level_of, read_assessment
from models.errors import KmError
from screens.base import KmScreen
from screens.command import bindings
from screens.commands.evidence import ASSESSMENT_SUMMARY
from screens.evidence_bars import figure, score_bar
from screens.widgets.cell_grid import CellGrid
from screens.widgets.cell_layout import TableCell, TableColumn, TableRow
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel

_BAR_CELLS = 20
_COLUMNS = (
    TableColumn("หมวด", 26, grows=1, is_fixed=True),
    TableColumn("คะแนนเฉลี่ย (เต็ม ๔)", _BAR_CELLS + 15),
    TableColumn("ระดับ", 18, grows=1),
)


class AssessmentSummaryScreen(KmScreen[None]):
    """The means by category, in words and as bars."""

    CSS_PATH = "evidence.tcss"
    BINDINGS = bindings(*ASSESSMENT_SUMMARY.commands)
    PAGE = ASSESSMENT_SUMMARY

    def __init__(self, fiscal_year: int) -> None:
        super().__init__()
        self._year = fiscal_year

    def compose(self) -> ComposeResult:
        """The year and its mean, the chart, the keys."""
        yield ThaiLabel("", id="summary-title")
        yield ThaiLabel("", id="summary-total")
        yield CellGrid(id="summary-grid")
        yield KeyLine()

    def on_mount(self) -> None:
        """Stand in the chart."""
        self.query_one(CellGrid).by_row = True
        self.set_focus(self.query_one(CellGrid))

    @work(exclusive=True, group="read")
    async def on_screen_resume(self) -> None:
        """Read the answers."""
        try:
            found = await self.ask(read_assessment, self._year)
        except KmError as error:
            self.complain(error)
            return
        if self.stands:
            self._show(found)

    def _show(self, found: Assessment) -> None:
        title = f"{self.PAGE.title} ปี {thai_digits(found.fiscal_year)}"
        self.query_one("#summary-title", ThaiLabel).update((title, "bold"))
        done = f"{thai_digits(found.scored_count)} จาก {thai_digits(found.question_count)} ข้อ"
        words = f"ประเมินแล้ว {done}  เฉลี่ย {figure(found.mean)} {level_of(found.mean)}"
        self.query_one("#summary-total", ThaiLabel).update(words)
        self.query_one(CellGrid).show(_COLUMNS, list(_rows(found)))

    async def action_print(self) -> None:
        """Print the assessment."""
        from screens.evidence_paper import print_year

        await print_year(self, self._year, "assessment")

    def action_back(self) -> None:
        """Back to the questions."""
        self.dismiss(None)


def _rows(found: Assessment) -> Iterator[TableRow]:
    for result in found.results:
        yield _row(result)
    total = TableCell("รวมทุกหมวด", style="strong")
    bars = _bars(found.mean, found.last_mean)
    yield TableRow(1000, (total, TableCell(bars), TableCell(level_of(found.mean))))


def _row(result: CategoryResult) -> TableRow:
    category = result.category
    counted = f"{thai_digits(result.scored_count)}/{thai_digits(len(result.answers))} ข้อ"
    title = f"{thai_digits(category.number)} {category.title}"
    note = "" if category.is_confirmed else "\n◇ รอยืนยันถ้อยคำ"
    return TableRow(
        category.number,
        (
            TableCell(f"{title}{note}"),
            TableCell(_bars(result.mean, result.last_mean)),
            TableCell(f"{result.level}\n{counted}"),
        ),
    )


def _bars(mean: float | None, last: float | None) -> str:
    """This year's bar; last year's below it, where there is one."""
    now = f"{score_bar(mean, HIGHEST, _BAR_CELLS)} {figure(mean)}"
    if last is None:
        return now
    return f"{now}\n{score_bar(last, HIGHEST, _BAR_CELLS)} {figure(last)} ปีก่อน"
