"""Conversion of field values to and from text: lists of lines, dates, times, figures."""

import re
from calendar import monthrange
from datetime import date, time
from typing import Any

from kmtui.thai.dates import DateStyle, format_date, format_time, parse_date, parse_time
from kmtui.thai.digits import arabic_digits, thai_digits
from kmtui.thai.text import clean
from kmtui.thai.when.typed import DateError
from models.editing.record_kind import cleaned
from models.errors import Refused

OPEN_END = "เป็นต้นไป"
_NUMBERED = re.compile(r"^\s*[0-9๐-๙]+\s*[.)]\s*(?![0-9๐-๙])")
_DASHED = re.compile(r"^\s*[-–•]\s*")
_NO_END = ("", "-", OPEN_END)


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a stored list, without empty ones."""
    return tuple(line for line in text.split("\n") if line)


def numbered_lines(text: str) -> str:
    """Return a numbered list in its stored form, without typed numbers and empty lines."""
    return _each_line(text, _NUMBERED)


def dashed_lines(text: str) -> str:
    """Return a bulleted list in its stored form, without typed dashes and empty lines."""
    return _each_line(text, _DASHED)


def _each_line(text: str, mark: re.Pattern[str]) -> str:
    bare = (mark.sub("", line).strip() for line in cleaned(text).split("\n"))
    return "\n".join(line for line in bare if line)


def day_text(day: date | None) -> str:
    """Return a day as a cell shows it (๑ ต.ค. ๖๓); empty for None."""
    return "" if day is None else format_date(day, DateStyle.SHORT)


def day_from(text: str) -> date | None:
    """Parse a typed date; None for an empty text, a dash, or เป็นต้นไป ("from then on").

    Raises:
        DateError: the text is no date.
    """
    wording = cleaned(text)
    return None if wording in _NO_END else parse_date(wording, date.today())


def first_day_from(text: str) -> date | None:
    """Parse a typed date, or a month (ม.ค. 70) as its first day; None as `day_from`.

    Raises:
        DateError: the text is neither a date nor a month.
    """
    try:
        return day_from(text)
    except DateError:
        if (first := _first_of_month(text)) is None:
            raise
        return first


def last_day_from(text: str) -> date | None:
    """Parse a typed date, or a month (ม.ค. 70) as its last day; None as `day_from`.

    Raises:
        DateError: the text is neither a date nor a month.
    """
    try:
        return day_from(text)
    except DateError:
        if (first := _first_of_month(text)) is None:
            raise
        return first.replace(day=monthrange(first.year, first.month)[1])


def _first_of_month(text: str) -> date | None:
    """Return the first day of a typed month; None if the text is no month."""
    if re.match(r"\s*[0-9๐-๙]", text):
        return None
    try:
        return parse_date(f"1 {cleaned(text)}", date.today())
    except DateError:
        return None


def must_be_a_day(text: str) -> date:
    """Parse a required typed date.

    Raises:
        DateError: the text is no date.
        Refused: the text is one for which `day_from` returns None.
    """
    day = day_from(text)
    if day is None:
        raise Refused("ยังไม่ได้ใส่วันที่ พิมพ์วันที่ก่อนแล้วกด Enter เช่น ๓๐ ก.ย. ๖๔")
    return day


def time_text(clock_time: time | None) -> str:
    """Return a time as a cell shows it (๑๔.๐๐ น.); empty for None."""
    return "" if clock_time is None else format_time(clock_time)


def time_from(text: str) -> time | None:
    """Parse a typed time of day; None for an empty text.

    Raises:
        DateError: the text is no time.
    """
    return parse_time(text) if text.strip() else None


def figure_text(value: float | None) -> str:
    """Return a figure, rounded to 2 decimals, in Thai digits (๑,๒๐๐.๕); empty for None."""
    return "" if value is None else thai_digits(f"{value:,.2f}".rstrip("0").rstrip("."))


def figure_from(text: str) -> float | None:
    """Parse a figure in Thai or Arabic digits; None for an empty text or a dash.

    Commas and a percent sign at the end are ignored.

    Raises:
        Refused: the text is no figure, one below 0, or of more than 12 digits.
    """
    wording = arabic_digits(cleaned(text)).replace(",", "").removesuffix("%").strip()
    if wording in ("", "-"):
        return None
    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]+)?", wording):
        raise Refused("ช่องนี้ใส่ได้เฉพาะตัวเลข เช่น ๕๐ หรือ ๑,๒๐๐ พิมพ์หน่วยไว้ในช่องหน่วย")
    return float(wording)


def carried_years(text: str, by: int) -> str:
    """Return the text with `by` years added to every Buddhist Era year from 2500 to 2599.

    Years in Thai digits stay in Thai digits.
    """

    def moved(found: Any) -> str:
        written: str = found.group()
        year = str(int(arabic_digits(written)) + by)
        return year if written.isascii() else thai_digits(year)

    return re.sub(r"(?<![0-9๐-๙])(?:25[0-9]{2}|๒๕[๐-๙]{2})(?![0-9๐-๙])", moved, text)


def must_not_be_blank(text: str) -> None:
    """Raise Refused if the text is blank."""
    if not clean(text).strip():
        raise Refused("ช่องนี้ยังว่าง พิมพ์ข้อความก่อนแล้วกด Enter")
