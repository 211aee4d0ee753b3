"""Reads a plan as a frozen value, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from peewee import JOIN, fn

from kmtui.thai.damaged import DAMAGED
from models.editing.cell_values import lines_of
from models.editing.record_kind import versions_of
from models.editing.revisions import Subject
from models.knowledge.views import lacks_choice, offered_for_plan
from models.meetings.records import Meeting
from models.office.organization import Division
from models.people.records import Post
from models.plan.progress import Progress, ProgressView, progress_view
from models.plan.records import (
    ActivityOwner,
    KmPlan,
    PlanActivity,
    PlanAmendment,
    PlanGoal,
    PlanReport,
    PlanScope,
    PlanTable,
    SuccessFactor,
    plan_of,
)
from models.plan.steps import Beneficiary, PlanState, Process

# Re-exported: part of this module's interface, although defined in `values`.
from models.plan.values import (
    ActivityView,
    AmendmentView,
    BenefitView,
    FactorView,
    GoalView,
    OwnerView,
    Plan,
    PlanApprovalView,
    PlanLine,
    ReportView,
    ReviewView,
    ScopeView,
    TableView,
)
from models.plan.waivers import waivers_of
from models.storage.database import database


def read_plan(fiscal_year: int) -> Plan:
    """Return the plan of a fiscal year (Buddhist Era), read in one transaction.

    Raises:
        NotFound: the year has no plan.
    """
    with database.atomic("DEFERRED"):
        return _plan(plan_of(fiscal_year))


def read_plans() -> tuple[PlanLine, ...]:
    """Return the plans of all years, the latest first."""
    with database.atomic("DEFERRED"):
        counted: Any = (
            PlanActivity.select(PlanActivity.plan, fn.COUNT(PlanActivity.id))
            .join(PlanTable)
            .where(PlanActivity.deleted_at.is_null(), PlanTable.deleted_at.is_null())
            .group_by(PlanActivity.plan)
        )
        counts: dict[int, int] = dict(counted.tuples())
        plans = KmPlan.select().where(KmPlan.deleted_at.is_null())
        return tuple(
            PlanLine(
                row.id,
                row.fiscal_year,
                PlanState(row.state),
                row.announced_on,
                counts.get(row.id, 0),
            )
            for row in plans.order_by(KmPlan.fiscal_year.desc())
        )


def _plan(row: KmPlan) -> Plan:
    goals, scopes = _goals(row.id), _scopes(row.id)
    tables = _tables(row.id, goals, scopes)
    return Plan(
        id=row.id,
        versions=_by_record(Subject.PLAN, [row])[row.id],
        fiscal_year=row.fiscal_year,
        state=PlanState(row.state),
        title=row.title,
        website=row.website,
        scope_intro=row.scope_intro,
        goal_intro=row.goal_intro,
        factor_intro=row.factor_intro,
        review=_review(row),
        approval=_approval(row.approved_by_meeting),
        announced_on=row.announced_on,
        announced_name=row.announced_name,
        announced_title=row.announced_title,
        amendments=_amendments(row.id),
        scopes=scopes,
        goals=goals,
        factors=_factors(row.id),
        tables=tuple(table for table in tables if table.process != Process.LO),
        lo=next((table for table in tables if table.process == Process.LO), None),
        reports=_reports(row.id),
        knowledge=tuple(item.text for item in offered_for_plan(row.fiscal_year)),
        lacks_knowledge=lacks_choice(row.fiscal_year),
        waived=waivers_of(row.fiscal_year),
    )


def _review(row: KmPlan) -> ReviewView | None:
    if row.reviewed_on is None:
        return None
    return ReviewView(row.reviewed_name, row.reviewed_title, row.reviewed_on)


def _approval(meeting: Meeting | None) -> PlanApprovalView | None:
    if meeting is None:
        return None
    return PlanApprovalView(meeting.id, meeting.label, meeting.held_on, meeting.committee.name)


def _amendments(plan_id: int) -> tuple[AmendmentView, ...]:
    rows: Any = (
        PlanAmendment.select(PlanAmendment, Meeting)
        .join(Meeting, JOIN.LEFT_OUTER)
        .where(PlanAmendment.plan == plan_id)
        .order_by(PlanAmendment.position)
    )
    return tuple(
        AmendmentView(
            row.id,
            row.position,
            row.reason,
            row.who,
            row.meeting.label if row.meeting_id is not None else "",
            row.begun_at,
            row.ended_at,
        )
        for row in rows
    )


def _reports(plan_id: int) -> tuple[ReportView, ...]:
    rows = PlanReport.select().where(PlanReport.plan == plan_id, PlanReport.deleted_at.is_null())
    return tuple(
        ReportView(row.id, row.reported_on, row.note, row.who, row.findings, row.suggestions)
        for row in rows.order_by(PlanReport.reported_on, PlanReport.id)
    )


def _scopes(plan_id: int) -> tuple[ScopeView, ...]:
    rows = _listed(PlanScope, plan_id)
    versions = _by_record(Subject.SCOPE, rows)
    return tuple(
        ScopeView(
            row.id,
            versions[row.id],
            number,
            row.text,
            row.mission,
            row.unit,
            _benefits(row),
            row.carried_from_id,
        )
        for number, row in enumerate(rows, 1)
    )


def _benefits(row: PlanScope) -> tuple[BenefitView, ...]:
    return tuple(BenefitView(group, lines_of(getattr(row, group))) for group in Beneficiary)


def _goals(plan_id: int) -> tuple[GoalView, ...]:
    rows = _listed(PlanGoal, plan_id)
    versions = _by_record(Subject.GOAL, rows)
    return tuple(
        GoalView(
            row.id,
            versions[row.id],
            number,
            row.text,
            row.unit,
            row.selected,
            row.carried_from_id,
        )
        for number, row in enumerate(rows, 1)
    )


def _factors(plan_id: int) -> tuple[FactorView, ...]:
    rows = _listed(SuccessFactor, plan_id)
    versions = _by_record(Subject.FACTOR, rows)
    return tuple(
        FactorView(row.id, versions[row.id], number, row.text, row.problem, row.carried_from_id)
        for number, row in enumerate(rows, 1)
    )


def _tables(
    plan_id: int, goals: tuple[GoalView, ...], scopes: tuple[ScopeView, ...]
) -> list[TableView]:
    """Return the tables by goal, then by scope, each in the order of the processes."""
    activities = _activities_by_table(plan_id)
    heads: dict[tuple[int | None, int | None], GoalView | ScopeView | None] = {(None, None): None}
    heads |= {(goal.id, None): goal for goal in goals}
    heads |= {(None, scope.id): scope for scope in scopes}
    places = list(heads)
    rows = [row for row in _listed(PlanTable, plan_id) if (row.goal_id, row.scope_id) in heads]
    rows.sort(key=lambda row: (places.index((row.goal_id, row.scope_id)), row.position))
    found = []
    for row in rows:
        head = heads[row.goal_id, row.scope_id]
        process = Process(row.process)
        found.append(
            TableView(
                row.id,
                process,
                row.goal_id,
                row.scope_id,
                head.number if head else 0,
                head.text if head else process.label,
                head.unit if head else "",
                tuple(
                    activities.view(each, process, number)
                    for number, each in enumerate(activities.of_table(row.id), 1)
                ),
            )
        )
    return found


def _activities_by_table(plan_id: int) -> "_Activities":
    return _Activities(list(_in_order(_live(PlanActivity, plan_id))))


def _listed(table: Any, plan_id: int) -> list[Any]:
    return list(_live(table, plan_id).order_by(table.position, table.id))


def _live(table: Any, plan_id: int) -> Any:
    return table.select().where(table.plan == plan_id, table.deleted_at.is_null())


def _in_order(rows: Any) -> Any:
    return rows.order_by(PlanActivity.step, PlanActivity.position, PlanActivity.id)


def _by_record(subject: Subject, rows: Iterable[Any]) -> dict[int, dict[str, int]]:
    """Return the versions of each row's changed fields, by record id and field."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for place, version in versions_of(subject, [row.id for row in rows]).items():
        found[place.subject_id][place.field] = version
    return found


