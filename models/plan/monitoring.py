"""The monitoring committee's report on a year's plan: date, findings and recommendations."""

from datetime import date
from typing import Any

from msgspec import Struct

from kmtui.thai.dates import format_date
from models.editing.actor import current_actor
from models.editing.audit_trail import track_changes
from models.editing.cell_values import day_text, must_be_a_day
from models.editing.record_kind import FieldSpec, RecordKind
from models.editing.revisions import Subject
from models.errors import NotFound
from models.office.deadline import Deadline
from models.office.locations import InMonitoring, InProgress
from models.plan.follow_up import FollowUp, plan_deadlines, read_follow_up
from models.plan.records import KmPlan, PlanReport
from models.plan.values import ReportView
from models.storage.database import database, new_id

REPORT_KIND = RecordKind(
    Subject.REPORT,
    PlanReport,
    "รายงานการติดตาม",
    (
        FieldSpec("findings", "ผลการติดตาม"),
        FieldSpec("suggestions", "ข้อเสนอแนะ"),
        FieldSpec("note", "หมายเหตุ"),
        FieldSpec(
            "reported_on", "วันที่รายงาน", day_text, operation=lambda row, text: _report_on(row, text)
        ),
    ),
    title_of=lambda row: f"รายงานการติดตาม {format_date(row.reported_on)}",
    only_read=frozenset({"reported_on"}),
)


class Monitoring(Struct, frozen=True):
    """A plan as of a day with the newest report on it; None if there is no report yet."""

    followed: FollowUp
    report: ReportView | None

    @property
    def plan_id(self) -> int:
        """The id of the plan that the report is on."""
        return self.followed.plan.id


def read_monitoring(fiscal_year: int, today: date) -> Monitoring:
    """Return the plan of a year and the newest report on it.

    Raises:
        NotFound: the year has no plan.
    """
    followed = read_follow_up(fiscal_year, today)
    reports = followed.plan.reports
    return Monitoring(followed, reports[-1] if reports else None)


def begin_report(plan_id: int, reported_on: date, report_id: int | None = None) -> int:
    """Create an empty report of the monitoring committee; return its id.

    `report_id` is the id to give it; None for a new one. Its texts are stored later, field by
    field. Raises NotFound.
    """
    with database.atomic():
        if KmPlan.get_or_none(id=plan_id, deleted_at=None) is None:
            raise NotFound("แผนนี้ถูกลบไปแล้ว เลือกแผนจากรายการอีกครั้ง")
        made = PlanReport.create(
            id=report_id or new_id(), plan=plan_id, reported_on=reported_on, who=current_actor()
        )
    return int(made.id)


def change_report_day(report_id: int, reported_on: date) -> None:
    """Correct the day of a report. Raises NotFound."""
    changed: Any = PlanReport.update(reported_on=reported_on)
    live = (PlanReport.id == report_id) & PlanReport.deleted_at.is_null()
    with database.atomic(), track_changes(REPORT_KIND, report_id):
        if not changed.where(live).execute():
            raise NotFound("รายงานนี้ถูกลบไปแล้ว กู้คืนได้จากหน้าประวัติและถังขยะ")


def _report_on(row: Any, text: str) -> None:
    change_report_day(row.id, must_be_a_day(text))


def monitoring_deadlines(today: date) -> list[Deadline]:
    """Return the deadlines of the announced plans: yearly report, activities due or overdue."""
    return [
        Deadline(
            each.sentence,
            each.due_on,
            InMonitoring(each.fiscal_year)
            if each.activity_id is None
            else InProgress(each.fiscal_year, each.activity_id),
        )
        for each in plan_deadlines(today)
    ]
