"""Tasks: whom a typed word means, what is open, and what is done."""

from datetime import date
from pathlib import Path

import pytest

from models.committees.records import Committee
from models.errors import Refused
from models.home.deadlines import due_soon
from models.home.listing import list_tasks
from models.meetings.adoption import last_unadopted
from models.meetings.events import Adoption
from models.minutes.lifecycle import adopt_minutes
from models.minutes.records import (
    RESOLUTION_KIND,
    Outcome,
    record_resolution,
    remove_resolution,
    remove_statement,
)
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.tasks import (
    TASK_KIND,
    ActionItem,
    TaskDraft,
    all_tasks,
    assign_task,
    change_task,
    finish_task,
    put_off_task,
    read_task,
    remove_task,
    task_deadlines,
    unfinish_task,
    unfinished_tasks,
)
from models.office.organization import Division
from models.people.records import Person
from tests.builders import a_committee, a_meeting, a_person, a_statement, an_item, close
from tests.refusals import refused

SOON, LATE = date(2020, 10, 1), date(2020, 12, 1)


def open_texts(committee_id: int) -> list[str]:
    return [task.text for task in unfinished_tasks(committee_id)]


def assignee_of(word: str) -> ActionItem:
    task_id = assign_task(an_item().id, TaskDraft("งาน", word))
    task: ActionItem = ActionItem.get_by_id(task_id)
    return task


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("กองคลัง", "กองคลัง"),
        ("สำนักปลัด", "สำนักปลัดเทศบาล"),
        ("ปลัดเทศบาล", "ปลัดเทศบาล"),
        ("ผอ.กองคลัง", "ผู้อำนวยการกองคลัง"),
        ("น้ำฝน", "นางสาวน้ำฝน สืบเสน"),
        ("น้ําฝน", "นางสาวน้ำฝน สืบเสน"),
        ("น.ส.น้ำฝน สืบแสน", "นางสาวน้ำฝน สืบเสน"),
        ("ทุกส่วนราชการ", "ทุกส่วนราชการ"),
        ("", ""),
    ],
)
def test_an_assignee_is_matched_to_a_division_post_or_person_or_kept_as_typed(
    example: Path, word: str, name: str
) -> None:
    assert assignee_of(word).assignee == name


def test_part_of_a_divisions_name_matches_the_division_and_its_head(example: Path) -> None:
    item = an_item()
    with refused(Refused, match="กองสาธารณสุขและสิ่งแวดล้อม, ผู้อำนวยการกองสาธารณสุข"):
        assign_task(item.id, TaskDraft("งาน", "สาธารณสุข"))


def test_a_task_is_linked_to_person_and_division(example: Path) -> None:
    assert assignee_of("กองคลัง").division == Division.get(Division.name == "กองคลัง")
    assert assignee_of("น้ำฝน").person == Person.get(Person.given_name == "น้ำฝน")
    unknown = assignee_of("ทุกส่วนราชการ")
    assert (unknown.person, unknown.division) == (None, None)


def test_an_ambiguous_assignee_is_refused_with_the_choices(store: Path) -> None:
    item = an_item()
    for number in range(9):
        a_person("สมชาย", f"สกุล{'กขคงจฉชซฌ'[number]}")
    with refused(Refused, match=r"นายสมชาย สกุลก, นายสมชาย สกุลข.* และอื่น ๆ"):
        assign_task(item.id, TaskDraft("งาน", "สมชาย"))
    assert ActionItem.select().count() == 0


def test_a_task_keeps_the_assignees_name_of_the_assignment(store: Path) -> None:
    item = an_item()
    person = a_person("แก้วตา", "มั่นคง", "นางสาว")
    assign_task(item.id, TaskDraft("งาน", "แก้วตา"))
    person.family_name = "เปลี่ยนแล้ว"
    person.save()
    (task,) = read_meeting_snapshot(item.meeting_id).items[0].tasks
    assert task.assignee == "นางสาวแก้วตา มั่นคง"


