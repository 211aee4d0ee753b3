"""The cheapest path of words through a run of Thai letters."""

import re
from itertools import accumulate

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


def word_ends(run: str, known: Lexicon) -> list[int]:
    """Return the word ends in a run of Thai letters, ascending, the last being its length."""
    return _path(_shortest(run, known)[1])


def word_path(run: str, known: Lexicon) -> tuple[int, list[int]]:
    """Return the cost of the cheapest path and its word ends; unknown words make it expensive."""
    cost, back = _shortest(run, known)
    return cost, _path(back)


def _shortest(run: str, known: Lexicon) -> tuple[int, list[int]]:
    """Return the cost of the shortest path, and for each offset the start of the word before it.

    Letters in no word form unknown words; `unknown` and `since` are cost and start of the open one.
    Inside a word found already, where only an unknown word could begin, no word is tried.
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
