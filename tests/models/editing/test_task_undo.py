"""Undo of changes to a task keeps what other users did to it in between."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.editing.undo import revert, run_undoable
from models.errors import NotFound, Refused
from models.minutes.tasks import (
    TaskDraft,
    assign_task,
    change_task,
    finish_task,
    put_off_task,
    read_task,
    remove_task,
    unfinish_task,
    unfinished_tasks,
)
from models.minutes.undo import task_scope
from tests.builders import an_item, close
from tests.refusals import refused

DONE, LATER = date(2020, 10, 1), date(2020, 12, 1)
Act = Callable[[int], object]


def a_task() -> int:
    return assign_task(an_item().id, TaskDraft("จัดทำแผน", "กองคลัง", DONE))


@pytest.mark.parametrize(
    "act",
    [
        lambda task: change_task(task, TaskDraft("จัดทำร่าง", "กองช่าง")),
        lambda task: finish_task(task, DONE, "ส่งแล้ว"),
        lambda task: put_off_task(task, LATER),
    ],
)
def test_operations_on_a_task_are_undone(store: Path, act: Act) -> None:
    task = a_task()
    before = read_task(task)
    change = run_undoable(task_scope(task), act, task)
    assert read_task(task) != before
    revert(change)
    assert read_task(task) == before


def test_undo_restores_a_deleted_task(store: Path) -> None:
    item = an_item()
    task = assign_task(item.id, TaskDraft("จัดทำแผน"))
    change = run_undoable(task_scope(task), remove_task, task)
    revert(change)
    assert [each.id for each in unfinished_tasks(item.meeting.committee_id)] == [task]


def test_undo_of_a_task_change_is_refused_if_another_user_changed_the_same_field(
    store: Path,
) -> None:
    task = a_task()
    pairs: list[tuple[Act, Act]] = [
        (
            lambda task: change_task(task, TaskDraft("ของฉัน")),
            lambda task: change_task(task, TaskDraft("ของเขา")),
        ),
        (
            lambda task: finish_task(task, DONE, "ของฉัน"),
            lambda task: finish_task(task, DONE, "ของเขา"),
        ),
        (unfinish_task, lambda task: finish_task(task, LATER, "ของเขา")),
    ]
    for mine, theirs in pairs:
        change = run_undoable(task_scope(task), mine, task)
        theirs(task)
        left = read_task(task)
        with refused(Refused, match="มีผู้อื่นแก้งานนี้"):
            revert(change)
        assert read_task(task) == left


def test_undo_of_a_task_change_keeps_another_users_change_of_another_field(store: Path) -> None:
    task = a_task()
    change = run_undoable(task_scope(task), change_task, task, TaskDraft("ของฉัน", "กองคลัง", DONE))
    finish_task(task, DONE, "ของเขา")
    revert(change)
    found = read_task(task)
    assert (found.text, found.result) == ("จัดทำแผน", "ของเขา")


def test_undo_in_a_closed_meeting_reverts_a_task_result_but_not_its_text(store: Path) -> None:
    item = an_item()
    task = assign_task(item.id, TaskDraft("จัดทำแผน"))
    worded = run_undoable(task_scope(task), change_task, task, TaskDraft("จัดทำร่าง"))
    close(item.meeting_id)
    finished = run_undoable(task_scope(task), finish_task, task, DONE, "ส่งแล้ว")
    with refused(Refused, match="เลิกประชุมแล้ว"):
        revert(worded)
    revert(finished)
    assert read_task(task).done_on is None
    with refused(NotFound):
        run_undoable(task_scope(task + 999), remove_task, task + 999)
