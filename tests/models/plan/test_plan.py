"""The rows of a plan: added, moved, removed and brought back; numbers and steps by themselves."""

from pathlib import Path

import pytest

from models.editing.undo import revert, run_undoable
from models.errors import NotFound, Refused, VersionConflict
from models.plan.cells import ACTIVITY_KIND, GOAL_KIND, SCOPE_KIND
from models.plan.owners import owner_choices
from models.plan.records import ActivityOwner, PlanActivity, PlanGoal, PlanTable
from models.plan.rows import (
    PlanSection,
    add_activity,
    add_row,
    add_table,
    move_row,
    plan_scope,
    remove_row,
    select_goal,
)
from models.plan.steps import KM_STEPS, Process
from models.plan.values import ActivityView
from models.plan.views import read_plan, read_plans
from models.storage.database import new_id
from tests.builders import a_post, an_office, by
from tests.plans import YEAR, a_division, a_goal, a_plan, a_table, as_read, read_activity
from tests.refusals import refused


@pytest.fixture
def plan_id(store: Path) -> int:
    return a_plan()


@pytest.fixture
def table_id(plan_id: int) -> int:
    return a_table(plan_id)


def rows(plan_id: int) -> tuple[ActivityView, ...]:
    return as_read(plan_id).tables[0].activities


def steps(plan_id: int) -> list[int]:
    return [row.step for row in rows(plan_id)]


def texts(plan_id: int) -> list[str]:
    return [goal.text for goal in as_read(plan_id).goals]


def lo_with(plan_id: int, *titles: str) -> list[int]:
    """An LO table with rows of these titles."""
    table_id, made = add_table(plan_id, Process.LO), []
    for title in titles:
        made.append(add_activity(table_id))
        ACTIVITY_KIND.replace(made[-1], "title", 0, title)
    return made


def lo_titles(plan_id: int) -> list[str]:
    lo = as_read(plan_id).lo
    assert lo is not None
    assert [row.number for row in lo.activities] == list(range(1, len(lo.activities) + 1))
    return [row.title for row in lo.activities]


def test_a_new_table_has_a_row_for_every_step_with_its_canonical_name(table_id: int) -> None:
    found = read_plan(YEAR).table(table_id).activities
    assert [row.heading for row in found] == list(KM_STEPS)
    assert [row.number for row in found] == [1, 2, 3, 4, 5, 6, 7]
    assert found[0].activity_lines == ("การบ่งชี้ความรู้",)


def test_adding_a_second_table_of_a_goal_and_process_is_refused(
    plan_id: int, table_id: int
) -> None:
    with refused(Refused, match="แล้ว"):
        a_table(plan_id)
    a_table(plan_id, Process.CHANGE)
    with refused(Refused, match="เลือกเป้าหมาย"):
        add_table(plan_id, Process.LO, goal_id=a_goal(plan_id))
    assert [table.process for table in as_read(plan_id).tables] == ["km_process", "change"]


def test_a_plan_table_of_a_scope_has_the_text_and_unit_of_the_scope(plan_id: int) -> None:
    scope = as_read(plan_id).scopes[0]
    SCOPE_KIND.replace(scope.id, "unit", 0, "บรรยากาศ")
    add_table(plan_id, Process.KM_PROCESS, scope_id=scope.id)
    (table,) = as_read(plan_id).tables
    assert (table.scope_id, table.goal_id, table.text) == (scope.id, None, "ขอบเขตทดสอบ")
    assert (table.unit, table.title) == ("บรรยากาศ", "ขอบเขต ๑ จัดการความรู้")


def test_plan_rows_are_inserted_after_a_row_and_renumbered(plan_id: int) -> None:
    first = as_read(plan_id).goals[0].id
    add_row(plan_id, PlanSection.GOAL, "ท้าย")
    add_row(plan_id, PlanSection.GOAL, " กลาง ", after_id=first, row_id=4242)
    assert texts(plan_id) == ["เป้าหมายที่ 1", "กลาง", "ท้าย"]
    assert as_read(plan_id).goals[1].id == 4242
    assert [goal.number for goal in as_read(plan_id).goals] == [1, 2, 3]


def test_an_activity_is_added_to_the_step_of_the_row_before_it(plan_id: int, table_id: int) -> None:
    made = add_activity(table_id, after_id=rows(plan_id)[1].id)
    assert steps(plan_id) == [1, 2, 2, 3, 4, 5, 6, 7]
    assert rows(plan_id)[2].id == made
    add_activity(table_id, step=1)
    assert steps(plan_id) == [1, 1, 2, 2, 3, 4, 5, 6, 7]
    with refused(Refused, match="ขั้นตอน"):
        add_activity(table_id, step=8)


