"""Cleaning of Thai text: what is stored, what is compared, and what does not belong in it."""

import re
import unicodedata
from dataclasses import dataclass

from kmtui.thai.digits import arabic_digits

TAB_WIDTH = 4
"""A tab that indents a line becomes this many spaces; any other tab becomes one space."""

# Characters that nobody can see or that steer a terminal: controls (ESC, NUL, DEL, C1), zero-width
# characters, soft hyphen, BOM, bidi marks and overrides, tags, noncharacters and lone surrogates.
# ZWJ stays: emoji need it.
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
_STRAY_LAKKHANGYAO = re.compile("(?<![ฤฦ])ๅ")
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


@dataclass(frozen=True)
class ForeignMark:
    """A sign of another script inside Thai text: where it is, what it is and its Unicode name."""

    offset: int
    char: str
    name: str


def clean(text: str) -> str:
    """The form in which text is stored and shown; cleaning it again changes nothing.

    Mends the order and doubling of Thai marks, nikhahit with า, two เ for แ, and the glyphs of old
    Thai fonts; takes out what is invisible or dangerous; keeps line ends and indentation. Not NFKC,
    which takes ำ apart.
    """
    text = _LINE_END.sub("\n", _UNSAFE.sub("", text))
    if "\t" in text:
        text = _INDENT.sub(lambda indent: indent[0].expandtabs(TAB_WIDTH), text)
    text = unicodedata.normalize("NFC", text.translate(_REPLACED))
    text = _STRAY_LAKKHANGYAO.sub("า", text).replace("เเ", "แ")
    return _TAIL.sub(_mended_tail, text)


def key(text: str) -> str:
    """The form in which texts are compared and searched: cleaned, digits and case folded."""
    folded = unicodedata.normalize("NFC", arabic_digits(clean(text)).casefold())
    return " ".join(folded.split())


def foreign_marks(text: str) -> tuple[ForeignMark, ...]:
    """Marks and letters of other Asian scripts that touch a Thai letter, in order of place."""
    found = []
    for match in _SUSPECT.finditer(text):
        char = match.group()
        if char not in _JOINERS and unicodedata.category(char)[0] in "ML":
            neighbours = text[max(0, match.start() - 1) : match.end() + 1]
            if _THAI.search(neighbours):
                found.append(ForeignMark(match.start(), char, unicodedata.name(char, "?")))
    return tuple(found)


def _mended_tail(tail: re.Match[str]) -> str:
    """What follows a consonant, in the one right order: marks, tone, then ะ า ำ."""
    chars = tail.group()
    marks = sorted(set(chars) - set(_FOLLOWING), key=_MARK_RANK.__getitem__)
    after = "".join(char for char in chars if char in _FOLLOWING)
    if "ํ" in marks and after.startswith("า"):
        marks.remove("ํ")
        after = "ำ" + after[1:]
    return "".join(marks) + _REPEATED.sub(r"\1", after)
