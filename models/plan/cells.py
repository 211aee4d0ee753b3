"""The record kinds of a plan's parts, which define editing by field and the history."""

from typing import Any

from models.editing.audit_trail import track_changes
from models.editing.cell_values import (
    dashed_lines,
    day_text,
    figure_from,
    figure_text,
    first_day_from,
    last_day_from,
    numbered_lines,
)
from models.editing.record_kind import FieldSpec, RecordKind, cleaned
from models.editing.revisions import Subject
from models.errors import Refused
from models.plan.owners import OWNERS, owner_lines, owners_in
from models.plan.records import (
    NOT_SELECTED,
    SELECTED,
    ActivityOwner,
    KmPlan,
    PlanActivity,
    PlanGoal,
    PlanScope,
    PlanTable,
    SuccessFactor,
    activity_title,
    live_table,
)
from models.plan.steps import Beneficiary, Process
from models.storage.database import database


def _of_plan(row: Any) -> None:
    row.plan.must_be_open()


def _plan_title(row: Any) -> str:
    return f"แผนการจัดการความรู้ ปีงบประมาณ พ.ศ. {row.label}"


def _selected_text(selected: bool) -> str:
    return SELECTED if selected else NOT_SELECTED


def _selected_from(text: str) -> bool:
    if (wording := cleaned(text)) not in (SELECTED, NOT_SELECTED):
        raise Refused(f"ช่องนี้ใส่ได้เฉพาะ “{SELECTED}” หรือ “{NOT_SELECTED}”")
    return wording == SELECTED


class ActivityRecordKind(RecordKind, frozen=True):
    """Activities; storing the owners' cell also links its names to the register."""

    def replace(self, record_id: int, field: str, expected: int, text: str) -> int:
        """Store a field if its version is still `expected`; of owners also their links.

        The links tie the owners' names to the staff register. Args and errors are those of
        `RecordKind.replace`.
        """
        with database.atomic():
            version = super().replace(record_id, field, expected, text)
            if field == OWNERS:
                tie_owners(self._row(record_id))
        return version

    def undelete(self, record_id: int) -> None:
        """Restore a soft-deleted activity with its table and its goal or scope."""
        with database.atomic():
            super().undelete(record_id)
            _bring_table_back(self._row(record_id))


def tie_owners(activity: PlanActivity) -> None:
    """Link the names in the owners' cell to the register; part of the caller's transaction."""
    ActivityOwner.delete().where(ActivityOwner.activity == activity).execute()
    for position, owner in enumerate(owners_in(activity.owner_text), 1):
        ActivityOwner.create(
            activity=activity,
            position=position,
            division=owner.division_id,
            post=owner.post_id,
        )


def _bring_table_back(activity: PlanActivity) -> None:
    table = activity.table
    if table.deleted_at is None:
        return
    twin = live_table(table.plan_id, Process(table.process), table.goal_id, table.scope_id)
    if twin is not None:
        PlanActivity.update(table=twin).where(PlanActivity.id == activity.id).execute()
        return
    PlanTable.update(deleted_at=None).where(PlanTable.id == table.id).execute()
    with track_changes(GOAL_KIND, table.goal_id), track_changes(SCOPE_KIND, table.scope_id):
        PlanGoal.update(deleted_at=None).where(PlanGoal.id == table.goal_id).execute()
        PlanScope.update(deleted_at=None).where(PlanScope.id == table.scope_id).execute()


PLAN_KIND = RecordKind(
    Subject.PLAN,
    KmPlan,
    "แผน",
    (
        FieldSpec("title", "ชื่อแผน"),
        FieldSpec("website", "เว็บไซต์"),
        FieldSpec("scope_intro", "ความนำของขอบเขต KM"),
        FieldSpec("goal_intro", "ความนำของเป้าหมาย KM"),
        FieldSpec("factor_intro", "ความนำของปัจจัยแห่งความสำเร็จ"),
        FieldSpec("life_words", "การเห็นชอบ ทบทวน และประกาศ"),
    ),
    _plan_title,
    KmPlan.must_be_open,
    only_read=frozenset({"life_words"}),
)
SCOPE_KIND = RecordKind(
    Subject.SCOPE,
    PlanScope,
    "ขอบเขต KM",
    (
        FieldSpec("text", "ขอบเขต KM"),
        *(FieldSpec(group, group.label, from_text=numbered_lines) for group in Beneficiary),
        FieldSpec("mission", "พันธกิจ"),
        FieldSpec("unit", "หน่วยที่วัดผลได้"),
    ),
    lambda row: str(row.text),
    _of_plan,
)
GOAL_KIND = RecordKind(
    Subject.GOAL,
    PlanGoal,
    "เป้าหมาย KM",
    (
        FieldSpec("text", "เป้าหมาย KM"),
        FieldSpec("unit", "หน่วยที่วัดผลได้"),
        FieldSpec("selected", "การเลือกดำเนินการ", _selected_text, _selected_from),
    ),
    lambda row: str(row.text),
    _of_plan,
)
FACTOR_KIND = RecordKind(
    Subject.FACTOR,
    SuccessFactor,
    "ปัจจัยแห่งความสำเร็จ",
    (FieldSpec("text", "ปัจจัยแห่งความสำเร็จ"), FieldSpec("problem", "ปัญหา/อุปสรรค")),
    lambda row: str(row.text),
    _of_plan,
)
ACTIVITY_KIND = ActivityRecordKind(
    Subject.ACTIVITY,
    PlanActivity,
    "กิจกรรม",
    (
        FieldSpec("title", "กิจกรรม"),
        FieldSpec("bullets", "รายการย่อย", from_text=dashed_lines),
        FieldSpec("method", "วิธีการสู่ความสำเร็จ"),
        FieldSpec("begins_on", "วันเริ่ม", day_text, first_day_from),
        FieldSpec("ends_on", "วันสิ้นสุด", day_text, last_day_from),
        FieldSpec("period_text", "ระยะเวลา"),
        FieldSpec("target_group", "กลุ่มเป้าหมาย"),
        FieldSpec("indicator", "ตัวชี้วัด"),
        FieldSpec("target", "เป้าหมาย"),
        FieldSpec("target_number", "ค่าเป้าหมาย", figure_text, figure_from),
        FieldSpec("target_unit", "หน่วย"),
        FieldSpec(OWNERS, "ผู้รับผิดชอบ", from_text=owner_lines),
        FieldSpec("budget", "งบประมาณ (บาท)", figure_text, figure_from),
        FieldSpec("tools", "เครื่องมือ/อุปกรณ์"),
        FieldSpec("remark", "หมายเหตุ"),
    ),
    activity_title,
    _of_plan,
)
