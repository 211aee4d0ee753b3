"""The matrix goal x process x required part finds what is lacking, and nothing else."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from models.errors import Refused
from models.plan.records import PlanActivity, PlanGoal, PlanScope
from models.plan.rows import PlanSection, remove_row, select_goal
from models.plan.rules import Need, PlanGap, PlanGapKind, completeness, must_be_ready
from models.plan.steps import Process
from models.plan.views import read_plan
from tests.plans import YEAR, a_complete_plan, a_goal, a_plan, a_table, as_read
from tests.refusals import refused


@pytest.fixture
def complete(store: Path) -> int:
    return a_complete_plan()


def change(plan_id: int, **values: object) -> int:
    """Change the first activity of the plan; return its id."""
    row: PlanActivity = PlanActivity.get(PlanActivity.plan == plan_id)
    PlanActivity.update(**values).where(PlanActivity.id == row.id).execute()
    return int(row.id)


def gaps(plan_id: int) -> tuple[PlanGap, ...]:
    return completeness(as_read(plan_id)).gaps


def test_a_complete_plan_has_no_gap(complete: int) -> None:
    found = completeness(as_read(complete))
    assert found.gaps == ()
    assert found.is_complete
    assert found.lo.is_complete
    assert all(check.is_complete for goal in found.goals for check in goal.processes)
    must_be_ready(as_read(complete))


@pytest.mark.parametrize(
    ("field", "need"),
    [
        ("method", Need.METHOD),
        ("target_group", Need.TARGET_GROUP),
        ("indicator", Need.INDICATOR),
        ("owner_text", Need.OWNERS),
    ],
)
def test_each_missing_required_part_is_reported_with_its_field(
    complete: int, field: str, need: Need
) -> None:
    row = change(complete, **{field: ""})
    (gap,) = gaps(complete)
    assert (gap.kind, gap.need, gap.activity_id, gap.field) == (
        PlanGapKind.PART_MISSING,
        need,
        row,
        field,
    )
    assert gap.sentence == f"เป้าหมาย ๑ จัดการความรู้ ลำดับ ๑ ยังไม่มี{need.label}"
    check = completeness(as_read(complete)).goals[0].processes[0]
    assert [each.need for each in check.needs if not each.is_met] == [need]
    assert not gap.blocks


def test_period_and_target_of_an_activity_may_be_words_or_figures(complete: int) -> None:
    change(complete, begins_on=None, ends_on=None, period_text="ปีงบประมาณ ๒๕๖๕", target="")
    assert gaps(complete) == ()
    change(complete, period_text="", target_number=None)
    assert [gap.need for gap in gaps(complete)] == [Need.PERIOD, Need.TARGET]


@pytest.mark.parametrize(
    ("indicator", "target", "is_same"),
    [
        ("จำนวนการเข้าถึงฐานข้อมูล", "มีจำนวนการเข้าถึงฐานข้อมูล", True),
        ("การจัดทำ/บันทึกข้อมูล", "มีการจัดทำ / บันทึกข้อมูล", True),
        ("จำนวนบุคลากรที่เข้าร่วม", "บุคลากรที่เข้าร่วม", True),
        ("จำนวนบุคลากรที่เข้าร่วม", "บุคลากรได้รับความรู้เพิ่มขึ้น", False),
    ],
)
def test_a_target_that_only_repeats_the_indicator_is_found(
    complete: int, indicator: str, target: str, is_same: bool
) -> None:
    change(complete, indicator=indicator, target=target, target_number=None)
    assert [gap.kind for gap in gaps(complete)] == [PlanGapKind.INDICATOR_IS_TARGET] * is_same
    change(complete, target_number=20)
    assert gaps(complete) == ()


def test_a_plan_step_without_a_row_is_a_gap(complete: int) -> None:
    first = as_read(complete).tables[0].activities[0]
    remove_row(PlanSection.ACTIVITY, first.id)
    (gap,) = gaps(complete)
    assert (gap.kind, gap.step) == (PlanGapKind.STEP_MISSING, 1)
    assert gap.sentence == "เป้าหมาย ๑ จัดการความรู้ ไม่มีขั้นตอนที่ ๑ การบ่งชี้ความรู้"


def test_a_selected_goal_without_a_table_is_a_gap(store: Path) -> None:
    plan_id = a_plan(goals=2)
    a_table(plan_id, Process.CHANGE)
    kinds = {PlanGapKind.GOAL_WITHOUT_TABLE, PlanGapKind.GOAL_WITHOUT_UNIT}
    assert [gap.goal_id for gap in gaps(plan_id) if gap.kind in kinds] == [a_goal(plan_id, 2)]
    select_goal(a_goal(plan_id, 2), False)
    assert [gap for gap in gaps(plan_id) if gap.kind in kinds] == []
    PlanGoal.update(unit="").execute()
    assert [gap.kind for gap in gaps(plan_id) if gap.kind in kinds] == [
        PlanGapKind.GOAL_WITHOUT_UNIT
    ]


def test_a_plan_without_any_process_is_incomplete(store: Path) -> None:
    a_plan()
    with refused(Refused, match="กระบวนการ"):
        must_be_ready(read_plan(YEAR))


def test_an_activity_outside_the_fiscal_year_or_ending_before_its_start_is_a_gap(
    complete: int,
) -> None:
    change(complete, ends_on=date(2022, 10, 1))
    assert [gap.kind for gap in gaps(complete)] == [PlanGapKind.BEYOND_YEAR]
    change(complete, ends_on=None, begins_on=date(2022, 10, 1))
    assert [gap.kind for gap in gaps(complete)] == [PlanGapKind.BEYOND_YEAR]
    change(complete, begins_on=date(2022, 1, 2), ends_on=date(2022, 1, 1))
    assert [gap.kind for gap in gaps(complete)] == [PlanGapKind.BACKWARDS]
    with refused(Refused, match="วันสิ้นสุดอยู่ก่อนวันเริ่ม"):
        must_be_ready(as_read(complete))


def test_a_scope_without_a_link_to_the_mission_is_a_gap(complete: int) -> None:
    PlanScope.update(mission="").execute()
    assert [gap.kind for gap in gaps(complete)] == [PlanGapKind.NO_MISSION]


def test_completeness_finds_exactly_the_gaps_of_the_example_plan(example: Path) -> None:
    plan = read_plan(2564)
    found = completeness(plan)
    counted = Counter((gap.kind, gap.need) for gap in found.gaps)
    assert counted == {
        (PlanGapKind.GOAL_WITHOUT_TABLE, None): 4,
        (PlanGapKind.SCOPE_AS_GOAL, None): 1,
        (PlanGapKind.STEP_MISSING, None): 1,
        (PlanGapKind.PART_MISSING, Need.TARGET_GROUP): 25,
        (PlanGapKind.PART_MISSING, Need.METHOD): 1,
        (PlanGapKind.INDICATOR_IS_TARGET, None): 4,
    }
    assert not any(gap.blocks for gap in found.gaps)
    goal, *others, scope = found.goals
    assert [goal.title, scope.title] == ["เป้าหมาย ๑", "ขอบเขต ๒"]
    assert goal.processes[0].missing_steps == (1,)
    assert all(check.table_id is None for each in others for check in each.processes)
    (no_method,) = (gap for gap in found.gaps if gap.need == Need.METHOD)
    assert no_method.activity_id is not None
    assert plan.activity(no_method.activity_id).step == 4
    assert len(found.of_activity(no_method.activity_id)) == 2
