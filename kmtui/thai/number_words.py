"""Thai number words: spell numbers and amounts of money (baht, satang), and parse them."""

import re
from functools import lru_cache

_DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_ZERO, _LAST_ONE, _MILLION = "ศูนย์", "เอ็ด", "ล้าน"
_TENS = {"": 1, "ยี่": 2}
_VALUE = {"": 1, _LAST_ONE: 1, **{word: value for value, word in enumerate(_DIGITS) if word}}
WORD = rf"(?:{'|'.join((*_DIGITS[1:], *_PLACES[1:], _ZERO, _LAST_ONE, 'ยี่', _MILLION))})"
"""A pattern for one word of a number."""

_DIGIT = "|".join(_DIGITS[1:])
_LONGEST = 200  # letters: no number of a document is longer, and each ล้าน is one recursion


def spell_number(number: int) -> str:
    """Spell a non-negative number in Thai words; a final one after tens is เอ็ด."""
    if number < 10:
        return _DIGITS[number] or _ZERO
    millions, rest = divmod(number, 1_000_000)
    head = f"{spell_number(millions)}{_MILLION}" if millions else ""
    return head + _spell_below_million(rest, has_more=bool(millions))


def _spell_below_million(number: int, has_more: bool) -> str:
    words = []
    for place in range(5, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            continue
        if place == 1:
            words.append(("", "", "ยี่")[digit] if digit < 3 else _DIGITS[digit])
        elif place == 0 and digit == 1 and (number > 10 or has_more):
            words.append(_LAST_ONE)
        else:
            words.append(_DIGITS[digit])
        words.append(_PLACES[place])
    return "".join(words)


def spell_baht(satang: int) -> str:
    """Spell an amount in satang as documents do: สองร้อยบาทถ้วน, ห้าบาทห้าสิบสตางค์."""
    baht, rest = divmod(satang, 100)
    if not rest:
        return f"{spell_number(baht)}บาทถ้วน"
    return (f"{spell_number(baht)}บาท" if baht else "") + f"{spell_number(rest)}สตางค์"


def parse_number_words(words: str) -> int | None:
    """Parse a number in Thai words; return None if the words are no number."""
    if words == _ZERO:
        return 0
    if not words or len(words) > _LONGEST:
        return None
    millions, million, rest = words.rpartition(_MILLION)
    if million:
        head = parse_number_words(millions) if millions else 1
        tail = _below_million(rest)
        return None if head is None or tail is None else head * 1_000_000 + tail
    return _below_million(words)


def parse_baht_words(words: str) -> int | None:
    """Parse an amount in Thai words; return it in satang, None if it is none. ถ้วน is optional."""
    bare = re.sub(r"\s", "", words)
    found = re.fullmatch(
        rf"(?:(?P<baht>{WORD}+)บาท)?(?:ถ้วน|(?P<satang>{WORD}+)สตางค์(?:ถ้วน)?)?", bare
    )
    if not found or not (found["baht"] or found["satang"]):
        return None
    baht = parse_number_words(found["baht"] or _ZERO)
    satang = parse_number_words(found["satang"] or _ZERO)
    return None if baht is None or satang is None or satang > 99 else baht * 100 + satang


def digits_for_words(text: str) -> str:
    """Return the text with each number in words replaced by Arabic digits: อีก 3 วัน."""
    return _runs().sub(_digits_of_run, text)


def _digits_of_run(run: re.Match[str]) -> str:
    value = parse_number_words(run.group())
    return run.group() if value is None else str(value)


@lru_cache(maxsize=1)
def _runs() -> re.Pattern[str]:
    # not the พัน of กุมภาพันธ์
    return re.compile(f"(?:{WORD}(?!ธ))+")


@lru_cache(maxsize=1)
def _places_pattern() -> re.Pattern[str]:
    higher = "".join(rf"(?:({_DIGIT})?{place})?" for place in ("แสน", "หมื่น", "พัน", "ร้อย"))
    return re.compile(rf"{higher}(?:(ยี่|{_DIGIT})?สิบ)?(เอ็ด|{_DIGIT})?")


def _below_million(words: str) -> int | None:
    found = _places_pattern().fullmatch(words)
    if not found:
        return None
    total, at = 0, 0
    for group, place in enumerate(("แสน", "หมื่น", "พัน", "ร้อย", "สิบ"), 1):
        here = words.find(place, at)
        if here >= 0:
            digit = found[group] or ""
            total += (_TENS.get(digit) or _VALUE[digit]) * 10 ** (6 - group)
            at = here
    return total + (_VALUE[found[6]] if found[6] else 0)
