"""The list of tasks while a colleague says of the same tasks what became of them."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from models.meetings.records import close_meeting
from models.minutes.records import AgendaItem
from models.minutes.tasks import (
    ActionItem,
    TaskDraft,
    TaskView,
    assign_task,
    change_task,
    finish_task,
    put_off_task,
    read_task,
    unfinish_task,
)
from screens.dialogs.prompt import PromptDialog
from screens.editing.conflict import ConflictDialog, EitherDialog
from screens.minutes.tasks import TasksScreen
from tests.screens.editing.test_conflict import at_leisure, at_rest
from tests.screens.minutes.room_driver import LiveRoom, a_live_room, begun

__all__ = ["at_leisure"]

TASK = "จัดทำร่างแผน"
THEIRS, LATER = date(2020, 12, 30), date(2027, 12, 31)


def given(meeting_id: int) -> None:
    begun(meeting_id)
    item = AgendaItem.select().where(AgendaItem.meeting == meeting_id).get()
    assign_task(item.id, TaskDraft(TASK, "กองคลัง", THEIRS))


def over(meeting_id: int) -> None:
    given(meeting_id)
    close_meeting(meeting_id, time(16))


def the_task() -> int:
    return int(ActionItem.get(text=TASK).id)


def now(room: LiveRoom, task: int) -> TaskView:
    return room.other(read_task, task)


async def opened(room: LiveRoom) -> int:
    await room.type("w")
    await room.until(lambda: isinstance(room.app.screen, TasksScreen))
    return room.other(the_task)


@pytest.mark.usefixtures("at_leisure")
@pytest.mark.parametrize(("key", "result"), [("2", "ของเขา"), ("3", "ของเขา\nของฉัน")])
async def test_finishing_a_task_twice_does_not_overwrite_the_first_result(
    tmp_path: Path, key: str, result: str
) -> None:
    async with a_live_room(tmp_path, given) as room:
        task = await opened(room)
        await room.press("f4")
        room.other(finish_task, task, date.today(), "ของเขา")
        await room.type("\nของฉัน\n")
        await room.until(lambda: isinstance(room.app.screen, ConflictDialog))
        await at_rest(room)
        await room.press(key)
        assert now(room, task).result == result


@pytest.mark.usefixtures("at_leisure")
async def test_the_conflict_dialog_of_a_date_offers_no_both(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, given) as room:
        task = await opened(room)
        await room.press("f4")
        room.other(finish_task, task, THEIRS, "")
        await room.type("\n\n")
        await room.until(lambda: isinstance(room.app.screen, EitherDialog))
        await at_rest(room)
        await room.press("3")
        assert isinstance(room.app.screen, EitherDialog)
        await room.press("2")
        assert now(room, task).done_on == THEIRS


@pytest.mark.usefixtures("at_leisure")
async def test_two_days_kept_together_in_a_form_are_refused_and_asked_again(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, given) as room:
        task = await opened(room)
        await room.press("enter")
        room.other(change_task, task, TaskDraft(TASK, "กองคลัง", LATER))
        await room.type("\n\n")
        await room.press("ctrl+u")
        await room.type("1/1/70\n")
        await room.until(lambda: isinstance(room.app.screen, ConflictDialog))
        await at_rest(room)
        await room.press("3")
        await room.until(lambda: isinstance(room.app.screen, PromptDialog))
        assert now(room, task).due_on == LATER


async def test_reopening_a_task_shows_a_result_just_stored_by_another_user(tmp_path: Path) -> None:
    def done(meeting_id: int) -> None:
        given(meeting_id)
        finish_task(the_task(), THEIRS, "เดิม")

    async with a_live_room(tmp_path, done) as room:
        task = await opened(room)
        room.other(finish_task, task, THEIRS, "ของเขา")
        await room.press("f4")
        assert "มีผู้อื่นแก้งานนี้ไปก่อนแล้ว" in room.messages
        assert now(room, task).result == "ของเขา"
        assert "ของเขา" in room.screen
        await room.press("f4")
        assert now(room, task).done_on is None
        await room.press("f7")
        assert now(room, task).result == "ของเขา"


@pytest.mark.usefixtures("at_leisure")
async def test_a_task_postponed_by_two_users_opens_the_conflict_dialog(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, over) as room:
        task = await opened(room)
        await room.press("enter")
        room.other(put_off_task, task, LATER)
        await room.press("ctrl+u")
        await room.type("1/1/70\n")
        await room.until(lambda: isinstance(room.app.screen, EitherDialog))
        await at_rest(room)
        await room.press("2")
        assert now(room, task).postponed_to == LATER


async def test_undo_of_a_task_never_overwrites_another_users_text(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, given) as room:
        task = await opened(room)
        await room.press("enter", "end")
        await room.type("ใหม่\n\n\n")
        assert now(room, task).text == f"{TASK}ใหม่"
        room.other(change_task, task, TaskDraft("ของเขา", "กองช่าง", THEIRS))
        await room.press("f7")
        assert "มีผู้อื่นแก้งานนี้หลังจากท่านแล้ว" in room.messages
        assert now(room, task).text == "ของเขา"


async def test_f7_does_not_reopen_a_task_finished_again_by_another_user(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, given) as room:
        task = await opened(room)
        await room.press("f4", "enter", "enter")
        room.other(unfinish_task, task)
        room.other(finish_task, task, date.today(), "ของเขา")
        await room.press("f7")
        assert now(room, task).result == "ของเขา"
