"""Forms of people, posts and knowledge that stood open while a colleague changed the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.knowledge.records import choose_for_plan, set_holders
from models.office.organization import Division
from models.office.snippets import all_snippets, remove_snippet, save_snippet
from models.people.assignments import edit_assignment, end_assignment, find_assignment
from models.people.operations import edit_post, set_leaving
from models.people.records import Person, Post
from models.people.views import TimelineLine, person_timeline, read_post
from models.storage.store import close_store, open_store
from screens.dialogs.choices import ListDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptDialog
from screens.editing.conflict import ConflictDialog, EitherDialog
from screens.office.snippets import SnippetsScreen
from screens.people.people import PersonScreen
from screens.people.posts import PostScreen
from tests.screens.editing.test_conflict import at_leisure
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, toasts, until_choice_counts
from tests.screens.knowledge.live_knowledge import a_live_classification
from tests.screens.people.register_screens import answer, press, until_seen

__all__ = ["at_leisure"]

EARLY, LAST = date(2001, 1, 1), date(2030, 9, 30)


def the_line() -> TimelineLine:
    return person_timeline(1)[0]


async def test_days_and_level_corrected_by_two_users_are_both_stored(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), PersonScreen(1))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await at_rest(pilot)
        line = await app.workspace.call(the_line)
        await press(pilot, "enter", PromptDialog)
        await app.workspace.call(edit_assignment, line.assignment_id, EARLY, LAST, line.level)
        await pilot.press("ctrl+u")
        await answer(pilot, "ระดับใหม่\n\n\n", PersonScreen)
        held = await app.workspace.call(find_assignment, line.assignment_id)
        assert (held.level, held.begins_on, held.ends_on) == ("ระดับใหม่", EARLY, LAST)


@pytest.mark.usefixtures("at_leisure")
async def test_a_last_day_given_by_two_users_opens_the_conflict_dialog(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), PersonScreen(1))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await at_rest(pilot)
        line = await app.workspace.call(the_line)
        await press(pilot, "f6", PromptDialog)
        await app.workspace.call(end_assignment, line.assignment_id, LAST)
        await answer(pilot, "\n", ConflictDialog)
        await until_choice_counts(pilot)
        await press(pilot, "2", PersonScreen)
        assert (await app.workspace.call(find_assignment, line.assignment_id)).ends_on == LAST


@pytest.mark.usefixtures("at_leisure")
async def test_a_leaving_day_given_by_two_users_opens_the_conflict_dialog(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), PersonScreen(1))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f5", PromptDialog)
        await app.workspace.call(set_leaving, 1, LAST)
        await answer(pilot, "1/10/75\n", EitherDialog)
        await until_choice_counts(pilot)
        await press(pilot, "2", PersonScreen)
        assert (await app.workspace.call(Person.get_by_id, 1)).leaves_on == LAST


async def test_renaming_a_post_keeps_the_division_set_by_another_user(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path)
    open_store(office.paths.database)
    post_id = int(Post.select().where(Post.division.is_null(False)).first().id)
    post = read_post(post_id)
    other = Division.select().where(Division.id != post.division_id).first().id
    close_store()
    app = RoomsApp(office, PostScreen(post_id))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f3", PromptDialog)
        names = post.name, post.short_name, post.formal_name
        await office.call(lambda: edit_post(post_id, *names, other, True))
        await pilot.press("ctrl+u")
        await answer(pilot, "ชื่อใหม่\n\n\n\n", ListDialog)
        await press(pilot, "enter", PostScreen)
        found = await office.call(Post.get_by_id, post_id)
        assert (found.name, found.division_id, found.shared) == ("ชื่อใหม่", other, True)


async def test_holders_added_by_two_users_are_all_stored(tmp_path: Path) -> None:
    async with a_live_classification(tmp_path) as live:
        item = live.items[0].id
        live.other(set_holders, item, [1])
        await live.press("h")
        await live.until(lambda: isinstance(live.app.screen, PickDialog))
        live.other(set_holders, item, [1, 2])
        third = live.other(lambda: str(Person.get_by_id(3).full_name))
        await live.type(f"{third}\n")
        await live.press("escape")
        assert [each.person_id for each in live.items[0].holders] == [1, 2, 3]
        live.other(choose_for_plan, item, True)
        await live.press("z")
        assert [each.person_id for each in live.items[0].holders] == [1, 2]
        assert live.items[0].chosen


async def test_undo_of_a_snippet_never_overwrites_another_users_text(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), SnippetsScreen())
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f5", PromptDialog)
        await answer(pilot, "ทส\nของฉัน\n", SnippetsScreen)
        await app.workspace.call(save_snippet, "ทส", "ของเขา")
        await press(pilot, "f7", SnippetsScreen)
        assert "มีผู้อื่นแก้คำย่อ" in toasts(app)[-1]
        assert (await app.workspace.call(all_snippets))["ทส"] == "ของเขา"
        await app.workspace.call(remove_snippet, "ทส")
        await press(pilot, "f5", PromptDialog)
        await answer(pilot, "ทส\nของฉัน\n", SnippetsScreen)
        await press(pilot, "f7", SnippetsScreen)
        assert "ทส" not in await app.workspace.call(all_snippets)


async def test_adding_a_snippet_just_added_by_another_user_is_refused(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), SnippetsScreen())
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f5", PromptDialog)
        await app.workspace.call(save_snippet, "ทส", "ของเขา")
        await answer(pilot, "ทส\nของฉัน\n", PromptDialog)
        await until_seen(pilot, "มีแล้ว แก้ที่คำนั้น")
        assert (await app.workspace.call(all_snippets))["ทส"] == "ของเขา"
