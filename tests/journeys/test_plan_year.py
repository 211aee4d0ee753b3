"""A new year's plan by keys: carried over, confirmed, changed, followed up, printed."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.plan.views import read_plan
from models.storage.store import close_store, open_store
from screens.plan.plan import PlanScreen
from tests.journeys.terminal import kmtui_in_terminal
from tests.screens.home.example_app import an_office
from tests.screens.minutes.room_driver import ListeningApp
from tests.screens.plan.live_plan import LivePlan

# The letters C and Z as the Thai layout sends them.
CONFIRM, UNDO = "แ", "ผ"
HALF, TITLES = 13, 3


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_year_of_the_plan_is_completed_by_keys(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    office = an_office(tmp_path)
    app = ListeningApp(office)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            plan = LivePlan(app, pilot, 0)
            await plan.rest()
            await carry_over(plan)
            await confirm_half(plan)
            await change_five_cells(plan)
            await move_and_undo(plan)
            await record(plan)
            await plan.press("f8", "1", "1")
            await plan.until(lambda: any(office.paths.documents.glob("*.pdf")))
            await plan.until(lambda: "บันทึกแล้ว" in plan.messages)
    finally:
        office.close()


async def carry_over(plan: LivePlan) -> None:
    """From home to the new plan of 2565, made from 2564."""
    await open_way(plan, "แผนการจัดการความรู้")
    await plan.press("f5", "enter", "enter")
    assert isinstance(plan.app.screen, PlanScreen)
    assert "แผนการจัดการความรู้ ปี ๒๕๖๕" in plan.screen
    await plan.until(lambda: "ยังไม่ทบทวน ๒๕ แถว" in plan.screen)
    assert plan.rows[0].begins_on == date(2021, 10, 1)


async def open_way(plan: LivePlan, words: str) -> None:
    """Go down the first screen to a row and open it."""
    for _ in range(20):
        chosen = next(line for line in plan.screen.split("\n") if words in line)
        await plan.press("down")
        if _is_highlighted(plan, words):
            await plan.press("enter")
            return
    raise AssertionError(chosen)


def _is_highlighted(plan: LivePlan, words: str) -> bool:
    rows: Any = plan.app.screen.query_one("RowList")
    return words in str(rows.get_option_at_index(rows.highlighted).prompt.text)


async def confirm_half(plan: LivePlan) -> None:
    """One key a row, from the top, in one burst; titles between the tables are passed over."""
    await plan.type(CONFIRM * (HALF + TITLES))
    assert [row.is_reviewed for row in plan.rows].count(True) == HALF
    assert "ยังไม่ทบทวน ๑๒ แถว" in plan.screen


async def change_five_cells(plan: LivePlan) -> None:
    """Five cells of three rows; at 80 columns each row opens as a form."""
    await plan.press("ctrl+home", "home", "down")
    for cells in ((("target_group", "พนักงาน"), ("target", " ทุกคน")),) * 2 + (
        (("remark", "เริ่มไตรมาสแรก"),),
    ):
        await open_row(plan)
        for field, text in cells:
            await go_to(plan, field)
            await plan.press("enter")
            await plan.type(text + "\n")
        await leave_row(plan)
        await plan.press("down")
    first, second, third = plan.rows[:3]
    assert (first.target_group, second.target_group) == ("พนักงาน", "พนักงาน")
    assert first.target.endswith("ทุกคน")
    assert second.target.endswith("ทุกคน")
    assert third.remark == "เริ่มไตรมาสแรก"


async def open_row(plan: LivePlan) -> None:
    if not plan.here.pane.view.is_wide:
        await plan.press("enter")


async def leave_row(plan: LivePlan) -> None:
    await plan.press("escape" if not plan.here.pane.view.is_wide else "home")


async def go_to(plan: LivePlan, field: str) -> None:
    """Move by arrows to the cell of this field."""
    way = "right" if plan.here.pane.view.is_wide else "down"
    for _ in range(20):
        cell = plan.table.cell
        if cell is not None and cell.field_key is not None and cell.field_key.field == field:
            return
        await plan.pilot.press(way)
    raise AssertionError(plan.screen)


async def move_and_undo(plan: LivePlan) -> None:
    """A row goes to the next step and comes back."""
    before = [row.id for row in plan.rows]
    await plan.press("ctrl+home", "down", "ctrl+down")
    steps = [row.step for row in plan.rows]
    assert steps[0] == 3
    await plan.type(UNDO)
    assert [row.id for row in plan.rows] == before
    assert plan.rows[0].step == 2


async def record(plan: LivePlan) -> None:
    """A result of the first row, with a web page that shows it."""
    await plan.press("f6", "f5", "3", "4")
    await plan.type("30 ก.ย. 65\n12\nอบรมแล้ว\nhttps://www.example.go.th/km\n")
    [entry] = plan.rows[0].progress
    assert entry.evidence == "https://www.example.go.th/km"
    assert "แล้วเสร็จ ๑ จาก ๒๕" in plan.screen
    await plan.press("escape")


def test_a_cell_typed_in_a_terminal_of_80_columns_is_stored(home: Path, example_file: Path) -> None:
    shutil.copy(example_file, home / "kmtui.db")
    with kmtui_in_terminal(home) as terminal:
        screen = terminal.wait_for("แผนการจัดการความรู้")
        rows = [line for line in screen.split("\n") if line.strip()]
        first = next(
            at for at, line in enumerate(rows) if "เข้าห้องประชุม" in line or "การประชุม  " in line
        )
        wanted = next(
            at for at, line in enumerate(rows) if "แผนการจัดการความรู้" in line and at > first
        )
        terminal.press(*["Down"] * (wanted - first), "Enter")
        terminal.wait_for("F9 เทียบปี")
        terminal.press("F5")
        terminal.wait_for("แผนของปีใหม่")
        terminal.press("Enter")
        terminal.wait_for("ยกแผนจากปี")
        terminal.press("Enter")
        terminal.wait_for("ยังไม่ทบทวน ๒๕ แถว")
        terminal.press("Down", "Enter")
        terminal.wait_for("วิธีการสู่ความสำเร็จ")
        terminal.press("Enter")
        terminal.type("อบรมผ่านเครือข่าย")
        terminal.press("Enter")
        terminal.wait_for("บันทึกแล้ว")
        assert "อบรมผ่านเครือข่าย" in terminal.screen()
        terminal.press("Escape")
        terminal.wait_for("F3 กรอง")
    open_store(home / "kmtui.db")
    assert read_plan(2565).activities[0].title == "อบรมผ่านเครือข่าย"
    close_store()
