"""The attendance sheet: every seat of the order, to sign before and as recorded after."""

import re
from pathlib import Path

import pytest

from exports.catalogue import make
from exports.documents import Request
from exports.meetings import attendance
from models.meetings.attendance import add_guest
from models.meetings.records import Meeting, mark, roll_of
from models.meetings.roll import AttendanceStatus
from tests.builders import a_committee, a_meeting
from tests.exports.pdf_text import bare, pages_of, poppler_text


def meeting(number: int = 1) -> Meeting:
    found: Meeting = Meeting.get(Meeting.number == number)
    return found


def text_of(blank: bool = False) -> str:
    return bare(poppler_text(make(Request("attendance", "1/2563", blank=blank)).content))


def part(text: str, start: str, end: str = "") -> str:
    begin = text.index(start)
    return text[begin : text.index(end, begin + len(start)) if end else None]


@pytest.mark.parametrize("blank", [False, True], ids=["recorded", "blank"])
def test_attendance_sheet_lists_all_nine_seats_and_marks_the_vacant_one(
    example: Path, blank: bool
) -> None:
    text = text_of(blank=blank)
    for entry in roll_of(meeting()).seats:
        assert bare(entry.name) in text
        assert bare(entry.title)[:18] in text
    assert "ตำแหน่งว่าง" in text
    sheet = attendance.gather(meeting(), Request("attendance", blank=blank))
    seats = [line for table in sheet.tables for line in table.lines if line.post]
    assert len(seats) == 9
    assert [line.is_numbered for line in seats].count(False) == 1
    assert not seats[-1].is_numbered


def test_the_recorded_attendance_sheet_prints_a_total_below_each_table(example: Path) -> None:
    text = text_of()
    assert "รวมผู้มาประชุม๘คน" in text
    assert "รวมผู้ไม่มาประชุม๐คนตำแหน่งว่าง๑ตำแหน่ง" in text
    assert "-ไม่มี-" in part(text, "ผู้เข้าร่วมประชุม")


def test_only_present_members_have_a_signature_line(example: Path) -> None:
    text = text_of()
    assert "ลายมือชื่อ" in part(text, "ผู้มาประชุม", "ผู้ไม่มาประชุม")
    assert "ลายมือชื่อ" not in part(text, "ผู้ไม่มาประชุม", "ผู้เข้าร่วมประชุม")


def test_the_blank_sheet_has_lines_for_unexpected_guests(example: Path) -> None:
    guests = part(text_of(blank=True), "ผู้เข้าร่วมประชุม")
    assert all(number in guests for number in "๑๒๓๔๕")
    assert "ผู้ไม่มาประชุม" not in text_of(blank=True)


def test_the_attendance_sheet_heading_has_meeting_date_and_venue(example: Path) -> None:
    text = text_of()
    assert text.startswith(
        "รายชื่อผู้เข้าประชุมคณะกรรมการจัดทำแผนการจัดการความรู้(KnowledgeManagementActionPlan)"
        "เทศบาลตำบลหนองหัวแรตอำเภอหนองบุญมากจังหวัดนครราชสีมา"
        "ครั้งที่๑/๒๕๖๓วันที่๒๒กันยายน๒๕๖๓เวลา๑๔.๐๐น.ณห้องประชุมเทศบาลตำบลหนองหัวแรต"
    )


def test_the_attendance_sheet_prints_absences_with_reasons_and_guests(store: Path) -> None:
    held = a_meeting(committee=a_committee(seats=3))
    first, second, _ = roll_of(held).entries
    mark(first.attendance_id, AttendanceStatus.PRESENT)
    mark(second.attendance_id, AttendanceStatus.ABSENT, "ติดราชการ")
    add_guest(held.id, "นางสาวแขก รับเชิญ", "ผู้ใหญ่บ้าน")
    text = text_of()
    missing = part(text, "ผู้ไม่มาประชุม", "ผู้เข้าร่วมประชุม")
    assert bare(second.name) in missing
    assert "ติดราชการ" in missing
    assert "นางสาวแขกรับเชิญ" in part(text, "ผู้เข้าร่วมประชุม", "รวมผู้เข้าร่วมประชุม๑คน")


def test_attendance_sheets_of_one_roll_are_equal_and_the_blank_one_differs(example: Path) -> None:
    recorded = make(Request("attendance", "1/2563"))
    assert recorded == make(Request("attendance", "1/2563"))
    blank = make(Request("attendance", "1/2563", blank=True))
    assert blank.content != recorded.content
    assert blank.file_name.startswith("ใบลงชื่อ 1-2563")


def test_an_attendance_sheet_of_sixty_repeats_the_header_on_every_page(store: Path) -> None:
    a_meeting(committee=a_committee(seats=60))
    pages = pages_of(make(Request("attendance", "1/2563", blank=True)).content)
    assert len(pages) > 3
    for page in pages:
        assert "ลายมือชื่อ" in page


@pytest.mark.parametrize("seats", range(8, 32, 2))
def test_the_total_of_an_attendance_table_is_on_the_page_of_its_last_row(
    store: Path, seats: int
) -> None:
    a_meeting(committee=a_committee(seats=seats))
    pages = pages_of(make(Request("attendance", "1/2563", blank=True)).content)
    for page in pages:
        first = re.sub(r"^- [๐-๙]+ -\s+", "", page.strip())
        assert not first.startswith("รวม")
    assert sum(page.count("รวม ...") for page in pages) == 2
