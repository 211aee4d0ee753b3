"""Numbers of letters and memos as people write them."""

import re

from kmtui.thai.digits import arabic_digits

_NUMBER = re.compile(r"(?:ว ?)?\d+")


def has_letter_number(text: str) -> bool:
    """Return whether a number follows the office's prefix, that of a circular (ว) as well.

    >>> [has_letter_number(text) for text in ("ชม ๕๒๓๐๑/๑๒", "ชม ๕๒๓๐๑/ว ๑๒", "ชม ๕๒๓๐๑/-", "")]
    [True, True, False, False]
    """
    last = arabic_digits(text).rpartition("/")[2].strip()
    return _NUMBER.fullmatch(last) is not None