def test_rows_move_within_their_list_and_stop_at_its_ends(plan_id: int) -> None:
    a, b, c = lo_with(plan_id, "ก", "ข", "ค")
    move_row(PlanSection.ACTIVITY, a, 1)
    assert lo_titles(plan_id) == ["ข", "ก", "ค"]
    move_row(PlanSection.ACTIVITY, a, 9)
    assert lo_titles(plan_id) == ["ข", "ค", "ก"]
    move_row(PlanSection.ACTIVITY, a, -9)
    assert lo_titles(plan_id) == ["ก", "ข", "ค"]
    remove_row(PlanSection.ACTIVITY, b)
    move_row(PlanSection.ACTIVITY, c, -1)
    assert lo_titles(plan_id) == ["ค", "ก"]


def test_moving_the_last_activity_of_a_step_puts_it_into_the_next_step(
    plan_id: int, table_id: int
) -> None:
    second = rows(plan_id)[1].id
    move_row(PlanSection.ACTIVITY, second, 1)
    assert steps(plan_id) == [1, 3, 3, 4, 5, 6, 7]
    assert rows(plan_id)[1].id == second
    move_row(PlanSection.ACTIVITY, second, -1)
    assert (steps(plan_id), rows(plan_id)[1].id) == ([1, 2, 3, 4, 5, 6, 7], second)
    move_row(PlanSection.ACTIVITY, second, -1)
    assert (steps(plan_id)[:3], rows(plan_id)[1].id) == ([1, 1, 3], second)
    move_row(PlanSection.ACTIVITY, second, -5)
    assert rows(plan_id)[0].id == second


def test_removing_an_activity_soft_deletes_it_and_renumbers_the_following_ones(
    plan_id: int, table_id: int
) -> None:
    third = rows(plan_id)[2]
    remove_row(PlanSection.ACTIVITY, third.id)
    assert (steps(plan_id), rows(plan_id)[2].number) == ([1, 2, 4, 5, 6, 7], 3)
    assert [row.id for row in ACTIVITY_KIND.deleted_rows()] == [third.id]
    with refused(NotFound):
        remove_row(PlanSection.ACTIVITY, third.id)
    ACTIVITY_KIND.undelete(third.id)
    assert rows(plan_id)[2].id == third.id


def test_deleting_a_goal_with_a_table_is_refused_and_a_table_is_deleted_with_its_rows(
    plan_id: int, table_id: int
) -> None:
    goal = a_goal(plan_id)
    first = rows(plan_id)[0].id
    with refused(Refused, match="ลบตารางก่อน"):
        remove_row(PlanSection.GOAL, goal)
    remove_row(PlanSection.TABLE, table_id)
    assert as_read(plan_id).tables == ()
    remove_row(PlanSection.GOAL, goal)
    assert texts(plan_id) == []
    ACTIVITY_KIND.undelete(first)
    assert texts(plan_id) == ["เป้าหมายที่ 1"]
    assert [row.id for row in rows(plan_id)] == [first]


def test_a_restored_row_joins_the_table_that_replaced_its_own(plan_id: int, table_id: int) -> None:
    first = rows(plan_id)[0].id
    remove_row(PlanSection.TABLE, table_id)
    twin = a_table(plan_id)
    ACTIVITY_KIND.undelete(first)
    assert read_activity(first).table_id == twin
    assert PlanTable.select().where(PlanTable.deleted_at.is_null()).count() == 1


def test_every_operation_on_plan_rows_is_undone_and_redone(plan_id: int, table_id: int) -> None:
    def shown() -> list[tuple[int, int]]:
        return [(row.id, row.step) for table in as_read(plan_id).tables for row in table.activities]

    ids = [row.id for row in rows(plan_id)]
    acts = (
        lambda: add_activity(table_id, after_id=ids[0]),
        lambda: move_row(PlanSection.ACTIVITY, ids[3], -2),
        lambda: remove_row(PlanSection.ACTIVITY, ids[4]),
        lambda: remove_row(PlanSection.TABLE, table_id),
    )
    for act in acts:
        shown_before = shown()
        done = run_undoable(plan_scope(plan_id), act)
        shown_after = shown()
        assert shown_after != shown_before
        undone = revert(done)
        assert shown() == shown_before
        redone = revert(undone)
        assert shown() == shown_after
        revert(redone)


def test_undo_of_a_plan_row_keeps_rows_and_cells_of_other_users(plan_id: int) -> None:
    mine = new_id()
    row = plan_id, PlanSection.GOAL, "ของฉัน", None, mine
    done = run_undoable(plan_scope(plan_id), add_row, *row)
    theirs = by("คนอื่น", add_row, plan_id, PlanSection.GOAL, "ของคนอื่น")
    by("คนอื่น", GOAL_KIND.replace, a_goal(plan_id), "unit", 0, "หน่วยใหม่")
    revert(done)
    found = as_read(plan_id).goals
    assert theirs in [goal.id for goal in found]
    assert mine not in [goal.id for goal in found]
    assert found[0].unit == "หน่วยใหม่"


