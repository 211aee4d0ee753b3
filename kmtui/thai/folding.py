"""Fold text for search, so that spelling variants and omitted signs compare equal.

`พ.ศ.2568` finds `พ.ศ. ๒๕๖๘`, `18750` finds `๑๘,๗๕๐`, `รพสต` finds `รพ.สต.`, `ebidding` finds
`e-bidding`, `ต่างๆ` finds `ต่าง ๆ`, `14:00` finds `๑๔.๐๐`.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from kmtui.thai.text import key

_QUOTES = "\"'“”‘’„«»"
_LETTER = "a-zก-ฮะ-ฺเ-๎"
_CLOCK = re.compile(r"(?<=[0-9]):(?=[0-9])")
# Between two digits a point, a hyphen and a comma have a meaning: 1.5, 2563-2565, 1,2.
_SIGNS = re.compile(
    rf"[{_QUOTES}]+|(?<![0-9])\.|\.(?![0-9])|(?<=[0-9]),(?=[0-9]{{3}}(?![0-9]))"
    rf"|(?<=[{_LETTER}])[-–‑](?=[{_LETTER}0-9])|(?<=[0-9])[-–‑](?=[{_LETTER}])"
)
_SPACES = re.compile("(?<=[ก-๎]) +(?=[ก-๎0-9])|(?<=[0-9]) +(?=[ก-๎])")
_PHRASE = re.compile('["“”„«»]([^"“”„«»]+)["“”„«»]')


def fold(text: str) -> str:
    """Return the form that search compares: `key`, without optional signs and spaces."""
    return _SPACES.sub("", _SIGNS.sub("", _CLOCK.sub(".", key(text))))


def search_terms(query: str) -> tuple[str, ...]:
    """Return the distinct folded words of a query; words in double quotes are one term."""
    phrases = [found[1] for found in _PHRASE.finditer(query)]
    others = _PHRASE.sub(" ", query).split()
    folded = (fold(term) for term in (*phrases, *others))
    return tuple(dict.fromkeys(term for term in folded if term))


def fold_with_origins(line: str) -> tuple[str, Sequence[int]]:
    """Return the folded line, and for each of its characters the index of its origin in `line`."""
    whole = key(line)
    origins: Sequence[int] = range(len(line))
    if len(whole) != len(line):
        whole, origins = _letter_by_letter(line)
    whole = _CLOCK.sub(".", whole)
    for left_out in (_SIGNS, _SPACES):
        whole, origins = _without(left_out, whole, origins)
    return whole, origins


def _without(
    left_out: re.Pattern[str], text: str, origins: Sequence[int]
) -> tuple[str, Sequence[int]]:
    gaps = [found.span() for found in left_out.finditer(text)]
    if not gaps:
        return text, origins
    starts = [0, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), len(text)]
    kept = list(zip(starts, ends, strict=True))
    return "".join(text[a:b] for a, b in kept), [origin for a, b in kept for origin in origins[a:b]]


def _letter_by_letter(line: str) -> tuple[str, list[int]]:
    folded, origins = [], []
    for at, char in enumerate(line):
        for letter in _folded_char(char):
            folded.append(letter)
            origins.append(at)
    return "".join(folded), origins


@lru_cache(maxsize=4096)
def _folded_char(char: str) -> str:
    return key(char) or (" " if char.isspace() else "")
