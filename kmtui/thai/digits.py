"""Conversion between Thai and Arabic digits."""

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_MOST_DIGITS = 19  # as many as the largest id has


def thai_digits(value: object) -> str:
    """Return the value as text with Thai digits."""
    return str(value).translate(_TO_THAI)


def arabic_digits(text: str) -> str:
    """Return the text with Arabic digits."""
    return text.translate(_TO_ARABIC)


def whole_number(text: str) -> int | None:
    """Parse a non-negative integer in either digits; return None for other or too long text."""
    digits = arabic_digits(text.strip())
    is_one = digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS
    return int(digits) if is_one else None
