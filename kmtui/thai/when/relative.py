"""Relative days, counted from today: พรุ่งนี้, ศุกร์นี้, อีกสามวัน, สิ้นเดือนหน้า, วันที่ 15."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from kmtui.thai.when.calendar import (
    ANY_MONTH,
    ANY_WEEKDAY,
    month_number,
    weekday_number,
)
from kmtui.thai.when.typed import common_year

Parts = Mapping[str, str | None]

_NAMED_DAYS = {
    **dict.fromkeys(("วันนี้", "today"), 0),
    **dict.fromkeys(("พรุ่งนี้", "วันพรุ่งนี้", "พรุ่ง", "tomorrow"), 1),
    **dict.fromkeys(("มะรืน", "มะรืนนี้", "วันมะรืน", "วันมะรืนนี้"), 2),
    **dict.fromkeys(("มะเรื่อง", "มะเรื่องนี้", "วันมะเรื่อง"), 3),
    **dict.fromkeys(("เมื่อวาน", "เมื่อวานนี้", "วานนี้", "yesterday"), -1),
    **dict.fromkeys(("เมื่อวานซืน", "เมื่อวานซืนนี้", "วานซืน", "วานซืนนี้"), -2),
}
_NEXT, _LAST = "หน้า|ถัดไป", "ที่แล้ว|ที่ผ่านมา|ก่อน"
_WEEK = "สัปดาห์|อาทิตย์"
_FISCAL = "ปีงบประมาณ|ปีงบ"
_AHEAD = "ข้างหน้า|จากนี้(?:ไป)?|ถัดไป|หลังจากนี้|นับจากวันนี้|นับแต่วันนี้"
_MOST_YEARS = 99

# Matched against the typed text without spaces and with numbers in digits.
_PATTERNS = {
    "ahead": rf"(?:อีก|ในอีก|ภายใน)(?P<count>\d{{1,3}}|ครึ่ง)?(?P<unit>วัน|{_WEEK}|เดือน|ปี)(?:{_AHEAD})?",
    "later": rf"(?P<count>\d{{1,3}})(?P<unit>วัน|{_WEEK}|เดือน|ปี)(?:{_AHEAD})",
    "ago": rf"(?:เมื่อ)?(?P<count>\d{{1,3}})(?P<unit>วัน|{_WEEK}|เดือน|ปี)(?:{_LAST}|มาแล้ว)",
    "week": rf"(?:{_WEEK})(?:(?P<next>{_NEXT})|(?P<last>{_LAST}))",
    "weekday": (
        rf"(?P<weekday>{ANY_WEEKDAY})(?:นี้|ที่จะถึง(?:นี้)?|(?:ใน|ของ)?(?P<week>{_WEEK})?"
        rf"(?:(?P<this>นี้)|(?P<next>{_NEXT})|(?P<last>{_LAST})))?"
    ),
    "weekday_after": (
        rf"(?P<week>{_WEEK})(?:(?P<this>นี้)|(?P<next>{_NEXT})|(?P<last>{_LAST}))"
        rf"(?:ใน)?(?P<weekday>{ANY_WEEKDAY})"
    ),
    "edge": (
        r"(?:ณ)?(?:(?P<first>วันแรกของ|ต้น)|(?P<middle>กลาง)|(?:วันสุดท้ายของ|วันสิ้น|สิ้น|ปลาย))"
        rf"(?:(?P<week>{_WEEK})|(?P<fiscal>{_FISCAL})|(?P<year>ปี)|(?:เดือน)?(?P<month>{ANY_MONTH})[.]?"
        rf"|(?P<one>เดือน))(?:นี้|(?P<next>{_NEXT})|(?P<last>{_LAST})"
        r"|(?:ปี)?(?:พ[.]?ศ[.]?)?(?P<era_year>\d{2}|\d{4}))?"
    ),
    "day": (
        rf"(?P<weekday>{ANY_WEEKDAY})?(?:วัน)?(?:ที่)?(?P<day>\d{{1,2}})"
        rf"(?:นี้|(?:ของ)?เดือน(?:นี้|(?P<next>{_NEXT})|(?P<last>{_LAST})))?"
    ),
    "day_after": (rf"เดือน(?:นี้|(?P<next>{_NEXT})|(?P<last>{_LAST}))(?:วัน)?(?:ที่)?(?P<day>\d{{1,2}})"),
}


class NoSuchDay(ValueError):
    """The month has no such day; `year` is of the Common Era."""

    def __init__(self, year: int, month: int, day: int) -> None:
        self.year, self.month, self.day = year, month, day
        super().__init__(f"{year}-{month}-{day}")


class OtherWeekday(ValueError):
    """The day is not on the weekday that was typed with it (`weekday`, 0 for Monday)."""

    def __init__(self, day: date, weekday: int) -> None:
        self.day, self.weekday = day, weekday
        super().__init__(f"{day} {weekday}")


def find_relative_date(typed: str, today: date) -> date | None:
    """Return the day of a normalized text that is relative to today; None for any other text.

    A weekday alone, or with นี้, is the next one, today included; with หน้า it is that of the next
    week, which begins on Monday. A day without a month is of this month.

    Raises:
        DateError: a year is none of either era.
        NoSuchDay: the month lacks the day.
        OtherWeekday: the day is not the weekday that was typed.
    """
    bare = typed.replace(" ", "").rstrip(".") if not typed.endswith(("จ.", "อ.", "พ.")) else typed
    if bare in _NAMED_DAYS:
        return today + timedelta(days=_NAMED_DAYS[bare])
    for name, meaning in _MEANINGS.items():
        found = _pattern(name).fullmatch(bare)
        if found:
            return meaning(found.groupdict(), today)
    return None


@lru_cache(maxsize=16)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name], re.ASCII)


def day_of_month(year: int, month: int, day: int) -> date:
    """Return the date of a day in a month. Raises NoSuchDay if the month is shorter."""
    if not 1 <= day <= monthrange(year, month)[1]:
        raise NoSuchDay(year, month, day)
    return date(year, month, day)


def _step(parts: Parts) -> int:
    return 1 if parts.get("next") else -1 if parts.get("last") else 0


def _away(today: date, count: int, unit: str) -> date | None:
    if unit == "เดือน":
        return _months_later(today, count)
    if unit == "ปี":
        return _months_later(today, 12 * count) if abs(count) <= _MOST_YEARS else None
    return today + timedelta(days=count if unit == "วัน" else 7 * count)


def _months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or that month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _ahead(parts: Parts, today: date) -> date | None:
    count, unit = parts["count"] or "1", parts["unit"] or ""
    if count != "ครึ่ง":
        return _away(today, int(count), unit)
    return today + timedelta(days=15) if unit == "เดือน" else None


def _ago(parts: Parts, today: date) -> date | None:
    return _away(today, -int(parts["count"] or 0), parts["unit"] or "")


def _week(parts: Parts, today: date) -> date:
    return today + timedelta(days=7 * _step(parts))


def _weekday(parts: Parts, today: date) -> date:
    wanted, step = weekday_number(parts["weekday"] or ""), _step(parts)
    monday = today - timedelta(days=today.weekday())
    if parts.get("week") or step > 0:
        return monday + timedelta(days=wanted + 7 * step)
    if step < 0:
        return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _edge(parts: Parts, today: date) -> date | None:
    """Return the first, middle or last day of a week, month, year or fiscal year.

    None for other text.
    """
    if parts["week"]:
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * _step(parts))
        return monday + timedelta(days=0 if parts["first"] else 2 if parts["middle"] else 4)
    if parts["year"] or parts["fiscal"]:
        return _year_edge(parts, today)
    if parts["one"]:
        if parts["era_year"]:
            return None
        month = _months_later(today.replace(day=1), _step(parts))
    else:
        year = _year(parts, today.year)
        month = date(year, month_number(parts["month"] or ""), 1)
    last = monthrange(month.year, month.month)[1]
    return month.replace(day=1 if parts["first"] else 15 if parts["middle"] else last)


def _year_edge(parts: Parts, today: date) -> date | None:
    if parts["middle"]:
        return None
    if parts["year"]:
        year = _year(parts, today.year)
        return date(year, 1, 1) if parts["first"] else date(year, 12, 31)
    year = _year(parts, today.year + (today.month >= 10))
    return date(year - 1, 10, 1) if parts["first"] else date(year, 9, 30)


def _year(parts: Parts, present: int) -> int:
    """Return the named Common Era year, or the `next` or `last` one relative to `present`."""
    written = parts["era_year"]
    if not written:
        return present + _step(parts)
    return common_year(written, "")


def _day(parts: Parts, today: date) -> date:
    """Return a day of this month, or of the next or last one if the text says so.

    A past day of this month that is not on the typed weekday is replaced by the same day of the
    next month if that is on the weekday; days 29 to 31, which a month may lack, are not replaced.

    Raises:
        NoSuchDay: the month lacks the day.
        OtherWeekday: the day is not on the typed weekday, and no day of the next month replaces it.
    """
    month = _months_later(today.replace(day=1), _step(parts))
    number = int(parts["day"] or 0)
    found = day_of_month(month.year, month.month, number)
    written = parts.get("weekday")
    if not written or found.weekday() == weekday_number(written):
        return found
    following = _months_later(month, 1)
    if found < today and not _step(parts) and number <= 28:
        later = following.replace(day=number)
        if later.weekday() == weekday_number(written):
            return later
    raise OtherWeekday(found, weekday_number(written))


_MEANINGS: dict[str, Callable[[Parts, date], date | None]] = {
    "ahead": _ahead,
    "later": _ahead,
    "ago": _ago,
    "week": _week,
    "weekday": _weekday,
    "weekday_after": _weekday,
    "edge": _edge,
    "day": _day,
    "day_after": _day,
}
