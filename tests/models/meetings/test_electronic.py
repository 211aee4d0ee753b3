"""Meetings by electronic means: how they are held, who is online, faults with their times."""

from datetime import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from kmtui.thai.damaged import is_damaged
from models.editing.revisions import FieldKey, Subject
from models.editing.undo import revert, run_undoable
from models.errors import Refused
from models.history.views import put_back, text_history
from models.meetings.attendance import add_guest, mark_late, set_online, set_substitute
from models.meetings.electronic import (
    ElectronicDetails,
    MeetingForm,
    Trouble,
    parse_troubles,
    read_troubles,
    typed_troubles,
    written_troubles,
)
from models.meetings.notice import move_meeting, read_electronic, set_electronic
from models.meetings.records import Attendance, Meeting, mark, mark_all_present, roll_of
from models.meetings.roll import AttendanceStatus, Roll
from models.meetings.roll_history import roll_scope
from models.minutes.lifecycle import MissingPart, missing_before_closing
from models.minutes.publication import public_edition
from models.minutes.snapshot import read_meeting_snapshot
from models.storage.database import database
from tests.builders import a_committee, a_meeting, close
from tests.refusals import refused

WAY = "เปิดกล้องแล้วแจ้งชื่อ"
DETAILS = ElectronicDetails(MeetingForm.ELECTRONIC, "Webex", "https://x.example/1", WAY)
MIXED = replace(DETAILS, form=MeetingForm.MIXED)


