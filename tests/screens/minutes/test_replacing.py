"""Find and replace in the room: places shown, one left out, one undo for all."""

from __future__ import annotations

from pathlib import Path

from screens.editing.places import PlacesDialog
from tests.screens.minutes.room_driver import a_live_room, begun, say


async def test_replacing_all_but_one_occurrence_is_undone_in_one_step(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, "เครื่องข่ายหนึ่ง [/]", "เครื่องข่ายสอง", "เครื่องข่ายสาม")
        before = room.texts
        await room.type("ๆ")  # the key Q under the Thai layout
        await room.type("เครื่องข่าย\nเครือข่าย\n")
        assert isinstance(room.app.screen, PlacesDialog)
        assert "แทนที่ ๓ จาก ๓ แห่ง" in room.screen
        await room.press("down", "space")
        assert "แทนที่ ๒ จาก ๓ แห่ง" in room.screen
        await room.press("enter")
        assert room.texts == ["เครือข่ายหนึ่ง [/]", "เครื่องข่ายสอง", "เครือข่ายสาม"]
        assert "แทนที่แล้ว ๒ แห่ง" in room.messages
        await room.type("z")
        assert room.texts == before
        await room.type("q")
        await room.type("ไม่มีเลย\n\n")
        assert "ไม่พบ “ไม่มีเลย”" in room.messages
