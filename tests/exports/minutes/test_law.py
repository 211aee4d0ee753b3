"""The minutes of four kinds of meeting, read back from the page of an office of its own."""

from datetime import date, time

import pytest

from exports.catalogue import make
from exports.documents import Request
from models.errors import Refused
from models.meetings.adoption import AskedCorrection
from models.meetings.closing import close_without_quorum
from models.meetings.events import Adoption
from models.meetings.records import (
    Meeting,
    close_meeting,
    mark,
    plan_meeting,
    roll_of,
    start_meeting,
)
from models.meetings.roll import AttendanceStatus
from models.minutes.agenda import fill_agenda
from models.minutes.decisions.matters import decide_together
from models.minutes.decisions.recusals import recuse
from models.minutes.decisions.wording import suggested_wording
from models.minutes.lifecycle import adopt_minutes, close_at, close_for_want_of_quorum
from models.minutes.records import Outcome, add_item, add_statement, record_resolution
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.vote_counts import Votes
from models.minutes.votes import record_votes
from tests.exports.pdf_text import pages_of, without_furniture
from tests.other_office import OtherOffice
from tests.refusals import refused


@pytest.fixture
def office(other_office: OtherOffice) -> OtherOffice:
    return other_office


def text_of(meeting_id: int) -> str:
    meeting = Meeting.get_by_id(meeting_id)
    key = f"{meeting.number}/{meeting.year}"
    pages = pages_of(make(Request("minutes", key)).content)
    return squeezed("".join(without_furniture(page.replace("\r", "")) for page in pages))


def squeezed(text: str) -> str:
    return "".join(text.split())


def attend(meeting_id: int, absent: int) -> None:
    entries = roll_of(Meeting.get_by_id(meeting_id)).unmarked
    for at, entry in enumerate(entries):
        came = at < len(entries) - absent
        status = AttendanceStatus.PRESENT if came else AttendanceStatus.ABSENT
        mark(entry.attendance_id, status, "" if came else "ติดราชการ")


def planned(office: OtherOffice, day: date) -> int:
    return plan_meeting(office.committee_id, day, time(9, 30), "ห้องประชุมชั้น 2")


def test_minutes_without_quorum_print_the_number_present_the_wait_and_the_new_day(
    office: OtherOffice,
) -> None:
    failed = planned(office, date(2026, 12, 8))
    add_item(failed, "เรื่องเสนอให้ที่ประชุมพิจารณา")
    attend(failed, absent=15)
    again = close_for_want_of_quorum(failed, time(10, 15), date(2026, 12, 15), time(13, 30))
    text = text_of(failed)
    assert again is not None
    label = Meeting.get_by_id(again).label
    for words in (
        "เมื่อถึงเวลานัดประชุม ๐๙.๓๐ น. และรอจนถึงเวลา ๑๐.๑๕ น. มีกรรมการมาประชุม ๗ คน",
        "ไม่ครบองค์ประชุมซึ่งต้องมีกรรมการมาประชุมไม่น้อยกว่า ๑๒ คน จึงไม่อาจประชุมได้",
        f"นัดประชุมเรื่องเดิมอีกครั้งเป็นครั้งที่ {label}",
        "เวลา ๑๓.๓๐ น.",
    ):
        assert squeezed(words) in text
    assert "เริ่มประชุมเวลา" not in text
    assert "เลิกประชุมเวลา" not in text
    attend(again, absent=13)
    start_meeting(again, time(13, 30))
    close_meeting(again, time(15))
    text = text_of(again)
    label = Meeting.get_by_id(failed).label
    assert squeezed(f"การประชุมเรื่องเดิมที่นัดไว้ในการประชุมครั้งที่ {label}") in text
    assert squeezed("ไม่น้อยกว่าหนึ่งในสามของจำนวนกรรมการทั้งหมด (๘ คน) เป็นองค์ประชุม") in text
    assert "เริ่มประชุมเวลา" in text


