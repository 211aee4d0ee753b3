"""The announcement of the plan: the source's words, cited from the records, original and copy."""

import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import asdict

from exports.catalogue import gather, make
from exports.documents import Request
from exports.plan import announcement
from models.errors import KmError
from models.people.records import Assignment
from models.plan.records import KmPlan
from models.plan.steps import PlanState
from tests.builders import ON_PAPER
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.pdf_grid import read_pages
from tests.exports.pdf_text import bare, character_errors, pages_of, poppler_text
from tests.models.plan.test_text import SETTLED, SOURCE

MARK = "สำเนาคู่ฉบับ"
FONTS = pytest.mark.parametrize("font", [None, OFFICE_FONTS], ids=["Sarabun", "TH Sarabun New"])
# What the records know and the source leaves out, or calls otherwise than the register does.
FROM_THE_RECORDS = {
    "มติคณะกรรมการการจัดการความรู้ของ": "มติคณะกรรมการจัดทำแผนการจัดการความรู้ของ",
    "ในการประชุมเมื่อวันที่": "ในการประชุมครั้งที่๑/๒๕๖๓เมื่อวันที่",
    "เทศบาลตำบลหนองหัวแรตเรียบร้อยแล้วนั้น": "เทศบาลตำบลหนองหัวแรตเมื่อวันที่๒๒กันยายนพ.ศ.๒๕๖๓เรียบร้อยแล้วนั้น",
}


def of_this_machine(font: Path | None) -> Path | None:
    if font is not None and not font.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    return font


def source_announcement() -> str:
    text = SOURCE.read_text(encoding="utf-8")
    part = text[text.index("ประกาศเทศบาล") : text.index("๓. ขอบเขต KM")]
    part = re.sub(r"\s", "", part)
    for found, settled in {**SETTLED, **FROM_THE_RECORDS}.items():
        part = part.replace(found, settled)
    return part


@FONTS
def test_the_announcement_and_its_file_copy_equal_the_reference_document(
    example: Path, font: Path | None
) -> None:
    initials = "ปลัดเทศบาลหัวหน้าสำนักปลัดหัวหน้าฝ่ายอำนวยการพิมพ์/ทาน"
    drawn = []
    for copy, added in ((False, ""), (True, initials)):
        font = of_this_machine(font)
        request = Request("announcement", "2564", font=font, copy=copy, emblem=ON_PAPER)
        content = make(request).content
        for text in (poppler_text(content), "\n".join(pages_of(content))):
            printed = re.sub(r"\.{5,}", "", bare(text.replace(MARK, "")))
            assert character_errors(source_announcement() + added, printed) == 0
        (page,) = read_pages(content)
        assert page.strays == []
        drawn.append(set(page.glyphs))
    assert drawn[0] < drawn[1]


def test_the_file_copy_of_an_announcement_is_gathered_from_the_same_record(example: Path) -> None:
    original, copy = (
        gather(Request("announcement", "2564", copy=each, emblem=ON_PAPER))
        for each in (False, True)
    )
    first, second = asdict(original), asdict(copy)
    differing = {name for name in first if first[name] != second[name]}
    assert differing == {"is_copy", "readiness", "file_title", "identity"}


@pytest.mark.external_change
def test_an_unannounced_plan_prints_a_draft_announcement_with_dots_and_warns_of_gaps(
    example: Path,
) -> None:
    KmPlan.update(
        state=PlanState.DRAFT,
        reviewed_on=None,
        approved_by_meeting=None,
        announced_on=None,
        announced_name="",
        announced_title="",
        website="",
    ).execute()
    made = make(Request("announcement", "2564"))
    text = bare(poppler_text(made.content))
    assert "ร่าง" in text
    assert "ประกาศณวันที่......" in text
    assert "มติคณะกรรมการ......" in text
    assert "เว็บไซต์" not in text
    assert "(นายพสุธรรัชตพงษ์)" in text
    assert any("การประชุมที่เห็นชอบและการทบทวนของ CKO" in told for told in made.warnings)
    Assignment.update(ends_on=date(2021, 1, 1)).execute()
    text = bare(poppler_text(make(Request("announcement", "2564", copy=True)).content))
    assert "(......" in text
    assert "นายกเทศมนตรีตำบลหนองหัวแรต" in text
    assert MARK not in text


def test_a_copy_of_a_plan_is_refused_with_the_option_named(example: Path) -> None:
    with pytest.raises(KmError, match="--copy"):
        make(Request("plan", "2564", copy=True))


@pytest.mark.parametrize("hostile", ["[/]\x1b[31mแดง" + "(" * 50, "ก" * 3000, ""])
@pytest.mark.external_change
def test_an_announcement_with_hostile_text_is_printed(example: Path, hostile: str) -> None:
    KmPlan.update(title=hostile, website=hostile, announced_name=hostile).execute()
    value = announcement.gather(2564, Request("announcement"))
    assert announcement.render(value) == announcement.render(value)
