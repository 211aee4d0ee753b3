"""Statements in the meeting room: who speaks, what is typed, and that nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

from models.meetings.attendance import add_guest, set_substitute
from models.minutes.snapshot import read_meeting_snapshot
from screens.minutes.agenda_pane import AgendaPane
from screens.minutes.speaker_field import SpeakerField
from tests.screens.minutes.room_driver import LiveRoom, a_live_room, begun, say

CHAIR = "นายราเชนทร์ เพียรดี"
DEPUTY = "จ่าสิบเอก อภิชาติ นิลพิมาย"
FINANCE = "นางแสงจันทร์ เพ็ญมาก"


def speakers(room: LiveRoom) -> list[str]:
    return [each.speaker.name for each in room.said if each.speaker]


def with_a_guest(meeting_id: int) -> None:
    begun(meeting_id)
    add_guest(meeting_id, "นายวิทยากร รับเชิญ", "วิทยากร")


async def test_a_number_in_either_layout_selects_the_speaker(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        await room.type("4\nหนึ่ง\n๔\nสอง\nภ\nสาม\n")
        assert speakers(room) == [FINANCE] * 3
        assert room.texts == ["หนึ่ง", "สอง", "สาม"]


async def test_part_of_a_name_or_post_selects_the_speaker(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        await room.type("ราเชน\nหนึ่ง\nปลัดเทศบาล\nสอง\nเพียรดี\nสาม\nจ่า\nสี่\n")
        assert speakers(room) == [CHAIR] * 3 + [DEPUTY]


async def test_the_keys_one_and_zero_under_the_thai_layout_name_the_tenth(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, with_a_guest) as room:
        await room.press("f5")
        await room.type("ๅจ\nยินดีที่ได้มา\n")
        assert [each.speaker.name for each in room.said if each.speaker] == ["นายวิทยากร รับเชิญ"]


async def test_the_speaker_list_begins_with_the_last_speakers(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        await room.type("ต\nหนึ่ง\n/\nสอง\n")
        rows = room.screen.splitlines()
        first = next(place for place, row in enumerate(rows) if "▸" in row)
        assert "อภิชาติ" in rows[first]
        assert "โพธิ์เงิน" in rows[first + 1]


async def test_a_vacant_seat_or_unknown_name_is_refused_as_speaker(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        for typed in ("6", "ุ", "ไม่มีใครชื่อนี้", "99"):
            room.here.query_one(SpeakerField).field.value = ""
            await room.type(typed + "\n")
            assert room.here.query_one(SpeakerField).display
            assert "ไม่พบผู้นี้" in room.screen
        assert room.said == []


async def test_a_substitute_speaks_under_their_own_name(tmp_path: Path) -> None:
    def with_a_substitute(meeting_id: int) -> None:
        begun(meeting_id)
        fourth = read_meeting_snapshot(meeting_id).roll.entries[3]
        set_substitute(fourth.attendance_id, "นางสาวแทนใจ มาแทน", "นักวิชาการคลัง")

    async with a_live_room(tmp_path, with_a_substitute) as room:
        await room.press("f5")
        await room.type("แทนใจ\nมาแทนค่ะ\n")
        await room.press("escape")
        assert [each.speaker.number for each in room.said if each.speaker] == [4]
        assert "นางสาวแทนใจ มาแทน" in room.screen
        assert FINANCE not in room.screen


async def test_enter_moves_from_speaker_to_text_to_the_next_speaker(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        await room.type("1\nเรื่องแรก\n/\nเรื่องที่สอง\n3\nเรื่องที่สาม\n")
        assert room.texts == ["เรื่องแรก", "เรื่องที่สอง", "เรื่องที่สาม"]
        assert [each.speaker.number for each in room.said if each.speaker] == [1, 2, 3]
        assert room.here.query_one(SpeakerField).display


async def test_leaving_an_empty_statement_stores_nothing(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        for end in ("enter", "escape", "tab"):
            await room.press("f5")
            await room.type("1\n")
            await room.press(end)
            assert room.said == [], end
            assert [block.view for block in room.here.talk.blocks] == [], end


async def test_every_key_that_leaves_a_statement_stores_it(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        ends = ("enter", "tab", "f4", "f2")
        for count, end in enumerate(ends, 1):
            await room.press("f5")
            await room.type(f"1\nไม่หาย {count}")
            await room.press(end)
            assert room.texts == [f"ไม่หาย {number}" for number in range(1, count + 1)], end
            if end == "f4":
                await room.press("escape")


async def test_escape_in_the_speaker_field_changes_nothing(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5", "escape")
        assert not room.here.query_one(SpeakerField).display
        assert room.here.focused is room.here.talk
        assert room.said == []


async def test_f7_begins_a_paragraph_in_the_same_statement(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        await room.type("1\nย่อหน้าแรก")
        await room.press("f7")
        await room.type("ย่อหน้าสอง\n")
        assert room.texts == ["ย่อหน้าแรก\nย่อหน้าสอง"]


async def test_tab_expands_a_short_word_after_a_blank_or_right_behind_thai_text(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        await room.type("1\nม.ห")
        await room.press("tab")
        assert room.typed == "ที่ประชุมมีมติเห็นชอบ"
        await room.type(" และร.ท")
        await room.press("tab")
        await room.type("ครับ\n")
        assert room.texts == ["ที่ประชุมมีมติเห็นชอบ และรับทราบครับ"]


async def test_tab_switches_panes_and_stores_the_typed_text(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        await room.type("1\nข้อความ")
        await room.press("tab")
        assert isinstance(room.here.focused, AgendaPane)
        assert room.texts == ["ข้อความ"]
        await room.press("tab")
        assert room.here.focused is room.here.talk


async def test_enter_opens_the_chosen_statement_again_and_stores_its_next_version(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, "หนึ่ง", "สอง")
        await room.press("home", "enter")
        await room.type(" และเพิ่มเติม")
        await room.press("escape")
        assert [(each.text, each.version) for each in room.said] == [
            ("หนึ่ง และเพิ่มเติม", 3),
            ("สอง", 2),
        ]


async def test_the_e_key_changes_the_speaker(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, "หนึ่ง")
        await room.type("ำ")  # the key E under the Thai layout
        await room.type("ภ\n")
        assert [each.speaker.name for each in room.said if each.speaker] == [FINANCE]
        assert room.texts == ["หนึ่ง"]


async def test_the_cursor_stays_on_the_screen_while_a_long_statement_grows(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, *(f"คำพูดที่ {number}" for number in range(6)))
        await room.press("f5")
        await room.type("1\n" + "ที่ประชุมขอให้ทุกกองส่งรายงานภายในกำหนด " * 30)
        await room.type("สุดท้าย")
        assert "สุดท้าย" in room.screen
        await room.press("enter", "escape")
        assert room.texts[-1].endswith("สุดท้าย")


async def test_a_message_never_covers_the_line_being_typed(tmp_path: Path) -> None:
    message = "ข้อความถึงผู้พิมพ์ที่ยาวพอจะบังคำพูดได้ทั้งบรรทัด"
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        await room.type("1\nต้นจอ")
        room.here.show_message(message)
        await room.type(" ข้อความที่พิมพ์ต่อไปยาวถึงสุดบรรทัด")
        assert "สุดบรรทัด" in room.screen
        await room.press("escape")
        await say(room, *(f"คำพูดที่ {number}" for number in range(8)))
        await room.press("f5")
        await room.type("1\nปลายจอ")
        room.here.show_message(message)
        await room.type(" ข้อความที่พิมพ์ต่อไปยาวถึงสุดบรรทัด")
        assert "สุดบรรทัด" in room.screen
        assert "ถึงผู้พิมพ์" in room.screen


async def test_resizing_while_typing_keeps_text_and_cursor(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        await room.type("1\nก่อนย่อจอ ")
        for size in ((40, 12), (200, 50), (20, 6), (80, 24)):
            await room.pilot.resize_terminal(*size)
            await room.type("ก")
        await room.press("escape")
        assert room.texts == ["ก่อนย่อจอ กกกก"]


async def test_a_paste_of_two_hundred_thousand_characters_is_stored_whole(tmp_path: Path) -> None:
    pasted = "ที่ประชุมรับทราบ\n" * 12_500
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        await room.type("1\n")
        await room.type(f"\x1b[200~{pasted}\x1b[201~")
        await room.press("escape")
        assert room.texts == [pasted]
        assert "แนะนำให้แบ่ง" in room.messages
