"""Polling for changes that other sessions store while a screen is open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from textual.worker import Worker

from models.errors import KmError
from models.storage.store import data_version
from screens.base.screen import KmScreen

_POLL_INTERVAL_S = 1.0


class ChangePoll:
    """Polls the version of the data file and calls `changed` at every new one."""

    def __init__(
        self,
        screen: KmScreen[Any],
        changed: Callable[[], Awaitable[None]],
        interval_s: float = _POLL_INTERVAL_S,
    ) -> None:
        """Prepare to poll; nothing is read before `start`.

        Args:
            screen: runs the workers and the timer.
            changed: called at every new version; a version at which it raises KmError is reported
                again.
            interval_s: seconds between two polls.
        """
        self._screen = screen
        self._changed = changed
        self._interval_s = interval_s
        self._seen_version = 0

    def start(self) -> None:
        """Start polling; the first version counts as new unless `note_version` has seen it."""
        self._screen.set_interval(self._interval_s, self._poll)

    async def note_version(self) -> None:
        """Treat the present version as seen; await this before reading. Raises KmError."""
        self._seen_version = await self._screen.call(data_version)

    def forget(self) -> None:
        """Treat no version as seen, because the last reading is incomplete."""
        self._seen_version = 0

    def _poll(self) -> Worker[None]:
        return self._screen.run_worker(self._compare, group="poll", exclusive=True)

    async def _compare(self) -> None:
        try:
            version = await self._screen.call(data_version)
            if version != self._seen_version:
                await self._changed()
        except KmError:
            # Faults of the data file are reported when something is stored.
            return
        self._seen_version = version
