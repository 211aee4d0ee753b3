"""The records of a fiscal year that can serve as evidence, read at once."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from kmtui.thai.dates import fiscal_range
from models.committees.approval_numbers import OrderApproval, approvals_of
from models.committees.records import (
    AppointmentOrder,
    Committee,
    CommitteeKind,
    OrderState,
    Role,
    Seat,
)
from models.errors import NotFound
from models.evidence.attachments import AttachmentKind, AttachmentView, attachments_of
from models.knowledge.records import KnowledgeKind
from models.knowledge.training import TrainingView, trainings_of
from models.knowledge.views import Classification, YearLists, read_year
from models.meetings.records import Meeting
from models.memos.records import MemoKind
from models.memos.views import MemoView, read_memos
from models.plan.values import Plan
from models.plan.views import read_plan
from models.plan.waivers import WaiverView, waivers_of
from models.questionnaires.assessment import Assessment, read_assessment
from models.questionnaires.survey import forms_of
from models.storage.database import database

# The summary is written after the end of its year: a year's documents include that of the year
# before.
_YEARS_BACK = 1


class CommitteeFacts(Struct, frozen=True):
    """A committee of the year, with its secretary and the number of its order.

    `order_key` is the number as typed (881/2563), `order_label` as cited (๘๘๑/๒๕๖๓).
    """

    name: str
    order_key: str
    order_label: str
    secretary: str


class MeetingFacts(Struct, frozen=True):
    """A meeting that counts as evidence; its number as typed (`key`) and as cited (`label`)."""

    id: int
    key: str
    label: str
    committee: str
    held_on: date
    is_closed: bool
    was_notified: bool
    reason: str = ""
    """The reason why the meeting counts as evidence, as a Thai phrase."""


class Facts(Struct, frozen=True):
    """The records from which the board of a fiscal year is made.

    `knowledge_year` is the year of the classification that counts, this one or the one before.
    """

    fiscal_year: int
    as_of: date
    first_day: date
    last_day: date
    plan_committee: CommitteeFacts | None
    monitoring_committee: CommitteeFacts | None
    approvals: tuple[OrderApproval, ...]
    meetings: tuple[MeetingFacts, ...]
    knowledge_year: int | None
    knowledge: Classification | None
    processes: Classification | None
    plan: Plan | None
    memos: tuple[MemoView, ...]
    trainings: tuple[TrainingView, ...]
    assessment: Assessment
    survey_count: int
    attachments: tuple[AttachmentView, ...]
    uncounted: tuple[str, ...] = ()
    """The closed meetings of the year, as cited, that nothing links to the evidence."""
    waived: Mapping[str, WaiverView] = field(default_factory=dict)
    """The gaps that are set aside, by their keys."""

    @property
    def secretary(self) -> str:
        """The secretary responsible for the year's documents; empty if there is no committee."""
        return self.plan_committee.secretary if self.plan_committee is not None else ""

    def memo(self, kind: MemoKind) -> MemoView | None:
        """Return the newest memo of a kind of the year, else of the year before; None without."""
        return next((each for each in self.memos if each.kind == kind), None)

    def attached(self, kind: AttachmentKind) -> tuple[AttachmentView, ...]:
        """Return the year's attachments of a kind."""
        return tuple(each for each in self.attachments if each.kind == kind)


def read_facts(fiscal_year: int, as_of: date, cached_plan: Plan | None = None) -> Facts:
    """Read the facts of a fiscal year (Buddhist Era), to be judged as of a day.

    `cached_plan` is the year's plan, if it was read already. Raises KmError if a questionnaire of
    the office is invalid.
    """
    first_day, last_day = fiscal_range(fiscal_year)
    with database.atomic("DEFERRED"):
        plan = cached_plan or _plan(fiscal_year)
        committees = {kind: _committee(kind, last_day) for kind in CommitteeKind}
        lists = _classified(fiscal_year)
        found = [row for row in committees.values() if row is not None]
        meetings = _meetings(plan, lists)
        return Facts(
            fiscal_year,
            as_of,
            first_day,
            last_day,
            _committee_facts(committees[CommitteeKind.PLAN], last_day),
            _committee_facts(committees[CommitteeKind.MONITORING], last_day),
            approvals_of([row.order_id for row in found]),
            meetings,
            lists.fiscal_year if lists is not None else None,
            lists.kinds[KnowledgeKind.KNOWLEDGE] if lists is not None else None,
            lists.kinds[KnowledgeKind.ESSENTIAL_PROCESS] if lists is not None else None,
            plan,
            _memos(fiscal_year),
            trainings_of(fiscal_year),
            read_assessment(fiscal_year),
            len(forms_of(fiscal_year)),
            attachments_of(fiscal_year),
            _uncounted(first_day, last_day, meetings),
            waivers_of(fiscal_year),
        )