def test_minutes_print_a_secret_vote_a_recusal_and_a_joint_resolution(office: OtherOffice) -> None:
    held = planned(office, date(2026, 12, 8))
    item = add_item(held, "พิจารณาร่างสัญญาจ้างจัดทำคู่มือ")
    other = add_item(held, "พิจารณาร่างสัญญาจ้างพิมพ์คู่มือ")
    attend(held, absent=2)
    start_meeting(held, time(9, 40))
    interested = roll_of(Meeting.get_by_id(held)).present[5]
    recuse(item, interested.attendance_id, "เป็นคู่สมรสของผู้รับจ้าง")
    add_statement(item, None, "ฝ่ายเลขานุการเสนอร่างสัญญา")
    made = record_resolution(
        item, Outcome.APPROVED, suggested_wording(Outcome.APPROVED, "พิจารณาร่างสัญญาจ้างจัดทำคู่มือ"), 19
    )
    record_votes(made, Votes(15, 3, 1, secret=True))
    decide_together(made, other)
    close_meeting(held, time(12))
    text = text_of(held)
    for words in (
        f"{interested.name} {interested.title} มีส่วนได้เสียในเรื่องนี้ (เป็นคู่สมรสของผู้รับจ้าง)",
        "จึงออกจากที่ประชุมระหว่างการพิจารณาและลงมติ",
        "มีมติอนุมัติร่างสัญญาจ้างจัดทำคู่มือ",
        "ลงคะแนนลับ เห็นชอบ ๑๕ เสียง ไม่เห็นชอบ ๓ เสียง งดออกเสียง ๑ เสียง",
        "(ลงมติรวมกับระเบียบวาระที่ ๒ ในคราวเดียวกัน)",
        "(ลงมติรวมกับระเบียบวาระที่ ๑ ในคราวเดียวกัน)",
    ):
        assert squeezed(words) in text, words


def test_a_resolution_without_quorum_is_printed_with_the_number_present(
    office: OtherOffice,
) -> None:
    held = planned(office, date(2026, 12, 8))
    item = add_item(held, "พิจารณาร่างแผน")
    attend(held, absent=2)
    start_meeting(held, time(9, 40))
    record_resolution(item, Outcome.APPROVED, "มีมติอนุมัติ", 5)
    close_meeting(held, time(12))
    assert squeezed("(ขณะมีมติมีกรรมการอยู่ในที่ประชุม ๕ คน ไม่ครบองค์ประชุม ๑๒ คน)") in text_of(held)


def test_minutes_adopted_by_circulation_name_members_who_agreed_and_asked_for_corrections(
    office: OtherOffice,
) -> None:
    held = planned(office, date(2026, 12, 8))
    add_item(held, "เรื่องแจ้ง")
    attend(held, absent=2)
    start_meeting(held, time(9, 40))
    close_meeting(held, time(12))
    names = [roll_of(Meeting.get_by_id(held)).entries[at].name for at in (0, 2)]
    corrections = [AskedCorrection("หน้า ๑ แก้ ๑๐ เป็น ๑๒", names[1]), "หน้า ๒ ตัดคำซ้ำ"]
    adopt_minutes(held, date(2026, 12, 20), Adoption.CIRCULATION, corrections, agreed=(1, 3))
    text = text_of(held)
    assert squeezed(f"มีกรรมการแจ้งรับรอง ๒ คน คือ {', '.join(names)}") in text
    assert squeezed(f"๑. {names[1]} ขอแก้ไข หน้า ๑ แก้ ๑๐ เป็น ๑๒") in text
    assert squeezed("๒. หน้า ๒ ตัดคำซ้ำ") in text


def test_a_postponed_matter_is_added_to_the_next_agenda(office: OtherOffice) -> None:
    held = planned(office, date(2026, 12, 8))
    fill_agenda(held)
    under = next(each for each in read_meeting_snapshot(held).items if "พิจารณา" in each.title)
    item = add_item(held, "พิจารณาร่างแผนแม่บท", under.kind, under.id)
    later = planned(office, date(2027, 1, 12))
    fill_agenda(later)
    attend(held, absent=2)
    start_meeting(held, time(9, 40))
    wording = suggested_wording(Outcome.POSTPONED, "พิจารณาร่างแผนแม่บท")
    assert wording == "มีมติให้เลื่อนการพิจารณาร่างแผนแม่บทไปในการประชุมครั้งต่อไป"
    record_resolution(item, Outcome.POSTPONED, wording, 20)
    close_at(held, time(9, 40), time(12))
    label = Meeting.get_by_id(held).label
    for _ in range(2):
        found = [each for each in read_meeting_snapshot(later).items if each.postponed_from]
        assert [(each.title, each.postponed_from) for each in found] == [
            ("พิจารณาร่างแผนแม่บท", label)
        ]
        fill_agenda(later)
    attend(later, absent=2)
    start_meeting(later, time(9, 30))
    assert squeezed(f"(เรื่องที่เลื่อนมาจากการประชุมครั้งที่ {label})") in text_of(later)


def test_closing_for_lack_of_a_quorum_is_refused_if_the_quorum_was_reached(
    office: OtherOffice,
) -> None:
    held = planned(office, date(2026, 12, 8))
    with refused(Refused, match="ยังไม่ได้เช็กชื่อ"):
        close_without_quorum(held, time(10))
    attend(held, absent=2)
    with refused(Refused, match="ครบองค์ประชุม"):
        close_without_quorum(held, time(10))
