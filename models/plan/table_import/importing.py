"""Stores an imported plan as the draft of a fiscal year that has no plan yet."""

from msgspec.structs import asdict

from models.errors import Refused
from models.foreign_files.column_mapping import bare_head
from models.plan.cells import tie_owners
from models.plan.lifecycle import create_plan
from models.plan.records import PlanActivity, PlanGoal, PlanTable
from models.plan.steps import Process
from models.plan.table_import.fields import FIELDS
from models.plan.table_import.values import GoalDraft, PlanDraft
from models.storage.database import database


def must_be_importable(draft: PlanDraft) -> None:
    """Raise Refused if the file has no activity, or no column for a needed field."""
    lacking = draft.mapping.lacking(FIELDS)
    if lacking:
        names = ", ".join(each.label for each in lacking)
        raise Refused(
            f"ไม่รู้ว่าคอลัมน์ใดคือ {names} ใน {draft.file_name} เลือกคอลัมน์ก่อน (คำสั่ง: --columns กิจกรรม=B)"
        )
    if not draft.activities:
        raise Refused(f"ไม่พบกิจกรรมในตารางของ {draft.file_name} ตรวจว่าเป็นแฟ้มแผน และหัวคอลัมน์ถูกต้อง")


def import_plan(draft: PlanDraft, fiscal_year: int) -> int:
    """Store an imported plan as the draft of a fiscal year (BE), or nothing; return its id.

    Raises:
        Refused: the year has a plan already, a necessary column is unknown, or the file has no
            activities.
    """
    must_be_importable(draft)
    with database.atomic():
        plan_id = create_plan(fiscal_year)
        for position, goal in enumerate(draft.goals, 1):
            _add_goal(plan_id, position, goal)
    return plan_id


def _add_goal(plan_id: int, position: int, goal: GoalDraft) -> None:
    """Store a goal with its tables; without a text only the table of learning organization."""
    goal_id = None
    if bare_head(goal.text):
        made = PlanGoal.create(
            plan=plan_id,
            position=position,
            text=goal.text,
            unit=goal.unit,
            selected=goal.is_selected,
        )
        goal_id = made.id
    for table in goal.tables:
        place = list(Process).index(table.process) + 1
        stored = PlanTable.create(plan=plan_id, goal=goal_id, process=table.process, position=place)
        for at, each in enumerate(table.activities, 1):
            values = asdict(each)
            del values["number"]
            activity = PlanActivity.create(plan=plan_id, table=stored, position=at, **values)
            tie_owners(activity)
