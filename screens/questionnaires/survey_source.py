"""The table source of the survey: stored forms, then the one being typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from kmtui.thai.digits import counts_text, thai_digits
from models.editing.revisions import FieldKey, Subject
from models.editing.undo import UndoScope
from models.office.locations import InSurvey
from models.questionnaires.survey import (
    FormView,
    Question,
    Respondent,
    figure_of,
    questions,
    read_forms,
    removal_scope,
)
from screens.commands.evidence import SURVEY
from screens.own_keys.chosen import hint
from screens.questionnaires.bars import figure
from screens.tables.cell_layout import TableCell, TableColumn, TableRow
from screens.tables.pending_rows import PendingRows
from screens.tables.table_source import TableHeads, TableModel, TablePosition, TableSource

RESPONDENT = "respondent"
_WIDE = (
    TableColumn("ฉบับที่", 9, is_fixed=True),
    TableColumn("คำตอบ", 16),
    TableColumn("ผู้ตอบ", 20),
    TableColumn("เฉลี่ย", 9),
    TableColumn("ข้อเสนอแนะ", 22, grows=1),
)


class Begun(NamedTuple):
    """A form that is being typed: its respondent is known, its digits are not."""

    id: int
    respondent: Respondent
    division_id: int | None
    division: str


class SurveySnapshot(NamedTuple):
    """The forms of a year, and the questions that they answer."""

    forms: tuple[FormView, ...]
    questions: tuple[Question, ...]


def read_survey_snapshot(fiscal_year: int) -> SurveySnapshot:
    """Read the forms of a year and the questions."""
    return SurveySnapshot(read_forms(fiscal_year), questions())


class SurveySource(TableSource[SurveySnapshot]):
    """The table source of a year's forms, then of those being typed."""

    def __init__(self, fiscal_year: int, pending: PendingRows[Begun]) -> None:
        self.fiscal_year = fiscal_year
        self._pending = pending

    @property
    def location(self) -> InSurvey:
        """The location (navigation target) of the year's forms."""
        return InSurvey(self.fiscal_year)

    @property
    def undo_scope(self) -> UndoScope:
        """The undo scope of the deletion of forms."""
        return removal_scope(self.fiscal_year)

    def read(self) -> Callable[[], SurveySnapshot]:
        """Return a function that reads the forms."""
        return partial(read_survey_snapshot, self.fiscal_year)

    def take(self, snapshot: SurveySnapshot, typed_id: int | None, /) -> None:
        """Show this snapshot; drop begun forms that it contains."""
        super().take(snapshot, typed_id)
        stored = {each.id for each in snapshot.forms}
        self._pending.keep(lambda form: form.id not in stored)

    def form(self, form_id: int | None) -> FormView | None:
        """Return the stored form with this id; None if there is none."""
        forms = self.state.forms if self.state is not None else ()
        return next((each for each in forms if each.id == form_id), None)

    def sheet(self, _form_row: int | None, _is_wide: bool, /) -> TableModel:
        """Return the forms as a table in the order of entry, then those being typed."""
        rows = tuple(self._rows())
        return TableModel(_WIDE, rows, _WIDE, rows)

    def _rows(self) -> Iterator[TableRow]:
        forms = self.snapshot.forms
        for form in forms:
            yield _form_row(form)
        last = forms[-1].number if forms else 0
        for at, begun in enumerate(self._pending.rows, last + 1):
            yield _begun_row(begun, at)

    def heads(self, at: TablePosition, /) -> TableHeads:
        """Return the headings: year, number of forms, mean, and the question that is next."""
        forms = self.snapshot.forms
        title = f"{SURVEY.title} ปี {thai_digits(self.fiscal_year)}"
        whole = figure_of(int(digit) for form in forms for digit in form.answers if digit != "0")
        words = counts_text(("{} ฉบับ", len(forms)))
        if whole.mean is not None:
            words += f"  เฉลี่ย {figure(whole.mean)} {whole.level}"
        empty = hint("ยังไม่มีแบบสำรวจของปีนี้ กด F5 แล้วพิมพ์คำตอบข้อละตัวเลข Enter เก็บ", SURVEY)
        return TableHeads(title, words, (self._question(at),), empty)

    def _question(self, at: TablePosition) -> str:
        """Return the question that the next digit answers; else how to type a form."""
        questions = self.snapshot.questions
        count = len(questions)
        if at.typed is None or at.field_key is None or at.field_key.field != "answers":
            return f"แบบสำรวจมี {thai_digits(count)} ข้อ พิมพ์ ๑ ถึง ๕ ข้อละตัว ๐ คือไม่ตอบ"
        done = len("".join(at.typed.split()))
        if done < count:
            return f"ข้อ {thai_digits(done + 1)} {questions[done].text}"
        if done == count:
            return "ครบทุกข้อแล้ว Enter เก็บและเริ่มฉบับถัดไป"
        return f"✗ เกินมา {thai_digits(done - count)} ตัว"


def answers_field_key(form_id: int) -> FieldKey:
    """Return the field key of a form's digits."""
    return FieldKey(Subject.SURVEY, form_id, "answers")


def respondent_label(respondent: Respondent, division: str) -> str:
    """Return the respondent's group and division."""
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
