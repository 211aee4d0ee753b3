"""What leaves the office: minutes without names, the extract of a resolution, whom to call."""

import subprocess
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from msgspec.structs import replace

from exports.catalogue import make
from exports.documents import Request
from exports.meetings.extract import find
from kmtui.thai.names import split_name
from models.committees.approvals import ApprovalDraft, write_approval
from models.errors import KmError, NotFound, Refused
from models.meetings.events import Adoption
from models.meetings.records import Meeting, close_meeting, roll_of
from models.memos.records import MemoKind, MemoText, Route, issue_memo, write_memo
from models.minutes.agenda import mark_confidential
from models.minutes.lifecycle import adopt_minutes, reopen_meeting
from models.minutes.records import AgendaItem, Outcome, add_item, add_statement, record_resolution
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.tasks import TaskDraft, assign_task
from models.office.organization import Division, Organization, edit_office, read_office
from models.people.records import Person, Post
from models.storage.database import database
from tests.builders import a_committee, a_meeting, close
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.pdf_text import bare, pages_of, poppler_text
from tests.other_office import EMAIL, OFFICE, OtherOffice
from tests.refusals import refused
from tests.test_hostile_names import HOSTILE

HELD = "1/2569"
PHONE = "โทร. ๐ ๔๔๖๖ ๖๕๔๓ ต่อ ๑๑"


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


def readings(content: bytes) -> tuple[str, str]:
    """The text as pdfium gives it, and pdftotext in the order of the file."""
    return "\n".join(pages_of(content)), poppler_text(content)


def plain_text(content: bytes, folder: Path) -> str:
    """The text as plain pdftotext gives it."""
    path = folder / "read.pdf"
    path.write_bytes(content)
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()


def names_in_the_register() -> set[str]:
    """Names as people would look for them: whole, and without the title."""
    found = set[str]()
    for person in Person.select():
        parts = split_name(person.full_name)
        found |= {bare(person.full_name), bare(f"{parts.given} {parts.family}")}
    return found


def item_of(meeting_id: int, number: str) -> int:
    items = read_meeting_snapshot(meeting_id).items
    return next(each.id for each in items if each.number == number)


def reopened(meeting_id: int, change: Callable[[], object]) -> None:
    """Change a closed meeting as the office would: opened again with a reason, then closed."""
    reopen_meeting(meeting_id, "เติมข้อความ")
    change()
    close_meeting(meeting_id, time(16, 10))


@pytest.mark.parametrize("lines", range(1, 40, 3))
def test_certification_of_an_extract_shares_its_page_with_text_of_the_item(
    office: OtherOffice, lines: int
) -> None:
    item = item_of(office.held_id, "๓")
    text = "\n".join(f"ย่อหน้าที่ {number}" for number in range(1, lines + 1))
    reopened(office.held_id, lambda: add_statement(item, None, text))
    *_, last = pages_of(make(Request("extract", HELD, item="3")).content)
    text_of_item, notice, certified = bare(last).partition("(รายงานการประชุมนี้ยังไม่ได้รับรอง)")
    assert notice
    assert "คัดสำเนาถูกต้อง" in certified
    assert text_of_item.lstrip("-๐๑๒๓๔๕๖๗๘๙")


def test_public_minutes_contain_no_name_of_a_person(
    office: OtherOffice, font: Path | None, tmp_path: Path
) -> None:
    entry = roll_of(Meeting.get_by_id(office.held_id)).present[1]

    def add() -> None:
        item = item_of(office.held_id, "๑")
        parts = split_name(entry.name)
        told = f"{entry.name} แจ้งว่า {parts.given}  {parts.family} จะประสานงาน"
        said = add_statement(item, entry.attendance_id, told)
        assign_task(item, TaskDraft("ประสานงาน", entry.name, None), statement_id=said)

    reopened(office.held_id, add)
    made = make(Request("minutes", HELD, font=font, public=True))
    assert made.file_name == "minutes-1-2569.pdf"
    for text in (*readings(made.content), plain_text(made.content, tmp_path)):
        assert [name for name in names_in_the_register() if name in bare(text)] == []
    for text in readings(made.content):
        assert bare(f"{entry.title} แจ้งว่า {entry.title} จะประสานงาน") in bare(text)
        for role in ("ประธานกรรมการ", "กรรมการและเลขานุการ", "ผู้เข้าประชุม", "ฉบับเผยแพร่"):
            assert bare(role) in bare(text)
        assert "ติดราชการ" not in bare(text)
        assert bare("เห็นชอบ ๙ เสียง ไม่เห็นชอบ ๙ เสียง") in bare(text)
    inside = bare("".join(pages_of(make(Request("minutes", HELD, font=font)).content)))
    assert bare(entry.name) in inside


