"""A form that was open while another user stored another text overwrites nothing."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from models.committees.agenda_templates import own_items, set_committee_agenda
from models.committees.records import Committee
from models.committees.rules import set_quorum
from models.drafts.forms import read_forms
from models.editing.optimistic_lock import StaleForm, field_reader, store_if_unchanged
from models.meetings.attendance import set_substitute
from models.meetings.notice import move_meeting
from models.meetings.records import find_meeting
from models.office.organization import read_office
from models.people.operations import PERSON_KIND, rename_person
from models.people.records import Person
from models.storage.store import close_store, open_store
from screens.committees.agenda_template import AgendaTemplateScreen
from screens.committees.order import OrderScreen
from screens.dialogs.prompt import PromptDialog
from screens.dialogs.text import TextDialog
from screens.editing.conflict import ConflictDialog
from screens.history.history import HistoryScreen
from screens.meetings.meetings import MeetingsScreen
from screens.meetings.roll import RollScreen
from screens.office.settings import SettingsScreen
from screens.people.people import PersonScreen
from tests.builders import a_person
from tests.screens.home.example_app import (
    RoomsApp,
    an_office,
    at_rest,
    rows_of,
    screen_text,
    toasts,
    until_choice_counts,
)
from tests.screens.minutes.room_driver import a_live_room
from tests.screens.minutes.type_thai import type_thai
from tests.screens.people.register_screens import answer, move_cursor_to, press, until, until_seen


def test_store_if_unchanged_refuses_texts_changed_since_reading(store: Path) -> None:
    person = a_person("สมชาย")
    read = field_reader(PERSON_KIND, person.id, "full_name")
    stored: list[tuple[str, ...]] = []
    store_if_unchanged(read, ("นายสมชาย ใจดี",), stored.append, ("นายสมชาย ใจงาม",))
    assert stored == [("นายสมชาย ใจงาม",)]
    with pytest.raises(StaleForm) as other:
        store_if_unchanged(read, ("นายคนอื่น",), stored.append, ("นายสมชาย ใจกว้าง",))
    assert other.value.stored == ("นายสมชาย ใจดี",)
    assert len(stored) == 1


async def test_a_name_changed_by_two_users_opens_the_conflict_dialog(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path)
    app = RoomsApp(office, PersonScreen(1))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f3", PromptDialog)
        assert isinstance(app.screen, PromptDialog)
        await office.call(rename_person, 1, "นางสาวอรยานี คนอื่นแก้")
        await answer(pilot, "นางสาวอรยานี ฉันแก้\n", ConflictDialog)
        await until_choice_counts(pilot)
        await pilot.press("1")
        await at_rest(pilot)
    open_store(office.paths.database)
    assert Person.get_by_id(1).full_name == "นางสาวอรยานี ฉันแก้"
    former = [each.full_name for each in Person.get_by_id(1).former_names]
    close_store()
    assert "นางสาวอรยานี คนอื่นแก้" in former


async def test_postponing_a_conflict_keeps_the_other_text_and_the_draft(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    app = RoomsApp(office, PersonScreen(1))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f3", PromptDialog)
        await office.call(rename_person, 1, "นางสาวอรยานี คนอื่นแก้")
        await answer(pilot, "นางสาวอรยานี ฉันแก้\n", ConflictDialog)
        await press(pilot, "escape", PromptDialog)
        assert isinstance(app.screen, PromptDialog)
        assert app.screen._text(0) == "นางสาวอรยานี ฉันแก้"
        await pilot.press("escape")
        office.forms.flush()
        [draft] = read_forms(office.paths.rescue)
        assert draft.texts[0] == "นางสาวอรยานี ฉันแก้"
    open_store(office.paths.database)
    assert Person.get_by_id(1).full_name == "นางสาวอรยานี คนอื่นแก้"
    close_store()


async def test_two_users_changing_two_settings_keep_both(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    app = RoomsApp(office, SettingsScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "enter", PromptDialog)

        def elsewhere() -> None:
            from msgspec.structs import replace

            from models.office.organization import edit_office

            edit_office(replace(read_office(), website="www.example.go.th"))

        await office.call(elsewhere)
        await type_thai(pilot, "เทศบาลตำบลใหม่\n")
        await at_rest(pilot)
        words = await office.call(read_office)
        assert (words.name, words.website) == ("เทศบาลตำบลใหม่", "www.example.go.th")
        assert toasts(app) == []


async def test_a_quorum_set_by_two_users_opens_the_conflict_dialog(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), OrderScreen(1))
    async with app.run_test(size=(80, 40), notifications=True) as pilot:
        await at_rest(pilot)
        committee = await app.workspace.call(lambda: int(Committee.get(Committee.order == 1).id))
        await move_cursor_to(pilot, "องค์ประชุม")
        await press(pilot, "enter", PromptDialog)
        await pilot.press("ctrl+u")
        await answer(pilot, "0\n\n", PromptDialog)
        await until_seen(pilot, "องค์ประชุมต้องอยู่ระหว่าง")
        await app.workspace.call(set_quorum, committee, 6)
        await pilot.press("ctrl+u")
        await answer(pilot, "7\n\n", ConflictDialog)
        assert all(count in screen_text(app) for count in "๖๗")
        await until_choice_counts(pilot)
        await press(pilot, "2", OrderScreen)
        counted = await app.workspace.call(lambda: Committee.get_by_id(committee).quorum_count)
        assert counted == 6


async def test_an_agenda_template_changed_by_another_user_is_not_overwritten(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), OrderScreen(1))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        committee = await app.workspace.call(lambda: int(Committee.get(Committee.order == 1).id))
        await press(pilot, "f7", AgendaTemplateScreen)
        await app.workspace.call(set_committee_agenda, committee, ["เรื่องของผู้อื่น"])
        await press(pilot, "f5", TextDialog)
        await answer(pilot, "เรื่องของฉัน\n", ConflictDialog)
        await pilot.press("escape")
        await until(pilot, AgendaTemplateScreen)
        assert await app.workspace.call(own_titles, committee) == ["เรื่องของผู้อื่น"]
        assert len(rows_of(app)) == 1
        assert "เรื่องของผู้อื่น" in screen_text(app)
        # What is shown now is the other's: the next change is made on it.
        # What was typed before is in the form again.
        await press(pilot, "f5", TextDialog)
        await answer(pilot, "\n", AgendaTemplateScreen)
        assert await app.workspace.call(own_titles, committee) == ["เรื่องของผู้อื่น", "เรื่องของฉัน"]
        await press(pilot, "x", HistoryScreen)
        await until_seen(pilot, "ระเบียบวาระ (๒ ครั้ง)")
        await press(pilot, "escape", AgendaTemplateScreen)
        await press(pilot, "escape", OrderScreen)
        await press(pilot, "x", HistoryScreen)
        await until_seen(pilot, "ระเบียบวาระ (๒ ครั้ง)")


def own_titles(committee_id: int) -> list[str]:
    return [item.title for item in own_items(committee_id)]


async def test_two_users_marking_one_row_of_the_roll_overwrite_nothing(tmp_path: Path) -> None:
    async with a_live_room(tmp_path) as room:
        await room.press("f2", "f3")
        line = room.stored.roll.entries[0].attendance_id
        room.other(set_substitute, line, "นายอื่น มาแทน", "นิติกร")
        await room.type("นางฉัน เลือกเอง\n\n")
        await room.until(lambda: isinstance(room.app.screen, ConflictDialog))
        await until_choice_counts(room.pilot)
        await room.press("1")
        await room.until(lambda: isinstance(room.app.screen, RollScreen))
        entry = room.stored.roll.entries[0]
        # The post was only the other's: it stays.
        assert (entry.substitute_name, entry.substitute_title) == ("นางฉัน เลือกเอง", "นิติกร")
        await room.press("x")
        await room.until(lambda: "ผู้มาแทน" in room.screen)
        assert "นางฉัน" in room.screen


async def test_a_meeting_moved_by_two_users_opens_the_conflict_dialog(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await at_rest(pilot)
        meeting = await app.workspace.call(lambda: find_meeting(2, 2563))
        await app.workspace.call(lambda: move_meeting(meeting.id, DAY, time(10), "ห้องเล็ก"))
        await press(pilot, "f6", PromptDialog)
        await app.workspace.call(lambda: move_meeting(meeting.id, LATER, time(10), "ห้องเล็ก"))
        await pilot.press("ctrl+u")
        await answer(pilot, "24/12/63\n\n\n", ConflictDialog)
        assert all(day in screen_text(app) for day in ("๒๔", "๓๐"))
        await until_choice_counts(pilot)
        await press(pilot, "2", MeetingsScreen)
        assert (await app.workspace.call(lambda: find_meeting(2, 2563))).held_on == LATER


DAY, LATER = date(2020, 12, 23), date(2020, 12, 30)
