"""The papers of the KM plan."""

from datetime import date

from exports.documents import Document, Request
from exports.plan import action_plan as plan
from exports.plan import announcement, lo_plan, progress, scope
from exports.plan.progress_values import ProgressPaper


def _planned_year(request: Request) -> int:
    return plan.planned_year(request.key)


def _plan(year: int, _request: Request) -> plan.PlanPaper:
    return plan.gather(year)


def _scope(year: int, _request: Request) -> scope.ScopePaper:
    return scope.gather(year)


def _lo_plan(year: int, _request: Request) -> lo_plan.LoPaper:
    return lo_plan.gather(year)


def _announcement(year: int, request: Request) -> announcement.AnnouncementPaper:
    return announcement.gather(year, request.copy, request.emblem)


def _progress(year: int, request: Request) -> ProgressPaper:
    return progress.gather(year, request.on or date.today())


DOCUMENTS = (
    Document(
        "plan",
        "แผนการจัดการความรู้",
        "2564",
        _planned_year,
        _plan,
        plan.render,
        table_of=plan.table_of,
    ),
    Document("scope", "ขอบเขต KM", "2564", _planned_year, _scope, scope.render),
    Document(
        "lo-plan",
        "แผนองค์กรเรียนรู้ (LO)",
        "2564",
        _planned_year,
        _lo_plan,
        lo_plan.render,
        table_of=lo_plan.table_of,
    ),
    Document(
        "announcement",
        "ประกาศใช้แผนการจัดการความรู้",
        "2564",
        _planned_year,
        _announcement,
        announcement.render,
        options=("--copy",),
    ),
    Document(
        "progress",
        "รายงานผลการติดตามแผน",
        "2564",
        _planned_year,
        _progress,
        progress.render,
        table_of=progress.table_of,
        takes_day=True,
    ),
)
