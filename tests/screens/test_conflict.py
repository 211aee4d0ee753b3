"""Two people in one meeting: what the other does appears, and no text is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.minutes import (
    Outcome,
    add_statement,
    record_resolution,
    remove_statement,
    save_statement,
)
from models.presence import be_present, leave
from models.recovery import new_session
from models.talk import move_statement
from screens.conflict import ConflictDialog
from tests.screens.live_room import LiveRoom, a_live_room, begun, say

MINE, THEIRS = "เดิม ของฉัน", "ของคนอื่น"


async def both_edited(room: LiveRoom) -> None:
    """One statement that both have changed; the dialog stands on the screen."""
    await say(room, "เดิม")
    said = room.said[0]
    await room.press("enter")
    await room.type(" ของฉัน")
    room.other(save_statement, said.id, said.version, THEIRS, "อีกคน")
    await room.press("escape")
    assert isinstance(room.app.screen, ConflictDialog)
    assert MINE in room.screen
    assert THEIRS in room.screen


@pytest.mark.parametrize(
    ("key", "kept"), [("1", MINE), ("ๅ", MINE), ("2", THEIRS), ("-", f"{THEIRS}\n{MINE}")]
)
async def test_one_key_says_which_text_is_kept(tmp_path: Path, key: str, kept: str) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await both_edited(room)
        await room.type(key)
        assert room.texts == [kept]
        assert kept.splitlines()[-1] in room.screen


async def test_escape_decides_later_and_enter_asks_again(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await both_edited(room)
        await room.press("escape")
        assert room.texts == [THEIRS]
        assert "ฉบับร่าง" in room.told
        await room.press("home", "enter")
        assert isinstance(room.app.screen, ConflictDialog)
        await room.type("1")
        assert room.texts == [MINE]


async def test_a_statement_that_somebody_removed_while_it_was_typed_comes_back(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, "เดิม")
        await room.press("enter")
        await room.type(" ของฉัน")
        room.other(remove_statement, room.said[0].id)
        await room.press("escape")
        assert room.texts == [MINE]
        assert "มีผู้อื่นลบคำพูดนี้" in room.told


async def test_what_another_person_does_appears_and_my_typing_stands_still(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, "หนึ่ง", "สอง")
        first, _ = room.said
        item_id = room.item.id
        await room.press("enter")
        await room.type(" พิมพ์อยู่")
        await room.press("left", "left")
        area = room.here.talk.editor.area
        before = area.cursor_location
        room.other(record_resolution, item_id, Outcome.NOTED, "รับทราบจากอีกคน", 8, "อีกคน")
        room.other(add_statement, item_id, None, "เพิ่มจากอีกคน", "อีกคน")
        room.other(save_statement, first.id, first.version, "หนึ่งแก้แล้ว", "อีกคน")
        await room.until(lambda: "เพิ่มจากอีกคน" in room.screen)
        room.other(move_statement, first.id, 1)
        await room.until(lambda: room.screen.index("พิมพ์อยู่") < room.screen.index("หนึ่งแก้แล้ว"))
        rows = room.screen
        assert rows.index("พิมพ์อยู่") < rows.index("เพิ่มจากอีกคน") < rows.index("รับทราบจากอีกคน")
        assert (area.text, area.cursor_location) == ("สอง พิมพ์อยู่", before)
        assert room.here.focused is area
        await room.press("escape")
        assert room.texts == ["สอง พิมพ์อยู่", "หนึ่งแก้แล้ว", "เพิ่มจากอีกคน"]


async def test_who_else_is_here_is_shown_and_where(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        session = new_session()
        third = room.stored.items[2]
        room.other(be_present, session, "น้ำฝน", room.meeting_id, third.id)
        await room.until(lambda: "น้ำฝน กำลังดูวาระ ๓" in room.screen)
        room.other(be_present, session, "น้ำฝน", room.meeting_id, third.id, 1)
        await room.until(lambda: "น้ำฝน กำลังพิมพ์ในวาระ ๓" in room.screen)
        room.other(leave, session)
        await room.until(lambda: "น้ำฝน" not in room.screen)
