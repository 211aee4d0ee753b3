"""The reader of the records for the checks; it reads all records of a kind at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from peewee import JOIN

from kmtui.thai.damaged import DAMAGED
from kmtui.thai.dates import buddhist_year, fiscal_range
from kmtui.thai.dates import fiscal_year as fiscal_year_of
from models.checks.records.meeting_rows import read_meetings
from models.checks.records.selection import REGISTER, RecordSelection
from models.checks.records.values import (
    ApprovalRecord,
    CommitteeRecord,
    HeldRecord,
    KnowledgeRecord,
    MemoRecord,
    OrderRecord,
    PersonRecord,
    PlanCellChange,
    PlanRecord,
    Records,
    SeatRecord,
    SpokenRecord,
    TrainingRecord,
    YearRecord,
)
from models.committees.approval_numbers import approvals_of
from models.committees.approvals import ApprovalMemo, ApprovedOrder
from models.committees.records import (
    AppointmentOrder,
    Committee,
    CommitteeKind,
    Duty,
    Majority,
    OrderState,
    Role,
    Seat,
)
from models.editing.revisions import Revision, Subject
from models.evidence.board import board_of
from models.evidence.facts import read_facts
from models.knowledge.records import KnowledgeHolder, KnowledgeItem, KnowledgeKind
from models.knowledge.training_records import (
    Training,
)
from models.meetings.records import Meeting
from models.memos.records import PARTS, Acknowledgement, Memo, MemoKind
from models.minutes.records import AgendaItem, Statement
from models.office.organization import Division
from models.people.records import Assignment, AssignmentKind, Person, Post, assignments_on
from models.plan.cells import PLAN_KIND
from models.plan.records import KmPlan
from models.plan.rules import completeness
from models.plan.views import read_plan
from models.questionnaires.assessment import AssessmentAnswer
from models.storage.database import database

_PLAN_SUBJECTS = (Subject.PLAN, Subject.SCOPE, Subject.GOAL, Subject.FACTOR, Subject.ACTIVITY)


def read_records(part: RecordSelection, today: date) -> Records:
    """Read the selected records in one transaction, to be checked as of `today`.

    Raises:
        NotFound: the selected plan does not exist.
        KmError: a questionnaire of the office is invalid.
    """
    with database.atomic("DEFERRED"):
        orders, committees = _read_orders(today)
        of_meetings = read_meetings(_meeting_rows(part), {each.id: each for each in committees})
        known = {order.id: order for order in orders}
        committees = tuple(each for each in committees if each.order_id in known)
        meetings = tuple(of_meetings(known))
        if part.is_document:
            return _of_document(part, today, Records(today, orders, committees, meetings))
        plans = _read_plans([year for year in _plan_years() if part.has(year)])
        return Records(
            today,
            tuple(each for each in orders if part.has(each.year)),
            tuple(each for each in committees if part.has(known[each.order_id].year)),
            meetings,
            plans,
            _read_knowledge(part.year),
            _read_memos(part),
            *_read_register(part.year),
            _read_trainings(part.year),
            tuple(_read_years(part.year, today, plans)),
        )


def _of_document(part: RecordSelection, today: date, known: Records) -> Records:
    """Read one meeting, order, plan or memo, without the other records of the office."""
    plans = _read_plans([part.plan_year]) if part.plan_year is not None else ()
    memos = _read_memos(part) if part.memo_id is not None else ()
    return Records(
        today,
        tuple(each for each in known.orders if each.id == part.order_id),
        tuple(each for each in known.committees if each.order_id == part.order_id),
        known.meetings,
        plans,
        memos=memos,
    )


def parts_of_store() -> tuple[RecordSelection, ...]:
    """Return selections that split the data file: records without a year, then each year."""
    with database.atomic("DEFERRED"):
        years = set(_plan_years())
        for field in (
            Meeting.year,
            AppointmentOrder.year,
            KnowledgeItem.fiscal_year,
            AssessmentAnswer.fiscal_year,
        ):
            rows: Any = field.model.select(field).where(field.is_null(False)).distinct().tuples()
            years |= {year for (year,) in rows}
        for day in (Memo.written_on, Training.begins_on):
            rows = day.model.select(day).distinct().tuples()
            years |= {each for (on,) in rows for each in (buddhist_year(on), fiscal_year_of(on))}
    return (RecordSelection(REGISTER), *(RecordSelection(year) for year in sorted(years)))


def _meeting_rows(part: RecordSelection) -> Any:
    rows = Meeting.select()
    if part.meeting_id is not None:
        return rows.where(Meeting.id == part.meeting_id)
    if part.is_document:
        return rows.where(Meeting.id == -1)
    return rows if part.year is None else rows.where(Meeting.year == part.year)


def _read_orders(today: date) -> tuple[tuple[OrderRecord, ...], tuple[CommitteeRecord, ...]]:
    asked: dict[int, ApprovalRecord] = {}
    links: Any = list(ApprovedOrder.select(ApprovedOrder, ApprovalMemo).join(ApprovalMemo))
    memos = approvals_of([link.order_id for link in links])
    is_numbered = {memo.memo_id: memo.is_numbered for memo in memos}
    for link in links:
        if link.memo_id in is_numbered:
            has_number = is_numbered[link.memo_id]
            memo = ApprovalRecord(link.memo.written_on, has_number, link.memo_id)
            asked[link.order_id] = memo
    orders = tuple(
        OrderRecord(
            row.id,
            row.number,
            row.year,
            OrderState(row.state),
            row.issued_on,
            row.revoked_on,
            asked.get(row.id),
        )
        for row in AppointmentOrder.select().order_by(AppointmentOrder.id)
    )
    return orders, _read_committees(today)


def _read_committees(today: date) -> tuple[CommitteeRecord, ...]:
    rows = list(Committee.select().order_by(Committee.id))
    newer = {row.id: row.replaced_by_id for row in rows}
    duties: dict[int, int] = defaultdict(int)
    for committee_id in (row.committee_id for row in Duty.select(Duty.committee)):
        duties[committee_id] += 1
    seats = _read_seats(today)
    return tuple(
        CommitteeRecord(
            row.id,
            row.order_id,
            row.name,
            CommitteeKind(row.kind),
            tuple(seats[row.id]),
            duties[row.id],
            row.quorum_count,
            _last_of(row.id, newer),
            Majority(row.majority_of),
        )
        for row in rows
    )


def _read_seats(today: date) -> dict[int, list[SeatRecord]]:
    held = {row.post_id for row in assignments_on(today)}
    rows: Any = Seat.select(Seat, Post, Person).join(Post, JOIN.LEFT_OUTER).switch(Seat)
    rows = rows.join(Person, JOIN.LEFT_OUTER).order_by(Seat.committee, Seat.position)
    found: dict[int, list[SeatRecord]] = defaultdict(list)
    for row in rows:
        sits = f"post {row.post_id}" if row.post_id is not None else f"person {row.person_id}"
        is_vacant = row.post_id is not None and row.post_id not in held
        seat = SeatRecord(row.id, row.label, Role(row.role), sits, is_vacant)
        found[row.committee_id].append(seat)
    return found


def _last_of(committee_id: int, newer: dict[int, int | None]) -> int:
    """Return the id of the newest in a chain of committees that replace each other."""
    seen = {committee_id}
    while (following := newer.get(committee_id)) is not None and following not in seen:
        committee_id = following
        seen.add(following)
    return committee_id


def _plan_years() -> list[int]:
    rows = KmPlan.select(KmPlan.fiscal_year).where(KmPlan.deleted_at.is_null())
    return [row.fiscal_year for row in rows.order_by(KmPlan.fiscal_year)]


def _read_plans(years: Iterable[int]) -> tuple[PlanRecord, ...]:
    found = []
    for year in years:
        plan = read_plan(year)
        found.append(PlanRecord(plan, completeness(plan).gaps))
    changed, said = _read_changes(found), _said_at_approval(found)
    return tuple(
        PlanRecord(each.plan, each.gaps, changed(each), tuple(said[each.plan.id])) for each in found
    )


def _said_at_approval(plans: list[PlanRecord]) -> dict[int, list[SpokenRecord]]:
    """Return the statements in the meetings that approved these plans."""
    by_meeting = {
        each.plan.approval.meeting_id: each.plan.id for each in plans if each.plan.approval
    }
    rows: Any = (
        Statement.select(AgendaItem.meeting, Statement.id, Statement.text)
        .join(AgendaItem)
        .where(AgendaItem.meeting.in_(list(by_meeting)), Statement.deleted_at.is_null())
        .tuples()
    )
    found: dict[int, list[SpokenRecord]] = defaultdict(list)
    for meeting_id, statement_id, text in rows:
        found[by_meeting[meeting_id]].append(SpokenRecord(statement_id, text))
    return found


def _read_changes(plans: list[PlanRecord]) -> Callable[[PlanRecord], tuple[PlanCellChange, ...]]:
    """Return a function that reads a plan's cells changed since its first announcement.

    Reads the history of all these plans at once, at the call of this function.
    """
    days = [each.plan.announced_on for each in plans if each.plan.announced_on is not None]
    rows: list[PlanCellChange] = []
    if days:
        fields = (Revision.subject, Revision.subject_id, Revision.field, Revision.at)
        stored: Any = Revision.select(*fields).where(
            Revision.subject.in_(_PLAN_SUBJECTS),
            Revision.field.not_in(list(PLAN_KIND.only_read)),
            Revision.version > 1,
            Revision.at > min(days).isoformat(),
        )
        rows = [PlanCellChange(*row) for row in stored.order_by(Revision.id).tuples()]

    def of(record: PlanRecord) -> tuple[PlanCellChange, ...]:
        plan, announced = record.plan, record.plan.announced_on
        if announced is None:
            return ()
        mine = {(Subject.PLAN, plan.id)}
        mine |= {(Subject.SCOPE, row.id) for row in plan.scopes}
        mine |= {(Subject.GOAL, row.id) for row in plan.goals}
        mine |= {(Subject.FACTOR, row.id) for row in plan.factors}
        mine |= {(Subject.ACTIVITY, row.id) for row in plan.activities}
        last = announced.isoformat() + "T24"
        return tuple(
            row for row in rows if row.changed_at > last and (row.subject, row.subject_id) in mine
        )

    return of


def _read_knowledge(year: int | None) -> tuple[KnowledgeRecord, ...]:
    divisions = {row.id: row.short_name or row.name for row in Division.select()}
    held: Any = KnowledgeHolder.select(KnowledgeHolder.item).distinct().tuples()
    held_ids = {item_id for (item_id,) in held}
    rows: Any = KnowledgeItem.select(
        KnowledgeItem.id,
        KnowledgeItem.fiscal_year,
        KnowledgeItem.division,
        KnowledgeItem.kind,
        KnowledgeItem.position,
        KnowledgeItem.text,
    ).where(KnowledgeItem.deleted_at.is_null(), KnowledgeItem.text != "")
    if year is not None:
        rows = rows.where(KnowledgeItem.fiscal_year == year)
    rows = rows.order_by(KnowledgeItem.fiscal_year, KnowledgeItem.position, KnowledgeItem.id)
    return tuple(
        KnowledgeRecord(
            item_id,
            of_year,
            division_id,
            divisions.get(division_id, DAMAGED),
            KnowledgeKind(kind).label,
            position,
            text,
            item_id in held_ids,
        )
        for item_id, of_year, division_id, kind, position, text in rows.tuples()
    )


def _read_memos(part: RecordSelection) -> tuple[MemoRecord, ...]:
    signed: dict[int, list[date | None]] = defaultdict(list)
    for row in Acknowledgement.select(Acknowledgement.memo, Acknowledgement.signed_on):
        signed[row.memo_id].append(row.signed_on)
    rows = Memo.select().where(Memo.deleted_at.is_null())
    if part.memo_id is not None:
        rows = rows.where(Memo.id == part.memo_id)
    found = tuple(
        MemoRecord(
            row.id,
            MemoKind(row.kind),
            row.number,
            row.year,
            row.fiscal_year,
            row.written_on,
            row.subject,
            row.replied_on,
            tuple(signed[row.id]),
            tuple((label, getattr(row, name)) for name, label in PARTS),
        )
        for row in rows.order_by(Memo.id)
    )
    return tuple(each for each in found if part.has(each.year or buddhist_year(each.written_on)))


def _read_register(
    year: int | None,
) -> tuple[tuple[PersonRecord, ...], tuple[HeldRecord, ...]]:
    """Read the people and assignments, which have no year; nothing if a year is selected."""
    if year not in (None, REGISTER):
        return (), ()
    people = {row.id: PersonRecord(row.id, row.full_name, row.leaves_on) for row in Person.select()}
    rows: Any = Assignment.select(Assignment, Post).join(Post).order_by(Assignment.id)
    held = tuple(
        HeldRecord(
            row.id,
            people[row.person_id],
            row.post_id,
            row.post.name,
            bool(row.post.shared),
            AssignmentKind(row.kind),
            row.begins_on,
            row.ends_on,
        )
        for row in rows
        if row.person_id in people
    )
    return tuple(people.values()), held


def _read_trainings(year: int | None) -> tuple[TrainingRecord, ...]:
    rows = Training.select().where(Training.deleted_at.is_null())
    if year == REGISTER:
        return ()
    if year is not None:
        rows = rows.where(Training.begins_on.between(*fiscal_range(year)))
    return tuple(
        TrainingRecord(row.id, row.title, row.begins_on, row.returned_on, row.reported_on)
        for row in rows.order_by(Training.id)
    )


def _read_years(year: int | None, today: date, plans: Iterable[PlanRecord]) -> Iterable[YearRecord]:
    """Yield the evidence of each year with a plan or a self-assessment, up to that of `today`.

    Only of the fiscal year `year`, unless it is None.
    """
    known = {each.plan.fiscal_year: each.plan for each in plans}
    answered: Any = AssessmentAnswer.select(AssessmentAnswer.fiscal_year).distinct().tuples()
    years = {*_plan_years(), *(each for (each,) in answered)}
    for each in sorted(years):
        if year in (None, each) and each <= fiscal_year_of(today):
            facts = read_facts(each, today, known.get(each))
            answers = [row for part in facts.assessment.results for row in part.answers]
            unproven = sum(
                bool(row.score) and not (row.existing or row.evidence) for row in answers
            )
            scored, asked = facts.assessment.scored_count, facts.assessment.question_count
            yield YearRecord(each, board_of(facts), scored, asked, unproven)
