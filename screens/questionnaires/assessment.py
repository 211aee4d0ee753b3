"""The self-assessment of a year: a score by digit key, and the evidence, for each question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from textual.app import ComposeResult

from kmtui.thai.digits import thai_digits
from models.drafts.rescue import TypedText
from models.editing.revisions import FieldKey, Subject
from models.office.files import copy_for_office
from models.office.locations import InAssessment
from models.questionnaires.assessment import (
    ANSWER_KIND,
    FILE,
    SCALE,
    AnswerView,
    Assessment,
    Category,
    begin_answers,
    read_assessment,
    score_text,
)
from models.storage.database import now
from screens.base.dialog_action import dialog_action
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.evidence import ASSESSMENT
from screens.dialogs.choices import ConfirmDialog
from screens.dialogs.usual_questions import ask_year
from screens.navigation.destinations import AssessmentSummary
from screens.own_keys.chosen import hint
from screens.printing.year_papers import print_year
from screens.questionnaires.bars import figure
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.tables.table_pane import TABLE_STYLE, TablePane
from screens.tables.table_source import TableHeads, TableModel, TablePosition, TableSource
from screens.widgets.key_line import KeyLine

_TITLES = -100
_UNCONFIRMED = "◇ ถ้อยคำรอหน่วยงานยืนยัน (F9 แก้)"
_SCORES = TableColumn("คะแนน", 8)
_COLUMNS = (
    TableColumn("ข้อ", 6, is_fixed=True),
    TableColumn("คำถาม", 34, grows=3),
    _SCORES,
    TableColumn("ปีก่อน", 8),
    TableColumn("สิ่งที่มีอยู่ / ทำอยู่", 26, grows=2),
    TableColumn("หลักฐาน", 20, grows=1),
)
_NARROW = (
    TableColumn("ข้อ", 6, is_fixed=True),
    TableColumn("คำถาม", 40, grows=1),
    _SCORES,
    TableColumn("ปีก่อน", 8),
)


class AssessmentSource(TableSource[Assessment]):
    """The table source of a year's questions by category."""

    def __init__(self, fiscal_year: int) -> None:
        self.fiscal_year = fiscal_year

    @property
    def location(self) -> InAssessment:
        """The location (navigation target) of the self-assessment."""
        return InAssessment(self.fiscal_year)

    def read(self) -> Callable[[], Assessment]:
        """Return a function that reads the year's answers."""
        return partial(read_assessment, self.fiscal_year)

    def sheet(self, _form_row: int | None, _is_wide: bool, /) -> TableModel:
        """Return the questions by category as a table."""
        return TableModel(
            _COLUMNS,
            tuple(_rows(self.snapshot, is_wide=True)),
            _NARROW,
            tuple(_rows(self.snapshot, is_wide=False)),
        )

    def heads(self, _at: TablePosition, /) -> TableHeads:
        """Return the headings: the year, the number scored, and the mean."""
        found = self.snapshot
        done = f"{thai_digits(found.scored_count)}/{thai_digits(found.question_count)}"
        return TableHeads(
            f"{ASSESSMENT.title} ปี {thai_digits(self.fiscal_year)}",
            f"ประเมินแล้ว {done} ข้อ  เฉลี่ย {figure(found.mean)}",
            ("  ".join(f"{thai_digits(at)} {each}" for at, each in enumerate(SCALE)),),
        )

    def row_text(self, at: TablePosition, numbered: str, /) -> str:
        """Return the row's position, and a note if the wording of the question is unconfirmed."""
        answer = self.answer(at.record_id)
        if answer is None or answer.question.is_confirmed:
            return numbered
        return f"{numbered}  {hint(_UNCONFIRMED, ASSESSMENT)}"

    def answer(self, answer_id: int | None) -> AnswerView | None:
        """Return the answer with this id; None if there is none."""
        if self.state is None:
            return None
        found = (each for result in self.state.results for each in result.answers)
        return next((each for each in found if each.answer_id == answer_id), None)


