"""The commands that were chosen last stand first in F1, in the next run as well."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from screens import commands
from screens.base.help import commands_matching
from screens.base.recent_commands import FILE_NAME, MOST, RecentCommands
from screens.commands.minutes import ROOM
from tests.conftest import PATIENCE_S
from tests.screens.home.example_app import rows_of
from tests.screens.minutes.room_driver import a_live_room, begun


def wait_for(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def kept(folder: Path) -> dict[str, list[str]]:
    path = folder / FILE_NAME
    found: dict[str, list[str]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


async def test_recent_commands_survive_a_restart_without_typed_text(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f1")
        await room.type("คำย่อ")
        await room.press("enter", "escape")
        state = room.app.workspace.paths.state
        wait_for(lambda: kept(state) == {"room": ["show_snippets"]})
    assert (state / FILE_NAME).stat().st_mode & 0o777 == 0o600
    recent = RecentCommands(state)
    assert recent.of(ROOM) == []
    recent.read()
    assert recent.of(ROOM) == ["show_snippets"]


async def test_recent_commands_are_listed_first_until_text_is_typed(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        room.app.workspace.recent.note(ROOM, "show_tasks")
        await room.press("f1")
        first = rows_of(room.app)[0]
        await room.type("ผู้มา")
        found = rows_of(room.app)[0]
    assert "ข้อสั่งการ" in first
    assert "F2" in found


def test_recent_commands_are_limited_and_merged_from_two_windows(tmp_path: Path) -> None:
    one, other = RecentCommands(tmp_path / "state"), RecentCommands(tmp_path / "state")
    one.note(commands.TASKS, "finish")
    wait_for(lambda: "tasks" in kept(tmp_path / "state"))
    for command in ROOM.commands:
        other.note(ROOM, command.action)
    last = ROOM.commands[-1].name
    wait_for(lambda: last in kept(tmp_path / "state").get("room", []))
    wait_for(lambda: len(kept(tmp_path / "state")["room"]) == MOST)
    assert kept(tmp_path / "state")["tasks"] == ["finish"]
    assert other.of(ROOM)[0] == ROOM.commands[-1].action
    assert len(other.of(ROOM)) == MOST


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1]",
        b'{"room": 1}',
        b'{"room": [1, "quit()", "x"]}',
        b"\xff",
        b"[" * 50_000,
        b" " * 100_000,
    ],
)
def test_a_damaged_file_of_recent_commands_is_ignored_and_replaced(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    recent = RecentCommands(tmp_path)
    recent.read()
    assert recent.of(ROOM) == []
    recent.note(ROOM, "task")
    wait_for(lambda: kept_or_nothing(tmp_path) == {"room": ["task"]})


def kept_or_nothing(folder: Path) -> dict[str, list[str]]:
    try:
        return kept(folder)
    except (ValueError, RecursionError):
        return {}


def test_recent_commands_follow_no_link(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"room": ["task"]}', "utf-8")
    state = tmp_path / "state"
    state.mkdir()
    (state / FILE_NAME).symlink_to(other)
    recent = RecentCommands(state)
    recent.read()
    assert recent.of(ROOM) == []
    recent.note(ROOM, "roll")
    wait_for(lambda: kept(state) == {"room": ["roll"]})
    assert other.read_text("utf-8") == '{"room": ["task"]}'


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("F6", "start_or_close"),
        ("Ctrl+G", "check_here"),
        ("ctrl+เ", "check_here"),
        ("ฟ", "adopt"),
        ("้", "chair"),
        ("ทำซ้ำ", "redo"),
        ("redo", "redo"),
        ("พำกน", "redo"),
        ("8epjv", "show_snippets"),
    ],
)
def test_a_command_is_found_by_words_and_keys_of_either_layout(typed: str, command: str) -> None:
    assert commands_matching(ROOM.commands, typed)[0].id == command
