"""`kmtui keys --check` in a real terminal, with the codes that terminals have for their keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.journeys.terminal import Terminal, kmtui_in_terminal

XTERM = ["\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", *(f"\x1b[{n}~" for n in (15, 17, 18, 19, 20))]
LINUX = [*(f"\x1b[[{letter}" for letter in "ABCDE"), *(f"\x1b[{n}~" for n in (17, 18, 19, 20))]
PUTTY = [f"\x1b[{n}~" for n in (11, 12, 13, 14, 15, 17, 18, 19, 20)]
LAST = ["\x1b[21~", "\x1b[23~", "\x1b[24~"]


def answer(terminal: Terminal, *codes: str) -> str:
    """Answer each question with a code; return the whole screen after the last answer."""
    for number, code in enumerate(codes, 1):
        terminal.wait_for(f"กด F{number} :")
        terminal.type(code)
    terminal.wait_for("กด Ctrl+Space แล้ว 2 :")
    terminal.press("C-Space")
    terminal.type("/")
    terminal.wait_for("กด Alt+2 :")
    terminal.press("M-2")
    return terminal.wait_for("ในเทอร์มินัลนี้")


@pytest.mark.parametrize("codes", [XTERM, LINUX, PUTTY], ids=["xterm", "linux", "putty"])
def test_the_key_check_recognises_every_function_key_of_a_terminal(
    tmp_path: Path, codes: list[str]
) -> None:
    with kmtui_in_terminal(
        tmp_path, "keys", "--check", lines=40, module="tests.journeys.held_open"
    ) as terminal:
        seen = answer(terminal, *codes, *LAST)
        assert "ปุ่ม F ทุกปุ่มใช้ได้" in seen
        assert seen.count("✓ มาถึงเป็น F2") == 3
        terminal.wait_for("ended 0 with echo")


def test_the_key_check_lists_unusable_keys_with_their_alternatives(tmp_path: Path) -> None:
    codes = [*XTERM, *LAST]
    # Taken by the desktop, sent as another key, unknown, skipped by Esc Esc, a letter, none at all.
    codes[0], codes[1], codes[2] = "\r", "\x1b[23~", "\x1b[?7q"
    codes[3], codes[4], codes[10] = "\x1b\x1b", "x", "\r"
    with kmtui_in_terminal(
        tmp_path, "keys", "--check", lines=40, module="tests.journeys.held_open"
    ) as terminal:
        seen = answer(terminal, *codes)
        assert "กด F2 : ✗ มาถึงเป็น F11" in seen
        assert "กด F3 : ✗ มาถึงเป็น รหัสที่โปรแกรมไม่รู้จัก" in seen
        assert "กด F5 : ✗ มาถึงเป็น X" in seen
        for number in range(1, 6):
            assert f"F{number} ใช้ไม่ได้ในเทอร์มินัลนี้ กด Ctrl+Space แล้ว {number} หรือ Alt+{number}" in seen
        assert "F11 ใช้ไม่ได้ในเทอร์มินัลนี้ ตั้งปุ่มอื่นใน keys.toml" in seen
        terminal.wait_for("ended 0 with echo")


def test_ctrl_c_ends_the_check_and_gives_the_terminal_back(tmp_path: Path) -> None:
    with kmtui_in_terminal(
        tmp_path, "keys", "--check", module="tests.journeys.held_open"
    ) as terminal:
        terminal.wait_for("กด F1 :")
        terminal.press("C-c")
        terminal.wait_for("ended 130 with echo")


def test_without_a_terminal_the_check_refuses_with_one_sentence(kmtui: Run) -> None:
    done = kmtui("keys", "--check")
    assert (done.returncode, done.stdout) == (1, b"")
    [sentence] = done.stderr.decode().splitlines()
    assert "ต้องใช้ในเทอร์มินัล" in sentence