def test_tasks_are_listed_with_their_resolution_statement_or_item(store: Path) -> None:
    item = an_item()
    statement = a_statement(item=item)
    resolution = record_resolution(item.id, Outcome.ASSIGNED, "มอบหมาย", 3)
    assign_task(item.id, TaskDraft("จากมติ", "กองช่าง", SOON), resolution_id=resolution)
    assign_task(item.id, TaskDraft("จากคำพูด"), statement_id=statement.id)
    assign_task(item.id, TaskDraft("จากวาระ"))
    (view,) = read_meeting_snapshot(item.meeting_id).items
    (task,) = view.resolutions[0].tasks
    assert task.sentence == "มอบ กองช่าง จากมติ ภายในวันที่ ๑ ตุลาคม ๒๕๖๓"
    assert task.meeting_label == "๑/๒๕๖๓"
    assert [task.text for task in view.statements[0].tasks] == ["จากคำพูด"]
    assert [task.text for task in view.tasks] == ["จากวาระ"]


def test_deleting_a_statement_or_resolution_deletes_its_tasks(store: Path) -> None:
    item = an_item()
    statement = a_statement(item=item)
    resolution = record_resolution(item.id, Outcome.ASSIGNED, "มอบหมาย", 3)
    assign_task(item.id, TaskDraft("จากมติ"), resolution_id=resolution)
    assign_task(item.id, TaskDraft("จากคำพูด"), statement_id=statement.id)
    remove_resolution(resolution)
    remove_statement(statement.id)
    assert open_texts(item.meeting.committee_id) == []
    RESOLUTION_KIND.undelete(resolution)
    assert open_texts(item.meeting.committee_id) == ["จากมติ"]


def test_open_tasks_are_sorted_by_due_date_until_finished(store: Path) -> None:
    item = an_item()
    committee_id = item.meeting.committee_id
    assign_task(item.id, TaskDraft("ไม่มีกำหนด"))
    late = assign_task(item.id, TaskDraft("ทีหลัง", due_on=LATE))
    assign_task(item.id, TaskDraft("ก่อน", due_on=SOON))
    other = an_item(a_meeting())
    assign_task(other.id, TaskDraft("ของคณะอื่น"))
    close(item.meeting_id)
    assert open_texts(committee_id) == ["ก่อน", "ทีหลัง", "ไม่มีกำหนด"]
    finish_task(late, SOON)
    assert open_texts(committee_id) == ["ก่อน", "ไม่มีกำหนด"]
    unfinish_task(late)
    assert len(open_texts(committee_id)) == 3


def test_a_task_is_corrected_removed_and_restored(store: Path) -> None:
    item = an_item()
    committee_id = item.meeting.committee_id
    task = assign_task(item.id, TaskDraft("งาน", "ทุกกอง"))
    change_task(task, TaskDraft("งานที่แก้", "ทุกสำนัก", SOON))
    (view,) = unfinished_tasks(committee_id)
    assert (view.text, view.assignee, view.due_on) == ("งานที่แก้", "ทุกสำนัก", SOON)
    remove_task(task)
    assert open_texts(committee_id) == []
    TASK_KIND.undelete(task)
    assert open_texts(committee_id) == ["งานที่แก้"]


def test_assigning_a_blank_task_or_in_a_closed_meeting_is_refused(store: Path) -> None:
    item = an_item()
    with refused(Refused, match="พิมพ์งาน"):
        assign_task(item.id, TaskDraft(" \u200b"))
    task = assign_task(item.id, TaskDraft("งาน"))
    close(item.meeting_id)
    for act in (
        lambda: assign_task(item.id, TaskDraft("อีกงาน")),
        lambda: change_task(task, TaskDraft("แก้")),
        lambda: remove_task(task),
        lambda: TASK_KIND.undelete(task),
    ):
        with refused(Refused, match="เลิกประชุมแล้ว"):
            act()