@pytest.mark.parametrize("number", ["๒", "๓"])
def test_public_minutes_leave_out_a_confidential_item_with_its_sub_items(
    office: OtherOffice, number: str
) -> None:
    mark_confidential(item_of(office.held_id, number), True)
    words = {"๒": ("การเตรียมสถานที่จัดงาน", "การสำรวจองค์ความรู้"), "๓": ("เห็นชอบแผน",)}
    for text in readings(make(Request("minutes", HELD, public=True)).content):
        for number_, titles in words.items():
            for title in titles:
                assert (bare(title) in bare(text)) is (number_ != number)
        left_out = "๒, ๒.๑, ๒.๒" if number == "๒" else "๓"
        assert bare(f"ไม่รวมระเบียบวาระที่ {left_out} ซึ่งไม่เปิดเผย") in bare(text)
    inside = bare("".join(pages_of(make(Request("minutes", HELD)).content)))
    assert all(bare(title) in inside for titles in words.values() for title in titles)


def test_an_item_with_a_damaged_confidentiality_mark_is_withheld(office: OtherOffice) -> None:
    item = item_of(office.held_id, "๓")
    table = AgendaItem._meta.table_name
    database.execute_sql(f"UPDATE {table} SET confidential = 'อะไร' WHERE id = ?", (item,))  # noqa: S608
    text = bare("".join(pages_of(make(Request("minutes", HELD, public=True)).content)))
    assert "เห็นชอบแผน" not in text


def test_public_minutes_are_marked_as_a_draft_until_adoption(office: OtherOffice) -> None:
    request = Request("minutes", HELD, public=True)
    draft = make(request)
    assert any("ยังไม่รับรอง" in each for each in draft.warnings)
    assert "ร่าง" in pages_of(draft.content)[0]
    adopt_minutes(office.held_id, date(2026, 11, 20), Adoption.CIRCULATION)
    final = make(request)
    assert not any("ยังไม่รับรอง" in each for each in final.warnings)
    assert "ร่าง" not in pages_of(final.content)[0]
    assert make(request).content == final.content
    with refused(Refused):
        make(Request("minutes", "3/2569", public=True))


def test_public_minutes_of_two_meetings_with_one_number_get_different_file_names(
    store: Path,
) -> None:
    first = a_meeting(closed=True)
    second = a_meeting(committee=a_committee(name="คณะกรรมการติดตาม"), closed=True)
    assert (first.number, first.year) == (second.number, second.year)
    key = f"{first.number}/{first.year}"
    names = {
        make(Request("minutes", key, each.committee.name, public=True)).file_name
        for each in (first, second)
    }
    assert names == {
        f"minutes-{first.number}-{first.year}.pdf",
        f"minutes-{first.number}-{first.year}-2.pdf",
    }


@pytest.mark.parametrize("item", ["๓", " ๓ ", "ระเบียบวาระที่ ๓"])
def test_an_item_to_extract_is_found_by_every_usual_form_of_its_number(
    office: OtherOffice, item: str
) -> None:
    wanted = item_of(office.held_id, "๓")
    assert find(Request("extract", HELD, item=item)) == wanted
    assert find(Request("extract", HELD, item="3")) == wanted


def test_an_extract_is_one_item_with_its_resolution_certified_by_the_secretary(
    office: OtherOffice, font: Path | None
) -> None:
    made = make(Request("extract", HELD, font=font, item="3"))
    assert made.file_name == f"คัดสำเนารายงานการประชุม 1-2569 {'คณะกรรมการจัดการความรู้'} วาระ 3.pdf"
    for text in readings(made.content):
        for part in (
            "คัดสำเนารายงานการประชุมคณะกรรมการจัดการความรู้",
            f"{OFFICE} อำเภอเมือง จังหวัดบุรีรัมย์",
            "ระเบียบวาระที่ ๓ เรื่องเสนอให้ที่ประชุมพิจารณา",
            "มีมติเห็นชอบแผนการจัดการความรู้",
            "(รายงานการประชุมนี้ยังไม่ได้รับรอง)",
            "คัดสำเนาถูกต้อง (นางจิราพร พงษ์พันธ์) หัวหน้าสำนักปลัดเทศบาล กรรมการและเลขานุการ วันที่",
        ):
            assert bare(part) in bare(text)
        assert "ระเบียบวาระที่๒" not in bare(text)


def test_an_extract_of_adopted_minutes_prints_the_date_of_adoption(office: OtherOffice) -> None:
    adopt_minutes(office.held_id, date(2026, 11, 20), Adoption.CIRCULATION, ("แก้คำว่า ก เป็น ข",))
    made = make(Request("extract", HELD, item="3"))
    text = bare("".join(pages_of(made.content)))
    assert bare("แจ้งเวียน เมื่อวันที่ ๒๐ พฤศจิกายน ๒๕๖๙ โดยมีข้อแก้ไข") in text
    assert bare("แก้คำว่า ก เป็น ข") in text
    mark_confidential(item_of(office.held_id, "๓"), True)
    assert any("ไม่เปิดเผย" in each for each in make(Request("extract", HELD, item="3")).warnings)


