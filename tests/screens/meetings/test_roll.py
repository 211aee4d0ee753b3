"""The roll: few keys, every coming and going stored, and the quorum lamp that follows."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from models.meetings.records import mark, mark_all_present, start_meeting
from models.meetings.roll import AttendanceStatus
from tests.screens.minutes.room_driver import LiveRoom, a_live_room, begun

VACANT = 6


def on_since_midnight(meeting_id: int) -> None:
    """Begin the meeting at midnight, so that leaving now is not before its start."""
    mark_all_present(meeting_id)
    start_meeting(meeting_id, time(0, 0))


async def test_one_key_marks_all_members_present_and_the_vacant_seat_stays_vacant(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path) as room:
        await room.press("f2", "f4")
        assert room.lights == {n: "vacant" if n == VACANT else "present" for n in range(1, 10)}
        assert "มา ๘ จาก ๙ (ว่าง ๑)  องค์ประชุม ✓ ครบ" in room.screen


async def test_marking_a_member_absent_takes_three_keys_and_a_reason(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f2")
        await room.type("ภ")  # the key 4 under the Thai layout
        await room.type(" ติดราชการ\n")
        entry = room.stored.roll.entries[3]
        assert (entry.status, entry.reason) == ("absent", "ติดราชการ")
        assert "มา ๗ จาก ๙" in room.screen
        await room.press("escape")
        assert "มา ๗ จาก ๙" in room.screen


async def test_the_quorum_sign_changes_when_too_few_members_are_present(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f2")
        await room.type("1 \n2 \n3 \n4 \n")
        assert "มา ๔ จาก ๙" in room.screen
        assert "✗ ไม่ครบ ต้องการ ๕" in room.screen
        await room.press("space")
        assert "✓ ครบ" in room.screen
        assert room.stored.roll.has_quorum


async def test_a_substitute_is_recorded_and_removed(tmp_path: Path) -> None:
    async with a_live_room(tmp_path) as room:
        await room.press("f2")
        await room.type("/ห")  # the keys 2 and S under the Thai layout
        await room.type("นายแทน มาแล้ว\nนักวิชาการ\n")
        entry = room.stored.roll.entries[1]
        assert (entry.substitute_name, entry.status) == ("นายแทน มาแล้ว", "present")
        assert "นายแทน มาแล้ว (แทน" in room.screen
        await room.press("f3", "ctrl+u", "enter", "enter")
        assert room.stored.roll.entries[1].substitute_name == ""


async def test_stamping_late_left_and_back_changes_the_number_present(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, on_since_midnight) as room:
        await room.press("f2")
        await room.type("1")
        for key, count in (("f6", "มา ๗"), ("l", "มา ๘"), ("ส", "มา ๗")):
            if len(key) > 1:
                await room.press(key)
            else:
                await room.type(key)
            assert f"{count} จาก ๙" in room.screen
        assert room.stored.roll.entries[0].has_left
        await room.type("2 \n")
        await room.press("f6")
        assert room.stored.roll.entries[1].arrived_at is not None


async def test_marking_a_vacant_seat_on_the_roll_screen_is_refused(tmp_path: Path) -> None:
    async with a_live_room(tmp_path) as room:
        await room.press("f2")
        await room.type("ุ")  # the key 6 under the Thai layout
        await room.press("space", "f3", "f6", "enter")
        assert room.messages.count("ตำแหน่งนี้ว่าง") == 4
        assert room.lights[VACANT] == "vacant"


async def test_guests_are_added_corrected_marked_left_and_removed_by_keys(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, on_since_midnight) as room:
        await room.press("f2", "f5")
        await room.type("\n")
        assert "ช่องนี้ยังว่าง" in room.screen
        await room.type("นายวิทยากร\nวิทยากร\n")
        assert [guest.name for guest in room.stored.roll.guests] == ["นายวิทยากร"]
        await room.press("end", "enter")
        await room.type("นางวิทยากร\n\n")
        assert [guest.name for guest in room.stored.roll.guests] == ["นางวิทยากร"]
        await room.press("f6")
        assert room.stored.roll.guests[0].has_left
        await room.press("enter", "ctrl+u", "enter", "enter")
        assert room.stored.roll.guests == ()


async def test_marks_of_another_user_appear_on_the_roll(tmp_path: Path) -> None:
    async with a_live_room(tmp_path) as room:
        await room.press("f2")
        room.other(mark_all_present, room.meeting_id)
        await room.until(lambda: "มา ๘ จาก ๙" in room.screen)


async def test_marking_the_roll_of_a_closed_meeting_is_refused_with_a_message(
    tmp_path: Path,
) -> None:
    async def each_key(room: LiveRoom) -> None:
        for key in ("space", "enter", "f3", "f4", "f5", "f6"):
            await room.press(key)

    async with a_live_room(tmp_path, number=1) as room:
        await room.press("f2")
        before = room.stored
        await each_key(room)
        assert room.messages.count("เลิกแล้ว") == 6
        assert room.stored == before


async def test_arrival_and_leaving_times_are_corrected_and_cleared(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, on_since_midnight) as room:
        await room.press("f2", "f6")
        await room.type("ะ")  # the key T under the Thai layout
        await room.type("ๅภใๅถ\nๅถใ-จ\n\n")  # the keys 14.15 and 15.30
        entry = room.stored.roll.entries[0]
        assert (entry.arrived_at, entry.left_at) == (time(14, 15), time(15, 30))
        await room.press("f7")
        await room.type("16.00\n\n\n")
        assert "อยู่ก่อนเวลามา" in room.screen
        await room.press("ctrl+u", "enter", "ctrl+u", "enter")
        await room.type("15.00-15.20\n")
        entry = room.stored.roll.entries[0]
        assert (entry.arrived_at, entry.left_at) == (None, None)
        assert entry.away == ((time(15), time(15, 20)),)
        assert "ออก ๑๕.๐๐ น. กลับ ๑๕.๒๐ น." in room.screen


async def test_marks_on_the_roll_are_undone_one_by_one(tmp_path: Path) -> None:
    async with a_live_room(tmp_path) as room:
        before = room.lights
        await room.press("f2", "f4")
        everybody = room.lights
        await room.type("2 ")  # the second line has not come after all; the reason is asked
        await room.type("ลาป่วย\n")
        assert room.lights[2] == "absent"
        await room.type("ผผ")  # the key Z under the Thai layout
        assert room.lights == everybody
        await room.type("z")
        assert room.lights == before
        await room.type("z")
        assert "ไม่มีสิ่งที่จะเลิกทำ" in room.messages


async def test_redo_on_the_roll_works_until_another_mark(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path) as room:
        await room.press("f2", "f4")
        everybody = room.lights
        await room.type("2 ")
        await room.type("ลาป่วย\n")
        absent = room.lights
        await room.type("zz")  # the mark, and its reason
        assert room.lights == everybody
        await room.type("ัy")  # the first one is the key Y under the Thai layout
        assert room.lights == absent
        assert room.stored.roll.entries[1].reason == "ลาป่วย"
        await room.type("y")
        assert room.messages.count("ไม่มีสิ่งที่จะทำซ้ำ") == 1
        await room.type("z1 ")
        await room.type("ลากิจ\n")
        await room.type("y")
        assert room.messages.count("ไม่มีสิ่งที่จะทำซ้ำ") == 2


async def test_undo_of_a_mark_changed_by_another_user_is_refused(tmp_path: Path) -> None:
    async with a_live_room(tmp_path) as room:
        line = room.stored.roll.entries[0].attendance_id
        await room.press("f2", "f4")
        room.other(mark, line, AttendanceStatus.ABSENT, "ของเขา")
        await room.type("z")
        assert room.messages.count("มีผู้แก้บรรทัดนี้") == 1
        assert (room.lights[1], room.lights[2]) == ("absent", "present")
