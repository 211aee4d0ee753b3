"""Every kind of record that leaves history, and where in the office each record belongs."""

from collections.abc import Callable
from typing import Any

from kmtui.thai.dates import fiscal_year
from kmtui.thai.digits import thai_digits
from models.committees.agenda_templates import AGENDA_TEMPLATE_CELLS
from models.committees.approvals import APPROVAL_CELLS
from models.committees.operations import COMMITTEE_CELLS, DUTY_CELLS
from models.committees.orders import ORDER_CELLS
from models.committees.rules import QUORUM_CELLS
from models.editing.record_kind import Cells
from models.editing.revisions import Subject
from models.history.editables import ALL_CELLS
from models.knowledge.records import CLASSIFICATION_CELLS
from models.meetings.notice import MEETING_CELLS
from models.meetings.roll_history import ATTENDANCE_CELLS
from models.minutes.agenda import AGENDA_CELLS
from models.minutes.records import RESOLUTION_CELLS, STATEMENT_CELLS
from models.minutes.tasks import TASK_CELLS
from models.minutes.votes import DISSENT_CELLS
from models.office.organization import ORGANIZATION_CELLS
from models.office.rights import MEMBER_CELLS
from models.office.snippets import SNIPPET_CELLS
from models.people.assignments import HELD_POSTS_CELLS
from models.people.operations import DIVISION_CELLS, PERSON_CELLS, POST_CELLS

KINDS: tuple[Cells, ...] = (
    STATEMENT_CELLS,
    RESOLUTION_CELLS,
    DISSENT_CELLS,
    MEETING_CELLS,
    ATTENDANCE_CELLS,
    AGENDA_CELLS,
    TASK_CELLS,
    *ALL_CELLS,
    CLASSIFICATION_CELLS,
    ORDER_CELLS,
    COMMITTEE_CELLS,
    DUTY_CELLS,
    QUORUM_CELLS,
    AGENDA_TEMPLATE_CELLS,
    APPROVAL_CELLS,
    PERSON_CELLS,
    HELD_POSTS_CELLS,
    POST_CELLS,
    DIVISION_CELLS,
    ORGANIZATION_CELLS,
    SNIPPET_CELLS,
    MEMBER_CELLS,
)
WRITTEN_BY_THE_PROGRAM = frozenset({Subject.ATTENDANCE})
"""Opening and closing a meeting writes the roll from the register; its seal is held instead."""

_BY_SUBJECT = {each.subject: each for each in KINDS}


def kind_of(subject: str) -> Cells:
    """How records of this kind are edited, and what they are called. Raises KeyError."""
    return _BY_SUBJECT[Subject(subject)]


def may_put_back(cells: Cells, field: str) -> bool:
    """Whether an earlier state of this cell can be stored again as it is."""
    return field not in cells.only_read or cells.column(field).act is not None


def where_of(subject: str, row: Any) -> str:
    """Where a record belongs: its meeting, its order, its year; empty where the office has one."""
    told = _WHERE.get(Subject(subject))
    return told(row) if told is not None else ""


def _of_meeting(meeting: Any) -> str:
    return f"ประชุมครั้งที่ {meeting.label}"


def _of_year(year: int) -> str:
    return f"ปี {thai_digits(year)}"


def _of_order(committee: Any) -> str:
    return f"คำสั่งที่ {committee.order.label}"


def _of_plan(row: Any) -> str:
    return f"แผน{_of_year(row.plan.fiscal_year)}"


_WHERE: dict[Subject, Callable[[Any], str]] = {
    Subject.STATEMENT: lambda row: _of_meeting(row.item.meeting),
    Subject.RESOLUTION: lambda row: _of_meeting(row.item.meeting),
    Subject.DISSENT: lambda row: _of_meeting(row.resolution.item.meeting),
    Subject.MEETING: lambda row: str(row.committee.name),
    Subject.ATTENDANCE: lambda row: _of_meeting(row.meeting),
    Subject.AGENDA_ITEM: lambda row: _of_meeting(row.meeting),
    Subject.TASK: lambda row: _of_meeting(row.meeting),
    Subject.PLAN: lambda row: _of_year(row.fiscal_year),
    Subject.SCOPE: _of_plan,
    Subject.GOAL: _of_plan,
    Subject.FACTOR: _of_plan,
    Subject.ACTIVITY: _of_plan,
    Subject.PROGRESS: lambda row: _of_plan(row.activity),
    Subject.KNOWLEDGE: lambda row: _of_year(row.fiscal_year),
    Subject.ANSWER: lambda row: _of_year(row.fiscal_year),
    Subject.TRAINING: lambda row: _of_year(fiscal_year(row.returned_on)),
    Subject.SURVEY: lambda row: _of_year(row.fiscal_year),
    Subject.ATTACHMENT: lambda row: _of_year(row.fiscal_year),
    Subject.MEMO: lambda row: _of_year(row.fiscal_year),
    Subject.COMMITTEE: _of_order,
    Subject.QUORUM: _of_order,
    Subject.AGENDA_TEMPLATE: _of_order,
    Subject.DUTY: lambda row: f"คำสั่งที่ {row.committee.order.label}",
}
