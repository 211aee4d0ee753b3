"""What a list lacks is made in its dialog; a question throws nothing away that was typed."""

from __future__ import annotations

from pathlib import Path

from models.committees.records import Seat
from models.people.records import Person, Post
from screens.committees.orders import OrdersScreen
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptDialog
from screens.meetings.meetings import MeetingsScreen
from screens.people.people import PersonScreen
from screens.widgets.input import ThaiInput
from tests.journeys.forms_of_commands import make_start
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, screen_text, wait_until
from tests.screens.minutes.type_thai import type_thai
from tests.screens.people.register_screens import answer, press


async def test_a_person_is_added_from_the_dialog_of_members(
    tmp_path: Path, example_file: Path
) -> None:
    office = an_office(tmp_path)
    office.paths.database.write_bytes(make_start(example_file, tmp_path / "start").read_bytes())
    app = RoomsApp(office, OrdersScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("enter")
        await at_rest(pilot)
        await press(pilot, "f2", PickDialog)
        await type_thai(pilot, "นายวิเชียร กำเนิดผล")
        await wait_until(pilot, lambda: "ไม่พบ" in screen_text(app))
        await press(pilot, "f5", ListDialog)
        await press(pilot, "1", PromptDialog)
        assert isinstance(app.focused, ThaiInput)
        assert app.focused.value == "นายวิเชียร กำเนิดผล"
        await press(pilot, "enter", ListDialog)
        assert "วิเชียร" in screen_text(app)
        await pilot.press("2")
        await at_rest(pilot)
        found = await app.workspace.call(lambda: Person.get(given_name="วิเชียร").id)
        seats = await app.workspace.call(lambda: Seat.select().where(Seat.person == found).count())
        assert seats == 1


async def test_a_missing_post_is_created_while_assigning_a_person(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    app = RoomsApp(office, PersonScreen(1))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f4", PickDialog)
        await type_thai(pilot, "นักพัฒนาชุมชน")
        await press(pilot, "f5", PromptDialog)
        await answer(pilot, "\n\n\n\n", ListDialog)
        # A question that is given up gives the form back, with what was typed.
        await press(pilot, "escape", PromptDialog)
        assert "นักพัฒนาชุมชน" in screen_text(app)
        await answer(pilot, "\n\n\n\n", ListDialog)
        await pilot.press("1")
        await at_rest(pilot)
        assert await app.workspace.call(lambda: Post.get_or_none(name="นักพัฒนาชุมชน")) is not None


async def test_refusing_a_number_gap_reopens_the_form(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f5", ListDialog)
        await press(pilot, "1", PromptDialog)
        # Of the same calendar year as the meetings of the example.
        await answer(pilot, "25 ธ.ค. 63\n9.30\n\n\n9\n", ConfirmDialog)
        await press(pilot, "enter", PromptDialog)
        seen = screen_text(app)
        assert "25 ธ.ค. 63" in seen
        assert "9.30" in seen
        assert "แก้หรือเว้นว่างไว้" in seen.replace("│", "")
        assert isinstance(app.focused, ThaiInput)
        assert app.focused.value == "9"
