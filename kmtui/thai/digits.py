"""Conversion between Thai and Arabic digits."""

from decimal import ROUND_HALF_UP, Decimal

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_MOST_DIGITS = 19  # as many as the largest id has


def thai_digits(value: object) -> str:
    """Return the value as text with Thai digits."""
    return str(value).translate(_TO_THAI)


def half_up(value: float, places: int = 2) -> Decimal:
    """Round a number as taught in school, a half away from zero: 2.125 is 2.13 with two places.

    `round` and formatting take a half to the even neighbour, which reports are sent back for.
    """
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def thai_decimal(value: float, places: int = 2) -> str:
    """Return a number with so many decimals in Thai digits, rounded half up."""
    return thai_digits(half_up(value, places))


def arabic_digits(text: str) -> str:
    """Return the text with Arabic digits."""
    return text.translate(_TO_ARABIC)


def whole_number(text: str) -> int | None:
    """Parse a non-negative integer in either digits; return None for other or too long text."""
    digits = arabic_digits(text.strip())
    is_one = digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS
    return int(digits) if is_one else None
