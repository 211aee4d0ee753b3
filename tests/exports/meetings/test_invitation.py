"""The invitation: one letter to all with the list of seats, or one to each member."""

from datetime import date, time
from pathlib import Path

import pytest

from exports.catalogue import make
from exports.documents import Request
from exports.meetings.invitation import gather
from models.errors import KmError, NotFound
from models.meetings.notice import set_notice
from models.meetings.records import Meeting, roll_of
from models.minutes.reconvening import reconvene
from models.office.organization import Organization
from tests.builders import a_committee, a_meeting
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.pdf_text import bare, pages_of, poppler_text

LETTER = [
    "ส่วนราชการ สำนักปลัดเทศบาล เทศบาลตำบลหนองหัวแรต",
    "ที่ นม ๕๘๓๐๑/ วันที่ ๑๕ ธันวาคม ๒๕๖๓",
    "เรื่อง ขอเชิญประชุมคณะกรรมการจัดทำแผนการจัดการความรู้ ครั้งที่ ๒/๒๕๖๓",
    "เรียน คณะกรรมการจัดทำแผนการจัดการความรู้ (ตามรายชื่อแนบท้าย)",
    "ตามที่เทศบาลตำบลหนองหัวแรต ได้มีคำสั่งที่ ๘๘๑/๒๕๖๓ ลงวันที่ ๑๗ กันยายน ๒๕๖๓ "
    "แต่งตั้งคณะกรรมการจัดทำแผนการจัดการความรู้ นั้น",
    "ในการนี้ ประธานกรรมการกำหนดประชุมคณะกรรมการจัดทำแผนการจัดการความรู้ ครั้งที่ ๒/๒๕๖๓ "
    "ในวันอังคารที่ ๒๒ ธันวาคม พ.ศ. ๒๕๖๓ เวลา ๑๓.๓๐ น. ณ ห้องประชุมเทศบาลตำบลหนองหัวแรต "
    "โดยมีระเบียบวาระการประชุม ดังนี้",
    "ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ",
    "ระเบียบวาระที่ ๖ เรื่องอื่น ๆ (ถ้ามี)",
    "จึงเรียนมาเพื่อโปรดทราบ และขอเชิญเข้าร่วมประชุมตามวัน เวลา และสถานที่ดังกล่าว",
    "(นางสาวอรยานี ฤทธิจันทร์) หัวหน้าฝ่ายอำนวยการ กรรมการและเลขานุการ",
]


@pytest.fixture
def planned(example: Path) -> Meeting:
    """Meeting 2/2563 of the example, with notice given a week ahead."""
    meeting: Meeting = Meeting.get(Meeting.number == 2)
    set_notice(meeting.id, date(2020, 12, 15))
    return meeting


def invitation(font: Path | None = None, each: bool = False) -> bytes:
    return make(Request("invitation", "2/2563", font=font, each=each)).content


def must_follow(text: str, parts: list[str]) -> None:
    at = 0
    for part in map(bare, parts):
        found = text.find(part, at)
        assert found >= 0, f"missing, or before the part before it: {part}"
        at = found + len(part)


@pytest.mark.parametrize("font", [None, OFFICE_FONTS], ids=["Sarabun", "TH Sarabun New"])
def test_two_pdf_text_extractors_read_the_invitation_without_a_wrong_character(
    planned: Meeting, font: Path | None
) -> None:
    if font is not None and not font.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    pdf = invitation(font)
    seats = [f"{seat.name} {seat.title} {seat.role_label}" for seat in roll_of(planned).held_seats]
    for text in (poppler_text(pdf), "".join(pages_of(pdf))):
        must_follow(bare(text), [*LETTER, "รายชื่อผู้ได้รับเชิญประชุม", *seats])


def test_invitation_leaves_out_a_vacant_seat_and_warns(planned: Meeting) -> None:
    made = make(Request("invitation", "2/2563"))
    assert not any("ว่าง" in bare(page) for page in pages_of(made.content))
    assert "ไม่ได้เชิญตำแหน่งที่ว่าง: ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม" in made.warnings


def test_each_member_gets_a_separate_letter_and_a_vacant_seat_none(planned: Meeting) -> None:
    made = make(Request("invitation", "2/2563", each=True))
    pages = list(map(bare, pages_of(made.content)))
    names = [seat for seat in roll_of(planned).seats if seat.name]
    assert len(pages) == len(names) == 8
    for page, seat in zip(pages, names, strict=True):
        # Each letter begins as a first page: no page number.
        assert page.startswith("ร่างบันทึกข้อความ")
        assert bare(f"เรียน {seat.name} {seat.title} ({seat.role_label})") in page
        assert "แนบท้าย" not in page
    assert any("ตำแหน่งที่ว่าง: ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม" in told for told in made.warnings)


