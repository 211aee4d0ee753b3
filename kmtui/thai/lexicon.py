"""The lexicon: Thai words with their costs in a segmentation.

The file `data/lexicon.bin` is made by `python -m kmtui.thai.bake_lexicon`. It is mapped into memory
at first use, not when this module is imported: its pages are shared by all processes of a machine.
What a text needs of it is kept in dictionaries of bounded size, so that a lookup costs no more than
in a dictionary of all words.
"""

import mmap
import struct
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from zlib import crc32

LEXICON_FILE = Path(__file__).parent / "data" / "lexicon.bin"
"""The file: a hash table of groups of words with the same beginning; see `pack`."""

PREFIX_SIZE = 4
"""The number of letters that determine which word lengths are tried at a position."""

NAME_COST = 64
"""The cost of a name of the register, as low as that of the most frequent word."""

SHORTEST_NAME = 3
"""The least length of a learned name: shorter ones would split ordinary words."""

MOST_PREFIXES = 8192
"""The number of prefixes whose words are kept: those of a long meeting are a quarter of it."""

_MAGIC = b"kmtui-2\n"
_HEADER = struct.Struct("<8s3I")  # magic, number of words, number of slots, end of the slots
_SLOT = struct.Struct("<I")  # offset of a group, 0 if there is none
_GROUP = struct.Struct("<2B2H")  # bytes of prefix and of lengths, number of words, bytes of tails
_BLOCK = b"\x0e"  # the upper byte of all Thai letters; the file has the lower ones
_END = "\u0e00"  # is no letter


class WordsRead(dict[str, bytes]):
    """A cache of the lexicon: for each prefix the lengths of the words that may begin with it.

    A subscript of at most `PREFIX_SIZE` letters reads a missing prefix from the lexicon; `get` does
    not. The lengths are those of the words, in ascending order.

    Attributes:
        costs: the costs of all words that begin with a prefix read so far.
    """

    __slots__ = ("_beginnings", "_lexicon", "costs")

    def __init__(self, lexicon: "Lexicon") -> None:
        super().__init__()
        self.costs: dict[str, int] = {}
        self._beginnings: dict[str, bool] = {}
        self._lexicon = lexicon

    def __missing__(self, prefix: str) -> bytes:
        lengths, costs = self._lexicon.read(prefix)
        # In this order: another thread that finds the lengths must find the costs.
        self.costs.update(costs)
        self[prefix] = lengths
        return lengths

    def cost(self, word: str) -> int | None:
        """Return the cost of a word; None if it is not in the lexicon."""
        cost = self.costs.get(word)
        if cost is None and word and word[:PREFIX_SIZE] not in self:
            self[word[:PREFIX_SIZE]]
            cost = self.costs.get(word)
        return cost

    def has_beginning(self, letters: str) -> bool:
        """Return whether a word begins with the letters or equals them."""
        known = self._beginnings.get(letters)
        if known is None:
            known = self._beginnings[letters] = self._lexicon.has_beginning(letters)
        return known

    def is_much(self, most_prefixes: int) -> bool:
        """Return whether the cache has `most_prefixes` prefixes, or twice as many beginnings."""
        return len(self) >= most_prefixes or len(self._beginnings) >= 2 * most_prefixes


