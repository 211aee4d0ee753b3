"""The life of a plan: reviewed by the CKO, approved by a meeting, announced, then only amended."""

from datetime import date
from pathlib import Path

import pytest

from models.errors import NotFound, Refused
from models.meetings.records import Meeting
from models.people.records import Assignment, Person
from models.plan.carry_over import confirm_rows
from models.plan.cells import ACTIVITY_KIND, PLAN_KIND
from models.plan.lifecycle import (
    ChangeKind,
    amendment_changes,
    announce_plan,
    approve_plan,
    approving_meetings,
    begin_amendment,
    create_plan,
    end_amendment,
    review_plan,
    withdraw_review,
)
from models.plan.records import KmPlan, PlanActivity, PlanAmendment
from models.plan.rows import PlanSection, add_activity, add_row, move_row, remove_row
from models.plan.steps import PlanState
from tests.builders import WHO, a_meeting, a_person, an_office, by
from tests.plans import a_cko, a_complete_plan, an_announced_plan, as_read
from tests.refusals import refused

REVIEWED_ON, ANNOUNCED_ON = date(2021, 9, 25), date(2021, 10, 1)


@pytest.fixture
def plan_id(store: Path) -> int:
    return a_complete_plan()


@pytest.fixture
def announced(store: Path) -> int:
    return an_announced_plan()


def first_row(plan_id: int) -> int:
    return as_read(plan_id).activities[0].id


def test_a_year_has_one_plan_which_begins_as_an_empty_draft(store: Path) -> None:
    an_office()
    plan = as_read(create_plan(2566))
    assert (plan.state, plan.takes_changes, plan.activities, plan.lo) == ("draft", True, (), None)
    with refused(Refused, match="๒๕๖๖"):
        create_plan(2566)


def test_only_the_cko_of_the_day_can_review_and_the_printed_name_stays(plan_id: int) -> None:
    cko, other = a_cko(), a_person("อื่น")
    with refused(Refused, match="CKO"):
        review_plan(plan_id, other.id, REVIEWED_ON)
    Assignment.update(ends_on=date(2021, 9, 24)).where(Assignment.person == cko).execute()
    with refused(Refused, match="CKO"):
        review_plan(plan_id, cko.id, REVIEWED_ON)
    review_plan(plan_id, cko.id, date(2021, 9, 24))
    Person.update(given_name="เปลี่ยนชื่อ").where(Person.id == cko.id).execute()
    review = as_read(plan_id).review
    assert review is not None
    assert (review.name, review.title) == ("นายพสุธร ใจดี", "นายกเทศมนตรีตำบลทดสอบ")


def test_changing_a_reviewed_plan_is_refused_until_the_review_is_withdrawn(plan_id: int) -> None:
    review_plan(plan_id, a_cko().id, REVIEWED_ON)
    row = first_row(plan_id)
    table = as_read(plan_id).tables[0].id
    for act in (
        lambda: ACTIVITY_KIND.replace(row, "method", 0, "อื่น"),
        lambda: PLAN_KIND.replace(plan_id, "title", 0, "อื่น"),
        lambda: add_row(plan_id, PlanSection.GOAL),
        lambda: add_activity(table),
        lambda: move_row(PlanSection.ACTIVITY, row, 1),
        lambda: remove_row(PlanSection.ACTIVITY, row),
        lambda: confirm_rows([row], False),
        lambda: review_plan(plan_id, a_cko().id, REVIEWED_ON),
    ):
        with refused(Refused, match="ทบทวน"):
            act()
    withdraw_review(plan_id)
    assert as_read(plan_id).review is None
    assert ACTIVITY_KIND.replace(row, "method", 0, "อื่น") == 1


def test_announcing_a_plan_needs_an_earlier_approval_and_review(plan_id: int) -> None:
    cko, closed = a_cko(), a_meeting(closed=True, held_on=date(2021, 9, 20))
    planned = a_meeting(committee=closed.committee, held_on=date(2021, 9, 21))
    with refused(Refused, match="การประชุม"):
        announce_plan(plan_id, ANNOUNCED_ON)
    with refused(Refused, match="ยังไม่เลิก"):
        approve_plan(plan_id, planned.id)
    assert [meeting.id for meeting in approving_meetings()] == [closed.id]
    approve_plan(plan_id, closed.id)
    with refused(Refused, match="CKO"):
        announce_plan(plan_id, ANNOUNCED_ON)
    review_plan(plan_id, cko.id, REVIEWED_ON)
    with refused(Refused, match="วันประกาศอยู่ก่อน"):
        announce_plan(plan_id, date(2021, 9, 24))
    announce_plan(plan_id, ANNOUNCED_ON)
    plan = as_read(plan_id)
    assert plan.approval is not None
    assert (plan.state, plan.approval.meeting_id) == (PlanState.ANNOUNCED, closed.id)
    assert (plan.announced_on, plan.announced_name) == (ANNOUNCED_ON, "นายพสุธร ใจดี")
    with refused(Refused):
        announce_plan(plan_id, ANNOUNCED_ON)
    with refused(Refused):
        withdraw_review(plan_id)
    with refused(Refused):
        approve_plan(plan_id, closed.id)