def _plan(fiscal_year: int) -> Plan | None:
    try:
        return read_plan(fiscal_year)
    except NotFound:
        return None


def _committee(kind: CommitteeKind, last_day: date) -> Committee | None:
    """Return the last committee of a kind appointed by the end of the year; None without."""
    found: Committee | None = (
        Committee.select(Committee, AppointmentOrder)
        .join(AppointmentOrder)
        .where(
            Committee.kind == kind,
            AppointmentOrder.issued_on <= last_day,
            AppointmentOrder.state.in_((OrderState.ISSUED, OrderState.AMENDED)),
        )
        .order_by(AppointmentOrder.issued_on.desc(), AppointmentOrder.number.desc())
        .first()
    )
    return found


def _committee_facts(row: Committee | None, day: date) -> CommitteeFacts | None:
    if row is None:
        return None
    seat: Seat | None = row.seats.where(Seat.role == Role.MEMBER_SECRETARY).first()
    holder = seat.holder_on(day) if seat is not None else None
    secretary = holder.name if holder is not None else seat.label if seat is not None else ""
    return CommitteeFacts(row.name, row.order.key, row.order.label, secretary)


def _classified(fiscal_year: int) -> YearLists | None:
    """Return the classification with the most items, of the year or of the one before.

    The later one if both are equal; None if neither has items.

    An item added by a training must not hide the complete one of the year before.
    """
    years = range(fiscal_year, fiscal_year - _YEARS_BACK - 1, -1)
    found = [read_year(year) for year in years]
    fullest = max(found, key=_count)
    return fullest if _count(fullest) else None


def _count(lists: YearLists) -> int:
    return sum(each.count for each in lists.kinds.values())


def _meetings(plan: Plan | None, lists: YearLists | None) -> tuple[MeetingFacts, ...]:
    """Return the meetings that classified the knowledge and that approved the plan."""
    reasons: dict[int, list[str]] = {}
    if lists is not None and (linked := lists.kinds[KnowledgeKind.KNOWLEDGE].meeting_id):
        reasons.setdefault(linked, []).append("จำแนกองค์ความรู้")
    if plan is not None and plan.approval is not None and plan.approval.meeting_id:
        reasons.setdefault(plan.approval.meeting_id, []).append("เห็นชอบแผน")
    rows = Meeting.select().where(Meeting.id.in_(list(reasons))).order_by(Meeting.held_on)
    return tuple(
        MeetingFacts(
            row.id,
            f"{row.number}/{row.year}",
            row.label,
            row.committee.name,
            row.held_on,
            row.closed_at is not None,
            row.notified_on is not None,
            " และ".join(reasons[row.id]),
        )
        for row in rows
    )


def _uncounted(first: date, last: date, counted: tuple[MeetingFacts, ...]) -> tuple[str, ...]:
    """Return the numbers, as cited, of closed meetings of the year that are no evidence."""
    closed = Meeting.select().where(
        Meeting.held_on.between(first, last), Meeting.closed_at.is_null(False)
    )
    ids = {each.id for each in counted}
    return tuple(row.label for row in closed.order_by(Meeting.held_on) if row.id not in ids)


def _memos(fiscal_year: int) -> tuple[MemoView, ...]:
    return tuple(
        each
        for year in range(fiscal_year, fiscal_year - _YEARS_BACK - 1, -1)
        for each in read_memos(year)
    )
