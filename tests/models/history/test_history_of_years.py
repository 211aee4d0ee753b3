"""What is chosen instead of typed in a year's papers leaves history, and comes back by its act."""

from datetime import date
from pathlib import Path

import pytest

from models.committees.approvals import ApprovalDraft, remove_approval, write_approval
from models.committees.orders import draft_order, set_signing_post
from models.committees.records import Committee
from models.editing.revisions import FieldKey, Subject
from models.errors import Refused
from models.evidence.attachments import AttachmentKind, attach, move_attachment
from models.history.views import put_back, text_history
from models.knowledge.operations import move_into
from models.knowledge.records import (
    Form,
    Keeping,
    KnowledgeItem,
    KnowledgeKind,
    KnowledgeYear,
    ListOf,
    Way,
    add_knowledge,
    choose_for_plan,
    set_decided,
    set_form,
    set_holders,
    set_keeping,
    set_way,
)
from models.knowledge.training import (
    TrainingDraft,
    add_training,
    change_days,
    record_follow_up,
    record_publication,
    record_report,
)
from models.knowledge.training_records import (
    Training,
)
from models.office.rights import Member, Right, my_uid, remove_member, set_member
from models.people.operations import edit_post
from models.people.records import Person, Post
from models.plan.lifecycle import approve_plan, review_plan, withdraw_review
from models.plan.monitoring import begin_report, change_report_day
from models.plan.progress import (
    Progress,
    ProgressDraft,
    ProgressStatus,
    change_progress,
    record_progress,
)
from models.plan.records import PlanActivity
from tests.builders import a_committee, a_meeting, a_person, a_post
from tests.plans import a_cko, a_complete_plan, a_division
from tests.refusals import refused

BEGUN, BACK, LATER = date(2021, 1, 10), date(2021, 1, 12), date(2021, 1, 20)


pytestmark = pytest.mark.usefixtures("store")


def texts(subject: Subject, record_id: int, field: str) -> list[str]:
    """The states of a cell, the newest first."""
    return [each.text for each in text_history(FieldKey(subject, record_id, field)).versions]


def back(subject: Subject, record_id: int, field: str, version: int = 0) -> None:
    put_back(FieldKey(subject, record_id, field), version)


def a_piece() -> KnowledgeItem:
    where = ListOf(2564, a_division().id, KnowledgeKind.KNOWLEDGE)
    item: KnowledgeItem = KnowledgeItem.get_by_id(add_knowledge(where, "การจัดเก็บภาษี"))
    return item


def a_training() -> int:
    return add_training(TrainingDraft(a_person("น้ำฝน").id, "การจัดการความรู้", BEGUN, BACK))


def an_entry(draft: ProgressDraft) -> int:
    a_complete_plan()
    return record_progress(PlanActivity.select().first().id, draft)


@pytest.mark.parametrize(
    ("choose", "field", "words"),
    [
        (lambda item: set_form(item, Form.TACIT), "form", ["ความรู้ที่ฝังอยู่ในคน", "ยังไม่ระบุ"]),
        (lambda item: set_keeping(item, Keeping.BOARD), "keeping", ["บอร์ดประชาสัมพันธ์", "ยังไม่ระบุ"]),
        (lambda item: choose_for_plan(item, True), "chosen", ["เลือก", "ไม่เลือก"]),
    ],
)
def test_history_records_chosen_values_of_a_knowledge_item_and_restores_them(
    choose: object, field: str, words: list[str]
) -> None:
    item = a_piece()
    choose(item.id)  # type: ignore[operator]
    assert texts(Subject.KNOWLEDGE, item.id, field) == words
    back(Subject.KNOWLEDGE, item.id, field)
    assert getattr(KnowledgeItem.get_by_id(item.id), field) == getattr(item, field)
    assert texts(Subject.KNOWLEDGE, item.id, field) == [words[1], *words]


