"""Moving, splitting and joining statements; undo and redo, also with a second secretary."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.editing.actor import as_actor
from models.editing.revisions import Subject
from models.editing.undo import revert, run_undoable
from models.errors import NotFound, Refused, VersionConflict
from models.history.bin import purge
from models.minutes.discussion import (
    join_statements,
    move_statement,
    move_statement_to,
    split_statement,
)
from models.minutes.records import (
    AgendaItem,
    Outcome,
    Resolution,
    Statement,
    add_item,
    add_statement,
    mark_nothing_said,
    record_resolution,
    remove_statement,
    save_resolution,
    save_statement,
    set_speaker,
)
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.tasks import TaskDraft, assign_task
from models.minutes.undo import room_scope
from models.storage.database import new_id
from tests.builders import a_meeting, a_statement, an_item, by, close, revisions_of
from tests.refusals import refused


def three(item: AgendaItem) -> list[int]:
    speaker = item.meeting.attendance.get().id
    return [add_statement(item.id, speaker, text) for text in ("หนึ่ง", "สอง", "สาม")]


def texts(item: AgendaItem) -> list[str]:
    view = read_meeting_snapshot(item.meeting_id).item(item.id)
    assert view is not None
    return [said.text for said in view.statements]


@pytest.mark.parametrize(
    ("which", "by", "order"),
    [
        (0, 1, ["สอง", "หนึ่ง", "สาม"]),
        (2, -1, ["หนึ่ง", "สาม", "สอง"]),
        (2, -2, ["สาม", "หนึ่ง", "สอง"]),
        (0, -1, ["หนึ่ง", "สอง", "สาม"]),
        (1, 99, ["หนึ่ง", "สาม", "สอง"]),
    ],
)
def test_a_statement_moves_among_its_neighbours_and_stops_at_the_ends(
    store: Path, which: int, by: int, order: list[str]
) -> None:
    item = an_item()
    move_statement(three(item)[which], by)
    assert texts(item) == order


def test_moving_a_statement_skips_deleted_ones(store: Path) -> None:
    item = an_item()
    first, second, _ = three(item)
    remove_statement(second)
    move_statement(first, 1)
    assert texts(item) == ["สาม", "หนึ่ง"]


def test_a_statement_moves_to_the_end_of_another_item(store: Path) -> None:
    meeting = a_meeting(items=2)
    first, second = meeting.items
    mark_nothing_said(second.id, True)
    moved, *_ = three(first)
    assign_task(first.id, TaskDraft("ติดตาม"), statement_id=moved)
    move_statement_to(moved, second.id)
    assert (texts(first), texts(second)) == (["สอง", "สาม"], ["หนึ่ง"])
    view = read_meeting_snapshot(meeting.id).items[1]
    assert not view.nothing_said
    assert [task.text for task in view.statements[0].tasks] == ["ติดตาม"]


def test_a_statement_never_moves_to_another_meeting(store: Path) -> None:
    here = an_item()
    other = an_item(a_meeting(committee=here.meeting.committee))
    first, *_ = three(here)
    with refused(Refused, match="การประชุมเดียวกัน"):
        move_statement_to(first, other.id)


def test_a_split_gives_the_second_half_to_the_same_speaker_right_after(store: Path) -> None:
    item = an_item()
    first, *_ = three(item)
    save_statement(first, 1, "ส่วนแรก ส่วนหลัง")
    made = new_id()
    assert split_statement(first, 2, len("ส่วนแรก "), made) == made
    assert texts(item) == ["ส่วนแรก", "ส่วนหลัง", "สอง", "สาม"]
    assert Statement.get_by_id(made).speaker_id == Statement.get_by_id(first).speaker_id
    assert len(revisions_of(Subject.STATEMENT, first)) == 3


def test_a_split_never_parts_a_letter_from_its_marks(store: Path) -> None:
    statement = a_statement("กาน้ำ")
    split_statement(statement.id, 1, len("กาน้"), new_id())
    assert texts(statement.item) == ["กา", "น้ำ"]


@pytest.mark.parametrize("offset", [0, 99, -1])
def test_a_split_that_leaves_one_half_empty_is_refused(store: Path, offset: int) -> None:
    statement = a_statement("ข้อความ")
    with refused(Refused, match="ไม่มีข้อความให้แยก"):
        split_statement(statement.id, 1, offset, new_id())
    assert texts(statement.item) == ["ข้อความ"]


def test_splitting_a_statement_changed_by_another_user_is_a_conflict(store: Path) -> None:
    statement = a_statement("ส่วนแรก ส่วนหลัง")
    by("อีกคน", save_statement, statement.id, 1, "ข้อความของอีกคน")
    with refused(VersionConflict) as conflict:
        split_statement(statement.id, 1, 5, new_id())
    assert conflict.value.current_text == "ข้อความของอีกคน"
    assert texts(statement.item) == ["ข้อความของอีกคน"]


def test_joining_two_statements_keeps_the_task_of_the_second(store: Path) -> None:
    item = an_item()
    first, second, _ = three(item)
    assign_task(item.id, TaskDraft("ทำต่อ"), statement_id=second)
    assert join_statements(first, second) == 2
    assert texts(item) == ["หนึ่ง\nสอง", "สาม"]
    view = read_meeting_snapshot(item.meeting_id).items[0]
    assert [task.text for task in view.statements[0].tasks] == ["ทำต่อ"]
    with refused(NotFound):
        join_statements(first, second)


def test_a_statement_is_not_joined_with_itself(store: Path) -> None:
    statement = a_statement()
    with refused(Refused, match="สองรายการ"):
        join_statements(statement.id, statement.id)


Change = Callable[[list[int], AgendaItem], object]
CHANGES: dict[str, Change] = {
    "move": lambda ids, _: move_statement(ids[0], 2),
    "split": lambda ids, _: split_statement(ids[0], 1, 2, new_id()),
    "join": lambda ids, _: join_statements(ids[0], ids[1]),
    "remove": lambda ids, _: remove_statement(ids[1]),
    "edit": lambda ids, _: save_statement(ids[2], 1, "แก้แล้ว"),
    "speaker": lambda ids, _: set_speaker(ids[2], None),
    "add": lambda _, item: add_statement(item.id, None, "ใหม่"),
    "resolve": lambda _, item: record_resolution(item.id, Outcome.NOTED, "รับทราบ", 3),
    "to another item": lambda ids, item: move_statement_to(
        ids[0], item.meeting.items.order_by(AgendaItem.id.desc()).get().id
    ),
}


def stored(item_ids: list[int]) -> dict[tuple[str, int], dict[str, Any]]:
    """Every statement and resolution, the bin included; not when it was put there."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for table in (Statement, Resolution):
        for row in table.select().where(table.item.in_(item_ids)).dicts():
            is_deleted = row.pop("deleted_at") is not None
            row.pop("version")
            found[table.__name__, row["id"]] = {**row, "is_deleted": is_deleted}
    return found


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_undo_restores_the_exact_previous_state_and_redo_the_next(
    store: Path, change: Change
) -> None:
    item = an_item(a_meeting(items=2))
    meeting_id, item_ids = item.meeting_id, [each.id for each in item.meeting.items]
    ids = three(item)
    record_resolution(item.id, Outcome.NOTED, "รับทราบ", 3)
    before, shown_before = stored(item_ids), read_meeting_snapshot(meeting_id)
    done = run_undoable(room_scope(meeting_id, item_ids), change, ids, item)
    after = stored(item_ids)
    assert after != before
    back = revert(done)
    undone = stored(item_ids)
    assert {key: undone[key] for key in before} == before
    assert all(undone[key]["is_deleted"] for key in undone.keys() - before.keys())
    assert [
        [(said.id, said.speaker, said.text) for said in view.statements]
        for view in read_meeting_snapshot(meeting_id).items
    ] == [
        [(said.id, said.speaker, said.text) for said in view.statements]
        for view in shown_before.items
    ]
    revert(back)
    assert stored(item_ids) == after


