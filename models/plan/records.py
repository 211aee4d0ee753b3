"""The KM plan of a fiscal year: scopes, goals, success factors, tables and their activities.

Positions give the order; numbers are counted when read. What is edited as a cell is listed in
`models.plan.cells`; rows are added, moved and removed in `models.plan.rows`.
"""

from typing import Any

from kmtui.thai.digits import thai_digits
from models.editing.cell_values import day_text
from models.errors import NotFound, Refused
from models.meetings.records import Meeting
from models.office.organization import Division
from models.people.records import Person, Post
from models.plan.steps import PlanState, Process
from models.storage.database import Record
from models.storage.fields import (
    BooleanField,
    CharField,
    DateField,
    FloatField,
    ForeignKeyField,
    IntegerField,
    MomentField,
    TextField,
    YearField,
)

SELECTED = "เลือกดำเนินการ"
NOT_SELECTED = "ไม่เลือกดำเนินการ"


class KmPlan(Record):
    """The plan of a fiscal year (Buddhist Era).

    The reviewer's and the announcer's names and titles are stored at review and announcement, so
    that later changes of the staff register do not change the plan's documents. The introductions
    precede the lists in the book of the plan.
    """

    fiscal_year = YearField(unique=True)
    state = CharField(
        choices=[(state, state) for state in PlanState],
        default=PlanState.DRAFT,
        damaged=PlanState.REVIEWED,
    )
    title = TextField(default="แผนการจัดการความรู้")
    website = CharField(default="")
    scope_intro = TextField(default="")
    goal_intro = TextField(default="")
    factor_intro = TextField(default="")
    reviewed_by = ForeignKeyField(Person, null=True, on_delete="RESTRICT")
    reviewed_name = CharField(default="")
    reviewed_title = CharField(default="")
    reviewed_on = DateField(null=True)
    approved_by_meeting = ForeignKeyField(Meeting, null=True, on_delete="RESTRICT")
    announced_by = ForeignKeyField(Person, null=True, on_delete="RESTRICT")
    announced_name = CharField(default="")
    announced_title = CharField(default="")
    announced_on = DateField(null=True)
    carried_from = ForeignKeyField("self", null=True, on_delete="SET NULL")
    deleted_at = MomentField(null=True)

    @property
    def label(self) -> str:
        """The plan's year as cited: ๒๕๖๔."""
        return thai_digits(self.fiscal_year)

    @property
    def life_words(self) -> str:
        """The state, the approving meeting, the review and the announcement, as text."""
        meeting = self.approved_by_meeting
        lines = [PlanState(self.state).label]
        if meeting is not None:
            lines.append(f"เห็นชอบในการประชุมครั้งที่ {meeting.label}")
        if self.reviewed_on is not None:
            lines.append(f"ทบทวน {day_text(self.reviewed_on)} {self.reviewed_name}")
        if self.announced_on is not None:
            lines.append(f"ประกาศ {day_text(self.announced_on)} {self.announced_name}")
        return "\n".join(lines)

    def must_be_open(self) -> None:
        """Raise Refused if the plan is closed: reviewed, or announced without an open amendment."""
        if self.state == PlanState.REVIEWED:
            raise Refused(f"แผนปี {self.label} CKO ทบทวนแล้ว แก้ไขไม่ได้ ถ้าต้องแก้ให้ถอนการทบทวนก่อน")
        if self.state == PlanState.ANNOUNCED and open_amendment(self.id) is None:
            raise Refused(f"แผนปี {self.label} ประกาศใช้แล้ว แก้ไขได้โดยเปิดการปรับปรุงแผนพร้อมเหตุผลก่อน")


class PlanAmendment(Record):
    """One amendment of an announced plan, with its reason and its author.

    Attributes:
        meeting: the meeting that agreed to it, if any.
        begun_at: its begin in UTC; the revisions stored since then are its changes.
        ended_at: its end in UTC; None while it is open.
    """

    plan = ForeignKeyField(KmPlan, backref="amendments", on_delete="RESTRICT")
    position = IntegerField()
    reason = TextField()
    who = CharField()
    meeting = ForeignKeyField(Meeting, null=True, on_delete="RESTRICT")
    begun_at = MomentField()
    ended_at = MomentField(null=True)


class PlanReport(Record):
    """A report of the monitoring committee on the plan to the mayor (at least once a year)."""

    plan = ForeignKeyField(KmPlan, backref="reports", on_delete="RESTRICT")
    reported_on = DateField()
    note = TextField(default="")
    who = CharField()
    findings = TextField(default="")
    suggestions = TextField(default="")
    deleted_at = MomentField(null=True)


def open_amendment(plan_id: int) -> PlanAmendment | None:
    """Return the amendment that has not ended; None if there is none."""
    found: PlanAmendment | None = PlanAmendment.get_or_none(plan=plan_id, ended_at=None)
    return found


class PlanScope(Record):
    """A scope of KM (ขอบเขต KM) with its benefits, one per line, for each group.

    Attributes:
        unit: what is measured if a table follows the scope itself instead of a goal.
    """

    plan = ForeignKeyField(KmPlan, backref="scopes", on_delete="RESTRICT")
    position = IntegerField()
    text = TextField(default="")
    mission = TextField(default="")
    unit = TextField(default="")
    benefit_people = TextField(default="")
    benefit_staff = TextField(default="")
    benefit_agencies = TextField(default="")
    benefit_government = TextField(default="")
    benefit_outsource = TextField(default="")
    carried_from = ForeignKeyField("self", null=True, on_delete="SET NULL")
    deleted_at = MomentField(null=True)


