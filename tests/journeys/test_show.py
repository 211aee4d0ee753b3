"""The projector beside the room: two real terminals and one file."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from models.storage.store import DATABASE_NAME
from tests.journeys.terminal import kmtui_in_terminal

MEETING = "2/2563"


@pytest.fixture
def home(tmp_path: Path, example_file: Path) -> Path:
    shutil.copy(example_file, tmp_path / DATABASE_NAME)
    return tmp_path


def test_the_projector_follows_the_room_and_writes_nothing(home: Path) -> None:
    with kmtui_in_terminal(home, "open", MEETING) as room:
        room.wait_for("F2")
        room.press("F2", "F4", "Escape", "F6")
        room.wait_for("กำลังประชุม")
        with kmtui_in_terminal(home, "show", MEETING, columns=100, lines=30) as screen:
            screen.wait_for("ระเบียบวาระที่ ๑")
            screen.wait_for("องค์ประชุม ✓ ครบ")
            room.press("F4")
            room.wait_for("กดเลขเลือกผล")
            room.press("2")
            room.type("ให้เผยแพร่ทางเว็บไซต์")
            shown = screen.wait_for("ให้เผยแพร่ทางเว็บไซต์")
            assert "กำลังร่างมติ เห็นชอบ" in shown
            room.press("Enter")
            screen.wait_for("มติที่ ๑ เห็นชอบ")
            room.press("Down")
            screen.wait_for("ระเบียบวาระที่ ๒")
            # A writer gets the whole file at any time.
            with sqlite3.connect(home / DATABASE_NAME, timeout=20) as other:
                present = other.execute("SELECT count(*) FROM presence").fetchone()
                assert present == (1,), "the projector is not listed as present"
                other.execute("BEGIN EXCLUSIVE")
                other.rollback()
            screen.type("ๆ")  # the key Q under the Thai layout
            screen.wait_until_ended()


@pytest.mark.parametrize("words", [("show", "9/2563"), ("show", "x"), ("show", MEETING)])
def test_show_without_a_meeting_or_a_terminal_fails_with_one_sentence(
    home: Path, words: tuple[str, ...]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kmtui", "--home", str(home), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_show_without_a_data_file_names_the_demo_and_creates_no_file(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kmtui", "--home", str(tmp_path), "show", MEETING],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "kmtui demo" in done.stderr
    assert not (tmp_path / DATABASE_NAME).exists()
