"""Notifications that cannot freeze the program.

Textual gives a toast a timer with the remaining seconds of its notification. If these expire
between listing it and creating the toast, they are negative, and the timer's loop never ends nor
waits (8.2.8, the newest: `Timer._run` with a negative interval), which freezes the program.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from textual.notifications import Notification

_LEAST_S = 0.05


@dataclass
class SafeNotification(Notification):
    """A notification whose remaining time is always positive, by the monotonic clock."""

    raised_monotonic: float = field(default_factory=time.monotonic)

    @property
    def time_left(self) -> float:
        """The seconds for the timer of a toast, at least 0.05."""
        return max(self._left(), _LEAST_S)

    @property
    def has_expired(self) -> bool:
        """True if its time has passed."""
        return self._left() <= 0

    def _left(self) -> float:
        return self.raised_monotonic + self.timeout - time.monotonic()
