"""Hits, deadlines, gaps, findings and changes carry the location of the record that they name."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText
from models.checks.records.reading import read_records
from models.checks.records.selection import RecordSelection
from models.checks.records.stored_texts import read_texts
from models.checks.records.values import PersonRecord, TrainingRecord
from models.checks.runner import record_findings
from models.checks.texts.checking import check_text
from models.committees.approvals import ApprovalMemo
from models.committees.views import orders_list
from models.editing.revisions import FieldKey, Subject
from models.evidence.attachments import AttachmentKind, attach
from models.evidence.board import read_board
from models.evidence.values import EvidenceGap, EvidenceGapKind
from models.history.bin import purge
from models.history.kinds import KINDS, kind_of, location_of
from models.history.views import HistoryFilter, changes
from models.home.overview import evidence_year, knowledge_year
from models.knowledge.records import KNOWLEDGE_KIND, KnowledgeItem
from models.knowledge.training import (
    TrainingDraft,
    add_training,
    training_deadlines,
)
from models.knowledge.training_records import (
    Training,
)
from models.meetings.records import Meeting, mark_all_present
from models.memos.records import Memo, MemoKind, Reply, acknowledge, issue_memo, record_reply
from models.memos.views import memo_deadlines
from models.minutes.records import Outcome, record_resolution
from models.minutes.tasks import ActionItem, TaskDraft, assign_task, task_deadlines
from models.minutes.votes import add_dissent
from models.office.locations import (
    InAssessment,
    InAttachments,
    InEvidence,
    InKnowledge,
    InMeeting,
    InMemo,
    InMonitoring,
    InOrder,
    InOrderMemo,
    InPlan,
    InProgress,
    InSurvey,
    InTraining,
    Location,
    MeetingList,
    MemoList,
    OfPerson,
    OfPost,
    OrderList,
    PlanList,
    TaskList,
    TrainingList,
)
from models.office.organization import Division
from models.office.record_locations import WITHOUT_LOCATION
from models.people.records import Person
from models.plan.cells import GOAL_KIND
from models.plan.monitoring import REPORT_KIND, begin_report, monitoring_deadlines
from models.plan.progress import Progress, ProgressDraft, ProgressStatus, record_progress
from models.plan.records import KmPlan, PlanActivity, PlanGoal
from models.plan.steps import PlanState
from models.plan.waivers import waive
from models.search.hits import Hit, SearchEntry, SearchKind, search
from models.search.hits import SearchQuery as Words
from tests.builders import a_form, a_meeting, a_statement, an_item, update_whole_index
from tests.plans import a_plan, an_announced_plan

YEAR = 2564
A_DAY = date(2020, 10, 1)
LATER = date(2021, 12, 1)


@pytest.fixture
def full(example: Path, tmp_path: Path) -> Path:
    """The example with a record of every kind that it lacks."""
    meeting = a_meeting(held_on=date(2021, 1, 5))
    item = an_item(meeting)
    a_statement("ขอให้ทุกกองส่งรายงาน", item)
    made = record_resolution(item.id, Outcome.APPROVED, "เห็นชอบ", 3)
    mark_all_present(meeting.id)
    add_dissent(made, meeting.attendance.get().id, "งบไม่พอ")
    assign_task(item.id, TaskDraft("ส่งรายงานทุกกอง", "ปลัดเทศบาล", date(2021, 2, 1)), made)
    activity = PlanActivity.select().where(PlanActivity.deleted_at.is_null()).first()
    record_progress(activity.id, ProgressDraft(A_DAY, ProgressStatus.DONE, note="ทำแล้ว"))
    person = Person.select().first()
    add_training(TrainingDraft(person.id, "หลักสูตรการจัดการความรู้", A_DAY, A_DAY))
    a_form(YEAR, "5" * 10, comment="ดีมากทุกข้อ")
    paper = tmp_path / "คู่มือ.pdf"
    paper.write_bytes(b"%PDF-1.4\n")
    attach(YEAR, 4, AttachmentKind.WORK_MANUAL, "คู่มือการปฏิบัติงานเล่มใหม่", paper)
    report = begin_report(KmPlan.get().id, A_DAY)
    REPORT_KIND.replace(report, "findings", 0, "เป็นไปตามแผน")
    waive(YEAR, "evidence/survey", "สรุปผลแบบสำรวจ", "ปีนี้ไม่สำรวจ")
    return example


def cell_of_plan(subject: Subject, field: str = "text") -> Callable[[Any], Location]:
    """The location of a row of a plan, with a cell of it selected."""
    return lambda row: InPlan(row.plan_id, row.plan.fiscal_year, FieldKey(subject, row.id, field))


def in_meeting(subject: Subject) -> Callable[[Any], Location]:
    """The location of a record that stands under an item of an agenda."""
    return lambda row: InMeeting(row.item.meeting_id, FieldKey(subject, row.id))


# What each kind's own table says of a row: the table of locations must come to the same.
EXPECTED: dict[Subject, Callable[[Any], Location | None]] = {
    Subject.MEETING: lambda row: InMeeting(row.id),
    Subject.AGENDA_ITEM: lambda row: InMeeting(
        row.meeting_id, FieldKey(Subject.AGENDA_ITEM, row.id)
    ),
    Subject.STATEMENT: in_meeting(Subject.STATEMENT),
    Subject.RESOLUTION: in_meeting(Subject.RESOLUTION),
    Subject.TASK: in_meeting(Subject.TASK),
    Subject.DISSENT: lambda row: in_meeting(Subject.RESOLUTION)(row.resolution),
    Subject.ATTENDANCE: lambda row: InMeeting(row.meeting_id),
    Subject.ORDER: lambda row: InOrder(row.id),
    Subject.COMMITTEE: lambda row: InOrder(row.order_id),
    Subject.DUTY: lambda row: InOrder(row.committee.order_id),
    Subject.QUORUM: lambda row: InOrder(row.order_id),
    Subject.AGENDA_TEMPLATE: lambda row: InOrder(row.order_id),
    Subject.PERSON: lambda row: OfPerson(row.id),
    Subject.HELD_POSTS: lambda row: OfPerson(row.id),
    Subject.POST: lambda row: OfPost(row.id),
    Subject.PLAN: lambda row: InPlan(row.id, row.fiscal_year),
    Subject.SCOPE: cell_of_plan(Subject.SCOPE),
    Subject.GOAL: cell_of_plan(Subject.GOAL),
    Subject.FACTOR: cell_of_plan(Subject.FACTOR),
    Subject.ACTIVITY: cell_of_plan(Subject.ACTIVITY, "method"),
    Subject.PROGRESS: lambda row: InProgress(row.activity.plan.fiscal_year, row.activity_id),
    Subject.REPORT: lambda row: InMonitoring(row.plan.fiscal_year),
    Subject.KNOWLEDGE: lambda row: InKnowledge(row.fiscal_year, row.id),
    Subject.CLASSIFICATION: lambda row: InKnowledge(row.fiscal_year),
    Subject.TRAINING: lambda row: InTraining(row.id),
    Subject.MEMO: lambda row: InMemo(row.id),
    Subject.ANSWER: lambda row: InAssessment(row.fiscal_year),
    Subject.SURVEY: lambda row: InSurvey(row.fiscal_year, row.id),
    Subject.ATTACHMENT: lambda row: InAttachments(row.fiscal_year, row.id),
    Subject.WAIVER: lambda row: InEvidence(row.fiscal_year),
}


def expected(subject: str, record_id: int) -> Location | None:
    """What the record itself says."""
    return EXPECTED[Subject(subject)](kind_of(subject).table.get_by_id(record_id))


def test_every_record_kind_has_a_location_or_is_listed_as_without_one(full: Path) -> None:
    told = {cells.subject for cells in KINDS}
    assert told - set(EXPECTED) - {Subject.APPROVAL} == WITHOUT_LOCATION
    for cells in KINDS:
        rows = list(cells.table.select())
        assert rows or cells.subject in {Subject.SNIPPET, Subject.MEMBER}, cells.subject
        for row in rows:
            found = location_of(FieldKey(cells.subject, row.id), row)
            if cells.subject in WITHOUT_LOCATION:
                assert found is None
            elif cells.subject != Subject.APPROVAL:
                assert found == EXPECTED[cells.subject](row), cells.subject


def test_a_memo_is_opened_at_the_order_that_is_first_in_the_list(example: Path) -> None:
    memo = ApprovalMemo.get()
    orders = {each.order_id for each in memo.approved}
    assert len(orders) > 1
    first = next(each.id for each in orders_list() if each.id in orders)
    assert location_of(FieldKey(Subject.APPROVAL, memo.id), memo) == InOrderMemo(first)


def test_every_kind_of_hit_leads_to_the_record_that_was_found(full: Path) -> None:
    update_whole_index()
    kinds = set()
    for row in SearchEntry.select():
        kind = SearchKind(row.kind)
        hit = Hit(kind, row.record_id, row.parent_id, row.year, row.title, "", ())
        subject = Subject.PLAN if kind == SearchKind.DOCUMENT else kind.value
        assert hit.location == expected(subject, row.record_id), kind
        kinds.add(kind)
    assert kinds == set(SearchKind)
    [hit] = search(Words("ส่งรายงานทุกกอง", SearchKind.TASK))
    assert hit.location == expected(Subject.TASK, ActionItem.get().id)


def test_a_change_leads_to_the_cell_that_was_changed(store: Path) -> None:
    plan_id = a_plan(2566)
    place = FieldKey(Subject.GOAL, PlanGoal.get().id, "unit")
    GOAL_KIND.replace(place.subject_id, "unit", 0, "ร้อยละ ๙๐")
    assert changes()[0].location == InPlan(plan_id, 2566, place)


def test_a_deleted_or_purged_record_has_no_location(example: Path) -> None:
    item = KnowledgeItem.get()

    def found() -> Location | None:
        return changes(HistoryFilter(records=((Subject.KNOWLEDGE, item.id),)))[0].location

    KNOWLEDGE_KIND.soft_delete(item.id)
    assert found() is None
    KNOWLEDGE_KIND.undelete(item.id)
    assert found() == InKnowledge(item.fiscal_year, item.id)
    KNOWLEDGE_KIND.soft_delete(item.id)
    purge(Subject.KNOWLEDGE, item.id)
    assert found() is None


def test_rows_of_a_deleted_plan_table_have_no_location(full: Path) -> None:
    rows = [(Subject.GOAL, PlanGoal.get().id), (Subject.PROGRESS, Progress.get().id)]
    KmPlan.update(deleted_at="2021-01-01").execute()
    for subject, row_id in rows:
        row = kind_of(subject).table.get_by_id(row_id)
        assert location_of(FieldKey(subject, row_id), row) is None


def test_each_deadline_has_the_location_of_its_record(full: Path) -> None:
    task, training = ActionItem.get(), Training.get()
    assert [each.location for each in task_deadlines(LATER)] == [TaskList(task.id)]
    assert {each.location for each in training_deadlines(LATER)} == {InTraining(training.id)}
    memo = Memo.get(kind=MemoKind.SUMMARY)
    record_reply(memo.id, Reply.NONE, None)
    issue_memo(memo.id, 1, A_DAY)
    assert [each.location for each in memo_deadlines(LATER)] == [InMemo(memo.id)]


def test_deadlines_of_an_announced_plan_lead_to_its_report_and_activities(store: Path) -> None:
    an_announced_plan(2565)
    activities = {row.id for row in PlanActivity.select()}
    found = {each.location for each in monitoring_deadlines(date(2022, 9, 1))}
    assert InMonitoring(2565) in found
    found.remove(InMonitoring(2565))
    assert found
    assert found <= {InProgress(2565, each) for each in activities}


def gaps(year: int, today: date = LATER) -> dict[EvidenceGapKind, list[EvidenceGap]]:
    found: dict[EvidenceGapKind, list[EvidenceGap]] = {}
    for gap in read_board(year, today).gaps:
        found.setdefault(gap.kind, []).append(gap)
    return found


def test_evidence_gaps_of_an_empty_year_lead_to_lists(example: Path) -> None:
    found = {kind: {each.fix_location for each in rows} for kind, rows in gaps(2560).items()}
    assert found == {
        EvidenceGapKind.ORDER: {OrderList()},
        EvidenceGapKind.CLASSIFICATION: {InKnowledge(2560)},
        EvidenceGapKind.MINUTES: {MeetingList()},
        EvidenceGapKind.PLAN: {PlanList()},
        EvidenceGapKind.WORK_MANUAL: {InAttachments(2560)},
        EvidenceGapKind.TRAINING_REPORT: {TrainingList(2560)},
        EvidenceGapKind.SUMMARY_MEMO: {MemoList(2560)},
        EvidenceGapKind.CIRCULAR: {MemoList(2560)},
        EvidenceGapKind.MONITORING_REPORT: {PlanList()},
        EvidenceGapKind.SURVEY: {InSurvey(2560)},
    }


def test_evidence_gaps_of_a_begun_year_lead_to_their_records(example: Path) -> None:
    summary, circular = Memo.get(kind=MemoKind.SUMMARY), Memo.get(kind=MemoKind.CIRCULAR)
    record_reply(summary.id, Reply.NONE, None)
    acknowledge(circular.id, Division.get().id, None)
    person = Person.select().first()
    training = add_training(TrainingDraft(person.id, "หลักสูตร", A_DAY, A_DAY))
    found = {kind: {each.fix_location for each in rows} for kind, rows in gaps(YEAR).items()}
    late = {row.id for row in PlanActivity.select() if row.ends_on and row.ends_on < LATER}
    assert found.pop(EvidenceGapKind.PROGRESS) <= {InProgress(YEAR, each) for each in late}
    numbers = found.pop(EvidenceGapKind.MEMO_NUMBER)
    assert numbers >= {InMemo(summary.id), InMemo(circular.id)}
    assert {type(each) for each in numbers} == {InMemo, InOrderMemo}
    assert found == {
        EvidenceGapKind.INVITATION: {InAttachments(YEAR)},
        EvidenceGapKind.WORK_MANUAL: {InAttachments(YEAR)},
        EvidenceGapKind.TRAINING_REPORT: {InTraining(training)},
        EvidenceGapKind.REPLY: {InMemo(summary.id)},
        EvidenceGapKind.ACKNOWLEDGEMENT: {InMemo(circular.id)},
        EvidenceGapKind.MONITORING_REPORT: {InMonitoring(YEAR)},
        EvidenceGapKind.SURVEY: {InSurvey(YEAR)},
    }


@pytest.mark.external_change
def test_gaps_of_minutes_and_announcement_lead_to_meeting_and_plan(
    example: Path,
) -> None:
    meeting, plan = Meeting.get(), KmPlan.get()
    Meeting.update(closed_at=None).execute()
    KmPlan.update(state=PlanState.DRAFT).execute()
    found = gaps(YEAR)
    assert InMeeting(meeting.id) in {each.fix_location for each in found[EvidenceGapKind.MINUTES]}
    [gap] = found[EvidenceGapKind.ANNOUNCEMENT]
    assert gap.fix_location == InPlan(plan.id, YEAR)


def test_findings_in_every_kind_of_stored_text_have_its_location(full: Path) -> None:
    parts = [
        RecordSelection(),
        RecordSelection(plan_year=YEAR),
        RecordSelection(meeting_id=Meeting.get().id),
    ]
    texts = [text for part in parts for text in read_texts(part, read_records(part, LATER))]
    subjects = {text.place.subject for text in texts}
    assert subjects >= {
        *("agenda_item", "statement", "resolution", "task", "order", "plan", "scope", "goal"),
        *("factor", "activity", "progress", "knowledge", "memo", "training", "answer"),
        *("survey", "attachment", "report"),
    }
    for text in texts:
        assert text.place.subject_id is not None
        assert text.place.location == expected(text.place.subject, text.place.subject_id)


def test_every_finding_leads_to_the_record_that_its_target_names(full: Path) -> None:
    found = record_findings(today=LATER)
    assert {each.place.subject for each in found} >= {
        *("statement", "order", "memo", "knowledge", "goal", "activity", "plan", "scope"),
        *("evidence", "meeting", "committee", "post", "task"),
    }
    for finding in found:
        subject, record_id = finding.place.subject, finding.place.subject_id
        assert record_id is not None
        if subject == "evidence":
            assert finding.location == InEvidence(record_id)
        else:
            assert finding.location == expected(subject, record_id), finding.place.target


def test_findings_on_people_and_trainings_lead_to_their_screens() -> None:
    assert PersonRecord(3, "นายสมชาย ใจดี").place.location == OfPerson(3)
    assert TrainingRecord(7, "หลักสูตร", A_DAY, A_DAY).place.location == InTraining(7)


def test_a_finding_in_a_text_file_has_no_location() -> None:
    text = CheckedText("พระราชบัญญัติการบริหารกิจการบ้านเมืองที่ดี พ.ศ. ๒๕๔๖\n" * 2)
    found = check_text(text, NameRegister())
    assert found
    assert {each.location for each in found} == {None}


def test_the_default_year_of_board_and_classification_is_one_with_records(example: Path) -> None:
    assert evidence_year(date(2021, 1, 1)) == evidence_year(date(2026, 1, 1)) == 2564
    assert knowledge_year(date(2020, 1, 1)) == knowledge_year(date(2026, 1, 1)) == 2563
    KmPlan.update(deleted_at="2021-01-01").execute()
    KnowledgeItem.update(deleted_at="2021-01-01").execute()
    assert evidence_year(date(2026, 1, 1)) == knowledge_year(date(2026, 1, 1)) == 2569
