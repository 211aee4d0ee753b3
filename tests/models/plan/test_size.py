"""A plan of 500 activities is read and edited with as many queries as one of 20."""

from collections.abc import Callable
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from models.editing.undo import revert, run_undoable
from models.plan.carry_over import carry_over
from models.plan.cells import ACTIVITY_KIND
from models.plan.comparison import compare_years
from models.plan.follow_up import follow_up
from models.plan.progress import ProgressDraft, ProgressStatus, record_progress
from models.plan.rows import (
    PlanSection,
    add_activity,
    move_row,
    plan_scope,
    remove_row,
)
from models.plan.rules import completeness
from models.plan.views import read_plan
from models.storage.database import database
from tests.plans import a_big_plan, as_read

SMALL, BIG = 2565, 2575


def queries(act: Callable[[], object]) -> int:
    """How many statements SQLite runs for an act; a trigger tells its statement's text again."""
    seen: list[str] = []
    connection = database.connection()
    connection.set_trace_callback(seen.append)
    try:
        act()
    finally:
        connection.set_trace_callback(None)
    return sum(1 for _ in groupby(seen))


@pytest.fixture
def plans(store: Path) -> tuple[int, int]:
    """A plan of 20 activities and one of 500, each with an entry of progress."""
    made = a_big_plan(20, SMALL), a_big_plan(500, BIG)
    for plan_id in made:
        row = as_read(plan_id).activities[3]
        ACTIVITY_KIND.replace(row.id, "method", 0, "วิธีใหม่")
        record_progress(row.id, ProgressDraft(date(2022, 1, 1), ProgressStatus.DONE))
    return made


def test_reading_and_checking_a_plan_takes_a_constant_number_of_queries(
    plans: tuple[int, int],
) -> None:
    small, big = (queries(lambda year=year: read_plan(year)) for year in (SMALL, BIG))  # type: ignore[misc]
    assert small == big <= 24
    plan = read_plan(BIG)
    assert len(plan.activities) == 500
    assert queries(lambda: (completeness(plan), follow_up(plan, date(2032, 1, 1)))) == 0


def test_every_operation_on_a_row_takes_a_constant_number_of_queries(
    plans: tuple[int, int],
) -> None:
    def acts(plan_id: int) -> list[int]:
        table = as_read(plan_id).tables[0]
        first, second, third = (row.id for row in table.activities[:3])
        counted = [
            queries(lambda: ACTIVITY_KIND.replace(first, "target", 0, "เป้าใหม่")),
            queries(lambda: ACTIVITY_KIND.replace(first, "owner_text", 0, "กองคลัง")),
            queries(lambda: add_activity(table.id, after_id=first)),
            queries(lambda: move_row(PlanSection.ACTIVITY, second, -1)),
            queries(lambda: remove_row(PlanSection.ACTIVITY, third)),
        ]
        act = move_row, PlanSection.ACTIVITY, first, 1
        done = run_undoable(plan_scope(plan_id), *act)
        counted.append(queries(lambda: run_undoable(plan_scope(plan_id), lambda: None)))
        counted.append(queries(lambda: revert(done)))
        return counted

    small, big = plans
    assert acts(small) == acts(big)


def test_a_year_of_500_rows_is_carried_over_and_compared(plans: tuple[int, int]) -> None:
    carry_over(BIG, BIG + 1)
    assert compare_years(BIG, BIG + 1).rows == ()
