"""A plan's lifecycle: draft, approved by a meeting, reviewed by the CKO, announced, amended."""

from collections import defaultdict
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct

from kmtui.thai.digits import thai_digits
from models.editing.actor import current_actor
from models.editing.audit_trail import track_changes
from models.editing.record_kind import DELETED_AT, RecordKind, cleaned
from models.editing.revisions import FieldKey, Revision, Subject
from models.errors import NotFound, Refused
from models.meetings.records import Meeting, MeetingState
from models.office.organization import Organization
from models.office.rights import Right, must_be_allowed, my_uid
from models.people.records import Holder, Person, Post, holder_on
from models.plan.cells import ACTIVITY_KIND, FACTOR_KIND, GOAL_KIND, PLAN_KIND, SCOPE_KIND
from models.plan.records import KmPlan, PlanAmendment, open_amendment
from models.plan.rules import must_be_ready
from models.plan.steps import PlanState
from models.plan.views import read_plan
from models.storage.database import database, now

_WITHOUT_REASON = "ยังไม่ได้พิมพ์เหตุผลของการปรับปรุงแผน พิมพ์เหตุผลก่อนแล้วกด Enter"


def create_plan(fiscal_year: int) -> int:
    """Create the empty plan of a fiscal year (Buddhist Era); return its id.

    Raises:
        Refused: the year has a plan already, even a soft-deleted one.
    """
    with database.atomic():
        if KmPlan.get_or_none(fiscal_year=fiscal_year) is not None:
            year = thai_digits(fiscal_year)
            raise Refused(f"มีแผนปี {year} แล้ว เปิดแผนเดิม หรือกู้คืนจากถังขยะ")
        office = Organization.get_or_none()
        plan = KmPlan.create(fiscal_year=fiscal_year, website=office.website if office else "")
    return int(plan.id)


def cko_on(day: date) -> Holder | None:
    """Return the person who holds the post of the CKO on a day; None if the post is vacant."""
    posts = Post.select().where(Post.is_cko, Post.abolished_on.is_null())
    holders = (holder_on(post, day) for post in posts.order_by(Post.id))
    return next((holder for holder in holders if holder is not None), None)


def review_plan(plan_id: int, person_id: int, reviewed_on: date) -> None:
    """Record that the CKO has reviewed the plan; from then on its fields cannot be changed.

    Raises:
        Refused: the person is not the CKO on that day, the plan is no draft, or it has a gap that
            blocks.
        NotFound: there is no such plan.
    """
    with database.atomic(), track_changes(PLAN_KIND, plan_id):
        plan = _plan(plan_id)
        if plan.state != PlanState.DRAFT:
            raise Refused(f"แผนปี {plan.label} {PlanState(plan.state).label} ไม่ต้องทบทวนซ้ำ")
        holder = cko_on(reviewed_on)
        if holder is None or holder.person_id != person_id:
            raise Refused("ผู้ทบทวนต้องดำรงตำแหน่ง CKO ในวันที่ทบทวน ตรวจชื่อและวันที่อีกครั้ง")
        must_be_ready(read_plan(plan.fiscal_year))
        plan.state = PlanState.REVIEWED
        plan.reviewed_by, plan.reviewed_on = Person.get_by_id(person_id), reviewed_on
        plan.reviewed_name, plan.reviewed_title = holder.name, holder.formal_title
        plan.save()


def withdraw_review(plan_id: int) -> None:
    """Make a reviewed plan a draft again, so that it can be changed.

    Raises:
        Refused: the plan is a draft or announced.
        NotFound: there is no such plan.
    """
    with database.atomic(), track_changes(PLAN_KIND, plan_id):
        plan = _plan(plan_id)
        if plan.state != PlanState.REVIEWED:
            raise Refused(f"แผนปี {plan.label} เป็น{PlanState(plan.state).label} ถอนการทบทวนไม่ได้")
        plan.state = PlanState.DRAFT
        plan.reviewed_by = plan.reviewed_on = None
        plan.reviewed_name = plan.reviewed_title = ""
        plan.save()


