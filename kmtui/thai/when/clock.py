"""Times of day as typed or in spoken form: 14:00, ๑๔ นาฬิกา ๓๐ นาที, บ่าย 2 โมง 15 นาที, 2pm."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from kmtui.thai.number_words import digits_for_words

_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
# ทุ่มหนึ่ง is seven in the evening as หนึ่งทุ่ม is, not a minute later.
_ONE_BEHIND = re.compile("ทุ่ม(?:1|นึง)(?=ตรง|ครึ่ง|น?[.]?$)")

# Matched with numbers in digits and without spaces.
_PATTERNS = {
    "bare": r"(?P<hour>\d{1,2})(?P<minute>\d\d)(?:น[.]?|นาฬิกา)?",
    "clock": (
        r"(?P<hour>\d{1,2})[.:;,](?P<minute>\d{2})(?:[.:][0-5]\d)?"
        r"(?:(?P<half_day>[ap])[.]?m[.]?|น[.]?|นาฬิกา|hrs?[.]?)?"
    ),
    "hour": (
        r"(?P<hour>\d{1,2})(?:(?P<half_day>[ap])[.]?m[.]?"
        r"|(?:นาฬิกา|น[.]?)(?:ตรง|(?P<half>ครึ่ง)|(?P<minute>\d{1,2})(?:นาที)?)?)"
    ),
    "spoken": (
        r"(?P<noon>เที่ยงคืน|เที่ยงวัน|เที่ยง)?(?P<part>เช้า|บ่าย|เย็น|ตี)?(?P<count>\d{1,2})?"
        r"(?P<unit>โมง|ทุ่ม|(?<=\d)นาที)?(?P<inner>เช้า|เย็น)?"
        r"(?:ตรง|(?P<half>ครึ่ง)|กว่าๆ|(?:[.:](?=\d\d))?(?P<minute>\d{1,2})(?:นาที)?)?"
        r"(?P<outer>เช้า|เย็น)?(?:น[.]?)?"
    ),
}
_MIDNIGHT = 24


def find_time(typed: str) -> tuple[int, int] | None:
    """Return hour and minute of a normalized text, also impossible ones (25.00); else None."""
    bare = re.sub("^(?:เวลา|ตอน) ?", "", digits_for_words(typed))
    bare = _BETWEEN_DIGITS.sub(".", bare).replace(" ", "")
    bare = _ONE_BEHIND.sub("1ทุ่ม", bare)
    for name in ("bare", "clock", "hour"):
        if found := _pattern(name).fullmatch(bare):
            return _clock(found.groupdict())
    found = _pattern("spoken").fullmatch(bare)
    return _spoken(found.groupdict()) if bare and found else None


@lru_cache(maxsize=8)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name], re.ASCII)


def _clock(parts: Mapping[str, str | None]) -> tuple[int, int]:
    hour, half_day = int(parts["hour"] or 0), parts.get("half_day")
    minute = 30 if parts.get("half") else int(parts["minute"] or 0)
    if half_day:
        # 13 pm is no hour
        hour = hour % 12 + (12 if half_day == "p" else 0) if 1 <= hour <= 12 else _MIDNIGHT
    return hour, minute


def _spoken(parts: Mapping[str, str | None]) -> tuple[int, int] | None:
    """Return hour and minute of บ่ายสอง, เก้าโมงเช้า, ทุ่มครึ่ง, ตีห้า, เที่ยงสิบห้า.

    None for other text.
    """
    minute = 30 if parts["half"] else int(parts["minute"] or 0)
    count = int(parts["count"]) if parts["count"] else None
    if parts["noon"]:
        if parts["part"] or parts["unit"] not in (None, "นาที") or parts["inner"] or parts["outer"]:
            return None
        if count is not None and (parts["minute"] or parts["half"]):
            return None
        return (0 if parts["noon"] == "เที่ยงคืน" else 12), minute if count is None else count
    hour = _spoken_hour(parts, count)
    return None if hour is None else (hour, minute)


def _spoken_hour(parts: Mapping[str, str | None], count: int | None) -> int | None:
    said = [name for name in (parts["part"], parts["inner"], parts["outer"]) if name]
    unit, part = parts["unit"], said[0] if said else ""
    if len(said) > 1 or (unit == "ทุ่ม" and said):
        return None
    if count is None:
        count = _count_left_out(unit, part)
    rules: Sequence[tuple[bool, range, Callable[[int], int]]] = (
        (part == "ตี" and not unit, range(1, 6), lambda n: n),
        (unit == "ทุ่ม", range(1, 7), lambda n: (n + 18) % _MIDNIGHT),
        (part == "บ่าย" and not unit, range(13, 19), lambda n: n),
        (part == "บ่าย", range(1, 7), lambda n: n + 12),
        (part == "เย็น", range(3, 7), lambda n: n + 12),
        (part == "เช้า", range(1 if unit else 6, 12), lambda n: n if n >= 6 else n + 6),
        (unit == "โมง" and not part, range(1, 13), lambda n: n if n >= 6 else n + 12),
    )
    for applies, hours, hour in rules:
        if applies and count in hours:
            assert count is not None, "a range holds no None"
            return hour(count)
    return None


def _count_left_out(unit: str | None, part: str) -> int | None:
    """Return the hour of a phrase without its number: ทุ่มตรง, บ่ายโมง, โมงเช้า."""
    is_said = unit == "ทุ่ม" or (unit == "โมง" and part in ("บ่าย", "เช้า"))
    return 1 if is_said else None
