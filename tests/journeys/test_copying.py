"""Selecting by keys and mouse in a pseudo-terminal; what the program says of a copy is true."""

from __future__ import annotations

import base64
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len

from kmtui.copied import COPIED_NAME, short_path, write_copied
from tests.journeys.test_terminals import Session
from tests.screens.terminal_grid import Grid

TEXT = "ที่ประชุมจัดทำแผนและเห็นชอบ"
LEFT, SHIFT_LEFT, SHIFT_HOME, COPY = "\x1b[D", "\x1b[1;2D", "\x1b[1;2H", "\x03"


class Desk:
    """The room with a statement in its editor, and where things stand on its screen."""

    def __init__(self, session: Session, home: Path) -> None:
        self.session = session
        self.copied = home / "state" / "kmtui" / COPIED_NAME

    def cell(self, words: str) -> tuple[int, int]:
        """Column and row, from 1, of words on the screen."""
        grid = Grid(80, 24)
        grid.write(self.session.output)
        for number, row in enumerate(grid.cells, 1):
            letters = [text or "" for text, _ in row]
            if (at := "".join(letters).find(words)) >= 0:
                cells = [end for end in range(81) if len("".join(letters[:end])) <= at]
                return cells[-1] + 1, number
        raise AssertionError(f"{words} is not shown:\n" + "\n".join(grid.text()))

    def is_in_file(self, text: str) -> bool:
        return self.copied.is_file() and self.copied.read_text("utf-8") == text

    def copy(self, keys: str) -> str:
        """Press keys and Ctrl+C: what the terminal was given, which is what the file has."""
        before = len(self.session.output)
        self.session.child.send(keys)
        self.session.read_until_quiet(0.4)
        self.session.child.send(COPY)
        self.session.read_until(lambda: "\x1b]52;c;" in self.session.output[before:])
        sent = self.session.output[before:].partition("\x1b]52;c;")[2]
        text = base64.b64decode(sent.partition("\a")[0]).decode()
        self.session.read_until(lambda: self.is_in_file(text))
        assert stat.S_IMODE(self.copied.stat().st_mode) == 0o600
        return text


def press(column: int, row: int, drag_to: int = 0, times: int = 1) -> str:
    """Reports of a mouse in SGR mode: pressed, dragged and let go."""
    move = f"\x1b[<32;{drag_to};{row}M" if drag_to else ""
    end = drag_to or column
    return f"\x1b[<0;{column};{row}M{move}\x1b[<0;{end};{row}m" * times


@contextmanager
def a_desk(home: Path, example_file: Path) -> Iterator[Desk]:
    (home / "kmtui.db").write_bytes(example_file.read_bytes())
    session = Session(home)
    try:
        session.send("", "เมื่อเริ่ม")
        session.send("\x1b[15~", "แล้วกด Enter")
        session.send(f"1\r{TEXT}", TEXT[-3:])
        yield Desk(session, home)
    finally:
        os.kill(session.child.pid, 9)
        session.child.close()


def test_a_selection_by_keys_and_by_mouse_is_copied_to_the_terminal_and_into_a_file(
    tmp_path: Path, example_file: Path
) -> None:
    with a_desk(tmp_path, example_file) as desk:
        assert desk.copy(SHIFT_LEFT * 3) == "ชอบ"
        desk.session.read_until(lambda: COPIED_NAME in desk.session.output)
        assert desk.copy(f"{LEFT}\x1b[F{SHIFT_HOME}") == TEXT
        column, row = desk.cell(TEXT)
        assert desk.copy(press(column, row, drag_to=column + 1)) == "ที่"
        word = column + cell_len(TEXT.removesuffix("เห็นชอบ"))
        assert desk.copy(press(word + 1, row, times=2)) == "เห็นชอบ"
        assert desk.copy(press(word + 1, row, times=3)) == TEXT


def test_copying_without_a_writable_file_shows_no_file_name(
    tmp_path: Path, example_file: Path
) -> None:
    with a_desk(tmp_path, example_file) as desk:
        desk.copied.mkdir(parents=True)
        before = len(desk.session.output)
        desk.session.child.send(SHIFT_HOME)
        desk.session.read_until_quiet(0.4)
        desk.session.send(COPY, "Ctrl+V")
        desk.session.read_until_quiet(0.4)
        assert COPIED_NAME not in desk.session.output[before:]


def test_the_file_of_copies_is_one_private_file_that_follows_no_link(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("ของผู้อื่น", "utf-8")
    state = tmp_path / "state"
    state.mkdir()
    (state / COPIED_NAME).symlink_to(other)
    for text in ("แรก", "หลัง"):
        path = write_copied(state, text)
        assert path.read_text("utf-8") == text
    assert [each.name for each in state.iterdir()] == [COPIED_NAME]
    assert other.read_text("utf-8") == "ของผู้อื่น"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_path_below_the_home_folder_is_shortened_with_a_tilde(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "/สมใจ")
    assert short_path(Path("/สมใจ/.local/x.txt")) == "~/.local/x.txt"
    assert short_path(Path("/srv/x.txt")) == "/srv/x.txt"
