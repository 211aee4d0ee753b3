"""The required content of a plan (goal x process x part), and its gaps."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct

from kmtui.thai.dates import fiscal_range
from kmtui.thai.digits import thai_digits
from kmtui.thai.text import key
from models.errors import Refused
from models.plan.steps import Process
from models.plan.values import ActivityView, GoalView, Plan, ScopeView, TableView
from models.plan.waivers import WaiverView

PROCESSES = (Process.KM_PROCESS, Process.CHANGE)
_MISSION = "บ้านเมืองที่ดี"
_LEAD_WORDS = ("จำนวนครั้ง", "จำนวน", "มีการ", "มี", "การ")


class Need(StrEnum):
    """A part that every activity needs; the value is the name of its field."""

    ACTIVITY = "title"
    METHOD = "method"
    PERIOD = "begins_on"
    TARGET_GROUP = "target_group"
    INDICATOR = "indicator"
    TARGET = "target"
    OWNERS = "owner_text"

    @property
    def label(self) -> str:
        """The Thai label of the part in the guideline."""
        return {
            Need.ACTIVITY: "กิจกรรม",
            Need.METHOD: "วิธีการสู่ความสำเร็จ",
            Need.PERIOD: "ระยะเวลา",
            Need.TARGET_GROUP: "กลุ่มเป้าหมาย",
            Need.INDICATOR: "ตัวชี้วัด",
            Need.TARGET: "เป้าหมายตัวชี้วัด",
            Need.OWNERS: "ผู้รับผิดชอบ",
        }[self]

    def is_met(self, activity: ActivityView) -> bool:
        """Return whether the activity has this part."""
        return bool(_SAID[self](activity))


_SAID: dict[Need, Callable[[ActivityView], object]] = {
    Need.ACTIVITY: lambda row: row.heading,
    Need.METHOD: lambda row: row.method,
    Need.PERIOD: lambda row: row.period,
    Need.TARGET_GROUP: lambda row: row.target_group,
    Need.INDICATOR: lambda row: row.indicator,
    Need.TARGET: lambda row: row.target or row.target_number is not None,
    Need.OWNERS: lambda row: row.owner_text,
}


class PlanGapKind(StrEnum):
    """The kinds of gaps in a plan."""

    NO_PROCESS = "no_process"
    NO_MISSION = "no_mission"
    NO_KNOWLEDGE = "no_knowledge"
    GOAL_WITHOUT_TABLE = "goal_without_table"
    GOAL_WITHOUT_UNIT = "goal_without_unit"
    SCOPE_AS_GOAL = "scope_as_goal"
    STEP_MISSING = "step_missing"
    PART_MISSING = "part_missing"
    INDICATOR_IS_TARGET = "indicator_is_target"
    BEYOND_YEAR = "beyond_year"
    BACKWARDS = "backwards"
    UNCONFIRMED = "unconfirmed"

    @property
    def blocks(self) -> bool:
        """Whether the gap prevents review and announcement of the plan."""
        return self in (
            PlanGapKind.NO_PROCESS,
            PlanGapKind.BEYOND_YEAR,
            PlanGapKind.BACKWARDS,
            PlanGapKind.UNCONFIRMED,
        )

    @property
    def can_be_waived(self) -> bool:
        """Whether an office may waive the gap with a reason: a custom, not a requirement."""
        return self not in (
            PlanGapKind.NO_PROCESS,
            PlanGapKind.BACKWARDS,
            PlanGapKind.UNCONFIRMED,
        )


class PlanGap(Struct, frozen=True):
    """A gap in the plan: its Thai sentence, and the row and `field` that close it."""

    kind: PlanGapKind
    sentence: str
    goal_id: int | None = None
    scope_id: int | None = None
    table_id: int | None = None
    activity_id: int | None = None
    step: int = 0
    need: Need | None = None
    field: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the gap prevents review and announcement of the plan."""
        return self.kind.blocks

    @property
    def key(self) -> str:
        """The key of the gap, by which it is set aside."""
        ids = (self.goal_id, self.scope_id, self.table_id, self.activity_id)
        parts = (self.kind, *(each or 0 for each in ids), self.step, self.need or "", self.field)
        return f"plan/{'/'.join(map(str, parts))}"


class NeedCount(Struct, frozen=True):
    """The number of activities of a table that have a part."""

    need: Need
    met_count: int
    total_count: int

    @property
    def is_met(self) -> bool:
        """Whether all activities have the part."""
        return self.met_count == self.total_count


class ProcessCheck(Struct, frozen=True):
    """A cell of the matrix: a goal by a process; `table_id` is None if there is no table."""

    process: Process
    table_id: int | None
    activity_count: int
    missing_steps: tuple[int, ...]
    needs: tuple[NeedCount, ...]

    @property
    def is_complete(self) -> bool:
        """Whether the table exists and has every step and every part."""
        has_rows = self.table_id is not None and self.activity_count > 0
        return has_rows and not self.missing_steps and all(need.is_met for need in self.needs)


