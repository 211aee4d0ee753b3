"""The example's plan holds the source's words, and all of them; only what SETTLED lists changed.

The fixture is the source as scanned. White space and dashes do not count: the scan's line ends
and bullets are no part of the text.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kmtui.thai.digits import thai_digits
from models.example.office import make_example
from models.plan.steps import PlanState, Process
from models.plan.values import ActivityView, Plan, TableView
from models.plan.views import read_plan
from models.storage.store import DATABASE_NAME, close_store, open_store

SOURCE = Path(__file__).parents[2] / "data" / "source-plan.txt"

# What was settled against the scan, written without white space.
SETTLED = {
    "หนองหัวแรด": "หนองหัวแรต",
    "บ้านเมืองที่ดีพ.ศ.๒๕๖๖": "บ้านเมืองที่ดีพ.ศ.๒๕๔๖",
    "ว\u17b7จัย": "วิจัย",
    # The steps have one name each; the second table has this one in the place of the first step.
    "การจัดการความรู้ให้เป็นระบบ": "การจัดความรู้ให้เป็นระบบ",
    "๑การส่งเสริมความรู้": "๑การบ่งชี้ความรู้",
}

FRAMES = {
    "ที่กิจกรรมวิธีการสู่ความสำเร็จระยะเวลาตัวชี้วัดเป้าหมายผู้รับผิดชอบ",
    "ลำดับกิจกรรมวิธีการสู่ความสำเร็จระยะเวลาตัวชี้วัดเป้าหมายผู้รับผิดชอบหมายเหตุ",
}


def squeezed(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


@pytest.fixture(scope="module")
def source() -> str:
    text = re.sub(r"</?ul[^>]*>", "", SOURCE.read_text(encoding="utf-8"))
    text = squeezed(text)
    for found, settled in SETTLED.items():
        assert found in text
        text = text.replace(found, settled)
    return text


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plan]:
    path = tmp_path_factory.mktemp("plan") / DATABASE_NAME
    make_example(path)
    open_store(path)
    try:
        yield read_plan(2564)
    finally:
        close_store()


def row_text(row: ActivityView) -> str:
    """A row as the table prints it, from its number to its owners."""
    cells = (*row.activity_lines, row.method, row.period, row.indicator, row.target)
    return squeezed("".join((thai_digits(row.number), *cells, *row.owner_names)))


def by_head(
    plan: Plan, goal: int = 0, scope: int = 0, process: Process = Process.KM_PROCESS
) -> TableView:
    return next(
        table
        for table in plan.tables
        if table.process == process
        and table.number == (goal or scope)
        and (table.goal_id is not None) == bool(goal)
    )


def test_every_row_of_the_example_plan_equals_the_reference_document(
    plan: Plan, source: str
) -> None:
    assert plan.lo is not None
    tables = [
        plan.lo,
        by_head(plan, goal=1),
        by_head(plan, scope=2),
        by_head(plan, goal=1, process=Process.CHANGE),
    ]
    end, gaps = source.index("ที่กิจกรรมวิธีการ"), set()
    for row in (row for table in tables for row in table.activities):
        start = source.find(row_text(row), end)
        assert start >= 0, row_text(row)
        gaps.add(source[end:start])
        end = start + len(row_text(row))
    assert source[end:] == ""
    assert [len(table.activities) for table in tables] == [6, 6, 7, 6]
    heads = {gap for gap in gaps if gap and gap not in FRAMES}
    assert len(heads) == 3
    assert all("เป้าหมายKM:" in head for head in heads)


def test_the_table_heads_of_the_example_plan_equal_the_reference_document(
    plan: Plan, source: str
) -> None:
    change = by_head(plan, goal=1, process=Process.CHANGE)
    for table in (by_head(plan, goal=1), by_head(plan, scope=2), change):
        head = f"เป้าหมายKM:{squeezed(table.text)}หน่วยที่วัดผลได้เป็นรูปธรรม:{squeezed(table.unit)}"
        assert head in source


def test_the_scopes_of_the_example_plan_equal_the_reference_document(
    plan: Plan, source: str
) -> None:
    pieces = []
    for scope in plan.scopes:
        pieces.append(f"{thai_digits(scope.number)}.{scope.text}")
        for benefit in scope.benefits:
            pieces += [f"{thai_digits(n)}.{line}" for n, line in enumerate(benefit.lines, 1)]
    assert squeezed("".join(pieces)) in source
    assert [[len(each.lines) for each in scope.benefits] for scope in plan.scopes] == [
        [4, 5, 2, 1, 0],
        [2, 6, 1, 1, 0],
    ]


def test_the_goals_and_factors_of_the_example_plan_equal_the_reference_document(
    plan: Plan, source: str
) -> None:
    assert (len(plan.goals), len(plan.factors)) == (5, 4)
    assert squeezed(plan.scope_intro) in source
    for intro, rows in ((plan.goal_intro, plan.goals), (plan.factor_intro, plan.factors)):
        listed = "".join(f"{thai_digits(row.number)}){row.text}" for row in rows)
        assert squeezed(intro + listed) in source


def test_the_announcement_of_the_example_equals_the_reference_document(
    plan: Plan, source: str
) -> None:
    assert plan.state == PlanState.ANNOUNCED
    assert plan.announced_on == date(2020, 10, 1)
    assert plan.approval is not None
    assert plan.review is not None
    assert (plan.approval.label, plan.approval.held_on) == ("๑/๒๕๖๓", date(2020, 9, 22))
    assert plan.review.name == plan.announced_name
    signature = f"({plan.announced_name}){plan.announced_title}"
    assert f"ประกาศณวันที่๑ตุลาคมพ.ศ.๒๕๖๓{squeezed(signature)}" in source
    assert plan.website in source


def test_the_divisions_that_the_lo_table_names_are_those_of_the_register(plan: Plan) -> None:
    assert plan.lo is not None
    names = [[owner.name for owner in row.owners] for row in plan.lo.activities]
    assert names[3] == ["สำนักปลัด", "กองสาธารณสุขฯ", "กองการศึกษา"]
    assert all(each == ["สำนักปลัด"] for place, each in enumerate(names) if place != 3)


def test_three_targets_of_half_the_staff_have_the_figure_50_percent(plan: Plan) -> None:
    with_figure = [row for row in plan.activities if row.target_number is not None]
    assert [(row.target_number, row.target_unit) for row in with_figure] == [(50, "ร้อยละ")] * 3
    assert all("๕๐%" in row.target for row in with_figure)


def test_the_example_plan_has_no_misprint_or_foreign_character_of_the_scan(plan: Plan) -> None:
    text = squeezed(repr(plan))
    misprints = ("หนองหัวแรด", "๒๕๖๖", "๒๕๕๖", "\u17b7", "\u200b", "Outsourc e")
    assert [misprint for misprint in misprints if misprint in text] == []
