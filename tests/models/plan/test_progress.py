"""A plan followed through its year: entries with evidence, figures, what is due and overdue."""

from datetime import date
from pathlib import Path

import pytest

from models.errors import NotFound, Refused
from models.home.listing import list_activities, list_plans
from models.plan.follow_up import (
    ActivityProgress,
    Tally,
    follow_up,
    plan_deadlines,
    read_follow_up,
)
from models.plan.monitoring import REPORT_KIND, begin_report
from models.plan.progress import (
    PROGRESS_KIND,
    EvidenceKind,
    ProgressDraft,
    ProgressStatus,
    change_progress,
    draft_from_texts,
    progress_texts,
    record_progress,
    remove_progress,
)
from models.plan.records import PlanActivity
from models.plan.rows import PlanSection, remove_row
from tests.builders import WHO
from tests.plans import YEAR, a_complete_plan, an_announced_plan, as_read, read_activity
from tests.refusals import refused

LAST_DAY = date(2022, 9, 30)
IN_MAY = date(2022, 5, 2)


@pytest.fixture
def plan_id(store: Path) -> int:
    return a_complete_plan()


def first_row(plan_id: int) -> int:
    return as_read(plan_id).activities[0].id


def an_entry(
    activity_id: int, status: ProgressStatus, figure: float | None = None, on: date = IN_MAY
) -> int:
    return record_progress(activity_id, ProgressDraft(on, status, figure))


def standing(activity_id: int, day: date = LAST_DAY) -> ActivityProgress:
    return read_follow_up(YEAR, day).of_activity(activity_id)


def test_entries_are_kept_in_the_order_of_their_days(plan_id: int) -> None:
    row = first_row(plan_id)
    assert read_activity(row).status == ProgressStatus.NOT_STARTED
    an_entry(row, ProgressStatus.DONE, 60, on=date(2022, 8, 1))
    an_entry(row, ProgressStatus.UNDERWAY, 20, on=date(2022, 2, 1))
    found = read_activity(row)
    assert [entry.status for entry in found.progress] == ["underway", "done"]
    assert (found.status, found.actual_number) == (ProgressStatus.DONE, 60)


def test_evidence_is_a_document_a_file_or_a_link_with_its_name(plan_id: int) -> None:
    row = first_row(plan_id)
    draft = ProgressDraft(IN_MAY, ProgressStatus.DONE, evidence="minutes 1/2563")
    with refused(Refused, match="เลือกก่อน"):
        record_progress(row, draft)
    with refused(Refused, match="ยังไม่ได้ระบุ"):
        record_progress(
            row, ProgressDraft(IN_MAY, ProgressStatus.DONE, None, "", EvidenceKind.FILE)
        )
    named = ProgressDraft(
        IN_MAY, ProgressStatus.DONE, 55, " อบรมแล้ว ", EvidenceKind.DOCUMENT, "minutes 1/2563"
    )
    made = record_progress(row, named, progress_id=77)
    (entry,) = read_activity(row).progress
    assert (made, entry.id, entry.note, entry.who) == (77, 77, "อบรมแล้ว", WHO)
    assert (entry.evidence_kind, entry.evidence) == (EvidenceKind.DOCUMENT, "minutes 1/2563")


def test_a_progress_entry_is_corrected_deleted_and_restored(plan_id: int) -> None:
    row = first_row(plan_id)
    entry = an_entry(row, ProgressStatus.UNDERWAY)
    change_progress(entry, ProgressDraft(IN_MAY, ProgressStatus.DONE, 40))
    PROGRESS_KIND.replace(entry, "actual_number", 1, "๔๕")
    with refused(Refused, match="วันที่"):
        PROGRESS_KIND.replace(entry, "on_date", 0, "")
    assert read_activity(row).actual_number == 45
    remove_progress(entry)
    assert read_activity(row).progress == ()
    with refused(NotFound):
        change_progress(entry, ProgressDraft(IN_MAY, ProgressStatus.DONE))
    PROGRESS_KIND.undelete(entry)
    assert len(read_activity(row).progress) == 1


def test_a_progress_text_with_two_statuses_is_refused() -> None:
    draft = ProgressDraft(IN_MAY, ProgressStatus.DONE, 40, "เสร็จ")
    texts = tuple(progress_texts(draft).values())
    assert draft_from_texts(texts) == draft
    both = (texts[0], f"{texts[1]}\n{ProgressStatus.UNDERWAY.label}", *texts[2:])
    with pytest.raises(Refused, match="ไม่มีตัวเลือก"):
        draft_from_texts(both)


def test_progress_is_recorded_after_the_announcement_but_not_for_a_missing_row(
    store: Path,
) -> None:
    row = first_row(an_announced_plan())
    assert an_entry(row, ProgressStatus.UNDERWAY)
    with refused(NotFound):
        an_entry(4711, ProgressStatus.DONE)