def test_undo_of_a_text_stores_a_new_revision(store: Path) -> None:
    statement = a_statement("เดิม")
    item = statement.item
    resolution = record_resolution(item.id, Outcome.OTHER, "มติเดิม", 3)

    def save() -> None:
        save_statement(statement.id, 1, "ใหม่")
        save_resolution(resolution, 1, "มติใหม่")

    done = run_undoable(room_scope(item.meeting_id, [item.id]), save)
    with as_actor("ผู้ย้อน"):
        revert(done)
    for subject, record_id, first in (
        (Subject.STATEMENT, statement.id, "เดิม"),
        (Subject.RESOLUTION, resolution, "มติเดิม"),
    ):
        revisions = revisions_of(subject, record_id)
        assert [revision.version for revision in revisions] == [1, 2, 3]
        assert (revisions[-1].text, revisions[-1].who) == (first, "ผู้ย้อน")


def test_undo_of_a_saved_statement_keeps_later_changes_of_another_user(store: Path) -> None:
    item = an_item()
    first, second, third = three(item)
    saved = first, 1, "ของฉัน"
    done = run_undoable(room_scope(item.meeting_id, [item.id]), save_statement, *saved)
    by("อีกคน", save_statement, second, 1, "ของอีกคน")
    remove_statement(third)
    by("อีกคน", add_statement, item.id, None, "เพิ่มโดยอีกคน")
    revert(done)
    assert texts(item) == ["หนึ่ง", "ของอีกคน", "เพิ่มโดยอีกคน"]


