"""Output to the terminal that never blocks the program.

Textual's own output thread queues 30 writes; if the terminal is not read any more (a frozen window,
a stopped pager, a lost line) the next write blocks the event loop for ever, and with it keys,
saving and signals. Here such output is dropped, and the screen is repainted when the terminal reads
again.
"""

from __future__ import annotations

import os
import re
import select
import threading
from collections import deque
from collections.abc import Callable

MOST_BYTES = 128 * 1024
_END_TIMEOUT_S = 0.5
# Modes of the terminal, which no later frame sets again; not the marks around a frame (2026).
_MODES = re.compile(r"(?:\x1b\[(?:\?(?!2026)|[<>])[\d;]*[$\w]+|\x07)+")


class TerminalOutput(threading.Thread):
    """Replaces Textual's `WriterThread`.

    Args:
        descriptor: the terminal.
        on_caught_up: called from this thread when the terminal reads again after output was
            dropped, so that the screen is repainted.
    """

    def __init__(self, descriptor: int, on_caught_up: Callable[[], object]) -> None:
        super().__init__(daemon=True, name="terminal-output")
        self._descriptor = descriptor
        self._on_caught_up = on_caught_up
        self._changed = threading.Condition()
        self._waiting: deque[str] = deque()
        self._bytes = 0
        self._is_dropping = False
        self._is_ended = False

    def write(self, text: str) -> None:
        """Queue the text, or drop it if the terminal does not read; returns at once.

        Changes of the terminal's modes are always queued.
        """
        with self._changed:
            if self._is_dropping and not _MODES.fullmatch(text):
                return
            self._waiting.append(text)
            self._bytes += len(text)
            if self._bytes > MOST_BYTES:
                self._is_dropping = True
                kept = [each for each in self._waiting if _MODES.fullmatch(each)]
                self._waiting = deque(kept)
            self._changed.notify_all()

    def isatty(self) -> bool:
        """Return True, as Textual's own thread does."""
        return True

    def fileno(self) -> int:
        """Return the descriptor of the terminal."""
        return self._descriptor

    def flush(self) -> None:
        """Do nothing: the thread writes as soon as it can."""

    def run(self) -> None:
        """Write what is queued until stopped, or until the terminal is gone."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._is_dropping or self._is_ended)
                text = "".join(self._waiting)
                self._waiting.clear()
                self._bytes = len(text)
                has_caught_up = self._is_dropping and not text
                if self._is_ended and not text:
                    return
                self._is_dropping &= not has_caught_up
            if has_caught_up:
                self._on_caught_up()
            try:
                self._write_all(text.encode(errors="replace"))
            except OSError:
                # The terminal is gone, which `kmtui.shutdown` handles.
                with self._changed:
                    self._is_dropping = True
                return

    def stop(self) -> None:
        """Write the queued output and end; waits half a second at most."""
        with self._changed:
            self._is_ended = True
            self._changed.notify_all()
        self.join(_END_TIMEOUT_S)

    def _write_all(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            try:
                left = left[os.write(self._descriptor, left) :]
            except BlockingIOError:  # another program has made the terminal non-blocking
                select.select([], [self._descriptor], [])
