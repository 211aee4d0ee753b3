"""The calendar file: RFC 5545 to the octet, and the same event whatever is changed later."""

from datetime import date, time
from pathlib import Path

import pytest

from exports.catalogue import make
from exports.documents import Request
from exports.meetings.calendar_file import LONGEST_LINE, escaped, folded
from models.meetings.notice import move_meeting
from models.meetings.records import Meeting
from models.minutes.records import add_item
from tests.builders import a_meeting
from tests.conftest import Run

REQUEST = Request("calendar", "2/2563")


def unfolded(content: bytes) -> list[str]:
    """The lines of content as a calendar reads them."""
    return content.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def properties(content: bytes) -> dict[str, str]:
    """The properties of the event."""
    lines = unfolded(content)
    event = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    return dict(line.split(":", 1) for line in event)


def test_the_calendar_event_has_title_time_and_venue(example: Path) -> None:
    event = properties(make(REQUEST).content)
    assert event["SUMMARY"] == "ประชุมคณะกรรมการจัดทำแผนการจัดการความรู้ ครั้งที่ ๒/๒๕๖๓"
    assert event["DTSTART;TZID=Asia/Bangkok"] == "20201222T133000"
    assert event["DTEND;TZID=Asia/Bangkok"] == "20201222T153000"
    assert event["LOCATION"] == "ห้องประชุมเทศบาลตำบลหนองหัวแรต"
    agenda = event["DESCRIPTION"].split("\\n")
    assert agenda[0] == "เทศบาลตำบลหนองหัวแรต"
    assert agenda[5] == "ระเบียบวาระที่ ๕ เรื่องที่เสนอให้ที่ประชุมพิจารณา"
    assert len(agenda) == 7


def test_the_calendar_event_of_a_closed_meeting_ends_at_its_recorded_end(example: Path) -> None:
    event = properties(make(Request("calendar", "1/2563")).content)
    assert event["DTEND;TZID=Asia/Bangkok"] == "20200922T160000"


def test_calendar_lines_end_with_crlf_and_have_at_most_75_octets(example: Path) -> None:
    content = make(REQUEST).content
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")[:-1]
    assert b"\r" not in b"".join(lines)
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= LONGEST_LINE
    # Each line by itself is UTF-8: no character is cut in two.
    assert all(line.decode("utf-8") for line in lines)


def test_calendar_file_defines_its_time_zone_and_has_no_attendees(example: Path) -> None:
    lines = unfolded(make(REQUEST).content)
    assert lines[:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//kmtui//kmtui//TH",
        "CALSCALE:GREGORIAN",
    ]
    assert lines.index("TZID:Asia/Bangkok") < lines.index("BEGIN:VEVENT")
    assert "TZOFFSETTO:+0700" in lines
    assert not any(line.startswith(("ORGANIZER", "ATTENDEE", "METHOD")) for line in lines)


def test_postponing_a_meeting_updates_its_calendar_event(example: Path) -> None:
    before = properties(make(REQUEST).content)
    Meeting.update(held_on=date(2020, 12, 24), starts_at=time(9), place="ห้องอื่น").where(
        Meeting.number == 2
    ).execute()
    after = properties(make(REQUEST).content)
    other = properties(make(Request("calendar", "1/2563")).content)
    assert after["UID"] == before["UID"] != other["UID"]
    assert after["DTSTART;TZID=Asia/Bangkok"] == "20201224T090000"
    assert after["LOCATION"] == "ห้องอื่น"
    assert after["DTSTAMP"] == "20201224T020000Z"


def test_postponing_a_meeting_raises_the_version_of_its_calendar_event(example: Path) -> None:
    before = properties(make(REQUEST).content)
    meeting = Meeting.get(number=2)
    move_meeting(meeting.id, date(2020, 12, 24), time(9), "ห้องใหม่")
    after = properties(make(REQUEST).content)
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "1")
    assert before["UID"] == after["UID"]


def test_special_characters_of_icalendar_are_escaped(store: Path) -> None:
    meeting = a_meeting(items=0)
    add_item(meeting.id, "ก;ข,ค\\ง\nจ\x07ฉ\ud800")
    Meeting.update(place="ชั้น ๒; ห้อง ๑, ซ้าย\r\nBEGIN:VEVENT").execute()
    content = make(Request("calendar", "1/2563")).content
    event = properties(content)
    assert event["LOCATION"].startswith("ชั้น ๒\\; ห้อง ๑\\, ซ้าย")
    assert unfolded(content).count("BEGIN:VEVENT") == 1
    assert "ก\\;ข\\,ค\\\\ง" in event["DESCRIPTION"]
    assert not any(ord(c) < 32 for line in unfolded(content) for c in line)


@pytest.mark.parametrize("text", ["", "ก", "a" * 74, "a" * 75, "ก" * 25, "aก" * 400, "😀" * 99])
def test_unfolding_a_folded_calendar_line_gives_the_line_back(text: str) -> None:
    content = folded(text)
    assert unfolded(content) == [text]
    assert all(len(line) <= LONGEST_LINE for line in content.split(b"\r\n"))


def test_escaping_calendar_text_keeps_line_ends_and_thai() -> None:
    assert escaped("น้ำ\r\nท่วม") == "น้ำ\\nท่วม"


def test_two_processes_write_the_same_file_and_it_is_not_printed(
    example_home: Path, kmtui: Run
) -> None:
    first, second = (kmtui("export", "calendar", "2/2563", "-o", "-").stdout for _ in range(2))
    assert first == second
    saved = kmtui("export", "calendar", "2/2563").stdout.decode().strip()
    assert Path(saved).name == "นัดประชุม 2-2563 คณะกรรมการจัดทำแผนการจัดการความรู้.ics"
    refused = kmtui("print", "calendar", "2/2563")
    assert (refused.returncode, refused.stderr.decode().count("\n")) == (1, 1)
    assert "ปฏิทินพิมพ์ไม่ได้" in refused.stderr.decode()
