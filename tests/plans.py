"""KM plans for tests: `a_plan(2565)`, `a_complete_plan()`, `a_big_plan(500)`.

Every builder works on the store that is open in this thread and returns the plan's id.
"""

from datetime import date

from kmtui.thai.dates import fiscal_range
from models.meetings.records import Meeting
from models.office.organization import Division
from models.people.records import Person, Post
from models.plan.lifecycle import announce_plan, approve_plan, create_plan, review_plan
from models.plan.records import ActivityOwner, KmPlan, PlanActivity, PlanGoal, PlanScope
from models.plan.rows import PlanSection, add_activity, add_row, add_table
from models.plan.steps import Process
from models.plan.values import ActivityView, Plan
from models.plan.views import read_plan
from models.storage.database import database
from tests.builders import a_meeting, a_person, a_post, an_assignment, an_office

YEAR = 2565
MISSION = "ด้านการบริหารจัดการบ้านเมืองที่ดี"


def a_cko(given_name: str = "พสุธร") -> Person:
    """Who holds the one post of the CKO; made where there is none."""
    post = Post.get_or_none(is_cko=True)
    if post is not None:
        found: Person = post.assignments.get().person
        return found
    post = a_post("นายกเทศมนตรี", formal_name="นายกเทศมนตรีตำบลทดสอบ")
    Post.update(is_cko=True).where(Post.id == post.id).execute()
    person = a_person(given_name)
    an_assignment(person, post)
    return person


def a_division(name: str = "สำนักปลัดเทศบาล", short_name: str = "สำนักปลัด") -> Division:
    """The division of this name; made where there is none."""
    found: Division = Division.get_or_none(name=name) or Division.create(
        name=name, short_name=short_name, position=Division.select().count() + 1
    )
    return found


@database.atomic()
def a_plan(year: int = YEAR, goals: int = 1) -> int:
    """A plan with a scope and goals, and no table."""
    an_office()
    plan_id = create_plan(year)
    scope_id = add_row(plan_id, PlanSection.SCOPE, "ขอบเขตทดสอบ")
    PlanScope.update(mission=MISSION).where(PlanScope.id == scope_id).execute()
    for number in range(1, goals + 1):
        goal_id = add_row(plan_id, PlanSection.GOAL, f"เป้าหมายที่ {number}")
        PlanGoal.update(unit="บุคลากรได้รับการพัฒนา").where(PlanGoal.id == goal_id).execute()
    return plan_id


def read_activity(activity_id: int) -> ActivityView:
    """A row of a plan, as it is read with its plan."""
    plan = as_read(PlanActivity.get_by_id(activity_id).plan_id)
    return next(row for row in plan.activities if row.id == activity_id)


def a_goal(plan_id: int, number: int = 1) -> int:
    """The id of a goal by its number."""
    found: PlanGoal = PlanGoal.get(plan=plan_id, position=number)
    return int(found.id)


def a_table(plan_id: int, process: Process = Process.KM_PROCESS, goal: int = 1) -> int:
    """The table of a goal with an empty row for every step."""
    return add_table(plan_id, process, goal_id=a_goal(plan_id, goal))


def fill_rows(plan_id: int) -> None:
    """Give every activity all that it needs."""
    begins_on, ends_on = fiscal_range(KmPlan.get_by_id(plan_id).fiscal_year)
    PlanActivity.update(
        method="จัดอบรม",
        begins_on=begins_on,
        ends_on=ends_on,
        target_group="พนักงานเทศบาล",
        indicator="ร้อยละของบุคลากรที่ได้รับการอบรม",
        target="ไม่น้อยกว่าร้อยละ ๕๐",
        target_number=50,
        target_unit="ร้อยละ",
        owner_text="สำนักปลัด",
    ).where(PlanActivity.plan == plan_id).execute()
    ids = PlanActivity.select(PlanActivity.id).where(PlanActivity.plan == plan_id).tuples()
    owner = {"position": 1, "division": a_division().id}
    ActivityOwner.insert_many([{"activity": each, **owner} for (each,) in ids]).execute()


@database.atomic()
def a_complete_plan(year: int = YEAR) -> int:
    """Two goals by both processes and an LO table: nothing is lacking."""
    a_division()
    plan_id = a_plan(year, goals=2)
    for goal in (1, 2):
        for process in (Process.KM_PROCESS, Process.CHANGE):
            a_table(plan_id, process, goal)
    lo = add_table(plan_id, Process.LO)
    row = add_activity(lo)
    PlanActivity.update(title="ส่งเสริมการเรียนรู้").where(PlanActivity.id == row).execute()
    fill_rows(plan_id)
    return plan_id


@database.atomic()
def a_big_plan(activities: int, year: int = YEAR) -> int:
    """A complete plan of that many activities under one goal."""
    a_division()
    plan_id = a_plan(year)
    head, steps = {"plan": plan_id, "table": a_table(plan_id)}, len(Process.KM_PROCESS.steps)
    PlanActivity.insert_many(
        {**head, "step": place % steps + 1, "position": place // steps + 2}
        for place in range(activities - steps)
    ).execute()
    fill_rows(plan_id)
    return plan_id


@database.atomic()
def an_announced_plan(year: int = YEAR) -> int:
    """A complete plan: approved by a meeting, reviewed and announced before its year."""
    plan_id = a_complete_plan(year)
    begins_on = fiscal_range(year)[0]
    meeting: Meeting = a_meeting(closed=True, held_on=date(begins_on.year, 9, 20))
    approve_plan(plan_id, meeting.id)
    review_plan(plan_id, a_cko().id, date(begins_on.year, 9, 25))
    announce_plan(plan_id, begins_on)
    return plan_id


def as_read(plan_id: int) -> Plan:
    """The plan as a value."""
    return read_plan(KmPlan.get_by_id(plan_id).fiscal_year)
