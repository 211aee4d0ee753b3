"""By keys: who chairs, tasks from beginning to end, votes withdrawn, the agenda undone, closing."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from models.meetings.records import (
    Meeting,
    close_meeting,
    mark,
    mark_all_present,
    roll_of,
    start_meeting,
)
from models.meetings.roll import AttendanceStatus
from models.minutes.records import Outcome, record_resolution
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.tasks import TaskDraft, all_tasks, assign_task
from models.minutes.vote_counts import Votes
from screens.meetings.reconciliation import ReconciliationScreen
from screens.meetings.roll import RollScreen
from screens.minutes.tasks import TasksScreen
from screens.office.snippets import SnippetsScreen
from tests.builders import by
from tests.screens.home.example_app import rows_of
from tests.screens.minutes.room_driver import LiveRoom, a_live_room, begun, say


def without_the_chair(meeting_id: int) -> None:
    mark_all_present(meeting_id)
    mark(
        roll_of(Meeting.get_by_id(meeting_id)).entries[0].attendance_id,
        AttendanceStatus.ABSENT,
        "ลาป่วย",
    )


def decided(meeting_id: int) -> None:
    """A resolution of eight members, with a task, under the first item."""
    begun(meeting_id)
    item = read_meeting_snapshot(meeting_id).items[0]
    made = by("อีกคน", record_resolution, item.id, Outcome.APPROVED, "มีมติอนุมัติ", 8)
    assign_task(item.id, TaskDraft("จัดทำร่าง", "กองคลัง", date(2020, 12, 30)), made)


async def to_the_resolution(room: LiveRoom) -> None:
    """Stand on the resolution of the first item."""
    await room.press("home", "tab", "end")


async def test_starting_without_the_chair_asks_for_the_presiding_member(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, without_the_chair) as room:
        await room.press("f6")
        assert "ไม่มาประชุม ผู้ใดเป็นประธานในที่ประชุม" in room.screen
        await room.press("enter", "enter")
        chair = room.stored.roll.stands_in
        assert chair is not None
        assert (chair.number, chair.chair_reason) == (2, "ลาป่วย")
        assert f"ประธานในที่ประชุม {chair.name}" in room.screen


async def test_the_presiding_member_is_recorded_and_reset_to_the_chair(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.type("้")  # the key H under the Thai layout
        await room.press("down", "enter")
        await room.type("ประธานติดประชุมอำเภอ\n")
        chair = room.stored.roll.stands_in
        assert chair is not None
        assert (chair.number, chair.chair_reason) == (3, "ประธานติดประชุมอำเภอ")
        await room.type("h")
        await room.press("pagedown", "pagedown", "enter")
        assert room.stored.roll.stands_in is None


async def test_a_task_is_given_with_thai_digit_keys_changed_finished_and_removed(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("home", "f9")
        await room.type("จัดทำร่าง\nกองคลัง\n-จฝๅ/ฝุ-\n")  # the keys 30/12/63
        (task,) = room.item.tasks
        assert (task.assignee, task.due_on) == ("กองคลัง", date(2020, 12, 30))
        await room.type("ไ")  # the key W under the Thai layout
        assert isinstance(room.app.screen, TasksScreen)
        assert "✗ เกินกำหนด" in rows_of(room.app)[0]
        await room.press("enter", "end")
        await room.type("แผน\n\n\n")
        assert room.item.tasks[0].text == "จัดทำร่างแผน"
        await room.press("f4")
        await room.type("\nส่งแล้ว\n")
        assert room.item.tasks[0].result == "ส่งแล้ว"
        assert "✓ เสร็จแล้ว" in rows_of(room.app)[0]
        await room.press("f7")
        assert room.item.tasks[0].done_on is None
        await room.press("f9")
        assert [task.text for task in room.item.tasks] == []
        await room.press("f7", "f7")
        assert room.item.tasks[0].text == "จัดทำร่าง"
        await room.press("f3")
        assert room.app.screen_stack[-1] is room.here


async def test_tasks_of_all_meetings_are_narrowed_by_typing_their_state(tmp_path: Path) -> None:
    def due_later(meeting_id: int) -> None:
        item = read_meeting_snapshot(meeting_id).items[1]
        assign_task(item.id, TaskDraft("จัดทำร่าง", "กองช่าง", date(2099, 1, 1)))

    async with a_live_room(tmp_path, decided, due_later) as room:
        room.app.push_screen(TasksScreen())
        await room.rest()
        count = len(room.other(all_tasks))
        assert len(rows_of(room.app)) == count > 1
        await room.type("เกินกำหนด จัดทำร่าง")
        assert len(rows_of(room.app)) == 1
        await room.type(" ไม่มีคำนี้")
        assert rows_of(room.app) == []


def over_with_a_task(meeting_id: int) -> None:
    decided(meeting_id)
    close_meeting(meeting_id, time(16))


async def test_a_task_of_a_closed_meeting_is_not_removed_but_postponed_and_finished(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, over_with_a_task) as room:
        before = room.stored.items[0].resolutions[0].tasks[0].sentence
        await room.type("w")
        await room.press("f9")
        assert "ลบงานไม่ได้" in room.messages
        await room.press("enter", "ctrl+u")
        await room.type("31/12/70\n")
        task = room.stored.items[0].resolutions[0].tasks[0]
        assert (task.falls_due_on, task.sentence) == (date(2027, 12, 31), before)
        await room.press("f7")
        assert room.stored.items[0].resolutions[0].tasks[0].postponed_to is None
        await room.press("f4")
        await room.type("22/9/63\n\n")
        assert "อยู่ก่อนวันที่มอบหมาย" in room.screen
        await room.press("escape", "tab", "enter", "f4", "enter", "enter")
        assert room.stored.items[0].resolutions[0].tasks[0].done_on == date.today()


async def test_votes_and_dissents_are_withdrawn_and_restored_by_undo(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, decided) as room:
        await to_the_resolution(room)
        await room.type("อ/")  # V and 2 under the Thai layout
        await room.type("\n".join("ถ-จ") + "\n\n")  # 5, 3 and 0
        assert room.made[0].votes == Votes(5, 3, 0)
        await room.type("อ-")
        await room.type("/\nงบไม่พอ\n")
        assert room.made[0].dissents[0].reason == "งบไม่พอ"
        await room.type("v")
        assert "บันทึกแล้ว เห็นชอบ ๕ เสียง" in room.screen
        await room.type("5")
        assert room.made[0].dissents == ()
        await room.type("v4")
        assert room.made[0].votes is None
        await room.type("zz")
        assert room.made[0].votes == Votes(5, 3, 0)
        assert len(room.made[0].dissents) == 1


async def test_moving_a_statement_to_another_item_is_undone(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("home")
        await say(room, "ควรอยู่วาระอื่น")
        await room.press("end")
        await room.type("ท")  # the key M under the Thai layout
        await room.type("สืบเนื่อง\n")
        assert room.texts == ["ควรอยู่วาระอื่น"]
        assert room.item.title == "เรื่องสืบเนื่อง"
        await room.type("z")
        assert room.texts == []
        assert len(room.stored.items[0].statements) == 1


async def test_moving_nesting_and_renaming_agenda_items_is_undone_and_redone(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        states = [room.stored.items]
        await room.press("end")
        for keys in (["u"], ["n"], ["e", "ใหม่\n"], [" "]):
            for each in keys:
                await room.type(each)
            states.append(room.stored.items)
            assert states[-1] != states[-2], keys
        for state in reversed(states[:-1]):
            await room.type("z")
            assert room.stored.items == state
        for state in states[1:]:
            await room.type("y")
            assert room.stored.items == state


async def test_the_closing_dialog_scrolls_and_opens_the_missing_part(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, decided) as room:
        await room.press("f6")
        assert "เลิกประชุมเวลา" in room.screen
        await room.press("up")
        assert "✗ ระเบียบวาระ" in room.screen
        await room.press("enter")
        assert room.stored.state == "open"
        assert room.item.id == room.stored.items[-1].id
        await room.press("f6", "pagedown", "pagedown", "tab")
        await room.type("\n23.59\n")
        assert room.stored.state == "closed"


def on_without_a_roll(meeting_id: int) -> None:
    start_meeting(meeting_id, time(0))


async def test_an_unmarked_seat_found_at_closing_is_marked_on_the_roll(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, on_without_a_roll) as room:
        await room.press("f6", "down", "down", "enter")
        assert isinstance(room.app.screen, RollScreen)
        await room.press("space", "escape")
        assert room.lights[2] == "present"


async def test_keys_of_the_room_open_reconciliation_and_snippets(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.type("น")  # the key O under the Thai layout
        assert isinstance(room.app.screen, ReconciliationScreen)
        await room.press("escape")
        await room.type("s")
        assert isinstance(room.app.screen, SnippetsScreen)
        await room.press("f5")
        await room.type("ท.ด\nทดสอบคำย่อ\n")
        await room.press("f4")
        await room.type("ว่าท.ด")
        assert "ว่าทดสอบคำย่อ" in room.screen
        await room.press("escape")
        await room.type("ท.ด")
        await room.press("enter", "tab", "end")
        await room.type("แล้ว\n")
        await room.press("escape", "escape", "f5")
        await room.type("ๅ\nท.ด")
        await room.press("tab")
        assert room.typed == "ทดสอบคำย่อแล้ว"


async def test_a_snippet_is_deleted_and_restored_by_undo(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.type("s")
        await room.type("ม.ห")
        await room.press("f9")
        assert rows_of(room.app) == []
        await room.press("f7")
        assert "ที่ประชุมมีมติเห็นชอบ" in rows_of(room.app)[0]
