"""An e-meeting on the screens: how it is held, who is online, what is said on a mistake."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from models.meetings.electronic import ElectronicDetails, MeetingForm, Trouble
from models.meetings.notice import read_electronic, set_electronic
from models.meetings.records import Meeting
from screens.dialogs.prompt import PromptDialog
from screens.meetings.meetings import MeetingsScreen
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, screen_text
from tests.screens.minutes.room_driver import a_live_room, begun
from tests.screens.minutes.type_thai import type_thai

WAY = "เปิดกล้อง"


def mixed(meeting_id: int) -> None:
    set_electronic(meeting_id, ElectronicDetails(MeetingForm.MIXED, "Webex", "", WAY))


async def test_the_form_of_a_meeting_is_asked_by_one_key_and_stored(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.type("จ")  # the key 0 under the Thai layout
        assert isinstance(room.app.screen, PromptDialog)
        labels = ("รูปแบบ", "ลิงก์", "แสดงตนโดย", "เก็บบันทึกที่", "เหตุขัดข้อง")
        for words in (*labels, "Enter ตกลง   Esc ยกเลิก"):
            assert words in room.screen
        await room.press("ctrl+u")
        await room.type("๓\nWebex [/]\nhttps://x.example/1\nเปิดกล้อง\nแม่ข่าย\n")
        await room.type("เสียงหาย\n")
        assert "ต้องขึ้นต้นด้วยเวลา" in room.screen
        await room.press("ctrl+u")
        await room.type("๑๔.๐๕-๑๔.๑๐ เสียงหาย\n")
        stored = room.stored.electronic
    assert stored == ElectronicDetails(
        MeetingForm.MIXED,
        "Webex [/]",
        "https://x.example/1",
        WAY,
        "แม่ข่าย",
        (Trouble(time(14, 5), time(14, 10), "เสียงหาย"),),
    )


async def test_marking_a_member_online_takes_two_keys_and_is_undone(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun, mixed) as room:
        await room.press("f2", "f8", "enter")
        entry = room.stored.roll.entries[0]
        assert (entry.is_online, entry.identified_by) == (True, WAY)
        assert f"(ออนไลน์ {WAY})" in room.screen
        assert "ออนไลน์ ๑  องค์ประชุม" in room.screen
        await room.type("น")  # the key O under the Thai layout: in the room after all
        assert room.stored.roll.online == ()
        await room.type("z")
        assert room.stored.roll.entries[0].identified_by == WAY


async def test_marking_online_in_a_meeting_on_site_is_refused_with_the_reason(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f2", "f8")
        assert "ให้กำหนดเป็นแบบผสมก่อน (0 ในห้องประชุม)" in room.messages
        assert room.stored.roll.online == ()


async def test_changing_the_system_keeps_a_link_stored_by_another_user(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, mixed) as room:
        await room.press("0")
        link = "https://theirs.example"
        details = ElectronicDetails(MeetingForm.MIXED, "Webex", link, WAY)
        room.other(set_electronic, room.meeting_id, details)
        await room.press("enter", "ctrl+u")
        await room.type("Zoom\n\n\n\n\n")
        stored = room.stored.electronic
    assert (stored.system, stored.link) == ("Zoom", link)


async def test_the_form_of_a_meeting_is_also_asked_in_the_list_of_meetings(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("f7")
        await at_rest(pilot)
        assert "ประชุมครั้งที่ ๒/๒๕๖๓: ๑ ในห้องประชุม ๒ ออนไลน์ ๓ ผสม" in screen_text(app)
        await pilot.press("ctrl+u")
        await type_thai(pilot, "2\nMeet\nhttps://meet.example\n\n\n\n")
        await at_rest(pilot)
        meeting = await app.workspace.call(lambda: Meeting.get(number=2, year=2563))
        stored = await app.workspace.call(read_electronic, meeting.id)
    assert stored == ElectronicDetails(MeetingForm.ELECTRONIC, "Meet", "https://meet.example")
