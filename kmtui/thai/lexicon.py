"""The baked word list: what a Thai word is and what it costs a sentence to use it.

The file `data/lexicon.bin` is made by `python -m kmtui.thai.bake_lexicon`. It is read at the first
question asked, not when this module is imported.
"""

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

LEXICON_FILE = Path(__file__).parent / "data" / "lexicon.bin"
"""Four sections (words, costs, prefixes, lengths), compressed; see `pack`."""

PREFIX_SIZE = 4
"""How many letters choose the word lengths worth trying at one place of a text."""

NAME_COST = 64
"""What a name of the register costs: as little as the most frequent word."""

SHORTEST_NAME = 3
"""A learned name has at least this many letters: shorter ones would cut up ordinary words."""

_HEADER = struct.Struct("<4I")
_ENCODING = "tis_620"


class Lexicon:
    """Words with their costs, and for each beginning of a word the lengths it can have."""

    __slots__ = ("costs", "lengths")

    def __init__(self, costs: dict[str, int], lengths: dict[str, bytes]) -> None:
        self.costs = costs
        self.lengths = lengths

    def __contains__(self, word: object) -> bool:
        return word in self.costs

    def lengths_at(self, text: str, start: int) -> bytes:
        """The lengths, ascending, of all words that may begin at `start` of `text`."""
        for size in range(PREFIX_SIZE, 0, -1):
            lengths = self.lengths.get(text[start : start + size])
            if lengths is not None:
                return lengths
        return b""

    def learn(self, word: str) -> bool:
        """Add a name at the lowest cost; says whether it was new and long enough to add."""
        if len(word) < SHORTEST_NAME or len(word) > 255 or self.costs.get(word) == NAME_COST:
            return False
        lengths = self.lengths_at(word[:PREFIX_SIZE], 0)
        self.costs[word] = NAME_COST
        self.lengths[word[:PREFIX_SIZE]] = bytes(sorted({*lengths, len(word)}))
        return True


def prefix_lengths(words: Iterable[str]) -> dict[str, bytes]:
    """For each beginning of up to `PREFIX_SIZE` letters, the lengths of the words to try there.

    The entry of a short beginning serves texts in which no longer one fits, so it holds only the
    words that are no longer than itself.
    """
    found: dict[str, set[int]] = {}
    short = set()
    for word in words:
        found.setdefault(word[:PREFIX_SIZE], set()).add(len(word))
        if len(word) < PREFIX_SIZE:
            short.add(word)
    for prefix, lengths in found.items():
        lengths.update(size for size in range(1, len(prefix)) if prefix[:size] in short)
    return {prefix: bytes(sorted(lengths)) for prefix, lengths in found.items()}


def pack(costs: dict[str, int]) -> bytes:
    """The bytes of a lexicon file; every cost lies in 1..255 and every word is Thai letters."""
    words = sorted(costs)
    lengths = prefix_lengths(words)
    sections = (
        "\n".join(words).encode(_ENCODING),
        bytes(costs[word] for word in words),
        "\n".join(lengths).encode(_ENCODING),
        b"\xff".join(lengths.values()),
    )
    return zlib.compress(_HEADER.pack(*map(len, sections)) + b"".join(sections), 9)


def unpack(packed: bytes) -> Lexicon:
    """The lexicon that `pack` made."""
    raw = zlib.decompress(packed)
    sections, start = [], _HEADER.size
    for size in _HEADER.unpack_from(raw):
        sections.append(raw[start : start + size])
        start += size
    words, costs, prefixes, lengths = sections
    return Lexicon(
        dict(zip(words.decode(_ENCODING).split("\n"), costs, strict=True)),
        dict(zip(prefixes.decode(_ENCODING).split("\n"), lengths.split(b"\xff"), strict=True)),
    )


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The one lexicon of the running program, read at the first call."""
    return unpack(LEXICON_FILE.read_bytes())
