"""The first start makes a data file: of the person's own office, or the example."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from textual.pilot import Pilot

from kmtui.settings import PREPRINTED_EMBLEM, read_settings
from models.committees.records import Committee
from models.editing.record_kind import cleaned
from models.errors import KmError, Refused
from models.home.overview import create_office
from models.office.emblem import Emblem
from models.office.organization import the_organization
from models.storage.store import close_store, open_store
from screens.dialogs.prompt import PromptDialog
from screens.home.first_start import FirstStartScreen
from tests.screens.home.example_app import (
    RoomsApp,
    a_new_office,
    at_rest,
    screen_text,
    toasts,
    wait_until,
)
from tests.screens.minutes.type_thai import type_thai


async def test_answering_the_questions_creates_the_office(tmp_path: Path) -> None:
    office = a_new_office(tmp_path)
    app = RoomsApp(office, FirstStartScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        assert "เปิดเทศบาลตัวอย่าง" in screen_text(app)
        await pilot.press("enter")
        await at_rest(pilot)
        await type_thai(pilot, "เทศบาลตำบลน้ำใส\nอำเภอเมือง\nจ.ขอนแก่น\n\n")
        await wait_until(pilot, lambda: app.answers)
    assert app.answers == [True]
    assert _address(office.paths.database) == "เทศบาลตำบลน้ำใส อำเภอเมือง จังหวัดขอนแก่น"


async def test_the_second_row_of_the_first_start_creates_the_example(tmp_path: Path) -> None:
    office = a_new_office(tmp_path)
    app = RoomsApp(office, FirstStartScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: app.answers)
    assert app.answers == [True]
    assert "หนองหัวแรต" in _address(office.paths.database)


async def test_keys_typed_before_the_first_start_dialog_opens_are_kept(tmp_path: Path) -> None:
    office = a_new_office(tmp_path)
    app = RoomsApp(office, FirstStartScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, "\nเทศบาลตำบลน้ำใส\nเมือง\nขอนแก่น\n\n")
        await wait_until(pilot, lambda: app.answers)
    assert app.answers == [True]
    assert _address(office.paths.database) == "เทศบาลตำบลน้ำใส อำเภอเมือง จังหวัดขอนแก่น"


async def test_a_name_typed_at_the_first_start_becomes_the_name_of_the_office(
    tmp_path: Path,
) -> None:
    office = a_new_office(tmp_path)
    app = RoomsApp(office, FirstStartScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, "เทศบาลตำบลน้ำใส")
        await wait_until(pilot, lambda: "เริ่มใช้กับเทศบาลชื่อที่พิมพ์นี้" in screen_text(app))
        assert "ค้นหา" not in screen_text(app), "there are no records to search"
        await type_thai(pilot, "\n")
        await wait_until(pilot, lambda: isinstance(app.screen, PromptDialog))
        assert not office.paths.database.exists()
        await type_thai(pilot, "\nเมือง\nขอนแก่น\n\n")
        await wait_until(pilot, lambda: app.answers)
    assert _address(office.paths.database) == "เทศบาลตำบลน้ำใส อำเภอเมือง จังหวัดขอนแก่น"


async def test_an_empty_office_name_is_refused_and_creates_no_file(tmp_path: Path) -> None:
    app = RoomsApp(a_new_office(tmp_path), FirstStartScreen())
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("enter")
        await at_rest(pilot)
        await pilot.press("enter")
        await at_rest(pilot)
        assert isinstance(app.screen, PromptDialog)
        assert "✗ ช่องนี้ยังว่าง" in screen_text(app)
        await pilot.press("escape")
        await at_rest(pilot)
        assert app.screen is app.first
    assert not (tmp_path / "home").exists()


async def test_escape_at_the_first_start_creates_no_file(tmp_path: Path) -> None:
    app = RoomsApp(a_new_office(tmp_path), FirstStartScreen())
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("escape")
        await at_rest(pilot)
    assert app.answers == [False]
    assert not (tmp_path / "home").exists()


async def test_an_impossible_data_folder_is_reported_once_and_the_first_start_stays_open(
    tmp_path: Path,
) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    app = RoomsApp(a_new_office(tmp_path), FirstStartScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: toasts(app))
        await at_rest(pilot)
        assert app.screen is app.first
        assert len(toasts(app)) == 1
    assert app.answers == []


@pytest.mark.parametrize("name", ["[/]", "[@click=app.quit]x[/]", "ก\x1b[2Jข"])
async def test_any_typed_text_becomes_the_office_name(tmp_path: Path, name: str) -> None:
    office = a_new_office(tmp_path)
    app = RoomsApp(office, FirstStartScreen())
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("enter")
        await at_rest(pilot)
        assert isinstance(app.screen, PromptDialog)
        app.screen._inputs[0].insert_text_at_cursor(name)
        await type_thai(pilot, "\nเมือง\nเลย\n\n")
        await wait_until(pilot, lambda: app.answers)
    assert app.answers == [True]
    address = _address(office.paths.database)
    assert address.startswith(cleaned(name))
    assert "\x1b" not in address


async def names_typed(pilot: Pilot[Any], emblem: str) -> None:
    """The form of a new office, filled in up to its emblem, whose Enter closes it."""
    await at_rest(pilot)
    await type_thai(pilot, "\nเทศบาลตำบลน้ำใส\nเมือง\nขอนแก่น\n")
    await at_rest(pilot)
    app = pilot.app
    assert isinstance(app.screen, PromptDialog)
    app.screen._inputs[3].insert_text_at_cursor(emblem)
    await pilot.press("enter")
    await at_rest(pilot)


async def test_the_first_start_stores_the_emblem_and_papers_have_it_at_once(tmp_path: Path) -> None:
    office, picture = a_new_office(tmp_path), tmp_path / "ครุฑ.png"
    Image.new("L", (9, 10)).save(picture)
    app = RoomsApp(office, FirstStartScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await names_typed(pilot, str(picture))
    assert app.answers == [True]
    assert office.settings.office_emblem == Emblem(picture)
    assert read_settings(office.paths.settings).office_emblem == Emblem(picture)


async def test_the_first_start_refuses_a_broken_emblem_and_keeps_what_was_typed(
    tmp_path: Path,
) -> None:
    office, picture = a_new_office(tmp_path), tmp_path / "ครุฑ.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\nbroken IEND")
    app = RoomsApp(office, FirstStartScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await names_typed(pilot, str(picture))
        assert isinstance(app.screen, PromptDialog)
        assert "วาดเป็นตราครุฑไม่ได้" in screen_text(app).replace("\n", "")
        assert "เทศบาลตำบลน้ำใส" in screen_text(app)
        assert not office.paths.database.exists()
        await pilot.press("end", "ctrl+u")
        await type_thai(pilot, f"{PREPRINTED_EMBLEM}\n\n\n\n")
        await at_rest(pilot)
    assert app.answers == [True]
    assert office.settings.office_emblem == Emblem(is_preprinted=True)


def test_a_new_office_has_no_committee(tmp_path: Path) -> None:
    path = tmp_path / "kmtui.db"
    create_office(path, "เทศบาล", "เมือง", "เลย")
    open_store(path)
    assert Committee.select().count() == 0
    close_store()


def test_creating_an_office_over_an_existing_file_is_refused_and_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "kmtui.db"
    create_office(path, "เทศบาลแรก", "เมือง", "เลย")
    content = path.read_bytes()
    with pytest.raises(KmError, match="มีแฟ้มข้อมูลอยู่แล้ว"):
        create_office(path, "เทศบาลหลัง", "เมือง", "เลย")
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]
    assert _address(path).startswith("เทศบาลแรก")


def test_a_district_name_of_the_word_district_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        create_office(tmp_path / "kmtui.db", "เทศบาล", "อำเภอ", "เลย")
    assert list(tmp_path.iterdir()) == []


def _address(path: Path) -> str:
    open_store(path)
    try:
        return the_organization().address
    finally:
        close_store()
