"""Papers of a small office with long names, Arabic digits and an empty plan, read back."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from exports.catalogue import make
from exports.documents import Request
from models.committees.operations import add_committee, add_duty, add_seat
from models.committees.orders import draft_order, issue
from models.committees.records import CommitteeKind, Role
from models.editing.actor import as_actor
from models.meetings.records import (
    Meeting,
    close_meeting,
    mark_all_present,
    plan_meeting,
    start_meeting,
)
from models.office.organization import Organization
from models.people.assignments import assign
from models.people.operations import add_division, add_new_person, add_post
from models.people.records import AssignmentKind, Post
from models.plan.lifecycle import create_plan
from models.storage.store import close_store
from tests.builders import WHO, a_new_store
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.pdf_text import bare, pages_of

OFFICE = "เทศบาลตำบลสามัคคีธรรมพัฒนาราษฎร์บำรุง"
HEAD = (
    "ว่าที่ร้อยตรี ดร.ประสิทธิ์ศักดิ์ เจริญรัตนโกสินทร์วัฒนา",
    "นายกเทศมนตรีตำบลสามัคคีธรรมพัฒนาราษฎร์บำรุง",
)
SECRETARY = (
    "นางสาวกัญญารัตน์ ศรีสุวรรณภูมิพิพัฒน์มงคล ณ อยุธยา",
    "หัวหน้าฝ่ายบริหารงานสาธารณสุขและสิ่งแวดล้อม",
)
FONTS = pytest.mark.parametrize("font", [None, OFFICE_FONTS], ids=["Sarabun", "TH Sarabun New"])


@pytest.fixture
def small_office(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "kmtui.db"
    a_new_store(path)
    with as_actor(WHO):
        Organization.create(
            name=OFFICE, district="เฉลิมพระเกียรติ", province="พระนครศรีอยุธยา", memo_prefix="อย 52301"
        )
        division = add_division("กองสาธารณสุขและสิ่งแวดล้อม", "กองสาธารณสุข")
        posts = []
        for name, post in (HEAD, SECRETARY):
            posts.append(add_post(post, division_id=division))
            person = add_new_person(name, force=True)
            assign(person, posts[-1], AssignmentKind.SUBSTANTIVE, date(2025, 10, 1))
        Post.update(is_cko=True).where(Post.id == posts[0]).execute()
        order = draft_order("แต่งตั้งคณะกรรมการ", cause="ด้วยเทศบาลต้องดำเนินการตามมาตรา 11")
        committee = add_committee(order, "คณะกรรมการจัดการความรู้", kind=CommitteeKind.PLAN)
        add_seat(committee, Role.CHAIR, post_id=posts[0])
        add_seat(committee, Role.MEMBER_SECRETARY, post_id=posts[1])
        add_duty(committee, "จัดทำแผนภายใน 15 วัน")
        issue(order, date(2026, 11, 2), 7)
        meeting = plan_meeting(committee, date(2026, 11, 16), time(9, 30), "ห้องประชุม 1")
        mark_all_present(meeting)
        start_meeting(meeting, time(9, 40))
        close_meeting(meeting, time(9, 55))
        create_plan(2570)
    yield path
    close_store()


def usable(font: Path | None) -> Path | None:
    if font is not None and not font.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    return font


@FONTS
@pytest.mark.parametrize(
    ("document", "key", "signers"),
    [
        ("order", "7/2569", (HEAD,)),
        ("announcement", "2570", (HEAD,)),
        ("minutes", "1/2569", (HEAD, SECRETARY)),
    ],
)
def test_a_signature_breaks_neither_a_long_name_nor_a_long_post(
    small_office: Path,
    font: Path | None,
    document: str,
    key: str,
    signers: tuple[tuple[str, str], ...],
) -> None:
    made = make(Request(document, key, font=usable(font)))
    lines = [bare(line) for page in pages_of(made.content) for line in page.splitlines()]
    for name, post in signers:
        assert bare(f"({name})") in lines
        assert lines.count(bare(post)) >= 1


@FONTS
def test_the_report_on_an_empty_plan_begins_its_dotted_parts_on_a_page_of_their_own(
    small_office: Path, font: Path | None
) -> None:
    made = make(Request("monitoring", "2570", font=usable(font)))
    first, second = map(bare, pages_of(made.content))
    # The table stays with the text above it: only the lines to write on move with the signature.
    assert "รวมทั้งแผน" in first
    assert second.removeprefix("-๒-").startswith(bare("๓. ผลการติดตาม"))


def test_the_summary_of_an_empty_plan_has_no_group_without_rows(small_office: Path) -> None:
    text = bare("".join(pages_of(make(Request("progress", "2570")).content)))
    assert "รวมทั้งแผน" in text
    assert "ตามผู้รับผิดชอบ" not in text


def test_minutes_of_a_meeting_without_items_are_printed(small_office: Path) -> None:
    text = bare("".join(pages_of(make(Request("minutes", "1/2569")).content)))
    assert bare("เลิกประชุมเวลา ๐๙.๕๕ น.") in text


def test_every_digit_of_a_paper_is_thai_whatever_was_typed(small_office: Path) -> None:
    assert Meeting.select().count() == 1
    for document, key in (("order", "7/2569"), ("minutes", "1/2569"), ("invitation", "1/2569")):
        text = "".join(pages_of(make(Request(document, key)).content))
        assert not set(text) & set("0123456789")


def left_and_right(content: bytes, page: int, text: str) -> tuple[float, float]:
    """The edges of a text on a page, in points."""
    on = PdfDocument(content)[page].get_textpage()
    at, count = on.search(text).get_next()
    boxes = [on.get_charbox(each) for each in range(at, at + count)]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


@FONTS
def test_an_external_letter_names_its_signer_below_the_middle_of_the_closing(
    other_office: object, font: Path | None
) -> None:
    made = make(Request("invitation", "3/2569", font=usable(font))).content
    page = next(at for at, text in enumerate(pages_of(made)) if "ขอแสดงความนับถือ" in text)
    texts = "ขอแสดงความนับถือ", "(นายประเสริฐ ทองดี)"
    closing, name = (sum(left_and_right(made, page, text)) / 2 for text in texts)
    assert abs(closing - name) < 3


@FONTS
def test_a_short_reason_of_absence_is_not_broken_across_lines(
    other_office: object, font: Path | None
) -> None:
    made = make(Request("minutes", "2/2569", font=usable(font))).content
    text = "\n".join(pages_of(made))
    assert text.count("ติดราชการ") == 17


@FONTS
@pytest.mark.parametrize("key", ["1/2569", "2/2569"])
def test_the_vacant_seat_of_an_attendance_sheet_is_not_alone_below_a_repeated_head(
    other_office: object, font: Path | None, key: str
) -> None:
    made = make(Request("attendance", key, font=usable(font))).content
    (page,) = [text for text in map(bare, pages_of(made)) if bare("ตำแหน่งว่าง ๑ ตำแหน่ง") in text]
    assert bare("จ่าสิบเอก นิพนธ์ คำภา") in page
