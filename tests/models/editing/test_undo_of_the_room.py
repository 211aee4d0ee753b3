"""What was done in the room is taken back and done again; what others did stays."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from models.editing.revisions import Subject
from models.editing.undo import revert, run_undoable
from models.errors import Refused
from models.history.bin import purge
from models.meetings.records import Meeting, mark_all_present
from models.minutes.agenda import (
    insert_item,
    move_item,
    nest_item,
    remove_item,
    rename_item,
    unnest_item,
)
from models.minutes.decisions.matters import decide_together
from models.minutes.decisions.recusals import recuse, take_part
from models.minutes.discussion import move_statement_to
from models.minutes.records import (
    AgendaItem,
    Outcome,
    mark_nothing_said,
    record_resolution,
    set_speaker,
)
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.tasks import (
    ActionItem,
    TaskDraft,
    assign_task,
    change_task,
    finish_task,
    remove_task,
)
from models.minutes.undo import room_scope
from models.minutes.vote_counts import Votes
from models.minutes.votes import add_dissent, record_votes, remove_dissent
from models.storage.store import close_store, connect_thread
from tests.builders import a_meeting, a_statement
from tests.refusals import refused

Act = tuple[Any, ...]
_MEANWHILE_S = 0.2
THE_DAY = date(2020, 12, 1)


def items_of(meeting: Meeting) -> list[AgendaItem]:
    return list(meeting.items.order_by(AgendaItem.position, AgendaItem.id))


ACTS: dict[str, Callable[[list[AgendaItem]], object]] = {
    "move": lambda items: move_item(items[2].id, -2),
    "nest": lambda items: nest_item(items[1].id),
    "rename": lambda items: rename_item(items[0].id, "ชื่อใหม่"),
    "nothing": lambda items: mark_nothing_said(items[0].id, True),
    "remove": lambda items: remove_item(items[1].id),
    "insert": lambda items: insert_item(items[0].meeting_id, "เรื่องแทรก", items[0].id),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_every_operation_on_the_agenda_is_undone_and_redone(
    store: Path, act: Callable[[list[AgendaItem]], object]
) -> None:
    meeting = a_meeting(items=4)
    before = read_meeting_snapshot(meeting.id).items
    change = run_undoable(room_scope(meeting.id), act, items_of(meeting))
    done = read_meeting_snapshot(meeting.id).items
    assert done != before
    back = revert(change)
    assert read_meeting_snapshot(meeting.id).items == before
    revert(back)
    assert read_meeting_snapshot(meeting.id).items == done


def test_unnesting_a_sub_item_is_undone_and_redone(store: Path) -> None:
    meeting = a_meeting(items=3)
    nest_item(items_of(meeting)[1].id)
    nested = next(item for item in items_of(meeting) if item.parent_id)
    before = read_meeting_snapshot(meeting.id).items
    change = run_undoable(room_scope(meeting.id), unnest_item, nested.id)
    done = read_meeting_snapshot(meeting.id).items
    assert [item.depth for item in done] == [0, 0, 0]
    back = revert(change)
    assert read_meeting_snapshot(meeting.id).items == before
    revert(back)
    assert read_meeting_snapshot(meeting.id).items == done


def test_undo_of_an_agenda_change_keeps_or_respects_changes_of_other_users(store: Path) -> None:
    meeting = a_meeting(items=3)
    first, second, _ = items_of(meeting)
    change = run_undoable(room_scope(meeting.id), rename_item, first.id, "ของฉัน")
    rename_item(second.id, "ของผู้อื่น")
    insert_item(meeting.id, "ผู้อื่นเพิ่ม", second.id)
    revert(change)
    titles = [item.title for item in read_meeting_snapshot(meeting.id).items]
    assert titles[1:3] == ["ของผู้อื่น", "ผู้อื่นเพิ่ม"]
    again = run_undoable(room_scope(meeting.id), rename_item, first.id, "ของฉันอีก")
    rename_item(first.id, "ของผู้อื่นทับ")
    with refused(Refused, match="ผู้อื่นแก้ชื่อเรื่องนี้"):
        revert(again)
    assert AgendaItem.get_by_id(first.id).title == "ของผู้อื่นทับ"


def test_undo_of_a_rename_is_refused_if_the_item_was_purged_but_not_undo_of_a_move(
    store: Path,
) -> None:
    meeting = a_meeting(items=3)
    first, _, third = items_of(meeting)
    renamed = run_undoable(room_scope(meeting.id), rename_item, first.id, "ชื่อใหม่")
    moved = run_undoable(room_scope(meeting.id), move_item, third.id, -1)
    for item in (first, third):
        remove_item(item.id)
        purge(Subject.AGENDA_ITEM, item.id)
    with refused(Refused, match="ผู้อื่นแก้ชื่อเรื่องนี้"):
        revert(renamed)
    revert(moved)


def test_undo_leaves_out_what_another_user_stores_during_the_operation(store: Path) -> None:
    meeting = a_meeting(items=2)
    first, second = items_of(meeting)

    def meanwhile(title: str) -> Thread:
        """A colleague who stores as soon as they can, begun now."""

        def act() -> None:
            connect_thread()
            rename_item(second.id, title)
            close_store()

        colleague = Thread(target=act)
        colleague.start()
        colleague.join(_MEANWHILE_S)
        return colleague

    def rename(title: str) -> Thread:
        colleague = meanwhile(f"ของเขา {title}")
        rename_item(first.id, title)
        return colleague

    colleagues: list[Thread] = []
    change = run_undoable(room_scope(meeting.id), lambda: colleagues.append(rename("ของฉัน")))
    colleagues[0].join()
    revert(change)
    assert [item.title for item in items_of(meeting)] == [first.title, "ของเขา ของฉัน"]


def test_undo_of_an_inserted_item_is_refused_if_it_has_statements(store: Path) -> None:
    meeting = a_meeting(items=1)
    change = run_undoable(room_scope(meeting.id), insert_item, meeting.id, "เรื่องแทรก", None)
    added = next(item for item in items_of(meeting) if item.title == "เรื่องแทรก")
    a_statement(item=added)
    with refused(Refused, match="มีข้อความ"):
        revert(change)


def test_undo_restores_tasks_votes_dissents_and_speakers(store: Path) -> None:
    meeting = a_meeting(items=1)
    item = items_of(meeting)[0]
    said = a_statement(item=item)
    made = record_resolution(item.id, Outcome.APPROVED, "มีมติอนุมัติ", 3)
    lines = [row.id for row in meeting.attendance]
    record_votes(made, Votes(2, 1, 0))
    dissent = add_dissent(made, lines[1], "แพงไป")
    task = assign_task(item.id, TaskDraft("ทำ", "กองคลัง", date(2020, 10, 1)), made)
    acts: list[tuple[Callable[..., object], tuple[object, ...]]] = [
        (record_votes, (made, None)),
        (remove_dissent, (dissent,)),
        (add_dissent, (made, lines[2], "อีกคน")),
        (change_task, (task, TaskDraft("ทำใหม่"))),
        (remove_task, (task,)),
        (finish_task, (task, date(2020, 12, 1), "เรียบร้อย")),
        (assign_task, (item.id, TaskDraft("อีกงาน"))),
        (set_speaker, (said.id, lines[2])),
    ]
    for act, args in acts:
        before = read_meeting_snapshot(meeting.id).items
        change = run_undoable(room_scope(meeting.id, [item.id]), act, *args)
        done = read_meeting_snapshot(meeting.id).items
        assert done != before, act
        back = revert(change)
        assert read_meeting_snapshot(meeting.id).items == before, act
        revert(revert(back))
        assert read_meeting_snapshot(meeting.id).items == before, act


def test_undo_is_refused_if_another_user_changed_the_same_task_vote_speaker_or_dissent(
    store: Path,
) -> None:
    meeting = a_meeting(items=1)
    item = items_of(meeting)[0]
    said = a_statement(item=item)
    made = record_resolution(item.id, Outcome.APPROVED, "มีมติอนุมัติ", 3)
    lines = [row.id for row in meeting.attendance]
    task = assign_task(item.id, TaskDraft("ทำ"))
    dissent = add_dissent(made, lines[0], "แพงไป")
    pairs: list[tuple[Act, Act]] = [
        ((change_task, task, TaskDraft("ทำใหม่")), (finish_task, task, THE_DAY, "ของเขา")),
        ((record_votes, made, Votes(2, 1, 0)), (record_votes, made, Votes(3, 0, 0))),
        ((set_speaker, said.id, lines[1]), (set_speaker, said.id, lines[2])),
        ((remove_dissent, dissent), (add_dissent, made, lines[0], "เหตุผลใหม่")),
        ((add_dissent, made, lines[1], "ของฉัน"), (add_dissent, made, lines[1], "ของเขา")),
        ((assign_task, item.id, TaskDraft("อีกงาน")), (_finish_newest, THE_DAY)),
    ]
    for mine, theirs in pairs:
        change = run_undoable(room_scope(meeting.id, [item.id]), *mine)
        theirs[0](*theirs[1:])
        left = read_meeting_snapshot(meeting.id).items
        with refused(Refused, match="มีผู้อื่นแก้รายการนี้"):
            revert(change)
        assert read_meeting_snapshot(meeting.id).items == left, mine[0]


def _finish_newest(day: date) -> None:
    newest = ActionItem.select().order_by(ActionItem.id.desc()).get()
    finish_task(newest.id, day, "ของเขา")


def test_recusals_and_matters_decided_together_are_undone_but_not_what_others_changed(
    store: Path,
) -> None:
    meeting = a_meeting(items=2)
    first, second = items_of(meeting)
    mark_all_present(meeting.id)
    made = record_resolution(first.id, Outcome.APPROVED, "มีมติอนุมัติ", 3)
    line, other = (row.id for row in list(meeting.attendance)[1:3])
    scope = room_scope(meeting.id, [first.id])
    recuse(first.id, other, "เป็นญาติ")
    for act, *args in (
        (recuse, first.id, line, "เป็นคู่สัญญา"),
        (recuse, first.id, other, "เป็นผู้ถือหุ้น"),
        (take_part, first.id, other),
        (decide_together, made, second.id),
    ):
        before = read_meeting_snapshot(meeting.id).items
        change = run_undoable(scope, act, *args)
        assert read_meeting_snapshot(meeting.id).items != before, act
        back = revert(change)
        assert read_meeting_snapshot(meeting.id).items == before, act
        revert(revert(back))
        assert read_meeting_snapshot(meeting.id).items == before, act
    change = run_undoable(scope, recuse, first.id, line, "เป็นคู่สัญญา")
    recuse(first.id, line, "เหตุของเขา")
    with refused(Refused, match="มีผู้อื่นแก้รายการนี้"):
        revert(change)
    (withdrew, corrected) = read_meeting_snapshot(meeting.id).items[0].recusals
    assert (withdrew.reason, corrected.reason) == ("เป็นญาติ", "เหตุของเขา")


def test_undo_moves_a_statement_back_with_its_task(store: Path) -> None:
    meeting = a_meeting(items=2)
    here, there = items_of(meeting)
    said = a_statement(item=here)
    assign_task(here.id, TaskDraft("ทำ"), None, said.id)
    before = read_meeting_snapshot(meeting.id).items
    change = run_undoable(
        room_scope(meeting.id, [here.id, there.id]), move_statement_to, said.id, there.id
    )
    assert [len(item.statements) for item in read_meeting_snapshot(meeting.id).items] == [0, 1]
    revert(change)
    assert read_meeting_snapshot(meeting.id).items == before
    remove_item(there.id)
