"""The rows below the panes of the meeting room: only those that say something."""

from __future__ import annotations

import re
from pathlib import Path

from screens.widgets.label import ThaiLabel
from tests.screens.minutes.room_driver import LiveRoom, a_live_room, begun

CLOCK = re.compile("[๐-๙]{2}:[๐-๙]{2}")


def rows_below(room: LiveRoom) -> list[str]:
    """The rows from the lower frame of the panes to the keys."""
    rows = room.screen.splitlines()
    frame = max(at for at, row in enumerate(rows) if row.startswith("──"))
    return rows[frame:]


async def test_the_clock_of_the_room_is_in_the_frame_and_takes_no_row(tmp_path: Path) -> None:
    for size in ((80, 24), (120, 40)):
        folder = tmp_path / str(size[0])
        folder.mkdir()
        async with a_live_room(folder, begun, size=size) as room:
            frame, *status = rows_below(room)
            assert CLOCK.search(frame)
            assert len(status) == 2
            assert "องค์ประชุม" in status[0]


async def test_the_row_below_the_roll_appears_with_its_first_text_and_stays(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        # The names of other users are updated at intervals, this text on return to the screen.
        linked = room.here.query_one("#linked", ThaiLabel)
        linked.update("จำแนกองค์ความรู้ ๒๕๖๔")
        await room.until(lambda: "จำแนกองค์ความรู้ ๒๕๖๔" in rows_below(room)[2])
        linked.update("")
        await room.until(lambda: not rows_below(room)[2].strip())
        assert len(rows_below(room)) == 4
