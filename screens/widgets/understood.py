"""The date or time that a typed text means, shown while typing to reveal a wrong parse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from kmtui.thai.dates import DateStyle, format_date, format_time
from models.errors import KmError
from screens.widgets.label import ThaiLabel

Reader = Callable[[str], object]

_A_DAY, _A_TIME = "๑ มกราคม ๒๕๖๗", "๐๙.๓๐ น."


def understood_text(read: Reader, typed: str) -> str:
    """Return the date, with weekday and year in full, or the time that `read` parses from a text.

    Empty if `read` refuses the text, or parses neither.
    """
    try:
        value = read(typed)
    except (KmError, ValueError):
        return ""
    if isinstance(value, date):
        return f"= {format_date(value, DateStyle.LONG)}"
    return f"= {format_time(value)}" if isinstance(value, time) else ""


def reads_day_or_time(read: Reader) -> bool:
    """Return whether `read` parses a date or a time."""
    return any(understood_text(read, sample) for sample in (_A_DAY, _A_TIME))


class UnderstoodLine(ThaiLabel):
    """A line below a field that shows which date or time its text means."""

    DEFAULT_CSS = """
    UnderstoodLine {
        min-height: 1;
        max-height: 2;
        color: $text-muted;
    }
    """

    def __init__(self, read: Reader, classes: str = "") -> None:
        """Initialize the line for a field that is parsed by `read`."""
        super().__init__("", classes=classes)
        self._read = read

    def show_meaning(self, typed: str) -> None:
        """Show the date or time that the text means; nothing if it cannot be parsed yet."""
        self.update(understood_text(self._read, typed))