def test_history_restores_holders_by_unique_names_only() -> None:
    item, first, second = a_piece().id, a_person("น้ำฝน"), a_person("น้ำใส")
    set_holders(item, [first.id, second.id])
    set_holders(item, [second.id])
    held = "นายน้ำฝน ใจดี\nนายน้ำใส ใจดี"
    assert texts(Subject.KNOWLEDGE, item, "holder_names") == ["นายน้ำใส ใจดี", held, ""]
    back(Subject.KNOWLEDGE, item, "holder_names", 1)
    assert KnowledgeItem.get_by_id(item).holder_names == held
    Person.update(given_name="น้ำฝน").where(Person.id == second.id).execute()
    with refused(Refused, match="น้ำใส"):
        back(Subject.KNOWLEDGE, item, "holder_names", 2)
    assert KnowledgeItem.get_by_id(item).holders.count() == 2


def test_history_records_list_and_classification_of_a_knowledge_item() -> None:
    item, other = a_piece().id, a_division("กองคลัง", "คลัง")
    move_into(item, other.id, KnowledgeKind.ESSENTIAL_PROCESS, 1)
    set_way(item, Way.STRATEGY, "ประเด็นที่ ๑")
    assert texts(Subject.KNOWLEDGE, item, "list_words") == [
        "กองคลัง (กระบวนการที่สำคัญ)",
        "สำนักปลัดเทศบาล (องค์ความรู้)",
    ]
    assert texts(Subject.KNOWLEDGE, item, "way") == ["ประเด็นยุทธศาสตร์", "งานประจำ"]
    with refused(Refused, match="แก้ในจอ"):
        back(Subject.KNOWLEDGE, item, "way")


def test_history_records_the_meeting_that_classified_a_year() -> None:
    first, second = a_meeting(), a_meeting(committee=a_committee())
    Committee.update(name="คณะทำงานอื่น").where(Committee.id == second.committee_id).execute()
    set_decided(2564, first.id)
    set_decided(2564, second.id)
    year = KnowledgeYear.get(fiscal_year=2564).id
    told = texts(Subject.CLASSIFICATION, year, "decided_words")
    assert [bool(each) for each in told] == [True, True, False]
    assert told[0].startswith("คณะทำงานอื่น")


def test_history_records_the_days_of_a_training_and_restores_only_valid_ones() -> None:
    training = a_training()
    record_report(training, LATER)
    record_publication(training, LATER, "เว็บไซต์")
    change_days(training, BEGUN, date(2021, 1, 15))
    record_follow_up(training, a_post("ปลัดเทศบาล").id, LATER)
    told = ["๒๐ ม.ค. ๖๔", ""]
    assert texts(Subject.TRAINING, training, "reported_on") == told
    assert texts(Subject.TRAINING, training, "published_on") == told
    assert texts(Subject.TRAINING, training, "published_at") == ["เว็บไซต์", ""]
    assert texts(Subject.TRAINING, training, "returned_on") == ["๑๕ ม.ค. ๖๔", "๑๒ ม.ค. ๖๔"]
    assert texts(Subject.TRAINING, training, "follow_up_words") == ["ปลัดเทศบาล ๒๐ ม.ค. ๖๔", ""]
    back(Subject.TRAINING, training, "reported_on")
    back(Subject.TRAINING, training, "returned_on")
    row = Training.get_by_id(training)
    assert (row.reported_on, row.returned_on, row.published_at) == (None, BACK, "เว็บไซต์")
    record_report(training, BACK)
    change_days(training, BEGUN, LATER)
    with refused(Refused, match="ก่อนวันกลับ"):
        back(Subject.TRAINING, training, "reported_on", 3)


def test_history_of_a_corrected_progress_entry_keeps_and_restores_old_values() -> None:
    entry = an_entry(ProgressDraft(BEGUN, ProgressStatus.UNDERWAY, 10, "เริ่มแล้ว"))
    change_progress(entry, ProgressDraft(LATER, ProgressStatus.DONE, 40, "เสร็จแล้ว"))
    assert texts(Subject.PROGRESS, entry, "status") == ["แล้วเสร็จ", "กำลังดำเนินการ"]
    assert texts(Subject.PROGRESS, entry, "note") == ["เสร็จแล้ว", "เริ่มแล้ว"]
    assert texts(Subject.PROGRESS, entry, "on_date") == ["๒๐ ม.ค. ๖๔", "๑๐ ม.ค. ๖๔"]
    back(Subject.PROGRESS, entry, "status")
    back(Subject.PROGRESS, entry, "note")
    row = Progress.get_by_id(entry)
    assert (row.status, row.note, row.actual_number) == (ProgressStatus.UNDERWAY, "เริ่มแล้ว", 40)


