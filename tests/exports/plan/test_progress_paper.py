"""The follow-up report: what the records say of every activity, on a day, summed up and drawn."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from exports.catalogue import gather
from exports.documents import Request
from exports.forms.heading import midnight
from exports.plan import progress
from exports.plan.progress_values import (
    FollowedRow,
    FollowedTable,
    LateRow,
    LateTable,
    Measure,
    ProgressPaper,
    Summary,
    SummaryRow,
)
from models.committees.records import Committee, CommitteeKind
from models.errors import KmError
from models.plan.progress import EvidenceKind, ProgressDraft, ProgressStatus, record_progress
from models.plan.records import PlanActivity, SuccessFactor
from models.plan.views import read_plan
from tests.exports.pdf_grid import read_pages, rows_of
from tests.exports.pdf_text import bare, pages_of, poppler_text
from tests.exports.typesetting.test_hostile import STRINGS

IN_TIME, LATE = date(2021, 8, 1), date(2021, 10, 1)
HEADS = ("ลำดับ", "กิจกรรม", "ตัวชี้วัด", "เป้าหมาย", "ผลที่ได้", "สถานะ", "ผลการดำเนินงาน", "หลักฐาน")


@pytest.fixture
def followed(example: Path) -> Path:
    """The example with the first change activity done, and its second under way."""
    change = read_plan(2564).tables[1]
    first, second, *_ = change.activities
    link = (EvidenceKind.LINK, "www.example.go.th/km")
    done = ProgressDraft(date(2021, 6, 30), ProgressStatus.DONE, 30, "ทราบแล้ว ๓๐ คน", *link)
    begun = ProgressDraft(date(2021, 1, 15), ProgressStatus.UNDERWAY, None, "แจ้งเวียนแล้ว")
    record_progress(first.id, replace(begun))
    record_progress(first.id, done)
    record_progress(second.id, begun)
    return example


def test_progress_report_lists_every_activity_with_status_figure_note_and_evidence(
    followed: Path,
) -> None:
    content = progress.render(progress.progress_on(2564, IN_TIME)).content
    rows = rows_of([band for page in read_pages(content) for band in page.bands], 8, HEADS)
    assert len(rows) == 25
    row = rows[6]
    assert row[1] == "การเตรียมการและปรับเปลี่ยนพฤติกรรม"
    assert row[4:] == [
        "ร้อยละ๓๐เป้าหมาย๕๐",
        "แล้วเสร็จ",
        "-๑๕ม.ค.๖๔แจ้งเวียนแล้ว-๓๐มิ.ย.๖๔ทราบแล้ว๓๐คน",
        "www.example.go.th/km",
    ]
    assert rows[7][5] == "กำลังดำเนินการ"
    assert rows[8][4:] == ["-", "ยังไม่เริ่ม", "", ""]


def test_the_figures_are_summed_by_goal_process_and_owner(followed: Path) -> None:
    value = progress.progress_on(2564, IN_TIME)
    assert value.total.counts == ("๒๕", "๑", "๑", "๒๓", "-", "-")
    assert (value.total.percent, value.total.done) == ("๔", 1 / 25)
    goals, processes, owners = value.summaries
    assert [row.counts[0] for row in goals.rows] == ["๑๒", "๗", "๖"]
    assert goals.rows[0].title.startswith("เป้าหมาย ๑ การสนับสนุนส่งเสริม")
    assert sum(row.underway > 0 for row in processes.rows) == 1
    assert {row.title for row in owners.rows} >= {"หัวหน้าส่วนราชการแต่ละส่วน", "สำนักปลัด"}
    assert "ไม่มีกิจกรรมที่เกินกำหนด" in value.opening
    text = bare(poppler_text(progress.render(value).content))
    assert bare("๒. กิจกรรมที่เกินกำหนด - ไม่มี - ๓.") in text


def test_progress_report_after_the_year_names_overdue_activities(followed: Path) -> None:
    value = progress.progress_on(2564, LATE)
    late = [row for table in value.late for row in table.rows]
    assert len(late) == 24
    assert (late[0].due, late[0].status) == ("๓๐ ก.ย. ๖๔", "ยังไม่เริ่ม")
    assert "เกินกำหนด ๒๔ กิจกรรม" in value.opening
    text = bare(poppler_text(progress.render(value).content))
    assert bare("๒๔ การจัดกิจกรรมยกย่องชมเชยและการให้รางวัล สำนักปลัด") in text


def test_the_progress_report_leaves_out_entries_after_its_day(followed: Path) -> None:
    row = progress.progress_on(2564, date(2021, 3, 1)).tables[1].rows[0]
    assert (row.status, row.notes, row.evidence) == ("กำลังดำเนินการ", "- ๑๕ ม.ค. ๖๔ แจ้งเวียนแล้ว", "")


def test_the_progress_report_takes_a_day_and_the_plan_refuses_one(followed: Path) -> None:
    assert gather(Request("progress", "2564", on=IN_TIME)) == progress.progress_on(2564, IN_TIME)
    with pytest.raises(KmError, match="--on"):
        gather(Request("plan", "2564", on=IN_TIME))


def test_the_chair_of_the_monitoring_committee_signs_and_never_alone_on_a_page(
    followed: Path,
) -> None:
    pages = pages_of(progress.render(progress.progress_on(2564, IN_TIME)).content)
    assert "(นายพสุธรรัชตพงษ์)นายกเทศมนตรีตำบลหนองหัวแรตประธานกรรมการติดตาม" in bare(pages[-1])
    assert "จึงรายงานมาเพื่อโปรดทราบ" in bare(pages[-1])
    Committee.update(kind=CommitteeKind.OTHER).execute()
    assert progress.progress_on(2564, IN_TIME).signature[0].startswith("(.....")


def test_the_progress_report_lists_recorded_problems(followed: Path) -> None:
    assert progress.progress_on(2564, IN_TIME).problems == ""
    SuccessFactor.update(problem="งานมาก").where(SuccessFactor.position == 2).execute()
    value = progress.progress_on(2564, IN_TIME)
    assert bare("๔. ปัญหาและอุปสรรค ๑. งานมาก") in bare(poppler_text(progress.render(value).content))


def test_the_progress_of_one_day_gives_the_same_bytes(followed: Path) -> None:
    value = progress.progress_on(2564, IN_TIME)
    assert value == progress.progress_on(2564, IN_TIME)
    assert progress.render(value) == progress.render(value)
    assert value.file_title.endswith("2021-08-01")


def test_a_plan_without_activities_has_a_report(example: Path) -> None:
    PlanActivity.update(deleted_at="2020").execute()
    value = progress.progress_on(2564, LATE)
    assert (value.total.percent, value.total.done) == ("๐", 0)
    assert progress.render(value).content
    assert progress.render(replace(value, tables=())).content


def test_a_progress_report_with_hostile_text_is_printed() -> None:
    words = [text[:200] for text in STRINGS.values()]
    rows = [
        FollowedRow("๑", each, each, each, Measure(each, 7), each, each, each) for each in words
    ]
    value = ProgressPaper(
        heading=(words[0], words[1]),
        opening="".join(words),
        file_title="",
        author=words[2],
        identity=words[2],
        made_at=midnight(LATE),
        total=SummaryRow(words[0], ("๑",) * 6, "๑", -1, 9),
        summaries=tuple(Summary(each, ()) for each in words),
        late=tuple(LateTable(each, (LateRow(*[each] * 4),)) for each in words),
        tables=tuple(FollowedTable(row.indicator[:60], row.target, (row,)) for row in rows),
        problems="".join(words),
        signature=tuple(words[:4]),
    )
    assert len(pages_of(progress.render(value).content)) >= len(words)
