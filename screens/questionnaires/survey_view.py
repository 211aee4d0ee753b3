"""The survey's forms as a table; one that is being typed stands at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from kmtui.thai.digits import thai_digits
from models.editing.revisions import FieldKey, Subject
from models.office.locations import InSurvey
from models.questionnaires.survey import (
    FormView,
    Question,
    Respondent,
    figure_of,
    questions,
    read_forms,
)
from screens.questionnaires.bars import figure
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.tables.table_screen import TableScreen
from screens.tables.table_view import TableModel
from screens.widgets.label import ThaiLabel

RESPONDENT = "respondent"
_WIDE = (
    TableColumn("ฉบับที่", 9, is_fixed=True),
    TableColumn("คำตอบ", 16),
    TableColumn("ผู้ตอบ", 20),
    TableColumn("เฉลี่ย", 9),
    TableColumn("ข้อเสนอแนะ", 22, grows=1),
)


class Begun(NamedTuple):
    """A form that is being typed: who filled it in is known, its digits are not."""

    id: int
    respondent: Respondent
    division_id: int | None
    division: str


class SurveySnapshot(NamedTuple):
    """The forms of a year, and the questions that they answer."""

    forms: tuple[FormView, ...]
    questions: tuple[Question, ...]


def read_survey_snapshot(fiscal_year: int) -> SurveySnapshot:
    """What the screen shows of a year."""
    return SurveySnapshot(read_forms(fiscal_year), questions())


class SurveyView(TableScreen):
    """The forms of a year, and where among them the cursor stands."""

    def __init__(self, fiscal_year: int) -> None:
        super().__init__()
        self.fiscal_year = fiscal_year
        self.state: SurveySnapshot | None = None
        self.begun: list[Begun] = []

    @property
    def location(self) -> InSurvey:
        """The forms of the year."""
        return InSurvey(self.fiscal_year)

    async def read_sheet(self) -> Callable[[], None]:
        """The forms as they are stored."""
        return partial(self._take, await self.call(read_survey_snapshot, self.fiscal_year))

    def _take(self, shown: SurveySnapshot) -> None:
        """Show this from now on; a form that was begun and has its digits by now is among them."""
        self.state = shown
        stored = {each.id for each in shown.forms}
        self.begun = [each for each in self.begun if each.id not in stored]

    @property
    def form(self) -> FormView | None:
        """The form under the cursor."""
        forms = self.state.forms if self.state is not None else ()
        return next((each for each in forms if each.id == self.record_id), None)

    @property
    def is_wide(self) -> bool:
        """The columns of digits fit everywhere; comments scroll into sight."""
        return True

    def sheet(self) -> TableModel:
        """The forms in the order of entering, then what is begun."""
        assert self.state is not None
        rows = tuple(self._rows(self.state))
        return TableModel(_WIDE, rows, _WIDE, rows)

    def _rows(self, state: SurveySnapshot) -> Iterator[TableRow]:
        for form in state.forms:
            yield _form_row(form)
        last = state.forms[-1].number if state.forms else 0
        for at, begun in enumerate(self.begun, last + 1):
            yield _begun_row(begun, at)

    def show_sheet(self) -> None:
        """As in every table; what to do is said where there is no form yet."""
        super().show_sheet()
        self.query_one("#table-empty").display = not self.table.rows

    def show_heads(self) -> None:
        """The year, how many forms, their mean; which question the next digit answers."""
        state = self.state
        assert state is not None
        title = f"{self.PAGE.title} ปี {thai_digits(self.fiscal_year)}"
        self.query_one("#table-title", ThaiLabel).update((title, "bold"))
        whole = figure_of(int(d) for form in state.forms for d in form.answers if d != "0")
        words = f"{thai_digits(len(state.forms))} ฉบับ"
        if whole.mean is not None:
            words += f"  เฉลี่ย {figure(whole.mean)} {whole.level}"
        self.query_one("#table-state", ThaiLabel).update(words)
        self.say_question()
        empty = "ยังไม่มีแบบสำรวจของปีนี้ กด F5 แล้วพิมพ์คำตอบข้อละตัวเลข Enter เก็บ"
        self.query_one("#table-empty", ThaiLabel).update(empty)

    def say_question(self) -> None:
        """Say which question the next digit answers; else how a form is typed."""
        if self.state is None:
            return
        count = len(self.state.questions)
        cell = self.table.editing
        words = f"แบบสำรวจมี {thai_digits(count)} ข้อ พิมพ์ ๑ ถึง ๕ ข้อละตัว ๐ คือไม่ตอบ"
        if cell is not None and cell.field_key is not None and cell.field_key.field == "answers":
            at = len("".join(self.table.editor.text.split()))
            if at < count:
                words = f"ข้อ {thai_digits(at + 1)} {self.state.questions[at].text}"
            elif at == count:
                words = "ครบทุกข้อแล้ว Enter เก็บและเริ่มฉบับถัดไป"
            else:
                words = f"✗ เกินมา {thai_digits(at - count)} ตัว"
        self.query_one("#table-parts", ThaiLabel).update(words)


def answers_field_key(form_id: int) -> FieldKey:
    """Where the digits of a form are stored."""
    return FieldKey(Subject.SURVEY, form_id, "answers")


def respondent_label(respondent: Respondent, division: str) -> str:
    """Who filled in a form."""
    return f"{respondent.label} {division}".strip()


def _form_row(form: FormView) -> TableRow:
    comment = FieldKey(Subject.SURVEY, form.id, "comment")
    return TableRow(
        form.id,
        (
            TableCell(thai_digits(form.number)),
            TableCell(
                thai_digits(form.answers),
                answers_field_key(form.id),
                form.versions.get("answers", 0),
            ),
            TableCell(respondent_label(form.respondent, form.division), asks=RESPONDENT),
            TableCell(figure(form.figure.mean)),
            TableCell(form.comment, comment, form.versions.get("comment", 0)),
        ),
    )


def _begun_row(begun: Begun, number: int) -> TableRow:
    return TableRow(
        begun.id,
        (
            TableCell(f"+ {thai_digits(number)}"),
            TableCell("", answers_field_key(begun.id)),
            TableCell(respondent_label(begun.respondent, begun.division)),
            TableCell(""),
            TableCell("", FieldKey(Subject.SURVEY, begun.id, "comment")),
        ),
    )
