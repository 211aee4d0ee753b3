"""The life of a meeting by keys: start, close, check, adopt, correct, reopen; and faults."""

from __future__ import annotations

import sqlite3
from datetime import date, time
from pathlib import Path

import pytest

from kmtui.thai.keys import to_kedmanee
from models.meetings.events import EventKind
from models.meetings.records import close_meeting, find_meeting, mark_all_present, start_meeting
from models.minutes.records import Outcome, record_resolution
from models.minutes.snapshot import MeetingSnapshot, read_meeting_snapshot
from tests.builders import by
from tests.screens.minutes.room_driver import a_live_room, begun, say


def over(meeting_id: int) -> None:
    mark_all_present(meeting_id)
    start_meeting(meeting_id, time(13, 30))
    close_meeting(meeting_id, time(15, 0))


def with_a_resolution(meeting_id: int) -> None:
    begun(meeting_id)
    item = read_meeting_snapshot(meeting_id).items[3]
    by("อีกคน", record_resolution, item.id, Outcome.ENDORSED, "มีมติเห็นชอบแผน", 8)


async def test_f6_starts_the_meeting_before_the_roll_is_marked(tmp_path: Path) -> None:
    async with a_live_room(tmp_path) as room:
        await room.press("f6")
        assert room.stored.state == "open"
        assert "● กำลังประชุม" in room.screen


async def test_the_closing_dialog_lists_resolutions_and_gaps_and_stores_the_times(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, with_a_resolution, size=(80, 40)) as room:
        await room.press("f6")
        assert "มีมติเห็นชอบแผน" in room.screen
        assert "✗ ระเบียบวาระที่ ๑ ไม่มีข้อความ" in room.screen
        await room.press("escape")
        assert room.stored.state == "open"
        await room.press("f6")
        await room.type("13.35\n15.10\n")
        stored = room.stored
        assert (stored.state, stored.opened_at, stored.closed_at) == (
            "closed",
            time(13, 35),
            time(15, 10),
        )