class Lexicon(Mapping[str, int]):
    """The costs of words: those of a lexicon file, and of names that were learned since."""

    def __init__(self, data: bytes | mmap.mmap, most_prefixes: int = MOST_PREFIXES) -> None:
        magic, count, slots, start = _HEADER.unpack_from(data)
        if magic != _MAGIC:
            raise ValueError("not a lexicon file of this version")
        self._data = data
        self._count: int = count
        self._start: int = start
        self._mask = slots - 1
        self._most_prefixes = most_prefixes
        self._name_lengths: dict[str, bytes] = {}
        self._names_by_beginning: dict[str, list[str]] = {}
        self._words_read = WordsRead(self)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.words_read().cost(word) is not None

    def __getitem__(self, word: str) -> int:
        cost = self.words_read().cost(word)
        if cost is None:
            raise KeyError(word)
        return cost

    def __iter__(self) -> Iterator[str]:
        return (word for word, _ in self.with_costs())

    def __len__(self) -> int:
        return self._count + sum(1 for _ in self._names_not_in_file())

    def words_read(self) -> WordsRead:
        """Return the cache of what was read; a new one if it has grown too large.

        Keep the returned cache for one piece of work. A full cache is replaced, never emptied,
        because another thread may be using it.
        """
        if self._words_read.is_much(self._most_prefixes):
            self._words_read = WordsRead(self)
        return self._words_read

    def with_costs(self) -> Iterator[tuple[str, int]]:
        """Yield all words with their costs; unlike `items` it keeps nothing of what it reads."""
        at = self._start
        while at < len(self._data):
            for word, cost in self._words_at(at).items():
                names = self._names_by_beginning.get(word[:PREFIX_SIZE], ())
                yield word, NAME_COST if word in names else cost
            at = self._end_of(at)
        yield from ((name, NAME_COST) for name in self._names_not_in_file())

    def has_beginning(self, letters: str) -> bool:
        """Return whether a word begins with the letters or equals them."""
        prefix = letters[:PREFIX_SIZE]
        names = self._names_by_beginning.get(prefix)
        if len(letters) <= PREFIX_SIZE:
            return names is not None or self._find(prefix) != 0
        return any(
            word.startswith(letters)
            for words in (names or (), self._file_words(prefix))
            for word in words
        )

    def learn(self, word: str) -> bool:
        """Add a name at the lowest cost; return whether it was new and of a valid length."""
        if len(word) < SHORTEST_NAME or len(word) > 255:
            return False
        words = self.words_read()
        if words.cost(word) == NAME_COST:
            return False
        prefix = word[:PREFIX_SIZE]
        self._name_lengths[prefix] = bytes(sorted({*words[prefix], len(word)}))
        for size in range(1, len(prefix) + 1):
            self._names_by_beginning.setdefault(prefix[:size], [])
        self._names_by_beginning[prefix].append(word)
        self._words_read = WordsRead(self)
        return True

    def read(self, prefix: str) -> tuple[bytes, dict[str, int]]:
        """Return the lengths of all words that may begin with a prefix, and the words' costs."""
        lengths, costs = b"", dict[str, int]()
        for size in range(len(prefix), 0, -1):
            head = prefix[:size]
            at = self._find(head)
            if lengths := self._name_lengths.get(head) or (self._lengths_at(at) if at else b""):
                costs |= self._words_of(head)
                break
        for size in lengths:
            if size < PREFIX_SIZE:
                costs |= self._words_of(prefix[:size])
        return lengths, costs

    def _words_of(self, prefix: str) -> dict[str, int]:
        """Return the words and learned names of a prefix; for a short prefix only that word."""
        names = self._names_by_beginning.get(prefix)
        words = self._file_words(prefix)
        return words | dict.fromkeys(names, NAME_COST) if names else words

    def _names_not_in_file(self) -> Iterator[str]:
        for names in self._names_by_beginning.values():
            yield from (name for name in names if name not in self._file_words(name))

    def _find(self, prefix: str) -> int:
        """Return the offset of the group of a prefix; 0 if there is none."""
        key = _encoded(prefix)
        if len(key) < len(prefix):
            return 0
        data, slot = self._data, crc32(key)
        while True:
            (at,) = _SLOT.unpack_from(data, _HEADER.size + _SLOT.size * (slot & self._mask))
            begin = at + _GROUP.size
            if not at or (data[at] == len(key) and data[begin : begin + len(key)] == key):
                return int(at)
            slot += 1

    def _file_words(self, prefix: str) -> dict[str, int]:
        at = self._find(prefix[:PREFIX_SIZE])
        return self._words_at(at) if at else {}

    def _lengths_at(self, at: int) -> bytes:
        begin = at + _GROUP.size + self._data[at]
        return self._data[begin : begin + self._data[at + 1]]

    def _words_at(self, at: int) -> dict[str, int]:
        prefix_size, lengths, count, tails = _GROUP.unpack_from(self._data, at)
        if not count:
            return {}
        begin = at + _GROUP.size
        prefix = _decoded(self._data[begin : begin + prefix_size])
        begin += prefix_size + lengths
        costs = self._data[begin : begin + count]
        begin += count
        words = _decoded(self._data[begin : begin + tails]).split(_END)
        return {prefix + tail: cost for tail, cost in zip(words, costs, strict=True)}

    def _end_of(self, at: int) -> int:
        prefix_size, lengths, count, tails = _GROUP.unpack_from(self._data, at)
        return int(at + _GROUP.size + prefix_size + lengths + count + tails)


def _encoded(letters: str) -> bytes:
    """Return the lower bytes of Thai letters; nothing if there are other letters."""
    both = letters.encode("utf-16-le", "surrogatepass")
    return b"" if both[1::2].strip(_BLOCK) else both[::2]


def _decoded(lower: bytes) -> str:
    both = bytearray(2 * len(lower))
    both[::2] = lower
    both[1::2] = _BLOCK * len(lower)
    return both.decode("utf-16-le")


def prefix_lengths(words: Iterable[str]) -> dict[str, bytes]:
    """Return, for each prefix of up to `PREFIX_SIZE` letters, the word lengths to try.

    A prefix shorter than `PREFIX_SIZE` is looked up only if no longer one matches the text, so it
    has only the lengths of itself and of its own beginnings that are words.
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


def pack(costs: Mapping[str, int]) -> bytes:
    """Return a lexicon file; costs must be 1 to 255, and words must be Thai letters.

    Behind the header is a hash table with open addressing, twice as large as needed at least, of
    the offsets of groups. A group holds the words that have their first `PREFIX_SIZE` letters in
    common, or one shorter word: prefix, lengths to try, costs, and the words without the prefix.
    Beginnings of words that are no words themselves have a group without words.
    """
    lengths = prefix_lengths(costs)
    tails: dict[str, list[str]] = {prefix: [] for prefix in lengths}
    for word in sorted(costs):
        tails[word[:PREFIX_SIZE]].append(word[PREFIX_SIZE:])
        for size in range(1, min(len(word), PREFIX_SIZE)):
            tails.setdefault(word[:size], [])
    slots = 2
    while slots < 2 * len(tails):
        slots *= 2
    start = _HEADER.size + _SLOT.size * slots
    table, groups = [0] * slots, bytearray()
    for prefix in sorted(tails):
        key = _encoded(prefix)
        slot = crc32(key) % slots
        while table[slot]:
            slot = (slot + 1) % slots
        table[slot] = start + len(groups)
        joined = _encoded(_END.join(tails[prefix]))
        sizes = lengths.get(prefix, b"")
        groups += _GROUP.pack(len(key), len(sizes), len(tails[prefix]), len(joined)) + key + sizes
        groups += bytes(costs[prefix + tail] for tail in tails[prefix]) + joined
    head = _HEADER.pack(_MAGIC, len(costs), slots, start)
    return head + struct.pack(f"<{slots}I", *table) + groups


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the process-wide lexicon, its file mapped at the first call."""
    with LEXICON_FILE.open("rb") as file:
        return Lexicon(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
