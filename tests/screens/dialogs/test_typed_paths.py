"""Typed paths: of an unknown user, or too long, they are refused in the dialog."""

from __future__ import annotations

from pathlib import Path

import pytest

from kmtui.settings import Settings
from kmtui.upkeep import look_after
from models.evidence.attachments import attachments_of
from screens.dialogs.choices import ListDialog
from screens.dialogs.prompt import PromptDialog
from screens.evidence.attachments import AttachmentsScreen
from screens.maintenance import MaintenanceScreen
from screens.people.staff_list import StaffImportScreen
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, screen_text
from tests.screens.people.register_screens import answer, press, until_seen


@pytest.mark.parametrize("typed", ["~nosuch/x.csv", f"/{'x' * 300}.csv"])
async def test_importing_a_staff_list_from_an_unusable_path_is_refused(
    tmp_path: Path, typed: str
) -> None:
    app = RoomsApp(an_office(tmp_path), StaffImportScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await answer(pilot, f"{typed}\n\n", PromptDialog)
        await until_seen(pilot, "✗")
        assert isinstance(app.screen, PromptDialog)
        assert app.screen._text(0) == typed


@pytest.mark.parametrize("typed", ["~nosuch/x.db", f"/{'x' * 300}.db"])
async def test_backing_up_to_an_unusable_path_is_refused(tmp_path: Path, typed: str) -> None:
    app = RoomsApp(an_office(tmp_path), MaintenanceScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f6", PromptDialog)
        await answer(pilot, f"{typed}\n", PromptDialog)
        await until_seen(pilot, "✗")
        assert isinstance(app.screen, PromptDialog)
        assert app.screen._text(0) == typed
    assert not (tmp_path / "home" / "backups").exists()


async def test_attaching_a_file_from_an_unknown_home_is_refused(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), AttachmentsScreen(2564))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f5", ListDialog)
        await pilot.press("enter")
        await at_rest(pilot)
        await press(pilot, "enter", PromptDialog)
        await answer(pilot, "\n~nosuch/x.pdf\n", PromptDialog)
        await until_seen(pilot, "✗")
        assert isinstance(app.screen, PromptDialog)
        assert app.screen._text(1) == "~nosuch/x.pdf"
        assert await app.workspace.call(attachments_of, 2564) == ()


async def test_a_backup_folder_in_an_unknown_home_is_reported_and_the_screen_opens(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path)
    office.settings = Settings(backup_folder="~nosuch/x")
    app = RoomsApp(office, MaintenanceScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        assert "สำรองและตรวจสอบข้อมูล" in screen_text(app)
    assert any("~nosuch/x" in sentence for sentence in look_after(office.paths, office.settings))