def approve_plan(plan_id: int, meeting_id: int) -> None:
    """Store which meeting approved the plan.

    Raises:
        Refused: the meeting is not closed, or the plan is announced already.
        NotFound: there is no such plan or meeting.
    """
    with database.atomic(), track_changes(PLAN_KIND, plan_id):
        plan = _plan(plan_id)
        if plan.state == PlanState.ANNOUNCED:
            raise Refused(f"แผนปี {plan.label} ประกาศใช้แล้ว เปลี่ยนการประชุมที่เห็นชอบไม่ได้")
        plan.approved_by_meeting = _closed_meeting(meeting_id)
        plan.save()


def approving_meetings() -> tuple[Meeting, ...]:
    """Return every closed meeting, to choose the one that approved a plan; the latest first."""
    over = [state for state in MeetingState if state.is_closed]
    return tuple(Meeting.select().where(Meeting.state.in_(over)).order_by(Meeting.held_on.desc()))


def announce_plan(plan_id: int, announced_on: date) -> None:
    """Announce the plan in the name of the CKO on that day; then only amendments change it.

    Raises:
        Refused: the plan is announced already, its review or its approving meeting is missing or
            later than the day, a gap blocks, the post of the CKO is vacant that day, or the user
            may not issue.
        NotFound: there is no such plan.
    """
    with database.atomic(), track_changes(PLAN_KIND, plan_id):
        must_be_allowed(my_uid(), Right.ADOPT)
        plan = _plan(plan_id)
        if plan.state == PlanState.ANNOUNCED:
            raise Refused(f"แผนปี {plan.label} ประกาศใช้แล้ว")
        if plan.approved_by_meeting is None:
            raise Refused("ยังไม่ได้ระบุการประชุมที่เห็นชอบแผน เลือกการประชุมก่อนประกาศ")
        if plan.reviewed_on is None:
            raise Refused("CKO ยังไม่ได้ทบทวนแผน บันทึกการทบทวนก่อนประกาศ")
        if announced_on < max(plan.reviewed_on, plan.approved_by_meeting.held_on):
            raise Refused("วันประกาศอยู่ก่อนวันทบทวนหรือวันประชุมที่เห็นชอบ แก้วันที่ให้ถูกต้องก่อน")
        must_be_ready(read_plan(plan.fiscal_year))
        signer = cko_on(announced_on)
        if signer is None:
            raise Refused("ไม่มีผู้ดำรงตำแหน่ง CKO ในวันประกาศ บันทึกผู้ดำรงตำแหน่งในหน้าบุคลากรก่อน")
        plan.state = PlanState.ANNOUNCED
        plan.announced_by, plan.announced_on = Person.get_by_id(signer.person_id), announced_on
        plan.announced_name, plan.announced_title = signer.name, signer.formal_title
        plan.save()


def begin_amendment(plan_id: int, reason: str, meeting_id: int | None = None) -> int:
    """Begin an amendment, which opens an announced plan to changes; return its id.

    Args:
        meeting_id: the meeting that agreed to the amendment, if any.

    Raises:
        Refused: the reason is blank, the plan is not announced, an amendment is open already, or
            the meeting is not closed.
        NotFound: there is no such plan or meeting.
    """
    wording = cleaned(reason)
    if not wording:
        raise Refused(_WITHOUT_REASON)
    with database.atomic():
        plan = _plan(plan_id)
        if plan.state != PlanState.ANNOUNCED:
            raise Refused(f"แผนปี {plan.label} ยังไม่ประกาศ แก้ในแผนได้เลย ไม่ต้องเปิดการปรับปรุง")
        if open_amendment(plan_id) is not None:
            raise Refused("กำลังปรับปรุงแผนอยู่แล้ว แก้ต่อได้เลย หรือจบการปรับปรุงครั้งนี้ก่อน")
        made = PlanAmendment.create(
            plan=plan,
            position=plan.amendments.count() + 1,
            reason=wording,
            who=current_actor(),
            meeting=_closed_meeting(meeting_id) if meeting_id is not None else None,
            begun_at=now(),
        )
    return int(made.id)


def end_amendment(plan_id: int) -> None:
    """End an amendment, closing the plan to changes; an amendment without changes is deleted.

    Raises:
        Refused: no amendment is open, or a gap blocks.
        NotFound: there is no such plan.
    """
    with database.atomic():
        plan, amendment = _plan(plan_id), open_amendment(plan_id)
        if amendment is None:
            raise Refused(f"แผนปี {plan.label} ไม่ได้เปิดการปรับปรุงไว้")
        must_be_ready(read_plan(plan.fiscal_year))
        if not amendment_changes(amendment.id):
            amendment.delete_instance()
            return
        amendment.ended_at = now()
        amendment.save()


