"""The self-assessment on knowledge management: questions of a data file, scores from 0 to 4."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from peewee import CharField, IntegerField, TextField

from kmtui.thai.digits import arabic_digits, thai_digits
from models.editing.record_kind import FieldSpec, RecordKind, cleaned, versions_of
from models.editing.revisions import FieldKey, Subject
from models.errors import KmError
from models.office.files import office_text
from models.storage.database import Record, database

FILE = "assessment.toml"
HIGHEST = 4
SCALE = (
    "ไม่มีเลย / มีน้อยมาก",
    "มีน้อย",
    "มีระดับปานกลาง",
    "มีในระดับที่ดี",
    "มีในระดับที่ดีมาก",
)


class AssessmentAnswer(Record):
    """The answer to one question in one fiscal year. `question` is its key in the data file."""

    fiscal_year = IntegerField()
    question = CharField()
    score = IntegerField(null=True)
    existing = TextField(default="")
    evidence = TextField(default="")
    deleted_at = CharField(null=True)

    class Meta:
        """A question is answered once a year."""

        indexes = ((("fiscal_year", "question"), True),)


def score_text(score: int | None) -> str:
    """A score as it is shown; empty for none."""
    return "" if score is None else thai_digits(score)


def score_from(text: str) -> int | None:
    """A score as typed: 0 to 4 in either kind of digit, or nothing. Raises ValueError."""
    plain = arabic_digits(cleaned(text))
    if plain not in ("", "0", "1", "2", "3", "4"):
        raise ValueError("คะแนนมี ๐ ถึง ๔ พิมพ์ตัวเลขเดียว หรือเว้นว่างถ้ายังไม่ประเมิน")
    return int(plain) if plain else None


ANSWER_KIND = RecordKind(
    Subject.ANSWER,
    AssessmentAnswer,
    "ข้อประเมินตนเอง",
    (
        FieldSpec("score", "คะแนน", to_text=score_text, from_text=score_from),
        FieldSpec("existing", "สิ่งที่มีอยู่ / ทำอยู่"),
        FieldSpec("evidence", "หลักฐาน"),
    ),
    title_of=lambda row: f"ข้อ {thai_digits(row.question)} ปี {thai_digits(row.fiscal_year)}",
)


@dataclass(frozen=True)
class AssessmentQuestion:
    """A question: its key (1.1), its text, and whether its wording is confirmed by the office."""

    key: str
    text: str
    is_confirmed: bool

    @property
    def number(self) -> str:
        """The key as printed: ๑.๑."""
        return thai_digits(self.key)


@dataclass(frozen=True)
class Category:
    """A category (หมวด) with its questions."""

    number: int
    title: str
    is_confirmed: bool
    questions: tuple[AssessmentQuestion, ...]


@dataclass(frozen=True)
class AnswerView:
    """A question with this year's answer and last year's score. Versions are by column."""

    question: AssessmentQuestion
    answer_id: int | None
    score: int | None
    existing: str
    evidence: str
    last_score: int | None
    versions: dict[str, int]


@dataclass(frozen=True)
class CategoryResult:
    """A category's answers. `mean` is of the scored questions; None where there is none."""

    category: Category
    answers: tuple[AnswerView, ...]
    mean: float | None
    last_mean: float | None

    @property
    def scored_count(self) -> int:
        """How many of its questions have a score."""
        return sum(each.score is not None for each in self.answers)

    @property
    def level(self) -> str:
        """The mean in the words of the scale."""
        return level_of(self.mean)


@dataclass(frozen=True)
class Assessment:
    """The self-assessment of a fiscal year."""

    fiscal_year: int
    results: tuple[CategoryResult, ...]
    mean: float | None
    last_mean: float | None

    @property
    def question_count(self) -> int:
        """How many questions there are."""
        return sum(len(each.answers) for each in self.results)

    @property
    def scored_count(self) -> int:
        """How many questions have a score."""
        return sum(each.scored_count for each in self.results)


def level_of(mean: float | None) -> str:
    """A mean of scores in the words of the scale, rounded half up; of none: ยังไม่ประเมิน."""
    return "ยังไม่ประเมิน" if mean is None else SCALE[min(HIGHEST, int(mean + 0.5))]


def categories() -> tuple[Category, ...]:
    """The categories of `assessment.toml`; those that the office has to confirm say so.

    Raises KmError where the office's own file is not understood.
    """
    return _categories(office_text(FILE))


@cache
def _categories(source: str) -> tuple[Category, ...]:
    try:
        rows = tomllib.loads(source)["categories"]
        return tuple(_category(number, row) for number, row in enumerate(rows, 1))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, RecursionError) as error:
        raise KmError(f"แฟ้มคำถาม {FILE} ไม่เป็นไปตามแบบ แก้ตามตัวอย่างของโปรแกรม ({error})") from error


def _category(number: int, row: dict[str, Any]) -> Category:
    confirmed = bool(row["confirmed"])
    questions = tuple(
        AssessmentQuestion(f"{number}.{place}", text, confirmed)
        for place, text in enumerate(row["questions"], 1)
    )
    return Category(number, row["title"], confirmed, questions)


def begin_answers(fiscal_year: int) -> None:
    """Make room for an answer to every question of the year; those that are there stay."""
    keys = [each.key for category in categories() for each in category.questions]
    with database.atomic():
        rows = AssessmentAnswer.select(AssessmentAnswer.question)
        known = {row.question for row in rows.where(AssessmentAnswer.fiscal_year == fiscal_year)}
        for question in keys:
            if question not in known:
                AssessmentAnswer.create(fiscal_year=fiscal_year, question=question)


def read_assessment(fiscal_year: int) -> Assessment:
    """A year's self-assessment with the scores of the year before beside it."""
    with database.atomic("DEFERRED"):
        now, last = _rows(fiscal_year), _rows(fiscal_year - 1)
        versions = versions_of(Subject.ANSWER, [row.id for row in now.values()])
    results = tuple(_result(category, now, last, versions) for category in categories())
    answers = [answer for each in results for answer in each.answers]
    return Assessment(
        fiscal_year,
        results,
        _mean([each.score for each in answers]),
        _mean([each.last_score for each in answers]),
    )


def _rows(fiscal_year: int) -> dict[str, AssessmentAnswer]:
    rows = AssessmentAnswer.select().where(
        AssessmentAnswer.fiscal_year == fiscal_year, AssessmentAnswer.deleted_at.is_null()
    )
    return {row.question: row for row in rows}


def _result(
    category: Category,
    now: dict[str, AssessmentAnswer],
    last: dict[str, AssessmentAnswer],
    versions: dict[FieldKey, int],
) -> CategoryResult:
    answers = tuple(
        _answer(question, now.get(question.key), last.get(question.key), versions)
        for question in category.questions
    )
    return CategoryResult(
        category,
        answers,
        _mean([each.score for each in answers]),
        _mean([each.last_score for each in answers]),
    )


def _answer(
    question: AssessmentQuestion,
    row: AssessmentAnswer | None,
    last: AssessmentAnswer | None,
    versions: dict[FieldKey, int],
) -> AnswerView:
    last_score = last.score if last is not None else None
    if row is None:
        return AnswerView(question, None, None, "", "", last_score, {})
    fields = [column.name for column in ANSWER_KIND.columns]
    of_row = {field: versions.get(FieldKey(Subject.ANSWER, row.id, field), 0) for field in fields}
    return AnswerView(question, row.id, row.score, row.existing, row.evidence, last_score, of_row)


def _mean(scores: list[int | None]) -> float | None:
    given = [score for score in scores if score is not None]
    return sum(given) / len(given) if given else None
