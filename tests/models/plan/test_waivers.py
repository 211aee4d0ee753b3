"""Gaps that an office sets aside with a reason: settled, shown, in the history, taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.checks.runner import record_findings
from models.editing.revisions import Subject
from models.errors import NotFound, Refused
from models.evidence.board import read_board
from models.evidence.values import EvidenceGapKind
from models.history.bin import deleted_records
from models.history.views import changes
from models.plan.records import PlanActivity
from models.plan.rules import Need, PlanGap, PlanGapKind, completeness, must_be_ready
from models.plan.views import read_plan
from models.plan.waivers import WAIVER_KIND, take_back, waive, waivers_of
from tests.builders import by, revisions_of
from tests.plans import YEAR, a_plan, a_table, fill_rows
from tests.refusals import refused

REASON = "ปีนี้ไม่มีงบประมาณ"


def the_gap(kind: PlanGapKind) -> PlanGap:
    return next(gap for gap in completeness(read_plan(YEAR)).gaps if gap.kind == kind)


def test_a_gap_of_a_plan_that_is_set_aside_counts_as_settled_with_its_reason(store: Path) -> None:
    plan_id = a_plan(goals=2)
    a_table(plan_id)
    fill_rows(plan_id)
    row = PlanActivity.select().first()
    PlanActivity.update(method="").where(PlanActivity.id == row.id).execute()
    missing = the_gap(PlanGapKind.PART_MISSING)
    idle_goal = the_gap(PlanGapKind.GOAL_WITHOUT_TABLE)
    before = completeness(read_plan(YEAR))
    for gap in (missing, idle_goal):
        waive(YEAR, gap.key, gap.sentence, REASON)
    after = completeness(read_plan(YEAR))
    assert {gap for gap, _ in after.waived} == {missing, idle_goal}
    assert set(before.gaps) - set(after.gaps) == {missing, idle_goal}
    assert {waiver.reason for _, waiver in after.waived} == {REASON}
    method = [need for need in after.goals[0].processes[0].needs if need.need == Need.METHOD]
    assert [need.is_met for need in method] == [True]
    assert not after.goals[1].selected
    assert not [each for each in record_findings() if each.message == missing.sentence]
    with refused(Refused, match="แล้ว"):
        waive(YEAR, missing.key, missing.sentence, "อีกครั้ง")


def test_waiving_lets_a_plan_pass_only_for_gaps_of_custom(store: Path) -> None:
    plan_id = a_plan()
    a_table(plan_id)
    fill_rows(plan_id)
    row = PlanActivity.select().first()
    PlanActivity.update(ends_on=date(2030, 1, 1)).where(PlanActivity.id == row.id).execute()
    with refused(Refused, match="เลยปีงบประมาณ"):
        must_be_ready(read_plan(YEAR))
    beyond = the_gap(PlanGapKind.BEYOND_YEAR)
    waive(YEAR, beyond.key, beyond.sentence, "กิจกรรมต่อเนื่องสองปี")
    PlanActivity.update(begins_on=date(2031, 1, 1)).where(PlanActivity.id == row.id).execute()
    backwards = the_gap(PlanGapKind.BACKWARDS)
    assert not backwards.kind.can_be_waived
    waive(YEAR, backwards.key, backwards.sentence, REASON)
    with refused(Refused, match="ก่อนวันเริ่ม"):
        must_be_ready(read_plan(YEAR))
    PlanActivity.update(begins_on=row.begins_on).where(PlanActivity.id == row.id).execute()
    must_be_ready(read_plan(YEAR))
    blocking = {kind for kind in PlanGapKind if kind.blocks and not kind.can_be_waived}
    assert blocking == {PlanGapKind.NO_PROCESS, PlanGapKind.BACKWARDS, PlanGapKind.UNCONFIRMED}


def test_an_evidence_gap_is_waived_and_the_waiver_withdrawn(store: Path) -> None:
    today = date(2021, 5, 1)
    board = read_board(YEAR, today)
    survey = next(gap for gap in board.gaps if gap.kind == EvidenceGapKind.SURVEY)
    waiver_id = by("จิราพร", waive, YEAR, survey.key, survey.label, f" {REASON}\u200b ")
    after = read_board(YEAR, today)
    assert survey not in after.gaps
    assert len(after.gaps) == len(board.gaps) - 1
    hearing = after.steps[5]
    assert [each.reason for each in hearing.waived] == [REASON]
    assert hearing.is_whole
    assert EvidenceGapKind.SURVEY in {gap.kind for gap in read_board(YEAR - 1, today).gaps}
    told = revisions_of(Subject.WAIVER, waiver_id, "reason")
    assert [(each.text, each.who) for each in told if each.text] == [(REASON, "จิราพร")]
    assert REASON in str(changes())
    take_back(waiver_id)
    assert survey in read_board(YEAR, today).gaps
    assert waivers_of(YEAR) == {}
    assert WAIVER_KIND.noun in str(deleted_records())
    with refused(NotFound):
        take_back(waiver_id)
    WAIVER_KIND.undelete(waiver_id)
    assert survey not in read_board(YEAR, today).gaps


def test_waived_plan_gaps_are_shown_on_the_evidence_board(store: Path) -> None:
    a_plan()
    gap = the_gap(PlanGapKind.GOAL_WITHOUT_TABLE)
    waive(YEAR, gap.key, gap.sentence, REASON)
    board = read_board(YEAR, date(2021, 5, 1))
    named = [line.number for line in (*board.steps, *board.items) if line.waived]
    assert named == [3, 2]


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_waiving_a_gap_without_a_reason_is_refused(store: Path, reason: str) -> None:
    with refused(Refused, match="เหตุผล"):
        waive(YEAR, "evidence/survey/0", "แบบสำรวจ", reason)
    waiver_id = waive(YEAR, "evidence/survey/0", "แบบสำรวจ", REASON)
    with refused(Refused, match="เหตุผล"):
        WAIVER_KIND.replace(waiver_id, "reason", 1, reason)
