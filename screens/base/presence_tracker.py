"""Presence: sending this user's position to other users, and showing theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from textual.worker import Worker

from models.errors import KmError
from models.meetings.presence import ActiveEditor, active_editors, clear_presence, touch_presence
from models.office.locations import Location
from screens.base.screen import KmScreen

POLL_INTERVAL_S = 0.5
HEARTBEAT_INTERVAL_S = 15.0
_MOVED_DELAY_S = 0.3  # a user who only moves across a row is not shown there


class Position(NamedTuple):
    """The position of a user: the selected item or row, and the text being typed."""

    location: Location
    item_id: int | None
    text_id: int | None


class PresenceTracker:
    """Stores the position of this session periodically, and polls for others at its location.

    Nothing depends on it: presence is displayed and is never a lock.
    """

    def __init__(
        self,
        screen: KmScreen[Any],
        position: Callable[[], Position],
        show: Callable[[tuple[ActiveEditor, ...]], None],
    ) -> None:
        """Prepare to track; nothing is stored before `start`.

        Args:
            screen: runs the workers and the timers.
            position: returns where this user is now.
            show: called at every poll with the other users at this location.
        """
        self._screen = screen
        self._position = position
        self._show = show
        self._stored: Position | None = None
        self._is_delayed = False

    def start(self) -> None:
        """Store the position now and at intervals, and poll for other users."""
        self._screen.set_interval(HEARTBEAT_INTERVAL_S, self.send_heartbeat)
        self._screen.set_interval(POLL_INTERVAL_S, self.poll)
        self.send_heartbeat()

    def send_heartbeat(self) -> None:
        """Store the position and that this session is alive; does not wait for the store."""
        self._stored = self._position()
        office = self._screen.workspace
        office.writer.call(touch_presence, office.session, *self._stored)

    def moved(self) -> None:
        """Store the position after a short delay (0.3 s), if it has changed."""
        if not self._is_delayed and self._position() != self._stored:
            self._is_delayed = True
            self._screen.set_timer(_MOVED_DELAY_S, self._store_delayed)

    def _store_delayed(self) -> None:
        self._is_delayed = False
        if self._screen.workspace.is_open:
            self.send_heartbeat()

    def poll(self) -> Worker[None]:
        """Read which other users are at this location, and show them."""
        return self._screen.run_worker(self._poll, group="presence", exclusive=True)

    async def _poll(self) -> None:
        session = self._screen.workspace.session
        try:
            others = await self._screen.call(active_editors, self._position().location, session)
        except KmError:
            # The writer has reported that the store cannot be read.
            return
        if self._screen.is_composed:
            self._show(others)

    def clear(self) -> None:
        """Remove this session's position, because the screen is closed."""
        office = self._screen.workspace
        if office.is_open:
            office.writer.call(clear_presence, office.session)
