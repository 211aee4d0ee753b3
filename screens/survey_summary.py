"""What the survey's forms come to: mean, deviation and level of each question, comments."""

from __future__ import annotations

from collections.abc import Iterator

from textual import work
from textual.app import ComposeResult

from kmtui.thai.digits import thai_digits
from models.errors import KmError
from models.survey import HIGHEST, Figure, Respondent, SurveySummary, summarize
from screens.asking import asking
from screens.base import KmScreen
from screens.command import bindings
from screens.commands.evidence import SURVEY_SUMMARY
from screens.evidence_bars import figure, score_bar
from screens.widgets.cell_grid import CellGrid
from screens.widgets.cell_layout import TableCell, TableColumn, TableRow
from screens.widgets.dialogs import ListDialog
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel

_BAR_CELLS = 10
_COLUMNS = (
    TableColumn("ข้อ", 5, is_fixed=True),
    TableColumn("คำถาม", 30, grows=1),
    TableColumn("เฉลี่ย (เต็ม ๕)", _BAR_CELLS + 8),
    TableColumn("S.D.", 7),
    TableColumn("ระดับ", 11),
)
_PARTS, _COMMENTS = 1000, 2000


class SurveySummaryScreen(KmScreen[None]):
    """The summary of all groups, or of one."""

    CSS_PATH = "evidence.tcss"
    BINDINGS = bindings(*SURVEY_SUMMARY.commands)
    PAGE = SURVEY_SUMMARY

    def __init__(self, fiscal_year: int) -> None:
        super().__init__()
        self._year = fiscal_year
        self._group: Respondent | None = None

    def compose(self) -> ComposeResult:
        """The year and its mean, the table, the keys."""
        yield ThaiLabel("", id="summary-title")
        yield ThaiLabel("", id="summary-total")
        yield CellGrid(id="summary-grid")
        yield KeyLine()

    def on_mount(self) -> None:
        """Stand in the table."""
        self.query_one(CellGrid).by_row = True
        self.set_focus(self.query_one(CellGrid))

    @work(exclusive=True, group="read")
    async def on_screen_resume(self) -> None:
        """Read the forms."""
        await self._read()

    async def _read(self) -> None:
        try:
            found = await self.ask(summarize, self._year, self._group)
        except KmError as error:
            self.complain(error)
            return
        if self.stands:
            self._show(found)

    def _show(self, found: SurveySummary) -> None:
        group = self._group.label if self._group is not None else "ทุกกลุ่ม"
        title = f"{self.PAGE.title} ปี {thai_digits(found.fiscal_year)}"
        self.query_one("#summary-title", ThaiLabel).update((title, "bold"), f"  {group}")
        said = "  ".join(f"{name} {thai_digits(count)}" for name, count in found.respondents)
        whole = found.overall
        words = (
            f"{thai_digits(found.form_count)} ฉบับ ({said})  เฉลี่ย {figure(whole.mean)} "
            f"S.D. {figure(whole.deviation)} {whole.level}"
        )
        self.query_one("#summary-total", ThaiLabel).update(words)
        self.query_one(CellGrid).show(_COLUMNS, list(_rows(found)))

    @asking
    async def action_other_group(self) -> None:
        """Choose whose forms are summed up."""
        groups: list[Respondent | None] = [None, *Respondent]
        labels = [each.label if each is not None else "ทุกกลุ่ม" for each in groups]
        ask = ListDialog("สรุปแบบสำรวจของใคร", labels, current=groups.index(self._group))
        at = await self.app.push_screen_wait(ask)
        if at is not None:
            self._group = groups[at]
            await self._read()

    async def action_print(self) -> None:
        """Print the summary or the empty form."""
        from screens.evidence_paper import print_year

        await print_year(self, self._year, "survey")

    def action_back(self) -> None:
        """Back to the forms."""
        self.dismiss(None)


def _rows(found: SurveySummary) -> Iterator[TableRow]:
    part = ""
    for result in found.results:
        question = result.question
        if question.part != part:
            part = question.part
            words = f"{part}  เฉลี่ย {figure(found.part(part).mean)} {found.part(part).level}"
            yield TableRow(_PARTS + question.number, (TableCell(words),), is_title=True)
        head = TableCell(thai_digits(question.number)), TableCell(question.text)
        yield TableRow(question.number, (*head, *_figures(result.figure)))
    for at, group in enumerate(found.comments):
        yield TableRow(
            _COMMENTS + at * 100, (TableCell(f"ข้อเสนอแนะ {group.heading}"),), is_title=True
        )
        for place, comment in enumerate(group.comments, 1):
            cells = (TableCell("-"), TableCell(comment), *(TableCell("") for _ in range(3)))
            yield TableRow(_COMMENTS + at * 100 + place, cells)


def _figures(found: Figure) -> tuple[TableCell, ...]:
    bar = score_bar(found.mean, HIGHEST, _BAR_CELLS)
    return (
        TableCell(f"{bar} {figure(found.mean)}"),
        TableCell(figure(found.deviation)),
        TableCell(found.level),
    )
