"""A terminal small enough to read: cursor addresses, styles and text on a grid of cells."""

from __future__ import annotations

import re

from rich.cells import cell_len
from textual.drivers.headless_driver import HeadlessDriver

_TOKEN = re.compile(
    r"(?P<move>\x1b\[(?P<row>\d+);(?P<column>\d+)H)"
    r"|\x1b\[(?P<to>\d+)G"
    r"|(?P<style>\x1b\[[0-9;:]*m)"
    r"|(?P<erase>\x1b\[2J)"
    r"|(?P<other>\x1b\[[?>=<]?[0-9;$]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\))"
    r"|(?P<control>[\x00-\x1f\x7f-\x9f])"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f])",
    re.DOTALL,
)
Cell = tuple[str, str]
UNKNOWN: Cell = ("?", "unknown")


class Grid:
    """What a terminal shows after what was written to it. Automatic wrapping is off."""

    def __init__(self, columns: int, lines: int) -> None:
        self.controls: list[str] = []
        self._style = ""
        self._row = self._column = 0
        self.resize(columns, lines)

    def resize(self, columns: int, lines: int) -> None:
        """Take a new size, after which the content of the cells is unknown."""
        self.columns, self.lines = columns, lines
        self.cells = [[UNKNOWN] * columns for _ in range(lines)]

    def write(self, data: str) -> None:
        for token in _TOKEN.finditer(data):
            self._apply(token)

    def text(self) -> list[str]:
        return ["".join(cell[0] for cell in row).rstrip() for row in self.cells]

    def _apply(self, token: re.Match[str]) -> None:
        kind = token.lastgroup if token["move"] is None else "move"
        if token["to"] is not None:
            self._column = min(int(token["to"]), self.columns) - 1
            return
        if kind == "move":
            self._row = min(int(token["row"]), self.lines) - 1
            self._column = min(int(token["column"]), self.columns) - 1
        elif kind == "style":
            reset = token.group() in ("\x1b[0m", "\x1b[m")
            self._style = "" if reset else self._style + token.group()
        elif kind == "erase":
            self.cells = [[(" ", "")] * self.columns for _ in range(self.lines)]
        elif kind == "control":
            self._control(token.group())
        elif kind == "text":
            self._put(token.group())

    def _control(self, control: str) -> None:
        if control == "\n":
            self._row, self._column = min(self._row + 1, self.lines - 1), 0
        else:
            self.controls.append(control)

    def _put(self, character: str) -> None:
        row = self.cells[self._row]
        width = cell_len(character)
        if width == 0:
            at = max(0, self._column - 1)
            row[at] = (row[at][0] + character, row[at][1])
            return
        at = min(self._column, self.columns - width)
        row[at] = (character, self._style)
        for filler in range(at + 1, at + width):
            row[filler] = ("", self._style)
        self._column = at + width


class ClusterGrid(Grid):
    """A terminal that draws by grapheme cluster, as kitty does: จำ has one cell."""

    def _put(self, character: str) -> None:
        row, before = self.cells[self._row], self._column - 1
        if character == "ำ" and before >= 0:
            row[before] = (row[before][0] + character, row[before][1])
        else:
            super()._put(character)


class CapturingDriver(HeadlessDriver):
    """Runs without a terminal, but is given every frame and keeps it."""

    frames: list[str]

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.__dict__.setdefault("frames", []).append(data)

    def flush(self) -> None: ...
