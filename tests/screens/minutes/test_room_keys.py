"""The keys of the room: each command is bound once, independent of the focus."""

from __future__ import annotations

from pathlib import Path

from textual.binding import Binding

from screens.commands.minutes import ROOM
from screens.minutes.agenda_pane import AgendaPane
from screens.minutes.discussion_pane import DiscussionPane
from screens.minutes.meeting_panes import MeetingPanes
from screens.minutes.room import RoomScreen
from tests.screens.minutes.room_driver import LiveRoom, a_live_room, begun, say

A, B, C = "ก้าวแรก", "ก้าวสอง", "ก้าวสาม"
OWNERS = (RoomScreen, MeetingPanes, AgendaPane, DiscussionPane)


async def choose_in_help(room: LiveRoom, command_id: str) -> None:
    """Open the help and run a command from there."""
    [label] = [command.label for command in ROOM.commands if command.id == command_id]
    await room.press("f1")
    await room.type(f"{label}\n")


def test_every_command_of_the_room_is_bound_where_it_can_be_done() -> None:
    bound = {
        binding.action: owner
        for owner in OWNERS
        for binding in owner.BINDINGS
        if isinstance(binding, Binding)
    }
    missing = [
        command.id
        for command in ROOM.commands
        if command.action not in bound or not hasattr(bound[command.action], f"action_{command.id}")
    ]
    assert missing == []


async def test_a_key_bound_in_both_panes_acts_on_the_focused_pane(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, A, B, C)
        items = [item.title for item in room.stored.items]
        await room.press("end", "u")
        assert room.texts == [A, C, B]
        assert [item.title for item in room.stored.items] == items
        await room.press("space")
        assert not room.item.nothing_said
        await room.press("n", "escape")
        await room.press("f3", "d")
        assert [item.title for item in room.stored.items] == [items[1], items[0], *items[2:]]
        assert room.texts == [A, C, B]
        await room.press("m")
        assert "เลือกคำพูดก่อน" in room.messages


async def test_undo_from_the_help_while_typing_reverts_the_operation_and_no_letter(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, A, B, C)
        await room.press("end", "delete", "home", "enter")
        await room.type(" และเพิ่ม")
        await choose_in_help(room, "undo")
        assert room.texts == [f"{A} และเพิ่ม", B, C]


async def test_a_command_of_the_other_pane_chosen_in_the_help_does_nothing(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, A, B)
        await room.press("home")
        await choose_in_help(room, "nothing")
        assert not room.item.nothing_said
        await choose_in_help(room, "join")
        assert room.texts == [f"{A}\n{B}"]