def test_undo_of_a_join_is_a_conflict_if_another_user_changed_the_text(store: Path) -> None:
    item = an_item()
    first, second, _ = three(item)
    done = run_undoable(room_scope(item.meeting_id, [item.id]), join_statements, first, second)
    by("อีกคน", save_statement, first, 2, "อีกคนแก้ต่อ")
    with refused(VersionConflict) as conflict:
        revert(done)
    assert conflict.value.current_text == "อีกคนแก้ต่อ"
    assert texts(item) == ["อีกคนแก้ต่อ", "สาม"]


def test_undo_of_a_move_does_not_restore_a_deleted_statement(store: Path) -> None:
    item = an_item()
    first, *_ = three(item)
    moved = run_undoable(room_scope(item.meeting_id, [item.id]), move_statement, first, 1)
    remove_statement(first)
    revert(moved)
    assert texts(item) == ["สอง", "สาม"]


def test_undo_of_a_move_is_refused_if_another_statement_was_purged(store: Path) -> None:
    item = an_item()
    first, second, _ = three(item)
    done = run_undoable(room_scope(item.meeting_id, [item.id]), move_statement, first, 1)
    remove_statement(second)
    purge(Subject.STATEMENT, second)
    with refused(NotFound, match="ไม่มีอยู่แล้ว"):
        revert(done)
    assert texts(item) == ["หนึ่ง", "สาม"]


ACTS: dict[str, Change] = {
    **CHANGES,
    "undo": lambda _, item: revert(
        run_undoable(room_scope(item.meeting_id, [item.id]), lambda: None)
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_changing_the_discussion_of_a_closed_meeting_is_refused(store: Path, act: Change) -> None:
    item = an_item(a_meeting(items=2))
    add_item(item.meeting_id, "อีกเรื่อง")
    ids = three(item)
    close(item.meeting_id)
    before = read_meeting_snapshot(item.meeting_id)
    with refused(Refused, match="เลิกประชุมแล้ว"):
        act(ids, AgendaItem.get_by_id(item.id))
    assert read_meeting_snapshot(item.meeting_id) == before
