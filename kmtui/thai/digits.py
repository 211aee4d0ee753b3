"""Thai and Arabic digits."""

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_MOST_DIGITS = 19  # of the largest id


def thai_digits(value: object) -> str:
    """The value as text with every Arabic digit written as a Thai one."""
    return str(value).translate(_TO_THAI)


def arabic_digits(text: str) -> str:
    """The text with every Thai digit written as an Arabic one."""
    return text.translate(_TO_ARABIC)


def whole_number(text: str) -> int | None:
    """The number that the text is, in either digits; None for all else and for endless ones."""
    digits = arabic_digits(text.strip())
    is_one = digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS
    return int(digits) if is_one else None
