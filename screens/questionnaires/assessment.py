"""The self-assessment of a year: questions scored by a digit, what exists and what shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

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
from screens.commands.command import bindings
from screens.commands.evidence import ASSESSMENT
from screens.dialogs.choices import ConfirmDialog
from screens.dialogs.usual_questions import ask_year
from screens.navigation.destinations import AssessmentSummary
from screens.printing.year_papers import print_year
from screens.questionnaires.bars import figure
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.tables.table_screen import TableScreen
from screens.tables.table_view import TableModel
from screens.widgets.label import ThaiLabel

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


class AssessmentScreen(TableScreen):
    """Every question by category; keys 0 to 4 score the one under the cursor."""

    BINDINGS = bindings(*ASSESSMENT.commands)
    PAGE = ASSESSMENT

    def __init__(self, fiscal_year: int) -> None:
        super().__init__()
        self.fiscal_year = fiscal_year
        self.state: Assessment | None = None
        self._begun_year = 0
        self._stood_in = 0

    @property
    def location(self) -> InAssessment:
        """The self-assessment of the year."""
        return InAssessment(self.fiscal_year)

    async def read_sheet(self) -> Callable[[], None]:
        """The year's answers; the first time there is room for each."""
        if self._begun_year != self.fiscal_year:
            self._begun_year = self.fiscal_year
            await self.call_or_show_error(begin_answers, self.fiscal_year)
        return partial(self._take, await self.call(read_assessment, self.fiscal_year))

    def _take(self, found: Assessment) -> None:
        self.state = found

    def sheet(self) -> TableModel:
        """The questions under their categories."""
        assert self.state is not None
        return TableModel(
            _COLUMNS,
            tuple(_rows(self.state, is_wide=True)),
            _NARROW,
            tuple(_rows(self.state, is_wide=False)),
        )

    def show_sheet(self) -> None:
        """As in every table; the first time the cursor goes to the first question."""
        super().show_sheet()
        if self._stood_in != self.fiscal_year and len(self.table.rows) > 1:
            self._stood_in = self.fiscal_year
            self.table.move_cursor(1, _COLUMNS.index(_SCORES))

    def show_heads(self) -> None:
        """The year, how many are scored, and what the scores say."""
        state = self.state
        assert state is not None
        title = f"{self.PAGE.title} ปี {thai_digits(self.fiscal_year)}"
        self.query_one("#table-title", ThaiLabel).update((title, "bold"))
        done = f"{thai_digits(state.scored_count)}/{thai_digits(state.question_count)}"
        words = f"ประเมินแล้ว {done} ข้อ  เฉลี่ย {figure(state.mean)}"
        self.query_one("#table-state", ThaiLabel).update(words)
        scale = "  ".join(f"{thai_digits(at)} {each}" for at, each in enumerate(SCALE))
        self.query_one("#table-parts", ThaiLabel).update(scale)

    def row_text(self) -> str:
        """The question under the cursor, and whether its wording is confirmed."""
        answer = self.answer
        if answer is None or answer.question.is_confirmed:
            return super().row_text()
        return f"{super().row_text()}  {_UNCONFIRMED}"

    @property
    def answer(self) -> AnswerView | None:
        """The question under the cursor, or of the form."""
        if self.state is None:
            return None
        found = (each for result in self.state.results for each in result.answers)
        return next((each for each in found if each.answer_id == self.record_id), None)

    def check_editable(self) -> bool:
        """An assessment takes changes at all times."""
        return self.state is not None

    async def ask_cell(self, _cell: TableCell) -> None:
        """No cell of it is chosen."""

    # Commands

    async def action_score(self, score: int) -> None:
        """Score the question under the cursor; then to the next one."""
        await self.wait_for_pending_keys()
        await self.is_read.wait()
        answer = self.answer
        if answer is None or answer.answer_id is None or self.table.editing is not None:
            return
        place = FieldKey(Subject.ANSWER, answer.answer_id, "score")
        found = self.table.view.find(place)
        cell = self.table.rows[found[0]].cells[found[1]] if found is not None else None
        base = cell.version if cell is not None else answer.versions.get("score", 0)
        office = self.workspace
        typed = TypedText(
            *place[:2], office.session, base, str(score), office.who, now(), field="score"
        )
        self.change(office.writer.commit_draft(typed, ANSWER_KIND.saving("score")))
        if self.form_row is None:
            self._to_next_question()

    def _to_next_question(self) -> None:
        rows, at = self.table.rows, self.table.view.row_index + 1
        following = (place for place in range(at, len(rows)) if not rows[place].is_title)
        self.table.move_cursor(next(following, self.table.view.row_index), self.table.column)

    @dialog_action
    async def action_other_year(self) -> None:
        """Look at another fiscal year."""
        self.saving.finish()
        year = await ask_year(self, self.fiscal_year)
        if year is not None:
            self.fiscal_year, self.form_row = year, None
            await self.read_now()

    async def action_summary(self) -> None:
        """Show the means by category as a chart."""
        await self.wait_for_pending_keys()
        self.saving.finish()
        await self.open(AssessmentSummary(self.fiscal_year))

    @dialog_action
    async def action_office_file(self) -> None:
        """Lay the office's own file of questions into its folder, and say where."""
        await tell_office_file(self, FILE)

    async def action_print(self) -> None:
        """Print the assessment."""
        await self.wait_for_pending_keys()
        self.saving.finish()
        await print_year(self, self.fiscal_year, "assessment")


async def tell_office_file(screen: TableScreen, name: str) -> None:
    """Ask, then make the office's own file of questions; its path is shown."""
    screen.saving.finish()
    question = "ทำแฟ้มคำถามของหน่วยงานหรือไม่ แฟ้มที่มีอยู่แล้วจะไม่ถูกเขียนทับ"
    if await screen.app.push_screen_wait(ConfirmDialog(question, yes="ทำแฟ้ม")):
        path = await screen.call_or_show_error(copy_for_office, name)
        if path is not None:
            note = f"แฟ้มอยู่ที่\n{path}\nแก้ด้วยโปรแกรมแก้ข้อความ แล้วเปิดจอนี้ใหม่"
            await screen.app.push_screen_wait(ConfirmDialog(note, yes="รับทราบ", no="ปิด"))


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
    """An id for a question without a stored answer (a store that cannot be written)."""
    category, _, place = answer.question.key.partition(".")
    return -1000 * int(category) - int(place)
