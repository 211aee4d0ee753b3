"""The keys of `keys.toml` in a real terminal, under the Thai layout, and their messages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.journeys.terminal import kmtui_in_terminal

KEYS = """
[room]
roll = ["F11", "ิ"]
agenda = "F4"
"""


@pytest.fixture
def home(tmp_path: Path, example_file: Path) -> Path:
    shutil.copy(example_file, tmp_path)
    folder = tmp_path / "config" / "kmtui"
    folder.mkdir(parents=True)
    (folder / "keys.toml").write_text(KEYS, "utf-8")
    return tmp_path


def test_own_keys_work_from_the_start_and_a_conflict_is_reported(home: Path) -> None:
    with kmtui_in_terminal(home, "open", "2/2563", columns=120, lines=40) as terminal:
        seen = terminal.wait_for("จึงใช้ปุ่มเดิม")
        assert "ปุ่ม F4 เป็นของทั้ง" in seen
        assert "F11 ผู้มา" in seen
        assert "F3 วาระ" in seen
        for key in ("ิ", "b"):
            terminal.type(key)
            terminal.wait_for("ผู้มาประชุม คณะกรรมการ")
            terminal.press("Escape")
            terminal.wait_without("ผู้มาประชุม คณะกรรมการ")
        terminal.press("F11")
        terminal.wait_for("ผู้มาประชุม คณะกรรมการ")


def test_the_printed_table_of_keys_has_the_users_own_keys(home: Path) -> None:
    with kmtui_in_terminal(
        home, "keys", columns=120, lines=2000, module="tests.journeys.held_open"
    ) as terminal:
        seen = terminal.wait_for("ended 1")
        assert "F11 / B" in seen
        assert "ปุ่ม F4 เป็นของทั้ง" in seen
