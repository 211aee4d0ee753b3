"""A file back from Word in the room: one list, taken by keys, conflicts asked, undone as one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

from models.minutes.records import Outcome, add_statement, record_resolution, save_statement
from models.minutes.snapshot import MeetingSnapshot, read_meeting_snapshot
from screens.dialogs.prompt import PromptDialog
from screens.editing.conflict import TwoTextsDialog
from screens.minutes.word_import.screen import WordImportScreen
from tests.screens.home.example_app import until_choice_counts
from tests.screens.minutes.room_driver import LiveRoom, a_live_room, begun
from tests.word_files import W, edit_word, word_minutes

FIRST = "ประธานแจ้งว่าจะจัดทำแผนจำนวน 12 เรื่อง"
SECOND = "ขอให้ทุกกองส่งรายชื่อภายในวันที่ 15 ธันวาคม"
THIRD = "รับทราบกำหนดการและจะแจ้งผู้เกี่ยวข้อง"


def spoken(meeting_id: int) -> None:
    """Three statements and a resolution under two items."""
    begun(meeting_id)
    snapshot = read_meeting_snapshot(meeting_id)
    first, second = snapshot.items[0].id, snapshot.items[3].id
    speakers = [entry.attendance_id for entry in snapshot.roll.present]
    add_statement(first, speakers[0], FIRST)
    add_statement(first, speakers[1], SECOND)
    add_statement(second, speakers[2], THIRD)
    record_resolution(second, Outcome.ENDORSED, "มีมติเห็นชอบแผน", 8)


def made(folder: Path) -> Callable[[int], object]:
    """The file goes out and comes back with three changes; one row is gone."""

    def make(meeting_id: int) -> None:
        path = word_minutes(folder / "แก้.docx", meeting_id)
        edit_word(path, edit)

    return make


def edit(root: Element) -> None:
    for each in root.iter(f"{W}t"):
        text = each.text or ""
        text = text.replace("12 เรื่อง", "15 เรื่อง").replace("วันที่ 15", "วันที่ ๒๐")
        each.text = text.replace("มีมติเห็นชอบแผน", "มีมติเห็นชอบแผนและให้ประกาศใช้")
    body = root[0]
    for table in list(body.iter(f"{W}tbl")):
        if any(THIRD in (each.text or "") for each in table.iter(f"{W}t")):
            body.remove(table)


def words(snapshot: MeetingSnapshot) -> list[str]:
    return [each.text for item in snapshot.items for each in (*item.statements, *item.resolutions)]


async def opened(room: LiveRoom, folder: Path) -> WordImportScreen:
    await room.press("1")
    assert isinstance(room.app.screen, PromptDialog)
    await room.type(f"{folder / 'แก้.docx'}\n")
    shown = room.app.screen
    assert isinstance(shown, WordImportScreen)
    return shown


async def test_all_differences_of_a_word_file_are_stored_and_undone_in_one_step(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, spoken, made(tmp_path), size=(120, 40)) as room:
        before = words(room.stored)
        await opened(room, tmp_path)
        for part in ("−‹12›+‹15›", "แก้มติ", "ลบคำพูด", "ต่างกัน ๔ ข้อ", "เลือกรับ ๔ ข้อ"):
            assert part in room.screen
        assert words(room.stored) == before
        await room.press("f6")
        after = words(room.stored)
        assert after == [
            FIRST.replace("12", "15"),
            SECOND.replace("15", "๒๐"),
            "มีมติเห็นชอบแผนและให้ประกาศใช้",
        ]
        assert "ไม่มีข้อความต่าง" in room.screen
        await room.press("f7")
        assert words(room.stored) == before
        assert "ต่างกัน ๔ ข้อ" in room.screen
        await room.press("f6", "escape")
        assert words(room.stored) == after
        await room.press("z")
        assert words(room.stored) == before


async def test_importing_stores_the_selected_differences_and_not_the_deselected_one(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, spoken, made(tmp_path), size=(80, 24)) as room:
        await opened(room, tmp_path)
        await room.press("space")
        assert "เลือกรับ ๓ ข้อ" in room.screen
        await room.press("f4")
        assert "เลือกรับ ๔ ข้อ" in room.screen
        await room.press("f4", "down", "f3")
        assert "เลือกรับ ๑ ข้อ" in room.screen
        await room.press("f6")
        assert words(room.stored)[:2] == [FIRST, SECOND.replace("15", "๒๐")]


async def test_a_conflict_of_a_word_file_is_shown_with_both_texts(tmp_path: Path) -> None:
    def colleague(meeting_id: int) -> None:
        said = read_meeting_snapshot(meeting_id).items[0].statements[0]
        save_statement(said.id, said.version, f"{FIRST} และคู่มือ")

    acts = (spoken, made(tmp_path), colleague)
    async with a_live_room(tmp_path, *acts, size=(120, 40)) as room:
        await opened(room, tmp_path)
        assert "ขัดกัน: แก้คำพูด" in room.screen
        assert "เลือกรับ ๓ ข้อ" in room.screen
        await room.press("enter")
        dialog = room.app.screen
        assert isinstance(dialog, TwoTextsDialog)
        for part in ("ในแฟ้ม Word", "ในโปรแกรม", "เก็บทั้งสองต่อกัน"):
            assert part in room.screen
        await until_choice_counts(room.pilot)
        await room.press("3")
        assert "เลือกรับ ๔ ข้อ" in room.screen
        await room.press("f6")
        assert words(room.stored)[0] == f"{FIRST} และคู่มือ\n{FIRST.replace('12', '15')}"


async def test_importing_a_file_that_is_not_word_is_refused_in_the_dialog(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, spoken) as room:
        before = room.stored
        await room.press("1")
        (tmp_path / "แก้.docx").write_bytes(b"no zip")
        await room.type(f"{tmp_path / 'แก้.docx'}\n")
        assert isinstance(room.app.screen, PromptDialog)
        assert "ไม่ใช่แฟ้ม .docx" in room.screen
        assert room.stored == before