class ChangeKind(StrEnum):
    """The kind of change that an amendment made to a row or a field."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        """The kind as a Thai label."""
        return {
            ChangeKind.CHANGED: "แก้ไข",
            ChangeKind.ADDED: "เพิ่ม",
            ChangeKind.REMOVED: "ลบ",
        }[self]


class AmendedCell(Struct, frozen=True):
    """One cell that an amendment changed, or one row that it added or removed (no `label`)."""

    kind: ChangeKind
    subject: Subject
    record_id: int
    title: str
    field: str
    label: str
    before: str
    after: str
    who: str


def amendment_changes(amendment_id: int) -> tuple[AmendedCell, ...]:
    """Return the net changes of an amendment: each field once, with its text before and after."""
    amendment = PlanAmendment.get_by_id(amendment_id)
    found = []
    for cells in (PLAN_KIND, SCOPE_KIND, GOAL_KIND, FACTOR_KIND, ACTIVITY_KIND):
        owner: Any = cells.table
        of_plan = owner.id if cells is PLAN_KIND else owner.plan
        rows = {row.id: row for row in owner.select().where(of_plan == amendment.plan_id)}
        for place, stored in _stored_in(amendment, cells.subject, list(rows)).items():
            began_new = _is_new(stored[0], amendment)
            changed = _net_change(cells, rows[place.subject_id], place, stored, began_new)
            if changed is not None:
                found.append(changed)
    return tuple(found)


def _stored_in(
    amendment: PlanAmendment, subject: Subject, record_ids: list[int]
) -> dict[FieldKey, list[Revision]]:
    """Return the revisions made during an amendment by field, the oldest first.

    The revision before the amendment, if any, precedes them.
    """
    rows = Revision.select().where(
        Revision.subject == subject,
        Revision.subject_id.in_(record_ids),
        Revision.at <= (amendment.ended_at or now()),
    )
    found: dict[FieldKey, list[Revision]] = defaultdict(list)
    for row in rows.order_by(Revision.version):
        place = FieldKey(subject, row.subject_id, row.field)
        if row.at < amendment.begun_at or row.version == 0:
            found[place] = [row]
        else:
            found[place].append(row)
    return {place: stored for place, stored in found.items() if _is_new(stored[-1], amendment)}


def _is_new(row: Revision, amendment: PlanAmendment) -> bool:
    return bool(row.version > 0 and row.at >= amendment.begun_at)


def _net_change(
    cells: RecordKind, row: Any, place: FieldKey, stored: list[Revision], began_new: bool
) -> AmendedCell | None:
    """Return how a field differs from before the amendment; None if it does not.

    Args:
        stored: the field's revisions as returned by `_stored_in`.
        began_new: whether `stored` begins with a revision of the amendment.
    """
    first, last, field = stored[0].text, stored[-1].text, place.field
    kind, label = ChangeKind.CHANGED, ""
    if field == DELETED_AT:
        was_there, is_there = (first == "") != began_new, last == ""
        if was_there == is_there:
            return None
        kind, first, last = (ChangeKind.ADDED if is_there else ChangeKind.REMOVED), "", ""
    elif first == last:
        return None
    else:
        label = cells.column(field).label
    title, who = cells.title_of(row), stored[-1].who
    return AmendedCell(kind, place.subject, row.id, title, field, label, first, last, who)


def _plan(plan_id: int) -> KmPlan:
    plan: KmPlan | None = KmPlan.get_or_none(id=plan_id, deleted_at=None)
    if plan is None:
        raise NotFound("แผนนี้ถูกลบไปแล้ว เลือกแผนจากรายการอีกครั้ง")
    return plan


def _closed_meeting(meeting_id: int) -> Meeting:
    meeting: Meeting | None = Meeting.get_or_none(id=meeting_id)
    if meeting is None:
        raise NotFound("ไม่พบการประชุมนี้ เลือกจากรายการอีกครั้ง")
    if not MeetingState(meeting.state).is_closed:
        raise Refused(f"การประชุมครั้งที่ {meeting.label} ยังไม่เลิก เลือกการประชุมที่เลิกแล้ว")
    return meeting
