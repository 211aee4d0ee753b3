"""Graceful shutdown on signals and on the loss of the terminal."""

import asyncio
import os
import select
import signal
import sys
import threading
from collections.abc import Callable

WATCH_INTERVAL_S = 1.0
END_TIMEOUT_S = 4.0
_TERMINAL_GONE = 129  # 128 + SIGHUP


class GracefulShutdown:
    """Stores what the user typed before the program exits.

    Args:
        commit_typing: stores the typed text and returns when that is done.
        flush: waits in any thread until the writer thread has stored its queue.
        leave: handles the keys still in the queue, then exits with a status.
    """

    def __init__(
        self,
        commit_typing: Callable[[], None],
        flush: Callable[[], object],
        leave: Callable[[int], None],
    ) -> None:
        self._commit_typing = commit_typing
        self._flush = flush
        self._leave = leave

    def catch_signals(self) -> None:
        """Handle SIGHUP and SIGTERM from now on; only in the main thread with a running loop."""
        if threading.current_thread() is not threading.main_thread():
            return
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            if hasattr(signal, name):
                number = getattr(signal, name)
                loop.add_signal_handler(number, self._end, 128 + number)

    def watch_terminal(self) -> None:
        """Exit at once if the terminal is gone, which no signal reports if SIGHUP is ignored."""
        if not hasattr(select, "poll") or sys.__stdin__ is None:
            return
        poll = select.poll()
        poll.register(sys.__stdin__.fileno(), 0)
        if any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0)):
            self._commit_typing()
            # Textual's output thread may hang on the dead terminal, which rules out a normal exit.
            os._exit(_TERMINAL_GONE)

    def _end(self, status: int) -> None:
        last_resort = threading.Timer(END_TIMEOUT_S, self._end_hard, [status])
        last_resort.daemon = True
        last_resort.start()
        self._leave(status)

    def _end_hard(self, status: int) -> None:
        # The loop may hang on a dead terminal; the writer thread has the typed text by now.
        self._flush()
        os._exit(status)
