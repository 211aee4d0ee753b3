"""The summary of the survey: mean, deviation and level of each question, comments."""

from __future__ import annotations

from collections.abc import Iterator

from kmtui.thai.digits import counts_text, thai_digits
from models.questionnaires.survey import HIGHEST, Figure, Respondent, SurveySummary, summarize
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.evidence import SURVEY_SUMMARY
from screens.dialogs.choices import ListDialog
from screens.questionnaires.bars import figure, score_bar
from screens.questionnaires.year_summary import Summary, YearSummaryScreen
from screens.tables.cell_layout import TableCell, TableColumn, TableRow

_BAR_CELLS = 10
_COLUMNS = (
    TableColumn("ข้อ", 5, is_fixed=True),
    TableColumn("คำถาม", 30, grows=1),
    TableColumn("เฉลี่ย (เต็ม ๕)", _BAR_CELLS + 8),
    TableColumn("S.D.", 7),
    TableColumn("ระดับ", 11),
)
_PARTS, _COMMENTS = 1000, 2000


class SurveySummaryScreen(YearSummaryScreen):
    """The summary of all groups, or of one."""

    BINDINGS = bindings(*SURVEY_SUMMARY.commands)
    PAGE = SURVEY_SUMMARY
    COLUMNS = _COLUMNS
    PAPER = "survey"

    def __init__(self, fiscal_year: int) -> None:
        super().__init__(fiscal_year)
        self._group: Respondent | None = None

    async def read_summary(self) -> Summary:
        """Return the summary of the year's forms, of the selected group or of all."""
        found = await self.call(summarize, self.fiscal_year, self._group)
        said = counts_text(*((f"{name} {{}}", count) for name, count in found.respondents))
        whole = found.overall
        told = (
            f"{thai_digits(found.form_count)} ฉบับ ({said})  เฉลี่ย {figure(whole.mean)} "
            f"S.D. {figure(whole.deviation)} {whole.level}"
        )
        return Summary(
            f"{self.PAGE.title} ปี {thai_digits(found.fiscal_year)}",
            f"  {self._group.label if self._group is not None else 'ทุกกลุ่ม'}",
            told if found.form_count else "ยังไม่มีแบบสำรวจของกลุ่มนี้ในปีนี้ กด Esc กลับไปกรอกแบบ",
            tuple(_rows(found)),
        )

    @dialog_action
    async def action_other_group(self) -> None:
        """Ask for a group, and show the summary of its forms."""
        groups: list[Respondent | None] = [None, *Respondent]
        labels = [each.label if each is not None else "ทุกกลุ่ม" for each in groups]
        ask = ListDialog("สรุปแบบสำรวจของใคร", labels, current=groups.index(self._group))
        at = await self.app.push_screen_wait(ask)
        if at is not None:
            self._group = groups[at]
            await self.read()


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
