"""The second committee's report, and what the first screen reminds of besides tasks."""

from datetime import date, timedelta
from pathlib import Path

from models.editing.record_texts import record_texts
from models.errors import NotFound, Refused
from models.evidence.facts import read_facts
from models.home.deadlines import due_soon
from models.knowledge.records import KnowledgeKind, ListOf, add_knowledge
from models.memos.records import (
    Memo,
    MemoKind,
    Reply,
    acknowledge,
    issue_memo,
    record_reply,
    set_details,
)
from models.memos.views import memo_deadlines, read_memo, read_memos
from models.office.locations import InMemo, InMonitoring, InProgress
from models.office.organization import Division
from models.plan.monitoring import (
    REPORT_KIND,
    begin_report,
    change_report_day,
    monitoring_deadlines,
    read_monitoring,
)
from models.plan.views import read_plan
from models.questionnaires.survey import Respondent as Group
from models.questionnaires.survey import SurveyForm, begin_form, drop_begun_form, read_forms
from tests.plans import an_announced_plan
from tests.refusals import refused

DAY = date(2021, 10, 5)


def test_a_monitoring_report_is_begun_written_redated_and_deleted(example: Path) -> None:
    plan_id = read_plan(2564).id
    report_id = begin_report(plan_id, DAY)
    REPORT_KIND.replace(report_id, "findings", 0, "ตามแผน")
    change_report_day(report_id, date(2021, 10, 6))
    report = read_monitoring(2564, DAY).report
    assert report is not None
    assert (report.reported_on, report.findings) == (date(2021, 10, 6), "ตามแผน")
    REPORT_KIND.soft_delete(report_id)
    assert read_monitoring(2564, DAY).report is None
    with refused(NotFound):
        change_report_day(report_id, DAY)
    with refused(NotFound):
        begin_report(plan_id + 1, DAY)


def test_an_announced_plan_has_a_deadline_for_its_report(store: Path) -> None:
    an_announced_plan(2565)
    due = monitoring_deadlines(date(2022, 9, 1))
    kinds = {type(each.location) for each in due}
    assert kinds >= {InMonitoring, InProgress}
    begin_report(read_plan(2565).id, date(2022, 9, 1))
    due = monitoring_deadlines(date(2022, 9, 1))
    assert InMonitoring(2565) not in {each.location for each in due}


def test_an_unanswered_memo_and_an_unsigned_circular_are_deadlines(example: Path) -> None:
    today = date(2020, 10, 20)
    assert memo_deadlines(today) == []
    summary, circular = Memo.get(kind=MemoKind.SUMMARY), Memo.get(kind=MemoKind.CIRCULAR)
    record_reply(summary.id, Reply.NONE, None)
    issue_memo(summary.id, 1, today)
    issue_memo(circular.id, 2, today)
    assert [each.location for each in memo_deadlines(today)] == [InMemo(summary.id)]
    acknowledge(circular.id, Division.get().id, None)
    due = memo_deadlines(today)
    assert [each.location for each in due] == [InMemo(summary.id), InMemo(circular.id)]
    assert due[1].label.endswith("รอลงนามรับทราบ ๑ หน่วยงาน")
    assert due[0].due_on == today + timedelta(days=7)
    assert {type(each.location) for each in due_soon(today)} == {InMemo}


def test_moving_a_numbered_memo_to_another_year_is_refused(example: Path) -> None:
    circular = read_memos(2563)[0].id
    issue_memo(circular, 2, date(2020, 10, 1))
    set_details(circular, date(2020, 11, 1), None, "ด่วน", "ลับ")
    memo = read_memo(circular)
    assert (memo.written_on, memo.speed, memo.secrecy) == (date(2020, 11, 1), "ด่วน", "ลับ")
    with refused(Refused, match="๒๕๖๓"):
        set_details(circular, date(2021, 1, 1), None)


def test_record_texts_have_label_text_and_version_in_the_order_of_columns(example: Path) -> None:
    report_id = begin_report(read_plan(2564).id, DAY)
    REPORT_KIND.replace(report_id, "findings", 0, "ก")
    found = record_texts(REPORT_KIND, report_id)
    assert [(each.label, each.text, each.version) for each in found] == [
        ("ผลการติดตาม", "ก", 1),
        ("ข้อเสนอแนะ", "", 0),
        ("หมายเหตุ", "", 0),
    ]


def test_a_form_counts_once_it_has_its_digits(example: Path) -> None:
    begin_form(2564, 77, Group.STAFF, None)
    assert read_forms(2564) == ()
    SurveyForm.update(answers="5" * 10).execute()
    drop_begun_form(77)
    [form] = read_forms(2564)
    assert (form.number, form.figure.mean) == (1, 5)


def test_a_single_knowledge_item_does_not_replace_last_years_classification(
    example: Path,
) -> None:
    where = ListOf(2564, Division.get().id, KnowledgeKind.KNOWLEDGE)
    add_knowledge(where, "การจัดการความรู้")
    assert read_facts(2564, DAY).knowledge_year == 2563
