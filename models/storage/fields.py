"""Column types that tolerate damaged values; the only conversion of stored values to Python.

A value that a column cannot hold (an unknown choice, an impossible day, bytes, text instead of a
number) reads as a stand-in that is shown as damaged, and raises nothing. Only changed fields are
saved, so the stored value is kept until a user changes the field.
"""

import math
import re
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import peewee

from kmtui.thai.damaged import (
    DAMAGED,
    NO_DAY,
    DamagedDay,
    DamagedFigure,
    DamagedNumber,
    DamagedText,
    DamagedTime,
    damaged_choice,
    is_damaged,
)
from kmtui.thai.when.calendar import BUDDHIST_ERA
from kmtui.thai.when.typed import FIRST_BUDDHIST_YEAR, FIRST_COMMON_YEAR, LAST_BUDDHIST_YEAR

_LAST_COMMON_YEAR = LAST_BUDDHIST_YEAR - BUDDHIST_ERA
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d(:\d\d(\.\d{1,6})?)?", re.ASCII)
_LARGEST_FIGURE = 1e15
_LARGEST_NUMBER = 2**63 - 2**32  # versions and positions are counted up from it


class Fenced:
    """A column that reads any stored value, replacing an invalid one by a stand-in."""

    stand_in: Any = None

    if TYPE_CHECKING:
        null: bool
        column_name: str
        default: Any

        def adapt(self, value: Any) -> Any:
            """Convert a value as Peewee does."""

    def is_sound(self, stored: Any) -> bool:
        """Return whether the column can hold this value as SQLite returns it, NULL included."""
        return self.null if stored is None else self.fits(stored)

    def fits(self, stored: Any) -> bool:
        """Return whether a stored value that is not NULL is valid for this column."""
        raise NotImplementedError

    def python_value(self, stored: Any) -> Any:
        """Return the value, or the stand-in if it is damaged."""
        # An outer join returns NULL for any column.
        if stored is None:
            return None
        return self.adapt(stored) if self.fits(stored) else self.stand_in

    def db_value(self, value: Any) -> Any:
        """Return the value to store; one read from a damaged cell is stored as damaged again."""
        if value is None:
            return None
        return DAMAGED if is_damaged(value) else self.adapt(value)


class _Wording(Fenced):
    stand_in: Any = DamagedText(DAMAGED)

    def __init__(
        self,
        *args: Any,
        choices: list[tuple[Any, Any]] | None = None,
        damaged: StrEnum | None = None,
        pattern: str = "",
        **kwargs: Any,
    ) -> None:
        """Declare a text column, optionally with `choices`; an unknown choice reads as `damaged`.

        Without `damaged` the default, or else the last choice, stands in. A text of codes must
        match `pattern`.
        """
        super().__init__(*args, choices=choices, **kwargs)  # type: ignore[call-arg]
        self._pattern = re.compile(pattern or ".*", re.ASCII | re.DOTALL)
        self._known = frozenset(str(value) for value, _label in choices or ())
        if choices:
            members = [value for value, _label in choices]
            usual = [each for each in members if each == self.default] or members
            self.stand_in = damaged_choice(damaged if damaged is not None else usual[-1])

    def fits(self, stored: Any) -> bool:
        """Return whether the value is text and, if there are choices, a known one."""
        if self._known:
            return isinstance(stored, str) and stored in self._known
        is_text = isinstance(stored, str) and stored != DAMAGED
        return is_text and bool(self._pattern.fullmatch(stored))


class CharField(_Wording, peewee.CharField):
    """A column for a line of text, or a choice."""


class MomentField(Fenced, peewee.CharField):
    """A column for a moment in UTC, as text in the form of `now`."""

    stand_in = DamagedText(f"{NO_DAY}T12:00:00.000+00:00")

    def fits(self, stored: Any) -> bool:
        """Return whether the value is a moment with a time zone."""
        try:
            return datetime.fromisoformat(stored).tzinfo is not None and stored[:2] in ("19", "20")
        except (ValueError, TypeError):
            return False


class TextField(_Wording, peewee.TextField):
    """A column for a text of any length."""


class IntegerField(Fenced, peewee.IntegerField):
    """A column for an integer."""

    stand_in = DamagedNumber(0)

    def fits(self, stored: Any) -> bool:
        """Return whether the value is an integer small enough to be incremented."""
        return isinstance(stored, int) and abs(stored) < _LARGEST_NUMBER