@pytest.mark.external_change
def test_a_plan_with_a_gap_that_blocks_is_neither_reviewed_nor_announced(plan_id: int) -> None:
    PlanActivity.update(is_reviewed=False).where(PlanActivity.plan == plan_id).execute()
    cko = a_cko().id
    with refused(Refused, match=r"ยังไม่ทบทวน \(และอีก ๒๖ รายการ\)"):
        review_plan(plan_id, cko, REVIEWED_ON)
    approve_plan(plan_id, a_meeting(closed=True).id)
    KmPlan.update(state=PlanState.REVIEWED, reviewed_on=REVIEWED_ON).execute()
    with refused(Refused, match="ยังไม่ทบทวน"):
        announce_plan(plan_id, ANNOUNCED_ON)


def test_an_announced_plan_changes_only_by_an_amendment_with_a_reason(announced: int) -> None:
    row = first_row(announced)
    with refused(Refused, match="เปิดการปรับปรุง"):
        ACTIVITY_KIND.replace(row, "method", 0, "อื่น")
    with refused(Refused, match="เหตุผล"):
        begin_amendment(announced, " ")
    meeting: Meeting = Meeting.get()
    begin_amendment(announced, "งบประมาณเปลี่ยน", meeting.id)
    with refused(Refused, match="อยู่แล้ว"):
        begin_amendment(announced, "อีก")
    assert as_read(announced).takes_changes
    ACTIVITY_KIND.replace(row, "method", 0, "อื่น")
    end_amendment(announced)
    (amendment,) = as_read(announced).amendments
    assert (amendment.number, amendment.reason, amendment.who) == (1, "งบประมาณเปลี่ยน", WHO)
    assert (amendment.meeting_label, amendment.ended_at is None) == (meeting.label, False)
    assert not as_read(announced).takes_changes
    with refused(Refused):
        ACTIVITY_KIND.replace(row, "method", 1, "อีก")
    with refused(Refused):
        end_amendment(announced)


def test_an_amendment_lists_changed_added_and_removed_cells(announced: int) -> None:
    first, second, third = (row.id for row in as_read(announced).activities[:3])
    table = as_read(announced).tables[0].id
    begun = begin_amendment(announced, "ครั้งที่หนึ่ง")
    ACTIVITY_KIND.replace(first, "method", 0, "ก่อน")
    end_amendment(announced)
    again = begin_amendment(announced, "ครั้งที่สอง")
    ACTIVITY_KIND.replace(first, "method", 1, "ระหว่าง")
    by("ข", ACTIVITY_KIND.replace, first, "method", 2, "หลัง")
    ACTIVITY_KIND.replace(second, "target", 0, "ไปแล้วกลับ")
    ACTIVITY_KIND.replace(second, "target", 1, "ไม่น้อยกว่าร้อยละ ๕๐")
    remove_row(PlanSection.ACTIVITY, third)
    added = add_activity(table, step=3)
    fleeting = add_activity(table)
    remove_row(PlanSection.ACTIVITY, fleeting)
    found = {(each.kind, each.record_id): each for each in amendment_changes(again)}
    assert set(found) == {
        (ChangeKind.CHANGED, first),
        (ChangeKind.REMOVED, third),
        (ChangeKind.ADDED, added),
    }
    changed = found[ChangeKind.CHANGED, first]
    assert (changed.before, changed.after, changed.who) == ("ก่อน", "หลัง", "ข")
    assert (changed.label, changed.title) == ("วิธีการสู่ความสำเร็จ", "การบ่งชี้ความรู้")
    (earlier,) = amendment_changes(begun)
    assert (earlier.before, earlier.after) == ("จัดอบรม", "ก่อน")


def test_ending_an_amendment_without_changes_deletes_it(announced: int) -> None:
    begin_amendment(announced, "เปิดผิด")
    end_amendment(announced)
    assert PlanAmendment.select().count() == 0
    with refused(NotFound):
        begin_amendment(999, "ไม่มีแผนนี้")
