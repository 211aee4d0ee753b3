"""The notice three days ahead, and a failed meeting that is called again."""

from datetime import date, time
from pathlib import Path

import pytest

from models.errors import Refused
from models.meetings.attendance import mark_left
from models.meetings.closing import close_without_quorum
from models.meetings.notice import (
    move_meeting,
    notice_warning,
    read_appointment,
    set_notice,
    set_urgency,
)
from models.meetings.records import (
    Meeting,
    close_meeting,
    mark,
    mark_all_present,
    roll_of,
    start_meeting,
)
from models.meetings.roll import AttendanceStatus
from models.minutes.reconvening import reconvene
from models.minutes.records import add_item
from models.minutes.snapshot import read_meeting_snapshot
from tests.builders import THE_DAY, a_committee, a_meeting, close
from tests.refusals import refused


def warning_of(meeting: Meeting) -> str:
    return notice_warning(Meeting.get_by_id(meeting.id))


@pytest.mark.parametrize(
    ("notified_on", "words"),
    [
        (None, ""),
        (date(2020, 9, 19), ""),
        (date(2020, 9, 20), "ล่วงหน้า ๒ วัน"),
        (date(2020, 9, 22), "ล่วงหน้า ๐ วัน"),
        (date(2020, 9, 23), "หลังวันประชุม"),
    ],
)
def test_a_notice_of_less_than_three_days_gives_a_warning(
    store: Path, notified_on: date | None, words: str
) -> None:
    meeting = a_meeting()
    set_notice(meeting.id, notified_on)
    warning = warning_of(meeting)
    assert words in warning
    assert bool(warning) == bool(words)
    assert read_meeting_snapshot(meeting.id).notice_warning == warning


def test_the_warning_of_a_late_notice_cites_section_80_by_analogy_and_asks_for_a_reason(
    store: Path,
) -> None:
    meeting = a_meeting()
    set_notice(meeting.id, THE_DAY)
    for words in ("ม. ๘๐", "โดยอนุโลม", "ให้ระบุเหตุเร่งด่วน"):
        assert words in warning_of(meeting)


def test_a_reason_of_urgency_removes_the_warning_and_is_kept_until_cleared(store: Path) -> None:
    meeting = a_meeting()
    set_notice(meeting.id, THE_DAY, " น้ําท่วม ")
    assert warning_of(meeting) == ""
    assert Meeting.get_by_id(meeting.id).urgency_reason == "น้ำท่วม"
    set_notice(meeting.id, THE_DAY, number="๑๒")
    assert Meeting.get_by_id(meeting.id).urgency_reason == "น้ำท่วม"
    set_urgency(meeting.id, "ไฟไหม้")
    assert Meeting.get_by_id(meeting.id).urgency_reason == "ไฟไหม้"
    set_notice(meeting.id, THE_DAY, "")
    assert warning_of(meeting)


@pytest.mark.parametrize(
    ("held_on", "said_so", "needed"),
    [
        (date(2020, 10, 6), True, 3),
        (date(2020, 10, 7), True, 4),
        (date(2020, 10, 6), False, 4),
        (THE_DAY, True, 3),
    ],
)
def test_quorum_of_a_reconvened_meeting_is_a_third_only_if_the_notice_announced_it(
    store: Path, held_on: date, said_so: bool, needed: int
) -> None:
    failed = a_meeting(committee=a_committee(seats=8))
    again = reconvene(failed.id, held_on, time(9), "ห้องประชุม", notice_says_one_third=said_so)
    assert roll_of(Meeting.get_by_id(again)).quorum_needed == needed
    assert roll_of(failed).quorum_needed == 4


def test_a_quorum_of_a_third_is_rounded_up(store: Path) -> None:
    failed = a_meeting(committee=a_committee(seats=7))
    again = reconvene(failed.id, date(2020, 9, 29), time(9), "", notice_says_one_third=True)
    first, second, third, *_ = roll_of(Meeting.get_by_id(again)).entries
    for each in (first, second):
        mark(each.attendance_id, AttendanceStatus.PRESENT)
    assert not read_meeting_snapshot(again).roll.has_quorum
    mark(third.attendance_id, AttendanceStatus.PRESENT)
    assert read_meeting_snapshot(again).roll.has_quorum


def test_a_quorum_of_one_third_never_exceeds_that_of_the_order(store: Path) -> None:
    committee = a_committee(seats=9)
    committee.quorum_count = 2
    committee.save()
    failed = a_meeting(committee=committee)
    again = reconvene(failed.id, THE_DAY, time(15), "", notice_says_one_third=True)
    assert roll_of(Meeting.get_by_id(again)).quorum_needed == 2