async def test_an_end_before_the_start_is_refused_and_the_meeting_stays_open(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f6")
        await room.type("13.30\n12.00\n")
        assert "ก่อนเวลาเริ่มประชุม" in room.messages
        assert room.stored.state == "open"


async def test_times_are_corrected_while_open_and_after_the_end(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.type("t")
        await room.type("14.00\n")
        assert room.stored.opened_at == time(14, 0)
        await room.press("f6")
        await room.type("\n15.00\n")
        await room.type("ะ")  # the key T under the Thai layout
        await room.type("14.05\n13.00\n")
        assert "ก่อนเวลาเริ่มประชุม" in room.screen
        await room.type("\n15.30\n")
        assert (room.stored.opened_at, room.stored.closed_at) == (time(14, 5), time(15, 30))


async def test_every_editing_key_in_a_closed_meeting_shows_a_message_and_stores_nothing(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, number=1) as room:
        before = room.stored
        in_agenda = ("f4", "f5", "f6", "f9", "space", "delete", "n", "p", "u")
        for count, key in enumerate(in_agenda, 1):
            await room.press("home", key)
            assert room.messages.count("เลิกแล้ว") == count, key
        await room.press("f3")
        await room.press("tab", "end")
        for key in ("enter", "delete", "i", "u", "d", "j", "e", "z", "y"):
            await room.press(key)
            assert "เลิกแล้ว" in room.messages.splitlines()[-1], key
        assert room.stored == before


async def test_minutes_are_checked_adopted_with_corrections_and_corrected_again(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, number=1) as room:
        await room.type("ฟ")  # the key A under the Thai layout
        await room.press("enter")  # a slip: it stands on the harmless answer
        assert room.stored.state == "closed"
        await room.type("ฟ")
        await room.press("left", "enter")
        assert room.stored.state == "checked"
        await room.type("a")
        await room.type("21 ธ.ค. 63\n\nแก้คำผิดหน้า ๒; แก้ชื่อ\n\n")
        assert "ไม่พบการประชุม" in room.screen
        assert "แก้คำผิดหน้า ๒" in room.screen
        await room.type("22 ธ.ค. 63\n\n\n\n")
        adoption = room.stored.adoption
        assert adoption is not None
        assert adoption.by_label == "๒/๒๕๖๓"
        assert adoption.corrections == ("แก้คำผิดหน้า ๒", "แก้ชื่อ")
        assert "รับรองแล้ว" in room.screen
        await room.type("a")
        await room.type("แก้อีกแห่ง\n")
        adoption = room.stored.adoption
        assert adoption is not None
        assert adoption.corrections[-1] == "แก้อีกแห่ง"


async def test_reopening_a_meeting_needs_a_reason_and_is_logged(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, over) as room:
        await room.type("r\n")
        assert room.stored.state == "closed"
        await room.type("ลืมมติ\n")
        assert room.stored.state == "open"
        traces = [(event.what, event.note) for event in room.stored.events]
        assert traces[-1] == (EventKind.REOPENED, "ลืมมติ")
        await room.press("f6")
        await room.type("\n\n")
        assert room.stored.closed_at == time(15, 0)


async def test_adopting_or_reopening_an_open_meeting_is_refused(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("a", "r")
        assert "ยังไม่เลิกประชุม" in room.messages
        assert "ยังไม่เลิก แก้ไขได้" in room.messages
        assert room.stored.state == "open"


async def test_a_locked_store_shows_a_banner_until_the_typed_text_is_stored(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, "ก่อนล็อก")
        assert "บันทึกแล้ว" in room.screen
        lock = sqlite3.connect(room.app.workspace.paths.database, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        try:
            await room.pilot.press("enter")
            for letter in " ระหว่าง":
                await room.pilot.press(letter)
            await room.until(lambda: "✗ โปรแกรมอื่นกำลังใช้" in room.screen)
            assert "บันทึกแล้ว" not in room.screen
        finally:
            lock.execute("ROLLBACK")
            lock.close()
        await room.until(lambda: not room.here.query_one("#banner").display)
        await room.press("escape")
        assert "บันทึกแล้ว" in room.screen
        assert room.texts == [room.here.talk.blocks[0].view.text]


@pytest.mark.parametrize(
    ("day", "way", "sentence"),
    [
        ("22 ก.ย. 63", "2", "ในการประชุมครั้งเดียวกัน"),
        ("1 ต.ค. 63", "3", "โดยการแจ้งเวียน"),
        ("22 ธ.ค. 63", "1", "ที่ประชุมครั้งที่ ๒/๒๕๖๓"),
    ],
)
async def test_minutes_are_adopted_in_three_ways_each_with_its_corrections(
    tmp_path: Path, day: str, way: str, sentence: str
) -> None:
    async with a_live_room(tmp_path, number=1) as room:
        await room.type("a")
        await room.press("left", "enter")
        await room.type("a")
        confirmed = "๑-๕,๗-๙" if way == "3" else ""  # who confirmed the circulated minutes
        await room.type(f"{day}\n{to_kedmanee(way)}\nแก้คำผิด\n{confirmed}\n")
        adoption = room.stored.adoption
        assert adoption is not None
        assert sentence in adoption.sentence
        assert adoption.corrections == ("แก้คำผิด",)


async def test_a_meeting_without_quorum_is_called_again_and_a_third_is_enough(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path) as room:
        await room.type("แ")  # the key C under the Thai layout
        await room.type("25 ธ.ค. 63\n\n\n")
        again = room.other(_called_again)
        assert (again.roll.quorum_needed, again.held_on) == (3, date(2020, 12, 25))
        assert [item.title for item in again.items] == [item.title for item in room.stored.items]


def _called_again() -> MeetingSnapshot:
    return read_meeting_snapshot(find_meeting(3, 2563).id)
