"""The staff survey on the year's KM work: entry of paper forms, means, and levels.

Evidence of step 6. A form is one line of digits, one for each question; 0 is no answer.
"""

import tomllib
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from math import sqrt

from msgspec import Struct
from peewee import fn

from kmtui.thai.digits import arabic_digits, half_up, thai_digits
from kmtui.thai.keys import from_kedmanee
from models.editing.audit_trail import track_changes
from models.editing.record_kind import DELETED_AT, FieldSpec, RecordKind, versions_of
from models.editing.revisions import FieldKey, Subject
from models.editing.undo import UndoKind, UndoScope
from models.errors import KmError, NotFound, Refused
from models.office.files import office_text
from models.office.organization import Division
from models.storage.database import Record, database
from models.storage.fields import (
    CharField,
    ForeignKeyField,
    IntegerField,
    MomentField,
    TextField,
    YearField,
)

FILE = "survey.toml"
HIGHEST = 5
NO_ANSWER = "0"
LEVELS = ((4.51, "มากที่สุด"), (3.51, "มาก"), (2.51, "ปานกลาง"), (1.51, "น้อย"), (0.0, "น้อยที่สุด"))


class Respondent(StrEnum):
    """The group of a respondent: the working group, or the staff.

    The guideline of the KM plan (step 6) asks for a survey of both.
    """

    COMMITTEE = "committee"
    STAFF = "staff"

    @property
    def label(self) -> str:
        """The group in the wording of the guideline."""
        return {self.COMMITTEE: "คณะทำงาน", self.STAFF: "บุคลากร"}[self]


class SurveyForm(Record):
    """A filled-in form: its digits in the order of the questions, and a comment."""

    fiscal_year = YearField()
    number = IntegerField()
    respondent = CharField(choices=[(each, each) for each in Respondent], default=Respondent.STAFF)
    division = ForeignKeyField(Division, null=True, on_delete="RESTRICT")
    answers = CharField(pattern=f"[1-5{NO_ANSWER}]*")
    comment = TextField(default="")
    deleted_at = MomentField(null=True)

    @property
    def respondent_words(self) -> str:
        """The group and the division of the respondent."""
        division = self.division.name if self.division is not None else ""
        return f"{Respondent(self.respondent).label} {division}".strip()


SURVEY_KIND = RecordKind(
    Subject.SURVEY,
    SurveyForm,
    "แบบสำรวจ",
    (
        FieldSpec(
            "answers", "คำตอบ", to_text=thai_digits, from_text=lambda line: digits_typed(line)
        ),
        FieldSpec("comment", "ข้อเสนอแนะ"),
        FieldSpec("respondent_words", "ผู้ตอบ"),
    ),
    title_of=lambda form: f"แบบสำรวจฉบับที่ {thai_digits(form.number)}",
    only_read=frozenset({"respondent_words"}),
)

_REMOVALS = UndoKind(
    SurveyForm,
    SURVEY_KIND,
    columns=(DELETED_AT,),
    free=frozenset({DELETED_AT}),
    gone="ไม่พบแบบสำรวจนี้แล้ว เปิดถังขยะใหม่อีกครั้ง",
)


def removal_scope(fiscal_year: int) -> UndoScope:
    """Return the undo scope of a year's forms; only their deletion is undone."""
    return UndoScope(((_REMOVALS, SurveyForm.fiscal_year == fiscal_year),))


class Question(Struct, frozen=True):
    """A question of the form; `part` is its heading."""

    number: int
    part: str
    text: str


class Figure(Struct, frozen=True):
    """The statistics of answers. `deviation` is that of a sample (n - 1).

    `mean` is None without answers, `deviation` with fewer than two.
    """

    count: int
    mean: float | None
    deviation: float | None

    @property
    def level(self) -> str:
        """The Thai label of the mean, rounded to two decimals.

        From 4.51 มากที่สุด, from 3.51 มาก, from 2.51 ปานกลาง, from 1.51 น้อย, else น้อยที่สุด: the
        bounds that Thai offices use with five degrees (Boonchom Srisa-ard).
        """
        if self.mean is None:
            return "ไม่มีผู้ตอบ"
        return next(words for least, words in LEVELS if float(half_up(self.mean)) >= least)


