"""The life of a meeting: closed, checked, adopted, opened again; each step leaves its trace."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from models.errors import NotFound, Refused
from models.meetings.events import Adoption, EventKind
from models.meetings.records import (
    Meeting,
    MeetingState,
    close_meeting,
    mark,
    mark_all_present,
    roll_of,
    start_meeting,
)
from models.meetings.roll import AttendanceStatus
from models.minutes.lifecycle import (
    add_correction,
    adopt_minutes,
    check_minutes,
    missing_before_closing,
    reopen_meeting,
    set_times,
)
from models.minutes.records import (
    Outcome,
    Resolution,
    add_item,
    add_statement,
    mark_nothing_said,
    record_resolution,
)
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.tasks import TaskDraft, assign_task
from models.people.records import Assignment
from tests.builders import (
    THE_DAY,
    a_committee,
    a_meeting,
    a_person,
    a_statement,
    an_assignment,
    an_item,
    by,
    close,
)
from tests.refusals import refused

LATER = date(2020, 12, 22)


def state_of(meeting: Meeting) -> MeetingState:
    return MeetingState(Meeting.get_by_id(meeting.id).state)


def trace(meeting: Meeting) -> list[EventKind]:
    return [event.what for event in read_meeting_snapshot(meeting.id).events]


def sentences(meeting: Meeting) -> str:
    return "\n".join(each.sentence for each in missing_before_closing(meeting.id))


def test_every_step_of_a_meeting_is_logged_with_user_time_and_kind(store: Path) -> None:
    meeting = a_meeting(closed=True)
    by("ผู้ตรวจ", check_minutes, meeting.id)
    by("เลขานุการ", adopt_minutes, meeting.id, LATER, Adoption.CIRCULATION, ())
    steps = [EventKind.STARTED, EventKind.CLOSED, EventKind.CHECKED, EventKind.ADOPTED]
    assert trace(meeting) == steps
    events = read_meeting_snapshot(meeting.id).events
    assert [event.who for event in events[2:]] == ["ผู้ตรวจ", "เลขานุการ"]
    assert events[0].who
    assert events[0].note == "๑๔.๐๐ น."
    assert [event.happened_at for event in events] == sorted(event.happened_at for event in events)
    assert events[0].happened_at.utcoffset() is not None


def test_obstacles_to_closing_are_listed_before_gaps_of_items(store: Path) -> None:
    meeting = a_meeting(items=2, committee=a_committee(seats=1, vacant=1))
    missing = missing_before_closing(meeting.id)
    assert [each.blocks for each in missing] == [True, True, False, False]
    assert "เริ่มประชุม" in missing[0].sentence
    assert roll_of(meeting).entries[0].name in missing[1].sentence
    assert [each.item_id for each in missing[2:]] == [item.id for item in meeting.items]
    assert "ระเบียบวาระที่ ๑ ไม่มีข้อความ" in missing[2].sentence


def test_a_meeting_with_nothing_missing_has_an_empty_list(store: Path) -> None:
    meeting = a_meeting(items=2)
    first, second = meeting.items
    mark_all_present(meeting.id)
    start_meeting(meeting.id, time(14))
    mark_nothing_said(first.id, True)
    sub = add_item(meeting.id, "ย่อย", parent_id=second.id)
    add_statement(sub, None, "มีข้อความ")
    resolution = record_resolution(sub, Outcome.NOTED, "รับทราบ", 3)
    assign_task(sub, TaskDraft("งาน", "ทุกกอง", LATER), resolution_id=resolution)
    assert missing_before_closing(meeting.id) == ()


def test_closing_names_empty_statements_resolutions_and_incomplete_tasks(store: Path) -> None:
    item = an_item(a_meeting(committee=a_committee(seats=4)))
    a_statement(" ", item=item)
    resolution = record_resolution(item.id, Outcome.ENDORSED, "เห็นชอบ", 1)
    Resolution.update(text="").execute()
    assign_task(item.id, TaskDraft("งานหนึ่ง"), resolution_id=resolution)
    assign_task(item.id, TaskDraft("งานสอง", "ทุกกอง"))
    found = sentences(item.meeting)
    for words in (
        "คำพูดของ นายคนที่ ๑ ใจดี ยังว่างอยู่",
        "มติ ๑ ยังไม่มีข้อความ",
        "มติ ๑ ลงมติเมื่อองค์ประชุมไม่ครบ มา ๑ ต้องการ ๒",
        "งาน “งานหนึ่ง” ยังไม่มีผู้รับผิดชอบและวันกำหนดเสร็จ",
        "งาน “งานสอง” ยังไม่มีวันกำหนดเสร็จ",
    ):
        assert words in found
    mark_all_present(item.meeting_id)
    start_meeting(item.meeting_id, time(14))
    assert not any(each.blocks for each in missing_before_closing(item.meeting_id))
    close_meeting(item.meeting_id, time(16))


def test_listing_gaps_of_an_unknown_meeting_raises_not_found(store: Path) -> None:
    with refused(NotFound):
        missing_before_closing(404)


def test_minutes_are_checked_once_and_after_the_end(store: Path) -> None:
    meeting = a_meeting()
    with refused(Refused, match="ยังไม่เลิก"):
        check_minutes(meeting.id)
    close(meeting.id)
    check_minutes(meeting.id)
    assert state_of(meeting) == MeetingState.CHECKED
    with refused(Refused, match="ไม่ต้องตรวจซ้ำ"):
        check_minutes(meeting.id)


def test_the_next_meeting_adopts_the_minutes_with_corrections(store: Path) -> None:
    meeting = a_meeting(closed=True)
    following = a_meeting(committee=meeting.committee, held_on=LATER)
    adopt_minutes(
        meeting.id,
        LATER,
        Adoption.NEXT_MEETING,
        ("หน้า ๒ แก้ “กอง” เป็น “สำนัก”", " "),
        following.id,
    )
    room = read_meeting_snapshot(meeting.id)
    assert (room.state, room.adopted_on) == (MeetingState.ADOPTED, LATER)
    assert room.adoption is not None
    assert room.adoption.sentence == (
        "ที่ประชุมครั้งที่ ๒/๒๕๖๓ เมื่อวันที่ ๒๒ ธันวาคม ๒๕๖๓ รับรองรายงานการประชุมนี้"
    )
    assert room.adoption.corrections == ("หน้า ๒ แก้ “กอง” เป็น “สำนัก”",)


def test_adopting_without_a_given_meeting_stores_the_meeting_of_that_day(store: Path) -> None:
    meeting = a_meeting(closed=True)
    following = a_meeting(committee=meeting.committee, held_on=LATER)
    adopt_minutes(meeting.id, LATER, Adoption.NEXT_MEETING, ())
    assert Meeting.get_by_id(meeting.id).adopted_by == following


@pytest.mark.parametrize(
    ("how", "words"),
    [(Adoption.SAME_MEETING, "ครั้งเดียวกัน"), (Adoption.CIRCULATION, "แจ้งเวียน")],
)
def test_minutes_are_adopted_at_the_same_meeting_or_by_circulation(
    store: Path, how: Adoption, words: str
) -> None:
    meeting = a_meeting(closed=True)
    adopt_minutes(meeting.id, THE_DAY, how, ())
    adoption = read_meeting_snapshot(meeting.id).adoption
    assert adoption is not None
    assert words in adoption.sentence


def test_adopting_minutes_with_impossible_day_or_meeting_is_refused(store: Path) -> None:
    meeting = a_meeting()
    with refused(Refused, match="ยังไม่เลิก"):
        adopt_minutes(meeting.id, LATER, Adoption.CIRCULATION, ())
    close(meeting.id)
    with refused(Refused, match="ก่อนวันประชุม"):
        adopt_minutes(meeting.id, date(2020, 9, 21), Adoption.CIRCULATION, ())
    with refused(Refused, match="ต้องเป็นวันประชุม"):
        adopt_minutes(meeting.id, LATER, Adoption.SAME_MEETING, ())
    for by_meeting in (None, meeting.id, a_meeting(held_on=LATER).id):
        with refused(Refused, match="คณะเดียวกัน"):
            adopt_minutes(meeting.id, LATER, Adoption.NEXT_MEETING, (), by_meeting)
    assert state_of(meeting) == MeetingState.CLOSED
    adopt_minutes(meeting.id, LATER, Adoption.CIRCULATION, ())
    with refused(Refused, match="รับรองแล้ว"):
        adopt_minutes(meeting.id, LATER, Adoption.CIRCULATION, ())


Act = Callable[[Meeting], object]
ADOPTED: dict[str, Act] = {
    "resolve": lambda m: record_resolution(an_item(m).id, Outcome.NOTED, "มติ", 3),
    "say": lambda m: add_statement(an_item(m).id, None, "พูด"),
    "reopen": lambda m: reopen_meeting(m.id, "ลืม"),
    "times": lambda m: set_times(m.id, time(9), time(10)),
    "check": lambda m: check_minutes(m.id),
}


@pytest.mark.parametrize("act", ADOPTED.values(), ids=ADOPTED.keys())
def test_changing_adopted_minutes_is_refused(store: Path, act: Act) -> None:
    meeting = a_meeting(closed=True)
    adopt_minutes(meeting.id, LATER, Adoption.CIRCULATION, ())
    before = read_meeting_snapshot(meeting.id)
    with refused(Refused, match="รับรอง"):
        act(meeting)
    assert read_meeting_snapshot(meeting.id) == before


def test_corrections_of_adopted_minutes_are_stored_separately(store: Path) -> None:
    meeting = a_meeting(closed=True)
    with refused(Refused, match="ยังไม่ได้รับรอง"):
        add_correction(meeting.id, "แก้คำผิด")
    adopt_minutes(meeting.id, LATER, Adoption.CIRCULATION, ("ข้อแรก",))
    with refused(Refused, match="พิมพ์ข้อแก้ไข"):
        add_correction(meeting.id, " ")
    add_correction(meeting.id, "ข้อสอง")
    room = read_meeting_snapshot(meeting.id)
    assert room.adoption is not None
    assert room.adoption.corrections == ("ข้อแรก", "ข้อสอง")
    assert room.events[-1].what == EventKind.CORRECTED


def test_a_reopened_meeting_can_be_changed_and_logs_the_reason(store: Path) -> None:
    meeting = a_meeting(closed=True)
    check_minutes(meeting.id)
    by("เลขานุการ", reopen_meeting, meeting.id, " ลืมบันทึกมติ ")
    assert state_of(meeting) == MeetingState.OPEN
    event = read_meeting_snapshot(meeting.id).events[-1]
    assert (event.what, event.note, event.who) == (EventKind.REOPENED, "ลืมบันทึกมติ", "เลขานุการ")
    a_statement(item=an_item(meeting))
    close_meeting(meeting.id, time(16))
    assert state_of(meeting) == MeetingState.CLOSED


def test_reopening_a_meeting_keeps_the_names_of_its_day(store: Path) -> None:
    committee = a_committee(seats=2, vacant=1)
    meeting = a_meeting(committee=committee, closed=True)
    before = roll_of(meeting)
    reopen_meeting(meeting.id, "แก้คำผิด")
    held = Assignment.get(Assignment.post == committee.ordered_seats()[0].post)
    held.person.given_name = "เปลี่ยนชื่อ"
    held.person.save()
    assert roll_of(Meeting.get_by_id(meeting.id)) == before
    close_meeting(meeting.id, time(16))
    assert roll_of(Meeting.get_by_id(meeting.id)) == before


def test_a_post_filled_after_closing_can_be_marked_after_reopening(store: Path) -> None:
    committee = a_committee(seats=1, vacant=1)
    meeting = a_meeting(committee=committee, closed=True)
    an_assignment(a_person("มาทีหลัง"), committee.ordered_seats()[1].post)
    reopen_meeting(meeting.id, "ลงทะเบียนผู้ดำรงตำแหน่ง")
    (seat,) = roll_of(Meeting.get_by_id(meeting.id)).unmarked
    assert seat.name.startswith("นายมาทีหลัง")
    mark(seat.attendance_id, AttendanceStatus.PRESENT)
    close_meeting(meeting.id, time(16))


def test_reopening_without_a_reason_or_before_closing_is_refused(store: Path) -> None:
    meeting = a_meeting()
    with refused(Refused, match="ยังไม่เลิก"):
        reopen_meeting(meeting.id, "เหตุผล")
    close(meeting.id)
    with refused(Refused, match="เหตุผล"):
        reopen_meeting(meeting.id, " ")
    assert state_of(meeting) == MeetingState.CLOSED


def test_correcting_start_and_end_of_a_meeting_is_logged(store: Path) -> None:
    meeting = a_meeting()
    with refused(Refused, match="ยังไม่ได้เริ่มประชุม"):
        set_times(meeting.id, time(9), None)
    close(meeting.id)
    set_times(meeting.id, time(13, 30), time(15, 45))
    set_times(meeting.id, time(13, 30), time(15, 45))
    room = read_meeting_snapshot(meeting.id)
    assert (room.opened_at, room.closed_at) == (time(13, 30), time(15, 45))
    assert trace(meeting)[-2:] == [EventKind.CLOSED, EventKind.TIMES_CHANGED]
    assert room.events[-1].note == "๑๓.๓๐ น. ถึง ๑๕.๔๕ น."


def test_times_of_a_meeting_in_wrong_order_or_without_end_are_refused(store: Path) -> None:
    meeting = a_meeting(closed=True)
    with refused(Refused, match="อยู่ก่อนเวลาเริ่ม"):
        set_times(meeting.id, time(14), time(13, 59))
    with refused(Refused, match="ต้องมีเวลาเลิก"):
        set_times(meeting.id, time(14), None)
    check_minutes(meeting.id)
    with refused(Refused, match="ตรวจรายงานแล้ว"):
        set_times(meeting.id, time(14), time(15))
    assert read_meeting_snapshot(meeting.id).closed_at == time(16)


def test_meeting_states_have_distinct_labels_and_three_of_them_are_closed() -> None:
    labels = [state.label for state in MeetingState]
    assert len(set(labels)) == len(labels) == 5
    assert [state.is_closed for state in MeetingState] == [False, False, True, True, True]
    for words in (EventKind, Adoption):
        assert all(word.label for word in words)
