"""The plan edited like a table: cells, rows, what is refused, who else is at work."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.drafts.sessions import new_session
from models.editing.record_kind import cleaned
from models.editing.revisions import FieldKey, Subject
from models.meetings.presence import touch_presence
from models.plan.carry_over import confirm_rows
from models.plan.cells import ACTIVITY_KIND, GOAL_KIND
from models.plan.lifecycle import create_plan
from models.plan.records import PlanActivity
from models.plan.rows import PlanSection, add_row, remove_row
from models.plan.steps import PlanState
from models.plan.values import Plan
from models.storage.store import close_store, open_store
from screens.dialogs.choices import ListDialog
from screens.dialogs.pick import PickDialog
from screens.plan.dialog_flows import go_to
from screens.plan.plan import PlanScreen
from tests.builders import by
from tests.screens.editing.test_conflict import at_leisure
from tests.screens.home.example_app import RoomsApp, at_rest, toasts, until_choice_counts
from tests.screens.minutes.type_thai import paste
from tests.screens.people.register_screens import an_empty_office
from tests.screens.plan.live_plan import LivePlan, a_live_plan, in_one_go
from tests.screens.widgets.test_sanitize import SHORT

__all__ = ["at_leisure"]
SIZES = [(80, 24), (120, 40)]


async def open_cell(plan: LivePlan, field: str, number: int = 0) -> None:
    """Open the editor of a cell, in the table or (at 80 columns) in the row's form."""
    go_to(plan.here.pane, FieldKey(Subject.ACTIVITY, plan.rows[number].id, field))
    await plan.press("enter")
    assert plan.table.editing is not None


def place_under_cursor(plan: LivePlan) -> FieldKey:
    """The place of the cell that the cursor stands on."""
    cell = plan.table.cell
    assert cell is not None
    assert cell.field_key is not None
    return cell.field_key


@pytest.mark.parametrize("size", SIZES)
async def test_enter_opens_a_cell_and_stores_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async with a_live_plan(tmp_path, size=size) as plan:
        await open_cell(plan, "target_group")
        await plan.type("พนักงานทุกคน\n")
        assert plan.rows[0].target_group == "พนักงานทุกคน"
        assert plan.table.editing is None
        assert place_under_cursor(plan).field == "indicator"
        assert "พนักงานทุกคน" in plan.screen
        assert "บันทึกแล้ว" in plan.screen


async def test_cells_are_typed_one_after_the_other_and_can_hold_several_lines(
    tmp_path: Path,
) -> None:
    async with a_live_plan(tmp_path) as plan:
        await open_cell(plan, "target_group")
        await plan.type("กลุ่ม\tจำนวน\tเป้า")
        await plan.press("escape")
        row = plan.rows[0]
        assert row.target_group == "กลุ่ม"
        assert row.indicator.endswith("จำนวน")
        assert row.target.endswith("เป้า")
        await open_cell(plan, "remark")
        await plan.type("หนึ่ง")
        await plan.press("f7")
        await plan.type("สอง\n")
        assert plan.rows[0].remark == "หนึ่ง\nสอง"


async def test_an_invalid_date_stays_in_the_editor_and_after_escape_in_the_cell(
    tmp_path: Path,
) -> None:
    async with a_live_plan(tmp_path) as plan:
        await open_cell(plan, "ends_on")
        await plan.type("วันไหน\n")
        assert plan.typed == "วันไหน"
        assert plan.app.heard
        await plan.press("escape")
        assert plan.rows[0].ends_on is None
        assert "✗ วันไหน" in plan.screen
        plan.here.pane.loader.refresh()
        await plan.rest()
        assert "✗ วันไหน" in plan.screen
        await plan.press("enter")
        assert plan.typed == "วันไหน"
        await plan.press("ctrl+a", "ctrl+shift+a", "backspace")
        await plan.type("1/9/65\n")
        assert plan.rows[0].ends_on == date(2022, 9, 1)
        assert "๑ ก.ย. ๖๕" in plan.screen
        assert "✗ วันไหน" not in plan.screen


