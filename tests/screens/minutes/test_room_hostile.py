"""Whatever is typed in the room or stands in its lists: text, and nothing but text."""

from __future__ import annotations

import re
from pathlib import Path

from kmtui.thai.text import clean
from models.drafts.sessions import new_session
from models.meetings.attendance import add_guest, set_substitute
from models.meetings.presence import touch_presence
from models.meetings.records import mark
from models.meetings.roll import AttendanceStatus
from models.minutes.agenda import insert_item
from models.minutes.records import Outcome, add_statement, record_resolution
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.tasks import TaskDraft, assign_task
from models.office.locations import InMeeting
from models.office.snippets import save_snippet
from tests.builders import by
from tests.screens.minutes.room_driver import LiveRoom, a_live_room, begun
from tests.screens.minutes.type_thai import paste
from tests.screens.widgets.test_sanitize import SHORT

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u200b]")


def hostile_everywhere(meeting_id: int) -> None:
    """Each text as item, statement, resolution, task, guest, substitute, reason and snippet."""
    begun(meeting_id)
    roll = read_meeting_snapshot(meeting_id).roll
    set_substitute(roll.entries[1].attendance_id, "[/]" + SHORT[2], SHORT[1])
    mark(roll.entries[2].attendance_id, AttendanceStatus.ABSENT, SHORT[2])
    for number, text in enumerate(SHORT):
        words = text if clean(text).strip() else "ก" + text
        item_id = insert_item(meeting_id, words, None)
        said = by(SHORT[0], add_statement, item_id, roll.entries[0].attendance_id, words)
        made = by(SHORT[0], record_resolution, item_id, Outcome.OTHER, words, 8)
        assign_task(item_id, TaskDraft(words, "[/]ไม่มีใคร"), made)
        assign_task(item_id, TaskDraft(words, "[red]ไม่มีใคร"), statement_id=said)
        add_guest(meeting_id, words, words)
        save_snippet(f"ย{number}", words)


def is_only_text(room: LiveRoom) -> bool:
    return not CONTROL.search(room.screen)


async def test_hostile_text_in_every_list_of_the_room_is_shown_as_text(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, hostile_everywhere, size=(130, 50)) as room:
        here = new_session(), InMeeting(room.meeting_id)
        room.other(by, "[/]" + SHORT[2], touch_presence, *here)
        await room.until(lambda: "กำลังดู" in room.screen or "อยู่ในห้องนี้" in room.screen)
        await room.press("home")
        for _ in SHORT:
            await room.pilot.press("down")
            assert is_only_text(room)
        await room.press("f2", "end")
        assert is_only_text(room)
        await room.press("escape", "f6")
        assert is_only_text(room)
        await room.press("escape", "f1", "escape", "f5")
        assert is_only_text(room)
        assert "[/]" in room.screen


async def test_hostile_text_typed_in_the_fields_of_the_room_is_stored_clean(
    tmp_path: Path,
) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await room.press("f5")
        await room.type("1\n")
        await paste(room.pilot, "|".join(SHORT))
        assert is_only_text(room)
        await room.press("escape")
        assert not CONTROL.search(room.texts[0])
        assert room.texts[0].startswith("ก[/]ข|[red]x[/]|[@click=app.boom]x[/]|")
        for keys in (["f5"], ["f9"], ["f3", "f3"], ["f2", "f5"]):
            await room.press(*keys)
            await room.type("[/][@click=app.bell]x[/red]")
            assert is_only_text(room)
            await room.press("escape", *(["escape"] if "f2" in keys else []))


async def test_snippets_of_the_office_that_are_hostile_expand_as_text(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, hostile_everywhere) as room:
        await room.press("f5")
        await room.type("1\nย0")
        await room.press("tab")
        await room.press("escape")
        assert room.texts[-1] == clean(SHORT[0])
