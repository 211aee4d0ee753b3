"""An office that is not the example, made from nothing by the operations that screens call.

เทศบาลตำบลบ้านใหม่สามัคคี: a committee of 23 with people from outside, a member by name with a rank
and a vacant post; an order that replaces another; a meeting of some pages, one that failed its
quorum, and the one that takes it up again.
"""

from datetime import date, time

from msgspec import Struct
from msgspec.structs import replace

from models.committees.operations import add_committee, add_duty, add_seat
from models.committees.orders import amend_order, draft_order, issue
from models.committees.records import Committee, CommitteeKind, Role
from models.meetings.attendance import add_guest, mark_late, set_online
from models.meetings.electronic import ElectronicDetails, MeetingForm, parse_troubles
from models.meetings.notice import set_electronic
from models.meetings.records import (
    Meeting,
    close_meeting,
    mark,
    plan_meeting,
    roll_of,
    start_meeting,
)
from models.meetings.roll import AttendanceStatus
from models.minutes.reconvening import reconvene
from models.minutes.records import (
    Outcome,
    add_item,
    add_statement,
    record_resolution,
)
from models.minutes.tasks import TaskDraft, assign_task
from models.minutes.vote_counts import CastingVote, Votes
from models.minutes.votes import record_votes
from models.office.organization import Organization
from models.people.assignments import assign
from models.people.operations import add_division, add_new_person, add_post
from models.people.records import AssignmentKind

OFFICE = "เทศบาลตำบลบ้านใหม่สามัคคี"
COMMITTEE = "คณะกรรมการจัดการความรู้"
SUBJECT = "แต่งตั้งคณะกรรมการจัดการความรู้ ประจำปีงบประมาณ พ.ศ. ๒๕๗๐"
TELEPHONE = "0 4466 6543 ต่อ 11"
EMAIL = "saraban@banmai-samakkhi.example.go.th"
VACANT_POST = "ผู้อำนวยการกองสวัสดิการสังคม"
OUTSIDERS = ("นายวิเชียร กำเนิดผล", "ดร.พิมพ์ใจ รัตนกุล")
IN_RANK = "จ่าสิบเอก นิพนธ์ คำภา"
SHARED_POST = "เจ้าพนักงานธุรการ"
_LONG_AGO = date(2025, 10, 1)
_OFFICERS = (
    ("นายกเทศมนตรีตำบลบ้านใหม่สามัคคี", "นายประเสริฐ ทองดี"),
    ("รองนายกเทศมนตรีตำบลบ้านใหม่สามัคคี", "นางสาวกัลยา วงศ์สวัสดิ์"),
    ("ปลัดเทศบาล", "ดร.สุภาพร แก้วมณี"),
    ("รองปลัดเทศบาล", "นายธนกฤต ศรีสุข"),
    ("หัวหน้าสำนักปลัดเทศบาล", "นางจิราพร พงษ์พันธ์"),
    ("ผู้อำนวยการกองคลัง", "นางวราภรณ์ เจริญสุข"),
    ("ผู้อำนวยการกองช่าง", "นายอนุชา ชัยมงคล"),
    ("ผู้อำนวยการกองการศึกษา", "นางนภัสวรรณ อินทร์แก้ว"),
    ("ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม", "นายสมศักดิ์ บุญเรือง"),
    ("หัวหน้าฝ่ายอำนวยการ", "นางสาวปาริชาติ สายทอง"),
)
_MORE = 9
_LONG = (
    "ขอให้ทุกหน่วยงานรวบรวมองค์ความรู้ที่จำเป็นต่อการปฏิบัติงาน จำนวน 12 เรื่อง พร้อมรายชื่อผู้รับผิดชอบ"
    "และหมายเลขโทรศัพท์ ส่งให้ฝ่ายเลขานุการภายในวันที่ 15 ธันวาคม 2569 เพื่อจัดทำเป็นคู่มือของเทศบาล"
    "และเผยแพร่ทางเว็บไซต์ www.example.go.th ตามมาตรา 11 แห่งพระราชกฤษฎีกาฯ"
)


class OtherOffice(Struct, frozen=True):
    """What the office has: ids of its orders, committee and meetings."""

    first_order_id: int
    order_id: int
    committee_id: int
    held_id: int
    failed_id: int
    again_id: int


def make_other_office() -> OtherOffice:
    """Write the office into the open store."""
    Organization.create(
        name=OFFICE, short_name="ทต.บ้านใหม่สามัคคี", district="เมือง", province="บุรีรัมย์",
        memo_prefix="บร ๕๒๖๐๑", meeting_place="ห้องประชุมชั้น 2",
        telephone=TELEPHONE, email=EMAIL,
    )  # fmt: skip
    division = add_division("สำนักปลัดเทศบาล", "สำนักปลัด")
    posts = [_held(post, person, division) for post, person in _OFFICERS]
    posts += [
        _held(f"หัวหน้างานที่ {number}", f"นางสาวสุนีย์ แซ่ลิ้ม{'ก' * number}", division)
        for number in range(1, _MORE + 1)
    ]
    posts.append(add_post(VACANT_POST, division_id=division))
    named = [add_new_person(name, force=True) for name in (*OUTSIDERS, IN_RANK)]
    shared = add_post(SHARED_POST, shared=True)
    assign(named[-1], shared, AssignmentKind.SUBSTANTIVE, _LONG_AGO)
    first = _order(posts, named)
    second = amend_order(first)
    issue(second, date(2026, 11, 10), 415, gap_ok=True)
    committee: Committee = Committee.get(Committee.order == second)
    return OtherOffice(first, second, committee.id, *_meetings(committee.id))


