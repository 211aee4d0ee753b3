"""The people of the office: found, added, renamed, given a post, ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.people.records import Assignment, AssignmentKind, Person, Post, add_person
from models.storage.database import database
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptDialog
from screens.people.people import PeopleScreen, PersonScreen
from screens.people.posts import PostScreen, PostsScreen
from screens.widgets.input import ThaiInput
from tests.screens.home.example_app import (
    RoomsApp,
    an_office,
    at_rest,
    rows_of,
    screen_text,
    toasts,
    wait_until,
)
from tests.screens.minutes.type_thai import type_thai
from tests.screens.people.register_screens import (
    HOSTILE,
    an_empty_office,
    answer,
    press,
    until_seen,
)

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_people_are_listed_in_dictionary_order_with_their_posts(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = RoomsApp(an_office(tmp_path), PeopleScreen())
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_rest(pilot)
        rows, seen = rows_of(app), screen_text(app)
    given = [
        "น้ำฝน",
        "เบญจมาภรณ์",
        "ปานิสรา",
        "พสุธร",
        "รัฐวุฒิ",
        "ราเชนทร์",
        "แสงจันทร์",
        "อภิชาติ",
        "อรยานี",
    ]
    assert [name in row for name, row in zip(given, rows, strict=True)] == [True] * 9
    assert "หัวหน้าฝ่ายพัฒนารายได้ รก.ผอ.กองคลัง" in seen
    assert "บุคลากร  ๙ คน" in seen


@pytest.mark.parametrize("typed", ["แสงจ", "คลัง แสง", "cl'0"])
async def test_typing_filters_people_in_either_layout(tmp_path: Path, typed: str) -> None:
    app = RoomsApp(an_office(tmp_path), PeopleScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, typed)
        await at_rest(pilot)
        assert ["แสงจันทร์" in row for row in rows_of(app)] == [True]
        await pilot.press("escape")
        await at_rest(pilot)
        assert len(rows_of(app)) == 9


async def test_a_rank_is_found_in_its_short_form_and_in_its_long_one(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), PeopleScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        for typed in ("จ.ส.อ.อภิ", "จ่าสิบเอก"):
            await type_thai(pilot, typed)
            await at_rest(pilot)
            assert ["อภิชาติ" in row for row in rows_of(app)] == [True]
            await pilot.press("escape")
            await at_rest(pilot)


async def test_a_new_person_is_added_and_opened(tmp_path: Path) -> None:
    app = RoomsApp(an_empty_office(tmp_path), PeopleScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        assert "กด F5 เพิ่มบุคคลแรก" in screen_text(app)
        await press(pilot, "f5", PromptDialog)
        await answer(pilot, "จ.ส.อ.อภิชาติ นิลพิมาย\n", PersonScreen)
        assert "จ่าสิบเอก อภิชาติ นิลพิมาย" in screen_text(app)
        await press(pilot, "escape", PeopleScreen)
        assert len(rows_of(app)) == 1


async def test_a_similar_name_is_shown_while_typing_and_asks_for_confirmation(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), PeopleScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f5", PromptDialog)
        await type_thai(pilot, "นายราเชน เพียรดี")
        near = "มีชื่อใกล้เคียงแล้ว: นายราเชนทร์ เพียรดี"
        await wait_until(pilot, lambda: near in screen_text(app).replace("│", ""))
        await press(pilot, "enter", ConfirmDialog)
        # A no is no loss: the form is there again, with the name and the cursor in it.
        await press(pilot, "enter", PromptDialog)
        assert isinstance(app.focused, ThaiInput)
        assert app.focused.value == "นายราเชน เพียรดี"
        assert await app.workspace.call(Person.select().count) == 9


async def test_the_same_name_can_be_added_as_another_person(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), PeopleScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f5", PromptDialog)
        await answer(pilot, "นายราเชนทร์ เพียรดี\n", ConfirmDialog)
        await pilot.press("left")
        await press(pilot, "enter", PersonScreen)
        assert await app.workspace.call(Person.select().count) == 10


async def test_a_person_is_renamed_and_an_acting_assignment_added_and_ended(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), PeopleScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, "รัฐวุฒิ")
        await press(pilot, "enter", PersonScreen)
        await press(pilot, "f3", PromptDialog)
        await pilot.press("end", "ctrl+u")
        await answer(pilot, "นายรัฐวุฒิ ใหม่ศรี\n", PersonScreen)
        assert "ใหม่ศรี" in screen_text(app)
        await press(pilot, "f4", PickDialog)
        await answer(pilot, "สาธารณสุข\n", ListDialog)
        await press(pilot, "2", PromptDialog)
        await answer(pilot, "\n\n", PersonScreen)
        held = await app.workspace.call(lambda: list(Assignment.select().order_by(Assignment.id)))
        assert held[-1].kind == AssignmentKind.ACTING
        assert "รักษาราชการแทน ผู้อำนวยการกองสาธารณสุข" in screen_text(app)
        await press(pilot, "f6", PromptDialog)
        await answer(pilot, "\n", PersonScreen)
        held = await app.workspace.call(lambda: list(Assignment.select().order_by(Assignment.id)))
    assert held[-1].ends_on is not None


async def test_a_second_holder_is_refused_and_the_typed_text_stays(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), PeopleScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, "รัฐวุฒิ")
        await press(pilot, "enter", PersonScreen)
        await press(pilot, "f4", PickDialog)
        await answer(pilot, "รองปลัด\n", ListDialog)
        await press(pilot, "1", PromptDialog)
        before = await app.workspace.call(lambda: list(Assignment.select().dicts()))
        await type_thai(pilot, "ระดับต้น\n\n\n")
        await until_seen(pilot, "อยู่แล้ว")
        seen = screen_text(app)
        assert await app.workspace.call(lambda: list(Assignment.select().dicts())) == before
    assert "อภิชาติ" in seen
    assert "ระดับต้น" in seen


async def test_f2_opens_the_list_of_posts(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), PeopleScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f2", PostsScreen)


async def test_typing_filters_a_list_of_two_thousand_people_to_one(tmp_path: Path) -> None:
    app = RoomsApp(an_empty_office(tmp_path), PeopleScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await app.workspace.call(_two_thousand)
        app.first.on_screen_resume()  # type: ignore[attr-defined]
        await at_rest(pilot)
        assert len(rows_of(app)) == 2000
        await type_thai(pilot, "สกุล1999")
        await at_rest(pilot)
        assert len(rows_of(app)) == 1


async def test_people_show_markup_and_control_characters_as_text(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), PeopleScreen())
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        changed = {"given_name": HOSTILE}
        await app.workspace.call(lambda: Person.update(**changed).execute())
        await app.workspace.call(lambda: Post.update(short_name=HOSTILE).execute())
        app.first.on_screen_resume()  # type: ignore[attr-defined]
        await at_rest(pilot)
        await press(pilot, "enter", PersonScreen)
        await press(pilot, "f4", PickDialog)
        await press(pilot, "enter", ListDialog)
        await press(pilot, "1", PromptDialog)
        seen = screen_text(app)
    assert "[/]" in seen
    assert "\x1b" not in seen


def _two_thousand() -> None:
    with database.atomic():
        for number in range(2000):
            add_person("นาย", f"ชื่อ{number}", f"สกุล{number}")


@pytest.mark.parametrize("screen", [PersonScreen, PostScreen])
async def test_a_person_or_post_that_is_gone_is_named_and_the_program_goes_on(
    tmp_path: Path, screen: type[PersonScreen | PostScreen]
) -> None:
    app = RoomsApp(an_office(tmp_path), screen(987_654_321))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_until(pilot, lambda: toasts(app))
        assert "ไม่พบ" in toasts(app)[0]
        assert isinstance(app.screen, screen)
