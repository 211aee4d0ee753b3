"""Sanitizing of Thai text: the stored form, the form for comparison, marks of other scripts."""

import re
import unicodedata

from msgspec import Struct

from kmtui.thai.digits import arabic_digits
from kmtui.thai.mending.readings import settle_doubtful_letters

TAB_WIDTH = 4
"""The number of spaces of a tab in an indent; any other tab becomes one space."""

# Characters that are invisible or control a terminal: controls (ESC, NUL, DEL, C1), zero-width
# characters, soft hyphen, BOM, bidi marks and overrides, tags, noncharacters and lone surrogates.
# ZWJ stays, as emoji need it.
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff0-\ufffc\ufffe\uffff\U000e0000-\U000e0fff"
    "\ud800-\udfff]+"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INDENT = re.compile("^[ \t]*\t[ \t]*", re.MULTILINE)

_ABOVE_AND_BELOW = "ฺุูัิีึื็ํ่้๊๋์๎"
_FOLLOWING = "ะาำ"
_MARK_RANK = {mark: rank for rank, mark in enumerate(_ABOVE_AND_BELOW)}
_TAIL = re.compile(f"[{_ABOVE_AND_BELOW}{_FOLLOWING}]{{2,}}")
_REPEATED = re.compile("(.)\\1+")
_OLD_GLYPHS = (
    ("\uf700", "ฐ"),
    ("\uf701", "ิีึื"),
    ("\uf705", "่้๊๋์"),
    ("\uf70a", "่้๊๋์"),
    ("\uf70f", "ญ"),
    ("\uf710", "ัํ็"),
    ("\uf713", "่้๊๋์"),
    ("\uf718", "ฺุู"),
)
_REPLACED = {
    **{ord(first) + step: mark for first, marks in _OLD_GLYPHS for step, mark in enumerate(marks)},
    **dict.fromkeys(map(ord, "\xa0\u1680\u202f\u205f\u3000"), " "),
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    ord("\t"): " ",
}
_SUSPECT = re.compile("[\u02c0-\u0dff\u0e80-\u1fff\u2c00-\u2fff]")
_THAI = re.compile("[\u0e00-\u0e7f]")
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")


class ForeignMark(Struct, frozen=True):
    """A character of another script in Thai text, with its offset and Unicode name."""

    offset: int
    char: str
    name: str


def clean(text: str) -> str:
    """Return the form in which text is stored and shown; idempotent.

    Corrects order and doubling of Thai marks, nikhahit with า, two เ and ๅ if that makes a word,
    and glyphs of old Thai fonts; removes invisible and dangerous characters; keeps line ends and
    indentation. Not NFKC, which decomposes ำ.
    """
    text = _LINE_END.sub("\n", _UNSAFE.sub("", text))
    if "\t" in text:
        text = _INDENT.sub(lambda indent: indent[0].expandtabs(TAB_WIDTH), text)
    text = unicodedata.normalize("NFC", text.translate(_REPLACED))
    return settle_doubtful_letters(_TAIL.sub(_mended_tail, text))


def key(text: str) -> str:
    """Return the form for comparison and search: cleaned, with digits and case folded."""
    folded = unicodedata.normalize("NFC", arabic_digits(clean(text)).casefold())
    return " ".join(folded.split())


def foreign_marks(text: str) -> tuple[ForeignMark, ...]:
    """Return marks and letters of other Asian scripts next to a Thai letter, in text order."""
    found = []
    for match in _SUSPECT.finditer(text):
        char = match.group()
        if char not in _JOINERS and unicodedata.category(char)[0] in "ML":
            neighbours = text[max(0, match.start() - 1) : match.end() + 1]
            if _THAI.search(neighbours):
                found.append(ForeignMark(match.start(), char, unicodedata.name(char, "?")))
    return tuple(found)


def _mended_tail(tail: re.Match[str]) -> str:
    """Return the marks after a consonant in the correct order: vowel mark, tone, then ะ า ำ."""
    chars = tail.group()
    marks = sorted(set(chars) - set(_FOLLOWING), key=_MARK_RANK.__getitem__)
    after = "".join(char for char in chars if char in _FOLLOWING)
    if "ํ" in marks and after.startswith("า"):
        marks.remove("ํ")
        after = "ำ" + after[1:]
    return "".join(marks) + _REPEATED.sub(r"\1", after)
