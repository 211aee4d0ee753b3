"""Comings and goings: late, left, back, substitutes, guests; each moves the quorum."""

from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

from models.committees.records import Role, Seat
from models.errors import Refused
from models.meetings.attendance import (
    add_guest,
    clear_substitute,
    edit_guest,
    mark_back,
    mark_late,
    mark_left,
    remove_guest,
    set_substitute,
)
from models.meetings.event_log import events_of
from models.meetings.events import EventKind
from models.meetings.records import (
    Attendance,
    Meeting,
    mark,
    mark_all_present,
    roll_of,
    start_meeting,
)
from models.meetings.roll import AttendanceStatus, RollEntry
from models.minutes.records import add_statement
from models.minutes.snapshot import read_meeting_snapshot
from tests.builders import a_committee, a_meeting, a_person, an_item, close
from tests.refusals import refused


def entry(meeting: Meeting, number: int) -> RollEntry:
    """The line with this number, from 1."""
    return roll_of(Meeting.get_by_id(meeting.id)).entries[number - 1]


def line(meeting: Meeting, number: int) -> int:
    return entry(meeting, number).attendance_id


def present_now(meeting: Meeting) -> list[int]:
    return [each.number for each in roll_of(meeting).present_now]


def test_a_member_marked_late_counts_as_present(store: Path) -> None:
    meeting = a_meeting()
    mark(line(meeting, 1), AttendanceStatus.ABSENT, "ติดราชการ")
    assert present_now(meeting) == []
    mark_late(line(meeting, 1), time(14, 30))
    assert present_now(meeting) == [1]
    assert entry(meeting, 1).times_note == "เข้าประชุมเวลา ๑๔.๓๐ น."
    assert entry(meeting, 1).reason == ""


def test_a_member_who_left_counts_again_only_after_coming_back(store: Path) -> None:
    meeting = a_meeting(committee=a_committee(seats=3))
    mark_all_present(meeting.id)
    start_meeting(meeting.id, time(14))
    for number in (1, 2):
        mark_left(line(meeting, number), time(15))
    roll = roll_of(meeting)
    assert present_now(meeting) == [3]
    assert not roll.has_quorum
    assert len(roll.present) == 3
    assert entry(meeting, 1).times_note == "ออกจากประชุมเวลา ๑๕.๐๐ น."
    mark_back(line(meeting, 1))
    assert roll_of(meeting).has_quorum
    assert entry(meeting, 1).left_at is None


def test_leaving_before_arriving_or_without_having_come_is_refused(store: Path) -> None:
    meeting = a_meeting()
    with refused(Refused, match="ยังไม่ได้ลงว่ามา"):
        mark_left(line(meeting, 1), time(15))
    mark_all_present(meeting.id)
    start_meeting(meeting.id, time(14))
    with refused(Refused, match="อยู่ก่อนเวลามา ๑๔"):
        mark_left(line(meeting, 1), time(13))
    mark_late(line(meeting, 2), time(15))
    with refused(Refused, match="อยู่ก่อนเวลามา ๑๕"):
        mark_left(line(meeting, 2), time(14, 30))


def test_an_absent_member_has_no_times_and_no_substitute(store: Path) -> None:
    meeting = a_meeting()
    set_substitute(line(meeting, 1), "นายแทน มาแล้ว", "")
    mark_late(line(meeting, 1), time(14, 10))
    mark(line(meeting, 1), AttendanceStatus.PRESENT)
    assert entry(meeting, 1).substitute_name == "นายแทน มาแล้ว"
    mark(line(meeting, 1), AttendanceStatus.ABSENT, "ลากิจ")
    assert entry(meeting, 1).times_note == ""
    assert entry(meeting, 1).substitute_name == ""


def test_a_substitute_is_printed_before_the_represented_member(store: Path) -> None:
    meeting = a_meeting()
    set_substitute(line(meeting, 1), " นางแทน มาประชุม ", "นักวิชาการ")
    found = entry(meeting, 1)
    assert found.status == AttendanceStatus.PRESENT
    assert found.printed_name == f"นางแทน มาประชุม (แทน {found.name})"
    assert found.printed_title == f"นักวิชาการ แทน {found.title}"
    assert (found.speaker_name, found.speaker_title) == ("นางแทน มาประชุม", "นักวิชาการ")
    clear_substitute(line(meeting, 1))
    assert entry(meeting, 1).printed_name == found.name
    assert present_now(meeting) == [1]


def test_a_substitute_without_a_post_speaks_for_the_seat_s(store: Path) -> None:
    meeting = a_meeting()
    set_substitute(line(meeting, 1), "นางแทน มาประชุม", "")
    found = entry(meeting, 1)
    assert found.printed_title == found.title
    assert found.speaker_title == f"แทน {found.title}"


