"""The agenda on paper: every item in its order, with its number."""

from pathlib import Path

import pytest

from exports.catalogue import make
from exports.documents import Request
from models.errors import NotFound
from models.minutes.records import add_item
from tests.builders import a_meeting, an_item
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.pdf_text import bare, pages_of, poppler_text

ITEMS = [
    "ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ",
    "ระเบียบวาระที่ ๒ เรื่องรับรองรายงานการประชุม",
    "ระเบียบวาระที่ ๓ เรื่องสืบเนื่อง",
    "ระเบียบวาระที่ ๔ เรื่องที่เสนอให้ที่ประชุมทราบ",
    "ระเบียบวาระที่ ๕ เรื่องที่เสนอให้ที่ประชุมพิจารณา",
    "ระเบียบวาระที่ ๖ เรื่องอื่น ๆ (ถ้ามี)",
]
HEADING = [
    "ระเบียบวาระการประชุมคณะกรรมการจัดทำแผนการจัดการความรู้",
    "(Knowledge Management Action Plan)",
    "เทศบาลตำบลหนองหัวแรต อำเภอหนองบุญมาก จังหวัดนครราชสีมา",
    "ครั้งที่ ๒/๒๕๖๓ วันที่ ๒๒ ธันวาคม ๒๕๖๓ เวลา ๑๓.๓๐ น.",
    "ณ ห้องประชุมเทศบาลตำบลหนองหัวแรต",
]


@pytest.mark.parametrize("font", [None, OFFICE_FONTS], ids=["Sarabun", "TH Sarabun New"])
def test_two_pdf_text_extractors_read_the_agenda_without_a_wrong_character(
    example: Path, font: Path | None
) -> None:
    if font is not None and not font.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    pdf = make(Request("agenda", "2/2563", font=font)).content
    expected = bare("".join(HEADING + ITEMS))
    assert bare(poppler_text(pdf)) == expected
    assert bare("".join(pages_of(pdf))) == expected


def test_a_sub_item_is_printed_after_its_parent_with_its_number(store: Path) -> None:
    meeting = a_meeting(items=2)
    add_item(meeting.id, "เรื่องย่อย", parent_id=an_item(meeting).id)
    text = bare(poppler_text(make(Request("agenda", "1/2563")).content))
    assert bare("ระเบียบวาระที่ ๑ เรื่องที่ ๑ ๑.๑ เรื่องย่อย ระเบียบวาระที่ ๒ เรื่องที่ ๒") in text


def test_exporting_an_empty_agenda_is_refused_with_advice(store: Path) -> None:
    a_meeting(items=0)
    with pytest.raises(NotFound, match="๑/๒๕๖๓ ยังไม่มีระเบียบวาระ เข้าห้องประชุมแล้วเพิ่ม"):
        make(Request("agenda", "1/2563"))


def test_the_same_agenda_gives_the_same_bytes(example: Path) -> None:
    assert make(Request("agenda", "2/2563")) == make(Request("agenda", "2/63"))


@pytest.mark.parametrize(
    "hostile", ["[/]", "\x1b[31mแดง", "ก\x00ข", "\ud800", "ก" * 20_000, "้" * 500, "a" * 5000]
)
def test_a_hostile_title_is_printed_without_a_crash(store: Path, hostile: str) -> None:
    add_item(a_meeting().id, f"ก่อน {hostile} หลัง")
    text = poppler_text(make(Request("agenda", "1/2563")).content)
    assert "ก่อน" in text
    assert "หลัง" in text
