"""History on the screen: who changed what, the difference by words and signs, an earlier state."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.editing.revisions import FieldKey, Subject, replace_text
from models.history.views import text_history
from models.minutes.records import Statement
from models.people.operations import rename_person
from models.people.records import Person
from models.storage.store import close_store, connect_thread, open_store
from screens.base.workspace import Workspace
from screens.dialogs.choices import ConfirmDialog
from screens.dialogs.pick import PickDialog
from screens.editing.text_diff import diff_inline
from screens.history.history import HistoryScreen, VersionsScreen
from screens.people.people import PersonScreen
from tests.builders import by
from tests.screens.home.example_app import (
    RoomsApp,
    an_office,
    at_rest,
    rows_of,
    screen_text,
    toasts,
)
from tests.screens.minutes.room_driver import a_live_room, begun, say
from tests.screens.minutes.type_thai import type_thai
from tests.screens.people.register_screens import an_empty_office, press
from tests.screens.plan.live_plan import a_live_plan

OTHER = "น้ำฝน ใจเย็น"


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    """The example, with a statement changed by another user, and a name."""
    office = an_office(tmp_path)
    open_store(office.paths.database)
    statement = Statement.select().order_by(Statement.id).first()
    # The example's meeting is closed: what was changed before that is written as it was.
    text = statement.text + " และขอขอบคุณ"
    by(OTHER, replace_text, Subject.STATEMENT, Statement, statement.id, statement.version, text)
    person = Person.select().order_by(Person.id).first()
    by(OTHER, rename_person, person.id, "นายใหม่ ชื่อแก้")
    close_store()
    return office


def first_statement(office: Workspace) -> FieldKey:
    open_store(office.paths.database)
    place = FieldKey(Subject.STATEMENT, Statement.select().order_by(Statement.id).first().id)
    close_store()
    return place


def test_a_text_difference_is_marked_by_signs_and_by_style() -> None:
    [line] = diff_inline("ที่ประชุมเห็นชอบ", "ที่ประชุมอนุมัติ")
    assert line.text == "ที่ประชุม−‹เห็นชอบ›+‹อนุมัติ›"
    assert {part.style for part in line.parts if part.text.startswith(("−", "+"))} == {
        "strike",
        "bold underline",
    }


async def test_history_lists_newest_changes_first_and_enter_shows_the_versions(
    office: Workspace,
) -> None:
    app = RoomsApp(office, HistoryScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        rows = rows_of(app)
        assert "บุคลากร" in rows[0]
        assert OTHER in rows[0]
        assert "คำพูด" in rows[1]
        await pilot.press("down", "enter")
        await at_rest(pilot)
        assert isinstance(app.screen, VersionsScreen)
        shown = screen_text(app)
        assert "จากรุ่น ๑ เป็นรุ่น ๒" in shown
        assert "+‹" in shown


async def test_restoring_in_a_closed_meeting_shows_the_reason_and_stores_nothing(
    office: Workspace,
) -> None:
    place = first_statement(office)
    app = RoomsApp(office, VersionsScreen(place))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        before = await office.call(text_history, place)
        await pilot.press("down", "f4")
        await at_rest(pilot)
        assert isinstance(app.screen, VersionsScreen)
        told = toasts(app)
        assert await office.call(text_history, place) == before
    open_store(office.paths.database)
    row = Statement.get_by_id(place.subject_id)
    close_store()
    # The example's meeting is closed: its minutes take no change, and that is said.
    assert any("แก้ไขไม่ได้" in each for each in told)
    assert row.text.endswith("และขอขอบคุณ")


async def test_a_persons_former_name_is_restored_from_the_history(office: Workspace) -> None:
    open_store(office.paths.database)
    person = Person.select().order_by(Person.id).first()
    before = person.former_names.get().full_name
    close_store()
    app = RoomsApp(office, PersonScreen(person.id))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("x")
        await at_rest(pilot)
        assert isinstance(app.screen, HistoryScreen)
        await pilot.press("enter")
        await at_rest(pilot)
        await pilot.press("down", "f4")
        await at_rest(pilot)
        await pilot.press("enter")
        await at_rest(pilot)
        assert "จากรุ่น ๑ เป็นรุ่น ๒" in screen_text(app)
    connect_thread()
    assert Person.get_by_id(person.id).full_name == before
    close_store()


async def test_restoring_over_an_unseen_change_is_refused_until_it_was_shown(
    office: Workspace,
) -> None:
    open_store(office.paths.database)
    person = Person.select().order_by(Person.id).first()
    before = person.former_names.get().full_name
    close_store()
    app = RoomsApp(office, VersionsScreen(FieldKey(Subject.PERSON, person.id, "full_name")))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "down", VersionsScreen)
        await press(pilot, "f4", ConfirmDialog)
        await office.call(rename_person, person.id, "นายอีกคน เปลี่ยนให้")
        await press(pilot, "enter", VersionsScreen)
        assert "อ่านรุ่นใหม่ก่อน" in toasts(app)[-1]
        assert "เปลี่ยนให้" in screen_text(app)
        assert (await office.call(Person.get_by_id, person.id)).family_name == "เปลี่ยนให้"
        await pilot.press("end")
        await press(pilot, "f4", ConfirmDialog)
        await press(pilot, "enter", VersionsScreen)
        assert (await office.call(Person.get_by_id, person.id)).full_name == before


async def test_two_selected_states_of_a_text_are_compared(office: Workspace) -> None:
    place = first_statement(office)
    app = RoomsApp(office, VersionsScreen(place))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("down", "space", "up")
        await at_rest(pilot)
        assert "จากรุ่น ๑ เป็นรุ่น ๒" in screen_text(app)
        assert "◆" in screen_text(app)


async def test_the_history_list_is_filtered_by_kind_user_and_words(office: Workspace) -> None:
    app = RoomsApp(office, HistoryScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        everything = len(rows_of(app))
        await pilot.press("f4")
        await at_rest(pilot)
        await type_thai(pilot, "น้ำฝน")
        await pilot.press("enter")
        await at_rest(pilot)
        assert len(rows_of(app)) == 2 < everything
        await pilot.press("f3")
        await at_rest(pilot)
        await type_thai(pilot, "บุคลากร")
        await pilot.press("enter")
        await at_rest(pilot)
        assert len(rows_of(app)) == 1
        await pilot.press("f5")
        await at_rest(pilot)
        assert len(rows_of(app)) == everything
        await type_thai(pilot, "ขอขอบคุณ")
        await at_rest(pilot)
        assert ["ขอขอบคุณ" in row for row in rows_of(app)] == [True]


async def test_the_history_key_opens_the_history_of_a_plan_cell(tmp_path: Path) -> None:
    async with a_live_plan(tmp_path) as plan:
        states = []
        for text in (" วิธีแรก", " วิธีที่สอง"):
            await plan.move_cursor_to("method")
            await plan.press("enter")
            await plan.type(text)
            await plan.press("escape")
            states.append(plan.rows[0].method)
        await plan.move_cursor_to("method")
        await plan.press("x")
        assert isinstance(plan.app.screen, VersionsScreen)
        assert "+‹" in screen_text(plan.app)
        await plan.press("down", "f4", "enter")
        await plan.press("escape")
        assert plan.rows[0].method == states[0] != states[1]


async def test_the_history_key_opens_the_history_of_a_statement(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        await say(room, "ขอเสนอร่าง")
        await room.press("x")
        assert isinstance(room.app.screen, VersionsScreen)
        assert "+‹ขอเสนอร่าง›" in screen_text(room.app)
        await room.press("escape", "f3", "x")
        # The title of the item was never changed: the list of its record is empty.
        assert isinstance(room.app.screen, HistoryScreen)


async def test_an_empty_history_blames_a_filter_only_if_there_is_one(tmp_path: Path) -> None:
    app = RoomsApp(an_empty_office(tmp_path), HistoryScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        assert "ยังไม่มีการแก้ไข สิ่งที่แก้จะอยู่ที่นี่" in screen_text(app)
        await press(pilot, "f3", PickDialog)
        await pilot.press("down")
        await press(pilot, "enter", HistoryScreen)
        assert "กด F5 เพื่อดูล่าสุดของทุกเรื่อง" in screen_text(app)
        await pilot.press("f5")
        await at_rest(pilot)
        assert "กด F5 เพื่อดูล่าสุดของทุกเรื่อง" not in screen_text(app)
