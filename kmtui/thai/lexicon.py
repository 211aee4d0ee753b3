"""The lexicon: Thai words with their costs in a segmentation.

The file `data/lexicon.bin` is made by `python -m kmtui.thai.bake_lexicon`. It is read at first use,
not when this module is imported.
"""

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

LEXICON_FILE = Path(__file__).parent / "data" / "lexicon.bin"
"""The file: four compressed sections (words, costs, prefixes, lengths); see `pack`."""

PREFIX_SIZE = 4
"""The number of letters that determine which word lengths are tried at a position."""

NAME_COST = 64
"""The cost of a name of the register, as low as that of the most frequent word."""

SHORTEST_NAME = 3
"""The least length of a learned name: shorter ones would split ordinary words."""

_HEADER = struct.Struct("<4I")
_ENCODING = "tis_620"


class Lexicon:
    """Words with their costs, and for each prefix the possible word lengths."""

    __slots__ = ("costs", "lengths")

    def __init__(self, costs: dict[str, int], lengths: dict[str, bytes]) -> None:
        self.costs = costs
        self.lengths = lengths

    def __contains__(self, word: object) -> bool:
        return word in self.costs

    def lengths_at(self, text: str, start: int) -> bytes:
        """Return the lengths, ascending, of all words that may begin at `start` of `text`."""
        for size in range(PREFIX_SIZE, 0, -1):
            lengths = self.lengths.get(text[start : start + size])
            if lengths is not None:
                return lengths
        return b""

    def learn(self, word: str) -> bool:
        """Add a name at the lowest cost; return whether it was new and of a valid length."""
        if len(word) < SHORTEST_NAME or len(word) > 255 or self.costs.get(word) == NAME_COST:
            return False
        lengths = self.lengths_at(word[:PREFIX_SIZE], 0)
        self.costs[word] = NAME_COST
        self.lengths[word[:PREFIX_SIZE]] = bytes(sorted({*lengths, len(word)}))
        return True


def prefix_lengths(words: Iterable[str]) -> dict[str, bytes]:
    """Return, for each prefix of up to `PREFIX_SIZE` letters, the word lengths to try.

    The entry of a short prefix is used for texts that match no longer one, so it has only words
    that are no longer than itself.
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
    """Return a lexicon file; costs must be 1 to 255, and words must be Thai letters."""
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
    """Return the lexicon of a file made by `pack`."""
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
    """Return the process-wide lexicon, read from its file at the first call."""
    return unpack(LEXICON_FILE.read_bytes())
