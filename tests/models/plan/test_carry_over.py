"""A new year's plan from an earlier one, confirmed row by row; and two years side by side."""

from datetime import date
from pathlib import Path

import pytest

from models.editing.cell_values import carried_years
from models.errors import NotFound, Refused
from models.plan.carry_over import carry_over, confirm_rows, moved_by_years
from models.plan.cells import ACTIVITY_KIND
from models.plan.comparison import compare_plans, compare_years
from models.plan.progress import ProgressDraft, ProgressStatus, record_progress
from models.plan.records import ActivityOwner, KmPlan, PlanActivity, SuccessFactor
from models.plan.rows import PlanSection, add_activity, add_row, move_row, remove_row
from models.plan.rules import PlanGapKind, completeness
from models.plan.values import Plan
from models.plan.views import read_plan
from tests.plans import YEAR, a_complete_plan, a_plan, an_announced_plan, as_read
from tests.refusals import refused


@pytest.fixture
def carried(store: Path) -> Plan:
    """The plan of the year after a complete one, just carried over."""
    plan_id = a_complete_plan()
    add_row(plan_id, PlanSection.FACTOR, "ผู้บริหารสนับสนุน")
    SuccessFactor.update(problem="งบประมาณจำกัด").execute()
    PlanActivity.update(period_text="ปีงบประมาณ ๒๕๖๕").where(PlanActivity.step == 0).execute()
    return as_read(carry_over(YEAR, YEAR + 1))


def test_carrying_a_plan_over_moves_its_days_and_leaves_rows_unconfirmed(carried: Plan) -> None:
    old = read_plan(YEAR)
    assert len(carried.activities) == len(old.activities) == 27
    for row, before in zip(carried.activities, old.activities, strict=True):
        assert (row.begins_on, row.ends_on) == (date(2022, 10, 1), date(2023, 9, 30))
        assert (row.carried_from_id, row.is_reviewed) == (before.id, False)
        assert (row.heading, row.number, row.owners) == (
            before.heading,
            before.number,
            before.owners,
        )
    assert carried.lo is not None
    assert carried.lo.activities[0].period == "ปีงบประมาณ ๒๕๖๖"
    assert [factor.problem for factor in carried.factors] == [""]
    unconfirmed = [gap for gap in completeness(carried).gaps if gap.kind == PlanGapKind.UNCONFIRMED]
    assert len(unconfirmed) == len(completeness(carried).gaps) == 27


def test_carried_over_rows_are_marked_as_reviewed_or_as_not_reviewed(carried: Plan) -> None:
    first, *others = (row.id for row in carried.activities)
    confirm_rows([first])
    assert [row.id for row in read_plan(YEAR + 1).activities if row.is_reviewed] == [first]
    confirm_rows(others)
    assert completeness(read_plan(YEAR + 1)).is_complete
    confirm_rows([first], confirmed=False)
    assert not read_plan(YEAR + 1).activity(first).is_reviewed


def test_a_carried_over_plan_has_no_approval_review_or_progress_of_the_old_year(
    store: Path,
) -> None:
    old = an_announced_plan()
    row = as_read(old).activities[0].id
    record_progress(row, ProgressDraft(date(2022, 1, 5), ProgressStatus.DONE))
    plan = as_read(carry_over(YEAR, YEAR + 2))
    assert (plan.state, plan.review, plan.approval, plan.announced_on) == (
        "draft",
        None,
        None,
        None,
    )
    assert not any(row.progress for row in plan.activities)
    assert plan.activities[0].ends_on == date(2024, 9, 30)
    assert KmPlan.get_by_id(plan.id).carried_from_id == old


def test_carrying_a_plan_over_twice_or_backward_is_refused(carried: Plan) -> None:
    with refused(Refused, match="แล้ว"):
        carry_over(YEAR, YEAR + 1)
    with refused(Refused, match="หลังปี"):
        carry_over(YEAR, YEAR)
    with refused(NotFound):
        carry_over(2550, 2551)
    assert ActivityOwner.select().count() == 2 * 27


def test_comparing_a_plan_with_its_carried_over_copy_finds_no_difference(carried: Plan) -> None:
    found = compare_plans(read_plan(YEAR), carried)
    assert found.rows == ()
    assert found.unchanged_count == 27 + 1 + 2 + 1


def test_two_years_show_what_is_new_dropped_and_changed_with_both_texts(carried: Plan) -> None:
    first, second, third = (row.id for row in carried.activities[:3])
    ACTIVITY_KIND.replace(first, "method", 0, "ประชุม")
    ACTIVITY_KIND.replace(first, "ends_on", 0, "๓๐ มิ.ย. ๖๖")
    ACTIVITY_KIND.replace(second, "target_number", 0, "๖๐")
    remove_row(PlanSection.ACTIVITY, third)
    move_row(PlanSection.ACTIVITY, second, -1)
    new = add_activity(carried.tables[0].id, after_id=first)
    goal = add_row(carried.id, PlanSection.GOAL, "เป้าหมายใหม่")
    found = compare_years(YEAR, YEAR + 1)
    assert [(row.part, row.new_id) for row in found.added] == [
        (PlanSection.GOAL, goal),
        (PlanSection.ACTIVITY, new),
    ]
    assert [row.old_id for row in found.dropped] == [carried.activities[2].carried_from_id]
    cells = {
        (row.new_id, cell.field): (cell.before, cell.after)
        for row in found.changed
        for cell in row.cells
    }
    assert cells == {
        (first, "method"): ("จัดอบรม", "ประชุม"),
        (first, "ends_on"): ("๓๐ ก.ย. ๖๖", "๓๐ มิ.ย. ๖๖"),
        (second, "title"): ("การสร้างและแสวงหาความรู้", "การบ่งชี้ความรู้"),
        (second, "target_number"): ("๕๐", "๖๐"),
    }
    assert {row.label for row in found.rows} == {"เพิ่มใหม่", "ตัดออก", "เปลี่ยน"}


def test_independently_typed_plans_are_matched_by_their_texts(store: Path) -> None:
    a_complete_plan(2565)
    a_complete_plan(2566)
    assert compare_years(2565, 2566).rows == ()
    a_plan(2567)
    assert len(compare_years(2566, 2567).dropped) == 27 + 1


def test_carrying_over_moves_leap_days_and_years_in_texts() -> None:
    assert moved_by_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert moved_by_years(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert moved_by_years(None, 1) is None
    assert carried_years("ต.ค. ๒๕๖๓ - ก.ย. 2564 (๑๒๕๖๓)", 1) == "ต.ค. ๒๕๖๔ - ก.ย. 2565 (๑๒๕๖๓)"
