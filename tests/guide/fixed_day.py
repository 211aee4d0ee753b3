"""kmtui on one fixed day, so that two runs show the same screens.

Only the day and the time of the wall clock stand still; what is measured by a monotonic clock
goes on.
"""

import datetime as clock
import os
import sqlite3  # noqa: F401 - it must find the ordinary dates
import sys
import time
from typing import Any

# The morning of the example's next meeting, 2/2563.
MOMENT = clock.datetime(2020, 12, 22, 9, 0, tzinfo=clock.timezone(clock.timedelta(hours=7)))

_Date, _Moment = clock.date, clock.datetime


class _IsDate(type):
    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, _Date) if cls is FixedDate else super().__instancecheck__(value)


class _IsMoment(type):
    def __instancecheck__(cls, value: object) -> bool:
        if cls is FixedMoment:
            return isinstance(value, _Moment)
        return super().__instancecheck__(value)


class FixedDate(_Date, metaclass=_IsDate):
    """A date whose today is the day of the pictures; what it makes are ordinary dates."""

    def __new__(cls, *parts: int, **named: int) -> "clock.date":  # type: ignore[misc]
        return _Date(*parts, **named) if cls is FixedDate else super().__new__(cls, *parts, **named)

    @classmethod
    def today(cls) -> "clock.date":
        return _Date(MOMENT.year, MOMENT.month, MOMENT.day)


class FixedMoment(_Moment, metaclass=_IsMoment):
    """A datetime whose now is the morning of the pictures; what it makes are ordinary ones."""

    def __new__(cls, *parts: Any, **named: Any) -> "clock.datetime":  # type: ignore[misc]
        if cls is FixedMoment:
            return _Moment(*parts, **named)
        return super().__new__(cls, *parts, **named)

    @classmethod
    def now(cls, tz: clock.tzinfo | None = None) -> "clock.datetime":
        return MOMENT.replace(tzinfo=None) if tz is None else MOMENT.astimezone(tz)


def stop_the_clock() -> None:
    """Make every module that is imported from now on read the fixed day, in Thai time."""
    os.environ["TZ"] = "ICT-7"
    time.tzset()
    clock.date, clock.datetime = FixedDate, FixedMoment  # type: ignore[misc]


if __name__ == "__main__":
    stop_the_clock()
    from kmtui.__main__ import main

    sys.exit(main())
