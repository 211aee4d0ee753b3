"""What `kmtui list` shows: one table a word, as headers and rows of plain values."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kmtui.thai.dates import buddhist_year
from kmtui.thai.digits import arabic_digits
from models.committees import Committee, OrderState, Role, seats_on
from models.meetings import MeetingState, all_meetings, roll_of
from models.order_views import orders_list
from models.people import Post, holder_on
from models.people_views import people_list
from models.tasks import ActionItem, live_tasks, task_view

Cell = str | int


@dataclass(frozen=True)
class Listing:
    """A table: field names for JSON and CSV, Thai headers for people, and its rows."""

    fields: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def list_meetings(day: date, year: int | None = None) -> Listing:
    """Every meeting, newest first; of one calendar (Buddhist-era) year where given."""
    del day
    chosen = [meeting for meeting in all_meetings() if year in (None, meeting.year)]
    rows = []
    for meeting in chosen:
        roll = roll_of(meeting)
        rows.append(
            (
                f"{meeting.number}/{meeting.year}",
                meeting.held_on.isoformat(),
                meeting.committee.name,
                MeetingState(meeting.state).label,
                len(roll.present),
                len(roll.seats),
            )
        )
    return Listing(
        ("meeting", "held_on", "committee", "state", "present", "seats"),
        ("ครั้งที่", "วันที่", "คณะกรรมการ", "สถานะ", "มา", "ทั้งหมด"),
        tuple(rows),
    )


def list_people(day: date, year: int | None = None) -> Listing:
    """Every person in dictionary order, with what they hold on the day."""
    del year
    return Listing(
        ("name", "post"),
        ("ชื่อ - สกุล", "ตำแหน่ง"),
        tuple((person.name, person.post_title) for person in people_list(day)),
    )


def list_posts(day: date, year: int | None = None) -> Listing:
    """Every post with its division and its holder on the day (ว่าง where there is none)."""
    del year
    rows = []
    for post in Post.select().order_by(Post.id):
        holder = holder_on(post, day)
        division = post.division.name if post.division else ""
        rows.append((post.name, division, holder.name if holder else "ว่าง", _title(holder)))
    return Listing(
        ("post", "division", "holder", "title"),
        ("ตำแหน่ง", "สังกัด", "ผู้ดำรงตำแหน่ง", "ตำแหน่งที่พิมพ์"),
        tuple(rows),
    )


def list_committees(day: date, year: int | None = None) -> Listing:
    """Every appointed committee with its order, number of seats, chair and secretary."""
    rows = []
    for committee in Committee.select().order_by(Committee.id):
        if year not in (None, committee.order.year):
            continue
        if committee.order.state == OrderState.DRAFT:
            continue
        seats = seats_on(committee, day)
        names = {seat.role: seat.holder.name for seat in seats if seat.holder}
        chair, secretary = names.get(Role.CHAIR, "ว่าง"), names.get(Role.MEMBER_SECRETARY, "ว่าง")
        rows.append((committee.name, committee.order.key, len(seats), chair, secretary))
    return Listing(
        ("committee", "order", "seats", "chair", "secretary"),
        ("คณะกรรมการ", "คำสั่งที่", "จำนวน", "ประธาน", "เลขานุการ"),
        tuple(rows),
    )


def list_orders(day: date, year: int | None = None) -> Listing:
    """Every order, drafts first, then the newest; of one calendar (BE) year where given."""
    del day
    rows = []
    for order in orders_list():
        if year not in (None, buddhist_year(order.issued_on) if order.issued_on else None):
            continue
        issued = order.issued_on.isoformat() if order.issued_on else ""
        committees = ", ".join(order.committees)
        rows.append(
            (arabic_digits(order.label), issued, order.state.label, order.subject, committees)
        )
    return Listing(
        ("order", "issued_on", "state", "subject", "committees"),
        ("คำสั่งที่", "ลงวันที่", "สถานะ", "เรื่อง", "คณะกรรมการ"),
        tuple(rows),
    )


def list_tasks(day: date, year: int | None = None) -> Listing:
    """Every task, the open ones first by urgency; of one calendar (BE) year where given."""
    tasks = live_tasks().order_by(
        ActionItem.done_on.is_null(False), ActionItem.due_on.is_null(), ActionItem.due_on
    )
    rows = []
    for task in tasks:
        if year not in (None, task.meeting.year):
            continue
        view = task_view(task)
        state = "เสร็จแล้ว" if view.done_on else "เกินกำหนด" if view.is_overdue(day) else "ค้างอยู่"
        due = view.due_on.isoformat() if view.due_on else ""
        meeting = f"{task.meeting.number}/{task.meeting.year}"
        rows.append((view.text, view.assignee, due, state, meeting, task.meeting.committee.name))
    return Listing(
        ("task", "assignee", "due_on", "state", "meeting", "committee"),
        ("งาน", "ผู้รับผิดชอบ", "กำหนดเสร็จ", "สถานะ", "ครั้งที่", "คณะกรรมการ"),
        tuple(rows),
    )


LISTINGS: dict[str, Callable[[date, int | None], Listing]] = {
    "meetings": list_meetings,
    "people": list_people,
    "posts": list_posts,
    "committees": list_committees,
    "orders": list_orders,
    "tasks": list_tasks,
}


def _title(holder: object) -> str:
    return str(getattr(holder, "title", ""))
