"""The progress of a plan over its fiscal year: activities done, due and overdue, reports due."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from kmtui.thai.dates import fiscal_range, fiscal_year, format_date
from kmtui.thai.digits import half_up, thai_digits
from models.errors import NotFound
from models.plan.progress import ProgressStatus
from models.plan.records import KmPlan
from models.plan.steps import PlanState, Process
from models.plan.values import ActivityView, Plan, TableView
from models.plan.views import read_plan

DUE_WITHIN_DAYS = 30
"""The number of days before its end from which an activity counts as due."""


class ActivityProgress(Struct, frozen=True):
    """The progress of an activity on a day, by the entries up to it.

    Attributes:
        due_on: the last day of the activity; that of the fiscal year if its end is open.
        actual_number: the latest figure; None without one.
    """

    activity: ActivityView
    table: TableView
    due_on: date
    day: date
    status: ProgressStatus
    actual_number: float | None

    @property
    def percent(self) -> int | None:
        """The latest figure in per cent of the target, rounded down; None if either is missing."""
        target, actual = self.activity.target_number, self.actual_number
        return None if not target or actual is None else int(actual * 100 / target)

    @property
    def has_reached_target(self) -> bool:
        """Whether the latest figure reaches the target."""
        return (self.percent or 0) >= 100

    @property
    def is_overdue(self) -> bool:
        """Whether the activity's last day is before the given day and it is not over."""
        return not self.status.is_over and self.due_on < self.day

    @property
    def is_due(self) -> bool:
        """Whether the activity is due soon: not over, its last day within `DUE_WITHIN_DAYS`."""
        soon = self.day <= self.due_on <= self.day + timedelta(days=DUE_WITHIN_DAYS)
        return soon and not self.status.is_over

    @property
    def label(self) -> str:
        """The short Thai label of the progress; overdue and due take precedence over the status."""
        if self.is_overdue:
            return "เกินกำหนด"
        return "ใกล้ครบกำหนด" if self.is_due else self.status.label


class Tally(Struct, frozen=True):
    """The numbers of activities of a group by status.

    Overdue activities are counted once more in `overdue_count`.
    """

    title: str
    total_count: int
    not_started_count: int
    underway_count: int
    done_count: int
    stopped_count: int
    overdue_count: int

    @property
    def percent(self) -> int:
        """The share of activities that are done, in per cent, rounded half up; 0 for none.

        It is 100 only if all are done.
        """
        if not self.total_count:
            return 0
        rounded = int(half_up(self.done_count * 100 / self.total_count, 0))
        return rounded if self.done_count == self.total_count else min(rounded, 99)


class FollowUp(Struct, frozen=True):
    """A plan on a day, by activity and summed up.

    An activity with several owners counts for each of them in `by_owner`.
    """

    plan: Plan
    day: date
    standings: tuple[ActivityProgress, ...]
    total: Tally
    by_goal: tuple[Tally, ...]
    by_process: tuple[Tally, ...]
    by_owner: tuple[Tally, ...]

    def of_activity(self, activity_id: int) -> ActivityProgress:
        """Return the progress of an activity.

        Raises:
            NotFound: the plan has no such activity.
        """
        for standing in self.standings:
            if standing.activity.id == activity_id:
                return standing
        raise NotFound("กิจกรรมนี้ไม่มีแล้ว เปิดแผนใหม่อีกครั้ง")


def follow_up(plan: Plan, day: date) -> FollowUp:
    """Return the progress of a plan as of a day; runs no query."""
    year_end = fiscal_range(plan.fiscal_year)[1]
    standings = tuple(
        _standing(row, table, min(row.ends_on or year_end, year_end), day)
        for table in plan.all_tables
        for row in table.activities
    )
    return FollowUp(
        plan,
        day,
        standings,
        _tally("ทั้งแผน", standings),
        _tallies(standings, lambda each: (_head(each.table),)),
        _tallies(standings, lambda each: (each.table.process.short_label,)),
        _tallies(standings, lambda each: each.activity.responsible or ("ยังไม่ระบุ",)),
    )


def _standing(row: ActivityView, table: TableView, due_on: date, day: date) -> ActivityProgress:
    until = replace(row, progress=tuple(each for each in row.progress if each.on_date <= day))
    return ActivityProgress(row, table, due_on, day, until.status, until.actual_number)


def read_follow_up(year: int, day: date) -> FollowUp:
    """Return the progress of the plan of a fiscal year (Buddhist Era) on a day.

    Raises:
        NotFound: the year has no plan.
    """
    return follow_up(read_plan(year), day)


def _head(table: TableView) -> str:
    if table.process == Process.LO:
        return table.process.short_label
    kind = "เป้าหมาย" if table.goal_id is not None else "ขอบเขต"
    return f"{kind} {thai_digits(table.number)}"


def _tallies(
    standings: Iterable[ActivityProgress], titles_of: Callable[[ActivityProgress], tuple[str, ...]]
) -> tuple[Tally, ...]:
    groups: dict[str, list[ActivityProgress]] = {}
    for standing in standings:
        for title in titles_of(standing):
            groups.setdefault(title, []).append(standing)
    return tuple(_tally(title, group) for title, group in groups.items())


def _tally(title: str, standings: Iterable[ActivityProgress]) -> Tally:
    group = list(standings)
    statuses = [standing.status for standing in group]
    return Tally(
        title,
        len(group),
        statuses.count(ProgressStatus.NOT_STARTED),
        statuses.count(ProgressStatus.UNDERWAY),
        statuses.count(ProgressStatus.DONE),
        statuses.count(ProgressStatus.STOPPED),
        sum(standing.is_overdue for standing in group),
    )


class PlanDeadline(Struct, frozen=True):
    """A deadline of an announced plan; `activity_id` is None for the report."""

    fiscal_year: int
    sentence: str
    due_on: date
    is_overdue: bool
    activity_id: int | None = None


def plan_deadlines(day: date) -> tuple[PlanDeadline, ...]:
    """Return the deadlines of the announced plans of this fiscal year and the last, earliest first.

    They are the monitoring committee's report, at least once a year, by 30 September (until
    `begin_report` records it), and the activities that are due or overdue.
    """
    year = fiscal_year(day)
    found: list[PlanDeadline] = []
    for plan in _announced((year - 1, year)):
        found += _deadlines_of(read_plan(plan.fiscal_year), day)
    return tuple(sorted(found, key=lambda each: (each.due_on, each.activity_id or 0)))


def _announced(years: tuple[int, int]) -> list[KmPlan]:
    rows = KmPlan.select().where(
        KmPlan.fiscal_year.in_(years),
        KmPlan.state == PlanState.ANNOUNCED,
        KmPlan.deleted_at.is_null(),
    )
    return list(rows.order_by(KmPlan.fiscal_year))


def _deadlines_of(plan: Plan, day: date) -> Iterable[PlanDeadline]:
    year_end = fiscal_range(plan.fiscal_year)[1]
    if not plan.reports:
        sentence = f"รายงานการติดตามแผนปี {plan.label} ต่อนายก ภายในวันที่ {format_date(year_end)}"
        yield PlanDeadline(plan.fiscal_year, sentence, year_end, year_end < day)
    for each in follow_up(plan, day).standings:
        if each.is_overdue or each.is_due:
            sentence = f"{each.table.title} {each.activity.heading} {each.label}"
            yield PlanDeadline(
                plan.fiscal_year, sentence, each.due_on, each.is_overdue, each.activity.id
            )
