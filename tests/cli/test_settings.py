"""Places and settings, as values."""

import tomllib
from pathlib import Path

import pytest
from msgspec.structs import fields

from kmtui.paths import DataPaths, resolve_paths
from kmtui.setting_table import SETTING_TABLE, parsed_setting, setting_row, store_setting
from kmtui.settings import OWN_SETTINGS, Settings, change_setting, read_settings
from models.errors import KmError
from models.storage.own_files import LinkInTheWay
from tests.conftest import Run


def test_an_office_without_settings_has_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.toml") == Settings()
    assert Settings().font_path is None


def test_settings_are_read_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(
        'font = "~/f.ttf"\nprinter = "ชั้นสอง"\ntheme = "light"\nrow_diff = false\n', "utf-8"
    )
    settings = read_settings(path)
    assert (settings.printer, settings.theme, settings.row_diff) == ("ชั้นสอง", "light", False)
    assert settings.font_path == Path.home() / "f.ttf"


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ("theme = 1", "theme"),
        ("nothing = 'x'", "nothing"),
        ("= =", ""),
        ("row_diff = 'yes'", "row_diff"),
    ],
)
def test_an_invalid_setting_is_reported_by_name_and_file(
    tmp_path: Path, wrong: str, name: str
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(wrong, "utf-8")
    with pytest.raises(KmError, match=r"settings\.toml") as refusal:
        read_settings(path)
    assert name in str(refusal.value)


def test_endlessly_nested_settings_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("x = " + "[" * 20_000, "utf-8")
    with pytest.raises(KmError, match=r"settings\.toml"):
        read_settings(path)
    with pytest.raises(KmError, match=r"settings\.toml"):
        change_setting(path, Settings(), "printer", "ชั้นสอง")


def test_settings_keep_a_path_of_an_unknown_home_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('font = "~nosuch/f.ttf"\nbackup_folder = "~nosuch/x"\n', "utf-8")
    settings = read_settings(path)
    assert settings.font_path == Path("~nosuch/f.ttf")
    assert settings.backup_path == Path("~nosuch/x")


def test_changing_a_setting_keeps_every_other_line_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('# ของสำนักปลัด\nprinter = "เก่า"\nother = 3\n\n[later]\nprinter = "x"\n', "utf-8")
    made = change_setting(path, Settings(printer="เก่า"), "printer", 'ชั้น "สอง" \\')
    assert made == Settings(printer='ชั้น "สอง" \\')
    written = path.read_text("utf-8")
    assert written.startswith('# ของสำนักปลัด\nprinter = "ชั้น \\"สอง\\" \\\\"\nother = 3\n')
    assert written.endswith('[later]\nprinter = "x"\n')


def test_a_first_setting_creates_the_file_and_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    made = change_setting(path, Settings(), "emblem", "~/ครุฑ.png")
    assert read_settings(path) == made == Settings(emblem="~/ครุฑ.png")


@pytest.mark.parametrize("content", ["font = =\n", "# ก\n" * 100_000])
def test_a_failed_change_keeps_the_settings_file_unchanged(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(KmError, match="font"):
        change_setting(path, Settings(), "font", "a.ttf")
    assert path.read_text("utf-8") == content
    assert list(tmp_path.iterdir()) == [path]


WRITTEN = """# ของสำนักปลัด พ.ศ. ๒๕๖๙

theme    = 'dark'   # จอในห้องมืด
font = \"\"\"
สอง
บรรทัด\"\"\"
# เครื่องชั้นสอง
printer="ชั้นสอง"

["อื่น"]
theme = "x"
"""


def test_changing_a_setting_keeps_comments_order_and_spaces_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(WRITTEN.replace("\n", "\r\n").encode())
    settings = change_setting(path, Settings(), "theme", "light")
    settings = change_setting(path, settings, "font", "a.ttf")
    settings = change_setting(path, settings, "escape_ms", 200)
    settings = change_setting(path, settings, "printer", None)
    changed = path.read_bytes().decode()
    assert "# ของสำนักปลัด พ.ศ. ๒๕๖๙\r\n\r\n" in changed
    assert 'theme    = "light"   # จอในห้องมืด\r\n' in changed
    assert "# เครื่องชั้นสอง\r\n" in changed
    assert tomllib.loads(changed) == {
        "theme": "light",
        "font": "a.ttf",
        "escape_ms": 200,
        "อื่น": {"theme": "x"},
    }
    assert settings == Settings(theme="light", font="a.ttf", escape_ms=200)


def test_a_users_screen_settings_override_those_of_the_office(
    tmp_path: Path,
) -> None:
    own = tmp_path / "config" / "kmtui" / "settings.toml"
    paths = DataPaths(tmp_path, tmp_path / "state", own_settings=own)
    paths.settings.write_text('theme = "contrast"\n', "utf-8")
    settings = read_settings(paths.settings, own)
    settings = store_setting(paths, settings, "theme", "light")
    settings = store_setting(paths, settings, "printer", "ชั้นสอง")
    assert (
        settings == read_settings(paths.settings, own) == Settings(theme="light", printer="ชั้นสอง")
    )
    assert read_settings(paths.settings).theme == "contrast"
    assert own.read_text("utf-8") == 'theme = "light"\n'
    assert own.stat().st_mode & 0o777 == 0o600
    assert store_setting(paths, settings, "theme", None).theme == "contrast"


def test_an_office_setting_or_a_link_in_the_users_file_is_reported(tmp_path: Path) -> None:
    own = tmp_path / "own" / "settings.toml"
    own.parent.mkdir()
    own.write_text('printer = "x"\n', "utf-8")
    with pytest.raises(KmError, match="printer"):
        read_settings(tmp_path / "settings.toml", own)
    own.unlink()
    other = tmp_path / "other.toml"
    other.write_text("", "utf-8")
    own.symlink_to(other)
    with pytest.raises(LinkInTheWay):
        read_settings(tmp_path / "settings.toml", own)
    with pytest.raises(LinkInTheWay):
        change_setting(own, Settings(), "theme", "light", 0o600)


def test_every_setting_has_a_row_with_its_default_in_words() -> None:
    assert {row.name for row in SETTING_TABLE} == {each.name for each in fields(Settings)}
    for row in SETTING_TABLE:
        default = getattr(Settings(), row.name)
        assert row.unset
        assert not row.choices or default == "" or row.words(default) == row.unset
        assert (row.seen_by == "เฉพาะท่าน") is (row.name in OWN_SETTINGS)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("theme", "สว่าง", "light"),
        ("theme", "LIGHT", "light"),
        ("row_diff", "ไม่ใช่", False),
        ("row_diff", "true", True),
        ("escape_ms", "๒๐๐", 200),
        ("escape_ms", "0", 0),
        ("digits", "ตามที่พิมพ์", "ตามที่พิมพ์"),
        ("printer", " ชั้นสอง ", "ชั้นสอง"),
    ],
)
def test_a_setting_can_be_typed_as_value_or_label(
    tmp_path: Path, name: str, typed: str, value: object
) -> None:
    assert parsed_setting(setting_row(name), typed, tmp_path) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("theme", "pink"),
        ("row_diff", "2"),
        ("escape_ms", "5"),
        ("escape_ms", "9" * 5000),
        ("escape_ms", "-1"),
        ("digits", "[/]"),
        ("printer", "a\x1b[2Jb"),
        ("printer", "ก" * 301),
        ("emblem", "none.png"),
        ("font", "~nobody-of-this-name/x"),
        ("backup_folder", "no such folder"),
    ],
)
def test_an_impossible_setting_value_is_refused_with_one_sentence(
    tmp_path: Path, name: str, typed: str
) -> None:
    with pytest.raises(KmError) as refusal:
        parsed_setting(setting_row(name), typed, tmp_path)
    assert len(str(refusal.value).splitlines()) == 1


def test_the_settings_command_lists_sets_refuses_and_resets(
    store: Path, environment: dict[str, str], kmtui: Run
) -> None:
    home = store.parent
    listed = kmtui("settings").stdout.decode()
    for row in SETTING_TABLE:
        assert row.name in listed
        assert row.seen_by in listed
    assert kmtui("settings", "printer", "ชั้นสอง").returncode == 0
    assert 'printer = "ชั้นสอง"' in (home / "settings.toml").read_text("utf-8")
    assert kmtui("settings", "theme", "light").returncode == 0
    own = Path(environment["HOME"]) / ".config" / "kmtui" / "settings.toml"
    assert own.read_text("utf-8") == 'theme = "light"\n'
    assert "สว่าง" in kmtui("settings", "theme").stdout.decode()
    for words in (("theme", "pink"), ("nope", "1"), ("nope",), ("--default",)):
        done = kmtui("settings", *words)
        assert (done.returncode, done.stdout) == (1, b"")
        assert len(done.stderr.decode().splitlines()) == 1
    assert kmtui("settings", "printer", "--default").returncode == 0
    assert (home / "settings.toml").read_text("utf-8") == ""


def test_data_paths_follow_the_option_then_the_variable_then_xdg(
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