def test_a_reconvened_meeting_has_the_agenda_of_the_failed_one(store: Path) -> None:
    failed = a_meeting(items=2)
    add_item(failed.id, "ย่อย", parent_id=read_meeting_snapshot(failed.id).items[0].id)
    again = reconvene(failed.id, THE_DAY, time(15), "", notice_says_one_third=True)
    assert [(item.number, item.title) for item in read_meeting_snapshot(again).items] == [
        (item.number, item.title) for item in read_meeting_snapshot(failed.id).items
    ]
    assert Meeting.get_by_id(again).number == 2


def test_reconvening_a_meeting_before_its_own_day_is_refused(store: Path) -> None:
    failed = a_meeting()
    with refused(Refused, match="ก่อนการประชุมเดิม"):
        reconvene(failed.id, date(2020, 9, 21), time(9), "", notice_says_one_third=True)


def test_reconvening_a_meeting_that_has_or_had_its_quorum_is_refused(store: Path) -> None:
    meeting, week_later = a_meeting(), date(2020, 9, 29)
    mark_all_present(meeting.id)
    with refused(Refused, match="ครบองค์ประชุม ไม่ต้องนัด"):
        reconvene(meeting.id, week_later, time(9), "", notice_says_one_third=True)
    start_meeting(meeting.id, time(14))
    for entry in roll_of(Meeting.get_by_id(meeting.id)).entries:
        mark_left(entry.attendance_id, time(15))
    close_meeting(meeting.id, time(16))
    with refused(Refused, match="ครบองค์ประชุม ไม่ต้องนัด"):
        reconvene(meeting.id, week_later, time(9), "", notice_says_one_third=True)


def test_reconvening_a_failed_meeting_twice_is_refused(store: Path) -> None:
    failed = a_meeting()
    for entry in roll_of(failed).entries:
        mark(entry.attendance_id, AttendanceStatus.ABSENT)
    close_without_quorum(failed.id, time(15))
    again = reconvene(failed.id, date(2020, 9, 29), time(9), "", notice_says_one_third=True)
    assert Meeting.get_by_id(again).reconvenes == failed
    with refused(Refused, match="นัดใหม่เป็นครั้งที่ ๒/๒๕๖๓"):
        reconvene(failed.id, date(2020, 9, 30), time(9), "", notice_says_one_third=True)


def test_changing_the_notice_of_a_closed_meeting_is_refused(store: Path) -> None:
    meeting = a_meeting()
    close(meeting.id)
    with refused(Refused, match="เลิกประชุมแล้ว"):
        set_notice(meeting.id, THE_DAY)


def test_postponing_a_meeting_clears_its_notice_and_raises_the_invitation_version(
    store: Path,
) -> None:
    meeting = a_meeting()
    set_notice(meeting.id, date(2020, 9, 18), number=" ๑๒ ")
    assert not move_meeting(meeting.id, THE_DAY, time(14), "ห้องประชุม")
    assert read_appointment(meeting.id).notified_on == date(2020, 9, 18)
    assert move_meeting(meeting.id, date(2020, 9, 29), time(9), "ห้องใหม่")
    known = read_appointment(meeting.id)
    assert (known.held_on, known.starts_at, known.venue) == (date(2020, 9, 29), time(9), "ห้องใหม่")
    assert (known.notified_on, known.invitation_number, known.label) == (None, "๑๒", "๑/๒๕๖๓")
    set_notice(meeting.id, date(2020, 9, 22))
    set_notice(meeting.id, date(2020, 9, 23))
    assert Meeting.get_by_id(meeting.id).invitation_version == 2


def test_postponing_a_meeting_into_another_year_gives_it_a_number_of_that_year(store: Path) -> None:
    committee = a_committee()
    a_meeting(committee=committee, held_on=date(2021, 1, 5))
    late = a_meeting(committee=committee, held_on=date(2020, 12, 29))
    move_meeting(late.id, date(2021, 1, 12), time(14), "ห้องประชุม")
    assert Meeting.get_by_id(late.id).label == "๒/๒๕๖๔"


def test_postponing_a_closed_meeting_is_refused(store: Path) -> None:
    meeting = a_meeting(closed=True)
    with refused(Refused, match="เลื่อนนัดไม่ได้"):
        move_meeting(meeting.id, date(2020, 9, 29), time(9), "")