def test_two_users_edit_different_rows_and_get_a_conflict_in_the_same_cell(
    plan_id: int, table_id: int
) -> None:
    first, second = rows(plan_id)[:2]
    ACTIVITY_KIND.replace(first.id, "method", first.version("method"), "ของ ก")
    by("ข", ACTIVITY_KIND.replace, second.id, "method", second.version("method"), "ของ ข")
    with refused(VersionConflict):
        by("ข", ACTIVITY_KIND.replace, first.id, "method", first.version("method"), "ของ ข")
    assert [row.method for row in rows(plan_id)[:2]] == ["ของ ก", "ของ ข"]
    assert rows(plan_id)[0].version("method") == 1


def test_typed_owners_are_linked_to_the_register_if_known(plan_id: int, table_id: int) -> None:
    office, health = a_division(), a_division("กองสาธารณสุขและสิ่งแวดล้อม", "กองสาธารณสุขฯ")
    director = a_post("ผู้อำนวยการกองคลัง", short_name="ผอ.กองคลัง")
    first = rows(plan_id)[0].id
    typed = "สำนักปลัด, กองสาธารณสุข,ผอ.กองคลัง\nหัวหน้าส่วนราชการแต่ละส่วน"
    ACTIVITY_KIND.replace(first, "owner_text", 0, typed)
    row = read_activity(first)
    assert row.owner_names[1:] == ("กองสาธารณสุข", "ผอ.กองคลัง", "หัวหน้าส่วนราชการแต่ละส่วน")
    assert [owner.division_id for owner in row.owners] == [office.id, health.id, None]
    assert row.owners[2].post_id == director.id
    ACTIVITY_KIND.replace(first, "owner_text", 1, "กองที่ไม่มี")
    assert read_activity(first).owners == ()
    assert ActivityOwner.select().count() == 0
    assert [choice.name for choice in owner_choices()][:2] == ["สำนักปลัด", "กองสาธารณสุขฯ"]


def test_a_goal_can_be_deselected_for_the_year(plan_id: int) -> None:
    select_goal(a_goal(plan_id), False)
    assert not as_read(plan_id).goals[0].selected
    assert GOAL_KIND.read(a_goal(plan_id), "selected") == ("ไม่เลือกดำเนินการ", 1)
    select_goal(a_goal(plan_id), True)
    assert as_read(plan_id).goals[0].version("selected") == 2
    with refused(Refused):
        GOAL_KIND.replace(a_goal(plan_id), "selected", 2, "ไม่แน่ใจ")
    assert PlanGoal.get_by_id(a_goal(plan_id)).selected


def test_typed_numbers_are_dropped_from_benefits_and_dashes_normalized_in_bullets(
    plan_id: int, table_id: int
) -> None:
    scope = as_read(plan_id).scopes[0].id
    typed = "๑. สะดวก รวดเร็ว\n\n2) ได้รับความรู้\n๓.๕ ชั่วโมง"
    SCOPE_KIND.replace(scope, "benefit_people", 0, typed)
    assert as_read(plan_id).scopes[0].benefits[0].lines == (
        "สะดวก รวดเร็ว",
        "ได้รับความรู้",
        "๓.๕ ชั่วโมง",
    )
    first = rows(plan_id)[0].id
    ACTIVITY_KIND.replace(first, "bullets", 0, "- บอร์ด\n-เว็บไซต์")
    assert read_activity(first).activity_lines[1:] == ("- บอร์ด", "- เว็บไซต์")


def test_a_plan_period_is_shown_as_days_an_open_end_or_a_text(plan_id: int, table_id: int) -> None:
    first = rows(plan_id)[0].id
    assert read_activity(first).period == ""
    ACTIVITY_KIND.replace(first, "begins_on", 0, "1 ต.ค. 64")
    assert read_activity(first).period == "๑ ต.ค. ๖๔ เป็นต้นไป"
    ACTIVITY_KIND.replace(first, "ends_on", 0, "๓๐ ก.ย. ๖๕")
    assert read_activity(first).period == "๑ ต.ค. ๖๔ - ๓๐ ก.ย. ๖๕"
    ACTIVITY_KIND.replace(first, "ends_on", 1, "เป็นต้นไป")
    assert PlanActivity.get_by_id(first).ends_on is None
    ACTIVITY_KIND.replace(first, "period_text", 0, "ตลอดปีงบประมาณ")
    assert read_activity(first).period == "ตลอดปีงบประมาณ"


def test_reading_a_missing_plan_raises_and_plans_are_listed_latest_first(store: Path) -> None:
    an_office()
    with refused(NotFound, match="๒๕๖๙"):
        read_plan(2569)
    a_plan(2564)
    a_table(a_plan(2565))
    assert [(line.fiscal_year, line.activity_count) for line in read_plans()] == [
        (2565, 7),
        (2564, 0),
    ]