class _Activities:
    """Reads activities with their owners, progress and versions at once."""

    def __init__(self, rows: list[Any]) -> None:
        ids = [row.id for row in rows]
        self._rows: dict[int, list[Any]] = defaultdict(list)
        for row in rows:
            self._rows[row.table_id].append(row)
        self._versions = _by_record(Subject.ACTIVITY, rows)
        self._owners = _owners(ids)
        self._progress = _progress(ids)

    def of_table(self, table_id: int) -> list[Any]:
        return self._rows[table_id]

    def view(self, row: Any, process: Process, number: int) -> ActivityView:
        return ActivityView(
            id=row.id,
            versions=self._versions[row.id],
            table_id=row.table_id,
            process=process,
            step=row.step,
            number=number,
            title=row.title,
            bullets=lines_of(row.bullets),
            method=row.method,
            begins_on=row.begins_on,
            ends_on=row.ends_on,
            period_text=row.period_text,
            target_group=row.target_group,
            indicator=row.indicator,
            target=row.target,
            target_number=row.target_number,
            target_unit=row.target_unit,
            owners=tuple(self._owners[row.id]),
            owner_text=row.owner_text,
            budget=row.budget,
            tools=row.tools,
            remark=row.remark,
            is_reviewed=row.is_reviewed,
            carried_from_id=row.carried_from_id,
            progress=tuple(self._progress[row.id]),
        )


def _owners(activity_ids: list[int]) -> dict[int, list[OwnerView]]:
    rows: Any = (
        ActivityOwner.select(ActivityOwner, Division, Post)
        .join(Division, JOIN.LEFT_OUTER)
        .switch(ActivityOwner)
        .join(Post, JOIN.LEFT_OUTER)
        .where(ActivityOwner.activity.in_(activity_ids))
        .order_by(ActivityOwner.position)
    )
    found: dict[int, list[OwnerView]] = defaultdict(list)
    for row in rows:
        if row.division_id is not None:
            name = row.division.short_name or row.division.name
            owner = OwnerView(name, division_id=row.division_id)
        elif row.post_id is not None:
            owner = OwnerView(row.post.name, post_id=row.post_id)
        else:
            owner = OwnerView(DAMAGED)
        found[row.activity_id].append(owner)
    return found


def _progress(activity_ids: list[int]) -> dict[int, list[ProgressView]]:
    rows = Progress.select().where(
        Progress.activity.in_(activity_ids), Progress.deleted_at.is_null()
    )
    found: dict[int, list[ProgressView]] = defaultdict(list)
    for row in rows.order_by(Progress.on_date, Progress.stored_at, Progress.id):
        found[row.activity_id].append(progress_view(row))
    return found
