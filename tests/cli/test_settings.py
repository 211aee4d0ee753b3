"""Places and settings, as values."""

from pathlib import Path

import pytest

from kmtui.paths import resolve_paths
from kmtui.settings import Settings, change_setting, read_settings
from models.errors import KmError


def test_an_office_without_settings_has_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.toml") == Settings()
    assert Settings().font_path is None


def test_every_setting_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(
        'font = "~/f.ttf"\nprinter = "ชั้นสอง"\ntheme = "light"\nrow_diff = false\n', "utf-8"
    )
    settings = read_settings(path)
    assert (settings.printer, settings.theme, settings.row_diff) == ("ชั้นสอง", "light", False)
    assert settings.font_path == Path.home() / "f.ttf"


@pytest.mark.parametrize("wrong", ["theme = 1", "nothing = 'x'", "= =", "row_diff = 'yes'"])
def test_a_setting_that_is_not_understood_is_named(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(wrong, "utf-8")
    with pytest.raises(KmError, match=r"settings\.toml"):
        read_settings(path)


def test_settings_that_are_nested_without_end_are_named(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("x = " + "[" * 20_000, "utf-8")
    with pytest.raises(KmError, match=r"settings\.toml"):
        read_settings(path)
    with pytest.raises(KmError, match=r"settings\.toml"):
        change_setting(path, Settings(), "printer", "ชั้นสอง")


def test_a_path_of_nobody_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('font = "~nosuch/f.ttf"\nbackup_folder = "~nosuch/x"\n', "utf-8")
    settings = read_settings(path)
    assert settings.font_path == Path("~nosuch/f.ttf")
    assert settings.backup_path == Path("~nosuch/x")


def test_a_changed_setting_leaves_every_other_line_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('# ของสำนักปลัด\nprinter = "เก่า"\nother = 3\n\n[later]\nprinter = "x"\n', "utf-8")
    made = change_setting(path, Settings(printer="เก่า"), "printer", 'ชั้น "สอง" \\')
    assert made == Settings(printer='ชั้น "สอง" \\')
    written = path.read_text("utf-8")
    assert written.startswith('# ของสำนักปลัด\nprinter = "ชั้น \\"สอง\\" \\\\"\nother = 3\n')
    assert written.endswith('[later]\nprinter = "x"\n')


def test_a_new_setting_makes_the_file_and_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    made = change_setting(path, Settings(), "emblem", "~/ครุฑ.png")
    assert read_settings(path) == made == Settings(emblem="~/ครุฑ.png")


def test_a_settings_file_that_cannot_be_changed_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('font = """\nสอง\nบรรทัด"""\n', "utf-8")
    with pytest.raises(KmError, match="font"):
        change_setting(path, Settings(), "font", "a.ttf")
    assert "สอง" in path.read_text("utf-8")


def test_the_places_follow_the_home_then_the_variable_then_xdg(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "relative/is/ignored")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("KMTUI_HOME", raising=False)
    assert resolve_paths().home == tmp_path / ".local/share/kmtui"
    monkeypatch.setenv("KMTUI_HOME", str(tmp_path / "variable"))
    assert resolve_paths().home == tmp_path / "variable"
    assert resolve_paths(str(tmp_path / "option")).home == tmp_path / "option"
    assert resolve_paths("~/tilde").home == tmp_path / "tilde"


def folders(home: Path) -> set[Path]:
    return {place.folder for place in resolve_paths(str(home)).rescue.places}


def test_two_data_files_have_two_rescue_folders(tmp_path: Path) -> None:
    assert folders(tmp_path / "a").isdisjoint(folders(tmp_path / "b"))
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "a")
    assert folders(link) == folders(tmp_path / "a")