class FormView(Struct, frozen=True):
    """A form as listed; `versions` are by column."""

    id: int
    number: int
    respondent: Respondent
    division_id: int | None
    division: str
    answers: str
    comment: str
    versions: dict[str, int]

    @property
    def figure(self) -> Figure:
        """The statistics of its answers."""
        return figure_of(int(digit) for digit in self.answers if digit != NO_ANSWER)


class QuestionResult(Struct, frozen=True):
    """A question with its statistics, and the number of answers for each degree from 5 to 1."""

    question: Question
    figure: Figure
    degrees: tuple[int, ...]


class CommentGroup(Struct, frozen=True):
    """The comments of one division or group, verbatim."""

    heading: str
    comments: tuple[str, ...]


class SurveySummary(Struct, frozen=True):
    """The summary of the survey of a fiscal year; `respondents` counts the forms of each group."""

    fiscal_year: int
    form_count: int
    respondents: tuple[tuple[str, int], ...]
    results: tuple[QuestionResult, ...]
    overall: Figure
    comments: tuple[CommentGroup, ...]

    def part(self, heading: str) -> Figure:
        """Return the statistics of all answers to the questions under one heading."""
        chosen = [each for each in self.results if each.question.part == heading]
        return figure_of(
            degree
            for each in chosen
            for degree, count in zip(range(HIGHEST, 0, -1), each.degrees, strict=True)
            for _ in range(count)
        )


def questions() -> tuple[Question, ...]:
    """Return the questions of `survey.toml` in order, numbered from 1 through all parts.

    Raises:
        KmError: the office's own file is invalid.
    """
    return _questions(office_text(FILE))


@cache
def _questions(source: str) -> tuple[Question, ...]:
    try:
        parts = [
            (part["title"], text)
            for part in tomllib.loads(source)["parts"]
            for text in part["items"]
        ]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, RecursionError) as error:
        raise KmError(f"แฟ้มคำถาม {FILE} ไม่เป็นไปตามแบบ แก้ตามตัวอย่างของโปรแกรม ({error})") from error
    return tuple(Question(number, part, text) for number, (part, text) in enumerate(parts, 1))


def digits_typed(line: str) -> str:
    """Parse the answers of a form, in either keyboard layout and digits, without spaces.

    Raises:
        Refused: the number of digits is wrong, or a digit is no degree.
        KmError: the office's own file of questions is invalid.
    """
    bare = "".join(line.split())
    plain = arabic_digits(bare)
    if not plain.isdecimal():
        plain = arabic_digits(from_kedmanee(bare))
    wanted = len(questions())
    if not (plain.isascii() and plain.isdecimal()):
        raise Refused(f"พิมพ์เฉพาะตัวเลข ๑ ถึง ๕ ข้อละตัว (๐ คือไม่ตอบ) ให้ครบ {thai_digits(wanted)} ข้อ")
    if len(plain) != wanted:
        raise Refused(
            f"แบบสำรวจมี {thai_digits(wanted)} ข้อ พิมพ์มา {thai_digits(len(plain))} ตัว ตรวจแล้วพิมพ์ใหม่"
        )
    wrong = next((at for at, digit in enumerate(plain, 1) if int(digit) > HIGHEST), None)
    if wrong is not None:
        raise Refused(f"ข้อ {thai_digits(wrong)} เป็น {thai_digits(plain[wrong - 1])} แต่ระดับสูงสุดคือ ๕")
    return plain


def begin_form(
    fiscal_year: int, form_id: int, respondent: Respondent, division_id: int | None
) -> None:
    """Create the row of a form that is being typed; it counts once it has its digits."""
    with database.atomic():
        numbers = SurveyForm.select(fn.MAX(SurveyForm.number))
        last = numbers.where(SurveyForm.fiscal_year == fiscal_year).scalar() or 0
        SurveyForm.create(
            id=form_id,
            fiscal_year=fiscal_year,
            number=last + 1,
            respondent=respondent,
            division=division_id,
            answers="",
        )


def drop_begun_form(form_id: int) -> None:
    """Delete the row of a form that never got its digits."""
    SurveyForm.delete().where(SurveyForm.id == form_id, SurveyForm.answers == "").execute()


