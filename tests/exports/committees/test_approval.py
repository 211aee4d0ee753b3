"""The memo that asks for approval, with those who propose and the opinions in their order."""

from datetime import date
from pathlib import Path

import pytest

from exports.catalogue import make
from exports.documents import Request
from models.committees.approvals import ApprovalDraft, ApprovalMemo, write_approval
from models.errors import NotFound
from tests.builders import ON_PAPER, a_committee, a_post, an_office
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.pdf_text import bare, pages_of, poppler_text, without_furniture
from tests.models.example.test_example_text import scanned

WRITTEN = date(2020, 9, 17)
# What the source has otherwise than the printed memo, besides what is settled for the example.
SETTLED_IN_MEMO = {
    "the office behind its division": ("ที่นม", "เทศบาลตำบลหนองหัวแรตที่นม"),
    "one spelling a name": ("ปานนิสรา", "ปานิสรา"),
    "one spelling a name too": ("อรยงณี", "อรยานี"),
}
OPINIONS = {
    "ความเห็นของหัวหน้าสำนักปลัดเทศบาล": "นางสาวน้ำฝนสืบเสน",
    "ความเห็นของปลัดเทศบาล": "นายราเชนทร์เพียรดี",
    "ความเห็นของนายกเทศมนตรี": "นายพสุธรรัชตพงษ์",
}


def source_memo() -> str:
    text = scanned("source-approval.txt")
    for found, printed in SETTLED_IN_MEMO.values():
        text = text.replace(found, printed, 1)
    return text


@pytest.mark.parametrize("font", [None, OFFICE_FONTS], ids=["Sarabun", "TH Sarabun New"])
def test_two_pdf_text_extractors_read_the_approval_as_in_the_reference_document(
    example: Path, font: Path | None
) -> None:
    if font is not None and not font.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    ApprovalMemo.update(number="นม ๕๘๓๐๑/๑๒").execute()
    pdf = make(Request("approval", "881/2563", font=font, emblem=ON_PAPER)).content
    for text in (poppler_text(pdf), "\n".join(pages_of(pdf))):
        assert bare(without_furniture(text)) == source_memo().replace("๕๘๓๐๑/-", "๕๘๓๐๑/๑๒")


def test_an_opinion_is_on_one_page_with_its_lines_and_signature(example: Path) -> None:
    pages = list(map(bare, pages_of(make(Request("approval", "881/2563")).content)))
    for heading, name in OPINIONS.items():
        (page,) = (each for each in pages if heading in each)
        assert page.index(heading) < page.rindex(name)


def test_orders_requested_by_one_memo_print_the_same_memo(example: Path) -> None:
    first, second = (make(Request("approval", f"{number}/2563")) for number in (881, 882))
    assert first.content == second.content


def test_a_vacant_post_is_printed_with_a_blank_name_line(store: Path) -> None:
    an_office()
    order = a_committee().order
    posts = (a_post("ผู้เสนอ").id,), (a_post("ผู้ให้ความเห็น").id,)
    write_approval(order.id, ApprovalDraft(WRITTEN, "ขออนุมัติ", (), *posts))
    text = bare(poppler_text(make(Request("approval", f"{order.number}/{order.year}")).content))
    assert "(....................................................)ผู้เสนอ" in text
    assert "ความเห็นของผู้ให้ความเห็น(......" in text


def test_exporting_the_approval_of_an_order_without_a_memo_is_refused_with_advice(
    store: Path,
) -> None:
    an_office()
    order = a_committee().order
    with pytest.raises(NotFound, match="ขออนุมัติของคำสั่งนี้ เขียนบันทึกขออนุมัติในจอคำสั่งก่อน"):
        make(Request("approval", f"{order.number}/{order.year}"))


def test_exporting_an_approval_twice_gives_equal_bytes_named_after_the_order(example: Path) -> None:
    first, second = (make(Request("approval", "881/2563")) for _ in range(2))
    assert first == second
    assert first.file_name.startswith("บันทึกขออนุมัติ คำสั่งที่ 881-2563 ")


@pytest.mark.parametrize("hostile", ["[/]", "\x1b[31mแดง", "ก" * 9000, "้" * 500, "a" * 3000])
def test_an_approval_memo_with_hostile_text_is_printed(store: Path, hostile: str) -> None:
    an_office()
    order = a_committee().order
    posts = (a_post("ก" + hostile[:200]).id,), (a_post("ข" + hostile[:200]).id,)
    draft = ApprovalDraft(WRITTEN, f"เรื่อง{hostile}", (hostile, hostile), *posts, closing=hostile)
    write_approval(order.id, draft)
    text = poppler_text(make(Request("approval", f"{order.number}/{order.year}")).content)
    assert "บันทึกข้อความ" in text