def _held(post: str, person: str, division_id: int) -> int:
    post_id = add_post(post, division_id=division_id)
    person_id = add_new_person(person, force=True)
    assign(person_id, post_id, AssignmentKind.SUBSTANTIVE, _LONG_AGO)
    return post_id


def _order(posts: list[int], named: list[int]) -> int:
    order = draft_order(SUBJECT, cause="ด้วยเทศบาลเห็นสมควรแต่งตั้งคณะกรรมการจัดการความรู้")
    committee = add_committee(order, COMMITTEE, kind=CommitteeKind.PLAN)
    roles = {0: Role.CHAIR, 1: Role.VICE_CHAIR, 4: Role.MEMBER_SECRETARY}
    for at, post in enumerate(posts):
        add_seat(committee, roles.get(at, Role.MEMBER), post_id=post)
    for person in named:
        add_seat(committee, Role.MEMBER, person_id=person)
    for duty in ("จัดทำแผนการจัดการความรู้", "ติดตามผลทุก 6 เดือน"):
        add_duty(committee, duty)
    issue(order, date(2026, 10, 15), 412)
    return order


def _meetings(committee_id: int) -> tuple[int, int, int]:
    held = plan_meeting(committee_id, date(2026, 11, 16), time(13, 30), "ห้องประชุมชั้น 2")
    _attend(held, absent=2)
    start_meeting(held, time(13, 35))
    _discuss(held)
    close_meeting(held, time(16, 5))
    failed = plan_meeting(committee_id, date(2026, 11, 23), time(9, 30), "ห้องประชุมชั้น 2")
    _agenda(failed)
    _attend(failed, absent=17)
    start_meeting(failed, time(9, 45))
    again = reconvene(failed, date(2026, 11, 30), time(9, 30), "ห้องประชุมชั้น 2", True)
    close_meeting(failed, time(10))
    return held, failed, again


def _attend(meeting_id: int, absent: int) -> None:
    """Let all come but the last so many, who are on other duty; the vacant post stays vacant."""
    entries = roll_of(Meeting.get_by_id(meeting_id)).unmarked
    for entry in entries[: len(entries) - absent]:
        mark(entry.attendance_id, AttendanceStatus.PRESENT)
    for entry in entries[len(entries) - absent :]:
        mark(entry.attendance_id, AttendanceStatus.ABSENT, "ติดราชการ")


def hold_online(office: OtherOffice, form: MeetingForm, day: date = date(2026, 12, 14)) -> int:
    """Hold an e-meeting, or a mixed one with six members online, an outsider and a guest.

    One identified himself in another way than the rest, one joined late, the sound failed once.
    """
    meeting = plan_meeting(office.committee_id, day, time(13, 30), "ห้องประชุมชั้น 2")
    way = "เปิดกล้องแล้วแจ้งชื่อและตำแหน่ง"
    details = ElectronicDetails(
        form, "Cisco Webex ของ สพร.", "https://webex.example.go.th/j/1234567 รหัส 8899", way
    )
    set_electronic(meeting, details)
    _attend(meeting, absent=2)
    guest = "นายช่างเทคนิค ใจดี"
    add_guest(meeting, guest, "เจ้าหน้าที่ระบบ")
    here = roll_of(Meeting.get_by_id(meeting))
    for entry in here.present[-6:] if form == MeetingForm.MIXED else ():
        set_online(entry.attendance_id, True, way)
    online = roll_of(Meeting.get_by_id(meeting)).online
    set_online(online[-1].attendance_id, True, "ส่งภาพบัตรประจำตัวเจ้าหน้าที่ทางแชต")
    mark_late(online[0].attendance_id, time(13, 50))
    start_meeting(meeting, time(13, 35))
    _discuss(meeting)
    troubles = parse_troubles("13.40-13.52 เสียงของห้องประชุมขาดหาย; 15.10 แชร์จอไม่ได้")
    kept = "เครื่องแม่ข่ายสำนักปลัดเทศบาล โฟลเดอร์ ประชุม/2569"
    set_electronic(meeting, replace(details, recording=kept, troubles=troubles))
    close_meeting(meeting, time(16, 5))
    return meeting


def _agenda(meeting_id: int) -> list[int]:
    return [
        add_item(meeting_id, title)
        for title in ("เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ", "เรื่องสืบเนื่อง", "เรื่องเสนอให้ที่ประชุมพิจารณา")
    ]


def _discuss(meeting_id: int) -> None:
    """Three pages of talk, a tie broken by the chair, sub-items, a parent without words."""
    told, following, considered = _agenda(meeting_id)
    speakers = [each.attendance_id for each in roll_of(Meeting.get_by_id(meeting_id)).present]
    add_statement(told, speakers[0], f"{_LONG}\n{_LONG}\n")
    for at, title in enumerate(("การเตรียมสถานที่จัดงาน", "การสำรวจองค์ความรู้")):
        item = add_item(meeting_id, title, parent_id=following)
        for turn in range(4):
            said = add_statement(item, speakers[(at + turn) % 5], f"{_LONG} {_LONG}")
        assign_task(item, TaskDraft("สรุปผล", "กองช่าง", date(2026, 12, 25)), statement_id=said)
    decided = record_resolution(considered, Outcome.APPROVED, "มีมติเห็นชอบแผนการจัดการความรู้", 20)
    record_votes(decided, Votes(9, 9, 2, casting_vote=CastingVote.FOR))
