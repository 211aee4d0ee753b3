"""Settings: the words of the office and of the settings file, changed and stored at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from rich.cells import cell_len

from kmtui.setting_table import SETTING_TABLE
from kmtui.settings import read_settings
from kmtui.theme import DARK, SIXTEEN, THEMES
from models.office.organization import read_office
from screens.dialogs.prompt import PromptDialog
from screens.home.home import HomeScreen
from screens.office.settings import SettingsScreen
from screens.office.snippets import SnippetsScreen
from screens.office.theme_choice import ThemeDialog
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, screen_text, toasts
from tests.screens.minutes.type_thai import type_thai
from tests.screens.people.register_screens import HOSTILE, answer, move_cursor_to, press


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_settings_screen_opens_from_home_shows_its_sections_and_opens_snippets(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = RoomsApp(an_office(tmp_path), HomeScreen())
    async with app.run_test(size=size, notifications=True) as pilot:
        await at_rest(pilot)
        await move_cursor_to(pilot, "ตั้งค่า")
        await press(pilot, "enter", SettingsScreen)
        seen = screen_text(app)
        await move_cursor_to(pilot, "คำย่อ")
        await press(pilot, "enter", SnippetsScreen)
    for words in ("เทศบาลตำบลหนองหัวแรต", "นม ๕๘๓๐๑", "ตราครุฑ", "แบบอักษร", "เครื่องพิมพ์"):
        assert words in seen


async def test_the_office_is_renamed_and_the_prefix_of_its_province_removed(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), SettingsScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "enter", PromptDialog)
        await pilot.press("end", "ctrl+u")
        await type_thai(pilot, "\n")
        await at_rest(pilot)
        assert "ช่องนี้ยังว่าง" in screen_text(app)
        await answer(pilot, "เทศบาลเมืองใหม่\n", SettingsScreen)
        await move_cursor_to(pilot, "จังหวัด")
        await press(pilot, "enter", PromptDialog)
        await pilot.press("end", "ctrl+u")
        await answer(pilot, "จังหวัดเลย\n", SettingsScreen)
        office = await app.workspace.call(read_office)
    assert (office.name, office.province) == ("เทศบาลเมืองใหม่", "เลย")
    assert office.district == "หนองบุญมาก"


async def test_printer_and_emblem_are_stored_in_the_settings_file_and_used_at_once(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path)
    office.paths.settings.write_text("# ของสำนักปลัด\n", "utf-8")
    picture = tmp_path / "ครุฑ.png"
    Image.new("L", (9, 10)).save(picture)
    app = RoomsApp(office, SettingsScreen())
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        await move_cursor_to(pilot, "เครื่องพิมพ์")
        await press(pilot, "enter", PromptDialog)
        await answer(pilot, "ชั้นสอง\n", SettingsScreen)
        await move_cursor_to(pilot, "ตราครุฑ")
        await press(pilot, "enter", PromptDialog)
        await answer(pilot, f"{tmp_path}/ไม่มี.png\n", PromptDialog)
        assert "ไม่พบแฟ้ม" in screen_text(app)
        await pilot.press("end", "ctrl+u")
        await answer(pilot, f"{picture}\n", SettingsScreen)
    assert office.settings == read_settings(office.paths.settings)
    assert (office.settings.printer, office.settings.emblem) == ("ชั้นสอง", str(picture))
    assert "# ของสำนักปลัด" in office.paths.settings.read_text("utf-8")


async def test_the_theme_dialog_previews_a_theme_and_escape_restores_the_former(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_office(tmp_path), SettingsScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await move_cursor_to(pilot, "สีของจอ")
        assert screen_text(app).count("แถวที่เลือก") == 1
        await press(pilot, "enter", ThemeDialog)
        rows = [row for row in screen_text(app).splitlines() if "สำหรับ" in row]
        assert len(rows) == 2
        assert (
            len(
                {
                    cell_len(row.partition(word)[0])
                    for row, word in zip(rows, ("พื้นขาว", "อักษร"), strict=True)
                }
            )
            == 1
        )
        seen = []
        for _ in THEMES:
            seen.append(app.theme)
            await pilot.press("down")
            await at_rest(pilot)
        assert seen == [theme.name for theme in THEMES.values()]
        await press(pilot, "escape", SettingsScreen)
        assert app.theme == DARK.name
        assert app.workspace.settings.theme == "dark"
        await press(pilot, "enter", ThemeDialog)
        await press(pilot, "4", SettingsScreen)
        await at_rest(pilot)
        assert app.theme == SIXTEEN.name
        assert "16 สี" in screen_text(app)
    assert read_settings(app.workspace.paths.settings).theme == "16"


async def test_a_theme_that_cannot_be_stored_is_reset(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), SettingsScreen())
    app.workspace.paths.settings.mkdir()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await move_cursor_to(pilot, "สีของจอ")
        await press(pilot, "enter", ThemeDialog)
        await press(pilot, "2", SettingsScreen)
        await at_rest(pilot)
        assert app.theme == DARK.name
        assert toasts(app)


async def test_setting_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "font.ttf"
    wrong.write_text("no font")
    app = RoomsApp(an_office(tmp_path), SettingsScreen())
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        await move_cursor_to(pilot, "แบบอักษร")
        await press(pilot, "enter", PromptDialog)
        await answer(pilot, f"{wrong}\n", PromptDialog)
        assert "✗" in screen_text(app)
        assert not app.workspace.paths.settings.exists()


@pytest.mark.parametrize("typed", ["~nosuch/x.ttf", f"/{'x' * 300}.ttf"])
async def test_an_unusable_font_path_is_refused_and_not_stored(tmp_path: Path, typed: str) -> None:
    app = RoomsApp(an_office(tmp_path), SettingsScreen())
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        await move_cursor_to(pilot, "แบบอักษร")
        await press(pilot, "enter", PromptDialog)
        await answer(pilot, f"{typed}\n", PromptDialog)
        assert "✗" in screen_text(app)
        assert not app.workspace.paths.settings.exists()


async def test_settings_show_markup_and_control_characters_as_text(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), SettingsScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "enter", PromptDialog)
        await answer(pilot, f"{HOSTILE[:20]}\n", SettingsScreen)
        seen = screen_text(app)
    assert "[/]" in seen
    assert "\x1b" not in seen


async def test_a_setting_of_the_screen_is_the_users_own_and_names_its_default(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path)
    own = tmp_path / "config" / "kmtui" / "settings.toml"
    office.paths = replace(office.paths, own_settings=own)
    app = RoomsApp(office, SettingsScreen())
    for theme in THEMES.values():
        app.register_theme(theme)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        seen = screen_text(app)
        for row in SETTING_TABLE:
            assert row.label in seen
        assert "เฉพาะท่าน" in seen
        assert "ทั้งหน่วยงาน" in seen
        await move_cursor_to(pilot, "สีของจอ")
        await press(pilot, "enter", ThemeDialog)
        await press(pilot, "2", SettingsScreen)
        await at_rest(pilot)
        assert "(ถ้าไม่ตั้ง: มืด)" in screen_text(app)
        assert app.theme == THEMES["light"].name
        await move_cursor_to(pilot, "เวลารอปุ่ม Esc")
        await press(pilot, "enter", PromptDialog)
        await answer(pilot, "ช้า\n", PromptDialog)
        assert "๑๐ ถึง ๕๐๐๐" in screen_text(app)
        await pilot.press("end", "ctrl+u")
        await answer(pilot, "๓๐๐\n", SettingsScreen)
        assert own.read_text("utf-8") == 'theme = "light"\nescape_ms = 300\n'
        await press(pilot, "enter", PromptDialog)
        await pilot.press("end", "ctrl+u")
        await answer(pilot, "\n", SettingsScreen)
    assert own.read_text("utf-8") == 'theme = "light"\n'
    assert not office.paths.settings.exists()
