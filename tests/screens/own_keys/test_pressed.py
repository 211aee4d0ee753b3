"""The chosen keys are pressed, under both layouts, and every place shows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.containers import Vertical

from screens.base.help import HelpScreen
from screens.own_keys.chosen import OwnKeys, use_own_keys
from screens.own_keys.reading import read_own_keys
from screens.widgets.text_area import ThaiTextArea
from tests.screens.home.example_app import rows_of
from tests.screens.minutes.room_driver import a_live_room, begun

KEYS = """
[everywhere]
search_all = "F11"
paragraph = "F12"
redraw = []
[room]
roll = ["ิ", "Ctrl+L"]
undo = "g"
task = []
help = ["F2", "F1"]
"""


@pytest.fixture
def chosen(tmp_path: Path) -> Iterator[None]:
    path = tmp_path / "keys.toml"
    path.write_text(KEYS, "utf-8")
    own = read_own_keys(path)
    assert own.problems == ()
    use_own_keys(own)
    yield
    use_own_keys(OwnKeys())


@pytest.mark.usefixtures("chosen")
async def test_the_meeting_room_works_with_own_keys_and_shows_them(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun, size=(120, 40)) as room:
        last = room.screen.splitlines()[-1]
        assert "Ctrl+L ผู้มา" in last or "B ผู้มา" in last
        assert "F9" not in last
        # The usual key of the roll is another command's now.
        await room.press("f2")
        assert isinstance(room.app.screen, HelpScreen)
        assert "มอบหมาย" in room.screen
        await room.type("ctrl+l")
        assert rows_of(room.app)[0].startswith("B / Ctrl+L")
        await room.press("f2")
        assert not isinstance(room.app.screen, HelpScreen)
        for key in ("ิ", "b"):
            room.app.screen.set_focus(room.here.query_one("DiscussionPane *"))
            await room.type(key)
            assert "ผู้มาประชุม คณะกรรมการ" in room.screen
            await room.press("escape")
        # No letter that is typed into a text is a command.
        await room.press("f5")
        await room.type("ๅ\nพิมพ์bทดสอบ g\n")
        await room.press("escape")
        assert any("ทดสอบ g" in text for text in room.texts)
        before = room.texts
        await room.press("delete")
        assert room.texts != before
        assert "กด G เพื่อคืน" in room.messages
        for key in ("z", "g"):
            await room.type(key)
            await room.press("escape") if key == "z" else None
        assert room.texts == before
        await room.press("f4")
        frame = room.app.screen.query_one(Vertical)
        assert "F12 ย่อหน้าใหม่" in str(frame.border_subtitle)
        await room.type("/")
        text = room.app.screen.query_one(ThaiTextArea)
        before_key = text.text
        await room.press("f7")
        assert text.text == before_key
        await room.press("f12")
        assert text.text.count("\n") == before_key.count("\n") + 1
        await room.press("escape")
        await room.press("f11")
        assert "ค้นหา" in room.screen.splitlines()[0]
