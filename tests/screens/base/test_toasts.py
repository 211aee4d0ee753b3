"""Toasts cut no word, have a sign of their severity and never cover the line being typed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.widgets._toast import Toast

from kmtui.thai.words import break_offsets
from screens.widgets.sanitize import notify_plain
from tests.screens.minutes.room_driver import LiveRoom, a_live_room, begun

LONG = "ข้อความของท่านยังไม่ได้เก็บลงแฟ้มข้อมูล โปรแกรมเก็บไว้ในแฟ้มกู้แล้ว และลองบันทึกใหม่จนกว่าจะสำเร็จ"


def shown(room: LiveRoom) -> list[Toast]:
    return list(room.app.screen.query(Toast))


def is_seen_whole(room: LiveRoom, number: int) -> bool:
    """Whether all rows of the toast with this number are on the screen."""
    texts = (str(each.render()) for each in shown(room))
    rows = next((text.split("\n") for text in texts if f"ข้อที่ {number} " in text), ["?"])
    return all(row in room.screen for row in rows)


def covers_cursor(room: LiveRoom) -> bool:
    """Whether the row of the cursor is under a toast."""
    rack = room.app.screen.query_one("ToastRack").region
    row = Region(0, room.app.cursor_position.y, rack.width, 1)
    return any(each.region.intersection(rack).overlaps(row) for each in shown(room))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_toast_wraps_between_words_and_marks_its_severity(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with a_live_room(tmp_path, size=size) as room:
        notify_plain(room.app, LONG, "warning")
        notify_plain(room.app, "✗ ผิดแล้ว", "error")
        notify_plain(room.app, "เรียบร้อย")
        await room.rest()
        long, wrong, good = [str(each.render()) for each in shown(room)]
        assert (wrong, good) == ("✗ ผิดแล้ว", "เรียบร้อย")
        rows = long.removeprefix("! ").split("\n")
        assert len(rows) > 1
        at = 0
        for row in rows:
            at = LONG.index(row, at)
            assert at in (0, *break_offsets(LONG)), row
        for row in rows:
            assert any(row in line for line in room.screen.splitlines()), f"{row}\n{room.screen}"


async def test_no_toast_covers_the_line_that_is_typed_while_the_text_grows(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        await room.type("ๅ\n")
        for number in range(4):
            notify_plain(room.app, f"ข้อที่ {number} {LONG}", "warning", timeout=60)
        await room.rest()
        rows = set()
        for _ in range(26):
            await room.type("ทดสอบการพิมพ์ข้อความยาว ")
            rows.add(room.app.cursor_position.y)
            assert not covers_cursor(room), room.screen
        assert min(rows) < 12 <= max(rows)
        assert shown(room)


async def test_the_newest_toast_is_fully_visible_after_many_others(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, size=(80, 24)) as room:
        for number in range(1, 6):
            notify_plain(room.app, f"ข้อที่ {number} {LONG}", timeout=60)
            await room.rest()
            await room.until(partial(is_seen_whole, room, number))
