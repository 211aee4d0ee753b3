"""Optimistic display of a plan: with operations that are submitted and not yet stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from models.plan.rows import PlanSection
from models.plan.steps import Beneficiary
from models.plan.values import (
    ActivityView,
    BenefitView,
    FactorView,
    GoalView,
    Plan,
    Row,
    ScopeView,
    TableView,
)

R = TypeVar("R", bound=Row)
_NEVER_CHANGED: Mapping[str, int] = {}


def with_activity(plan: Plan, table_id: int, after_id: int | None, new_id: int) -> Plan:
    """Return the plan with an empty activity after `after_id`, or at the end of the table."""
    tables = tuple(_grown(each, table_id, after_id, new_id) for each in plan.tables)
    lo = plan.lo and _grown(plan.lo, table_id, after_id, new_id)
    return replace(plan, tables=tables, lo=lo)


def with_confirmed(plan: Plan, activity_ids: Collection[int], confirmed: bool) -> Plan:
    """Return the plan with these activities marked as reviewed, or as not reviewed."""

    def told(table: TableView) -> TableView:
        rows = (
            replace(each, is_reviewed=confirmed) if each.id in activity_ids else each
            for each in table.activities
        )
        return replace(table, activities=tuple(rows))

    return replace(plan, tables=tuple(map(told, plan.tables)), lo=plan.lo and told(plan.lo))


def _grown(table: TableView, table_id: int, after_id: int | None, new_id: int) -> TableView:
    if table.id != table_id:
        return table
    rows = table.activities
    after = next((each for each in rows if each.id == after_id), rows[-1] if rows else None)
    blank = _blank_activity(new_id, table, after.step if after else len(table.process.steps))
    grown = _inserted(rows, blank, after.id if after else None)
    numbered = (replace(each, number=number) for number, each in enumerate(grown, 1))
    return replace(table, activities=tuple(numbered))


def with_row(plan: Plan, part: PlanSection, after_id: int | None, new_id: int) -> Plan:
    """Return the plan with an empty scope, goal or factor after `after_id`, or at the end."""
    if part == PlanSection.SCOPE:
        benefits = tuple(BenefitView(group, ()) for group in Beneficiary)
        scope = ScopeView(new_id, _NEVER_CHANGED, 0, "", "", "", benefits, None)
        return replace(plan, scopes=_numbered(_inserted(plan.scopes, scope, after_id)))
    if part == PlanSection.GOAL:
        goal = GoalView(new_id, _NEVER_CHANGED, 0, "", "", True, None)
        return replace(plan, goals=_numbered(_inserted(plan.goals, goal, after_id)))
    factor = FactorView(new_id, _NEVER_CHANGED, 0, "", "", None)
    return replace(plan, factors=_numbered(_inserted(plan.factors, factor, after_id)))


def _inserted(rows: Sequence[R], row: R, after_id: int | None) -> list[R]:
    ids = [each.id for each in rows]
    at = ids.index(after_id) + 1 if after_id in ids else len(rows)
    return [*rows[:at], row, *rows[at:]]


_Numbered = TypeVar("_Numbered", ScopeView, GoalView, FactorView)


def _numbered(rows: Sequence[_Numbered]) -> tuple[_Numbered, ...]:
    return tuple(replace(each, number=number) for number, each in enumerate(rows, 1))


def _blank_activity(new_id: int, table: TableView, step: int) -> ActivityView:
    return ActivityView(
        id=new_id,
        versions=_NEVER_CHANGED,
        table_id=table.id,
        process=table.process,
        step=step,
        number=0,
        title="",
        bullets=(),
        method="",
        begins_on=None,
        ends_on=None,
        period_text="",
        target_group="",
        indicator="",
        target="",
        target_number=None,
        target_unit="",
        owners=(),
        owner_text="",
        budget=None,
        tools="",
        remark="",
        is_reviewed=True,
        carried_from_id=None,
        progress=(),
    )
