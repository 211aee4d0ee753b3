"""Forms of the year's papers that were open while another secretary stored the same part."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.committees.approval_drafts import approval_draft
from models.committees.approvals import write_approval
from models.committees.records import AppointmentOrder
from models.knowledge.training import change_days, read_training, record_report
from models.memos.records import Reply, Route, record_opinion, record_reply, set_details, set_route
from models.office.organization import Division
from models.people.records import Post
from models.questionnaires.survey import Respondent, respondent_of, set_respondent
from screens.committees.approval import ApprovalScreen
from screens.dialogs.prompt import PromptDialog
from screens.editing.conflict import EitherDialog
from screens.knowledge.training import TrainingScreen
from screens.memos.memo import MemoScreen
from screens.questionnaires.survey import SurveyScreen
from tests.builders import a_form
from tests.screens.editing.test_conflict import at_leisure
from tests.screens.evidence.live_evidence import YEAR, LiveEvidence, a_live_screen
from tests.screens.home.example_app import until_choice_counts
from tests.screens.knowledge.test_training import BEGUN, a_training, opened
from tests.screens.memos.test_memos import answered_none, stored, summary

__all__ = ["at_leisure"]

THEIRS, MINE = date(2021, 1, 20), date(2021, 1, 21)


async def choose(live: LiveEvidence, key: str) -> None:
    """Answer the dialog of two texts, once it is seen."""
    # A day, a route and a reply are no texts: both one after the other would be none.
    await live.until(lambda: live.is_on(EitherDialog))
    await until_choice_counts(live.pilot)
    await live.press(key)
    await live.rest()


@pytest.mark.usefixtures("at_leisure")
@pytest.mark.parametrize(("key", "kept"), [("1", MINE), ("2", THEIRS)])
async def test_a_report_day_recorded_by_two_users_opens_the_conflict_dialog(
    tmp_path: Path, key: str, kept: date
) -> None:
    async with a_live_screen(tmp_path, opened) as live:
        await live.press("f2", "ctrl+u")
        training = live.screen_of(TrainingScreen)
        live.other(record_report, training.training_id, THEIRS)
        await live.type("21 ม.ค. 64\n")
        await choose(live, key)
        assert live.other(read_training, training.training_id).report.done_on == kept


@pytest.mark.usefixtures("at_leisure")
async def test_training_days_changed_only_by_another_user_are_kept(tmp_path: Path) -> None:
    training = 0

    def one() -> TrainingScreen:
        nonlocal training
        training = a_training()
        return TrainingScreen(training)

    async with a_live_screen(tmp_path, one) as live:
        await live.press("f9", "1")
        live.other(change_days, training, date(2021, 1, 9), THEIRS)
        await live.press("enter")
        await live.press("ctrl+u")
        await live.type("20 ม.ค. 64\n")
        found = live.other(read_training, training)
        assert (found.begins_on, found.returned_on) == (date(2021, 1, 9), THEIRS)
        assert found.begins_on != BEGUN


@pytest.mark.usefixtures("at_leisure")
async def test_memo_head_fields_changed_by_two_users_are_both_stored(
    tmp_path: Path,
) -> None:
    async with a_live_screen(tmp_path, summary, answered_none) as live:
        memo = stored(live)
        await live.press("f9", "2")
        live.other(set_details, memo.id, THEIRS, memo.division_id)
        await live.press("2", "1")
        again = stored(live)
        assert (again.written_on, again.speed) == (THEIRS, "ด่วน")


async def test_signers_added_by_two_users_are_both_stored_and_no_opinion_is_lost(
    tmp_path: Path,
) -> None:
    async with a_live_screen(tmp_path, summary, answered_none) as live:
        memo = stored(live)
        first = memo.opinions[0]
        live.other(record_opinion, memo.id, first.post_id, "เห็นควร", THEIRS)
        await live.press("f2", "2")
        other = live.other(lambda: int(Post.get(Post.name == "รองปลัดเทศบาล").id))
        theirs = Route(memo.route.proposers, (*memo.route.opinions, other))
        live.other(set_route, memo.id, theirs)
        screen = live.screen_of(MemoScreen)
        await live.until(lambda: screen.source.memo.route == theirs)
        await live.type("กองคลัง\n")
        found = stored(live)
        assert found.route.opinions[:-1] == theirs.opinions
        assert found.opinions[0].opinion == "เห็นควร"


@pytest.mark.usefixtures("at_leisure")
async def test_a_reply_recorded_by_another_user_is_shown_before_being_replaced(
    tmp_path: Path,
) -> None:
    async with a_live_screen(tmp_path, summary, answered_none) as live:
        memo = stored(live)
        await live.press("f5", "3")
        live.other(record_reply, memo.id, Reply.APPROVED, memo.written_on)
        await live.type("ทราบ และดำเนินการ\n\n")
        await choose(live, "2")
        assert stored(live).reply == Reply.APPROVED


@pytest.mark.usefixtures("at_leisure")
async def test_parts_of_an_approval_changed_by_two_users_are_both_stored(tmp_path: Path) -> None:
    def approval() -> ApprovalScreen:
        return ApprovalScreen(AppointmentOrder.get(number=881).id)

    def theirs() -> None:
        from msgspec.structs import replace

        order = AppointmentOrder.get(number=881).id
        draft = approval_draft(order)
        assert draft is not None
        write_approval(order, replace(draft, subject="เรื่องของเขา", paragraphs=("ย่อหน้าของเขา",)))

    async with a_live_screen(tmp_path, approval) as live:
        await live.press("home", "down", "enter")
        await live.until(lambda: live.is_on(PromptDialog))
        live.other(theirs)
        await live.press("ctrl+u")
        await live.type("นม ๑/๑\n")
        await live.until(lambda: "นม ๑/๑" in live.screen)
        draft = live.other(lambda: approval_draft(AppointmentOrder.get(number=881).id))
        assert draft is not None
        assert (draft.number, draft.subject) == ("นม ๑/๑", "เรื่องของเขา")
        assert draft.paragraphs == ("ย่อหน้าของเขา",)


@pytest.mark.usefixtures("at_leisure")
async def test_group_and_division_of_a_form_changed_by_two_users_are_both_stored(
    tmp_path: Path,
) -> None:
    form = 0

    def one_form() -> SurveyScreen:
        nonlocal form
        form = a_form(YEAR, "4" * 10)
        return SurveyScreen(YEAR)

    async with a_live_screen(tmp_path, one_form) as live:
        division = live.other(lambda: int(Division.select().first().id))
        live.screen_of(SurveyScreen).pane.table.select_row(form, 1)
        await live.press("f4")
        live.other(set_respondent, form, Respondent.STAFF, division)
        await live.press("1", "enter")
        assert live.other(respondent_of, form) == (Respondent.COMMITTEE, division)
        # Where both choose another division, a person chooses.
        other = live.other(lambda: int(Division.get(Division.id != division).id))
        await live.press("f4")
        live.other(set_respondent, form, Respondent.COMMITTEE, other)
        await live.press("1", "1")
        await choose(live, "2")
        assert live.other(respondent_of, form) == (Respondent.COMMITTEE, other)
