"""Segmentation of a run of Thai letters: the words with the lowest total cost in the lexicon.

A place name that the lexicon lacks becomes one word.
"""

import re
from itertools import accumulate, pairwise

from kmtui.thai.lexicon import PREFIX_SIZE, Lexicon

# The smallest pieces of a run of Thai letters, inside which no cut is correct. A consonant silenced
# by a karan belongs to what precedes it, and ั and ื always need a consonant after them.
_MARKS = "[ะ-ฺๅ็-๎]"
_BEGUN = f"(?:[เ-ไ]*+[ก-ฮ]{_MARKS}*+|[เ-ไ]++{_MARKS}*+|{_MARKS}++)"
_GOES_ON = f"(?<=[ัื])[ก-ฮ]{_MARKS}*+|(?<=[ัื][่-๋])[ก-ฮ]{_MARKS}*+|[ก-ฮ][ิ-ู]?+์{_MARKS}*+"
_UNIT = re.compile(f"{_BEGUN}(?:{_GOES_ON})*+")
# A consonant held too long is one unit: มากกกก.
_HELD = re.compile(r"([ก-ฮ])\1\1")
_UNIT_OR_HELD = re.compile(
    rf"{_BEGUN}(?:{_GOES_ON}|([ก-ฮ])\1{{3,}}(?!{_MARKS})|([ก-ฮ])\2\2(?![ก-ฮ]|{_MARKS}))*"
)
# Costly to begin and cheap to go on: unknown names and foreign words stay in one piece. Tuned with
# the costs of the words, see `bake_lexicon`.
_UNKNOWN_START = 90
_UNKNOWN_UNIT = 58
# A unit that is itself a frequent word is seldom a part of an unknown one: ให้ in ให้ธนินท์.
_FREQUENT_COST, _FREQUENT_UNIT = 120, 98
_FAR = 1 << 60
_NO_END = -1

CONSONANT = re.compile("[ก-ฮ]")
LONGEST_NAME = 12
"""The most consonants of one part of a name: a longer run contains other words, too."""

_KINDS_OF_PLACES = frozenset(
    (
        *("ตำบล", "อำเภอ", "จังหวัด", "เทศบาลตำบล", "เทศบาลเมือง", "เทศบาลนคร", "เทศบาล", "บ้าน"),
        *("หมู่บ้าน", "ชุมชน", "วัด", "โรงเรียน", "ถนน", "ซอย"),
    )
)
# Names of places begin with these; the second begin other words, too, if no kind precedes.
_LANDSCAPES = frozenset(("หนอง", "ห้วย", "โนน", "โคก", "บึง", "คลอง", "ดอน"))
_LANDSCAPES_AFTER_KIND = _LANDSCAPES | {"บาง", "สระ", "นา", "ท่า", "วัง", "หัว", "ป่า"}
_MAY_HAVE_PLACE = re.compile("|".join(sorted(_KINDS_OF_PLACES | _LANDSCAPES)))
_RARE_COST = 150
"""The least cost of a word that is more probably a part of an unknown name than itself."""


def word_ends(run: str, known: Lexicon) -> list[int]:
    """Return the word ends in a run of Thai letters, ascending, the last being its length."""
    return _path(_shortest(run, known)[1])


def word_path(run: str, known: Lexicon) -> tuple[int, list[int]]:
    """Return the lowest total cost of words and their ends; unknown words have high costs."""
    cost, back = _shortest(run, known)
    return cost, _path(back)


def join_places(run: str, ends: list[int], known: Lexicon) -> list[int]:
    """Return the word ends without those inside place names that the lexicon lacks.

    A place name begins after a word such as ตำบล or วัด, or with a word such as หนอง or ห้วย, and
    extends over the words that follow as long as these are unknown or rare.
    """
    if len(ends) < 2 or not _MAY_HAVE_PLACE.search(run):
        return ends
    words = [run[start:end] for start, end in pairwise((0, *ends))]
    kept, at = [], 0
    while at < len(words):
        begin = at
        while at < len(words) and words[at] in _KINDS_OF_PLACES:
            kept.append(ends[at])
            at += 1
        last = _place_end(words, at, known, after_kind=at > begin)
        if last < len(words):
            kept.append(ends[last])
        at = last + 1
    return kept


def _place_end(words: list[str], at: int, known: Lexicon, *, after_kind: bool) -> int:
    """Return the index of the last word of the place name that begins at word `at`, else `at`."""
    last = at
    landscapes = _LANDSCAPES_AFTER_KIND if after_kind else _LANDSCAPES
    if at < len(words) and words[at] in landscapes:
        last += 1
    elif not after_kind or at >= len(words) or not _is_rare(words[at], known):
        return at
    size = len(CONSONANT.findall("".join(words[at:last])))
    while last < len(words) and _is_rare(words[last], known):
        size += len(CONSONANT.findall(words[last]))
        last += 1
    return last - 1 if last - 1 > at and size <= LONGEST_NAME else at


def _is_rare(word: str, known: Lexicon) -> bool:
    return word not in _KINDS_OF_PLACES and known.get(word, _RARE_COST) >= _RARE_COST


def _shortest(run: str, known: Lexicon) -> tuple[int, list[int]]:
    """Return the lowest total cost, and for each offset the start of the word that ends there.

    Letters that are in no word form unknown words. Inside a word found already, if only an unknown
    word could begin there, no word is tried.
    """
    lengths_at = known.words_read()
    cost_of = lengths_at.costs.get
    size = len(run)
    legal = _unit_ends(run)
    best, back = [_NO_END] * (size + 1), [0] * (size + 1)
    for end in legal:
        best[end] = _FAR
    start = here = since = reach = 0
    unknown = _FAR
    for after in legal:
        if here == _FAR and start < reach:
            unknown += _UNKNOWN_UNIT
            start, here = after, best[after]
            continue
        if unknown < here:
            here = unknown
            back[start] = since
        unit = _UNKNOWN_UNIT
        for length in lengths_at[run[start : start + PREFIX_SIZE]]:
            end = start + length
            if end > size:
                break
            cost = cost_of(run[start:end])
            if cost is None:
                continue
            if end == after and cost <= _FREQUENT_COST:
                unit = _FREQUENT_UNIT
            if here + cost < best[end]:
                best[end] = here + cost
                back[end] = start
                if end > reach:
                    reach = end
        if unknown > here + _UNKNOWN_START:
            unknown, since = here + _UNKNOWN_START, start
        unknown += unit
        start, here = after, best[after]
    if unknown < here:
        here = unknown
        back[size] = since
    return here, back


def _unit_ends(run: str) -> list[int]:
    if not _HELD.search(run):
        ends = [*accumulate(map(len, _UNIT.findall(run)))]
        if ends and ends[-1] == len(run):
            return ends
    return [match.end() for match in _UNIT_OR_HELD.finditer(run)]


def _path(back: list[int]) -> list[int]:
    ends = [len(back) - 1]
    while back[ends[-1]]:
        ends.append(back[ends[-1]])
    ends.reverse()
    return ends
