"""The list of meetings: opened, planned and printed from there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from models.committees.records import Committee
from models.editing.record_kind import cleaned
from models.home.overview import create_office
from models.meetings.notice import set_notice
from models.meetings.records import Attendance, Meeting
from models.minutes.records import AgendaItem
from screens.committees.orders import OrdersScreen
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.prompt import PromptDialog
from screens.meetings.meetings import MeetingsScreen
from screens.minutes.room import RoomScreen
from screens.printing.printing import PrintDialog
from tests.screens.home.example_app import (
    RoomsApp,
    a_new_office,
    an_office,
    at_rest,
    rows_of,
    screen_text,
    toasts,
    wait_until,
)
from tests.screens.minutes.type_thai import type_thai
from tests.screens.people.register_screens import answer, press, until, until_seen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_meetings_are_listed_newest_first(tmp_path: Path, size: tuple[int, int]) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_rest(pilot)
        rows, seen = rows_of(app), screen_text(app)
    assert "๒/๒๕๖๓" in rows[0]
    assert "๒๒ ธันวาคม ๒๕๖๓" in rows[0]
    assert "ยังไม่เริ่ม" in rows[0]
    assert "๑/๒๕๖๓" in rows[1]
    assert "เลิกประชุมแล้ว" in rows[1]
    assert all(word in seen for word in ("๒๒ กันยายน ๒๕๖๓", "■ เลิกประชุมแล้ว", "F5", "F8"))


async def test_enter_opens_the_chosen_meeting(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("down", "enter")
        await at_rest(pilot)
        assert isinstance(app.screen, RoomScreen)
        meeting = await app.workspace.call(Meeting.get_by_id, app.screen.controller.meeting_id)
    assert meeting.number == 1


async def test_a_meeting_is_planned_with_roll_and_agenda_and_chosen(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await _begin_to_plan(app, pilot)
        assert "ครั้งถัดไปที่ว่าง" in screen_text(app)
        await type_thai(pilot, "๑๕ ม.ค. ๖๔\n9.30\n\n\n\n")
        await until(pilot, MeetingsScreen)
        await at_rest(pilot)
        meeting = await app.workspace.call(lambda: Meeting.get(year=2564))
        roll = await app.workspace.call(
            Attendance.select().where(Attendance.meeting == meeting).count
        )
        items = await app.workspace.call(
            AgendaItem.select().where(AgendaItem.meeting == meeting).count
        )
        chosen = app.first._chosen_id  # type: ignore[attr-defined]
    assert (meeting.number, meeting.held_on.isoformat()) == (1, "2021-01-15")
    assert meeting.starts_at.isoformat() == "09:30:00"
    assert meeting.place == "ห้องประชุมเทศบาลตำบลหนองหัวแรต"
    assert roll > 0
    assert items > 0
    assert chosen == meeting.id
    assert "นัดประชุมครั้งที่ ๑/๒๕๖๔ แล้ว" in toasts(app)


async def test_an_invalid_date_keeps_the_planning_dialog_and_the_text(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await _begin_to_plan(app, pilot)
        await answer(pilot, "ครับ\n", PromptDialog)
        assert isinstance(app.screen, PromptDialog)
        seen = screen_text(app)
        await pilot.press("escape")
        await at_rest(pilot)
        count = await app.workspace.call(Meeting.select().count)
    assert "✗" in seen
    assert "ครับ" in seen
    assert count == 2


async def test_an_empty_list_of_meetings_shows_advice_and_f5_leads_to_the_orders(
    tmp_path: Path,
) -> None:
    office = a_new_office(tmp_path)
    create_office(office.paths.database, "เทศบาล", "เมือง", "เลย")
    app = RoomsApp(office, MeetingsScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        assert "กด F5 เพื่อนัดประชุมครั้งแรก" in screen_text(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: toasts(app))
        assert "ยังไม่มีการประชุม" in toasts(app)[-1]
        await pilot.press("f5")
        await wait_until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        assert "ยังไม่มีคณะกรรมการ" in screen_text(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, OrdersScreen))
        await at_rest(pilot)
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.screen is app.first)


async def test_f8_opens_the_print_dialog_of_the_selected_meeting(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("down", "f8")
        await at_rest(pilot)
        assert isinstance(app.screen, PrintDialog)
        assert "ครั้งที่ ๑/๒๕๖๓" in screen_text(app)


@pytest.mark.parametrize("text", ["[/]", "[@click=app.quit]x[/]", "ก\x1b[2Jข"])
async def test_hostile_names_of_committee_and_place_are_shown_as_text(
    tmp_path: Path, text: str
) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        await app.workspace.call(lambda: Committee.update(name=text).execute())
        app.first.on_screen_resume()  # type: ignore[attr-defined]
        await at_rest(pilot)
        await _begin_to_plan(app, pilot)
        await type_thai(pilot, "15/1/64\n9.30\n[/]\n\n\n")
        await until(pilot, MeetingsScreen)
        await at_rest(pilot)
        meeting = await app.workspace.call(lambda: Meeting.get(year=2564))
        seen = screen_text(app)
    assert meeting.place.endswith("[/]")
    assert cleaned(text) in seen
    assert "\x1b" not in seen


async def test_a_number_gap_asks_for_confirmation_and_a_taken_number_is_refused(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await _begin_to_plan(app, pilot)
        await answer(pilot, "29/12/63\n9.30\n\n\n๒\n", PromptDialog)
        assert "ครั้งที่ ๒/๒๕๖๓ มีแล้ว ครั้งถัดไปที่ว่างคือ ๓/๒๕๖๓" in screen_text(app)
        for _ in range(4):
            await pilot.press("enter")
        await pilot.press("end", "ctrl+u")
        await answer(pilot, "๕\n", ConfirmDialog)
        assert "ครั้งที่ ๕/๒๕๖๓ ข้ามครั้งถัดไปคือ ๓/๒๕๖๓" in screen_text(app)
        await pilot.press("left")
        await press(pilot, "enter", MeetingsScreen)
        meeting = await app.workspace.call(lambda: Meeting.get(number=5))
    assert meeting.held_on.isoformat() == "2020-12-29"


async def test_notice_stores_the_letter_number_and_postponing_asks_for_a_new_notice(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f4", PromptDialog)
        await pilot.press("end", "ctrl+u")
        await answer(pilot, "18/12/63\n๑๒๓\n", MeetingsScreen)
        told = await app.workspace.call(lambda: Meeting.get(number=2))
        await press(pilot, "f6", PromptDialog)
        await pilot.press("end", "ctrl+u")
        await answer(pilot, "๒๔ ธ.ค. ๖๓\n\n\n", MeetingsScreen)
        await at_rest(pilot)
        moved = await app.workspace.call(lambda: Meeting.get(number=2))
        assert "๒๔ ธันวาคม ๒๕๖๓" in screen_text(app)
        assert "แจ้งกรรมการใหม่" in toasts(app)[-1]
        await pilot.press("down")
        await press(pilot, "f6", PromptDialog)
        await answer(pilot, "\n\nห้องใหม่\n", PromptDialog)
        await until_seen(pilot, "เลื่อนนัดไม่ได้")
    assert (told.invitation_number, told.notified_on.isoformat()) == ("๑๒๓", "2020-12-18")
    assert (moved.notified_on, moved.invitation_version) == (None, 1)


async def test_the_notice_form_keeps_the_reason_for_urgency_unless_it_is_cleared(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        meeting = await app.workspace.call(lambda: int(Meeting.get(number=2).id))
        day = await app.workspace.call(lambda: Meeting.get(number=2).held_on)
        await app.workspace.call(set_notice, meeting, day, "น้ำท่วม", "๑๒๓")
        await press(pilot, "f4", PromptDialog)
        await pilot.press("enter", "ctrl+u")
        await answer(pilot, "๑๒๔\n\n", MeetingsScreen)
        found = await app.workspace.call(Meeting.get_by_id, meeting)
        assert (found.invitation_number, found.urgency_reason) == ("๑๒๔", "น้ำท่วม")
        await press(pilot, "f4", PromptDialog)
        await pilot.press("enter", "enter", "ctrl+u")
        await type_thai(pilot, "\n")
        await until_seen(pilot, "น้อยกว่า ๓ วัน")
        assert (await app.workspace.call(Meeting.get_by_id, meeting)).urgency_reason == ""


async def test_storing_a_reason_for_urgency_keeps_a_day_stored_by_another_user(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        meeting = await app.workspace.call(lambda: int(Meeting.get(number=2).id))
        day = await app.workspace.call(lambda: Meeting.get(number=2).held_on)
        await app.workspace.call(set_notice, meeting, day)
        await press(pilot, "f4", PromptDialog)
        await answer(pilot, "\n\n", PromptDialog)
        await until_seen(pilot, "เหตุเร่งด่วน")
        theirs = day - timedelta(days=1)
        await app.workspace.call(lambda: set_notice(meeting, theirs, number="๑๒๓"))
        await answer(pilot, "น้ำท่วม\n", MeetingsScreen)
        found = await app.workspace.call(Meeting.get_by_id, meeting)
        assert (found.notified_on, found.urgency_reason) == (theirs, "น้ำท่วม")


async def _begin_to_plan(app: RoomsApp, pilot: object) -> None:
    """F5, and the first committee where there are several."""
    await pilot.press("f5")  # type: ignore[attr-defined]
    await until(pilot, (ListDialog, PromptDialog))
    if isinstance(app.screen, ListDialog):
        await pilot.press("1")  # type: ignore[attr-defined]
    await until(pilot, PromptDialog)
