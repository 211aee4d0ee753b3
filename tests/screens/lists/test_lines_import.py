"""Lists pasted as lines: members, an agenda, knowledge; shown first, then stored at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, time
from pathlib import Path

from textual import events

from models.committees.operations import add_committee
from models.committees.orders import draft_order
from models.committees.views import read_order
from models.knowledge.records import KnowledgeItem
from models.meetings.records import plan_meeting
from models.minutes.snapshot import read_meeting_snapshot
from models.office.locations import InKnowledge, InMeeting, InOrder
from models.storage.store import close_store, open_store
from screens.base.screen import KmScreen
from screens.lists.lines_import import LinesImportScreen
from screens.navigation.destinations import Destination
from tests.builders import a_new_store
from tests.other_office import OUTSIDERS, make_other_office
from tests.screens.home.example_app import a_new_office
from tests.screens.minutes.room_driver import ListeningApp, LiveRoom

COMMITTEE = "คณะทำงานจดหมายเหตุ"


@asynccontextmanager
async def the_office(folder: Path) -> AsyncIterator[tuple[LiveRoom, int]]:
    """The other office in the real program, with a draft order and a planned meeting."""
    workspace = a_new_office(folder)
    workspace.paths.home.mkdir()
    a_new_store(workspace.paths.database)
    close_store()
    open_store(workspace.paths.database)
    office = make_other_office()
    order_id = draft_order("แต่งตั้งคณะทำงาน")
    add_committee(order_id, COMMITTEE)
    meeting_id = plan_meeting(office.committee_id, date(2099, 12, 14), time(9), "ห้องประชุม")
    close_store()
    app = ListeningApp(workspace)
    try:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            live = LiveRoom(app, pilot, meeting_id)
            await live.rest()
            yield live, order_id
    finally:
        app.workspace.close()


async def opened(live: LiveRoom, to: Destination) -> None:
    screen = live.app.screen
    assert isinstance(screen, KmScreen)
    await screen.open(to)
    await live.rest()


async def pasted(live: LiveRoom, text: str) -> None:
    """Paste as a terminal does, with brackets; then Enter."""
    live.app.post_message(events.Paste(text))
    await live.rest()
    await live.press("enter")


async def test_members_are_pasted_chosen_added_and_taken_back(tmp_path: Path) -> None:
    async with the_office(tmp_path) as (live, order_id):

        def seats() -> list[str]:
            [committee] = live.other(read_order, order_id).committees
            return [f"{seat.label} {seat.role.label}" for seat in committee.seats]

        await opened(live, InOrder(order_id))
        await live.press("v")
        await pasted(live, f"๑. ปลัดเทศบาล ประธาน\n๒. กองช่าง เลขานุการ\n๓. {OUTSIDERS[0]}\n๔. [/]")
        shown = live.screen
        assert "เพิ่ม ๒  ต้องเลือก ๑  ไม่รู้จัก ๑" in shown
        assert "เพิ่ม ปลัดเทศบาล (ดอกเตอร์ สุภาพร แก้วมณี) เป็นประธานกรรมการ" in shown
        assert "(บรรทัดไม่บอกบทบาท)" in shown
        await live.press("f6")
        assert "ยังไม่ได้เลือก บรรทัดที่ ๒" in live.told
        await live.press("enter", "1")
        assert "เป็นกรรมการและเลขานุการ" in live.screen
        await live.press("f6")
        assert "เพิ่มเฉพาะบรรทัดที่รู้จักหรือไม่" in live.screen
        assert seats() == []
        await live.press("enter")
        assert seats() == [
            "ปลัดเทศบาล ประธานกรรมการ",
            "ผู้อำนวยการกองช่าง กรรมการและเลขานุการ",
            f"{OUTSIDERS[0]} กรรมการ",
        ]
        assert "กด Z เพื่อคืนทั้งหมด" in live.told
        await live.press("z")
        assert seats() == []
        await live.press("y")
        assert len(seats()) == 3
        await live.press("z", "z")
        assert "ไม่มีสิ่งที่จะเลิกทำ" in live.told


async def test_an_agenda_and_knowledge_are_pasted_or_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "ความรู้.txt"
    file.write_text("กองที่ไม่มี\n- การเก็บภาษี\n- การเก็บภาษี\n", encoding="cp874")
    async with the_office(tmp_path) as (live, _):

        def titles() -> list[str]:
            return [
                f"{item.number} {item.title}"
                for item in live.other(read_meeting_snapshot, live.meeting_id).items
            ]

        await opened(live, InMeeting(live.meeting_id))
        before = titles()
        await live.press("2")
        await pasted(live, "๑. เรื่องพิเศษ\n๑.๑ เรื่องย่อย\n    - ย่อยลงไป")
        assert "เพิ่ม เป็นเรื่องย่อยของ “เรื่องพิเศษ”" in live.screen
        await live.press("enter")
        assert "ไม่มีสิ่งที่ต้องเลือก" in live.told
        await live.press("f6")
        added = [title.partition(" ")[2] for title in titles()[len(before) :]]
        assert added == ["เรื่องพิเศษ", "เรื่องย่อย", "ย่อยลงไป"]
        await live.press("z")
        assert titles() == before
        await live.press("escape")
        await opened(live, InKnowledge(2570))
        await live.press("f9")
        at = next(n for n in range(1, 10) if f"{n} วางรายการ" in live.screen.translate(_ARABIC))
        await live.press(str(at))
        assert isinstance(live.app.screen_stack[-2], LinesImportScreen)
        await live.press("escape", "f5")
        await live.type(f"{file}\n")
        assert "เพิ่ม ๒ รายการ  มีอยู่แล้ว ๑" in live.screen
        await live.press("f6")
        items = live.other(lambda: [item.text for item in KnowledgeItem.select()])
        assert items == ["กองที่ไม่มี", "การเก็บภาษี"]


_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