def test_history_restores_the_item_of_an_attachment(tmp_path: Path) -> None:
    source = tmp_path / "คู่มือ.pdf"
    source.write_bytes(b"%PDF-1.4")
    paper = attach(2564, 3, AttachmentKind.WORK_MANUAL, "คู่มือ", source)
    move_attachment(paper, 5)
    back(Subject.ATTACHMENT, paper, "lo_item")
    assert texts(Subject.ATTACHMENT, paper, "lo_item") == ["๓", "๕", "๓"]


def test_history_keeps_route_and_orders_of_a_removed_approval() -> None:
    order = draft_order("แต่งตั้งคณะทำงาน")
    clerk, mayor = a_post("ปลัดเทศบาล").id, a_post("นายกเทศมนตรี").id
    memo = write_approval(order, ApprovalDraft(BEGUN, "ขออนุมัติ", ("ด้วย",), (clerk,), ()))
    write_approval(order, ApprovalDraft(LATER, "ขออนุมัติ", ("ด้วย",), (clerk,), (mayor,)))
    remove_approval(order)
    both = "ผู้เสนอ ปลัดเทศบาล\nผู้ให้ความเห็น นายกเทศมนตรี"
    assert texts(Subject.APPROVAL, memo, "route_words") == ["", both, "ผู้เสนอ ปลัดเทศบาล"]
    assert texts(Subject.APPROVAL, memo, "head_words")[1:] == ["๒๐ ม.ค. ๖๔", "๑๐ ม.ค. ๖๔"]
    assert texts(Subject.APPROVAL, memo, "order_words") == ["", "แต่งตั้งคณะทำงาน"]


def test_history_records_the_signing_post_and_the_division_of_a_post() -> None:
    first, second = a_post("นายกเทศมนตรี"), a_post("ปลัดเทศบาล")
    set_signing_post(first.id)
    set_signing_post(second.id)
    assert texts(Subject.POST, first.id, "is_cko") == ["", "ใช่", ""]
    assert texts(Subject.POST, second.id, "is_cko") == ["ใช่", ""]
    assert [post.id for post in Post.select().where(Post.is_cko)] == [second.id]
    edit_post(second.id, "ปลัดเทศบาล", division_id=a_division().id, shared=True)
    assert texts(Subject.POST, second.id, "place_words") == ["สำนักปลัดเทศบาล (หลายคน)", ""]


def test_history_keeps_a_withdrawn_review_of_a_plan() -> None:
    plan, meeting = a_complete_plan(), a_meeting(closed=True, held_on=date(2021, 9, 20))
    approve_plan(plan, meeting.id)
    review_plan(plan, a_cko().id, date(2021, 9, 25))
    withdraw_review(plan)
    now, reviewed, approved, begun = texts(Subject.PLAN, plan, "life_words")
    assert begun == "ร่าง"
    assert now == approved == f"ร่าง\nเห็นชอบในการประชุมครั้งที่ {meeting.label}"
    assert "ทบทวน ๒๕ ก.ย. ๖๔ นายพสุธร ใจดี" in reviewed


def test_history_restores_the_day_of_a_report() -> None:
    report = begin_report(a_complete_plan(), BEGUN)
    change_report_day(report, LATER)
    back(Subject.REPORT, report, "reported_on")
    assert texts(Subject.REPORT, report, "reported_on") == [
        "๑๐ ม.ค. ๖๔",
        "๒๐ ม.ค. ๖๔",
        "๑๐ ม.ค. ๖๔",
    ]


def test_history_records_the_rights_of_a_member_until_removal() -> None:
    set_member(my_uid(), 4711, "น้ำฝน", Right.WRITE)
    set_member(my_uid(), 4711, "น้ำฝน", Right.ADOPT)
    member = Member.get(uid=4711).id
    remove_member(my_uid(), 4711)
    adopts = "ปิดประชุม รับรองรายงาน ออกคำสั่ง"
    assert texts(Subject.MEMBER, member, "right") == ["", adopts, "อ่านและพิมพ์"]
    with refused(Refused):
        back(Subject.MEMBER, member, "right", 2)
