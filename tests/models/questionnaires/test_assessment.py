"""The self-assessment: 24 questions, scores from 0 to 4, means by category, last year beside it."""

from pathlib import Path

import pytest

from models.errors import Refused
from models.questionnaires.assessment import (
    ANSWER_KIND,
    categories,
    level_of,
    read_assessment,
    score_from,
)
from tests.builders import an_answer
from tests.refusals import refused


def score(year: int, question: str, value: str) -> None:
    ANSWER_KIND.replace(an_answer(year, question), "score", 0, value)


def test_the_assessment_has_five_categories_and_only_the_first_is_confirmed(store: Path) -> None:
    assert [len(each.questions) for each in categories()] == [5, 4, 5, 6, 4]
    assert [each.is_confirmed for each in categories()] == [True, False, False, False, False]
    assert categories()[0].questions[0].number == "๑.๑"


def test_the_mean_covers_scored_questions_including_zero(store: Path) -> None:
    # Category 1: (0 + 3 + 3) / 3 = 2; category 2: 4; all: (0 + 3 + 3 + 4) / 4 = 2.5.
    for question, value in (("1.1", "0"), ("1.2", "๓"), ("1.3", "3"), ("2.4", "4")):
        score(2564, question, value)
    assessment = read_assessment(2564)
    first, second, third = assessment.results[:3]
    assert (first.mean, first.scored_count, second.mean, third.mean) == (2, 3, 4, None)
    assert (assessment.mean, assessment.scored_count, assessment.question_count) == (2.5, 4, 24)
    assert (first.level, second.level, third.level) == (
        "มีระดับปานกลาง",
        "มีในระดับที่ดีมาก",
        "ยังไม่ประเมิน",
    )


def test_an_assessment_shows_the_scores_of_last_year_too(store: Path) -> None:
    score(2563, "1.1", "1")
    score(2564, "1.1", "3")
    assessment = read_assessment(2564)
    answer = assessment.results[0].answers[0]
    assert (answer.last_score, answer.score, answer.versions["score"]) == (1, 3, 1)
    assert (assessment.last_mean, assessment.mean) == (1, 3)


@pytest.mark.parametrize("typed", ["5", "-1", "ดี", "1.5", "[/]"])
def test_a_score_outside_the_scale_is_refused(store: Path, typed: str) -> None:
    answer = an_answer(2564, "1.1")
    with refused(Refused, match="๐ ถึง ๔"):
        ANSWER_KIND.replace(answer, "score", 0, typed)
    assert read_assessment(2564).scored_count == 0


def test_an_empty_assessment_score_is_parsed_as_none() -> None:
    assert score_from("") is None


@pytest.mark.parametrize(
    ("mean", "words"), [(0.49, "ไม่มีเลย / มีน้อยมาก"), (0.5, "มีน้อย"), (3.5, "มีในระดับที่ดีมาก")]
)
def test_the_level_of_an_assessment_mean_is_that_of_the_mean_rounded_half_up(
    mean: float, words: str
) -> None:
    assert level_of(mean) == words