class AssessmentScreen(KmScreen[None]):
    """The questions by category; keys 0 to 4 score the selected one."""

    CSS_PATH = TABLE_STYLE
    BINDINGS = bindings(*ASSESSMENT.commands)
    PAGE = ASSESSMENT
    pane: TablePane[AssessmentSource]

    def __init__(self, fiscal_year: int) -> None:
        super().__init__()
        self.source = AssessmentSource(fiscal_year)
        self.pane = TablePane(self, self.source, on_shown=self._stand_first)
        self._stood_in = 0

    def compose(self) -> ComposeResult:
        """Compose the pane of the questions and the keys."""
        yield self.pane
        yield KeyLine()

    def on_mount(self) -> None:
        """Create missing answers of the year before reading."""
        self._begin_answers()

    def _begin_answers(self) -> None:
        self.pane.change(self.workspace.submit(begin_answers, self.source.fiscal_year))

    def _stand_first(self, _is_first: bool) -> None:
        """Move the cursor to the first question when a year is shown for the first time."""
        year, table = self.source.fiscal_year, self.pane.table
        if self._stood_in != year and len(table.rows) > 1:
            self._stood_in = year
            table.move_cursor(1, _COLUMNS.index(_SCORES))

    async def action_score(self, score: int) -> None:
        """Store the score (0 to 4) of the selected question, then move to the next one."""
        await self.wait_for_pending_keys()
        await self.pane.loader.is_read.wait()
        answer = self.source.answer(self.pane.record_id)
        if answer is None or answer.answer_id is None or self.pane.table.editing is not None:
            return
        place = FieldKey(Subject.ANSWER, answer.answer_id, "score")
        found = self.pane.table.view.find(place)
        cell = self.pane.table.rows[found[0]].cells[found[1]] if found is not None else None
        base = cell.version if cell is not None else answer.versions.get("score", 0)
        office = self.workspace
        typed = TypedText(
            *place[:2], office.session, base, str(score), office.who, now(), field="score"
        )
        self.pane.change(office.writer.commit_draft(typed, ANSWER_KIND.saving("score")))
        if self.pane.view.form_row is None:
            self._to_next_question()

    def _to_next_question(self) -> None:
        rows, at = self.pane.table.rows, self.pane.table.view.row_index + 1
        following = (place for place in range(at, len(rows)) if not rows[place].is_title)
        self.pane.table.move_cursor(
            next(following, self.pane.table.view.row_index), self.pane.table.column
        )

    @dialog_action
    async def action_other_year(self) -> None:
        """Ask the user for another fiscal year and show it."""
        self.pane.editing.finish()
        year = await ask_year(self, self.source.fiscal_year)
        if year is not None:
            self.source.fiscal_year, self.pane.view.form_row = year, None
            self._begin_answers()
            await self.pane.loader.read_now()

    async def action_summary(self) -> None:
        """Show the means by category as a chart."""
        await self.pane.finish_typing()
        await self.open(AssessmentSummary(self.source.fiscal_year))

    @dialog_action
    async def action_office_file(self) -> None:
        """Copy the file of questions to the office's folder if confirmed, and show its path."""
        await tell_office_file(self.pane, FILE)

    async def action_print(self) -> None:
        """Ask which document of the year to print, the assessment first, and print it."""
        await self.pane.finish_typing()
        await print_year(self, self.source.fiscal_year, "assessment")


async def tell_office_file(pane: TablePane[Any], name: str) -> None:
    """Ask for confirmation, copy a data file to the office's folder, and show its path."""
    pane.editing.finish()
    question = "ทำแฟ้มคำถามของหน่วยงานหรือไม่ แฟ้มที่มีอยู่แล้วจะไม่ถูกเขียนทับ"
    if await pane.app.push_screen_wait(ConfirmDialog(question, yes="ทำแฟ้ม")):
        path = await pane.host.call_or_show_error(copy_for_office, name)
        if path is not None:
            note = f"แฟ้มอยู่ที่\n{path}\nแก้ด้วยโปรแกรมแก้ข้อความ แล้วเปิดจอนี้ใหม่"
            await pane.app.push_screen_wait(ConfirmDialog(note, yes="รับทราบ", no="ปิด"))


def _rows(state: Assessment, *, is_wide: bool) -> Iterator[TableRow]:
    for result in state.results:
        yield TableRow(
            _TITLES - result.category.number,
            (TableCell(_title(result.category, result.mean, result.last_mean)),),
            is_title=True,
        )
        for answer in result.answers:
            yield _row(answer, is_wide=is_wide)


def _title(category: Category, mean: float | None, last: float | None) -> str:
    words = f"หมวด {thai_digits(category.number)} {category.title}  เฉลี่ย {figure(mean)}"
    if last is not None:
        words += f" (ปีก่อน {figure(last)})"
    return words if category.is_confirmed else f"{words}  ◇ รอยืนยันถ้อยคำ"


def _row(answer: AnswerView, *, is_wide: bool) -> TableRow:
    head = (TableCell(answer.question.number), TableCell(answer.question.text))
    scores = (_score_cell(answer), TableCell(_score(answer.last_score), style="muted"))
    cells: tuple[TableCell, ...] = (*head, *scores)
    if is_wide:
        cells += (
            _text_cell(answer, "existing", answer.existing),
            _text_cell(answer, "evidence", answer.evidence),
        )
    return TableRow(answer.answer_id or _unstored(answer), cells)


def _score_cell(answer: AnswerView) -> TableCell:
    return _text_cell(answer, "score", score_text(answer.score))


def _text_cell(answer: AnswerView, field: str, text: str) -> TableCell:
    if answer.answer_id is None:
        return TableCell(text)
    place = FieldKey(Subject.ANSWER, answer.answer_id, field)
    return TableCell(text, place, answer.versions.get(field, 0))


def _score(score: int | None) -> str:
    return score_text(score) or "–"


def _unstored(answer: AnswerView) -> int:
    """Return a negative id for a question without a stored answer (the file is read-only)."""
    category, _, place = answer.question.key.partition(".")
    return -1000 * int(category) - int(place)
