"""Normalize typed dates, times and numbers; the error that tells the user what to type."""

import re

from kmtui.thai.digits import arabic_digits, thai_digits
from kmtui.thai.keys import KEDMANEE, from_kedmanee
from kmtui.thai.text import clean
from kmtui.thai.when.calendar import BUDDHIST_ERA, MONTH_NUMBER

FIRST_BUDDHIST_YEAR = 2400
"""The first four-digit year taken as Buddhist Era; smaller ones are of the Common Era."""

FIRST_COMMON_YEAR = 1800
LAST_BUDDHIST_YEAR = 2800

_NUMBER_KEYS = frozenset(KEDMANEE[key] for key in "0123456789/-.:")
_NUMBER = re.compile(r"\d[\d/.:\-]*", re.ASCII)
_AROUND = " \"'“”‘’()[],;"
_SHOWN = 30


class DateError(ValueError):
    """The text is no date, time or number; the message says in Thai what to type."""


def digits_meant(text: str) -> str:
    """Return the digits that the keys give in the US layout, if they were typed in the Thai one.

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
    return meant if is_number and word not in MONTH_NUMBER else word


def normalized(text: str) -> str:
    """Return the text with Arabic digits, in lower case, without surrounding spaces and quotes."""
    one_line = " ".join(arabic_digits(clean(digits_meant(text))).lower().split())
    return one_line.strip(_AROUND)


def shown(text: str) -> str:
    """Return the typed text on one line, shortened to fit into a sentence."""
    short = " ".join(clean(text).split())
    return short if len(short) <= _SHOWN else short[: _SHOWN - 1] + "…"


def common_year(written: str, era: str) -> int:
    """Return the Common Era year of a typed one; without `era` the size of the number decides.

    Two digits are 25xx of the Buddhist Era, or 20xx if `era` is the Common Era.

    Raises:
        DateError: no year of either era that an office deals with.
    """
    year = int(written)
    common = era[:1] in ("ค", "a")
    if len(written) == 2:
        return year + (2000 if common else 2500 - BUDDHIST_ERA)
    if FIRST_BUDDHIST_YEAR <= year <= LAST_BUDDHIST_YEAR and not common:
        return year - BUDDHIST_ERA
    if FIRST_COMMON_YEAR <= year < FIRST_BUDDHIST_YEAR and (common or not era):
        return year
    raise DateError(f"ปี {thai_digits(written)} ไม่ถูกต้อง พิมพ์ปี พ.ศ. เช่น ๖๓ หรือ ๒๕๖๓")
