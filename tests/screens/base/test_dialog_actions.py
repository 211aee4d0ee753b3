"""A command that opens dialogs shows what ends it, and the program goes on."""

from pathlib import Path

from models.office.rights import read_member
from screens.base.dialog_action import dialog_action
from screens.people.people import PeopleScreen
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, screen_text, toasts

NOBODY = 987_654_321


class MemberAsked(PeopleScreen):
    """Its command reads a member who is not there, before any dialog."""

    @dialog_action
    async def action_posts(self) -> None:
        """Read the member."""
        await self.call(read_member, NOBODY)


async def test_a_refusal_within_a_dialog_command_is_shown_and_the_screen_stays(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), MemberAsked())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await app.run_action("screen.posts")
        await at_rest(pilot)
        assert len(toasts(app)) == 1
        assert isinstance(app.screen, MemberAsked)
        await pilot.press("down")
        assert "น้ำฝน" in screen_text(app)
