"""A driver that sends the terminal only the rows that changed.

Textual repaints a whole widget at every key: 33 kB at 200x50, too much for a slow SSH line. The
driver remembers what was written to each position, and does not write it again if it is still on
the screen.
"""

from __future__ import annotations

import contextlib
import re
import sys
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from screens.terminal.column_pins import MOVE, STYLE, pin_columns

if TYPE_CHECKING:
    from types import FrameType

    from textual.app import App
    from textual.driver import Driver

# The widths of these differ among terminals, so that adjacent text may be displaced.
_UNCERTAIN = re.compile("[\u200d\ufe0e\ufe0f\U00010000-\U0010ffff]")
# Textual asks for every key as a number. kitty then sends ็ as the number of the unshifted เ, and
# no text of any Thai letter. With the first flag alone (Shift+Enter is no Enter) it sends text.
_ASK_FOR_KEYS = "\x1b[>"
_KEYS_AS_NUMBERS = re.compile(r"\x1b\[>\d+u")
_TEXT_AS_TEXT = "\x1b[>1u"
# Modes, clipboard, title and pointer shape, which do not change the screen content.
_HARMLESS = re.compile(
    r"\x1b\[\?(?:2026|25|100[0-6]|1015|1016|2004|2048)[hl]"
    r"|\x1b\][0-79][0-9]*;[^\x07\x1b]*(?:\x07|\x1b\\)|\x07"
)


class ScreenBuffer:
    """The known content of the screen, as written since the last `forget`.

    Rows and columns count from 1, as in the terminal's cursor addresses.
    """

    def __init__(self, columns: int = 0, lines: int = 0) -> None:
        self._rows: dict[int, dict[int, tuple[int, str]]] = {}
        self._cursor = ""  # the address at which it was left; empty if that is not known
        self.resize(columns, lines)

    def resize(self, columns: int, lines: int) -> None:
        """Set the new size of the terminal and forget the content."""
        self._columns, self._lines = columns, lines
        self.forget()

    def forget(self) -> None:
        """Discard the known content: the next frame is written in full."""
        self._rows.clear()
        self._cursor = ""

    def changed(self, data: str) -> str:
        """Return `data` without the runs of text that are on the screen already.

        Nor is the cursor moved to where it is: a screen below a dialog makes frames of nothing
        else, several a second. Any sequence besides cursor addresses, styles and text discards the
        known content.
        """
        before, *runs = MOVE.split(data)
        if before and _HARMLESS.sub("", before):
            self.forget()
        written = [before]
        for row, column, run in zip(runs[::3], runs[1::3], runs[2::3], strict=True):
            text = run.removesuffix("\n")
            if not text:
                move = f"\x1b[{row};{column}H"
                if move != self._cursor:
                    written.append(move)
                self._cursor = move
            elif self._is_new(int(row), int(column), text):
                written.append(f"\x1b[{row};{column}H{text}")
                self._cursor = ""
        return "".join(written)

    def _is_new(self, row: int, column: int, text: str) -> bool:
        """Record `text` as written; return whether it differs from what was known."""
        runs = self._rows.setdefault(row, {})
        known = runs.get(column)
        if known is not None and known[1] == text:
            return False
        visible = STYLE.sub("", text)
        end = column + cell_len(visible)
        outside = row > self._lines or end > self._columns + 1
        if outside or any(mark < " " for mark in visible):
            # A frame for the former size: the terminal would put it on its last row or column.
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

    from screens.terminal.background import (
        ASK_BACKGROUND,
        BackgroundAnswer,
        Colour,
        may_be_asked,
    )
    from screens.terminal.input_driver import ask_status, read_input
    from screens.terminal.output import TerminalOutput

    class PatientDriver(LinuxDriver):
        """Textual's driver with input that no byte can end, and output that never blocks.

        Replaces the thread that `LinuxDriver.start_application_mode` creates, by its private name.
        """

        _output: TerminalOutput | None = None
        _is_background_asked = False

        def __init__(self, app: App[Any], **options: Any) -> None:
            self._background_answer = BackgroundAnswer()
            super().__init__(app, **options)

        @property
        def _writer_thread(self) -> Any:
            return self._output

        @_writer_thread.setter
        def _writer_thread(self, made: Any) -> None:
            self._output = made and TerminalOutput(made.fileno(), self._caught_up)

        def run_input_thread(self) -> None:
            """Read the terminal until the driver stops, or the terminal is gone."""
            read_input(self, self._background_answer)

        def start_application_mode(self) -> None:
            """Start, and query the terminal once, to know before the first Escape if it answers."""
            super().start_application_mode()  # type: ignore[no-untyped-call]
            ask_status(self)

        async def background(self, wait_s: float) -> Colour | None:
            """Return the terminal's background.

            None if it does not answer within `wait_s` seconds.
            """
            if not may_be_asked():
                return None
            if not self._is_background_asked:
                self._is_background_asked = True
                ask_status(self, ASK_BACKGROUND)
            return await self._background_answer.wait(wait_s)

        def write(self, data: str) -> None:
            """Write a frame, pinning columns after letters of uncertain width.

            Of the kitty keyboard protocol's flags, only the first is asked for.
            """
            if data.startswith(_ASK_FOR_KEYS):
                data = _KEYS_AS_NUMBERS.sub(_TEXT_AS_TEXT, data)
            super().write(pin_columns(data))

        def _caught_up(self) -> None:
            # The loop may have ended in the meantime.
            with contextlib.suppress(RuntimeError):
                self._app.call_later(redraw, self._app)

    class RowDiffDriver(PatientDriver):
        """A driver with a screen buffer.

        The buffer is discarded when the terminal changes size, when the program returns from the
        background, and by `redraw`. Uses the private `LinuxDriver._get_terminal_size`.
        """

        def __init__(self, app: App[Any], **options: Any) -> None:
            self._memory = ScreenBuffer()
            super().__init__(app, **options)

        def forget(self) -> None:
            """Write the next frame in full."""
            self._memory.forget()

        def start_application_mode(self) -> None:
            """Start with unknown screen content, and handle changes of the terminal's size."""
            self._memory.resize(*self._get_terminal_size())
            super().start_application_mode()
            textual_resizes = signal.getsignal(signal.SIGWINCH)

            def resized(number: int, frame: FrameType | None) -> None:
                self._memory.resize(*self._get_terminal_size())
                if callable(textual_resizes):
                    textual_resizes(number, frame)

            signal.signal(signal.SIGWINCH, resized)

        def process_message(self, message: Any) -> None:
            """Handle sizes reported in band, for which a terminal sends no signal."""
            if isinstance(message, events.Resize):
                self._memory.resize(*message.size)
            super().process_message(message)

        def write(self, data: str) -> None:
            """Write the changed part of `data`."""
            super().write(self._memory.changed(data))


def driver_class(row_diff: bool = True) -> type[Driver] | None:
    """Return the driver for `App(driver_class=...)`; None, for the stock driver, on Windows."""
    if sys.platform == "win32":
        return None
    return RowDiffDriver if row_diff else PatientDriver


def redraw(app: App[Any]) -> None:
    """Repaint the whole screen, including what other programs have written over.

    Uses Textual's private `App._driver`.
    """
    driver = app._driver
    if driver is not None:
        # Erasing discards the screen buffer, too.
        driver.write("\x1b[2J")
    app.refresh(layout=True)
