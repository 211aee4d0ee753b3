"""Parsing and formatting of dates and times in the forms of Thai offices.

The program works with the Common Era; the Buddhist Era (BE = CE + 543) is converted here.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from enum import StrEnum

from kmtui.thai.damaged import DAMAGED, NO_DAY, DamagedTime
from kmtui.thai.digits import thai_digits
from kmtui.thai.number_words import digits_for_words
from kmtui.thai.when.calendar import (
    ANY_ERA,
    ANY_MONTH,
    ANY_WEEKDAY,
    BUDDHIST_ERA,
    MONTHS,
    SHORT_MONTHS,
    WEEKDAYS,
    month_number,
    weekday_number,
)
from kmtui.thai.when.clock import find_time
from kmtui.thai.when.relative import (
    NoSuchDay,
    OtherWeekday,
    day_of_month,
    find_relative_date,
)
from kmtui.thai.when.typed import DateError, common_year, normalized, shown

_DATE_HINT = "พิมพ์เช่น 22/9/63 หรือ ๒๒ ก.ย. ๒๕๖๓"
_TIME_HINT = "พิมพ์เช่น 14:00 หรือ ๑๔.๐๐ น."


class DateStyle(StrEnum):
    """A date format: ๒๒ กันยายน ๒๕๖๓, ๒๒ ก.ย. ๖๓, or วันอังคารที่ ๒๒ กันยายน พ.ศ. ๒๕๖๓."""

    FULL = "full"
    SHORT = "short"
    LONG = "long"


_PREFIX = rf"(?:(?P<weekday>{ANY_WEEKDAY}),?\s?)?(?:วัน)?(?:ที่)?\s?"
_WHICH_YEAR = r"(?:ปี|ศก)?(?:(?P<this>นี้)|(?P<next>หน้า)|(?P<last>ที่แล้ว|ก่อน))"
_YEAR = rf"(?:ปี\s?)?(?:{ANY_ERA}\s?['’]?(?P<year>\d{{1,6}}))?"
_ORDINAL = "(?:st|nd|rd|th)?"
# Strings, which `re` compiles and caches at first use, so that the start is not delayed.
_NAMED = (
    rf"(?a){_PREFIX}(?P<day>\d{{1,2}}){_ORDINAL}\s?[/.\-–]?\s?(?:ของ\s?)?(?:เดือน\s?)?"
    rf"(?P<month>{ANY_MONTH})[.,]?\s?[/\-–]?\s?(?:{_WHICH_YEAR}|{_YEAR})"
)
_MONTH_FIRST = (
    rf"(?a)(?:(?P<weekday>{ANY_WEEKDAY}),?\s?)?(?P<month>{ANY_MONTH})[.]?\s?(?:วัน)?(?:ที่)?\s?"
    rf"(?P<day>\d{{1,2}}){_ORDINAL}(?:,\s?|\s){_YEAR}"
)
_SPELT_OUT = (
    rf"(?a){_PREFIX}(?P<day>\d{{1,2}})\s?เดือน(?:ที่)?\s?(?P<month>\d{{1,2}})"
    rf"(?:\s?(?:{_WHICH_YEAR}|{_YEAR}))?"
)
_NUMERIC = (
    rf"(?a){_PREFIX}(?P<day>\d{{1,2}})\s?(?:(?P<sign>[/.\-–])\s?|\s)(?P<month>\d{{1,2}})"
    r"(?:\s?(?(sign)(?P=sign)|\s)\s?(?P<year>\d{1,6}))?"
)
_ISO = re.compile(
    r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?:[ t]00:00(?::00)?)?", re.ASCII
)
_COMPACT = re.compile(r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d\d|\d{4})", re.ASCII)
_COMPACT_ISO = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", re.ASCII)
_NUMBERED = re.compile(r"(?:\D*?)(\d{1,6})\s?/\s?(\d{2}|\d{4})", re.ASCII)
_INTRODUCED = re.compile(
    r"^(?:ณ|ลง|เมื่อ|ใน|ภายใน|ตั้งแต่|ถึง|ประจำ|กำหนด|ตรงกับ)\s?"
    r"(?=วัน|สิ้น|ต้น|กลาง|ปลาย|\d)",
    re.ASCII,
)
LONG_PAST = timedelta(days=180)
"""A day of this year that is longer past, with a weekday of next year, is of next year."""


def parse_date(text: str, today: date) -> date:
    """Parse a typed date; `today` supplies a missing year or month and the meaning of วันนี้.

    A two-digit year is 25xx of the Buddhist Era unless the Common Era is named; the era of a
    four-digit one follows from its size.

    Raises:
        DateError: the text is no date, the month lacks the day, or the weekday is wrong.
    """
    return _parsed(text, lambda typed: _said_date(typed, today))


def parse_written_date(text: str, today: date) -> date:
    """Parse a date in a file, which no user previews: it must name a day and a month.

    Raises:
        DateError: as `parse_date`, and for a day that is only relative to today.
    """
    return _parsed(text, lambda typed: _written_date(_INTRODUCED.sub("", typed), today))


def _parsed(text: str, find: Callable[[str], date | None]) -> date:
    typed = digits_for_words(normalized(text))
    if not typed:
        raise DateError(f"ยังไม่ได้พิมพ์วันที่ {_DATE_HINT}")
    try:
        found = find(typed)
    except NoSuchDay as error:
        raise DateError(_no_such_day(error)) from error
    except OtherWeekday as error:
        raise DateError(_other_weekday(error)) from error
    if found is None:
        raise DateError(f"ไม่เข้าใจวันที่ “{shown(text)}” {_DATE_HINT}")
    return found


def _said_date(typed: str, today: date) -> date | None:
    bare = _INTRODUCED.sub("", typed)
    return (
        find_relative_date(typed, today)
        or _written_date(bare, today)
        or find_relative_date(bare, today)
    )


def _written_date(typed: str, today: date) -> date | None:
    """Return the date of a text with day and month; None for any other text."""
    bare = typed.removesuffix(".")
    for pattern in (_ISO, _NUMERIC, _NAMED, _MONTH_FIRST, _SPELT_OUT):
        if found := re.fullmatch(pattern, bare):
            return _dated(found.groupdict(), today)
    found = _COMPACT.fullmatch(bare)
    return _compact(found.groupdict(), bare, today) if found else None


def parse_time(text: str) -> time:
    """Parse a typed time of day: `14:00`, `๑๔.๐๐ น.`, `1400`, `บ่ายสองโมงครึ่ง`, `2pm`.

    A bare number is no time of day, as it may as well be a day, a count or half of a time.

    Raises:
        DateError: the text is no time of day.
    """
    typed = normalized(text)
    moment = find_time(typed)
    if moment is None:
        what = f"ไม่เข้าใจเวลา “{shown(text)}”" if typed else "ยังไม่ได้พิมพ์เวลา"
        raise DateError(f"{what} {_TIME_HINT}")
    if moment[0] > 23 or moment[1] > 59:
        raise DateError(f"ไม่มีเวลา “{shown(text)}” ใส่ชั่วโมง ๐๐ ถึง ๒๓ และนาที ๐๐ ถึง ๕๙")
    return time(*moment)


def parse_numbered(text: str) -> tuple[int, int]:
    """Return number and Buddhist Era year of `ครั้งที่ ๑/๖๓` or `881/2563`: (1, 2563).

    Raises:
        DateError: the text has another form.
    """
    found = _NUMBERED.fullmatch(normalized(text))
    if not found or not int(found[1]):
        raise DateError(f"ไม่เข้าใจ “{shown(text)}” พิมพ์ลำดับที่และปี เช่น ๑/๒๕๖๓")
    return int(found[1]), common_year(found[2], "") + BUDDHIST_ERA


def format_date(day: date, style: DateStyle = DateStyle.FULL) -> str:
    """Return the date in Thai digits and the Buddhist Era; DAMAGED for a stand-in."""
    if day.year <= NO_DAY.year:
        return DAMAGED
    month, year = day.month - 1, buddhist_year(day)
    if style is DateStyle.SHORT:
        return thai_digits(f"{day.day} {SHORT_MONTHS[month]} {year % 100:02d}")
    if style is DateStyle.LONG:
        weekday = WEEKDAYS[day.weekday()]
        return thai_digits(f"วัน{weekday}ที่ {day.day} {MONTHS[month]} พ.ศ. {year}")
    return thai_digits(f"{day.day} {MONTHS[month]} {year}")


def format_time(moment: time) -> str:
    """Return the time as in official documents, ๑๔.๐๐ น.; DAMAGED for a stand-in."""
    if isinstance(moment, DamagedTime):
        return DAMAGED
    return thai_digits(f"{moment:%H.%M} น.")


def buddhist_year(day: date) -> int:
    """Return the Buddhist Era calendar year of a day: the Common Era year + 543."""
    return day.year + BUDDHIST_ERA


def fiscal_year(day: date) -> int:
    """Return the fiscal year (Buddhist Era), which begins on 1 October."""
    return buddhist_year(day) + (day.month >= 10)


def fiscal_range(year: int) -> tuple[date, date]:
    """Return the first and the last day of a fiscal year (Buddhist Era)."""
    ends = year - BUDDHIST_ERA
    return date(ends - 1, 10, 1), date(ends, 9, 30)


def _compact(parts: Mapping[str, str], typed: str, today: date) -> date:
    """Parse day, month, year without separators, or year, month, day if only that is valid."""
    backward = _COMPACT_ISO.fullmatch(typed)
    if backward and not 1 <= int(parts["month"]) <= 12:
        parts = backward.groupdict()
    return _dated(parts, today)


def _dated(parts: Mapping[str, str | None], today: date) -> date:
    day, month = int(parts["day"] or 0), month_number(parts["month"] or "")
    if not 1 <= month <= 12:
        raise DateError(f"ไม่มีเดือนที่ {thai_digits(month)} แก้เดือนให้อยู่ระหว่าง ๑ ถึง ๑๒")
    written, weekday = parts["year"], parts.get("weekday")
    step = 1 if parts.get("next") else -1 if parts.get("last") else 0
    year = common_year(written, parts.get("era") or "") if written else today.year + step
    found = day_of_month(year, month, day)
    if not weekday or found.weekday() == weekday_number(weekday):
        return found
    is_of_any_year = not (written or step or parts.get("this"))
    if is_of_any_year and found < today - LONG_PAST:
        following = day_of_month(year + 1, month, day)
        if following.weekday() == weekday_number(weekday):
            return following
    raise OtherWeekday(found, weekday_number(weekday))


def _no_such_day(error: NoSuchDay) -> str:
    last = thai_digits(monthrange(error.year, error.month)[1])
    name = f"เดือน{MONTHS[error.month - 1]} {thai_digits(error.year + BUDDHIST_ERA)}"
    return f"{name} มี {last} วัน ไม่มีวันที่ {thai_digits(error.day)} แก้วันที่ก่อน"


def _other_weekday(error: OtherWeekday) -> str:
    name, typed = WEEKDAYS[error.day.weekday()], WEEKDAYS[error.weekday]
    return f"{format_date(error.day)} เป็นวัน{name} ไม่ใช่วัน{typed} แก้วันหรือวันที่ให้ตรงกัน"
