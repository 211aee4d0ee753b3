"""Posts with their holders and timelines, and the divisions they belong to."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.office.organization import Division
from models.people.records import Assignment, Post
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptDialog
from screens.people.divisions import DivisionsScreen
from screens.people.posts import PostScreen, PostsScreen
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, rows_of, screen_text
from tests.screens.minutes.type_thai import type_thai
from tests.screens.people.register_screens import (
    HOSTILE,
    an_empty_office,
    answer,
    press,
    until,
    until_seen,
)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_list_of_posts_shows_acting_holders_and_vacant_posts(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = RoomsApp(an_office(tmp_path), PostsScreen())
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_rest(pilot)
        seen = screen_text(app)
    assert "– ว่าง" in seen
    assert "นางแสงจันทร์ เพ็ญมาก (รักษาราชการแทน)" in seen


async def test_a_post_is_found_by_its_division(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), PostsScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, "สำนักปลัด ทรัพยากร")
        await at_rest(pilot)
        assert ["นักทรัพยากรบุคคล" in row for row in rows_of(app)] == [True]


async def test_a_post_is_added_in_a_division_and_given_a_holder(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), PostsScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f5", PromptDialog)
        await answer(pilot, "นิติกร\n\n\n\n", ListDialog)
        await press(pilot, "1", PostScreen)
        post = await app.workspace.call(lambda: Post.get(Post.name == "นิติกร"))
        assert post.division_id is not None
        await press(pilot, "f4", PickDialog)
        await answer(pilot, "รัฐวุฒิ\n", ListDialog)
        await press(pilot, "1", PromptDialog)
        await answer(pilot, "ชำนาญการ\n1/10/63\n\n", PostScreen)
        held = await app.workspace.call(lambda: Assignment.get(Assignment.post == post))
        seen = screen_text(app)
    assert (held.level, held.begins_on.isoformat()) == ("ชำนาญการ", "2020-10-01")
    assert "● ดำรงอยู่" in seen
    assert "นายรัฐวุฒิ อุดรรัตน์" in seen


async def test_a_mistaken_assignment_is_removed_after_a_confirmation(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), PostsScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        before = await app.workspace.call(Assignment.select().count)
        await press(pilot, "enter", PostScreen)
        await press(pilot, "delete", ConfirmDialog)
        await pilot.press("left")
        await press(pilot, "enter", PostScreen)
        assert await app.workspace.call(Assignment.select().count) == before - 1


async def test_abolishing_a_held_post_is_refused_and_a_vacant_one_is_abolished(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), PostsScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "enter", PostScreen)
        await press(pilot, "f9", PromptDialog)
        await answer(pilot, "\n", PromptDialog)
        assert "ยังดำรงตำแหน่ง" in screen_text(app)
        assert not await app.workspace.call(_abolished)
        await press(pilot, "escape", PostScreen)
        await press(pilot, "escape", PostsScreen)
        await type_thai(pilot, "สาธารณสุข")
        await press(pilot, "enter", PostScreen)
        await press(pilot, "f9", PromptDialog)
        await answer(pilot, "\n", PostScreen)
        assert "■ ยุบแล้ว" in screen_text(app)
        assert ["สาธารณสุข" in name for name in await app.workspace.call(_abolished)] == [True]


def _abolished() -> list[str]:
    return [post.name for post in Post.select().where(Post.abolished_on.is_null(False))]


async def test_the_signing_post_is_changed_after_confirmation(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), PostsScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, "รองปลัด")
        await press(pilot, "enter", PostScreen)
        assert "ลงนามในคำสั่งของหน่วยงาน" not in screen_text(app)
        await press(pilot, "f7", ConfirmDialog)
        await press(pilot, "enter", PostScreen)
        await at_rest(pilot)
        assert "★ ลงนามในคำสั่งของหน่วยงาน" in screen_text(app)
        leading = await app.workspace.call(
            lambda: [post.name for post in Post.select().where(Post.is_cko)]
        )
    assert leading == ["รองปลัดเทศบาล"]


async def test_divisions_are_added_renamed_and_moved(tmp_path: Path) -> None:
    app = RoomsApp(an_empty_office(tmp_path), DivisionsScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        for name in ("กองคลัง", "กองช่าง"):
            await press(pilot, "f5", PromptDialog)
            await answer(pilot, f"{name}\n\n", DivisionsScreen)
        await pilot.press("ctrl+up")
        await at_rest(pilot)
        assert "กองช่าง" in rows_of(app)[0]
        await press(pilot, "enter", PromptDialog)
        await pilot.press("end", "ctrl+u")
        await answer(pilot, "กองคลัง\n\n", PromptDialog)
        assert "แล้ว" in screen_text(app)
        rows = await app.workspace.call(lambda: list(Division.select().order_by(Division.position)))
        assert [row.name for row in rows] == ["กองช่าง", "กองคลัง"]
        await pilot.press("end", "ctrl+u")
        await answer(pilot, "กองช่างโยธา\n\n", DivisionsScreen)
        rows = await app.workspace.call(lambda: list(Division.select().order_by(Division.position)))
    assert [row.name for row in rows] == ["กองช่างโยธา", "กองคลัง"]


async def test_posts_show_markup_and_control_characters_as_text(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), PostsScreen())
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        first = Post.select().limit(1)
        await app.workspace.call(
            lambda: Post.update(name=HOSTILE).where(Post.id.in_(first)).execute()
        )
        app.first.on_screen_resume()  # type: ignore[attr-defined]
        await at_rest(pilot)
        await press(pilot, "enter", PostScreen)
        await press(pilot, "f3", PromptDialog)
        seen = screen_text(app)
    assert "[/]" in seen
    assert "\x1b" not in seen


@pytest.mark.parametrize("screen", [PostsScreen, DivisionsScreen])
async def test_the_usual_posts_are_ticked_and_added_at_once(
    screen: type[PostsScreen] | type[DivisionsScreen], tmp_path: Path
) -> None:
    app = RoomsApp(an_empty_office(tmp_path), screen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f7", ListDialog)
        await pilot.press("1")
        await until_seen(pilot, "[✓] นายกเทศมนตรี")
        assert "เพิ่มที่ทำเครื่องหมายไว้" in screen_text(app)
        await pilot.press("2")
        await until_seen(pilot, "[  ] นายกเทศมนตรี")
        await pilot.press("1")
        await until(pilot, screen)
        await at_rest(pilot)
        names = await app.workspace.call(lambda: [post.name for post in Post.select()])
        assert "ปลัดเทศบาล" in names
        assert "นายกเทศมนตรี" not in names
        assert await app.workspace.call(Division.select().count) == len(names) - 2
