"""The searchable content of each kind of record: text, date, and parent."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from kmtui.thai.dates import buddhist_year, fiscal_range
from kmtui.thai.dates import fiscal_year as fiscal_year_of
from models.committees.records import AppointmentOrder, Committee, Duty
from models.evidence.attachments import Attachment, AttachmentKind
from models.knowledge.records import KnowledgeItem
from models.knowledge.training_records import (
    Training,
)
from models.meetings.records import Meeting
from models.memos.records import PARTS, Memo, MemoKind
from models.minutes.records import AgendaItem, Resolution, Statement
from models.minutes.tasks import ActionItem
from models.people.records import Person, Post
from models.plan.records import (
    ActivityOwner,
    KmPlan,
    PlanActivity,
    PlanGoal,
    PlanScope,
    SuccessFactor,
    activity_title,
)
from models.search.hits import SearchKind

_SOMETIME = date(2000, 1, 1)


class IndexEntry(Struct, frozen=True):
    """The content of a record for the index, with the date by which hits are ordered."""

    record_id: int
    on: date
    title: str
    text: str
    parent_id: int | None = None
    year: int | None = None
    division_id: int | None = None


Source = Callable[[list[int]], Iterable[IndexEntry]]


def _meetings(ids: list[int]) -> Iterator[IndexEntry]:
    for row in Meeting.select(Meeting, Committee).join(Committee).where(Meeting.id.in_(ids)):
        title = f"{row.committee.name} ครั้งที่ {row.label}"
        yield IndexEntry(row.id, row.held_on, title, row.place, row.id, row.year)


def _items(ids: list[int]) -> Iterator[IndexEntry]:
    rows = AgendaItem.select(AgendaItem, Meeting).join(Meeting)
    for row in rows.where(AgendaItem.id.in_(ids), AgendaItem.deleted_at.is_null()):
        yield _of_meeting(row.id, row.meeting, "ระเบียบวาระ", row.title)


def _statements(ids: list[int]) -> Iterator[IndexEntry]:
    rows = (
        Statement.select(Statement, AgendaItem, Meeting)
        .join(AgendaItem)
        .join(Meeting)
        .where(Statement.id.in_(ids), Statement.deleted_at.is_null())
    )
    for row in rows:
        yield _of_meeting(row.id, row.item.meeting, row.item.title, row.text)


def _resolutions(ids: list[int]) -> Iterator[IndexEntry]:
    rows = (
        Resolution.select(Resolution, AgendaItem, Meeting)
        .join(AgendaItem)
        .join(Meeting)
        .where(Resolution.id.in_(ids), Resolution.deleted_at.is_null())
    )
    for row in rows:
        yield _of_meeting(row.id, row.item.meeting, row.item.title, row.text)


def _tasks(ids: list[int]) -> Iterator[IndexEntry]:
    rows = ActionItem.select(ActionItem, Meeting).join(Meeting)
    for row in rows.where(ActionItem.id.in_(ids), ActionItem.deleted_at.is_null()):
        division_id = row.division_id
        entry = _of_meeting(row.id, row.meeting, row.assignee, row.text)
        yield IndexEntry(
            row.id, entry.on, entry.title, row.text, row.meeting_id, entry.year, division_id
        )


def _of_meeting(record_id: int, meeting: Meeting, heading: str, text: str) -> IndexEntry:
    title = f"ครั้งที่ {meeting.label} {heading}"
    return IndexEntry(record_id, meeting.held_on, title, text, meeting.id, meeting.year)


def _orders(ids: list[int]) -> Iterator[IndexEntry]:
    for row in AppointmentOrder.select().where(AppointmentOrder.id.in_(ids)):
        on = row.issued_on or _SOMETIME
        text = f"{row.subject}\n{row.cause}"
        yield IndexEntry(row.id, on, f"คำสั่งที่ {row.label}", text, row.id, row.year)


def _committees(ids: list[int]) -> Iterator[IndexEntry]:
    rows = Committee.select(Committee, AppointmentOrder).join(AppointmentOrder)
    for row in rows.where(Committee.id.in_(ids)):
        duties = [each.text for each in row.duties.order_by(Duty.position)]
        on = row.order.issued_on or _SOMETIME
        yield IndexEntry(row.id, on, row.name, "\n".join(duties), row.order_id, row.order.year)


def _people(ids: list[int]) -> Iterator[IndexEntry]:
    for row in Person.select().where(Person.id.in_(ids)):
        posts = [each.post.name for each in row.assignments]
        yield IndexEntry(row.id, _SOMETIME, row.full_name, "\n".join(posts), row.id)


def _posts(ids: list[int]) -> Iterator[IndexEntry]:
    for row in Post.select().where(Post.id.in_(ids)):
        text = f"{row.short_name} {row.formal_name}".strip()
        yield IndexEntry(row.id, _SOMETIME, row.name, text, row.id, None, row.division_id)


def _knowledge(ids: list[int]) -> Iterator[IndexEntry]:
    for row in KnowledgeItem.select().where(
        KnowledgeItem.id.in_(ids), KnowledgeItem.deleted_at.is_null(), KnowledgeItem.text != ""
    ):
        words = (row.text, row.strategy, row.kept_at, row.tools, row.tags)
        yield IndexEntry(
            row.id,
            fiscal_range(row.fiscal_year)[0],
            f"{row.division.name} ปีงบประมาณ {row.fiscal_year}",
            "\n".join(each for each in words if each),
            row.fiscal_year,
            row.fiscal_year,
            row.division_id,
        )


def _plans(ids: list[int]) -> Iterator[IndexEntry]:
    for row in KmPlan.select().where(KmPlan.id.in_(ids), KmPlan.deleted_at.is_null()):
        words = (row.title, row.website, row.scope_intro, row.goal_intro, row.factor_intro)
        yield _of_plan(row.id, row, "", words)


def _scopes(ids: list[int]) -> Iterator[IndexEntry]:
    for row in _live(PlanScope, ids):
        benefits = (row.benefit_people, row.benefit_staff, row.benefit_agencies)
        others = (row.benefit_government, row.benefit_outsource)
        words = (row.text, row.mission, row.unit, *benefits, *others)
        yield _of_plan(row.id, row.plan, "ขอบเขต", words)


def _goals(ids: list[int]) -> Iterator[IndexEntry]:
    for row in _live(PlanGoal, ids):
        yield _of_plan(row.id, row.plan, "เป้าหมาย", (row.text, row.unit))


def _factors(ids: list[int]) -> Iterator[IndexEntry]:
    for row in _live(SuccessFactor, ids):
        yield _of_plan(row.id, row.plan, "ปัจจัยแห่งความสำเร็จ", (row.text, row.problem))


def _activities(ids: list[int]) -> Iterator[IndexEntry]:
    for row in _live(PlanActivity, ids):
        heading = activity_title(row)
        words = (row.title, row.bullets, row.method, row.target_group, row.indicator, row.target)
        others = (row.period_text, row.owner_text, row.tools, row.remark)
        owner = row.owners.where(ActivityOwner.division.is_null(False)).first()
        division_id = owner.division_id if owner is not None else None
        yield _of_plan(row.id, row.plan, heading, (heading, *words, *others), division_id)


def _announcements(ids: list[int]) -> Iterator[IndexEntry]:
    announced = KmPlan.announced_on.is_null(False) & KmPlan.deleted_at.is_null()
    for row in KmPlan.select().where(KmPlan.id.in_(ids), announced):
        title = f"ประกาศใช้แผนการจัดการความรู้ ปีงบประมาณ {row.fiscal_year}"
        text = f"{row.title}\n{row.announced_name} {row.announced_title}"
        yield IndexEntry(
            row.id, row.announced_on or _SOMETIME, title, text, row.id, row.fiscal_year
        )


def _live(table: Any, ids: list[int]) -> Any:
    rows = table.select(table, KmPlan).join(KmPlan)
    return rows.where(table.id.in_(ids), table.deleted_at.is_null(), KmPlan.deleted_at.is_null())


def _of_plan(
    record_id: int,
    plan: KmPlan,
    heading: str,
    words: tuple[str, ...],
    division_id: int | None = None,
) -> IndexEntry:
    year: Any = plan.fiscal_year
    title = f"แผนปีงบประมาณ {year} {heading}".rstrip()
    text = "\n".join(each for each in words if each)
    return IndexEntry(record_id, fiscal_range(year)[0], title, text, plan.id, year, division_id)


def _memos(ids: list[int]) -> Iterator[IndexEntry]:
    for row in Memo.select().where(Memo.id.in_(ids), Memo.deleted_at.is_null()):
        parts = (getattr(row, name) for name, _label in PARTS)
        words = (row.subject, row.addressee, *parts, row.saraban_number, row.reply_text)
        title = f"{MemoKind(row.kind).label} {row.label}".rstrip()
        text = "\n".join(each for each in words if each)
        year = row.fiscal_year or row.year or buddhist_year(row.written_on)
        yield IndexEntry(row.id, row.written_on, title, text, row.id, year, row.division_id)


def _trainings(ids: list[int]) -> Iterator[IndexEntry]:
    rows = Training.select(Training, Person).join(Person)
    for row in rows.where(Training.id.in_(ids), Training.deleted_at.is_null()):
        about = (row.title, row.organizer, row.place, row.learnt, row.use, row.suggestion)
        words = (*about, row.before, row.after, row.published_at)
        text = "\n".join(each for each in words if each)
        year = fiscal_year_of(row.begins_on)
        yield IndexEntry(row.id, row.begins_on, row.person.full_name, text, row.person_id, year)


def _attachments(ids: list[int]) -> Iterator[IndexEntry]:
    for row in Attachment.select().where(Attachment.id.in_(ids), Attachment.deleted_at.is_null()):
        title = f"{AttachmentKind(row.kind).label} ปีงบประมาณ {row.fiscal_year}"
        on = date.fromisoformat(row.at[:10])
        text = f"{row.title}\n{row.file_name}"
        yield IndexEntry(row.id, on, title, text, row.fiscal_year, row.fiscal_year)


SOURCES: dict[SearchKind, Source] = {
    SearchKind.MEETING: _meetings,
    SearchKind.AGENDA_ITEM: _items,
    SearchKind.STATEMENT: _statements,
    SearchKind.RESOLUTION: _resolutions,
    SearchKind.TASK: _tasks,
    SearchKind.ORDER: _orders,
    SearchKind.COMMITTEE: _committees,
    SearchKind.PERSON: _people,
    SearchKind.POST: _posts,
    SearchKind.KNOWLEDGE: _knowledge,
    SearchKind.PLAN: _plans,
    SearchKind.SCOPE: _scopes,
    SearchKind.GOAL: _goals,
    SearchKind.FACTOR: _factors,
    SearchKind.ACTIVITY: _activities,
    SearchKind.DOCUMENT: _announcements,
    SearchKind.MEMO: _memos,
    SearchKind.TRAINING: _trainings,
    SearchKind.ATTACHMENT: _attachments,
}
