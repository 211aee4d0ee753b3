"""Graceful shutdown on signals and on the loss of the terminal.

A thread of its own waits for both: the event loop may be blocked, and the process must end then,
too, with everything that was typed in the data file or in a rescue file.
"""

import asyncio
import contextlib
import contextvars
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

WATCH_INTERVAL_S = 1.0
END_TIMEOUT_S = 2.0
_SAFE_TIMEOUT_S = 0.8
_AT_WORK_TIMEOUT_S = 2.0
_SIGNALS = ("SIGHUP", "SIGTERM")
_TERMINAL_GONE = 129  # 128 + SIGHUP


class GracefulShutdown:
    """Stores what the user typed before the program exits.

    Attributes:
        status: the exit status once a signal or the loss of the terminal ends the program.
    """

    def __init__(self) -> None:
        self.status: int | None = None
        self._leave: Callable[[int], object] = lambda _status: None
        self._make_safe: Callable[[float], object] = lambda _timeout: None
        self._is_at_work: Callable[[], bool] = lambda: False

    def watch(
        self,
        leave: Callable[[int], object],
        make_safe: Callable[[float], object],
        is_at_work: Callable[[], bool],
    ) -> None:
        """Handle SIGHUP, SIGTERM and a lost terminal from now on; with a running event loop.

        Does nothing outside the main thread.

        Args:
            leave: handles the keys still in the queue, then exits with a status; run in the loop.
            make_safe: waits in any thread, for some seconds at most, until typed text is safe.
            is_at_work: whether the writer thread is storing something and meets no fault.
        """
        if threading.current_thread() is not threading.main_thread():
            return
        loop = asyncio.get_running_loop()
        # The context names the app, which timers and messages of Textual ask for.
        context = contextvars.copy_context()
        self._leave = lambda status: loop.call_soon_threadsafe(leave, status, context=context)
        self._make_safe, self._is_at_work = make_safe, is_at_work
        read, write = os.pipe()
        os.set_blocking(write, False)
        # Written by the C handler in whatever thread a signal arrives: the main thread may be
        # blocked. The second way is for a loop that takes the descriptor for itself.
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)

        def tell(number: int, _frame: FrameType | None) -> None:
            with contextlib.suppress(OSError):
                os.write(write, bytes([number]))

        numbers = {getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)}
        for number in numbers:
            signal.signal(number, tell)
        thread = threading.Thread(
            target=self._wait, args=(read, numbers), name="shutdown", daemon=True
        )
        thread.start()

    def end_process(self) -> None:
        """End the process now if a signal or a lost terminal was the reason for leaving.

        Exiting in the usual way would write to the terminal once more, which may be gone.
        """
        if self.status is not None:
            with contextlib.suppress(OSError, ValueError):
                sys.stdout.flush()
            os._exit(self.status)

    def _wait(self, pipe: int, numbers: set[int]) -> None:
        while True:
            ready, _, _ = select.select([pipe], [], [], WATCH_INTERVAL_S)
            told = numbers.intersection(os.read(pipe, 512)) if ready else set()
            if told:
                self._end(128 + min(told))
            elif _terminal_is_gone():
                self._end(_TERMINAL_GONE)

    def _end(self, status: int) -> None:
        self.status = status
        with contextlib.suppress(RuntimeError):  # the loop has ended: the program is on its way
            self._leave(status)
        time.sleep(END_TIMEOUT_S)
        self._make_safe(_SAFE_TIMEOUT_S)
        if self._is_at_work():
            time.sleep(_AT_WORK_TIMEOUT_S)
        os._exit(status)


def _terminal_is_gone() -> bool:
    """Return whether the terminal was closed, which no signal reports if SIGHUP is ignored."""
    if not hasattr(select, "poll") or sys.__stdin__ is None:
        return False
    poll = select.poll()
    poll.register(sys.__stdin__.fileno(), 0)
    return any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0))
