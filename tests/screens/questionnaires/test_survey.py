"""Paper forms of the survey typed by keys: one line of digits for each form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kmtui.thai.digits import thai_digits
from kmtui.thai.keys import to_kedmanee
from models.questionnaires.survey import Respondent, SurveyForm, read_forms, summarize
from screens.questionnaires.survey import SurveyScreen
from screens.questionnaires.survey_summary import SurveySummaryScreen
from tests.builders import a_form
from tests.screens.evidence.live_evidence import YEAR, LiveEvidence, a_live_screen
from tests.screens.people.register_screens import HOSTILE

LINES = [f"{at % 5 + 1}" * 10 for at in range(9)]


def opened() -> SurveyScreen:
    return SurveyScreen(YEAR)


def answers(live: LiveEvidence) -> list[str]:
    return [each.answers for each in live.other(read_forms, YEAR)]


async def test_survey_forms_are_typed_line_by_line_with_latin_or_kedmanee_keys_or_thai_digits(
    tmp_path: Path,
) -> None:
    layouts: list[Callable[[str], str]] = [str, to_kedmanee, thai_digits]
    typed = (layouts[at % 3](line) for at, line in enumerate(LINES))
    async with a_live_screen(tmp_path, opened) as live:
        await live.press("f5")
        await live.type("".join(f"{line}\n" for line in typed))
        await live.press("escape")
        assert answers(live) == LINES
        assert "๙ ฉบับ" in live.screen
        await live.press("f3")
        assert live.is_on(SurveySummaryScreen)
        assert "ปานกลาง" in live.screen


async def test_a_survey_line_too_short_stays_with_the_missing_count(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, opened) as live:
        await live.press("f5")
        await live.type("333\n")
        assert "๑๐ ข้อ พิมพ์มา ๓ ตัว" in live.messages
        assert "ข้อ ๔" in live.screen
        await live.type("3333333")
        assert "ครบทุกข้อแล้ว" in live.screen
        await live.type("\n")
        await live.press("escape")
        assert answers(live) == ["3" * 10]
        assert live.other(SurveyForm.select().count) == 1


async def test_the_group_and_division_stay_for_the_next_form(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, opened) as live:
        await live.press("f5", "f4", "1")
        await live.press("2")
        await live.type(f"{'4' * 10}\n{'5' * 10}\n")
        await live.press("escape")
        forms = live.other(read_forms, YEAR)
        assert [each.respondent for each in forms] == [Respondent.COMMITTEE] * 2
        assert len({each.division_id for each in forms} - {None}) == 1


async def test_a_comment_follows_the_digits_by_tab(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, opened) as live:
        await live.press("f5")
        await live.type("4" * 10)
        await live.press("tab")
        await live.type("ควรจัดอบรมเพิ่ม\n")
        [form] = live.other(read_forms, YEAR)
        assert (form.answers, form.comment) == ("4" * 10, "ควรจัดอบรมเพิ่ม")


async def test_a_survey_form_is_corrected_deleted_and_restored_by_keys(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, opened, lambda: a_form(YEAR, "1" * 10)) as live:
        await live.move_cursor_to_field("answers")
        await live.press("enter")
        await live.press(*["backspace"] * 2)
        await live.type("55\n")
        assert answers(live) == ["1" * 8 + "55"]
        await live.press("delete")
        assert answers(live) == []
        await live.press("z")
        assert len(answers(live)) == 1


async def test_showing_another_year_empties_the_undo_stack(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, opened, lambda: a_form(YEAR, "1" * 10)) as live:
        await live.press("delete", "f2")
        await live.type(f"{YEAR - 1}\n")
        await live.press("z")
        assert "ไม่มีสิ่งที่จะเลิกทำ" in live.messages
        assert answers(live) == []


async def test_cancelling_a_begun_survey_form_stores_nothing(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, opened) as live:
        await live.press("f5")
        await live.type("3")
        await live.press("backspace", "escape")
        assert live.other(SurveyForm.select().count) == 0
        await live.press("f5", "escape")
        assert live.other(SurveyForm.select().count) == 0


async def test_the_summary_is_of_all_or_of_one_group_with_hostile_comments(tmp_path: Path) -> None:
    def forms() -> None:
        a_form(YEAR, "5" * 10, Respondent.COMMITTEE, comment=HOSTILE)
        a_form(YEAR, "1" * 10, Respondent.STAFF)

    def summary() -> SurveySummaryScreen:
        return SurveySummaryScreen(YEAR)

    async with a_live_screen(tmp_path, summary, forms, size=(120, 40)) as live:
        assert "๓.๐๐" in live.screen
        assert thai_digits(f"{live.other(summarize, YEAR).overall.deviation:.2f}") in live.screen
        assert "[/] [@click=app.quit]x[/]" in live.screen
        await live.press("f2", "2")
        assert "เฉลี่ย ๕.๐๐" in live.screen
        assert "มากที่สุด" in live.screen
