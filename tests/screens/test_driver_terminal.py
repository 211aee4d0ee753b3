"""The driver in a real pseudo-terminal, beside Textual's own."""

from __future__ import annotations

import os
import sys

import pexpect  # type: ignore[import-untyped]
import pytest

from tests.screens.grid import UNKNOWN, Grid

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

PROGRAM = """
import sys
from textual.app import App
from screens.driver import driver_class
from screens.widgets.text_area import ThaiTextArea

class EditorApp(App):
    CSS = "ThaiTextArea { height: 1fr; }"
    def compose(self):
        yield ThaiTextArea("น้ำใจของคณะกรรมการ\\\\n" * 30)

EditorApp(driver_class=driver_class() if sys.argv[1] == "ours" else None).run()
"""


class Session:
    """A program in a pseudo-terminal, and what its terminal shows."""

    def __init__(self, driver: str) -> None:
        self.sent = self.typed = 0
        self.grid = Grid(80, 24)
        environment = dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor")
        self.child = pexpect.spawn(
            sys.executable,
            ["-c", PROGRAM.replace("\\\\n", "\\n"), driver],
            dimensions=(24, 80),
            env=environment,
            encoding="utf-8",
        )
        self.read(first=20)

    def read(self, first: float = 2) -> None:
        """Take everything until the program is quiet."""
        wait = first
        while True:
            try:
                data = self.child.read_nonblocking(65536, timeout=wait)
            except pexpect.TIMEOUT:
                return
            self.sent += len(data.encode())
            self.grid.write(data.replace("\r\n", "\n"))
            wait = 0.25

    def type(self, text: str) -> None:
        self.child.send(text)
        self.read()

    def bytes_of(self, text: str) -> int:
        """What typing this made the program send; a late repaint may be in it."""
        before = self.sent
        self.type(text)
        return self.sent - before

    def resize(self, columns: int, lines: int) -> None:
        self.grid.resize(columns, lines)
        self.child.setwinsize(lines, columns)
        self.read()


def test_both_drivers_leave_the_same_screen_and_ours_sends_less() -> None:
    sessions = [Session("stock"), Session("ours")]
    for session in sessions:
        session.type("ประชุม")
        session.resize(60, 18)
        session.typed = min(session.bytes_of(letter) for letter in "ก่อน")
        session.type("\x1b[B\x1b[Bที่")
        session.child.close(force=True)
    stock, ours = sessions
    assert ours.grid.cells == stock.grid.cells
    assert not any(UNKNOWN in row for row in ours.grid.cells)
    assert "ก่อน" in "".join(ours.grid.text())
    assert ours.typed < stock.typed / 4