def test_progress_percent_compares_the_latest_figure_with_the_target(plan_id: int) -> None:
    row = first_row(plan_id)
    assert standing(row).percent is None
    an_entry(row, ProgressStatus.UNDERWAY, 40)
    assert (standing(row).percent, standing(row).has_reached_target) == (80, False)
    an_entry(row, ProgressStatus.DONE, 50, on=LAST_DAY)
    assert (standing(row).percent, standing(row).has_reached_target) == (100, True)
    assert standing(row, IN_MAY).percent == 80
    assert standing(row, date(2022, 5, 1)).percent is None


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2022, 8, 30), "ยังไม่เริ่ม"),
        (date(2022, 8, 31), "ใกล้ครบกำหนด"),
        (LAST_DAY, "ใกล้ครบกำหนด"),
        (date(2022, 10, 1), "เกินกำหนด"),
    ],
)
def test_an_activity_is_due_in_its_last_days_and_overdue_after_them(
    plan_id: int, day: date, label: str
) -> None:
    row = first_row(plan_id)
    assert standing(row, day).label == label
    PlanActivity.update(ends_on=None).execute()
    assert standing(row, day).label == label
    an_entry(row, ProgressStatus.DONE)
    assert standing(row, day).label == "แล้วเสร็จ"


def test_activities_are_counted_by_goal_process_and_owner(plan_id: int) -> None:
    rows = as_read(plan_id).activities
    an_entry(rows[0].id, ProgressStatus.DONE)
    an_entry(rows[1].id, ProgressStatus.UNDERWAY)
    an_entry(rows[2].id, ProgressStatus.STOPPED)
    PlanActivity.update(owner_text="กองคลัง\nกองช่าง").where(PlanActivity.id == rows[0].id).execute()
    found = follow_up(as_read(plan_id), date(2022, 10, 1))
    assert found.total.total_count == 27
    assert (found.total.done_count, found.total.underway_count, found.total.stopped_count) == (
        1,
        1,
        1,
    )
    assert (found.total.overdue_count, found.total.percent) == (25, 4)
    assert [(each.title, each.total_count) for each in found.by_goal] == [
        ("เป้าหมาย ๑", 13),
        ("เป้าหมาย ๒", 13),
        ("องค์กรเรียนรู้", 1),
    ]
    assert [each.total_count for each in found.by_process] == [14, 12, 1]
    assert {each.title: each.total_count for each in found.by_owner} == {
        "กองคลัง": 1,
        "กองช่าง": 1,
        "สำนักปลัด": 26,
    }


def test_the_monitoring_report_is_due_by_the_end_of_the_year_until_it_is_recorded(
    store: Path,
) -> None:
    plan_id = an_announced_plan()
    in_time, late = plan_deadlines(IN_MAY), plan_deadlines(date(2022, 10, 1))
    assert [(each.due_on, each.is_overdue) for each in in_time] == [(LAST_DAY, False)]
    assert late[0].activity_id is None
    assert (len(late), all(each.is_overdue for each in late)) == (28, True)
    report = begin_report(plan_id, LAST_DAY)
    assert plan_deadlines(IN_MAY) == ()
    assert [each.reported_on for each in as_read(plan_id).reports] == [LAST_DAY]
    REPORT_KIND.soft_delete(report)
    assert len(plan_deadlines(IN_MAY)) == 1
    assert plan_deadlines(date(2023, 10, 1)) == ()


def test_a_plan_that_is_not_announced_has_no_deadlines(plan_id: int) -> None:
    assert plan_deadlines(date(2022, 10, 1)) == ()


def test_plans_and_activities_are_listed_with_their_state(store: Path) -> None:
    plan_id = an_announced_plan()
    an_entry(first_row(plan_id), ProgressStatus.DONE)
    day = date(2022, 10, 1)
    assert list_plans(day).rows == ((YEAR, "ประกาศใช้แล้ว", date(2021, 10, 1), 27, 1, 26),)
    first, second, *others = list_activities(day, YEAR).rows
    period = "๑ ต.ค. ๖๔ - ๓๐ ก.ย. ๖๕"
    told = (YEAR, "เป้าหมาย ๑ จัดการความรู้", 1, "การบ่งชี้ความรู้", period, "สำนักปลัด", "แล้วเสร็จ")
    assert first == told
    assert (second[-1], len(others)) == ("เกินกำหนด", 25)
    assert list_plans(day, 2500).rows == list_activities(day, 2500).rows == ()


def test_reading_the_progress_of_a_deleted_activity_raises_not_found(plan_id: int) -> None:
    row = first_row(plan_id)
    remove_row(PlanSection.ACTIVITY, row)
    with refused(NotFound):
        standing(row)


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, 0, 0), (2, 7, 29), (4, 13, 31), (199, 200, 99), (7, 7, 100)]
)
def test_the_share_that_is_done_is_rounded_half_up_and_whole_only_at_the_end(
    done: int, total: int, percent: int
) -> None:
    assert Tally("รวม", total, total - done, 0, done, 0, 0).percent == percent
