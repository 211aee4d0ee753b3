"""A plan as frozen values, for screens, documents and checks."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from msgspec import Struct, field

from kmtui.thai.digits import thai_digits
from models.editing.cell_values import OPEN_END, day_text, lines_of
from models.errors import NotFound
from models.plan.progress import ProgressStatus, ProgressView
from models.plan.steps import Beneficiary, PlanState, Process
from models.plan.waivers import WaiverView

Versions = Mapping[str, int]


class Row(Struct, frozen=True):
    """The base of every editable row: its id, and the versions of its changed fields."""

    id: int
    versions: Versions

    def version(self, field_name: str) -> int:
        """Return the version that a change of this field is based on; 0 if it was never changed."""
        return self.versions.get(field_name, 0)


class BenefitView(Struct, frozen=True):
    """The benefits of a scope for one group, numbered by their order."""

    group: Beneficiary
    lines: tuple[str, ...]


class ScopeView(Row, frozen=True):
    """A scope; `benefits` has the five groups in column order."""

    number: int
    text: str
    mission: str
    unit: str
    benefits: tuple[BenefitView, ...]
    carried_from_id: int | None = None


class GoalView(Row, frozen=True):
    """A goal; not `selected` is printed ไม่เลือกดำเนินการ."""

    number: int
    text: str
    unit: str
    selected: bool
    carried_from_id: int | None


class FactorView(Row, frozen=True):
    """A success factor, and its problem in the year's summary."""

    number: int
    text: str
    problem: str
    carried_from_id: int | None = None


class OwnerView(Struct, frozen=True):
    """A responsible division or post of the register, with its present name."""

    name: str
    division_id: int | None = None
    post_id: int | None = None


class ActivityView(Row, frozen=True):
    """A row of a table. `number` counts the rows of its table from 1; `budget` is in baht.

    `progress` has its entries, the oldest first.
    """

    table_id: int
    process: Process
    step: int
    number: int
    title: str
    bullets: tuple[str, ...]
    method: str
    begins_on: date | None
    ends_on: date | None
    period_text: str
    target_group: str
    indicator: str
    target: str
    target_number: float | None
    target_unit: str
    owners: tuple[OwnerView, ...]
    owner_text: str
    budget: float | None
    tools: str
    remark: str
    is_reviewed: bool
    carried_from_id: int | None
    progress: tuple[ProgressView, ...]

    @property
    def step_title(self) -> str:
        """The canonical name of the step; empty in the table of learning organization (LO)."""
        return self.process.step_title(self.step)

    @property
    def heading(self) -> str:
        """The heading of the activity: the name of its step, or its own title."""
        return self.step_title or self.title

    @property
    def activity_lines(self) -> tuple[str, ...]:
        """The lines of the cell กิจกรรม: the step, its own text, bullets with a dash."""
        names = tuple(name for name in (self.step_title, self.title) if name)
        return names + tuple(f"- {bullet}" for bullet in self.bullets)

    @property
    def period(self) -> str:
        """The text of the field ระยะเวลา: a text or dates; empty if neither is given."""
        if self.period_text or self.begins_on is None:
            return self.period_text
        if self.ends_on is None:
            return f"{day_text(self.begins_on)} {OPEN_END}"
        return f"{day_text(self.begins_on)} - {day_text(self.ends_on)}"

    @property
    def owner_names(self) -> tuple[str, ...]:
        """The cell ผู้รับผิดชอบ, one name a line, as written in the plan."""
        return lines_of(self.owner_text)

    @property
    def responsible(self) -> tuple[str, ...]:
        """The names of those responsible: current names if the register knows them all."""
        known = tuple(owner.name for owner in self.owners)
        return known if len(known) == len(self.owner_names) else self.owner_names

    @property
    def status(self) -> ProgressStatus:
        """The status of the latest entry; NOT_STARTED without one."""
        return self.progress[-1].status if self.progress else ProgressStatus.NOT_STARTED

    @property
    def actual_number(self) -> float | None:
        """The latest figure that an entry gave; None without one."""
        figures = [each.actual_number for each in self.progress if each.actual_number is not None]
        return figures[-1] if figures else None


