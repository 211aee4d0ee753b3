"""Parsing and formatting of dates and times in the forms of Thai offices.

The program works with the Common Era; the Buddhist Era (BE = CE + 543) is converted here.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time, timedelta
from enum import StrEnum

from kmtui.thai.damaged import DAMAGED, NO_DAY, DamagedTime
from kmtui.thai.digits import arabic_digits, thai_digits
from kmtui.thai.keys import KEDMANEE, from_kedmanee
from kmtui.thai.text import clean

BUDDHIST_ERA = 543
FIRST_BUDDHIST_YEAR = 2400
"""The first four-digit year taken as Buddhist Era; smaller ones are of the Common Era."""

FIRST_COMMON_YEAR = 1800
LAST_BUDDHIST_YEAR = 2800

MONTHS = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
SHORT_MONTHS = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
]
WEEKDAYS = ["จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"]
_ENGLISH_MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]

_NUMBER_KEYS = frozenset(KEDMANEE[key] for key in "0123456789/-.:")
_NUMBER = re.compile(r"\d[\d/.:\-]*", re.ASCII)

_DATE_HINT = "พิมพ์เช่น 22/9/63 หรือ ๒๒ ก.ย. ๒๕๖๓"
_TIME_HINT = "พิมพ์เช่น 14:00 หรือ ๑๔.๐๐ น."


class DateError(ValueError):
    """Text that is no date, time or number; the message says in Thai what to type."""


class DateStyle(StrEnum):
    """A date format: ๒๒ กันยายน ๒๕๖๓, ๒๒ ก.ย. ๖๓, or วันอังคารที่ ๒๒ กันยายน พ.ศ. ๒๕๖๓."""

    FULL = "full"
    SHORT = "short"
    LONG = "long"


def _month_spellings() -> dict[str, int]:
    spellings = {}
    for number, (full, short) in enumerate(zip(MONTHS, SHORT_MONTHS, strict=True), 1):
        bare = re.sub("(?:าคม|คม|ายน|ยน|าพันธ์|พันธ์)$", "", full)
        clipped = re.sub("(?:คม|ยน|พันธ์)$", "", full)
        for spelling in (full, short.replace(".", ""), bare, clipped):
            spellings[spelling] = number
    spellings.update({name: number for number, name in enumerate(_ENGLISH_MONTHS, 1)})
    return spellings


_MONTH_NUMBER = _month_spellings()
_ANY_MONTH = "|".join(
    r"[.]?\s?".join(spelling) for spelling in sorted(_MONTH_NUMBER, key=len, reverse=True)
)
_WEEKDAY = "|".join((*WEEKDAYS, "พฤหัสฯ?"))
_ERA = r"(?P<era>พ[.]?\s?ศ[.]?|ค[.]?\s?ศ[.]?|b[.]?e[.]?|a[.]?d[.]?)?"
# A string, which `re` compiles and caches at first use, so that the start is not delayed.
_NAMED = (
    rf"(?a)(?:วัน)?(?P<weekday>{_WEEKDAY})?\s?(?:ที่)?\s?(?P<day>\d{{1,2}})\s?"
    rf"(?:เดือน\s?)?(?P<month>{_ANY_MONTH})[a-z]{{0,6}}[.,]?\s?(?:ปี\s?)?"
    rf"(?:{_ERA}\s?(?P<year>\d{{1,6}}))?"
)
_NUMERIC = re.compile(
    r"(?:วันที่\s?)?(?P<day>\d{1,2})\s?(?:(?P<sign>[/.\-–])\s?|\s)(?P<month>\d{1,2})"
    r"(?:\s?(?(sign)(?P=sign)|\s)\s?(?P<year>\d{1,6}))?",
    re.ASCII,
)
_ISO = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d\d|\d{4})", re.ASCII)
_COMPACT_ISO = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", re.ASCII)
_RELATIVE = {
    "วันนี้": 0,
    "พรุ่งนี้": 1,
    "วันพรุ่งนี้": 1,
    "มะรืน": 2,
    "มะรืนนี้": 2,
    "วันมะรืน": 2,
    "เมื่อวาน": -1,
    "เมื่อวานนี้": -1,
    "วานนี้": -1,
    "เมื่อวานซืน": -2,
    "เมื่อวานซืนนี้": -2,
}
_IN_A_WHILE = re.compile(r"อีก\s?(\d{1,3})\s?(วัน|สัปดาห์|อาทิตย์)", re.ASCII)
_NUMBERED = re.compile(r"(?:\D*?)(\d{1,6})\s?/\s?(\d{2}|\d{4})", re.ASCII)

_CLOCK = re.compile(
    r"(?:เวลา\s?)?(?P<hour>\d{1,2})(?:\s?[.:]\s?(?P<minute>\d{2}))?\s?(?P<unit>น[.]?|นาฬิกา)?",
    re.ASCII,
)
_BARE_CLOCK = re.compile(r"(?:เวลา\s?)?(\d{1,2})(\d\d)\s?(?:น[.]?)?", re.ASCII)
_NUMBER_WORDS = ["หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ", "สิบเอ็ด", "สิบสอง"]
_SPOKEN = re.compile(
    rf"(?:เวลา)?(?P<noon>เที่ยงคืน|เที่ยงวัน|เที่ยง)?(?P<after>บ่าย)?(?P<night>ตี)?"
    rf"(?P<count>\d{{1,2}}|{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})?"
    r"(?P<unit>โมงเช้า|โมงเย็น|โมง|ทุ่ม)?(?P<half>ครึ่ง)?(?:ตรง)?",
    re.ASCII,
)


def digits_meant(text: str) -> str:
    """Return the intended digits if their keys were pressed with the Thai layout.

    `//ฝตฝุ-` is 22/9/63, `// ก.ย. ุ-` is 22 ก.ย. 63. A text with a digit is unchanged, and so is
    every word that has other keys. For dates, times and numbers only, and before the text is
    cleaned, as cleaning removes doubled marks.
    """
    if any(char.isdecimal() for char in text):
        return text
    return " ".join(_digits_of_keys(word) for word in text.split(" "))


def _digits_of_keys(word: str) -> str:
    meant = from_kedmanee(word)
    is_number = set(word) <= _NUMBER_KEYS and _NUMBER.fullmatch(meant)
    return meant if is_number and word not in _MONTH_NUMBER else word


def parse_date(text: str, today: date) -> date:
    """Parse a typed date; `today` supplies a missing year and the meaning of วันนี้.

    A two-digit year is 25xx of the Buddhist Era; the era of a four-digit one follows from its size.

    Raises:
        DateError: the text is no date, the month lacks the day, or the weekday is wrong.
    """
    typed = _normal(text)
    if not typed:
        raise DateError(f"ยังไม่ได้พิมพ์วันที่ {_DATE_HINT}")
    away = _days_away(typed)
    if away is not None:
        return today + timedelta(days=away)
    for pattern in (_ISO, _NUMERIC, _NAMED):
        if found := re.fullmatch(pattern, typed):
            return _dated(found.groupdict(), today)
    if found := _COMPACT.fullmatch(typed):
        return _compact(found.groupdict(), typed, today)
    raise DateError(f"ไม่เข้าใจวันที่ “{_shown(text)}” {_DATE_HINT}")


def parse_time(text: str) -> time:
    """Parse a typed time of day: `14:00`, `๑๔.๐๐ น.`, `1400`, `บ่ายสองโมงครึ่ง`.

    Raises:
        DateError: the text is no time of day.
    """
    typed = _normal(text)
    found = _BARE_CLOCK.fullmatch(typed)
    if found:
        return _clock(int(found[1]), int(found[2]), text)
    found = _CLOCK.fullmatch(typed)
    if found and (found["minute"] or found["unit"]):
        return _clock(int(found["hour"]), int(found["minute"] or 0), text)
    return _spoken_time(typed.replace(" ", ""), text)


def parse_numbered(text: str) -> tuple[int, int]:
    """Return number and Buddhist Era year of `ครั้งที่ ๑/๖๓` or `881/2563`: (1, 2563).

    Raises:
        DateError: the text has another form.
    """
    found = _NUMBERED.fullmatch(_normal(text))
    if not found or not int(found[1]):
        raise DateError(f"ไม่เข้าใจ “{_shown(text)}” พิมพ์ลำดับที่และปี เช่น ๑/๒๕๖๓")
    return int(found[1]), _common_year(found[2], "") + BUDDHIST_ERA


def format_date(day: date, style: DateStyle = DateStyle.FULL) -> str:
    """Return the date in Thai digits and the Buddhist Era."""
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
    """Return the time as in official documents: ๑๔.๐๐ น."""
    if isinstance(moment, DamagedTime):
        return DAMAGED
    return thai_digits(f"{moment:%H.%M} น.")


def buddhist_year(day: date) -> int:
    """Return the calendar year in the Buddhist Era."""
    return day.year + BUDDHIST_ERA


def fiscal_year(day: date) -> int:
    """Return the fiscal year (Buddhist Era), which begins on 1 October."""
    return buddhist_year(day) + (day.month >= 10)


def fiscal_range(year: int) -> tuple[date, date]:
    """Return the first and the last day of a fiscal year (Buddhist Era)."""
    ends = year - BUDDHIST_ERA
    return date(ends - 1, 10, 1), date(ends, 9, 30)


def _normal(text: str) -> str:
    return " ".join(arabic_digits(clean(digits_meant(text))).lower().split())


def _shown(text: str) -> str:
    short = " ".join(clean(text).split())
    return short if len(short) <= 30 else short[:29] + "…"


def _days_away(typed: str) -> int | None:
    if found := _IN_A_WHILE.fullmatch(typed):
        return int(found[1]) * (1 if found[2] == "วัน" else 7)
    return _RELATIVE.get(typed)


def _compact(parts: Mapping[str, str], typed: str, today: date) -> date:
    """Parse day, month, year without separators, or year, month, day if only that is valid."""
    backward = _COMPACT_ISO.fullmatch(typed)
    if backward and not 1 <= int(parts["month"]) <= 12:
        parts = backward.groupdict()
    return _dated(parts, today)


def _dated(parts: Mapping[str, str | None], today: date) -> date:
    day, month = int(parts["day"] or 0), _month(parts["month"] or "")
    written = parts["year"]
    year = _common_year(written, parts.get("era") or "") if written else today.year
    if not 1 <= month <= 12:
        raise DateError(f"ไม่มีเดือนที่ {thai_digits(month)} แก้เดือนให้อยู่ระหว่าง ๑ ถึง ๑๒")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        name = f"เดือน{MONTHS[month - 1]} {thai_digits(year + BUDDHIST_ERA)}"
        raise DateError(f"{name} มี {thai_digits(last)} วัน ไม่มีวันที่ {thai_digits(day)} แก้วันที่ก่อน")
    found = date(year, month, day)
    _must_be_weekday(found, parts.get("weekday") or "")
    return found


def _month(written: str) -> int:
    return int(written) if written.isdigit() else _MONTH_NUMBER[re.sub(r"[\s.]", "", written)]


def _common_year(written: str, era: str) -> int:
    year = int(written)
    common = era[:1] in ("ค", "a")
    if len(written) == 2:
        return year + (2000 if common else 2500 - BUDDHIST_ERA)
    if FIRST_BUDDHIST_YEAR <= year <= LAST_BUDDHIST_YEAR and not common:
        return year - BUDDHIST_ERA
    if FIRST_COMMON_YEAR <= year < FIRST_BUDDHIST_YEAR and (common or not era):
        return year
    raise DateError(f"ปี {thai_digits(written)} ไม่ถูกต้อง พิมพ์ปี พ.ศ. เช่น ๖๓ หรือ ๒๕๖๓")


def _must_be_weekday(day: date, written: str) -> None:
    name = WEEKDAYS[day.weekday()]
    if written and not name.startswith(written.rstrip("ฯ")):
        raise DateError(f"{format_date(day)} เป็นวัน{name} ไม่ใช่วัน{written} แก้วันหรือวันที่ให้ตรงกัน")


def _clock(hour: int, minute: int, text: str) -> time:
    if hour > 23 or minute > 59:
        raise DateError(f"ไม่มีเวลา “{_shown(text)}” ใส่ชั่วโมง ๐๐ ถึง ๒๓ และนาที ๐๐ ถึง ๕๙")
    return time(hour, minute)


def _spoken_time(typed: str, text: str) -> time:
    found = _SPOKEN.fullmatch(typed)
    hour = _spoken_hour(found.groupdict()) if found else None
    if found is None or hour is None:
        what = f"ไม่เข้าใจเวลา “{_shown(text)}”" if typed else "ยังไม่ได้พิมพ์เวลา"
        raise DateError(f"{what} {_TIME_HINT}")
    return time(hour, 30 if found["half"] else 0)


def _spoken_hour(parts: Mapping[str, str | None]) -> int | None:
    """Return the hour of บ่ายสอง, เก้าโมงเช้า, สองทุ่ม, ตีห้า, เที่ยง; None if invalid."""
    count, unit = _count(parts["count"]), parts["unit"]
    if parts["noon"]:
        return None if count or unit else (0 if parts["noon"] == "เที่ยงคืน" else 12)
    rules: Sequence[tuple[bool, range, Callable[[int], int]]] = (
        (bool(parts["night"]), range(1, 6), lambda n: n),
        (unit == "ทุ่ม", range(1, 6), lambda n: n + 18),
        (bool(parts["after"]) and unit != "โมงเช้า", range(1, 7), lambda n: n + 12),
        (unit == "โมงเย็น", range(3, 7), lambda n: n + 12),
        (unit == "โมงเช้า", range(1, 12), lambda n: n if n >= 6 else n + 6),
        (unit == "โมง", range(1, 12), lambda n: n if n >= 6 else n + 12),
    )
    if count is None and parts["after"] and unit == "โมง":
        count = 1
    for applies, hours, hour in rules:
        if applies:
            return hour(count) if count is not None and count in hours else None
    return None


def _count(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) if written.isdigit() else _NUMBER_WORDS.index(written) + 1
