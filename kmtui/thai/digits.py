"""Conversion between Thai and Arabic digits."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_ANY_ARABIC = re.compile("[0-9]")
_LATIN = re.compile("[A-Za-z]")
_LONGEST_NAME = 12
_MOST_DIGITS = 19  # as many as the largest id has


def thai_digits(value: object) -> str:
    """Return the value as text with Thai digits."""
    return str(value).translate(_TO_THAI)


def thai_column(numbers: Iterable[int]) -> list[str]:
    """Return the numbers in Thai digits, padded on the left so that they line up in a column."""
    texts = [thai_digits(number) for number in numbers]
    width = max(map(len, texts), default=0)
    return [text.rjust(width) for text in texts]


def counts_text(*counts: tuple[str, int]) -> str:
    """Return phrases with their numbers in Thai digits; those with 0 are left out.

    Args:
        counts: each phrase, with {} for its number, and the number.
    """
    return "  ".join(phrase.format(thai_digits(number)) for phrase, number in counts if number)


def half_up(value: float, places: int = 2) -> Decimal:
    """Round a number half away from zero to so many decimals: 2.125 is 2.13 with two places.

    `round` and formatting take a half to the even neighbour, which reports are sent back for.
    """
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def thai_decimal(value: float, places: int = 2) -> str:
    """Return a number with `places` decimals in Thai digits, rounded half away from zero."""
    return thai_digits(half_up(value, places))


def arabic_digits(text: str) -> str:
    """Return the text with Arabic digits."""
    return text.translate(_TO_ARABIC)


_LATIN_TOKEN = re.compile(r"[A-Za-z0-9_.:/@#?&=%+~-]*[0-9][A-Za-z0-9_.:/@#?&=%+~-]*")
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?")
_NUMBERED_NAMES = re.compile(
    r"\b(?:ISO(?:/IEC)?|IEC|IEEE|TIS|EN|COVID|Windows|Office|Word|Excel|Android|iOS|macOS|Version|"
    r"PM|Web|IPv|USB|Wi-Fi|HTML|CSS|PDF/A|Adobe|Photoshop)[ -]?$"
)


def official_digits(text: str) -> str:
    """Return the text with Thai digits, except in Latin names and codes.

    Digits stay as typed beside Latin letters (5G, COVID-19), in web, mail and network addresses,
    and after Latin names that a number is part of (ISO 9001, PM 2.5).
    """
    if not _ANY_ARABIC.search(text):
        return text

    def written(found: re.Match[str]) -> str:
        token = found[0]
        if _LATIN.search(token) or _ADDRESS.fullmatch(token):
            return token
        before = text[max(0, found.start() - _LONGEST_NAME) : found.start()]
        return token if _NUMBERED_NAMES.search(before) else thai_digits(token)

    return _LATIN_TOKEN.sub(written, text)


def whole_number(text: str) -> int | None:
    """Parse a non-negative integer in Thai or Arabic digits.

    Return None for other or too long text.
    """
    digits = arabic_digits(text.strip())
    is_one = digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS
    return int(digits) if is_one else None
