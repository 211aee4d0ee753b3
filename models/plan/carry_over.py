"""Carry-over: a new year's plan from an earlier one, with dates moved and rows to be confirmed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from peewee import chunked

from models.editing.cell_values import carried_years
from models.errors import Refused
from models.plan.lifecycle import create_plan
from models.plan.records import (
    ActivityOwner,
    KmPlan,
    PlanActivity,
    PlanGoal,
    PlanScope,
    PlanTable,
    SuccessFactor,
    plan_of,
)
from models.storage.database import database

_INTROS = ("scope_intro", "goal_intro", "factor_intro")
_NOT_COPIED = ("id", "plan", "table", "goal", "scope", "carried_from", "deleted_at")
_AT_ONCE = 100  # rows of one statement: SQLite takes only so many values


def carry_over(from_year: int, to_year: int) -> int:
    """Create the plan of a fiscal year (Buddhist Era) from an earlier year's; return its id.

    Days and the years in the texts of periods move along. Each row refers to the one it came from,
    and every activity is unconfirmed (ยังไม่ทบทวน) until `confirm_rows`. Problems, progress, review,
    approval and announcement are not copied.

    Raises:
        NotFound: the earlier year has no plan.
        Refused: the new year has a plan already, or is not later.
    """
    if to_year <= from_year:
        raise Refused("ปีที่ยกไปต้องหลังปีของแผนเดิม เลือกปีงบประมาณใหม่")
    with database.atomic():
        old = plan_of(from_year)
        plan_id = create_plan(to_year)
        intros = {name: getattr(old, name) for name in ("title", "website", *_INTROS)}
        KmPlan.update(carried_from=old, **intros).where(KmPlan.id == plan_id).execute()
        _Carrying(old.id, plan_id, to_year - from_year).carry()
    return plan_id


class _Carrying:
    """The rows of one plan while they are copied to a plan `by` years later."""

    def __init__(self, old_id: int, new_plan_id: int, by: int) -> None:
        self._old_id, self._plan_id, self._by = old_id, new_plan_id, by

    def carry(self) -> None:
        scopes = self._copy(PlanScope)
        goals = self._copy(PlanGoal)
        self._copy(SuccessFactor, problem="")
        tables: dict[int, int] = {}
        for row in self._live(PlanTable):
            goal_id, scope_id = goals.get(row.goal_id), scopes.get(row.scope_id)
            if (goal_id, scope_id) == (None, None) and (row.goal_id or row.scope_id):
                continue
            made = PlanTable.create(
                plan=self._plan_id,
                goal=goal_id,
                scope=scope_id,
                process=row.process,
                position=row.position,
            )
            tables[row.id] = made.id
        self._copy_activities(tables)

    def _copy(self, table: Any, **changes: object) -> dict[int, int]:
        return self._insert(table, [(row, changes) for row in self._live(table)])

    def _copy_activities(self, tables: dict[int, int]) -> None:
        rows = [row for row in self._live(PlanActivity) if row.table_id in tables]
        ids = self._insert(PlanActivity, [(row, self._moved(row, tables)) for row in rows])
        owners = ActivityOwner.select().where(ActivityOwner.activity.in_(list(ids)))
        tied = [
            {
                "activity": ids[owner.activity_id],
                "position": owner.position,
                "division": owner.division_id,
                "post": owner.post_id,
            }
            for owner in owners
        ]
        for batch in chunked(tied, _AT_ONCE):
            ActivityOwner.insert_many(batch).execute()

    def _moved(self, row: PlanActivity, tables: dict[int, int]) -> dict[str, object]:
        return {
            "table": tables[row.table_id],
            "begins_on": moved_by_years(row.begins_on, self._by),
            "ends_on": moved_by_years(row.ends_on, self._by),
            "period_text": carried_years(row.period_text, self._by),
            "is_reviewed": False,
        }

    def _insert(self, table: Any, rows: list[tuple[Any, dict[str, Any]]]) -> dict[int, int]:
        """Insert the rows and their changes; return the new ids by the old ones."""
        names = [name for name in table._meta.fields if name not in _NOT_COPIED]
        made = [
            {name: getattr(row, name) for name in names}
            | {"plan": self._plan_id, "carried_from": row.id}
            | changes
            for row, changes in rows
        ]
        for batch in chunked(made, _AT_ONCE):
            table.insert_many(batch).execute()
        found = table.select(table.carried_from, table.id).where(table.plan == self._plan_id)
        return dict(found.tuples())

    def _live(self, table: Any) -> list[Any]:
        rows = table.select().where(table.plan == self._old_id, table.deleted_at.is_null())
        return list(rows.order_by(table.position, table.id))


def moved_by_years(day: date | None, by: int) -> date | None:
    """Return the same day `by` years later; 29 February becomes the month's last day.

    None stays None.
    """
    if day is None:
        return None
    if (day.month, day.day) == (2, 29):
        return date(day.year + by, 3, 1) - date.resolution
    return day.replace(year=day.year + by)


def confirm_rows(activity_ids: Iterable[int], confirmed: bool = True) -> None:
    """Mark carried-over activities as reviewed, or (to undo it) as not reviewed.

    Raises:
        Refused: their plan is closed to changes.
    """
    ids = list(activity_ids)
    with database.atomic():
        plan_ids = PlanActivity.select(PlanActivity.plan).where(PlanActivity.id.in_(ids))
        for plan in KmPlan.select().where(KmPlan.id.in_(plan_ids)):
            plan.must_be_open()
        PlanActivity.update(is_reviewed=confirmed).where(PlanActivity.id.in_(ids)).execute()
