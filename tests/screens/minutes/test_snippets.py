"""Tab in the room: a snippet and a place are filled in with the values of the meeting."""

from __future__ import annotations

from pathlib import Path

from tests.screens.minutes.room_driver import a_live_room, begun


async def test_tab_expands_a_snippet_with_the_quorum_and_reports_unknown_values(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        await room.type("ๅ\nอ.ป\t")
        assert room.typed == "กรรมการมาประชุม ๘ คน จากกรรมการทั้งหมด ๙ คน ครบองค์ประชุม"
        await room.type(" มี{มา}\t")
        assert room.typed.endswith(" มี๘")
        await room.type(" น.ป\t")
        assert room.typed.endswith("นัดประชุมครั้งต่อไป {ประชุมครั้งหน้า}")
        assert "ยังไม่มีค่าของ {ประชุมครั้งหน้า}" in room.messages
        await room.press("escape")
        assert "๘ คน" in room.texts[-1]


async def test_tab_fills_in_a_snippet_in_the_wording_of_a_resolution(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f4")
        await room.type("3")
        await room.press("ctrl+u")
        await room.type("มีมติอนุมัติ โดยมีกรรมการ {มา}\t คน\n")
        assert [made.text for made in room.made] == ["มีมติอนุมัติ โดยมีกรรมการ ๘ คน"]
        await room.press("f4", "tab", "tab")
        await room.type("2\n")
        assert len(room.made) == 2, "where no snippet was typed, Tab goes from field to field"
