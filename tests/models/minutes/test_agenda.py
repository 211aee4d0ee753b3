"""The agenda during the meeting, and what earlier meetings leave to the next one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.committees.agenda_templates import ItemKind
from models.editing.revisions import Subject
from models.errors import NotFound, Refused
from models.history.bin import bring_back
from models.meetings.events import Adoption
from models.meetings.records import Meeting
from models.minutes.agenda import (
    AGENDA_KIND,
    fill_agenda,
    insert_item,
    move_item,
    nest_item,
    remove_item,
    rename_item,
    unnest_item,
)
from models.minutes.lifecycle import adopt_minutes, check_minutes
from models.minutes.records import AgendaItem, add_item, remove_statement
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.tasks import TaskDraft, assign_task, finish_task
from tests.builders import a_meeting, a_statement, an_item, by, close
from tests.refusals import refused

LATER = date(2020, 12, 22)


def a_tree() -> Meeting:
    """๑ ก, ๒ ข with ข๑ and ข๒, ๓ ค."""
    meeting = a_meeting(items=0)
    add_item(meeting.id, "ก")
    parent = add_item(meeting.id, "ข")
    for title in ("ข๑", "ข๒"):
        add_item(meeting.id, title, parent_id=parent)
    add_item(meeting.id, "ค")
    return meeting


def item_id(title: str) -> int:
    return int(AgendaItem.get(AgendaItem.title == title).id)


def shown(meeting: Meeting) -> list[str]:
    return [f"{item.number} {item.title}" for item in read_meeting_snapshot(meeting.id).items]


@pytest.mark.parametrize(
    ("title", "by", "order"),
    [
        ("ค", -1, ["๑ ก", "๒ ค", "๓ ข", "๓.๑ ข๑", "๓.๒ ข๒"]),
        ("ก", 1, ["๑ ข", "๑.๑ ข๑", "๑.๒ ข๒", "๒ ก", "๓ ค"]),
        ("ข๒", -5, ["๑ ก", "๒ ข", "๒.๑ ข๒", "๒.๒ ข๑", "๓ ค"]),
        ("ค", 1, ["๑ ก", "๒ ข", "๒.๑ ข๑", "๒.๒ ข๒", "๓ ค"]),
    ],
)
def test_an_item_moves_among_its_siblings_with_its_sub_items(
    store: Path, title: str, by: int, order: list[str]
) -> None:
    meeting = a_tree()
    move_item(item_id(title), by)
    assert shown(meeting) == order


def test_an_item_becomes_the_last_sub_item_of_the_one_above_and_back(store: Path) -> None:
    meeting = a_tree()
    before = shown(meeting)
    nest_item(item_id("ค"))
    assert shown(meeting) == ["๑ ก", "๒ ข", "๒.๑ ข๑", "๒.๒ ข๒", "๒.๓ ค"]
    unnest_item(item_id("ค"))
    assert shown(meeting) == before
    unnest_item(item_id("ข๑"))
    assert shown(meeting) == ["๑ ก", "๒ ข", "๒.๑ ข๒", "๓ ข๑", "๔ ค"]
    add_item(meeting.id, "ท้าย")
    assert shown(meeting)[-1] == "๕ ท้าย"


def test_nesting_the_first_item_or_unnesting_a_main_item_is_refused(store: Path) -> None:
    a_tree()
    with refused(Refused, match="ไม่มีเรื่องที่อยู่ก่อนหน้า"):
        nest_item(item_id("ก"))
    with refused(Refused, match="เรื่องหลักอยู่แล้ว"):
        unnest_item(item_id("ก"))


def test_an_item_is_inserted_after_the_given_one(store: Path) -> None:
    meeting = a_tree()
    insert_item(meeting.id, "แทรก", item_id("ข"), ItemKind.CONSIDERATION)
    insert_item(meeting.id, "ย่อย", item_id("ข๑"), ItemKind.OTHER)
    insert_item(meeting.id, "แรก", None)
    assert shown(meeting) == [
        *("๑ แรก", "๒ ก", "๓ ข", "๓.๑ ข๑", "๓.๒ ย่อย", "๓.๓ ข๒", "๔ แทรก", "๕ ค")
    ]
    assert AgendaItem.get(AgendaItem.title == "แทรก").kind == ItemKind.CONSIDERATION


def test_inserting_an_item_after_one_of_another_meeting_is_refused(store: Path) -> None:
    meeting = a_tree()
    other = an_item(a_meeting(committee=meeting.committee))
    with refused(Refused, match="การประชุมอื่น"):
        insert_item(meeting.id, "แทรก", other.id, ItemKind.OTHER)


def test_an_item_title_is_sanitized_and_a_blank_one_refused(store: Path) -> None:
    meeting = a_tree()
    rename_item(item_id("ก"), " น้ํา\u200bดื่ม ")
    assert shown(meeting)[0] == "๑ น้ำดื่ม"
    with refused(Refused, match="ชื่อเรื่อง"):
        rename_item(item_id("ข"), "\u200b ")


def test_a_deleted_agenda_item_is_restored_to_its_position(store: Path) -> None:
    meeting = a_tree()
    before = shown(meeting)
    removed = item_id("ข๑")
    remove_item(removed)
    assert shown(meeting) == ["๑ ก", "๒ ข", "๒.๑ ข๒", "๓ ค"]
    with refused(NotFound, match="ถูกลบไปแล้ว"):
        rename_item(removed, "ใหม่")
    bring_back(Subject.AGENDA_ITEM, removed)
    assert shown(meeting) == before


def test_restoring_a_sub_item_restores_its_deleted_parent_item(store: Path) -> None:
    meeting = a_tree()
    before = shown(meeting)
    for title in ("ข๒", "ข๑", "ข"):
        remove_item(item_id(title))
    for title in ("ข๑", "ข๒"):
        bring_back(Subject.AGENDA_ITEM, item_id(title))
    assert shown(meeting) == before


def test_removing_an_item_with_statements_tasks_or_sub_items_is_refused(store: Path) -> None:
    meeting = a_tree()
    statement = a_statement(item=AgendaItem.get(AgendaItem.title == "ก"))
    assign_task(item_id("ค"), TaskDraft("งาน"))
    for title in "กขค":
        with refused(Refused, match="แล้วจึงลบเรื่องนี้"):
            remove_item(item_id(title))
    remove_statement(statement.id)
    remove_item(item_id("ก"))
    assert shown(meeting)[0] == "๑ ข"


ACTS: dict[str, Callable[[Meeting], object]] = {
    "insert": lambda meeting: insert_item(meeting.id, "แทรก", None),
    "rename": lambda _: rename_item(item_id("ก"), "ใหม่"),
    "move": lambda _: move_item(item_id("ก"), 1),
    "nest": lambda _: nest_item(item_id("ค")),
    "unnest": lambda _: unnest_item(item_id("ข๑")),
    "remove": lambda _: remove_item(item_id("ก")),
    "restore": lambda _: AGENDA_KIND.undelete(item_id("ก")),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_changing_the_agenda_of_a_closed_meeting_is_refused(
    store: Path, act: Callable[[Meeting], object]
) -> None:
    meeting = a_tree()
    close(meeting.id)
    before = read_meeting_snapshot(meeting.id)
    with refused(Refused, match="เลิกประชุมแล้ว"):
        act(meeting)
    assert read_meeting_snapshot(meeting.id) == before


def the_next_after(meeting: Meeting) -> Meeting:
    following = a_meeting(items=0, committee=meeting.committee, held_on=LATER)
    fill_agenda(following.id)
    return following


def titles(meeting: Meeting, kind: ItemKind) -> list[str]:
    return [item.title for item in read_meeting_snapshot(meeting.id).items if item.kind == kind]


def test_the_next_agenda_names_the_minutes_that_wait_for_adoption(store: Path) -> None:
    meeting = a_meeting(closed=True)
    assert titles(the_next_after(meeting), ItemKind.ADOPTION) == [
        "เรื่องรับรองรายงานการประชุม ครั้งที่ ๑/๒๕๖๓"
    ]
    by("ผู้ตรวจ", check_minutes, meeting.id)
    adopt_minutes(meeting.id, LATER, Adoption.CIRCULATION, ())
    assert titles(the_next_after(meeting), ItemKind.ADOPTION) == ["เรื่องรับรองรายงานการประชุม"]


def test_unfinished_tasks_are_listed_once_under_matters_arising(store: Path) -> None:
    meeting = a_meeting()
    item = an_item(meeting)
    assign_task(item.id, TaskDraft("ทำแผน", "กองคลัง", date(2020, 10, 30)))
    done = assign_task(item.id, TaskDraft("เสร็จแล้ว"))
    assign_task(item.id, TaskDraft("ไม่มีกำหนด"))
    close(meeting.id)
    finish_task(done, date(2020, 10, 1))
    following = the_next_after(meeting)
    arising = [
        "เรื่องสืบเนื่อง",
        "ทำแผน (กองคลัง ภายในวันที่ ๓๐ ตุลาคม ๒๕๖๓)",
        "ไม่มีกำหนด (ยังไม่มีผู้รับผิดชอบ)",
    ]
    assert titles(following, ItemKind.ARISING) == arising
    remove_item(item_id(arising[-1]))
    fill_agenda(following.id)
    assert titles(following, ItemKind.ARISING) == arising[:-1]


def test_filling_the_agenda_keeps_a_title_changed_by_the_user(store: Path) -> None:
    meeting = a_meeting(closed=True)
    following = the_next_after(meeting)
    rename_item(
        AgendaItem.get(AgendaItem.meeting == following, AgendaItem.kind == ItemKind.ADOPTION).id,
        "รับรองรายงาน",
    )
    fill_agenda(following.id)
    assert titles(following, ItemKind.ADOPTION) == ["รับรองรายงาน"]


def test_the_agenda_leaves_out_minutes_and_tasks_of_other_committees(store: Path) -> None:
    meeting = a_meeting()
    assign_task(an_item(meeting).id, TaskDraft("งานของคณะอื่น"))
    close(meeting.id)
    other = a_meeting(items=0, held_on=LATER)
    fill_agenda(other.id)
    assert titles(other, ItemKind.ADOPTION) == ["เรื่องรับรองรายงานการประชุม"]
    assert titles(other, ItemKind.ARISING) == ["เรื่องสืบเนื่อง"]