class GoalCheck(Struct, frozen=True):
    """A row of the matrix: a goal, or a scope with a table of its own."""

    goal_id: int | None
    scope_id: int | None
    number: int
    text: str
    selected: bool
    processes: tuple[ProcessCheck, ...]

    @property
    def title(self) -> str:
        """The label: เป้าหมาย ๑, ขอบเขต ๒."""
        return f"{'เป้าหมาย' if self.goal_id is not None else 'ขอบเขต'} {thai_digits(self.number)}"


class Completeness(Struct, frozen=True):
    """The matrix, and all gaps: of the plan first, then by goal, then by row.

    `waived` are those that the office set aside with a reason: they count as settled.
    """

    goals: tuple[GoalCheck, ...]
    lo: ProcessCheck
    gaps: tuple[PlanGap, ...]
    waived: tuple[tuple[PlanGap, WaiverView], ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether there is no gap, apart from waived ones."""
        return not self.gaps

    @property
    def blocking(self) -> tuple[PlanGap, ...]:
        """The gaps that must be closed before the plan can be reviewed and announced."""
        return tuple(gap for gap in self.gaps if gap.blocks)

    def of_activity(self, activity_id: int) -> tuple[PlanGap, ...]:
        """Return the gaps of the activity with this id."""
        return tuple(gap for gap in self.gaps if gap.activity_id == activity_id)


def completeness(plan: Plan) -> Completeness:
    """Return the matrix of a plan and its gaps, waived ones apart; runs no query."""
    found = [*_gaps_of_plan(plan), *_gaps_of_goals(plan)]
    for table in plan.all_tables:
        found += _gaps_of_table(table, fiscal_range(plan.fiscal_year)[1])
    waived = tuple(
        (gap, plan.waived[gap.key])
        for gap in found
        if gap.kind.can_be_waived and gap.key in plan.waived
    )
    settled = _Settled(
        frozenset((gap.table_id, gap.step) for gap, _ in waived if gap.activity_id is None),
        frozenset((gap.activity_id, gap.need) for gap, _ in waived if gap.need is not None),
        frozenset(gap.goal_id for gap, _ in waived if gap.kind == PlanGapKind.GOAL_WITHOUT_TABLE),
    )
    with_table = {table.scope_id for table in plan.tables}
    goals = [_goal_check(plan, goal, None, settled) for goal in plan.goals]
    goals += [
        _goal_check(plan, None, scope, settled) for scope in plan.scopes if scope.id in with_table
    ]
    keys = {gap.key for gap, _ in waived}
    gaps = tuple(gap for gap in found if gap.key not in keys)
    return Completeness(tuple(goals), _process_check(Process.LO, plan.lo, settled), gaps, waived)


class _Settled(Struct, frozen=True):
    """The waived steps of tables, needs of activities, and goals without a table."""

    steps: frozenset[tuple[int | None, int]]
    needs: frozenset[tuple[int | None, Need | None]]
    goals: frozenset[int | None]


def must_be_ready(plan: Plan) -> None:
    """Raise Refused, with the first gap that blocks review and announcement, if there is one."""
    blocking = [gap for gap in completeness(plan).gaps if gap.blocks]
    if blocking:
        more = f" (และอีก {thai_digits(len(blocking) - 1)} รายการ)" if len(blocking) > 1 else ""
        raise Refused(f"{blocking[0].sentence}{more} แก้ให้เรียบร้อยก่อน")


def _goal_check(
    plan: Plan, goal: GoalView | None, scope: ScopeView | None, settled: _Settled
) -> GoalCheck:
    head = goal or scope
    assert head is not None
    goal_id, scope_id = goal.id if goal else None, scope.id if scope else None
    own = {
        table.process: table
        for table in plan.tables
        if (table.goal_id, table.scope_id) == (goal_id, scope_id)
    }
    checks = tuple(_process_check(process, own.get(process), settled) for process in PROCESSES)
    selected = goal.selected and goal.id not in settled.goals if goal else True
    return GoalCheck(goal_id, scope_id, head.number, head.text, selected, checks)


def _process_check(process: Process, table: TableView | None, settled: _Settled) -> ProcessCheck:
    rows = table.activities if table else ()
    needs = tuple(
        NeedCount(
            need,
            sum(need.is_met(row) or (row.id, need) in settled.needs for row in rows),
            len(rows),
        )
        for need in Need
    )
    missing = tuple(
        step
        for step in (_missing_steps(table) if table else ())
        if table is not None and (table.id, step) not in settled.steps
    )
    return ProcessCheck(process, table.id if table else None, len(rows), missing, needs)


def _missing_steps(table: TableView) -> tuple[int, ...]:
    there = {row.step for row in table.activities}
    return tuple(step for step in range(1, len(table.process.steps) + 1) if step not in there)


def _gaps_of_plan(plan: Plan) -> Iterator[PlanGap]:
    if not any(table.activities for table in plan.tables):
        yield PlanGap(
            PlanGapKind.NO_PROCESS, "แผนยังไม่ได้เลือกกระบวนการ ต้องมีตารางแผนอย่างน้อยหนึ่งกระบวนการ"
        )
    if not any(_MISSION in key(scope.mission) for scope in plan.scopes):
        yield PlanGap(PlanGapKind.NO_MISSION, "ยังไม่มีขอบเขตที่เชื่อมกับพันธกิจด้านการบริหารจัดการบ้านเมืองที่ดี")
    if plan.lacks_knowledge:
        sentence = "ยังไม่ได้เลือกกระบวนการที่สำคัญเข้าแผน เลือกอย่างน้อยหนึ่งรายการที่จอองค์ความรู้"
        yield PlanGap(PlanGapKind.NO_KNOWLEDGE, sentence)


def _gaps_of_goals(plan: Plan) -> Iterator[PlanGap]:
    with_table = {table.goal_id for table in plan.tables if table.activities}
    for goal in plan.goals:
        number = thai_digits(goal.number)
        if goal.selected and goal.id not in with_table:
            sentence = f"เป้าหมาย {number} ยังไม่มีตารางแผน สร้างตารางหรือระบุว่าไม่เลือกดำเนินการ"
            yield PlanGap(PlanGapKind.GOAL_WITHOUT_TABLE, sentence, goal_id=goal.id)
        if goal.id in with_table and not goal.unit:
            sentence = f"เป้าหมาย {number} ยังไม่มีหน่วยที่วัดผลได้เป็นรูปธรรม"
            yield PlanGap(PlanGapKind.GOAL_WITHOUT_UNIT, sentence, goal_id=goal.id, field="unit")
    for table in plan.tables:
        if table.scope_id is not None:
            sentence = f"{table.title} ใช้ขอบเขตแทนเป้าหมาย ตารางแผนควรอยู่ใต้เป้าหมาย"
            yield PlanGap(
                PlanGapKind.SCOPE_AS_GOAL, sentence, scope_id=table.scope_id, table_id=table.id
            )


def _gaps_of_table(table: TableView, year_end: date) -> Iterator[PlanGap]:
    for step in _missing_steps(table):
        name = table.process.step_title(step)
        sentence = f"{table.title} ไม่มีขั้นตอนที่ {thai_digits(step)} {name}"
        yield PlanGap(
            PlanGapKind.STEP_MISSING,
            sentence,
            table.goal_id,
            table.scope_id,
            table_id=table.id,
            step=step,
        )
    for row in table.activities:
        for kind, sentence, field, need in _gaps_of_row(row, year_end):
            yield PlanGap(
                kind,
                f"{table.title} ลำดับ {thai_digits(row.number)} {sentence}",
                table.goal_id,
                table.scope_id,
                table.id,
                row.id,
                row.step,
                need,
                field,
            )


def _gaps_of_row(
    row: ActivityView, year_end: date
) -> Iterable[tuple[PlanGapKind, str, str, Need | None]]:
    for need in Need:
        if not need.is_met(row):
            yield PlanGapKind.PART_MISSING, f"ยังไม่มี{need.label}", need, need
    if indicator_is_target(row):
        yield (
            PlanGapKind.INDICATOR_IS_TARGET,
            "ตัวชี้วัดซ้ำกับเป้าหมาย เป้าหมายควรเป็นค่าที่วัดได้",
            "target",
            None,
        )
    if max(row.begins_on or year_end, row.ends_on or year_end) > year_end:
        yield PlanGapKind.BEYOND_YEAR, "ระยะเวลาเลยปีงบประมาณของแผน", "ends_on", None
    if row.begins_on and row.ends_on and row.ends_on < row.begins_on:
        yield PlanGapKind.BACKWARDS, "วันสิ้นสุดอยู่ก่อนวันเริ่ม", "ends_on", None
    if not row.is_reviewed:
        yield PlanGapKind.UNCONFIRMED, "ยกมาจากปีก่อน ยังไม่ทบทวน", "", None


def indicator_is_target(row: ActivityView) -> bool:
    """Return whether the target only repeats the indicator, without a figure to measure by."""
    if row.target_number is not None or not (row.indicator and row.target):
        return False
    return _bare(row.indicator) == _bare(row.target)


def _bare(text: str) -> str:
    """Return a text without spaces and without the leading words of an indicator."""
    bare = key(text).replace(" ", "")
    while lead := next((word for word in _LEAD_WORDS if bare.startswith(word)), ""):
        bare = bare.removeprefix(lead)
    return bare
