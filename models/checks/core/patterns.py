"""Patterns for many words at once, and approximate matching of words, in linear time."""

import re
from collections.abc import Iterable, Iterator

MARK = "ะัาำิีึืฺุูๅ็่้๊๋์ํ๎"
"""Signs that cannot begin a word, so that a match before one is incomplete."""

LETTERS = "ก-ฮะ-ฺเ-ๅ็-๎"
"""The letters and marks of Thai words, as the content of a character class."""

_Tree = dict[str, "_Tree"]
_END = ""


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, the longest first, in linear time."""
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
    """Return the Levenshtein distance, or `limit` + 1 if it is more than `limit`."""
    # Imported late, as few commands compare words.
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(left, right, score_cutoff=limit)


def likeness(left: str, right: str) -> float:
    """Return the similarity of two texts, from 0 to 1."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(left, right)


def halves_of(name: str) -> tuple[str, str]:
    """Return the first and the last half of a name; a near match contains one of them unchanged."""
    half = max(3, len(name) // 2)
    return name[:half], name[-half:]


def near_occurrences(text: str, name: str) -> Iterator[str]:
    """Yield texts that are probably `name` with one letter wrong, or two in a long name.

    One half of the name must match exactly, and its first two letters always: this finds typing
    slips and spares ordinary words.
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
    """Return the likeliest misspelling of `name` at `start`; empty if correct or too different."""
    if stands_at(text, max(start, 0), name):
        return ""
    best, chosen = most + 1, ""
    # Among forms of equal distance, one as long as the name is preferred.
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
    """Return whether the exact name is at `start`, without a mark attached to its last letter."""
    end = start + len(name)
    return text.startswith(name, start) and not (end < len(text) and text[end] in MARK)


def _may_stand(text: str, end: int, form: str, name: str) -> bool:
    unfinished = end < len(text) and text[end] in MARK
    return form[:2] == name[:2] and not unfinished and form == form.strip()
