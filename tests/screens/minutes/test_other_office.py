"""A walk through another office: the room, the pickers and the findings, as its users met them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from models.meetings.records import Meeting, MeetingState, mark, roll_of
from models.meetings.roll import AttendanceStatus
from models.minutes.records import AgendaItem, add_statement
from models.minutes.snapshot import read_meeting_snapshot
from models.office.locations import InMeeting, InOrder
from screens.checks.checks import ChecksScreen
from screens.commands.minutes import UNDO
from screens.minutes.meeting_panes import roll_lines
from tests.screens.home.other_office_app import HELD_ON, opened, the_office

SAID = [f"คำพูดที่ {'ก' * at} ของที่ประชุม" for at in range(1, 13)]


def all_stay_away(meeting_id: int) -> None:
    """Mark every member absent."""
    for entry in roll_of(Meeting.get_by_id(meeting_id)).unmarked:
        mark(entry.attendance_id, AttendanceStatus.ABSENT, "ติดราชการ")


def talk(meeting_id: int) -> None:
    """More is said under the first item than a screen shows."""
    item = AgendaItem.get(AgendaItem.meeting == meeting_id)
    for text in SAID:
        add_statement(item.id, None, f"{text} ตามกฏหมาย")


async def test_a_post_is_found_by_its_short_name_in_the_picker(tmp_path: Path) -> None:
    async with the_office(tmp_path) as (live, order_id):
        await opened(live, InOrder(order_id))
        await live.press("f2")
        await live.type("ผอ.กองช่าง")
        assert "ผู้อำนวยการกองช่าง" in live.screen
        assert "ผู้อำนวยการกองคลัง" not in live.screen


async def test_undo_selects_the_restored_record(tmp_path: Path) -> None:
    async with the_office(tmp_path) as (live, _):
        live.other(talk, live.meeting_id)
        await opened(live, InMeeting(live.meeting_id))
        await live.press("home", "tab", "home")
        first = live.said[0]
        await live.press("delete", "end")
        assert SAID[0] not in live.screen
        await live.press("z")
        assert live.said[0].id == first.id
        assert live.here.controller.record_id == first.id
        assert SAID[0] in live.screen
        await live.press("z")
        assert "คำพูดที่เพิ่งพิมพ์" in live.messages
        assert "Del" in UNDO.help


async def test_reconvening_shows_the_new_meeting_and_closes_the_open_one_as_failed(
    tmp_path: Path,
) -> None:
    again_on = HELD_ON + timedelta(days=7)
    typed = f"{again_on.day}/{again_on.month}/{again_on.year + 543}\n\n\n"
    async with the_office(tmp_path) as (live, _):
        live.other(all_stay_away, live.meeting_id)
        await opened(live, InMeeting(live.meeting_id))
        await live.press("c")
        await live.type(typed)
        again = live.other(lambda: Meeting.get(Meeting.reconvenes == live.meeting_id))
        assert f"นัดใหม่เป็นครั้งที่ {again.label}" in live.messages
        assert "กด F6 ปิดเพราะไม่ครบองค์ประชุม" in live.messages
        await live.press("c")
        await live.type(typed)
        assert "✗ นัดใหม่เป็นครั้งที่" in live.screen
        await live.press("escape", "left", "enter", "f6", "1")
        await live.type("\n\n\n")
        assert live.stored.state == MeetingState.CLOSED
        assert live.stored.opened_at is None


async def test_findings_of_one_meeting_have_distinct_location_labels(tmp_path: Path) -> None:
    async with the_office(tmp_path) as (live, _):
        live.other(talk, live.meeting_id)
        await opened(live, InMeeting(live.meeting_id))
        await live.press("ctrl+g")
        await live.until(lambda: isinstance(live.app.screen, ChecksScreen))
        screen = live.app.screen
        assert isinstance(screen, ChecksScreen)
        await live.until(screen.is_read.is_set)
        await live.rest()
        await live.type("กฏหมาย")
        places = [row for row in live.screen.splitlines() if "กฏหมาย →" in row]
        assert len(places) > 3, live.screen
        assert len(set(places)) == len(places), live.screen


async def test_names_beside_the_talk_line_up_behind_numbers_of_one_and_two_digits(
    tmp_path: Path,
) -> None:
    async with the_office(tmp_path) as (live, _):
        roll = live.other(read_meeting_snapshot, live.meeting_id).roll
    shown = roll_lines(roll)[1:]
    names = [entry.name or "ว่าง:" for entry in roll.entries]
    columns = {line.text.index(name) for line, name in zip(shown, names, strict=True)}
    assert columns == {line.hanging for line in shown} == {5}
