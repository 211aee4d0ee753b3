"""Lists pasted as lines: members, an agenda, knowledge; shown first, then stored at once."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.widgets import OptionList

from models.committees.views import read_order
from models.knowledge.records import KnowledgeItem
from models.minutes.snapshot import read_meeting_snapshot
from models.office.locations import InKnowledge, InMeeting, InOrder
from screens.lists.lines_import import LinesImportScreen
from tests.other_office import OUTSIDERS
from tests.screens.home.other_office_app import opened, the_office
from tests.screens.minutes.room_driver import LiveRoom


async def pasted(live: LiveRoom, text: str) -> None:
    """Paste as a terminal does, with brackets; then Enter."""
    live.app.post_message(events.Paste(text))
    await live.rest()
    await live.press("enter")


async def test_pasted_members_are_matched_added_and_undone(tmp_path: Path) -> None:
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
        assert "ยังไม่ได้เลือก บรรทัดที่ ๒" in live.messages
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
        assert "กด Z เพื่อคืนทั้งหมด" in live.messages
        await live.press("z")
        assert seats() == []
        await live.press("y")
        assert len(seats()) == 3
        await live.press("z", "z")
        assert "ไม่มีสิ่งที่จะเลิกทำ" in live.messages
        await live.press("v")
        await pasted(live, "นายมาใหม่ ไม่มีในทะเบียน กรรมการ")
        await live.press("enter", "3")
        assert "เพิ่มบุคคล" in live.screen
        await live.press("enter")
        assert "เพิ่ม นายมาใหม่ ไม่มีในทะเบียน (โดยชื่อ) เป็นกรรมการ" in live.screen
        await live.press("f6")
        assert seats() == ["นายมาใหม่ ไม่มีในทะเบียน กรรมการ"]


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
        assert "ไม่มีสิ่งที่ต้องเลือก" in live.messages
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


async def test_the_dialog_of_pasted_lines_has_one_name_for_f7(tmp_path: Path) -> None:
    async with the_office(tmp_path) as (live, _):
        await opened(live, InMeeting(live.meeting_id))
        await live.press("2")
        assert "หนึ่งรายการต่อบรรทัด" in live.screen
        assert live.screen.count("F7") == 1
        assert "F7 ขึ้นบรรทัดใหม่" in live.screen


async def test_pasted_lines_line_up_behind_numbers_of_one_and_two_digits(tmp_path: Path) -> None:
    async with the_office(tmp_path) as (live, _):
        await opened(live, InMeeting(live.meeting_id))
        await live.press("2")
        await pasted(live, "\n".join(f"หัวข้อ{at}" for at in range(1, 11)))
        rows = [line for line in live.screen.splitlines() if line.lstrip().startswith("✓")]
        assert rows[0] == " ✓  ๑ หัวข้อ1"
        live.app.screen.query_one(OptionList).action_last()
        await live.rest()
        assert " ✓ ๑๐ หัวข้อ10" in live.screen


_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
