"""The papers of meetings and orders of an office that is not the example, page by page."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from exports.catalogue import make
from exports.documents import Request
from kmtui.thai.digits import thai_digits
from kmtui.thai.words import tied_offsets
from models.committees.operations import copy_committee
from models.committees.orders import draft_order, issue
from models.errors import Refused
from models.meetings.records import Meeting, MeetingState, mark, plan_meeting, roll_of
from models.meetings.roll import AttendanceStatus
from models.minutes.records import add_item, add_statement
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.pdf_text import bare, pages_of, poppler_text
from tests.other_office import (
    EMAIL,
    IN_RANK,
    OUTSIDERS,
    SHARED_POST,
    VACANT_POST,
    OtherOffice,
)
from tests.refusals import refused


@pytest.fixture
def office(other_office: OtherOffice) -> OtherOffice:
    return other_office


@pytest.fixture(params=["Sarabun", "TH Sarabun New"])
def font(request: pytest.FixtureRequest) -> Path | None:
    if request.param == "Sarabun":
        return None
    if not OFFICE_FONTS.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    return OFFICE_FONTS


def text_of(document: str, key: str, font: Path | None = None, **options: bool) -> str:
    return bare(poppler_text(make(Request(document, key, font=font, **options)).content))


def test_row_numbers_of_a_long_printed_roll_are_complete(
    office: OtherOffice, font: Path | None
) -> None:
    plain = poppler_text(make(Request("minutes", "1/2569", font=font)).content)
    numbers = re.findall(r"^\s*([๐-๙]+)\.", plain, flags=re.MULTILINE)
    expected = [thai_digits(number) for number in (*range(1, 21), 1, 2)]
    assert numbers[: len(expected)] == expected


def test_an_item_with_sub_items_is_not_printed_as_none(office: OtherOffice) -> None:
    text = text_of("minutes", "1/2569")
    heading = text.index(bare("ระเบียบวาระที่ ๒ เรื่องสืบเนื่อง"))
    first = text.index(bare("ระเบียบวาระที่ ๒.๑"))
    assert "-ไม่มี-" not in text[heading:first]


def test_minutes_of_a_failed_meeting_give_the_reason_and_the_new_day(office: OtherOffice) -> None:
    text = text_of("minutes", "2/2569")
    assert bare("มีกรรมการมาประชุม ๕ คน จากกรรมการทั้งหมด ๒๓ คน ไม่ครบองค์ประชุม") in text
    assert bare("ไม่น้อยกว่า ๑๒ คน") in text
    assert bare("ครั้งที่ ๓/๒๕๖๙ ในวันจันทร์ที่ ๓๐ พฤศจิกายน พ.ศ. ๒๕๖๙ เวลา ๐๙.๓๐ น.") in text
    assert "กล่าวเปิดประชุม" not in text
    assert "ระเบียบวาระที่" not in text


def test_a_meeting_that_has_not_begun_has_no_minutes_and_a_sheet_to_sign(
    office: OtherOffice,
) -> None:
    with refused(Refused, match="ยังไม่เริ่ม"):
        make(Request("minutes", "3/2569"))
    text = text_of("attendance", "3/2569")
    assert "ผู้ไม่มาประชุม" not in text
    assert text.count("ตำแหน่งว่าง") == 1
    assert text == text_of("attendance", "3/2569", blank=True)


def test_a_vacant_post_is_printed_as_vacant_and_not_invited(
    office: OtherOffice, font: Path | None
) -> None:
    minutes = text_of("minutes", "1/2569", font)
    assert bare(f"(ตำแหน่งว่าง){VACANT_POST}") in minutes
    invitation = make(Request("invitation", "3/2569", font=font))
    assert bare(VACANT_POST) not in bare(poppler_text(invitation.content))
    assert any(VACANT_POST in warning for warning in invitation.warnings)


def test_attendance_sheet_of_an_open_meeting_is_a_draft(office: OtherOffice) -> None:
    running = Meeting.update(state=MeetingState.OPEN, closed_at=None)
    running.where(Meeting.id == office.held_id).execute()
    pages = pages_of(make(Request("attendance", "1/2569")).content)
    assert all("ร่าง" in page for page in pages)


def test_the_order_that_replaces_another_revokes_it(office: OtherOffice) -> None:
    text = text_of("order", "415/2569")
    revoked = "ให้ยกเลิกคำสั่งเทศบาลตำบลบ้านใหม่สามัคคี ที่ ๔๑๒/๒๕๖๙ ลงวันที่ ๑๕ ตุลาคม ๒๕๖๙"
    assert bare(revoked) in text
    assert "ให้ยกเลิก" not in text_of("order", "412/2569")
    for name in (*OUTSIDERS, IN_RANK):
        assert bare(name.replace("ดร.", "ดอกเตอร์ ")) in text
    assert bare(f"๒๓. {IN_RANK} {SHARED_POST} กรรมการ") in text


def test_issuing_an_order_without_a_reason_is_refused(office: OtherOffice) -> None:
    draft = draft_order("แต่งตั้งคณะทำงาน")
    copy_committee(office.committee_id, draft)
    with refused(Refused, match="ยังไม่มีเหตุผล"):
        issue(draft, date(2026, 12, 1))


def test_an_invitation_without_a_venue_has_no_line_for_one(office: OtherOffice) -> None:
    plan_meeting(office.committee_id, date(2026, 12, 7), Meeting.get().starts_at, "")
    text = text_of("invitation", "4/2569")
    assert "ตามวันและเวลาดังกล่าว" in text
    assert "สถานที่" not in text


@pytest.mark.parametrize("each", [False, True])
def test_people_outside_the_municipality_get_an_external_letter(
    office: OtherOffice, font: Path | None, each: bool
) -> None:
    made = make(Request("invitation", "3/2569", font=font, each=each))
    pages = [bare(page).removeprefix("ร่าง") for page in pages_of(made.content)]
    letters = [page for page in pages if "ขอแสดงความนับถือ" in page]
    assert len(letters) == 2
    for page, name in zip(letters, ("นายวิเชียร กำเนิดผล", "ดอกเตอร์ พิมพ์ใจ รัตนกุล"), strict=True):
        assert page.startswith(bare("ที่ บร ๕๒๖๐๑/"))
        assert bare(f"เรียน {name} (กรรมการ)") in page
        assert bare("(นายประเสริฐ ทองดี) นายกเทศมนตรีตำบลบ้านใหม่สามัคคี") in page
        owner = "สำนักปลัดเทศบาล เทศบาลตำบลบ้านใหม่สามัคคี โทร. ๐ ๔๔๖๖ ๖๕๔๓ ต่อ ๑๑"
        assert page.endswith(bare(f"{owner} ไปรษณีย์อิเล็กทรอนิกส์ {EMAIL}"))
        assert "บันทึกข้อความ" not in page
    memos = [page for page in pages if "บันทึกข้อความ" in page]
    assert len(memos) == (20 if each else 1)


def test_minutes_have_thai_digits_or_digits_as_typed_by_option(
    office: OtherOffice, font: Path | None
) -> None:
    request = Request("minutes", "1/2569", font=font)
    official = bare(poppler_text(make(request).content))
    typed = bare(poppler_text(make(replace(request, official_digits=False)).content))
    assert bare("จำนวน ๑๒ เรื่อง") in official
    assert "www.example.go.th" in official
    assert re.findall("[0-9]", official) == []
    assert bare("จำนวน 12 เรื่อง") in typed
    assert bare("ครั้งที่ ๑/๒๕๖๙") in typed


def test_minutes_break_a_line_between_number_and_word_only_if_unavoidable(
    office: OtherOffice, font: Path | None
) -> None:
    made = make(Request("minutes", "1/2569", font=font)).content
    lines = [line.strip() for page in pages_of(made) for line in page.splitlines() if line.strip()]
    parted = [
        f"{line[-20:]} | {following[:20]}"
        for line, following in pairwise(lines)
        if len(line) + 1 in tied_offsets(f"{line} {following}")
    ]
    # Where the line would end more than 8 mm short it may: once or twice in these five pages.
    assert len(parted) <= 3
    assert len(lines) > 100


def test_minutes_of_a_failed_meeting_print_statements_below_their_headings(
    office: OtherOffice,
) -> None:
    meeting = plan_meeting(office.committee_id, date(2026, 12, 14), Meeting.get().starts_at, "")
    first, second = add_item(meeting, "เรื่องแรก"), add_item(meeting, "เรื่องที่สอง")
    part = add_item(meeting, "เรื่องย่อย", parent_id=second)
    add_statement(part, None, "ฝ่ายเลขานุการแจ้งว่ากรรมการมาไม่ครบ")
    for entry in roll_of(Meeting.get_by_id(meeting)).unmarked:
        mark(entry.attendance_id, AttendanceStatus.ABSENT, "ติดราชการ")
    assert first
    text = text_of("minutes", "4/2569")
    assert bare("ระเบียบวาระที่ ๒ เรื่องที่สอง ระเบียบวาระที่ ๒.๑ เรื่องย่อย ฝ่ายเลขานุการ") in text
    assert "เรื่องแรก" not in text
    assert "-ไม่มี-" not in text[text.index("ไม่ครบองค์ประชุม") :]
