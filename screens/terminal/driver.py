"""A driver that sends the terminal only the rows that changed.

Textual repaints a whole widget on every key: 33 kB at 200x50, which a slow SSH line cannot carry.
What is written to a place is remembered here, and not written again while it still stands there.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

if TYPE_CHECKING:
    from types import FrameType

    from textual.app import App
    from textual.driver import Driver

_MOVE = re.compile(r"\x1b\[(\d+);(\d+)H")
_STYLE = re.compile(r"\x1b\[[0-9;:]*m|\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)")
# The widths of these differ from terminal to terminal, so that what stands beside them may move.
_UNCERTAIN = re.compile("[\u200d\ufe0e\ufe0f\U00010000-\U0010ffff]")
# Modes, clipboard, title and pointer shape: they leave what stands on the screen as it is.
_HARMLESS = re.compile(
    r"\x1b\[\?(?:2026|25|100[0-6]|1015|1016|2004|2048)[hl]"
    r"|\x1b\][0-79][0-9]*;[^\x07\x1b]*(?:\x07|\x1b\\)|\x07"
)


class ScreenBuffer:
    """What stands on the screen, as far as it was written since the last `forget`.

    Rows and columns count from 1, as in the terminal's own cursor address.
    """

    def __init__(self, columns: int = 0, lines: int = 0) -> None:
        self._rows: dict[int, dict[int, tuple[int, str]]] = {}
        self.resize(columns, lines)

    def resize(self, columns: int, lines: int) -> None:
        """The terminal has a new size, and may show anything."""
        self._columns, self._lines = columns, lines
        self.forget()

    def forget(self) -> None:
        """Take nothing for granted: the next frame is written in full."""
        self._rows.clear()

    def changed(self, data: str) -> str:
        """`data` without the runs of text that stand where they would be written.

        Anything but cursor addresses, styles and text makes the memory forget everything.
        """
        before, *runs = _MOVE.split(data)
        if before and _HARMLESS.sub("", before):
            self.forget()
        written = [before]
        for row, column, run in zip(runs[::3], runs[1::3], runs[2::3], strict=True):
            text = run.removesuffix("\n")
            if not text:
                move = f"\x1b[{row};{column}H"
                written.append(move)
            elif self._is_new(int(row), int(column), text):
                written.append(f"\x1b[{row};{column}H{text}")
        return "".join(written)

    def _is_new(self, row: int, column: int, text: str) -> bool:
        """Whether `text` must be written; it is remembered from now on."""
        runs = self._rows.setdefault(row, {})
        known = runs.get(column)
        if known is not None and known[1] == text:
            return False
        visible = _STYLE.sub("", text)
        end = column + cell_len(visible)
        outside = row > self._lines or end > self._columns + 1
        if outside or any(mark < " " for mark in visible):
            # A frame laid out for the size before: the terminal puts it on its last row or column.
            self.forget()
        elif _UNCERTAIN.search(visible):
            runs.clear()
        else:
            for start in [s for s, (right, _) in runs.items() if s < end and column < right]:
                del runs[start]
            runs[column] = (end, text)
        return True


if sys.platform != "win32":
    import signal

    from textual import events
    from textual.drivers.linux_driver import LinuxDriver

    class RowDiffDriver(LinuxDriver):
        """Textual's own driver with a memory of the screen.

        The memory is dropped when the terminal changes size, when the program comes back from
        the background, and by `redraw`. Uses `LinuxDriver._get_terminal_size`.
        """

        def __init__(self, app: App[Any], **options: Any) -> None:
            self._memory = ScreenBuffer()
            super().__init__(app, **options)

        def forget(self) -> None:
            """Write the next frame in full."""
            self._memory.forget()

        def start_application_mode(self) -> None:
            """Begin with an unknown screen, and watch for a change of its size."""
            self._memory.resize(*self._get_terminal_size())
            super().start_application_mode()  # type: ignore[no-untyped-call]
            textual_resizes = signal.getsignal(signal.SIGWINCH)

            def resized(number: int, frame: FrameType | None) -> None:
                self._memory.resize(*self._get_terminal_size())
                if callable(textual_resizes):
                    textual_resizes(number, frame)

            signal.signal(signal.SIGWINCH, resized)

        def process_message(self, message: Any) -> None:
            """A terminal that reports its size in band sends no signal."""
            if isinstance(message, events.Resize):
                self._memory.resize(*message.size)
            super().process_message(message)

        def write(self, data: str) -> None:
            """Write what is not on the screen yet."""
            super().write(self._memory.changed(data))


def driver_class() -> type[Driver] | None:
    """The driver for `App(driver_class=...)`; None, the stock driver, where there is no POSIX."""
    return None if sys.platform == "win32" else RowDiffDriver


def redraw(app: App[Any]) -> None:
    """Paint the whole screen anew, whatever another program has left on it.

    Uses Textual's private `App._driver`.
    """
    driver = app._driver
    if driver is not None:
        # Erasing makes the memory forget, too.
        driver.write("\x1b[2J")
    app.refresh(layout=True)