class TableView(Struct, frozen=True):
    """A table of a goal, of a scope (`scope_id`), or of learning organization (LO; neither id)."""

    id: int
    process: Process
    goal_id: int | None
    scope_id: int | None
    number: int
    text: str
    unit: str
    activities: tuple[ActivityView, ...]

    @property
    def title(self) -> str:
        """The label of the table in a list: its goal's number and its process."""
        if self.process == Process.LO:
            return self.process.short_label
        kind = "เป้าหมาย" if self.goal_id is not None else "ขอบเขต"
        return f"{kind} {thai_digits(self.number)} {self.process.short_label}"


class ReviewView(Struct, frozen=True):
    """The reviewer of the plan, as printed, and the day."""

    name: str
    title: str
    reviewed_on: date


class PlanApprovalView(Struct, frozen=True):
    """The meeting that approved the plan."""

    meeting_id: int
    label: str
    held_on: date
    committee_name: str


class AmendmentView(Struct, frozen=True):
    """A change of the announced plan; `ended_at` is None while it is open. Times are UTC."""

    id: int
    number: int
    reason: str
    who: str
    meeting_label: str
    begun_at: str
    ended_at: str | None


class ReportView(Struct, frozen=True):
    """A report of the monitoring committee on the plan to the mayor."""

    id: int
    reported_on: date
    note: str
    who: str
    findings: str = ""
    suggestions: str = ""


class Plan(Row, frozen=True):
    """The plan of a fiscal year as read in one moment.

    `knowledge` lists the items selected for it in the classification; `lacks_knowledge` is true if
    its year is classified and no process is selected. `waived` are the gaps of the year that are
    set aside, by `PlanGap.key`.
    """

    fiscal_year: int
    state: PlanState
    title: str
    website: str
    scope_intro: str
    goal_intro: str
    factor_intro: str
    review: ReviewView | None
    approval: PlanApprovalView | None
    announced_on: date | None
    announced_name: str
    announced_title: str
    amendments: tuple[AmendmentView, ...]
    scopes: tuple[ScopeView, ...]
    goals: tuple[GoalView, ...]
    factors: tuple[FactorView, ...]
    tables: tuple[TableView, ...]
    lo: TableView | None
    reports: tuple[ReportView, ...] = ()
    knowledge: tuple[str, ...] = ()
    lacks_knowledge: bool = False
    waived: Mapping[str, WaiverView] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The fiscal year with Thai digits."""
        return thai_digits(self.fiscal_year)

    @property
    def all_tables(self) -> tuple[TableView, ...]:
        """The tables of goals and scopes, then that of learning organization (LO), if any."""
        return self.tables + ((self.lo,) if self.lo is not None else ())

    @property
    def activities(self) -> tuple[ActivityView, ...]:
        """Every activity in the order of the tables."""
        return tuple(each for table in self.all_tables for each in table.activities)

    @property
    def amending(self) -> AmendmentView | None:
        """The amendment that is open; None if there is none."""
        return next((each for each in self.amendments if each.ended_at is None), None)

    @property
    def takes_changes(self) -> bool:
        """Whether cells can be edited now."""
        return self.state == PlanState.DRAFT or self.amending is not None

    def table(self, table_id: int) -> TableView:
        """Return the table with this id.

        Raises:
            NotFound: the plan has no such table.
        """
        return _one(self.all_tables, table_id, "ตารางนี้ไม่มีแล้ว เปิดแผนใหม่อีกครั้ง")

    def activity(self, activity_id: int) -> ActivityView:
        """Return the activity with this id.

        Raises:
            NotFound: the plan has no such activity.
        """
        return _one(self.activities, activity_id, "กิจกรรมนี้ไม่มีแล้ว เปิดแผนใหม่อีกครั้ง")


class PlanLine(Struct, frozen=True):
    """A plan in a list."""

    id: int
    fiscal_year: int
    state: PlanState
    announced_on: date | None
    activity_count: int


_Found = TypeVar("_Found", TableView, ActivityView)


def _one(rows: Iterable[_Found], wanted: int, sentence: str) -> _Found:
    for row in rows:
        if row.id == wanted:
            return row
    raise NotFound(sentence)