class YearField(Fenced, peewee.IntegerField):
    """A column for a year of the Buddhist Era."""

    stand_in = DamagedNumber(NO_DAY.year + BUDDHIST_ERA)

    def fits(self, stored: Any) -> bool:
        """Return whether the value is in the range of years that can be typed."""
        return isinstance(stored, int) and FIRST_BUDDHIST_YEAR <= stored <= LAST_BUDDHIST_YEAR


class BooleanField(Fenced, peewee.BooleanField):
    """A column for a truth value; a damaged one reads as `damaged`, else as the default."""

    stand_in = False

    def __init__(self, *args: Any, damaged: bool | None = None, **kwargs: Any) -> None:
        """Declare the column as in Peewee; a damaged value reads as `damaged` or the default."""
        super().__init__(*args, **kwargs)
        self.stand_in = bool(self.default if damaged is None else damaged)

    def fits(self, stored: Any) -> bool:
        """Return whether a stored value is 0 or 1."""
        return isinstance(stored, int) and stored in (0, 1)


class FloatField(Fenced, peewee.FloatField):
    """A column for a figure."""

    stand_in = DamagedFigure(0)

    def fits(self, stored: Any) -> bool:
        """Return whether the value is a finite number of printable size."""
        is_number = isinstance(stored, int | float) and math.isfinite(stored)
        return is_number and abs(stored) < _LARGEST_FIGURE


class DateField(Fenced, peewee.DateField):
    """A column for a date."""

    stand_in = DamagedDay(NO_DAY.year, NO_DAY.month, NO_DAY.day)

    def fits(self, stored: Any) -> bool:
        """Return whether the value is a date in the range that can be typed."""
        try:
            day = date.fromisoformat(stored if _DAY.fullmatch(stored) else "")
        except (ValueError, TypeError):
            return False
        return FIRST_COMMON_YEAR <= day.year <= _LAST_COMMON_YEAR


class TimeField(Fenced, peewee.TimeField):
    """A column for a time of day."""

    stand_in = DamagedTime(0, 0)

    def fits(self, stored: Any) -> bool:
        """Return whether the value is a time of day without a time zone."""
        try:
            time.fromisoformat(stored if _TIME.fullmatch(stored) else "")
        except (ValueError, TypeError):
            return False
        return True


class _Reference(peewee.ForeignKeyAccessor):
    def get_rel_instance(self, instance: Any) -> Any:
        try:
            found = super().get_rel_instance(instance)
            # An outer join finds nothing where the reference leads nowhere, too.
            is_gone = found is None and instance.__data__.get(self.name) is not None
            return stand_in_for(self.rel_model) if is_gone else found
        except self.rel_model.DoesNotExist:
            # A reference that was never given is a mistake of the program, not of the file.
            if instance.__data__.get(self.name) is None:
                raise
            return stand_in_for(self.rel_model)


class ForeignKeyField(Fenced, peewee.ForeignKeyField):
    """A foreign key column; a reference to a missing record reads as a damaged record."""

    accessor_class = _Reference
    stand_in = DamagedNumber(0)

    def fits(self, stored: Any) -> bool:
        """Return whether the value can be the id of a record."""
        return isinstance(stored, int | self.rel_model)

    def db_value(self, value: Any) -> Any:
        """Return the id of the record."""
        row_id = value.id if isinstance(value, self.rel_model) else value
        return super().db_value(row_id)

    def python_value(self, stored: Any) -> Any:
        """Return the id, or the stand-in if the value can be none."""
        return stored if stored is None or self.fits(stored) else self.stand_in


def stand_in_for(table: Any) -> Any:
    """Return a record of the table, never to be saved, all of whose columns are damaged."""
    row = table()
    for field in table._meta.sorted_fields:
        is_open = isinstance(field, ForeignKeyField) and field.null
        row.__data__[field.name] = None if is_open else getattr(field, "stand_in", DamagedNumber(0))
    return row


def decoded(stored: bytes) -> str | bytes:
    """Decode stored text; return the bytes if it is not UTF-8, which columns treat as damaged."""
    try:
        return stored.decode()
    except UnicodeDecodeError:
        return stored
