"""A meeting held against its order: gaps and corrections are shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.meetings.records import find_meeting
from models.people.operations import rename_person
from models.people.records import Assignment, Person
from screens.meetings.meetings import MeetingsScreen
from screens.meetings.reconciliation import ReconciliationScreen
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, screen_text
from tests.screens.people.register_screens import press


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_f9_in_the_meetings_shows_every_seat_and_the_vacant_one(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("down")
        await press(pilot, "f9", ReconciliationScreen)
        seen = screen_text(app)
        await press(pilot, "escape", MeetingsScreen)
    assert "✗ ไม่ตรงกัน ๑ แห่ง" in seen
    assert "คำสั่งที่ ๘๘๑/๒๕๖๓" in seen
    assert "ว่างในวันประชุม" in seen
    assert sum("✓" in row for row in seen.splitlines()) == 8


async def test_reconciliation_shows_a_later_holder_as_a_gap_and_a_name_as_corrected(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path)
    app = RoomsApp(office, MeetingsScreen())
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        meeting_id = await office.call(lambda: find_meeting(1, 2563).id)
        await office.call(_change_the_register)
        app.push_screen(ReconciliationScreen(meeting_id))
        await at_rest(pilot)
        seen = screen_text(app)
    assert "รายงานว่า นายรัฐวุฒิ อุดรรัตน์ แต่ทะเบียนวันประชุมว่า ว่าง" in seen
    assert "รายงานคงชื่อ นางสาวน้ำฝน สืบเสน ไว้" in seen


def _change_the_register() -> None:
    engineer = Person.get(Person.given_name == "รัฐวุฒิ")
    gone = Assignment.update(ends_on=date(2020, 1, 31))
    gone.where(Assignment.person == engineer).execute()
    rename_person(Person.get(Person.given_name == "น้ำฝน").id, "นางสาวน้ำฝน สืบสาน")