def test_a_letter_of_two_pages_numbers_its_own_second_page(store: Path) -> None:
    a_meeting(items=45, committee=a_committee(seats=2))
    pages = pages_of(make(Request("invitation", "1/2563", each=True)).content)
    assert [page.split()[:3] == ["-", "๒", "-"] for page in pages] == [False, True] * 2


def test_invitation_at_short_notice_warns_until_its_reason_is_printed(planned: Meeting) -> None:
    set_notice(planned.id, date(2020, 12, 21))
    assert any("น้อยกว่า ๓ วัน" in told for told in make(Request("invitation", "2/2563")).warnings)
    set_notice(planned.id, date(2020, 12, 21), "ต้องส่งแผนภายในสัปดาห์นี้")
    made = make(Request("invitation", "2/2563"))
    assert not any("น้อยกว่า ๓ วัน" in told for told in made.warnings)
    assert bare("เป็นเรื่องเร่งด่วน เนื่องจากต้องส่งแผนภายในสัปดาห์นี้") in bare(poppler_text(made.content))


def test_the_invitation_to_a_reconvened_meeting_announces_the_quorum_of_a_third(
    planned: Meeting,
) -> None:
    assert "หนึ่งในสาม" not in poppler_text(invitation())
    reconvene(planned.id, date(2020, 12, 25), time(9), "ห้องประชุม", notice_says_one_third=True)
    text = bare(poppler_text(make(Request("invitation", "3/2563")).content))
    assert bare("เรื่องเดิมของครั้งที่ ๒/๒๕๖๓ ซึ่งมีกรรมการมาไม่ครบองค์ประชุม") in text
    assert bare("ไม่น้อยกว่าหนึ่งในสามของจำนวนกรรมการทั้งหมด ให้ถือว่าเป็นองค์ประชุม") in text


def test_a_committee_without_a_secretary_or_agenda_still_gets_a_letter(store: Path) -> None:
    a_meeting(items=0, committee=a_committee(seats=1))
    text = bare(poppler_text(make(Request("invitation", "1/2563")).content))
    assert "ดังนี้" not in text
    assert "(....................................................)กรรมการและเลขานุการ" in text


def test_invitations_without_an_emblem_warn_once(planned: Meeting) -> None:
    told = make(Request("invitation", "2/2563", each=True)).warnings
    assert sum("ตราครุฑ" in sentence for sentence in told) == 1


def test_the_same_invitation_gives_the_same_bytes(planned: Meeting) -> None:
    assert invitation() == invitation()
    assert invitation(each=True) == invitation(each=True) != invitation()


@pytest.mark.parametrize(
    ("number", "printed"), [("", "นม ๕๘๓๐๑/"), ("123", "นม ๕๘๓๐๑/๑๒๓"), ("นม ๑/9", "นม ๑/๙")]
)
def test_the_letter_s_number_follows_the_office_s_prefix(
    example: Path, number: str, printed: str
) -> None:
    meeting = Meeting.get(number=2)
    set_notice(meeting.id, date(2020, 12, 18), number=number)
    assert gather(Meeting.get_by_id(meeting.id), Request("invitation")).heads[0].number == printed


def test_an_option_of_another_document_is_refused_by_name(planned: Meeting) -> None:
    with pytest.raises(KmError, match="หนังสือเชิญประชุมไม่มีตัวเลือก --copy ตัวเลือกที่ใช้ได้: --each"):
        make(Request("invitation", "2/2563", copy=True))
    with pytest.raises(NotFound, match="ไม่พบการประชุมครั้งที่ ๙/๒๕๖๓"):
        make(Request("invitation", "9/2563"))


@pytest.mark.parametrize("hostile", ["[/]", "\x1b[31mแดง", "\ud800", "ก" * 5000, "้" * 300])
def test_invitations_with_hostile_names_are_printed(store: Path, hostile: str) -> None:
    meeting = a_meeting()
    Organization.update(name=hostile.encode("utf-8", "replace").decode()).execute()
    set_notice(meeting.id, None, hostile)
    for each in (False, True):
        pdf = make(Request("invitation", "1/2563", each=each)).content
        assert "บันทึกข้อความ" in poppler_text(pdf)
