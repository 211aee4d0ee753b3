"""A form that was open while somebody else stored another text overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.organization import read_office
from models.overtaken import Overtaken, reading, unless_overtaken
from models.people import Person
from models.people_acts import PERSON_CELLS, rename_person
from models.store import close_store, open_store
from screens.conflict import REST_S, ConflictDialog
from screens.people import PersonScreen
from screens.prompt import PromptDialog
from screens.settings import SettingsScreen
from tests.builders import a_person
from tests.screens.first_rooms import RoomsApp, an_office, at_rest, toasts
from tests.screens.type_thai import type_thai


def test_texts_are_stored_only_where_they_are_what_was_read(store: Path) -> None:
    person = a_person("สมชาย")
    read = reading(PERSON_CELLS, person.id, "full_name")
    stored: list[tuple[str, ...]] = []
    unless_overtaken(read, ("นายสมชาย ใจดี",), stored.append, ("นายสมชาย ใจงาม",))
    assert stored == [("นายสมชาย ใจงาม",)]
    with pytest.raises(Overtaken) as other:
        unless_overtaken(read, ("นายคนอื่น",), stored.append, ("นายสมชาย ใจกว้าง",))
    assert other.value.stored == ("นายสมชาย ใจดี",)
    assert len(stored) == 1


async def test_a_name_that_two_people_change_is_chosen_in_the_conflict_dialog(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path)
    app = RoomsApp(office, PersonScreen(1))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("f3")
        await pilot.pause()
        assert isinstance(app.screen, PromptDialog)
        await office.ask(rename_person, 1, "นางสาวอรยานี คนอื่นแก้")
        await type_thai(pilot, "นางสาวอรยานี ฉันแก้\n")
        await pilot.pause(0.2)
        assert isinstance(app.screen, ConflictDialog)
        await pilot.pause(REST_S + 0.2)
        await pilot.press("1")
        await at_rest(pilot)
    open_store(office.places.database)
    assert Person.get_by_id(1).full_name == "นางสาวอรยานี ฉันแก้"
    former = [each.full_name for each in Person.get_by_id(1).former_names]
    close_store()
    assert "นางสาวอรยานี คนอื่นแก้" in former


async def test_decided_later_keeps_the_other_text_and_the_typing(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    app = RoomsApp(office, PersonScreen(1))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("f3")
        await pilot.pause()
        await office.ask(rename_person, 1, "นางสาวอรยานี คนอื่นแก้")
        await type_thai(pilot, "นางสาวอรยานี ฉันแก้\n")
        await pilot.pause(0.2)
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert isinstance(app.screen, PromptDialog)
        assert app.screen._text(0) == "นางสาวอรยานี ฉันแก้"
        await pilot.press("escape")
    open_store(office.places.database)
    assert Person.get_by_id(1).full_name == "นางสาวอรยานี คนอื่นแก้"
    close_store()


async def test_two_people_change_two_settings_and_neither_is_lost(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    app = RoomsApp(office, SettingsScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("enter")
        await pilot.pause()

        def elsewhere() -> None:
            from dataclasses import replace

            from models.organization import edit_office

            edit_office(replace(read_office(), website="www.example.go.th"))

        await office.ask(elsewhere)
        await type_thai(pilot, "เทศบาลตำบลใหม่\n")
        await at_rest(pilot)
        words = await office.ask(read_office)
        assert (words.name, words.website) == ("เทศบาลตำบลใหม่", "www.example.go.th")
        assert toasts(app) == []
