"""The survey: forms as lines of digits, and the arithmetic with worked examples."""

from math import isclose
from pathlib import Path

import pytest

from models.editing.undo import revert, run_undoable
from models.errors import KmError, NotFound, Refused
from models.office.organization import Division
from models.questionnaires.survey import (
    SURVEY_KIND,
    Respondent,
    SurveyForm,
    begin_form,
    digits_typed,
    figure_of,
    forms_of,
    questions,
    removal_scope,
    summarize,
)
from models.storage.database import database
from tests.builders import a_form, by
from tests.refusals import refused

FIVES, THREES = "5" * 10, "3" * 10


@pytest.mark.parametrize(
    "typed",
    ["5432154321", "๕๔๓๒๑๕๔๓๒๑", "54321 54321", "ถภ-/ๅถภ-/ๅ"],
    ids=["arabic", "thai", "with a blank", "the Thai layout's digit keys"],
)
def test_survey_digits_are_parsed_in_either_layout(store: Path, typed: str) -> None:
    assert digits_typed(typed) == "5432154321"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("54321", "๑๐ ข้อ พิมพ์มา ๕ ตัว"),
        ("54321543216", "พิมพ์มา ๑๑ ตัว"),
        ("5432154326", "ข้อ ๑๐ เป็น ๖"),
        ("มากที่สุด", "พิมพ์เฉพาะตัวเลข"),
        ("", "พิมพ์เฉพาะตัวเลข"),
        ("[/]=1+1\x1b[2J", "พิมพ์เฉพาะตัวเลข"),
    ],
)
def test_an_invalid_survey_line_is_refused_and_nothing_is_stored(
    store: Path, typed: str, said: str
) -> None:
    begin_form(2564, 77, Respondent.STAFF, None)
    with refused(Refused, match=said):
        SURVEY_KIND.replace(77, "answers", 0, typed)
    assert forms_of(2564) == []


def test_mean_and_deviation_are_those_of_the_worked_example() -> None:
    # 2, 4, 4, 4, 5, 5: mean 24/6 = 4; squares 4+0+0+0+1+1 = 6; 6/5 = 1.2; root 1.0954.
    figure = figure_of([2, 4, 4, 4, 5, 5])
    assert (figure.count, figure.mean) == (6, 4)
    assert figure.deviation is not None
    assert isclose(figure.deviation, 1.0954451150103321)


def test_a_survey_mean_needs_one_answer_and_a_deviation_two() -> None:
    assert (figure_of([4]).mean, figure_of([4]).deviation) == (4, None)
    assert (figure_of([]).mean, figure_of([]).level) == (None, "ไม่มีผู้ตอบ")


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ([5], "มากที่สุด"),
        ([4, 5], "มาก"),
        ([4] * 49 + [5] * 51, "มากที่สุด"),
        ([4], "มาก"),
        ([3, 4], "ปานกลาง"),
        ([2], "น้อย"),
        ([1, 2], "น้อยที่สุด"),
        ([1], "น้อยที่สุด"),
    ],
)
def test_a_mean_of_the_survey_gets_the_level_of_its_range(answers: list[int], level: str) -> None:
    assert figure_of(answers).level == level


def test_a_summary_counts_answers_degrees_parts_and_groups_comments(store: Path) -> None:
    works = Division.create(name="กองช่าง", position=1)
    a_form(2564, FIVES, Respondent.COMMITTEE, comment="ดีมาก")
    a_form(2564, THREES, division_id=works.id, comment="ควรมีอบรม")
    a_form(2564, "0" * 10, division_id=works.id)
    a_form(2563, "1" * 10)
    summary = summarize(2564)
    assert summary.form_count == 3
    assert summary.respondents == (("คณะทำงาน", 1), ("บุคลากร", 2))
    first = summary.results[0]
    assert first.degrees == (1, 0, 1, 0, 0)
    assert (first.figure.count, first.figure.mean) == (2, 4)
    assert summary.overall.count == 20
    assert summary.part(first.question.part).count == 6
    assert [(each.heading, each.comments) for each in summary.comments] == [
        ("คณะทำงาน", ("ดีมาก",)),
        ("กองช่าง", ("ควรมีอบรม",)),
    ]
    assert summarize(2564, Respondent.COMMITTEE).overall.mean == 5


def test_a_survey_form_is_corrected_deleted_and_restored(store: Path) -> None:
    one, two = a_form(2564, FIVES), a_form(2564, THREES)
    SURVEY_KIND.replace(one, "answers", 1, "4" * 10)
    SURVEY_KIND.soft_delete(two)
    assert [form.answers for form in forms_of(2564)] == ["4" * 10]
    SURVEY_KIND.undelete(two)
    assert [form.number for form in forms_of(2564)] == [1, 2]


def test_deleting_a_survey_form_is_undone_and_redone_keeping_others_changes(store: Path) -> None:
    one, two = a_form(2564, FIVES), a_form(2564, THREES)
    removed = run_undoable(removal_scope(2564), SURVEY_KIND.soft_delete, one)
    by("ผู้อื่น", SURVEY_KIND.replace, two, "answers", 1, "4" * 10)
    undone = revert(removed)
    assert [form.answers for form in forms_of(2564)] == [FIVES, "4" * 10]
    by("ผู้อื่น", SURVEY_KIND.replace, one, "comment", 0, "ดีมาก")
    redone = revert(undone)
    assert [form.id for form in forms_of(2564)] == [two]
    revert(redone)
    assert [form.comment for form in forms_of(2564)] == ["ดีมาก", ""]


def test_the_removal_of_a_form_that_was_purged_is_not_undone(store: Path) -> None:
    form_id = a_form(2564, FIVES)
    removed = run_undoable(removal_scope(2564), SURVEY_KIND.soft_delete, form_id)
    SurveyForm.delete_by_id(form_id)
    with refused(NotFound, match="ไม่พบแบบสำรวจนี้แล้ว"):
        revert(removed)
    assert forms_of(2564) == []


def test_own_survey_questions_replace_the_standard_ones_and_a_broken_file_is_refused(
    store: Path,
) -> None:
    assert len(questions()) == 10
    own = store.parent / "templates" / "survey.toml"
    own.parent.mkdir()
    own.write_text('[[parts]]\ntitle = "เรา"\nitems = ["ข้อเดียว"]\n', encoding="utf-8")
    assert database.folder == store.parent
    assert [each.text for each in questions()] == ["ข้อเดียว"]
    own.write_text("[[parts]]\ntitle = ", encoding="utf-8")
    with pytest.raises(KmError, match="ไม่เป็นไปตามแบบ"):
        questions()
    own.write_bytes("[[parts]]\ntitle = 'ก'".encode("cp874"))
    with pytest.raises(KmError, match="UTF-8"):
        questions()
