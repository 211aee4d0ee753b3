"""The monitoring committee's report, read back."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from exports.catalogue import make
from exports.documents import Request
from exports.forms.columns import fitted_width
from exports.forms.paper import begin_paper
from exports.plan import monitoring, progress
from exports.plan.progress_tables import count_columns
from exports.typesetting.styles import SMALL_CELL
from kmtui.thai.digits import thai_digits
from models.plan.monitoring import REPORT_KIND, begin_report
from models.plan.progress import EvidenceKind, ProgressDraft, ProgressStatus, record_progress
from models.plan.steps import Process
from models.plan.views import read_plan
from models.storage.database import new_id
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.pdf_grid import bands_of
from tests.exports.pdf_text import bare, pages_of, poppler_text

DAY = date(2021, 10, 5)
HOSTILE = "[/] [@click=app.quit]x[/] ก\x1b[2Jข " + "น้ำ" * 400


def a_report(findings: str = "ดำเนินการล่าช้า", suggestions: str = "ควรจัดสรรงบประมาณ") -> None:
    plan = read_plan(2564)
    done = ProgressDraft(date(2021, 9, 1), ProgressStatus.DONE)
    record_progress(plan.activities[0].id, done)
    report_id = begin_report(plan.id, DAY, new_id())
    REPORT_KIND.replace(report_id, "findings", 0, findings)
    REPORT_KIND.replace(report_id, "suggestions", 0, suggestions)


def test_the_report_cites_the_order_the_figures_and_the_committee_s_words(example: Path) -> None:
    a_report()
    made = make(Request("monitoring", "2564"))
    text = bare(poppler_text(made.content))
    for part in (
        "รายงานการติดตามและประเมินผลการดำเนินงานตามแผนการจัดการความรู้ ประจำปีงบประมาณ พ.ศ. ๒๕๖๔",
        "ตามคำสั่งเทศบาลตำบลหนองหัวแรต ที่ ๘๘๒/๒๕๖๓",
        "ข้อมูล ณ วันที่ ๕ ตุลาคม ๒๕๖๔",
        "แล้วเสร็จ ๑ กิจกรรม",
        "กิจกรรมที่เกินกำหนด",
        "๓. ผลการติดตาม ดำเนินการล่าช้า",
        "๔. ข้อเสนอแนะ ควรจัดสรรงบประมาณ",
        "จึงรายงานผลการติดตามและประเมินผลไว้เพื่อทราบ (นายพสุธร รัชตพงษ์)",
    ):
        assert bare(part) in text, part
    assert made.warnings == ()


def test_an_unrecorded_monitoring_report_is_printed_with_a_warning(example: Path) -> None:
    value = monitoring.monitoring_on(2564, DAY)
    assert value.findings == ""
    assert "ยังไม่ได้บันทึก" in value.warnings[0]
    assert monitoring.render(value).content.startswith(b"%PDF")


def test_monitoring_report_gives_the_same_bytes_on_any_day(example: Path) -> None:
    a_report()
    value = monitoring.monitoring_on(2564, DAY)
    assert value == monitoring.monitoring_on(2564, date(2022, 5, 1))
    assert monitoring.render(value).content == monitoring.render(value).content


def test_monitoring_report_keeps_its_closing_sentence_on_the_last_page_after_hostile_text(
    example: Path,
) -> None:
    a_report(findings=HOSTILE, suggestions="ควรจัดสรรงบประมาณ\n" * 30)
    pages = pages_of(monitoring.render(monitoring.monitoring_on(2564, DAY)).content)
    assert bare("จึงรายงานผลการติดตามและประเมินผลไว้เพื่อทราบ") in bare(pages[-1])


@pytest.mark.parametrize("document", ["monitoring", "progress"])
@pytest.mark.parametrize("font", [None, OFFICE_FONTS], ids=["Sarabun", "TH Sarabun New"])
def test_overdue_activities_are_listed_below_their_goal_and_process_in_words(
    example: Path, font: Path | None, document: str
) -> None:
    if font is not None and not font.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    a_report()
    text = bare(poppler_text(make(Request(document, "2564", font=font)).content))
    tables = [each for each in read_plan(2564).tables if each.process != Process.LO]
    places = []
    for table in tables:
        kind = "ขอบเขต" if table.goal_id is None else "เป้าหมาย"
        title = f"{kind} {thai_digits(table.number)} {table.text} : {table.process.label}"
        places.append(text.index(bare(title)))
        assert bare(table.title + " ลำดับ") not in text
    assert places == sorted(places)


def test_the_activities_of_the_overdue_table_get_the_room_that_other_columns_leave(
    example: Path,
) -> None:
    a_report()
    head = ("ที่", "กิจกรรม", "ผู้รับผิดชอบ", "ครบกำหนด")
    heads = [band for band in bands_of(make(Request("monitoring", "2564")).content)
             if band.cells[:4] == head]  # fmt: skip
    assert heads
    for band in heads:
        number, activity, *others = (right - left for left, right in pairwise(band.edges))
        assert number < 30, "a number of two digits needs no more, in points"
        assert activity > max(others)


@pytest.mark.parametrize("font", [None, OFFICE_FONTS], ids=["Sarabun", "TH Sarabun New"])
def test_the_goals_of_a_monitoring_report_get_the_room_that_the_figures_leave(
    example: Path, font: Path | None
) -> None:
    if font is not None and not font.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    value = monitoring.monitoring_on(2564, DAY)
    paper = begin_paper(value, value.heading[0], font)
    columns = count_columns(paper, is_tight=True)
    goal = paper.width - sum(each.width for each in columns)
    assert goal > 3 * max(each.width for each in columns)
    # A head that is one word has one line; no other has more than two.
    alone = [fitted_width(paper, each.title, (), SMALL_CELL, paper.width) for each in columns]
    assert all(each.width <= one for each, one in zip(columns, alone, strict=True))
    percent = columns[-1]
    assert percent.width == alone[-1]


def test_a_column_of_the_progress_report_without_entries_gives_its_room_to_the_others(
    example: Path,
) -> None:
    plan = read_plan(2564)
    before = progress.render(progress.progress_on(2564, DAY))
    evidence = EvidenceKind.FILE, "ภาพถ่าย"
    done = ProgressDraft(date(2021, 9, 1), ProgressStatus.DONE, None, "อบรมแล้ว " * 9, *evidence)
    record_progress(plan.activities[0].id, done)
    after = progress.render(progress.progress_on(2564, DAY))
    narrow, wide = (head_offsets(each.content) for each in (before, after))
    # From the head of the results to the edge: the last two columns.
    assert narrow["หลักฐาน"] - narrow["สถานะ"] < wide["หลักฐาน"] - wide["สถานะ"]


def head_offsets(content: bytes) -> dict[str, float]:
    """The left edge of the heads of the last table, by their text."""
    texts = [page.get_textpage() for page in PdfDocument(content)]
    page = [text for text in texts if text.search("หลักฐาน").get_next() is not None][-1]
    found = {}
    for head in ("สถานะ", "หลักฐาน"):
        place = page.search(head).get_next()
        assert place is not None
        at, count = place
        found[head] = min(page.get_charbox(each)[0] for each in range(at, at + count))
    return found
