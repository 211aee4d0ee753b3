"""Insert, move, split, join, remove; undo and redo of each; the agenda put in order."""

from __future__ import annotations

from pathlib import Path

from models.minutes.records import add_statement, save_statement
from screens.minutes.agenda_pane import AgendaPane
from tests.builders import by
from tests.screens.home.example_app import until_choice_counts
from tests.screens.minutes.room_driver import LiveRoom, a_live_room, begun, say

A, B, C = "ก้าวแรก", "ก้าวสอง", "ก้าวสาม"

CHANGES = [
    (["home", "ก"], [B, A, C]),
    (["end", "u"], [A, C, B]),
    (["home", "่"], [f"{A}\n{B}", C]),
    (["end", "up", "delete"], [A, C]),
]


async def three(room: LiveRoom) -> None:
    await say(room, A, B, C)
    assert room.texts == [A, B, C]


def titles(room: LiveRoom) -> list[str]:
    return [f"{item.number} {item.title}" for item in room.stored.items]


async def test_insert_adds_a_statement_after_the_selected_one_and_is_undone(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await three(room)
        await room.press("home")
        await room.type("ร/\nแทรก\n")  # the key I under the Thai layout
        await room.press("escape")
        assert room.texts == [A, "แทรก", B, C]
        await room.type("ผ")
        assert room.texts == [A, B, C]
        await room.type("y")
        assert room.texts == [A, "แทรก", B, C]


async def test_each_change_of_the_statement_order_is_undone_and_redone(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await three(room)
        for keys, after in CHANGES:
            await room.press(*keys)
            assert room.texts == after, keys
            await room.type("z")
            assert room.texts == [A, B, C], keys
            await room.type("ั")  # the key Y under the Thai layout
            assert room.texts == after, keys
            await room.type("ผ")
            assert room.texts == [A, B, C], keys


async def test_a_statement_is_split_at_the_cursor_and_the_split_is_undone(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await three(room)
        await room.press("home", "enter", "home", *["right"] * 3, "ctrl+t")
        assert room.texts == ["ก้าว", "แรก", B, C]
        await room.type("z")
        assert room.texts == [A, B, C]
        await room.type("y")
        assert room.texts == ["ก้าว", "แรก", B, C]


async def test_splitting_off_an_empty_half_is_refused_and_typing_continues(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        await room.type("1\nพิมพ์ต่อ")
        await room.press("ctrl+t")
        assert "ไม่มีข้อความให้แยก" in room.messages
        await room.type("ได้\n")
        assert room.texts == ["พิมพ์ต่อได้"]


async def test_splitting_a_statement_changed_by_another_user_loses_neither_text(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, A)
        said = room.said[0]
        await room.press("enter")
        await room.type(" พิมพ์ค้าง")
        room.other(by, "อีกคน", save_statement, said.id, said.version, "ของคนอื่น")
        await room.press("left", "ctrl+t")
        assert "ของคนอื่น" in room.screen
        await until_choice_counts(room.pilot)
        await room.type("3")
        assert room.texts == [f"ของคนอื่น\n{A} พิมพ์ค้าง"]


async def test_several_changes_are_undone_in_turn_and_all_redone(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await three(room)
        states = [[A, B, C], [B, A, C], [B, C], [f"{B}\n{C}"]]
        for keys, after in zip(
            (("home", "d"), ("delete",), ("home", "j")), states[1:], strict=True
        ):
            await room.press(*keys)
            assert room.texts == after, keys
        for before in reversed(states[:-1]):
            await room.type("z")
            assert room.texts == before
        for after in states[1:]:
            await room.type("y")
            assert room.texts == after
        await room.type("y")
        assert "ไม่มีสิ่งที่จะทำซ้ำ" in room.messages


async def test_undo_of_a_removed_statement_keeps_changes_of_another_user(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await three(room)
        third = room.said[2]
        item_id = room.item.id
        await room.press("home", "delete")
        room.other(by, "อีกคน", save_statement, third.id, third.version, "คนอื่นแก้")
        room.other(by, "อีกคน", add_statement, item_id, None, "คนอื่นเพิ่ม")
        await room.type("z")
        assert room.texts == [A, B, "คนอื่นแก้", "คนอื่นเพิ่ม"]


async def test_undo_that_would_overwrite_another_user_is_refused_with_a_message(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await three(room)
        await room.press("home", "j")
        joined = room.said[0]
        room.other(by, "อีกคน", save_statement, joined.id, joined.version, "คนอื่นแก้")
        await room.type("z")
        assert room.texts == ["คนอื่นแก้", C]
        assert "มีผู้อื่นแก้ข้อความนี้" in room.messages


async def test_items_are_added_renamed_nested_moved_and_removed(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("home", "f3")
        await room.type("เรื่องเร่งด่วน\n")
        assert titles(room)[1] == "๒ เรื่องเร่งด่วน"
        assert room.item.title == "เรื่องเร่งด่วน"
        await room.type("ื")  # the key N under the Thai layout
        assert titles(room)[1] == "๑.๑ เรื่องเร่งด่วน"
        await room.type("ำ")
        await room.press("end")
        await room.type("มาก\n")
        assert titles(room)[1] == "๑.๑ เรื่องเร่งด่วนมาก"
        await room.type("ย")
        assert titles(room)[1] == "๒ เรื่องเร่งด่วนมาก"
        await room.press("ctrl+down")
        assert titles(room)[2] == "๓ เรื่องเร่งด่วนมาก"
        await room.type("u")
        assert titles(room)[1] == "๒ เรื่องเร่งด่วนมาก"
        await room.press("delete")
        assert len(titles(room)) == 6
        assert room.item.number == "๒"
        await room.type("z")
        assert titles(room)[1] == "๒ เรื่องเร่งด่วนมาก"


async def test_deleting_an_item_with_statements_is_refused(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, A)
        await room.press("f3", "delete")
        assert "มีข้อความหรือมติแล้ว" in room.messages
        assert len(titles(room)) == 6


async def test_an_item_is_added_to_an_emptied_agenda_by_its_key(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        for _ in range(6):
            await room.press("delete")
        assert titles(room) == []
        await room.press("f5")
        assert "กด F3 เพื่อเพิ่มเรื่อง" in room.messages
        await room.press("f3")
        await room.type("เรื่องเดียว\n")
        assert titles(room) == ["๑ เรื่องเดียว"]


async def test_the_space_key_toggles_the_mark_for_nothing_said(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("home", "space")
        assert room.item.nothing_said
        assert "✓ ๑" in room.screen
        await room.press("space")
        assert not room.item.nothing_said
        assert "· ๑" in room.screen
        await say(room, A)
        assert "▪ ๑" in room.screen


async def test_find_goes_to_each_occurrence_and_keeps_the_typed_statement_at_its_item(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, "งบประมาณปีหน้า", "เรื่องอื่น")
        await room.press("f3", "down", "down")
        await say(room, "ขอโอนงบประมาณ")
        third = room.item.id
        await room.type("ด")  # the key F under the Thai layout
        await room.type("งบประมาณ\n")
        assert room.item.number == "๑"
        await room.type("f\n")
        assert room.item.id == third
        await room.press("enter")
        await room.type(" เพิ่ม")
        await room.press("f1")
        rows = [command.id for command in room.here.PAGE.commands]
        await room.press(*["down"] * rows.index("find"), "enter")
        await room.type("\n")
        assert room.item.number == "๑"
        found = room.stored.item(third)
        assert found is not None
        assert [each.text for each in found.statements] == ["ขอโอนงบประมาณ เพิ่ม"]


async def test_the_help_page_runs_the_chosen_command(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("home", "f1")
        assert "วิธีใช้: ห้องประชุม" in room.screen
        rows = [command.id for command in room.here.PAGE.commands]
        await room.press(*["down"] * rows.index("nothing"), "enter")
        assert room.item.nothing_said
        assert isinstance(room.here.focused, AgendaPane)
