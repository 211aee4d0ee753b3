"""The self-assessment by keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from kmtui.thai.keys import to_kedmanee
from models.questionnaires.assessment import AssessmentAnswer, CategoryResult, read_assessment
from screens.questionnaires.assessment import AssessmentScreen
from screens.questionnaires.assessment_summary import AssessmentSummaryScreen
from tests.screens.evidence.live_evidence import YEAR, LiveEvidence, a_live_screen
from tests.screens.people.register_screens import HOSTILE

WIDE = (120, 40)


def opened() -> AssessmentScreen:
    return AssessmentScreen(YEAR)


def first(live: LiveEvidence) -> CategoryResult:
    return live.other(read_assessment, YEAR).results[0]


@pytest.mark.parametrize(("size", "layout"), [((80, 24), to_kedmanee), (WIDE, str)])
async def test_the_questions_of_category_1_are_scored_by_digits(
    tmp_path: Path, size: tuple[int, int], layout: type[str]
) -> None:
    async with a_live_screen(tmp_path, opened, size=size) as live:
        await live.type(layout("12340"))
        assert [each.score for each in first(live).answers] == [1, 2, 3, 4, 0]
        assert "ประเมินแล้ว ๕/๒๔ ข้อ  เฉลี่ย ๒.๐๐" in live.screen


async def test_evidence_of_an_assessment_is_typed_in_its_cell(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, opened, size=WIDE) as live:
        await live.move_cursor_to_field("evidence")
        await live.press("enter")
        await live.type("รายงานการประชุม 2/2563\n")
        assert first(live).answers[0].evidence == "รายงานการประชุม 2/2563"


async def test_at_80_columns_a_question_opens_as_a_form(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, opened) as live:
        await live.press("enter")
        assert "สิ่งที่มีอยู่" in live.screen
        await live.type("3")
        assert first(live).answers[0].score == 3


async def test_the_assessment_summary_shows_last_years_mean_and_marks_unconfirmed_wording(
    tmp_path: Path,
) -> None:
    def scored() -> None:
        for year, score in ((YEAR, 3), (YEAR - 1, 1)):
            AssessmentAnswer.insert(
                fiscal_year=year, question="2.1", score=score, existing="", evidence=""
            ).execute()

    async with a_live_screen(tmp_path, opened, scored) as live:
        await live.press("f3")
        assert live.is_on(AssessmentSummaryScreen)
        assert "๓.๐๐" in live.screen
        assert "๑.๐๐ ปีก่อน" in live.screen
        assert "◇ รอยืนยันถ้อยคำ" in live.screen
        assert "███████████████░░░░░" in live.screen


async def test_the_questions_are_copied_to_a_file_of_the_office(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, opened, size=WIDE) as live:
        await live.press("f9", "enter")
        assert "assessment.toml" in live.screen.replace("\n", "")
        assert list(live.workspace.paths.home.rglob("templates/assessment.toml"))


async def test_hostile_assessment_answers_are_shown_as_text(tmp_path: Path) -> None:
    def hostile() -> None:
        AssessmentAnswer.update(existing=HOSTILE, evidence=HOSTILE).execute()

    async with a_live_screen(tmp_path, opened, hostile, size=WIDE) as live:
        assert "[@click=app.quit]" in live.screen.replace("\n", "").replace(" ", "")
