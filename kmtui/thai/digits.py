"""Thai and Arabic digits."""

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def thai_digits(value: object) -> str:
    """The value as text with every Arabic digit written as a Thai one."""
    return str(value).translate(_TO_THAI)


def arabic_digits(text: str) -> str:
    """The text with every Thai digit written as an Arabic one."""
    return text.translate(_TO_ARABIC)
