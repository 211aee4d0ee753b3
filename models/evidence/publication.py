"""The public documents of a fiscal year, and those left out with the reason.

The integrity and transparency assessment (ITA) asks for them on the website; a document that may
still change is left out.
"""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from kmtui.thai.dates import fiscal_year
from kmtui.thai.digits import thai_digits
from models.committees.records import AppointmentOrder, OrderState
from models.evidence.facts import Facts, read_facts
from models.meetings.records import Meeting, MeetingState
from models.minutes.publication import public_edition, public_name
from models.minutes.snapshot import read_meeting_snapshot
from models.plan.values import Plan
from models.storage.database import database


class PublicPaper(Struct, frozen=True):
    """A document to publish.

    Attributes:
        document: its name in the catalogue of documents.
        key: its key there.
        stem: the file name without its ending.
        committee: the committee of minutes; empty otherwise.
        on: the last day that a progress report covers; None otherwise.
    """

    title: str
    document: str
    key: str
    dated: date
    stem: str
    committee: str = ""
    on: date | None = None

    @property
    def is_edition(self) -> bool:
        """Whether a special edition is printed: of minutes, without the undisclosed items."""
        return self.document == "minutes"


class LeftOut(Struct, frozen=True):
    """A document that is not published, with the reason."""

    title: str
    reason: str


class Publication(Struct, frozen=True):
    """The public documents of a fiscal year, in the order in which the office produces them."""

    fiscal_year: int
    papers: tuple[PublicPaper, ...]
    left_out: tuple[LeftOut, ...]


_Found = Iterator[PublicPaper | LeftOut]


def read_publication(year: int, today: date) -> Publication:
    """Read which documents of a fiscal year can be published on a day.

    Raises KmError if a questionnaire of the office is invalid.
    """
    with database.atomic("DEFERRED"):
        facts = read_facts(year, today)
        found = [*_orders(facts, today), *_plan(facts), *_minutes(facts), *_reports(facts, today)]
    papers = tuple(each for each in found if isinstance(each, PublicPaper))
    return Publication(year, papers, tuple(each for each in found if isinstance(each, LeftOut)))


def _orders(facts: Facts, today: date) -> _Found:
    """Yield the orders of the year, earlier ones of its committees, and this year's drafts."""
    committees = (facts.plan_committee, facts.monitoring_committee)
    keys = {each.order_key for each in committees if each is not None}
    orders = AppointmentOrder.select().order_by(AppointmentOrder.issued_on, AppointmentOrder.id)
    is_current = fiscal_year(today) == facts.fiscal_year
    for order in list(orders):
        title = f"คำสั่งที่ {order.label} เรื่อง {order.subject}"
        if order.state == OrderState.DRAFT or order.issued_on is None:
            if is_current:
                yield LeftOut(f"คำสั่งเรื่อง {order.subject}", "ยังเป็นร่าง ยังไม่ออกเลขที่")
        elif order.key in keys or facts.first_day <= order.issued_on <= facts.last_day:
            if order.state == OrderState.REVOKED:
                yield LeftOut(title, "ยกเลิกแล้ว")
            else:
                stem = f"order-{order.number}-{order.year}"
                yield PublicPaper(title, "order", order.key, order.issued_on, stem)


def _plan(facts: Facts) -> _Found:
    year = facts.fiscal_year
    plan, title = facts.plan, f"แผนการจัดการความรู้ ปี {thai_digits(year)}"
    if plan is None or plan.announced_on is None:
        yield LeftOut(title, "ยังไม่มีแผนของปีนี้" if plan is None else "ยังไม่ประกาศใช้")
        return
    if _is_being_amended(plan):
        yield LeftOut(title, "กำลังปรับปรุง จบการปรับปรุงก่อน")
        return
    papers = [("announcement", "ประกาศใช้แผนการจัดการความรู้"), ("plan", "แผนการจัดการความรู้")]
    if plan.scopes:
        papers.append(("scope", "ขอบเขต KM"))
    if plan.lo is not None:
        papers.append(("lo-plan", "แผนองค์กรเรียนรู้ (LO)"))
    for document, called in papers:
        name, label = f"{document}-{year}", f"{called} ปี {thai_digits(year)}"
        yield PublicPaper(label, document, str(year), plan.announced_on, name)


def _is_being_amended(plan: Plan) -> bool:
    return any(each.ended_at is None for each in plan.amendments)


def _minutes(facts: Facts) -> _Found:
    held = Meeting.held_on.between(facts.first_day, facts.last_day)
    for meeting in list(Meeting.select().where(held).order_by(Meeting.held_on, Meeting.id)):
        title = f"รายงานการประชุม{meeting.committee.name} ครั้งที่ {meeting.label}"
        state = MeetingState(meeting.state)
        if state != MeetingState.ADOPTED:
            why = "ยังไม่รับรองรายงาน" if state.is_closed else state.label
            yield LeftOut(title, why)
        elif not public_edition(read_meeting_snapshot(meeting.id)).meeting.items:
            yield LeftOut(title, "ทุกระเบียบวาระทำเครื่องหมายว่าไม่เปิดเผย")
        else:
            key, name = f"{meeting.number}/{meeting.year}", public_name("minutes", meeting)
            committee = meeting.committee.name
            yield PublicPaper(title, "minutes", key, meeting.held_on, name, committee)


def _reports(facts: Facts, today: date) -> _Found:
    """Yield the progress reports of the half-year and the year, and the monitoring report."""
    plan, year = facts.plan, facts.fiscal_year
    if plan is None or plan.announced_on is None:
        return
    label, key = thai_digits(year), str(year)
    title = f"รายงานผลการติดตามแผน ปี {label}"
    half = date(facts.last_day.year, 3, 31)
    passed = [day for day in (half, facts.last_day) if day < today]
    if not any(each.progress for each in plan.activities):
        yield LeftOut(title, "ยังไม่มีผลการดำเนินงาน")
    elif not passed:
        yield LeftOut(title, "ยังไม่ครบครึ่งปีงบประมาณ")
    for day, half_number in zip(passed, (1, 2), strict=False):
        entries = (entry for each in plan.activities for entry in each.progress)
        if any(entry.on_date <= day for entry in entries):
            what = "รอบ ๖ เดือน" if half_number == 1 else "ทั้งปี"
            name = f"progress-{year}-{half_number}"
            yield PublicPaper(f"{title} {what}", "progress", key, day, name, on=day)
    title = f"รายงานการติดตามและประเมินผล ปี {label}"
    if plan.reports:
        last = max(each.reported_on for each in plan.reports)
        yield PublicPaper(title, "monitoring", key, last, f"monitoring-{year}")
    else:
        yield LeftOut(title, "คณะกรรมการยังไม่รายงาน")
