"""`keys.toml`: what is taken, what is refused with one sentence, and what no file can do."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from kmtui.thai.digits import thai_digits
from screens import commands
from screens.commands import PAGE_NAMES, PAGES
from screens.commands.command import Page, every_key, key_label, keys_label, written_keys
from screens.own_keys.chosen import OwnKeys
from screens.own_keys.key_names import key_of
from screens.own_keys.reading import keys_file, read_own_keys


def read(folder: Path, text: str) -> OwnKeys:
    path = folder / "keys.toml"
    path.write_text(text, "utf-8")
    return read_own_keys(path)


def keys_in(own: OwnKeys, page: Page, name: str) -> str:
    return next(keys_label(each) for each in own.page(page).commands if each.name == name)


def test_own_keys_of_one_page_override_those_of_all_pages(tmp_path: Path) -> None:
    own = read(
        tmp_path,
        '[room]\nsearch_all = ["F11", "Ctrl+L"]\nroll = "ฺ"\n'
        '[everywhere]\nsearch_all = "Shift+F2"\n',
    )
    assert own.problems == ()
    assert keys_in(own, commands.ROOM, "search_all") == "F11 / Ctrl+L"
    assert keys_in(own, commands.HOME, "search_all") == "Shift+F2"
    assert keys_in(own, commands.ROOM, "roll") == "B"
    assert keys_in(own, commands.PLAN, "print") == "F8"


def test_own_keys_that_swap_two_commands_are_accepted(tmp_path: Path) -> None:
    own = read(tmp_path, '[room]\nagenda = "f4"\nresolution = "f3"\n')
    assert own.problems == ()
    assert keys_in(own, commands.ROOM, "agenda") == "F4"


def test_a_removed_own_key_is_replaced_by_f1_in_sentences(tmp_path: Path) -> None:
    own = read(tmp_path, '[room]\nredraw = []\nroll = ""\n')
    assert own.problems == ()
    assert keys_in(own, commands.ROOM, "redraw") == ""
    assert own.sentence("เช็กชื่อก่อน กด F2", commands.ROOM) == "เช็กชื่อก่อน กด F1 แล้วเลือก ผู้มา"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[room]\nroll = "F3"', "F3"),
        ('[room]\nroll = "F11"\nagenda = "F11"', "F11"),
        ('[room]\nroll = "ฟ"', "adopt"),
        ('[room]\nroll = "Enter"', "ปุ่มของการพิมพ์"),
        ('[room]\nroll = "Ctrl+ฟ"', "ปุ่มของการพิมพ์"),
        ('[room]\nroll = "Ctrl+C"', "ปุ่มของการพิมพ์"),
        ('[room]\nroll = "7"', "ปุ่มของการเลือก"),
        ('[roll]\nsubstitute = "/"', "ปุ่มของการเลือก"),
        ('[people]\nadd = "A"', "ช่องพิมพ์"),
        ('[room]\nleave = "F11"', "Esc"),
        ("[room]\nhelp = []", "ปุ่ม F"),
        ('[room]\nrol = "F11"', "roll"),
        ('[rooom]\nroll = "F11"', "room"),
        ('[room]\nroll = "Hyper+F2"', "Hyper+F2"),
        ('[room]\nroll = "Alt+2"', "Alt+2"),
        ("[room]\nroll = 2", "ผิดชนิด"),
        ('[room]\nroll = ["F11", 2]', "ผิดชนิด"),
        ('roll = "F11"', "[everywhere]"),
        ('[room.roll]\nx = "F11"', "ผิดชนิด"),
    ],
)
def test_an_invalid_own_key_is_reported_in_one_sentence_and_default_keys_are_kept(
    tmp_path: Path, text: str, said: str
) -> None:
    own = read(tmp_path, text)
    assert len(own.problems) == 1
    assert said in own.problems[0]
    assert "\n" not in own.problems[0]
    assert [own.page(page) for page in PAGES] == list(PAGES)


def test_a_keys_line_for_all_pages_applies_where_it_can_and_names_the_other_pages(
    tmp_path: Path,
) -> None:
    own = read(tmp_path, '[everywhere]\nprint = "F5"\nsearch_all = "Shift+F2"\n')
    [problem] = own.problems
    having = [page for page in PAGES if any(each.name == "print" for each in page.commands)]
    taken = [page for page in having if keys_in(own, page, "print") == "F5"]
    refused = [page for page in having if page not in taken]
    assert taken
    assert refused
    for page in refused:
        assert any(key_label(key) == "F5" for each in page.commands for key in written_keys(each))
        assert keys_in(own, page, "print") == keys_in(OwnKeys(), page, "print")
    assert f"จอ{refused[0].title}, {refused[1].title}, {refused[2].title}" in problem
    assert f"และอีก {thai_digits(len(refused) - 3)} จอ" in problem
    assert keys_in(own, refused[0], "search_all") == "Shift+F2"


def test_a_keys_line_invalid_on_all_pages_is_reported_in_one_sentence(tmp_path: Path) -> None:
    [problem] = read(tmp_path, '[everywhere]\nback = "F11"\n').problems
    assert "Esc" in problem
    assert "และอีก" in problem


def test_a_refused_line_of_own_keys_does_not_affect_other_lines(tmp_path: Path) -> None:
    own = read(tmp_path, '[room]\nroll = "F3"\ntask = "F11"\n')
    assert keys_in(own, commands.ROOM, "roll") == "F2"
    assert keys_in(own, commands.ROOM, "task") == "F11"


def test_an_own_key_that_stays_taken_after_all_changes_is_refused(tmp_path: Path) -> None:
    # The roll may have F3 only while the agenda leaves it; the agenda's own key is the task's.
    own = read(tmp_path, '[room]\nroll = "F3"\nagenda = "F9"\n')
    assert len(own.problems) == 2
    assert own.page(commands.ROOM) == commands.ROOM


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[room]\n" + b'roll = "F2"\n' * 1_000_000, "กิโลไบต์"),
        (b"\xff\xfe[\x00r\x00", "UTF-8"),
        ("[room]\nroll = 'ผู้".encode("cp874"), "UTF-8"),
        (b"[room]\n= =", "บรรทัดที่ ๒"),
        (b"x = " + b"[" * 20_000, "ลึก"),
        (b"\x1b[2J\x00", "บรรทัดที่ ๑"),
    ],
)
def test_an_unreadable_keys_file_keeps_default_keys_with_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "keys.toml"
    path.write_bytes(content)
    own = read_own_keys(path)
    assert len(own.problems) == 1
    assert said in own.problems[0]
    assert own.page(commands.ROOM) == commands.ROOM


def test_many_key_problems_are_summarized_as_short_plain_text(tmp_path: Path) -> None:
    lines = "".join(f'"\\u001b[/]{n}{"ก" * 200}" = "F2"\n' for n in range(50))
    own = read(tmp_path, f"[room]\n{lines}")
    assert len(own.problems) == 21
    assert "๓๐" in own.problems[-1]
    assert all(each.isprintable() and len(each) < 200 for each in own.problems[:-1])


def test_a_link_folder_or_pipe_is_not_read_as_keys_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text('[room]\nroll = "F11"\n', "utf-8")
    path = tmp_path / "keys.toml"
    path.symlink_to(secret)
    for said in ("ลิงก์", "ไม่ใช่แฟ้มธรรมดา", "ไม่ใช่แฟ้มธรรมดา"):
        [problem] = read_own_keys(path).problems
        assert said in problem
        path.rmdir() if path.is_dir() else path.unlink()
        if said == "ลิงก์":
            path.mkdir()
        elif not path.exists():
            os.mkfifo(path)


@pytest.mark.skipif(os.getuid() != 0, reason="a file of another user needs root")
def test_a_keys_file_of_another_user_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text('[room]\nroll = "F11"\n', "utf-8")
    os.chown(path, 65534, 65534)
    own = read_own_keys(path)
    # Root reads for itself; a member of the group would be refused in the same way.
    assert "ผู้ใช้อื่น" in own.problems[0]
    assert own.page(commands.ROOM) == commands.ROOM


def test_a_missing_file_of_own_keys_has_no_problems(tmp_path: Path) -> None:
    assert read_own_keys(tmp_path / "no" / "keys.toml").problems == ()


def test_the_generated_keys_file_is_valid_with_lines_commented_or_active(tmp_path: Path) -> None:
    template = keys_file()
    assert tomllib.loads(template) == {"everywhere": {}, **{name: {} for name in PAGE_NAMES}}
    used = "\n".join(
        line.removeprefix("# ") if " = [" in line else line for line in template.splitlines()[3:]
    )
    own = read(tmp_path, used)
    assert own.problems == ()
    for page in PAGES:
        for own_one, usual in zip(own.page(page).commands, page.commands, strict=True):
            assert set(every_key(own_one)) == set(every_key(usual))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("f5", "f5"),
        (" F12 ", "f12"),
        ("Ctrl+K", "ctrl+k"),
        ("ctrl+า", "ctrl+k"),
        ("ฟ", "a"),
        ("๑", "1"),
        ("Esc", "escape"),
        ("PgDn", "pagedown"),
        ("↑", "up"),
        ("Shift+F3", "shift+f3"),
        (",", "comma"),
        ("?", "?"),
        ("F25", None),
        ("Ctrl+1", None),
        ("", None),
        ("กก", None),
        ("Ctrl+", None),
        ("😀", None),
    ],
)
def test_written_keys_of_either_layout_are_parsed(written: str, key: str | None) -> None:
    assert key_of(written) == key


def test_titles_and_names_of_pages_are_unique() -> None:
    assert len({page.title for page in PAGES}) == len(PAGE_NAMES)
    for page in PAGES:
        names = [each.name for each in page.commands]
        assert len(set(names)) == len(names)


def test_a_keys_file_with_one_key_for_all_commands_gives_it_to_one_command_at_most(
    tmp_path: Path,
) -> None:
    lines = []
    for name, page in PAGE_NAMES.items():
        lines += [f"[{name}]", *(f'"{each.name}" = "F11"' for each in page.commands)]
    own = read(tmp_path, "\n".join(lines))
    assert own.problems
    for page in PAGES:
        owners = [key for each in own.page(page).commands for key in every_key(each)]
        assert owners.count("f11") <= 1


def test_file_names_and_quoted_records_are_not_replaced_by_own_keys(tmp_path: Path) -> None:
    own = read(tmp_path, '[room]\nroll = "F11"\nundo = "G"\n')
    text = "ลบ “กด F2” ใน /tmp/F2.pdf และ a-F2 แล้ว กด F2 หรือ Z (Z) F2x F12 Zก"
    assert own.sentence(text, commands.ROOM) == (
        "ลบ “กด F2” ใน /tmp/F2.pdf และ a-F2 แล้ว กด F11 หรือ G (G) F2x F12 Zก"
    )
