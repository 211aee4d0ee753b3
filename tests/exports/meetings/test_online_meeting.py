"""The papers of an e-meeting and of a mixed one, in another office."""

import pytest

from exports.catalogue import make
from exports.documents import Request
from models.meetings.electronic import ElectronicDetails, MeetingForm
from models.meetings.notice import set_electronic
from models.meetings.records import Attendance
from tests.exports.pdf_text import bare, pages_of, poppler_text
from tests.other_office import OtherOffice, hold_online

KEY = "4/2569"
LAW = "พระราชกำหนดว่าด้วยการประชุมผ่านสื่ออิเล็กทรอนิกส์ พ.ศ. ๒๕๖๓"


@pytest.fixture
def office(other_office: OtherOffice) -> OtherOffice:
    return other_office


def text_of(document: str, key: str = KEY, **options: bool) -> str:
    content = make(Request(document, key, **options)).content
    assert "".join(bare(page) for page in pages_of(content))
    return bare(poppler_text(content))


@pytest.mark.parametrize("form", [MeetingForm.ELECTRONIC, MeetingForm.MIXED])
def test_minutes_of_an_e_meeting_print_system_identification_faults_and_recording(
    office: OtherOffice, form: MeetingForm
) -> None:
    hold_online(office, form)
    text = text_of("minutes")
    for words in (
        LAW,
        "โดยใช้ระบบ Cisco Webex ของ สพร.",
        "การแสดงตนของผู้ร่วมประชุมผ่านสื่ออิเล็กทรอนิกส์",
        "ส่งภาพบัตรประจำตัวเจ้าหน้าที่ทางแชต",
        "เวลา ๑๓.๔๐ น. ถึง ๑๓.๕๒ น. เสียงของห้องประชุมขาดหาย",
        "เวลา ๑๕.๑๐ น. เป็นต้นไป แชร์จอไม่ได้",
        "เก็บไว้ที่ เครื่องแม่ข่ายสำนักปลัดเทศบาล",
    ):
        assert bare(words) in text
    assert "8899" not in text
    assert "๘๘๙๙" not in text


def test_papers_of_a_mixed_meeting_mark_the_members_online(office: OtherOffice) -> None:
    hold_online(office, MeetingForm.MIXED)
    mixed = text_of("minutes")
    assert mixed.count(bare("(ผ่านสื่ออิเล็กทรอนิกส์)")) == 5
    assert bare("เวลา ๑๓.๕๐ น. ผ่านสื่ออิเล็กทรอนิกส์)") in mixed
    assert bare("มีผู้ร่วมประชุมผ่านสื่ออิเล็กทรอนิกส์ ๖ คน") in mixed
    assert bare("ณ ห้องประชุมชั้น ๒ และผ่านสื่ออิเล็กทรอนิกส์") in mixed
    sheet = text_of("attendance")
    assert bare("ลายมือชื่อหรือวิธีแสดงตน") in sheet
    assert sheet.count(bare("เปิดกล้องแล้วแจ้งชื่อและตำแหน่ง")) == 5


def test_minutes_print_a_common_way_of_identification_once_without_a_table(
    office: OtherOffice,
) -> None:
    meeting = hold_online(office, MeetingForm.MIXED)
    way = "เปิดกล้องแล้วแจ้งชื่อ"
    Attendance.update(identified_by=way).where(
        Attendance.meeting == meeting, Attendance.is_online
    ).execute()
    text = text_of("minutes")
    assert bare(f"๖ คน ซึ่งได้แสดงตนก่อนร่วมประชุมโดย{way}") in text
    assert bare("การแสดงตนของผู้ร่วม") not in text


def test_invitation_to_an_e_meeting_prints_the_link_and_warns_if_it_is_missing(
    office: OtherOffice,
) -> None:
    meeting = office.again_id
    details = ElectronicDetails(
        MeetingForm.ELECTRONIC, "Webex", "https://webex.example.go.th/j/55", "เปิดกล้อง"
    )
    set_electronic(meeting, details)
    made = make(Request("invitation", "3/2569"))
    text = bare(poppler_text(made.content))
    for words in ("https://webex.example.go.th/j/", "แสดงตนก่อนร่วมประชุมโดยเปิดกล้อง", LAW):
        assert bare(words) in text
    assert not any("ลิงก์" in each for each in made.warnings)
    calendar = make(Request("calendar", "3/2569")).content.decode().replace("\r\n ", "")
    assert "เข้าประชุมที่ https://webex.example.go.th/j/55" in calendar
    assert "LOCATION:ผ่านสื่ออิเล็กทรอนิกส์ (Webex)" in calendar
    set_electronic(meeting, ElectronicDetails(MeetingForm.MIXED))
    lacking = make(Request("invitation", "3/2569")).warnings
    assert any("ยังไม่บอกลิงก์และวิธีแสดงตน" in each for each in lacking)


def test_public_minutes_of_an_e_meeting_leave_out_link_server_and_identification(
    office: OtherOffice,
) -> None:
    hold_online(office, MeetingForm.ELECTRONIC)
    text = text_of("minutes", public=True)
    assert bare("Cisco Webex") in text
    for words in ("ส่งภาพบัตร", "เครื่องแม่ข่าย", "webex.example"):
        assert bare(words) not in text