def roll(meeting: Meeting) -> Roll:
    return roll_of(Meeting.get_by_id(meeting.id))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("13.40-13.52 เสียงขาดหาย", Trouble(time(13, 40), time(13, 52), "เสียงขาดหาย")),
        ("๑๓.๔๐ น. ถึง ๑๓.๕๒ น. เสียงขาดหาย", Trouble(time(13, 40), time(13, 52), "เสียงขาดหาย")),
        ("13:40–13:52  ภาพ\tค้าง", Trouble(time(13, 40), time(13, 52), "ภาพ ค้าง")),
        ("15.05 แชร์จอไม่ได้", Trouble(time(15, 5), None, "แชร์จอไม่ได้")),
        ("๙ น. ไฟดับ [/] 3 นาที", Trouble(time(9), None, "ไฟดับ [/] 3 นาที")),
    ],
)
def test_an_e_meeting_fault_is_parsed_as_typed_and_as_stored(typed: str, expected: Trouble) -> None:
    assert parse_troubles(typed) == (expected,)
    assert read_troubles(written_troubles((expected,))) == (expected,)
    assert parse_troubles(typed_troubles((expected,))) == (expected,)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("เสียงขาดหาย", "ต้องขึ้นต้นด้วยเวลา"),
        ("13.40-13.52", "ต้องขึ้นต้นด้วยเวลา"),
        ("13.52-13.40 เสียงขาดหาย", "ก่อนเริ่ม"),
        ("25.10 เสียงขาดหาย", "เวลา"),
        ("13.40 ดี; เสียงขาดหาย", "“เสียงขาดหาย”"),
    ],
)
def test_an_e_meeting_fault_without_a_valid_time_is_refused_in_one_sentence(
    typed: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        parse_troubles(typed)


def test_e_meeting_faults_are_sorted_by_time_without_foreign_lines() -> None:
    first, second = parse_troubles("15.10 จอดับ; 13.40-13.52 เสียงขาดหาย")
    assert (first.began_at, second.began_at) == (time(13, 40), time(15, 10))
    assert first.sentence == "เวลา ๑๓.๔๐ น. ถึง ๑๓.๕๒ น. เสียงขาดหาย"
    assert second.sentence == "เวลา ๑๕.๑๐ น. เป็นต้นไป จอดับ"
    assert read_troubles("99:99- x\nขยะ\n13:40-13:52 ดี") == (
        Trouble(time(13, 40), time(13, 52), "ดี"),
    )


def test_members_present_at_an_e_meeting_are_online_and_identified_by_default(store: Path) -> None:
    meeting = a_meeting(committee=a_committee(8))
    set_electronic(meeting.id, DETAILS)
    lines = roll(meeting).seats
    mark(lines[0].attendance_id, AttendanceStatus.PRESENT)
    mark_late(lines[1].attendance_id, time(14, 10))
    set_substitute(lines[2].attendance_id, "นายแทน มาแล้ว", "")
    mark(lines[3].attendance_id, AttendanceStatus.ABSENT, "ลา")
    mark_all_present(meeting.id)
    add_guest(meeting.id, "นายช่าง", "")
    now = roll(meeting)
    assert {each.identified_by for each in now.online} == {WAY}
    assert len(now.online) == len(now.present) + 1
    absent = now.entries[3]
    assert (absent.is_online, absent.identified_by) == (False, "")
    mark(lines[0].attendance_id, AttendanceStatus.ABSENT)
    mark(lines[0].attendance_id, AttendanceStatus.PRESENT)
    assert roll(meeting).entries[0].is_online


def test_a_member_marked_online_in_a_mixed_meeting_counts_for_the_quorum(
    store: Path,
) -> None:
    meeting = a_meeting(committee=a_committee(8))
    line = roll(meeting).unmarked[0]
    with refused(Refused, match="ในห้องประชุม"):
        set_online(line.attendance_id, True, WAY)
    set_electronic(meeting.id, MIXED)
    set_online(line.attendance_id, True, " แจ้งชื่อ\x1b[31m ")
    now = roll(meeting)
    assert now.online == (now.entries[0],)
    assert now.entries[0].counts_now
    assert "\x1b" not in now.entries[0].identified_by
    mark(line.attendance_id, AttendanceStatus.PRESENT)
    assert roll(meeting).entries[0].is_online  # the same mark again changes nothing
    set_online(line.attendance_id, False)
    assert (roll(meeting).online, roll(meeting).entries[0].identified_by) == ((), "")


def test_online_attendance_is_undone_redone_and_restored_from_history(
    store: Path,
) -> None:
    meeting = a_meeting(committee=a_committee(8))
    set_electronic(meeting.id, MIXED)
    line = roll(meeting).unmarked[0].attendance_id
    done = run_undoable(roll_scope(meeting.id), set_online, line, True, WAY)
    back = revert(done)
    assert roll(meeting).online == ()
    revert(back)
    assert roll(meeting).online[0].identified_by == WAY
    run_undoable(roll_scope(meeting.id), set_online, line, True, "ส่งภาพบัตร")
    way = FieldKey(Subject.ATTENDANCE, line, "identified_by")
    versions = {each.text: each.number for each in text_history(way).versions}
    put_back(way, versions[WAY])
    assert roll(meeting).online[0].identified_by == WAY
    assert Attendance.get_by_id(line).status == AttendanceStatus.PRESENT


def test_changing_the_form_to_on_site_is_refused_while_members_are_online(store: Path) -> None:
    meeting = a_meeting(committee=a_committee(8))
    set_electronic(meeting.id, DETAILS)
    mark_all_present(meeting.id)
    with refused(Refused, match="ออนไลน์ในรายชื่อ"):
        set_electronic(meeting.id, ElectronicDetails())
    assert read_electronic(meeting.id) == DETAILS


def test_only_changes_printed_on_the_invitation_raise_its_version(store: Path) -> None:
    meeting = a_meeting()

    def version() -> int:
        return int(Meeting.get_by_id(meeting.id).invitation_version)

    at_first = version()
    set_electronic(meeting.id, DETAILS)
    assert version() == at_first + 1
    faults = parse_troubles("14.00 ดับ")
    set_electronic(meeting.id, replace(DETAILS, recording="แม่ข่าย", troubles=faults))
    assert version() == at_first + 1
    set_electronic(meeting.id, replace(DETAILS, link="https://y.example"))
    assert version() == at_first + 2
    link = FieldKey(Subject.MEETING, meeting.id, "online_link")
    versions = {each.text: each.number for each in text_history(link).versions}
    put_back(link, versions[DETAILS.link])
    assert read_electronic(meeting.id) == DETAILS
    move_meeting(meeting.id, meeting.held_on, time(9), "ที่ใหม่")
    assert read_electronic(meeting.id).form == MeetingForm.ELECTRONIC


def test_gaps_of_an_e_meeting_are_listed_before_closing_and_changes_refused_afterwards(
    store: Path,
) -> None:
    meeting = a_meeting(committee=a_committee(8))
    set_electronic(meeting.id, replace(DETAILS, identity=""))
    mark_all_present(meeting.id)
    spots = [each.spot for each in missing_before_closing(meeting.id)]
    assert spots.count(MissingPart.ELECTRONIC) == 1
    assert spots.count(MissingPart.ROLL) == len(roll(meeting).online)
    close(meeting.id)
    with refused(Refused):
        set_electronic(meeting.id, ElectronicDetails())
    with refused(Refused):
        set_online(roll(meeting).present[0].attendance_id, False)


def test_the_public_edition_has_no_link_recording_or_way_of_identification(store: Path) -> None:
    meeting = a_meeting(committee=a_committee(8))
    set_electronic(meeting.id, replace(DETAILS, recording="ห้องเก็บเอกสาร"))
    mark_all_present(meeting.id)
    public = public_edition(read_meeting_snapshot(meeting.id)).meeting
    assert (public.electronic.link, public.electronic.recording) == ("", "")
    assert {each.identified_by for each in public.roll.entries} == {""}
    assert public.roll.online


def test_a_damaged_meeting_form_is_read_as_on_site(store: Path) -> None:
    meeting = a_meeting()
    database.execute_sql("UPDATE meeting SET form = 'hologram' WHERE id = ?", [meeting.id])
    form = read_meeting_snapshot(meeting.id).electronic.form
    assert form == MeetingForm.ONSITE
    assert is_damaged(Meeting.get_by_id(meeting.id).form)
