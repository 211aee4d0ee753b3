"""The driver in a real pseudo-terminal, beside Textual's own."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable

import pexpect  # type: ignore[import-untyped]
import pytest

from tests.screens.terminal_grid import UNKNOWN, Grid

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

PROGRAM = """
import sys
from screens.terminal.driver import driver_class
from screens.terminal.ordered_keys import OrderedKeysApp
from screens.widgets.text_area import ThaiTextArea

class EditorApp(OrderedKeysApp):
    CSS = "ThaiTextArea { height: 1fr; }"
    def compose(self):
        yield ThaiTextArea("น้ำใจของคณะกรรมการ\\\\n" * 30)

EditorApp(driver_class=driver_class() if sys.argv[1] == "ours" else None).run()
"""


PATIENCE = 30.0
UNFINISHED = re.compile(r"\x1b(?:\[[^@-~]*|\][^\x07]*)?\Z|\r\Z")


class Session:
    """A program in a pseudo-terminal, and what its terminal shows."""

    def __init__(self, driver: str) -> None:
        self.sent = self.typed = 0
        self.rest = ""
        self.grid = Grid(80, 24)
        environment = dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor")
        for size in ("COLUMNS", "LINES"):  # readline exports them, and they hide a resize
            environment.pop(size, None)
        self.child = pexpect.spawn(
            sys.executable,
            ["-c", PROGRAM.replace("\\\\n", "\\n"), driver],
            dimensions=(24, 80),
            env=environment,
            encoding="utf-8",
        )
        self.until(lambda: self.complete and "กรรมการ" in self.text)

    @property
    def text(self) -> str:
        return "".join(self.grid.text())

    @property
    def complete(self) -> bool:
        return not any(UNKNOWN in row for row in self.grid.cells)

    def read(self) -> None:
        """Take everything until the program is quiet; a sequence cut in two waits for its rest."""
        while True:
            try:
                data = self.child.read_nonblocking(65536, timeout=0.25)
            except pexpect.TIMEOUT:
                return
            self.sent += len(data.encode())
            data = self.rest + data
            cut = UNFINISHED.search(data)
            self.rest = data[cut.start() :] if cut else ""
            self.grid.write(data[: cut.start() if cut else None].replace("\r\n", "\n"))

    def until(self, shown: Callable[[], bool]) -> None:
        """Read on until the screen is as it should be: a busy machine is slow, not wrong."""
        end = time.monotonic() + PATIENCE
        self.read()
        while not shown():
            assert time.monotonic() < end, "\n".join(self.grid.text())
            self.read()

    def type(self, keys: str, shows: str) -> None:
        self.child.send(keys)
        self.until(lambda: shows in self.text)

    def bytes_of(self, text: str, shows: str) -> int:
        """What typing this made the program send; a late repaint may be in it."""
        before = self.sent
        self.type(text, shows)
        return self.sent - before

    def resize(self, columns: int, lines: int) -> None:
        self.grid.resize(columns, lines)
        self.child.setwinsize(lines, columns)
        self.until(lambda: self.complete)


def test_both_drivers_leave_the_same_screen_and_ours_sends_less() -> None:
    sessions = [Session("stock"), Session("ours")]
    for session in sessions:
        session.type("ประชุม", "ประชุมน้ำใจ")
        session.resize(60, 18)
        word = "ก่อน"
        session.typed = min(
            session.bytes_of(letter, f"ประชุม{word[: at + 1]}") for at, letter in enumerate(word)
        )
        session.type("\x1b[B\x1b[Bที่", "ที่")
    stock, ours = sessions
    end = time.monotonic() + PATIENCE
    while ours.grid.cells != stock.grid.cells and time.monotonic() < end:
        stock.read()
        ours.read()
    for session in sessions:
        session.child.close(force=True)
    assert ours.grid.text() == stock.grid.text()
    assert ours.grid.cells == stock.grid.cells
    assert ours.complete
    assert "ก่อน" in ours.text
    assert ours.typed < stock.typed / 4
