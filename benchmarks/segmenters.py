"""The engines of the benchmark `words`, each behind the same three functions.

`python -m benchmarks.segmenters ENGINE` prints what loading it costs in this fresh process.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct


class Engine(Struct, frozen=True):
    """A word breaker: `breaks` gives the offsets at which it would break a line of Thai.

    `forget` empties what it keeps between calls, so that a text costs what it costs once.
    """

    name: str
    breaks: Callable[[str], tuple[int, ...]]
    forget: Callable[[], None] = lambda: None


def ours() -> Engine:
    """kmtui.thai.words with its baked lexicon."""
    from kmtui.thai import words

    return Engine("kmtui.thai.words", words.break_offsets, words._kept_chunk.cache_clear)


def nlpo3() -> Engine:
    """nlpo3 (newmm in Rust) with the words of our lexicon, as it brings none of its own."""
    from nlpo3 import load_dict, segment

    with TemporaryDirectory() as folder:
        file = Path(folder) / "words.txt"
        file.write_text(_lexicon_words(), encoding="utf-8")
        load_dict(str(file), "ours")

    def breaks(text: str) -> tuple[int, ...]:
        return tuple(accumulate(map(len, segment(text, "ours"))))[:-1]

    return Engine("nlpo3", breaks)


def _lexicon_words() -> str:
    from kmtui.thai.lexicon import lexicon

    return "\n".join(lexicon())


def icu() -> Engine:
    """ICU's line breaker with its own dictionary, through icu4py."""
    from icu4py.breakers import LineBreaker

    def breaks(text: str) -> tuple[int, ...]:
        return tuple(end for _, end in LineBreaker(text, "th").segments())[:-1]

    return Engine("ICU", breaks)


def budoux() -> Engine:
    """budoux with its Thai model."""
    from budoux import load_default_thai_parser

    parser = load_default_thai_parser()

    def breaks(text: str) -> tuple[int, ...]:
        return tuple(accumulate(map(len, parser.parse(text))))[:-1]

    return Engine("budoux", breaks)


def libthai() -> Engine:
    """libthai, the library of the desktop, through its C interface."""
    import ctypes

    library = ctypes.CDLL("libthai.so.0")
    offsets = (ctypes.c_int * 10_000)()

    def breaks(text: str) -> tuple[int, ...]:
        tis = text.encode("tis_620", errors="replace")
        count = library.th_brk(tis, offsets, len(offsets))
        return tuple(offsets[:count])

    return Engine("libthai", breaks)


def newmm() -> Engine:
    """newmm of PyThaiNLP with its own words."""
    from pythainlp.tokenize import word_tokenize

    def breaks(text: str) -> tuple[int, ...]:
        return tuple(accumulate(map(len, word_tokenize(text, engine="newmm"))))[:-1]

    return Engine("newmm", breaks)


ENGINES = {"ours": ours, "nlpo3": nlpo3, "icu": icu}
BESIDE_GOLD = {**ENGINES, "budoux": budoux, "libthai": libthai, "newmm": newmm}
"""The engines of `words --gold`; one that is not installed is left out."""


def _load(name: str) -> dict[str, float]:
    """Milliseconds until the first answer, and the memory it took; our own list is read before."""
    if name == "nlpo3":
        _lexicon_words()
    memory = _resident_mb()
    begun = time.perf_counter()
    ENGINES[name]().breaks("ที่ประชุมรับทราบ")
    return {
        "ms": (time.perf_counter() - begun) * 1000,
        "mb": _resident_mb() - memory,
    }


def _resident_mb() -> float:
    """What Linux says; the peak that `resource` knows is inherited from the parent."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    print(json.dumps(_load(sys.argv[1])))
