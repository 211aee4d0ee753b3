"""What is selected with the mouse in a label is copied as it was written, without row breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.geometry import Offset
from textual.selection import SELECT_ALL, Selection

from screens.minutes.discussion_pane import Block
from screens.widgets.label import WrappedLines, lines
from tests.screens.minutes.room_driver import LiveRoom, a_live_room, begun, say

SAID = "ขอให้ทุกหน่วยงานรวบรวมองค์ความรู้ที่จำเป็นต่อการปฏิบัติงาน จำนวน 12 เรื่อง พร้อมรายชื่อผู้รับผิดชอบ"
SHOWN = WrappedLines(
    (*lines(("ปลัดเทศบาล", "bold"), "  ทดสอบ", indent=1, hanging=3), *lines(SAID, indent=2))
)
TEXT = f"ปลัดเทศบาล  ทดสอบ\n{SAID}"


@pytest.mark.parametrize("width", [20, 33, 80, 200])
def test_the_whole_text_is_selected_as_written_at_every_width(width: int) -> None:
    assert SHOWN.selected_text(SELECT_ALL, width) == TEXT


def test_a_selection_over_rows_is_a_part_of_the_text_that_begins_with_no_mark() -> None:
    rows = [row.plain for row in SHOWN.rows(30)]
    places = [Offset(x, y) for y, row in enumerate(rows) for x in range(0, len(row) + 2, 3)]
    for at, begin in enumerate(places):
        for end in places[at + 1 :: 5]:
            copied = SHOWN.selected_text(Selection(begin, end), 30)
            assert copied in TEXT
            assert not copied.strip() or cell_len(copied.strip()[0]) > 0


async def drag(room: LiveRoom, block: Block, begin: Offset, end: Offset) -> None:
    """Drag the mouse over cells of a block."""
    await room.pilot.mouse_down(block, begin)
    await room.pilot.hover(block, end)
    await room.pilot.mouse_up(block, end)
    await room.rest()


async def test_a_statement_dragged_over_with_the_mouse_is_copied(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, SAID)
        block = room.here.query(Block).last()
        top, bottom = 1, block.size.height - 1
        await drag(room, block, Offset(2, top), Offset(block.size.width, bottom))
        await room.press("ctrl+c")
        await room.until(lambda: "คัดลอกแล้ว" in room.messages)
        assert room.app.clipboard == SAID
