"""The meetings of a year, against a plain counting of the same roll."""

from datetime import date, time
from pathlib import Path

from models.home.listing import LISTINGS
from models.home.meeting_year import read_meeting_year, years_of_meetings
from models.meetings.attendance import mark_late, mark_left, set_substitute
from models.meetings.electronic import MeetingForm
from models.meetings.records import Meeting, close_meeting, mark, roll_of, start_meeting
from models.meetings.roll import AttendanceStatus
from models.minutes.records import Outcome, record_resolution
from models.minutes.tasks import TaskDraft, assign_task, finish_task
from tests.builders import a_committee, a_meeting, an_item, close
from tests.other_office import COMMITTEE, OUTSIDERS, OtherOffice, hold_online

YEAR, LAST_DAY = 2569, date(2026, 12, 31)


def test_yearly_attendance_equals_the_rolls_of_closed_meetings(
    other_office: OtherOffice,
) -> None:
    hold_online(other_office, MeetingForm.MIXED)
    found = read_meeting_year(YEAR, LAST_DAY)
    rolls = [
        roll_of(each)
        for each in Meeting.select().where(Meeting.number.in_([1, 4]))  # 2 failed, 3 is planned
    ]
    lines = [entry for roll in rolls for entry in roll.seats if entry.name]
    assert sum(each.meetings for each in found.attendance) == len(lines)
    assert sum(each.came for each in found.attendance) == sum(len(each.present) for each in rolls)
    assert sum(each.excused for each in found.attendance) == 4
    by_name = {each.name: each for each in found.attendance}
    assert len(by_name) == 22
    online = by_name[OUTSIDERS[0]]
    assert (online.came, online.online, online.came_to) == (2, 1, ("๑/๒๕๖๙", "๔/๒๕๖๙"))
    (count,) = found.counts
    assert (count.planned, count.held, count.failed, count.missed) == (4, 2, 1, 1)
    assert read_meeting_year(YEAR, date(2026, 11, 30)).counts[0].waiting == 1
    assert years_of_meetings() == (YEAR,)


def test_each_way_of_attending_is_counted_once(store: Path) -> None:
    meeting = a_meeting(committee=a_committee(6))
    lines = [each.attendance_id for each in roll_of(Meeting.get_by_id(meeting.id)).seats]
    start_meeting(meeting.id, time(14))
    mark_late(lines[0], time(14, 30))
    mark(lines[1], AttendanceStatus.PRESENT)
    mark_left(lines[1], time(15))
    set_substitute(lines[2], "นายแทน มาแล้ว", "")
    mark(lines[3], AttendanceStatus.ABSENT, "ลาป่วย")
    mark(lines[4], AttendanceStatus.ABSENT)
    mark(lines[5], AttendanceStatus.PRESENT)
    close_meeting(meeting.id, time(16))
    told = [
        (each.came, each.late, each.left, each.substituted, each.excused, each.absent)
        for each in read_meeting_year(2563, LAST_DAY).attendance
    ]
    assert told == [
        (1, 1, 0, 0, 0, 0),
        (1, 0, 1, 0, 0, 0),
        (0, 0, 0, 1, 0, 0),
        (0, 0, 0, 0, 1, 0),
        (0, 0, 0, 0, 0, 1),
        (1, 0, 0, 0, 0, 0),
    ]


def test_a_resolution_shows_the_outcome_of_its_tasks(store: Path) -> None:
    meeting = a_meeting()
    item = an_item(meeting)
    first = record_resolution(item.id, Outcome.ENDORSED, "เห็นชอบ ก", 3)
    record_resolution(item.id, Outcome.ASSIGNED, "มอบหมาย ข", 3)
    done = assign_task(item.id, TaskDraft("จัดทำแผน", "กองช่าง", date(2020, 10, 1)), first)
    assign_task(item.id, TaskDraft("รายงานผล", "กองคลัง", date(2020, 12, 1)))
    close(meeting.id)
    finish_task(done, date(2020, 9, 30), "ส่งแล้ว")
    one, two = read_meeting_year(2563, LAST_DAY).resolutions
    assert one.became(date(2020, 11, 1)) == "กองช่าง จัดทำแผน: เสร็จเมื่อ ๓๐ กันยายน ๒๕๖๓ ส่งแล้ว"
    assert one.is_settled()
    assert two.became(date(2020, 11, 1)) == "กองคลัง รายงานผล: ยังไม่เสร็จ"
    assert two.became(date(2020, 12, 2)) == "กองคลัง รายงานผล: เกินกำหนด"
    assert not two.is_settled()


def test_a_year_is_narrowed_to_a_committee_and_listed_per_committee(store: Path) -> None:
    first = a_committee(name="คณะกรรมการ ก")
    other = a_committee(name="คณะกรรมการ ข")
    for committee in (first, other):
        close(a_meeting(committee=committee).id)
    assert [each.committee for each in read_meeting_year(2563, LAST_DAY).counts] == [
        "คณะกรรมการ ก",
        "คณะกรรมการ ข",
    ]
    only = read_meeting_year(2563, LAST_DAY, "กรรมการ ข")
    assert {each.committee for each in only.attendance} == {"คณะกรรมการ ข"}
    assert len(LISTINGS["attendance"](LAST_DAY, 2563).rows) == 6
    assert [row[2:4] for row in LISTINGS["held"](LAST_DAY, None).rows] == [(1, 1), (1, 1)]
    assert LISTINGS["resolutions"](LAST_DAY, 2570).rows == ()
    assert COMMITTEE not in str(LISTINGS["held"](LAST_DAY, None))
