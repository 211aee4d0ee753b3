"""Stand-ins for unreadable stored values: they can be calculated with, and display as damaged.

A value that another program or a failing disk has changed must not end the program. What reads it
gets a value of the type that it expects; wherever that is shown, it shows as DAMAGED.
"""

from datetime import date, time
from enum import StrEnum
from typing import Any, TypeVar

DAMAGED = "‹ค่าเสียหาย›"
"""The text for a damaged value on screen and paper; both quotes are in every font of ours."""

NO_DAY = date(1799, 1, 1)
"""The value of a damaged date: earlier than any date that can be typed, so that a value computed
from it is still recognized as damaged."""

_E = TypeVar("_E", bound=StrEnum)


class DamagedText(str):
    """Stand-in for a stored text that is bytes, or not UTF-8."""

    __slots__ = ()


class DamagedNumber(int):
    """Stand-in for a stored value that is no integer."""

    __slots__ = ()

    def __str__(self) -> str:
        return DAMAGED

    def __format__(self, _spec: str) -> str:
        return DAMAGED


class DamagedFigure(float):
    """Stand-in for a stored value that is no decimal number."""

    __slots__ = ()

    def __str__(self) -> str:
        return DAMAGED

    def __format__(self, _spec: str) -> str:
        return DAMAGED


class DamagedDay(date):
    """Stand-in for a stored value that is no date."""

    __slots__ = ()

    def __str__(self) -> str:
        return DAMAGED


class DamagedTime(time):
    """Stand-in for a stored value that is no time of day."""

    __slots__ = ()

    def __str__(self) -> str:
        return DAMAGED


def damaged_choice(member: _E) -> _E:
    """Return a stand-in for a member of an enumeration: equal to it, but with the label DAMAGED."""
    enumeration = type(member)
    twin: Any = str.__new__(enumeration, member.value)
    # An enumeration compares, hashes and prints a member by these attributes.
    twin.__dict__.update(_name_=member.name, _value_=member.value, is_damaged=True)
    _mark_labels(enumeration)
    made: _E = twin
    return made


def is_damaged(value: object) -> bool:
    """Return whether a value is a stand-in for an unreadable one."""
    return isinstance(value, _STAND_INS) or getattr(value, "is_damaged", False) is True


_STAND_INS = (DamagedText, DamagedNumber, DamagedFigure, DamagedDay, DamagedTime)


def _mark_labels(enumeration: Any) -> None:
    """Make stand-ins of this enumeration's members show DAMAGED instead of their label."""
    label = enumeration.__dict__.get("label")
    if not isinstance(label, property) or label.fget is None or hasattr(label.fget, "marks"):
        return
    written = label.fget

    def marked(self: Any) -> str:
        return DAMAGED if getattr(self, "is_damaged", False) else str(written(self))

    marked.marks = True  # type: ignore[attr-defined]
    enumeration.label = property(marked, doc=label.__doc__)
