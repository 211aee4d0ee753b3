"""The chart of the self-assessment: the mean of each category, with last year's."""

from __future__ import annotations

from collections.abc import Iterator

from kmtui.thai.digits import thai_digits
from models.questionnaires.assessment import (
    HIGHEST,
    Assessment,
    CategoryResult,
    level_of,
    read_assessment,
)
from screens.commands.command import bindings
from screens.commands.evidence import ASSESSMENT_SUMMARY
from screens.questionnaires.bars import figure, score_bar
from screens.questionnaires.year_summary import Summary, YearSummaryScreen
from screens.tables.cell_layout import TableCell, TableColumn, TableRow

_BAR_CELLS = 20
_COLUMNS = (
    TableColumn("หมวด", 26, grows=1, is_fixed=True),
    TableColumn("คะแนนเฉลี่ย (เต็ม ๔)", _BAR_CELLS + 15),
    TableColumn("ระดับ", 18, grows=1),
)


class AssessmentSummaryScreen(YearSummaryScreen):
    """The means by category, as figures and bars."""

    BINDINGS = bindings(*ASSESSMENT_SUMMARY.commands)
    PAGE = ASSESSMENT_SUMMARY
    COLUMNS = _COLUMNS
    PAPER = "assessment"

    async def read_summary(self) -> Summary:
        """Return the summary of the year's answers."""
        found = await self.call(read_assessment, self.fiscal_year)
        done = f"{thai_digits(found.scored_count)} จาก {thai_digits(found.question_count)} ข้อ"
        return Summary(
            f"{self.PAGE.title} ปี {thai_digits(found.fiscal_year)}",
            "",
            f"ประเมินแล้ว {done}  เฉลี่ย {figure(found.mean)} {level_of(found.mean)}",
            tuple(_rows(found)),
        )


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
    """Return this year's bar, and last year's below it if there is one."""
    now = f"{score_bar(mean, HIGHEST, _BAR_CELLS)} {figure(mean)}"
    if last is None:
        return now
    return f"{now}\n{score_bar(last, HIGHEST, _BAR_CELLS)} {figure(last)} ปีก่อน"
