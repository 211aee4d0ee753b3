"""Approximate search among thousands of names, with few letter-by-letter comparisons."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from kmtui.thai.names import near_matches, split_name
from kmtui.thai.text import key

LEAST_PART = 0.6
"""The least similarity of both the given and the family name, so that siblings do not match."""

_MOST_LETTERS_APART = 6
_MOST_LENGTH_APART = 4
_REMEMBERED = 10_000  # cached names, as each is compared with many others
_CONSONANTS = frozenset(chr(letter) for letter in range(ord("ก"), ord("ฮ") + 1))


class NameIndex:
    """An index of full names by the first consonant of either part, for few comparisons.

    A misspelling that changes the first consonant of both parts is not found.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._blocks: dict[tuple[bool, str], list[tuple[str, int, int]]] = defaultdict(list)
        self._exact: dict[str, list[str]] = defaultdict(list)
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Add a name to the index."""
        given, family = _parts(name)
        self._exact[f"{given} {family}"].append(name)
        marks = (name, _letters(given + family), len(given + family))
        for block in _blocks_of(given, family):
            self._blocks[block].append(marks)

    def same(self, name: str) -> list[str]:
        """Return the names equal to this one, regardless of title."""
        return list(self._exact.get(" ".join(_parts(name)), ()))

    def near(self, name: str) -> list[str]:
        """Return the names that this one is probably a misspelling of, the most similar first."""
        given, family = _parts(name)
        mask, length = _letters(given + family), len(given + family)
        close = {
            other
            for block in _blocks_of(given, family)
            for other, letters, size in self._blocks[block]
            if abs(size - length) <= _MOST_LENGTH_APART
            and (letters ^ mask).bit_count() <= _MOST_LETTERS_APART
        }
        alike = [other for other in sorted(close) if _parts_alike((given, family), _parts(other))]
        return near_matches(name, alike) if alike else []


def near_while_typing(typed: str, names: Iterable[str], limit: int = 6) -> list[str]:
    """Return at most `limit` of the names that begin with or are similar to the typed text."""
    parts = split_name(typed)
    if not parts.given:
        return []
    wanted = key(f"{parts.given} {parts.family}")
    registered = [(name, " ".join(_parts(name))) for name in names]
    begins = [name for name, bare in registered if bare.startswith(wanted)]
    if parts.family:
        near = NameIndex(name for name, _ in registered).near(typed)
    else:
        first = _first_consonant(parts.given)
        near = near_matches(
            typed, [name for name, bare in registered if _first_consonant(bare) == first]
        )
    return list(dict.fromkeys([*begins, *near]))[:limit]


@lru_cache(maxsize=_REMEMBERED)
def _parts(name: str) -> tuple[str, str]:
    parts = split_name(name)
    return key(parts.given), key(parts.family)


def _blocks_of(given: str, family: str) -> tuple[tuple[bool, str], ...]:
    return (False, _first_consonant(given)), (True, _first_consonant(family))


def _first_consonant(text: str) -> str:
    return next((letter for letter in text if letter in _CONSONANTS), "")


def _letters(text: str) -> int:
    """Return the letters of a text as a bit set; the XOR of two sets bounds the edit distance."""
    mask = 0
    for letter in text:
        mask |= 1 << (ord(letter) & 127)
    return mask


def _parts_alike(left: tuple[str, str], right: tuple[str, str]) -> bool:
    # Imported late, as few commands compare names.
    from rapidfuzz.distance import Levenshtein

    return all(
        Levenshtein.normalized_similarity(one, other) >= LEAST_PART
        for one, other in zip(left, right, strict=True)
    )