@pytest.mark.parametrize("size", SIZES)
async def test_a_new_row_is_typed_in_at_once_and_numbers_follow(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with a_live_plan(tmp_path, size=size) as plan:
        before = plan.rows
        await plan.press("down")
        await plan.type("\x1b[15~อบรมออนไลน์\n")  # F5 and the text in one burst
        rows = plan.rows
        assert len(rows) == len(before) + 1
        assert (rows[1].title, rows[1].number, rows[1].step) == ("อบรมออนไลน์", 2, before[0].step)
        assert rows[2].number == 3


async def test_rows_are_moved_deleted_and_restored_in_the_thai_layout(tmp_path: Path) -> None:
    async with a_live_plan(tmp_path) as plan:
        before = [row.id for row in plan.rows]
        await plan.press("down", "down")
        await plan.press("ctrl+down")
        moved = plan.rows[1]
        assert (moved.id, moved.step) == (before[1], 4)
        await plan.type("ผ")  # z
        assert plan.rows[1].step == 3
        await plan.press("delete")
        assert [row.id for row in plan.rows] == [before[0], *before[2:]]
        assert "กด Z" in plan.messages
        await plan.type("ผ")
        assert [row.id for row in plan.rows] == before
        await plan.type("ั")  # y
        assert len(plan.rows) == len(before) - 1
        await plan.press("z", "z", "z")
        assert "ไม่มีสิ่งที่จะเลิกทำ" in plan.messages


async def test_every_part_of_a_plan_is_edited_by_the_same_keys(tmp_path: Path) -> None:
    async with a_live_plan(tmp_path) as plan:
        for number, part in (
            (2, PlanSection.SCOPE),
            (3, PlanSection.GOAL),
            (4, PlanSection.FACTOR),
        ):
            await plan.press("f2", str(number))
            await plan.press("ctrl+end", "f5")
            await plan.type(f"ข้อใหม่ {part}\n")
        stored = plan.plan
        for rows in (stored.scopes, stored.goals, stored.factors):
            assert rows[-1].text.startswith("ข้อใหม่")
        await plan.press("f2", "5", "down", "enter")
        await plan.type(".example.go.th\n")
        assert plan.plan.website.endswith(".example.go.th")
        await plan.press("f2", "3", "ctrl+home", "down", "end", "left", "enter")
        assert not plan.plan.goals[1].selected
        assert "ไม่เลือกดำเนินการ" in plan.screen
        await plan.press("t", "down", "enter", "2")
        table = next(each for each in plan.plan.tables if each.number == 2)
        assert table.process == "change"
        assert [row.step for row in table.activities] == [1, 2, 3, 4, 5, 6]


async def test_activities_are_filtered_and_their_owners_picked(tmp_path: Path) -> None:
    def forget_one(plan: Plan) -> None:
        confirm_rows([plan.activities[3].id], confirmed=False)

    async with a_live_plan(tmp_path, forget_one) as plan:
        await plan.press("f3", "4")
        await plan.type("ยังไม่ทบทวน\n")
        assert [row.id for row in plan.table.rows if not row.is_title] == [plan.rows[3].id]
        assert "กรอง: ยังไม่ทบทวน" in plan.screen
        await plan.press("f3", "1")
        await plan.type("องค์กร\n")
        assert "ไม่มีกิจกรรมตามที่กรอง" in plan.screen
        await plan.press("f3", "5")
        assert len(plan.table.rows) == len(plan.rows) + len(plan.plan.all_tables)
        await plan.press("f3", "6")
        await plan.type("กีฬา สำนักปลัด\n")
        found = [row.id for row in plan.table.rows if not row.is_title]
        assert found == [each.id for each in plan.rows if "กีฬา" in each.method]
        assert "กรอง: “กีฬา สำนักปลัด”" in plan.screen
        await plan.press("f3", "5", "down", "o")
        assert isinstance(plan.app.screen, PickDialog)
        await plan.type("คลัง\n")
        assert "กองคลัง" in plan.rows[0].owner_text.split("\n")


async def test_a_carried_over_row_is_confirmed_by_one_key(tmp_path: Path) -> None:
    def forget_all(plan: Plan) -> None:
        confirm_rows([row.id for row in plan.activities], confirmed=False)

    async with a_live_plan(tmp_path, forget_all) as plan:
        assert "ยังไม่ทบทวน ๒๕ แถว" in plan.screen
        await plan.press("down", "c", "c", "c", "up", "c")
        assert [row.is_reviewed for row in plan.rows[:4]] == [True, True, False, False]
        await plan.press("f9", "3", "enter")
        assert all(row.is_reviewed for row in plan.rows)
        await plan.press("z")
        assert [row.is_reviewed for row in plan.rows[:4]] == [True, True, False, False]
        await plan.press("z")
        assert [row.is_reviewed for row in plan.rows[:4]] == [True, True, True, False]
        await plan.press("y")
        assert [row.is_reviewed for row in plan.rows[:4]] == [True, True, False, False]


async def test_an_announced_plan_changes_by_an_amendment_only(tmp_path: Path) -> None:
    async with a_live_plan(tmp_path, year=2564) as plan:
        assert plan.plan.state == PlanState.ANNOUNCED
        await plan.press("down", "right", "right", "enter")
        assert plan.table.editing is None
        assert "เปิดการปรับปรุงแผน" in plan.messages
        await plan.press("f9", "1")
        await plan.type("ปรับตามมติที่ประชุม\n")
        await plan.press("enter")
        await plan.type("เพิ่ม\n")
        assert plan.rows[0].title.endswith("เพิ่ม")
        assert "กำลังปรับปรุง" in plan.screen


async def test_a_plan_is_reviewed_and_announced_from_its_list_of_acts(tmp_path: Path) -> None:
    async with a_live_plan(tmp_path) as plan:
        await plan.press("f9", "4", "enter")
        assert plan.plan.approval is not None
        await plan.press("f9", "5", "enter")
        assert plan.plan.review is not None
        await plan.press("f9", "2", "enter")
        assert plan.plan.state == PlanState.ANNOUNCED
        assert "ประกาศใช้แล้ว" in plan.screen


# Other people


async def test_two_users_in_different_rows_lose_nothing_and_see_each_other(tmp_path: Path) -> None:
    async with a_live_plan(tmp_path) as plan:
        await open_cell(plan, "target_group")
        await plan.type("ของฉัน")
        row = plan.rows[1]
        plan.other(by, "น้ำฝน", ACTIVITY_KIND.replace, row.id, "target_group", 0, "ของเขา")
        await plan.until(lambda: "ของเขา" in plan.screen)
        assert plan.typed == "ของฉัน"
        await plan.type("ต่อ\n")
        assert [each.target_group for each in plan.rows[:2]] == ["ของฉันต่อ", "ของเขา"]
        place = plan.here.location, plan.rows[2].id
        plan.other(by, "น้ำฝน", touch_presence, new_session(), *place)
        await plan.until(lambda: "น้ำฝน กำลังดูลำดับ ๓" in plan.screen)


async def at_the_choice(plan: LivePlan) -> None:
    """Wait until the two texts are shown and no key has been pressed for a while."""
    await until_choice_counts(plan.pilot)


@pytest.mark.usefixtures("at_leisure")
async def test_two_users_in_one_cell_get_the_conflict_dialog_and_can_postpone(
    tmp_path: Path,
) -> None:
    async with a_live_plan(tmp_path) as plan:
        choices = (("ๅ", "ของฉัน"), ("2", "ของเขา"), ("3", "ของเขา\nของฉัน"), ("escape", "ของเขา"))
        for number, (key, stored) in enumerate(choices):
            await open_cell(plan, "target_group", number)
            await plan.type("ของฉัน")
            row = plan.rows[number]
            plan.other(by, "น้ำฝน", ACTIVITY_KIND.replace, row.id, "target_group", 0, "ของเขา")
            await plan.press("escape")
            await at_the_choice(plan)
            await (plan.press(key) if key == "escape" else plan.type(key))
            assert plan.rows[number].target_group == stored
        await plan.press("enter")
        await at_the_choice(plan)
        await plan.press("1")
        assert plan.rows[3].target_group == "ของฉัน"


async def test_a_plan_row_removed_by_another_user_is_restored_with_the_typed_text(
    tmp_path: Path,
) -> None:
    async with a_live_plan(tmp_path) as plan:
        await open_cell(plan, "target_group")
        await plan.type("ยังพิมพ์อยู่")
        row_id = plan.rows[0].id
        plan.other(by, "น้ำฝน", remove_row, PlanSection.ACTIVITY, row_id)
        await plan.until(lambda: "มีผู้อื่นลบหรือย้ายแถวนี้" in plan.messages)
        assert plan.typed == "ยังพิมพ์อยู่", "the editor stays"
        await plan.press("escape")
        await plan.until(lambda: plan.rows[0].id == row_id)
        await plan.until(lambda: plan.rows[0].target_group == "ยังพิมพ์อยู่")
        await plan.until(lambda: "จึงคืนให้" in plan.messages)


async def test_a_text_typed_for_long_becomes_a_revision_and_is_stored_at_exit(
    tmp_path: Path,
) -> None:
    async with a_live_plan(tmp_path) as plan:
        await open_cell(plan, "method")
        await plan.type("หนึ่ง")
        plan.here.pane.editing.autosave_revision()
        await plan.rest()
        assert plan.rows[0].method.endswith("หนึ่ง")
        await plan.type("สอง")
        plan.here.commit_typing()
        await plan.rest()
        assert plan.rows[0].method.endswith("หนึ่งสอง")


async def test_narrowing_the_terminal_keeps_the_typed_text_and_the_row(tmp_path: Path) -> None:
    async with a_live_plan(tmp_path) as plan:
        await open_cell(plan, "remark", 4)
        await plan.type("หมายเหตุ")
        await plan.pilot.resize_terminal(80, 24)
        await plan.rest()
        assert plan.rows[4].remark == "หมายเหตุ"
        assert plan.here.pane.record_id == plan.rows[4].id
        await plan.press("enter", "ctrl+end", "up")
        assert "หมายเหตุ" in plan.screen
        await plan.pilot.resize_terminal(120, 40)
        await plan.rest()
        assert plan.here.pane.view.form_row is None
        assert plan.here.pane.record_id == plan.rows[4].id


async def test_hostile_texts_in_every_cell_run_no_command_of_the_plan(tmp_path: Path) -> None:
    def hostile(plan: Plan) -> None:
        texts = [cleaned("ก" + text) for text in SHORT]
        for at, row in enumerate(plan.activities):
            fields = ("title", "method", "target_group", "owner_text", "remark")
            said = dict.fromkeys(fields, texts[at % len(texts)])
            PlanActivity.update(said).where(PlanActivity.id == row.id).execute()
        for at, goal in enumerate(plan.goals):
            by(SHORT[0], GOAL_KIND.replace, goal.id, "text", 0, texts[at % len(texts)])

    async with a_live_plan(tmp_path, lambda plan: in_one_go(hostile, plan)) as plan:
        for key in ("f1", "f3", "f9", "f4", "f6"):
            await plan.press(key)
            await plan.press("escape")
        await plan.press("f2", "3")
        await open_cell(plan, "remark")
        for text in SHORT:
            await paste(plan.pilot, text)
        await plan.press("enter", "down", "ctrl+end")
        assert not isinstance(plan.app.screen, ListDialog)


@pytest.mark.parametrize("size", SIZES)
async def test_a_new_plan_table_is_selected_on_its_first_row(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with a_live_plan(tmp_path, with_a_new_goal, size=size) as plan:
        known = {row.id for row in plan.rows}
        await plan.press("t")
        assert isinstance(plan.app.screen, PickDialog)
        await plan.type("เป้าหมายใหม่")
        await plan.press("enter")
        assert isinstance(plan.app.screen, ListDialog)
        await plan.press("1")
        await plan.until(lambda: len(plan.rows) > len(known))
        await plan.rest()
        fresh = next(row for row in plan.rows if row.id not in known)
        assert plan.here.pane.record_id == fresh.id
        assert plan.table.row is not None
        assert not plan.table.row.is_title


def with_a_new_goal(plan: Plan) -> None:
    """A goal that has no table yet."""
    add_row(plan.id, PlanSection.GOAL, "เป้าหมายใหม่")


async def test_enter_in_a_plan_without_tables_says_how_to_add_one(tmp_path: Path) -> None:
    office = an_empty_office(tmp_path)
    open_store(office.paths.database)
    plan_id = create_plan(2570)
    close_store()
    app = RoomsApp(office, PlanScreen(plan_id, 2570))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("enter")
        await at_rest(pilot)
        assert ["F5" in each and "↓" not in each for each in toasts(app)] == [True]
