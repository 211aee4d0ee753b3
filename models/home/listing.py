"""The tables of `kmtui list`: headers and rows of plain values.

Every function takes the day as of which it lists and a year (None: all years), needed or not,
because the command line calls all of them alike.
"""

from collections.abc import Callable, Iterator
from datetime import date

from kmtui.thai.damaged import DAMAGED
from kmtui.thai.dates import buddhist_year
from kmtui.thai.digits import arabic_digits
from models.committees.records import Committee, OrderState, Role, seats_on
from models.committees.views import orders_list
from models.home.year_lists import list_attendance, list_held, list_resolutions
from models.knowledge.records import years_classified
from models.knowledge.training import all_trainings
from models.knowledge.views import YearLists, read_year
from models.meetings.records import MeetingState, all_meetings, roll_of
from models.memos.records import MemoKind, Reply
from models.memos.views import MemoView, read_memos, typed_keys
from models.minutes.tasks import URGENT_FIRST, ActionItem, live_tasks, task_view
from models.office.organization import Division
from models.office.plain_table import CellValue, Listing
from models.people.records import Post, holder_on
from models.people.views import people_list
from models.plan.follow_up import follow_up
from models.plan.views import read_plan, read_plans


def list_meetings(day: date, year: int | None = None) -> Listing:
    """List the meetings, newest first; of one calendar year (Buddhist Era) if given."""
    del day
    chosen = [meeting for meeting in all_meetings() if year in (None, meeting.year)]
    rows = []
    for meeting in chosen:
        roll = roll_of(meeting)
        rows.append(
            (
                f"{meeting.number}/{meeting.year}",
                meeting.held_on,
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
    """List the people in dictionary order, with the posts held on the day."""
    del year
    return Listing(
        ("name", "post"),
        ("ชื่อ - สกุล", "ตำแหน่ง"),
        tuple((person.name, person.post_title) for person in people_list(day)),
    )


def list_posts(day: date, year: int | None = None) -> Listing:
    """List the posts, abolished ones too, with division and holder on the day (ว่าง if vacant)."""
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
    """List the appointed committees with order, seats, and the day's chair and secretary.

    Of one calendar year (Buddhist Era) of the order, if given.
    """
    rows = []
    for committee in Committee.select().order_by(Committee.id):
        if year not in (None, committee.order.year):
            continue
        if committee.order.state == OrderState.DRAFT:
            continue
        seats = seats_on(committee, day)
        names = {seat.role: seat.holder.name for seat in seats if seat.holder}
        chair, secretary = names.get(Role.CHAIR, "ว่าง"), names.get(Role.MEMBER_SECRETARY, "ว่าง")
        state = _in_force(committee)
        rows.append((committee.name, committee.order.key, len(seats), chair, secretary, state))
    return Listing(
        ("committee", "order", "seats", "chair", "secretary", "state"),
        ("คณะกรรมการ", "คำสั่งที่", "จำนวน", "ประธาน", "เลขานุการ", "สถานะ"),
        tuple(rows),
    )


def list_orders(day: date, year: int | None = None) -> Listing:
    """List all orders, drafts first, then the newest; of one calendar year (BE) if given."""
    del day
    rows = []
    for order in orders_list():
        if year not in (None, buddhist_year(order.issued_on) if order.issued_on else None):
            continue
        issued = order.issued_on or ""
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
    """List the tasks, open ones first by urgency; of one calendar year (BE) if given."""
    tasks = live_tasks().order_by(ActionItem.done_on.is_null(False), *URGENT_FIRST)
    rows = []
    for task in tasks:
        if year not in (None, task.meeting.year):
            continue
        view = task_view(task)
        state = "เสร็จแล้ว" if view.done_on else "เกินกำหนด" if view.is_overdue(day) else "ค้างอยู่"
        due = view.falls_due_on or ""
        meeting = f"{task.meeting.number}/{task.meeting.year}"
        rows.append((view.text, view.assignee, due, state, meeting, task.meeting.committee.name))
    return Listing(
        ("task", "assignee", "due_on", "state", "meeting", "committee"),
        ("งาน", "ผู้รับผิดชอบ", "กำหนดเสร็จ", "สถานะ", "ครั้งที่", "คณะกรรมการ"),
        tuple(rows),
    )


def list_plans(day: date, year: int | None = None) -> Listing:
    """List the KM plans with progress, the latest year first; of one fiscal year if given."""
    rows: list[tuple[CellValue, ...]] = []
    for line in read_plans():
        if year not in (None, line.fiscal_year):
            continue
        total = follow_up(read_plan(line.fiscal_year), day).total
        announced = line.announced_on or ""
        counts = (total.total_count, total.done_count, total.overdue_count)
        rows.append((line.fiscal_year, line.state.label, announced, *counts))
    return Listing(
        ("fiscal_year", "state", "announced_on", "activities", "done", "overdue"),
        ("ปีงบประมาณ", "สถานะ", "วันประกาศ", "กิจกรรม", "แล้วเสร็จ", "เกินกำหนด"),
        tuple(rows),
    )


def list_activities(day: date, year: int | None = None) -> Listing:
    """List the activities of all KM plans, or of one fiscal year, with their state on the day."""
    rows = []
    for line in read_plans():
        if year not in (None, line.fiscal_year):
            continue
        for each in follow_up(read_plan(line.fiscal_year), day).standings:
            row, table = each.activity, each.table
            owners = ", ".join(row.owner_names)
            standing = (row.period, owners, each.label)
            rows.append((line.fiscal_year, table.title, row.number, row.heading, *standing))
    return Listing(
        ("fiscal_year", "table", "number", "activity", "period", "owners", "state"),
        ("ปีงบประมาณ", "ตาราง", "ลำดับ", "กิจกรรม", "ระยะเวลา", "ผู้รับผิดชอบ", "สถานะ"),
        tuple(rows),
    )


def list_knowledge(day: date, year: int | None = None) -> Listing:
    """List the classified items with holders, the latest fiscal year first, or of one year."""
    del day
    years = [each for each in years_classified() if year in (None, each)]
    rows = [row for each in years for row in _classified(read_year(each))]
    return Listing(
        ("fiscal_year", "kind", "division", "number", "item", "holders", "chosen"),
        ("ปีงบประมาณ", "ชนิด", "หน่วยงาน", "ลำดับ", "รายการ", "ผู้รู้", "แผน"),
        tuple(rows),
    )


def list_memos(day: date, year: int | None = None) -> Listing:
    """List the register of memos, drafts too, the newest first; of one fiscal year if given."""
    del day
    keys = typed_keys(read_memos())
    rows = tuple(
        (
            keys[each.id],
            each.written_on,
            each.division,
            each.subject,
            each.addressee,
            _reply(each),
        )
        for each in read_memos(year)
    )
    return Listing(
        ("memo", "written_on", "division", "subject", "addressee", "state"),
        ("ที่", "ลงวันที่", "ส่วนราชการ", "เรื่อง", "เรียน", "สถานะ"),
        rows,
    )


def _reply(memo: MemoView) -> str:
    if not memo.is_numbered:
        return "ร่าง"
    if memo.kind == MemoKind.CIRCULAR:
        left = len(memo.unsigned_divisions)
        return f"ยังไม่ลงนาม {left} หน่วยงาน" if left else "ลงนามครบ"
    return "รอผล" if memo.reply == Reply.NONE else memo.reply.label


def list_trainings(day: date, year: int | None = None) -> Listing:
    """List the trainings with their duties on the day, the latest number first.

    Of one fiscal year if given: of the number, or of the return.
    """
    rows = tuple(
        (
            each.key,
            each.person,
            each.title,
            each.begins_on,
            each.returned_on,
            each.report.state(day),
            each.publication.state(day),
        )
        for each in all_trainings()
        if year is None or year in (each.fiscal_year, int(each.key.rpartition("/")[2]))
    )
    return Listing(
        ("training", "person", "title", "begins_on", "returned_on", "report", "publication"),
        ("ที่", "ผู้เข้ารับการพัฒนา", "หลักสูตร/โครงการ", "เริ่ม", "กลับ", "รายงาน", "เผยแพร่"),
        rows,
    )


def _classified(year: YearLists) -> Iterator[tuple[CellValue, ...]]:
    names = {row.id: str(row.name) for row in Division.select()}
    for item in year.items:
        holders = ", ".join(holder.name for holder in item.holders)
        chosen = "เข้าแผน" if item.chosen else ""
        about = (names.get(item.division_id, DAMAGED), item.number, item.text, holders, chosen)
        yield year.fiscal_year, item.kind.label, *about


LISTINGS: dict[str, Callable[[date, int | None], Listing]] = {
    "meetings": list_meetings,
    "people": list_people,
    "posts": list_posts,
    "committees": list_committees,
    "orders": list_orders,
    "tasks": list_tasks,
    "plans": list_plans,
    "activities": list_activities,
    "knowledge": list_knowledge,
    "memos": list_memos,
    "trainings": list_trainings,
    "attendance": list_attendance,
    "resolutions": list_resolutions,
    "held": list_held,
}


def _in_force(committee: Committee) -> str:
    if committee.replaced_by is not None:
        return f"แทนด้วยคำสั่งที่ {committee.replaced_by.order.key}"
    if committee.order.state == OrderState.REVOKED:
        return OrderState.REVOKED.label
    return "ใช้อยู่"


def _title(holder: object) -> str:
    return str(getattr(holder, "title", ""))