def test_the_list_of_tasks_marks_overdue_open_and_done_ones(store: Path) -> None:
    item = an_item()
    done = assign_task(item.id, TaskDraft("เสร็จ", "กองช่าง", SOON))
    assign_task(item.id, TaskDraft("เกิน", due_on=SOON))
    assign_task(item.id, TaskDraft("ค้าง", due_on=LATE))
    finish_task(done, SOON)
    listing = list_tasks(date(2020, 11, 1), 2563)
    assert [(row[0], row[3]) for row in listing.rows] == [
        ("เกิน", "เกินกำหนด"),
        ("ค้าง", "ค้างอยู่"),
        ("เสร็จ", "เสร็จแล้ว"),
    ]
    assert listing.rows[0][4:] == ("1/2563", item.meeting.committee.name)
    assert list_tasks(date(2020, 11, 1), 2562).rows == ()


def test_all_tasks_are_listed_open_ones_first_with_their_meeting(store: Path) -> None:
    item = an_item()
    late, soon = (assign_task(item.id, TaskDraft(str(day), "", day)) for day in (LATE, SOON))
    done = assign_task(item.id, TaskDraft("เสร็จ"))
    finish_task(done, LATE, "  ส่งแล้ว ")
    lines = all_tasks()
    assert [line.task.id for line in lines] == [soon, late, done]
    assert lines[2].task.outcome == "เสร็จเมื่อ ๑ ธันวาคม ๒๕๖๓ ส่งแล้ว"
    assert {(line.meeting_id, line.item_id) for line in lines} == {(item.meeting_id, item.id)}
    assert not lines[0].is_closed
    unfinish_task(done)
    assert all_tasks()[2].task.result == ""


def test_finishing_a_task_before_its_meeting_is_refused(store: Path) -> None:
    task = assign_task(an_item().id, TaskDraft("ทำ"))
    with refused(Refused, match="ก่อนวันที่มอบหมาย"):
        finish_task(task, date(2020, 9, 21))


def test_a_new_committee_inherits_open_tasks_and_unadopted_minutes(store: Path) -> None:
    earlier = a_meeting(items=1)
    assign_task(an_item(earlier).id, TaskDraft("ค้างจากชุดเดิม"))
    close(earlier.id)
    newer = a_committee(name="คณะชุดใหม่", issued_on=SOON)
    assert open_texts(newer.id) == []
    Committee.update(replaced_by=newer).where(Committee.id == earlier.committee_id).execute()
    assert open_texts(newer.id) == ["ค้างจากชุดเดิม"]
    following = a_meeting(committee=newer, held_on=LATE)
    assert last_unadopted(following) == earlier
    adopt_minutes(earlier.id, LATE, Adoption.NEXT_MEETING)
    assert last_unadopted(following) is None


def test_tasks_overdue_or_due_within_a_month_are_listed_earliest_first(store: Path) -> None:
    item = an_item()
    for text, day in (("สาย", date(2020, 9, 30)), ("ใกล้", date(2020, 10, 20)), ("ไกล", LATE)):
        assign_task(item.id, TaskDraft(text, "กองคลัง", day))
    finish_task(assign_task(item.id, TaskDraft("เสร็จ", "", SOON)), SOON)
    today = date(2020, 10, 5)
    due = due_soon(today)
    assert [each.label for each in due] == ["กองคลัง สาย", "กองคลัง ใกล้"]
    assert [each.is_overdue(today) for each in due] == [True, False]


def test_postponing_a_task_keeps_the_due_day_of_the_minutes(store: Path) -> None:
    item = an_item()
    task = assign_task(item.id, TaskDraft("ส่งรายงาน", "", date(2020, 10, 1)))
    close(item.meeting_id)
    sentence = read_task(task).sentence
    put_off_task(task, date(2020, 11, 1))
    late = read_task(task)
    assert (late.falls_due_on, late.due_on) == (date(2020, 11, 1), date(2020, 10, 1))
    assert late.sentence == sentence
    assert not late.is_overdue(date(2020, 10, 15))
    assert [each.due_on for each in task_deadlines(date(2020, 10, 2))] == [date(2020, 11, 1)]
    with refused(Refused, match="ก่อนวันที่มอบหมาย"):
        put_off_task(task, date(2020, 9, 1))
    put_off_task(task, None)
    assert read_task(task).is_overdue(date(2020, 10, 15))
    finish_task(task, date(2020, 10, 20))
    with refused(Refused, match="เสร็จแล้ว"):
        put_off_task(task, date(2020, 12, 1))
