"""Patterns over many words at once, and words that are nearly another, in linear time."""

import re
from collections.abc import Iterable, Iterator

MARK = "ะัาำิีึืฺุูๅ็่้๊๋์ํ๎"
"""Signs that cannot begin a word: what stands before one is not yet finished."""

LETTERS = "ก-ฮะ-ฺเ-ๅ็-๎"
"""The letters and marks of Thai words, as the inside of a character class."""

_Tree = dict[str, "_Tree"]
_END = ""


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first, that looks at each letter once."""
    tree: _Tree = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[_END] = {}
    return _branches(tree) or r"(?!)"


def _branches(tree: _Tree) -> str:
    ways = [re.escape(letter) + _branches(tree[letter]) for letter in sorted(tree) if letter]
    if not ways:
        return ""
    joined = ways[0] if len(ways) == 1 and _END not in tree else f"(?:{'|'.join(ways)})"
    return f"{joined}?" if _END in tree else joined


def distance(left: str, right: str, limit: int) -> int:
    """How many letters must be changed, added or taken away; `limit` + 1 for more than `limit`."""
    # Imported when first asked: few commands compare words.
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(left, right, score_cutoff=limit)


def likeness(left: str, right: str) -> float:
    """How alike two texts are, 0 to 1."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(left, right)


def halves_of(name: str) -> tuple[str, str]:
    """The first and the last half of a name: one of them stands as it is in a near name."""
    half = max(3, len(name) // 2)
    return name[:half], name[-half:]


def near_occurrences(text: str, name: str) -> Iterator[str]:
    """What stands in the text where `name` was probably meant, but with a few letters wrong.

    One half of the name must stand there as it is, and its first two letters in any case: that
    finds a slip of the pen and leaves ordinary words alone.
    """
    most = 1 if len(name) < 16 else 2
    first, last = halves_of(name)
    for anchor, before in ((first, 0), (last, len(name) - len(last))):
        at = text.find(anchor)
        while at >= 0:
            if found := _near_at(text, at - before, name, most, fixed_end=bool(before)):
                yield found
            at = text.find(anchor, at + 1)


def _near_at(text: str, start: int, name: str, most: int, *, fixed_end: bool) -> str:
    """The likeliest wrong form of `name` there; empty where the name itself stands, or no form."""
    if stands_at(text, max(start, 0), name):
        return ""
    best, chosen = most + 1, ""
    # A form as long as the name goes before a shorter one that is as near.
    for longer in sorted(range(-most, most + 1), key=lambda more: (abs(more), -more)):
        begin = start - longer if fixed_end else start
        end = start + len(name) if fixed_end else start + len(name) + longer
        form = text[max(begin, 0) : end]
        if begin < 0 or not _may_stand(text, end, form, name):
            continue
        apart = distance(form, name, most)
        if 0 < apart < best:
            best, chosen = apart, form
    return chosen


def stands_at(text: str, start: int, name: str) -> bool:
    """Whether the name itself stands there, with no sign hanging on to its last letter."""
    end = start + len(name)
    return text.startswith(name, start) and not (end < len(text) and text[end] in MARK)


def _may_stand(text: str, end: int, form: str, name: str) -> bool:
    unfinished = end < len(text) and text[end] in MARK
    return form[:2] == name[:2] and not unfinished and form == form.strip()
