"""The monitoring committee's report, read back."""

from datetime import date
from pathlib import Path

from exports.catalogue import make
from exports.documents import Request
from exports.plan import monitoring
from models.plan.monitoring import REPORT_KIND, begin_report
from models.plan.progress import ProgressDraft, ProgressStatus, record_progress
from models.plan.views import read_plan
from models.storage.database import new_id
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