def set_respondent(form_id: int, respondent: Respondent, division_id: int | None) -> None:
    """Store the respondent of a form. Raises NotFound if the form is deleted."""
    with database.atomic(), track_changes(SURVEY_KIND, form_id):
        _live(form_id)
        SurveyForm.update(respondent=respondent, division=division_id).where(
            SurveyForm.id == form_id
        ).execute()


def respondent_of(form_id: int) -> tuple[Respondent, int | None]:
    """Return the respondent of a form: group and division id.

    Raises NotFound if the form is deleted.
    """
    form = _live(form_id)
    return Respondent(form.respondent), form.division_id


def read_forms(fiscal_year: int) -> tuple[FormView, ...]:
    """Return the forms of `forms_of` for the table of a year, in the order of entry."""
    with database.atomic("DEFERRED"):
        rows = forms_of(fiscal_year)
        names = {row.id: str(row.short_name or row.name) for row in Division.select()}
        versions = versions_of(Subject.SURVEY, [row.id for row in rows])
        return tuple(
            FormView(
                row.id,
                row.number,
                Respondent(row.respondent),
                row.division_id,
                names.get(row.division_id, ""),
                row.answers,
                row.comment,
                _versions_of(row.id, versions),
            )
            for row in rows
        )


def _versions_of(form_id: int, versions: dict[FieldKey, int]) -> dict[str, int]:
    return {place.field: at for place, at in versions.items() if place.subject_id == form_id}


def forms_of(fiscal_year: int) -> list[SurveyForm]:
    """Return a year's forms in the order of entry, except deleted ones and those without digits."""
    return list(
        SurveyForm.select()
        .where(
            SurveyForm.fiscal_year == fiscal_year,
            SurveyForm.deleted_at.is_null(),
            SurveyForm.answers != "",
        )
        .order_by(SurveyForm.number)
    )


def figure_of(values: Iterable[int]) -> Figure:
    """Return count, mean and sample standard deviation; None if they are undefined."""
    found = list(values)
    if not found:
        return Figure(0, None, None)
    mean = sum(found) / len(found)
    if len(found) == 1:
        return Figure(1, mean, None)
    squares = sum((value - mean) ** 2 for value in found)
    return Figure(len(found), mean, sqrt(squares / (len(found) - 1)))


def summarize(fiscal_year: int, respondent: Respondent | None = None) -> SurveySummary:
    """Return the summary of a year's forms, of one group if given.

    Raises KmError if the office's own file of questions is invalid.
    """
    with database.atomic("DEFERRED"):
        forms = [form for form in forms_of(fiscal_year) if respondent in (None, form.respondent)]
        names = {row.id: str(row.name) for row in Division.select()}
    results = tuple(_result(question, forms) for question in questions())
    everything = (int(digit) for form in forms for digit in form.answers if digit != NO_ANSWER)
    return SurveySummary(
        fiscal_year,
        len(forms),
        tuple((each.label, sum(form.respondent == each for form in forms)) for each in Respondent),
        results,
        figure_of(everything),
        _comments(forms, names),
    )


def _result(question: Question, forms: Sequence[SurveyForm]) -> QuestionResult:
    at = question.number - 1
    answers = [form.answers[at] for form in forms if at < len(form.answers)]
    given = [int(digit) for digit in answers if digit != NO_ANSWER]
    degrees = tuple(given.count(degree) for degree in range(HIGHEST, 0, -1))
    return QuestionResult(question, figure_of(given), degrees)


def _comments(forms: Sequence[SurveyForm], names: dict[int, str]) -> tuple[CommentGroup, ...]:
    groups: dict[str, list[str]] = {}
    for form in forms:
        if form.comment:
            heading = names.get(form.division_id, Respondent(form.respondent).label)
            groups.setdefault(heading, []).append(form.comment)
    return tuple(CommentGroup(heading, tuple(said)) for heading, said in groups.items())


def _live(form_id: int) -> SurveyForm:
    form: SurveyForm | None = SurveyForm.get_or_none(id=form_id, deleted_at=None)
    if form is None:
        raise NotFound("แบบสำรวจฉบับนี้ถูกลบไปแล้ว กู้คืนได้จากถังขยะ")
    return form
