"""Withholding an agenda item from publication by a key: shown, undone and recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.editing.revisions import Revision
from screens.printing.printing import PrintDialog
from tests.screens.home.example_app import rows_of, screen_text
from tests.screens.minutes.room_driver import a_live_room, begun


@pytest.mark.parametrize("key", ["l", "ส"])
async def test_an_item_is_marked_confidential_by_a_key_and_undone(tmp_path: Path, key: str) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press(key)
        assert room.item.confidential
        assert "ลับ" in screen_text(room.app)
        assert "จะไม่อยู่ในฉบับเผยแพร่" in room.messages
        states = await room.app.workspace.call(
            lambda: [
                each.text for each in Revision.select().where(Revision.field == "confidential")
            ]
        )
        assert states == ["เปิดเผยได้", "ไม่เปิดเผย"]
        await room.press("z")
        assert not room.item.confidential
        await room.press("y")
        assert room.item.confidential
        await room.press(key)
        assert not room.item.confidential
        assert "เปิดเผยได้" in room.messages


async def test_an_item_of_closed_minutes_is_withheld_and_extracted(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, number=1) as room:
        await room.press("l")
        assert room.item.confidential
        await room.press("f8")
        assert isinstance(room.app.screen, PrintDialog)
        assert not [row for row in rows_of(room.app) if "คัดสำเนา" in row]
        await room.press("escape", "l", "home", "f8")
        assert room.item.resolutions
        assert rows_of(room.app)[-1] == "๙ คัดสำเนามติที่ประชุม วาระ ๑"
        await room.press("9", "1")
        (document,) = room.app.workspace.paths.documents.iterdir()
        assert "วาระ 1" in document.name
        assert [each.confidential for each in room.stored.items] == [False] * 4


async def test_an_open_meeting_offers_no_extract(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f8")
        assert [row for row in rows_of(room.app) if "รายงานการประชุม" in row]
        assert not [row for row in rows_of(room.app) if "คัดสำเนา" in row]