@pytest.mark.parametrize(
    ("by_name", "setting", "counts"),
    [
        (False, None, True),
        (True, None, False),
        (False, False, False),
        (True, True, True),
    ],
)
def test_whether_a_substitute_counts_follows_from_the_seat(
    store: Path, by_name: bool, setting: bool | None, counts: bool
) -> None:
    committee = a_committee(seats=1)
    person = a_person("ผู้ทรง", "คุณวุฒิ")
    Seat.create(committee=committee, position=2, role=Role.MEMBER, person=person)
    Seat.update(delegate_counts=setting).execute()
    meeting = a_meeting(committee=committee)
    number = 2 if by_name else 1
    set_substitute(line(meeting, number), "นายแทน", "")
    assert present_now(meeting) == ([number] if counts else [])
    assert [each.number for each in roll_of(meeting).present] == [number]


def test_marking_a_vacant_seat_is_refused(store: Path) -> None:
    meeting = a_meeting(committee=a_committee(seats=1, vacant=1))
    for act in (
        lambda at: mark_late(at, time(15)),
        lambda at: mark_left(at, time(15)),
        lambda at: set_substitute(at, "นายแทน", ""),
    ):
        with refused(Refused, match="ว่างอยู่"):
            act(line(meeting, 2))


def test_a_substitute_needs_a_name_and_a_member(store: Path) -> None:
    meeting = a_meeting(committee=a_committee(seats=1))
    add_guest(meeting.id, "แขก", "")
    with refused(Refused, match="พิมพ์ชื่อก่อน"):
        set_substitute(line(meeting, 1), "\u200b ", "")
    with refused(Refused, match="ไม่มีผู้มาแทน"):
        set_substitute(line(meeting, 2), "นายแทน", "")


def test_a_guest_is_corrected_marked_late_and_removed(store: Path) -> None:
    meeting = a_meeting(committee=a_committee(seats=1))
    add_guest(meeting.id, "แขกคนแรก", "")
    add_guest(meeting.id, "แขกคนที่สอง", "")
    edit_guest(line(meeting, 2), "นายแขก รับเชิญ", "ผู้ใหญ่บ้าน")
    mark_late(line(meeting, 2), time(15))
    guest = entry(meeting, 2)
    assert (guest.name, guest.title) == ("นายแขก รับเชิญ", "ผู้ใหญ่บ้าน")
    assert guest.status == AttendanceStatus.IN_ATTENDANCE
    assert not guest.counts_now
    remove_guest(line(meeting, 2))
    assert [each.name for each in roll_of(meeting).guests] == ["แขกคนที่สอง"]


def test_removing_a_guest_who_has_spoken_or_a_member_is_refused(store: Path) -> None:
    meeting = a_meeting(committee=a_committee(seats=1))
    add_guest(meeting.id, "แขก", "")
    add_statement(an_item(meeting).id, line(meeting, 2), "ขอบคุณ")
    with refused(Refused, match="มีคำพูดในรายงาน"):
        remove_guest(line(meeting, 2))
    with refused(Refused, match="เป็นกรรมการ"):
        remove_guest(line(meeting, 1))
    with refused(Refused, match="เป็นกรรมการ"):
        edit_guest(line(meeting, 1), "ชื่อใหม่", "")
    assert Attendance.select().count() == 2


ACTS: dict[str, Callable[[int], object]] = {
    "late": lambda at: mark_late(at, time(15)),
    "left": lambda at: mark_left(at, time(15)),
    "back": mark_back,
    "substitute": lambda at: set_substitute(at, "นายแทน", ""),
    "no substitute": clear_substitute,
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_changing_the_roll_of_a_closed_meeting_is_refused(
    store: Path, act: Callable[[int], object]
) -> None:
    meeting = a_meeting()
    close(meeting.id)
    before = read_meeting_snapshot(meeting.id)
    with refused(Refused, match="เลิกประชุมแล้ว"):
        act(line(meeting, 1))
    assert read_meeting_snapshot(meeting.id) == before


def test_closing_a_meeting_keeps_substitutes_and_late_arrivals(store: Path) -> None:
    meeting = a_meeting()
    set_substitute(line(meeting, 1), "นายแทน", "")
    mark_late(line(meeting, 2), time(14, 5))
    before = entry(meeting, 1).printed_name, entry(meeting, 2).times_note
    close(meeting.id)
    assert (entry(meeting, 1).printed_name, entry(meeting, 2).times_note) == before


def test_starting_a_meeting_twice_keeps_the_first_start(store: Path) -> None:
    meeting = a_meeting()
    start_meeting(meeting.id, time(14))
    start_meeting(meeting.id, time(14))
    with refused(Refused, match="เริ่มประชุมไว้แล้วเมื่อ ๑๔"):
        start_meeting(meeting.id, time(14, 5))
    assert [each.what for each in events_of(meeting.id)] == [EventKind.STARTED]
    assert Meeting.get_by_id(meeting.id).opened_at == time(14)
