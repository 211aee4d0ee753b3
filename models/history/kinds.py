"""The registry of record kinds, and the meeting, order or year that each record belongs to."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kmtui.thai.dates import fiscal_year
from kmtui.thai.digits import thai_digits
from models.committees.agenda_templates import AGENDA_TEMPLATE_KIND
from models.committees.approval_numbers import orders_of_memos
from models.committees.approvals import APPROVAL_KIND
from models.committees.operations import COMMITTEE_KIND, DUTY_KIND
from models.committees.orders import ORDER_KIND
from models.committees.rules import QUORUM_KIND
from models.editing.record_kind import DELETED_AT, RecordKind
from models.editing.revisions import FieldKey, Subject
from models.evidence.attachments import ATTACHMENT_KIND
from models.knowledge.records import CLASSIFICATION_KIND, KNOWLEDGE_KIND
from models.knowledge.training import TRAINING_KIND
from models.meetings.notice import MEETING_KIND
from models.meetings.roll_history import ATTENDANCE_KIND
from models.memos.records import MEMO_KIND
from models.minutes.agenda import AGENDA_KIND
from models.minutes.records import RESOLUTION_KIND, STATEMENT_KIND
from models.minutes.tasks import TASK_KIND
from models.minutes.votes import DISSENT_KIND
from models.office.locations import Location
from models.office.organization import ORGANIZATION_KIND
from models.office.record_locations import WITHOUT_LOCATION, record_location
from models.office.rights import MEMBER_KIND
from models.office.snippets import SNIPPET_KIND
from models.people.assignments import HELD_POSTS_KIND
from models.people.operations import DIVISION_KIND, PERSON_KIND, POST_KIND
from models.plan.cells import ACTIVITY_KIND, FACTOR_KIND, GOAL_KIND, PLAN_KIND, SCOPE_KIND
from models.plan.monitoring import REPORT_KIND
from models.plan.progress import PROGRESS_KIND
from models.plan.waivers import WAIVER_KIND
from models.questionnaires.assessment import ANSWER_KIND
from models.questionnaires.survey import SURVEY_KIND

EDITABLE_KINDS: tuple[RecordKind, ...] = (
    KNOWLEDGE_KIND,
    PLAN_KIND,
    SCOPE_KIND,
    GOAL_KIND,
    FACTOR_KIND,
    ACTIVITY_KIND,
    PROGRESS_KIND,
    MEMO_KIND,
    TRAINING_KIND,
    ANSWER_KIND,
    SURVEY_KIND,
    ATTACHMENT_KIND,
    WAIVER_KIND,
    REPORT_KIND,
)
"""Kinds whose records are edited cell by cell."""

KINDS: tuple[RecordKind, ...] = (
    STATEMENT_KIND,
    RESOLUTION_KIND,
    DISSENT_KIND,
    MEETING_KIND,
    ATTENDANCE_KIND,
    AGENDA_KIND,
    TASK_KIND,
    *EDITABLE_KINDS,
    CLASSIFICATION_KIND,
    ORDER_KIND,
    COMMITTEE_KIND,
    DUTY_KIND,
    QUORUM_KIND,
    AGENDA_TEMPLATE_KIND,
    APPROVAL_KIND,
    PERSON_KIND,
    HELD_POSTS_KIND,
    POST_KIND,
    DIVISION_KIND,
    ORGANIZATION_KIND,
    SNIPPET_KIND,
    MEMBER_KIND,
)
WRITTEN_BY_THE_PROGRAM = frozenset({Subject.ATTENDANCE})
"""Opening and closing a meeting writes the roll from the register; its seal is held instead."""

_BY_SUBJECT: dict[str, RecordKind] = {each.subject: each for each in KINDS}


def find_kind(subject: str) -> RecordKind | None:
    """Return the record kind of a subject; None for a subject without history."""
    return _BY_SUBJECT.get(subject)


def kind_of(subject: str) -> RecordKind:
    """Return the record kind of a subject. Raises KeyError if it has none."""
    return _BY_SUBJECT[subject]


def may_put_back(kind: RecordKind, field: str) -> bool:
    """Return whether `put_back` of the history can store an earlier state of this field."""
    return field not in kind.only_read or kind.column(field).operation is not None


def where_of(subject: str, row: Any) -> str:
    """Return the label of what a record belongs to: a meeting, committee, order, plan or year.

    Empty if it belongs to none of these.
    """
    return _home_of(Subject(subject), row).label


def location_of(field_key: FieldKey, row: Any) -> Location | None:
    """Return the location that shows a record; `row` is None if the record is purged.

    None also if the record, or the one that contains it, is in the bin, and for kinds that have
    no location.
    """
    if (
        row is None
        or field_key.subject in WITHOUT_LOCATION
        or getattr(row, DELETED_AT, None) is not None
    ):
        return None
    if field_key.subject == Subject.DISSENT:  # shown with its resolution
        field_key, row = FieldKey(Subject.RESOLUTION, row.resolution_id), row.resolution
    home = _home_of(field_key.subject, row)
    if home.is_binned:
        return None
    field = "" if field_key.field == DELETED_AT else field_key.field
    return record_location(field_key._replace(field=field), home.parent_id, home.year)


class _Home(Struct, frozen=True):
    """The record that contains another one, with its label; input of `record_location`."""

    label: str = ""
    parent_id: int = 0
    year: int = 0
    is_binned: bool = False


def _home_of(subject: Subject, row: Any) -> _Home:
    told = _HOMES.get(subject)
    return told(row) if told is not None else _Home()


def _in_meeting(meeting: Any) -> _Home:
    return _Home(f"ประชุมครั้งที่ {meeting.label}", meeting.id)


def _in_year(year: int) -> _Home:
    return _Home(f"ปี {thai_digits(year)}", year=year)


def _in_order(committee: Any) -> _Home:
    return _Home(f"คำสั่งที่ {committee.order.label}", committee.order_id)


def _in_plan(row: Any) -> _Home:
    year, is_binned = row.plan.fiscal_year, row.plan.deleted_at is not None
    return _Home(f"แผนปี {thai_digits(year)}", row.plan_id, year, is_binned)


def _in_activity(row: Any) -> _Home:
    plan = _in_plan(row.activity)
    is_binned = plan.is_binned or row.activity.deleted_at is not None
    return _Home(plan.label, row.activity_id, plan.year, is_binned)


def _in_report(row: Any) -> _Home:
    return replace(_in_plan(row), label="")


def _in_approval(memo: Any) -> _Home:
    return _Home(parent_id=orders_of_memos([memo.id]).get(memo.id, 0))


_HOMES: dict[Subject, Callable[[Any], _Home]] = {
    Subject.STATEMENT: lambda row: _in_meeting(row.item.meeting),
    Subject.RESOLUTION: lambda row: _in_meeting(row.item.meeting),
    Subject.DISSENT: lambda row: _in_meeting(row.resolution.item.meeting),
    Subject.MEETING: lambda row: _Home(str(row.committee.name)),
    Subject.ATTENDANCE: lambda row: _in_meeting(row.meeting),
    Subject.AGENDA_ITEM: lambda row: _in_meeting(row.meeting),
    Subject.TASK: lambda row: _in_meeting(row.meeting),
    Subject.PLAN: lambda row: _in_year(row.fiscal_year),
    Subject.SCOPE: _in_plan,
    Subject.GOAL: _in_plan,
    Subject.FACTOR: _in_plan,
    Subject.ACTIVITY: _in_plan,
    Subject.PROGRESS: _in_activity,
    Subject.REPORT: _in_report,
    Subject.KNOWLEDGE: lambda row: _in_year(row.fiscal_year),
    Subject.CLASSIFICATION: lambda row: _Home(year=row.fiscal_year),
    Subject.ANSWER: lambda row: _in_year(row.fiscal_year),
    Subject.TRAINING: lambda row: _in_year(fiscal_year(row.returned_on)),
    Subject.SURVEY: lambda row: _in_year(row.fiscal_year),
    Subject.ATTACHMENT: lambda row: _in_year(row.fiscal_year),
    Subject.WAIVER: lambda row: _in_year(row.fiscal_year),
    Subject.MEMO: lambda row: _in_year(row.fiscal_year),
    Subject.COMMITTEE: _in_order,
    Subject.QUORUM: _in_order,
    Subject.AGENDA_TEMPLATE: _in_order,
    Subject.DUTY: lambda row: _in_order(row.committee),
    Subject.APPROVAL: _in_approval,
}