@pytest.mark.parametrize(
    ("key", "item", "told"),
    [
        (HELD, "", "--item"),
        (HELD, "9", "ไม่มีระเบียบวาระที่ 9"),
        (HELD, "[/]", "ที่มีมติคือ: 3"),
        (HELD, "1", "ไม่มีมติ"),
        (HELD, "2", "ไม่มีมติ"),
        ("3/2569", "1", "ยังไม่เลิก"),
    ],
)
def test_extracting_an_item_without_a_resolution_is_refused_with_the_reason(
    office: OtherOffice, key: str, item: str, told: str
) -> None:
    with pytest.raises((NotFound, Refused), match=told.replace("[", "").replace("]", "")):
        make(Request("extract", key, item=item))


def test_extracting_an_item_includes_its_sub_items(store: Path) -> None:
    meeting = a_meeting(items=1)
    item = item_of(meeting.id, "๑")
    for title in ("เรื่องย่อยแรก", "เรื่องย่อยที่สอง"):
        record_resolution(add_item(meeting.id, title, parent_id=item), Outcome.APPROVED, title, 3)
    add_item(meeting.id, "เรื่องย่อยที่ยังไม่พิจารณา", parent_id=item)
    close(meeting.id)
    whole = make(Request("extract", meeting.label, item="1"))
    part = make(Request("extract", meeting.label, item="1.2"))
    assert "เรื่องย่อยแรก" in bare("".join(pages_of(whole.content)))
    assert "เรื่องย่อยที่ยังไม่พิจารณา" in bare("".join(pages_of(whole.content)))
    assert "เรื่องย่อยแรก" not in bare("".join(pages_of(part.content)))
    assert "เรื่องย่อยที่สอง" in bare("".join(pages_of(part.content)))


@pytest.mark.parametrize("text", HOSTILE[::19])
def test_papers_with_hostile_texts_are_made_or_refused_in_a_sentence(
    store: Path, text: str
) -> None:
    meeting = a_meeting(items=1)
    item = item_of(meeting.id, "๑")
    add_statement(item, None, text)
    record_resolution(item, Outcome.APPROVED, f"มติ {text}", 3)
    close(meeting.id)
    edit_office(replace(read_office(), telephone=text[:80]))
    sentences = list[str]()
    for request in (
        Request("extract", meeting.label, item="1"),
        Request("minutes", meeting.label, public=True),
        Request("invitation", meeting.label),
    ):
        try:
            made = make(request)
        except KmError as refusal:
            sentences.append(str(refusal))
            continue
        assert made.content.startswith(b"%PDF")
    assert [sentence for sentence in sentences if not sentence.isprintable()] == []


def test_memos_and_letters_print_the_telephone_number(
    office: OtherOffice, font: Path | None
) -> None:
    memo = write_memo(
        MemoKind.OTHER,
        MemoText("ขอเชิญอบรม", "ปลัดเทศบาล", "ด้วยเทศบาล", "จึงขอ", "เรื่องเดิม"),
        date(2026, 11, 2),
        division_id=Division.get().id,
        route=Route((Post.get().id,), ()),
    )
    issue_memo(memo, 7, date(2026, 11, 2))
    posts = [each.id for each in Post.select().limit(2)]
    draft = ApprovalDraft(
        date(2026, 11, 2), "ขออนุมัติ", ("ด้วย",), (posts[1],), (posts[0],), Division.get().id
    )
    write_approval(office.order_id, draft)
    sender = f"ส่วนราชการ สำนักปลัดเทศบาล {OFFICE} {PHONE}"
    for document, key in (("memo", "7/2569"), ("approval", "415/2569"), ("invitation", "3/2569")):
        for text in readings(make(Request(document, key, font=font)).content):
            assert bare(sender) in bare(text), document
    for text in readings(make(Request("invitation", "3/2569", font=font)).content):
        assert PHONE in " ".join(text.split())
        assert bare(f"{PHONE} ไปรษณีย์อิเล็กทรอนิกส์ {EMAIL}") in bare(text)


def test_a_telephone_behind_a_long_division_has_a_line_of_its_own(
    office: OtherOffice, font: Path | None
) -> None:
    long = "กองสาธารณสุขและสิ่งแวดล้อม ฝ่ายบริหารงานสาธารณสุข งานสุขาภิบาลอนามัยและสิ่งแวดล้อม"
    Division.update(name=long).execute()
    lines = pages_of(make(Request("invitation", "3/2569", font=font)).content)[0].splitlines()
    assert [line.strip() for line in lines if "โทร." in line] == [PHONE]


def test_an_invitation_without_telephone_and_e_mail_has_no_contact_lines(
    office: OtherOffice,
) -> None:
    Organization.update(telephone="", email="").execute()
    text = bare("".join(pages_of(make(Request("invitation", "3/2569")).content)))
    assert "โทร." not in text
    assert "ไปรษณีย์อิเล็กทรอนิกส์" not in text
