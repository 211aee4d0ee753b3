"""Loads the snapshot that a screen shows, again after operations and other users' changes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

from textual.timer import Timer
from textual.worker import Worker

from models.drafts.save_state import SaveState
from models.errors import KmError, StoreFault
from models.storage.store import data_version
from screens.base.change_poll import ChangePoll
from screens.base.screen import KmScreen
from screens.widgets.label import ThaiLabel

T = TypeVar("T")

_POLL_INTERVAL_S = 0.5
_READ_TIMEOUT_S = 5.0
_UNREAD = "unread"


def _data_version_token() -> str:
    return str(data_version())


def show_unread(screen: KmScreen[Any], error: KmError) -> None:
    """Show on a screen without records why they could not be read, and the way back.

    It stays there until `hide_unread`: after a message that disappears the screen would be blank.
    """
    hide_unread(screen)
    if screen.is_composed:
        text = screen.sentence(f"{error} (กด Esc กลับไปจอก่อน)")
        screen.mount(ThaiLabel((f"✗ {text}", "$text-error"), classes=_UNREAD), before=0)


def hide_unread(screen: KmScreen[Any]) -> None:
    """Remove the text of `show_unread`, if any, because the records have been read."""
    screen.query(f".{_UNREAD}").remove()


class SnapshotLoader(Generic[T]):
    """Reads a snapshot of the records in a worker of the screen and passes it to `show`.

    If an operation was submitted during the reading, the snapshot is read again instead of shown:
    it would hide the change. A storage fault is not shown here, because the writer reports it to
    `show_saved` of the screen; the snapshot is read when the fault is over.

    Attributes:
        is_read: set as soon as the first reading has ended, with or without a snapshot.
    """

    def __init__(
        self,
        screen: KmScreen[Any],
        read: Callable[[], Awaitable[T]],
        show: Callable[[T], None],
        change_token: Callable[[], str] = _data_version_token,
    ) -> None:
        """Prepare to read; nothing is read before `refresh` or `read_now`.

        Args:
            screen: runs the workers and the timers.
            read: reads the snapshot, by `screen.call`; may raise KmError.
            show: shows a snapshot; not called for one that is outdated by an operation.
            change_token: runs in the writer thread; returns a value that changes with the records.
        """
        self._screen = screen
        self._read = read
        self._show = show
        self._change_token = change_token
        self._token = ""
        self._changes = ChangePoll(screen, self._refresh_if_changed, _POLL_INTERVAL_S)
        self._operation_count = 0
        self._has_shown = False
        self._delayed: Timer | None = None
        self.is_read = asyncio.Event()

    def start(self) -> None:
        """Read for the first time, and start polling for other users' changes."""
        self._changes.start()
        self.refresh()

    def refresh(self) -> Worker[None]:
        """Read and show in a worker; cancels a reading in progress."""
        return self._screen.run_worker(self.read_now, group="refresh", exclusive=True)

    async def read_now(self) -> None:
        """Read and show; return when the snapshot is shown or the reading has failed.

        A failure is shown, too: as a message, or in place of the records if none were shown before.
        """
        try:
            snapshot = await self._read_until_current()
        except StoreFault:
            self._token = ""
            self._changes.forget()
        except KmError as error:
            if self._has_shown:
                self._screen.show_error(error)
            else:
                show_unread(self._screen, error)
        else:
            hide_unread(self._screen)
            self._has_shown = True
            self._show(snapshot)
        self.is_read.set()

    async def _read_until_current(self) -> T:
        while True:
            count = self._operation_count
            # Before the reading, so that a change stored during it is found by the next poll.
            self._token = await self._screen.call(self._change_token)
            snapshot = await self._read()
            if count == self._operation_count:
                return snapshot

    async def wait_until_interactive(self) -> None:
        """Wait until the first reading has ended, so that earlier keys are taken in order.

        Waits at most 5 seconds, once.
        """
        if not self.is_read.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.is_read.wait(), _READ_TIMEOUT_S)
            self.is_read.set()

    def track_operation(self, operation: asyncio.Future[Any], delay_s: float = 0.0) -> None:
        """Read again `delay_s` seconds after the operation has ended; show that it is stored.

        That is shown only if it succeeded. A delay is for operations that the screen shows already:
        reading at once would delay the following keys. Each further delayed operation restarts the
        delay.
        """
        self._operation_count += 1
        operation.add_done_callback(lambda done: self._operation_done(done, delay_s))

    def _operation_done(self, done: asyncio.Future[Any], delay_s: float) -> None:
        if not self._screen.is_composed:
            return
        if not done.cancelled() and done.exception() is None:
            self._screen.show_saved(SaveState(None))
        if not delay_s:
            self.refresh()
            return
        if self._delayed is not None:
            self._delayed.stop()
        self._delayed = self._screen.set_timer(delay_s, self.refresh)

    async def _refresh_if_changed(self) -> None:
        token = await self._screen.call(self._change_token)
        if token != self._token and self._screen.is_composed:
            self.refresh()