class PlanGoal(Record):
    """A goal of KM (เป้าหมาย KM) with its measurable unit (หน่วยที่วัดผลได้เป็นรูปธรรม).

    Not `selected`: the year does not follow it (ไม่เลือกดำเนินการ), and it needs no table.
    """

    plan = ForeignKeyField(KmPlan, backref="goals", on_delete="RESTRICT")
    position = IntegerField()
    text = TextField(default="")
    unit = TextField(default="")
    selected = BooleanField(default=True)
    carried_from = ForeignKeyField("self", null=True, on_delete="SET NULL")
    deleted_at = MomentField(null=True)


class SuccessFactor(Record):
    """A success factor (ปัจจัยแห่งความสำเร็จ), and the obstacles named in the year's summary."""

    plan = ForeignKeyField(KmPlan, backref="factors", on_delete="RESTRICT")
    position = IntegerField()
    text = TextField(default="")
    problem = TextField(default="")
    carried_from = ForeignKeyField("self", null=True, on_delete="SET NULL")
    deleted_at = MomentField(null=True)


class PlanTable(Record):
    """A table of activities: of a goal or scope by one process, or of learning organization (LO).

    A goal or scope has at most one table for each process. The LO table (องค์กรเรียนรู้), at most
    one in a plan, has neither goal nor scope.
    """

    plan = ForeignKeyField(KmPlan, backref="tables", on_delete="RESTRICT")
    goal = ForeignKeyField(PlanGoal, null=True, backref="tables", on_delete="RESTRICT")
    scope = ForeignKeyField(PlanScope, null=True, backref="tables", on_delete="RESTRICT")
    process = CharField(choices=[(process, process) for process in Process])
    position = IntegerField()
    deleted_at = MomentField(null=True)


class PlanActivity(Record):
    """One row of a plan table. Rows are sorted by step (0 in the LO table), then by position.

    The activity is the step's canonical name, `title` (its own addition; in the LO table the whole
    text) and `bullets`.

    Attributes:
        bullets: one per line.
        ends_on: the last day; None for an open end (เป็นต้นไป).
        period_text: a text that is shown in place of the days.
        owner_text: the names of those responsible, one per line.
        owners: those of them that the staff register knows.
        budget: in baht.
    """

    plan = ForeignKeyField(KmPlan, backref="activities", on_delete="RESTRICT")
    table = ForeignKeyField(PlanTable, backref="activities", on_delete="RESTRICT")
    step = IntegerField(default=0)
    position = IntegerField()
    title = TextField(default="")
    bullets = TextField(default="")
    method = TextField(default="")
    begins_on = DateField(null=True)
    ends_on = DateField(null=True)
    period_text = TextField(default="")
    target_group = TextField(default="")
    indicator = TextField(default="")
    target = TextField(default="")
    target_number = FloatField(null=True)
    target_unit = TextField(default="")
    owner_text = TextField(default="")
    budget = FloatField(null=True)
    tools = TextField(default="")
    remark = TextField(default="")
    is_reviewed = BooleanField(default=True)
    carried_from = ForeignKeyField("self", null=True, on_delete="SET NULL")
    deleted_at = MomentField(null=True)


class ActivityOwner(Record):
    """A division or a post named in an activity's cell of owners; exactly one of the two is set."""

    activity = ForeignKeyField(PlanActivity, backref="owners", on_delete="CASCADE")
    position = IntegerField()
    division = ForeignKeyField(Division, null=True, on_delete="RESTRICT")
    post = ForeignKeyField(Post, null=True, on_delete="RESTRICT")


def plan_of(fiscal_year: int) -> KmPlan:
    """Return the plan of a fiscal year (Buddhist Era).

    Raises:
        NotFound: the year has no plan.
    """
    plan: KmPlan | None = KmPlan.get_or_none(fiscal_year=fiscal_year, deleted_at=None)
    if plan is None:
        raise NotFound(
            f"ยังไม่มีแผนการจัดการความรู้ปี {thai_digits(fiscal_year)} สร้างแผนหรือยกแผนจากปีก่อนมาก่อน"
        )
    return plan


def activity_title(row: Any) -> str:
    """Return the title of an activity in a list: the name of its step, or its own title."""
    return str(Process(row.table.process).step_title(row.step) or row.title)


def live_table(
    plan_id: int, process: Process, goal_id: int | None, scope_id: int | None
) -> PlanTable | None:
    """Return the table of a goal or scope by a process that is not deleted; None without one."""
    found: PlanTable | None = (
        PlanTable.select()
        .where(
            PlanTable.plan == plan_id,
            PlanTable.process == process,
            PlanTable.goal.is_null() if goal_id is None else PlanTable.goal == goal_id,
            PlanTable.scope.is_null() if scope_id is None else PlanTable.scope == scope_id,
            PlanTable.deleted_at.is_null(),
        )
        .first()
    )
    return found
