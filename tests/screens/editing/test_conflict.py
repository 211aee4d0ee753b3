"""Two people in one meeting: what the other does appears, and no text is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.drafts.sessions import new_session
from models.editing.revisions import Subject
from models.meetings.presence import clear_presence, touch_presence
from models.minutes.discussion import move_statement
from models.minutes.records import (
    Outcome,
    add_statement,
    record_resolution,
    remove_statement,
    save_statement,
)
from models.office.locations import InMeeting
from screens.editing import conflict
from screens.editing.conflict import ConflictDialog
from tests.builders import by, draft_texts, revisions_of
from tests.screens.home.example_app import until_choice_counts, wait_until
from tests.screens.minutes.room_driver import LiveRoom, a_live_room, begun, say

MINE, THEIRS = "เดิม ของฉัน", "ของคนอื่น"
SOON_S = 0.05


@pytest.fixture
def at_leisure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test rests shorter than a person does."""
    monkeypatch.setattr(conflict, "REST_S", SOON_S)


def unmarked(screen: str) -> str:
    """What is shown without the signs around what differs."""
    return screen.replace("‹", "").replace("›", "")


async def both_edited(room: LiveRoom, ended_by: str = "escape") -> None:
    """One statement that both have changed; the other one was first."""
    await say(room, "เดิม")
    said = room.said[0]
    await room.press("enter")
    await room.type(" ของฉัน")
    room.other(by, "อีกคน", save_statement, said.id, said.version, THEIRS)
    await room.press(ended_by)


async def at_rest(room: LiveRoom) -> None:
    """Wait until the dialog is shown and no key has been pressed for a while."""
    await until_choice_counts(room.pilot)


@pytest.mark.usefixtures("at_leisure")
@pytest.mark.parametrize(
    ("key", "kept"), [("1", MINE), ("ๅ", MINE), ("2", THEIRS), ("-", f"{THEIRS}\n{MINE}")]
)
async def test_a_digit_in_the_conflict_dialog_keeps_that_text_and_the_history_has_both(
    tmp_path: Path, key: str, kept: str
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await both_edited(room)
        await at_rest(room)
        assert MINE in unmarked(room.screen)
        assert THEIRS in unmarked(room.screen)
        await room.type(key)
        assert room.texts == [kept]
        assert kept.splitlines()[-1] in room.screen
        history = room.other(revisions_of, Subject.STATEMENT, room.said[0].id)
        assert [row.text for row in history][:3] == ["", "เดิม", THEIRS]
        assert any(MINE in row.text for row in history)
        assert room.other(draft_texts) == []


@pytest.mark.usefixtures("at_leisure")
async def test_escape_postpones_a_conflict_and_enter_shows_it_again(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await both_edited(room)
        await at_rest(room)
        await room.press("escape")
        assert room.texts == [THEIRS]
        assert "ฉบับร่าง" in room.messages
        await room.press("home", "enter")
        await at_rest(room)
        await room.press("left", "left", "enter")
        assert room.texts == [MINE]


async def test_keys_typed_while_the_conflict_dialog_opens_choose_nothing(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await both_edited(room)
        await room.until(lambda: isinstance(room.app.screen, ConflictDialog))
        await room.type("1\n4\n2\nข้อความต่อไป\n")
        assert isinstance(room.app.screen, ConflictDialog)
        assert room.texts == [THEIRS]
        assert room.other(draft_texts) == [MINE]


@pytest.mark.usefixtures("at_leisure")
async def test_a_conflict_is_shown_when_the_next_statement_is_ended(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await both_edited(room, ended_by="enter")
        await room.type("1\n")
        await room.until(lambda: "จะให้เลือกเมื่อท่านพิมพ์เสร็จ" in room.messages)
        await room.type("ข้อความต่อไป")
        assert room.typed == "ข้อความต่อไป"
        await room.press("escape")
        await at_rest(room)
        await room.type("1")
        assert room.texts == [MINE, "ข้อความต่อไป"]


@pytest.mark.usefixtures("at_leisure")
async def test_the_conflict_dialog_scrolls_long_texts_and_marks_differences(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        mine = "\n".join(f"บรรทัด {number}" for number in range(60))
        await room.app.push_screen(ConflictDialog(f"{mine} วันนี้", f"{mine} พรุ่งนี้"))
        await at_rest(room)
        assert "บรรทัด 59" not in room.screen
        assert "Esc ภายหลัง" in room.screen
        await room.press(*["pagedown"] * 6)
        await wait_until(room.pilot, lambda: "บรรทัด 59 ‹วันนี้›" in room.screen)
        assert "บรรทัด 59 ‹พรุ่งนี้›" in room.screen
        await room.press(*["pageup"] * 6, "down")
        await wait_until(room.pilot, lambda: "บรรทัด 1 " in room.screen)


async def test_a_statement_removed_by_another_user_while_typed_is_restored(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, "เดิม")
        await room.press("enter")
        await room.type(" ของฉัน")
        room.other(remove_statement, room.said[0].id)
        await room.press("escape")
        assert room.texts == [MINE]
        assert "มีผู้อื่นลบคำพูดนี้" in room.messages


async def test_changes_of_another_user_appear_without_moving_the_cursor(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, "หนึ่ง", "สอง")
        first, _ = room.said
        item_id = room.item.id
        await room.press("enter")
        await room.type(" พิมพ์อยู่")
        await room.press("left", "left")
        area = room.here.talk.editor.area
        before = area.cursor_location
        room.other(by, "อีกคน", record_resolution, item_id, Outcome.NOTED, "รับทราบจากอีกคน", 8)
        room.other(by, "อีกคน", add_statement, item_id, None, "เพิ่มจากอีกคน")
        room.other(by, "อีกคน", save_statement, first.id, first.version, "หนึ่งแก้แล้ว")
        await room.until(lambda: "เพิ่มจากอีกคน" in room.screen)
        room.other(move_statement, first.id, 1)
        await room.until(lambda: room.screen.index("พิมพ์อยู่") < room.screen.index("หนึ่งแก้แล้ว"))
        rows = room.screen
        assert rows.index("พิมพ์อยู่") < rows.index("เพิ่มจากอีกคน") < rows.index("รับทราบจากอีกคน")
        assert (area.text, area.cursor_location) == ("สอง พิมพ์อยู่", before)
        assert room.here.focused is area
        await room.press("escape")
        assert room.texts == ["สอง พิมพ์อยู่", "หนึ่งแก้แล้ว", "เพิ่มจากอีกคน"]


async def test_the_room_shows_other_users_and_their_items(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        session = new_session()
        third = room.stored.items[2]
        room.other(by, "น้ำฝน", touch_presence, session, InMeeting(room.meeting_id), third.id)
        await room.until(lambda: "น้ำฝน กำลังดูวาระ ๓" in room.screen)
        room.other(by, "น้ำฝน", touch_presence, session, InMeeting(room.meeting_id), third.id, 1)
        await room.until(lambda: "น้ำฝน กำลังพิมพ์ในวาระ ๓" in room.screen)
        room.other(clear_presence, session)
        await room.until(lambda: "น้ำฝน" not in room.screen)
