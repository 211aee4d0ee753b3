"""How the program ends when nobody asked it to: signals, and a terminal that is gone."""

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
    """Stores what is typed before the program ends.

    `commit_typing` stores it and returns when that is done; `flush` only waits, in any thread,
    until the writer thread has stored what it was given; `leave` takes the keys that are still on
    their way, then ends the program with a status.
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
        """From now on SIGHUP and SIGTERM store first. Only in the main thread, with a loop."""
        if threading.current_thread() is not threading.main_thread():
            return
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            if hasattr(signal, name):
                number = getattr(signal, name)
                loop.add_signal_handler(number, self._end, 128 + number)

    def watch_terminal(self) -> None:
        """End at once when the terminal is gone: where SIGHUP is ignored, no signal tells."""
        if not hasattr(select, "poll") or sys.__stdin__ is None:
            return
        poll = select.poll()
        poll.register(sys.__stdin__.fileno(), 0)
        if any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0)):
            self._commit_typing()
            # Textual's output thread may be stuck on the dead terminal: no graceful exit.
            os._exit(_TERMINAL_GONE)

    def _end(self, status: int) -> None:
        last_resort = threading.Timer(END_TIMEOUT_S, self._end_hard, [status])
        last_resort.daemon = True
        last_resort.start()
        self._leave(status)

    def _end_hard(self, status: int) -> None:
        # The loop may hang on a dead terminal; what was typed is with the writer thread by now.
        self._flush()
        os._exit(status)
