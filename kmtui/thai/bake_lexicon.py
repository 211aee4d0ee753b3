"""Bake the word list: `python -m kmtui.thai.bake_lexicon FOLDER`.

FOLDER holds `words_th.txt` and `tnc_freq.txt` of PyThaiNLP's corpus, both CC0 1.0. To get them:
`pip download --no-deps pythainlp`, unzip the wheel, and point at `pythainlp/corpus`. Words of
municipal papers which they lack are in `data/municipal.txt`, written for this program.
"""

import math
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from kmtui.thai.lexicon import LEXICON_FILE, NAME_COST, pack

MUNICIPAL_WORDS = LEXICON_FILE.with_name("municipal.txt")
NOT_WORDS = LEXICON_FILE.with_name("not-words.txt")
MUNICIPAL_COST = 86
"""The cost of a word of municipal documents, as low as that of a frequent word."""

_WORD = re.compile("(?=..)[เ-ไ]?[ก-ฮ](?:[ก-ฮะ-ฺเ-ๅ็-๎]*[ก-ฺๅ็-๎])?|ณ")
# Slips of the corpus: two leading vowels, or two vowels on one consonant.
_MALFORMED = re.compile("[เ-ไ]{2}|[ะาำัิ-ฺ็][ัิ-ฺ็]")
_RAREST = 14.0
_RARITY_WEIGHT = 0.06


def read_words(file: Path) -> set[str]:
    """Read a word list, one word a line; without lines with spaces, dots, ๆ or ฯ, and slips."""
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return {line for line in lines if _WORD.fullmatch(line) and not _MALFORMED.search(line)}


def read_frequencies(file: Path) -> dict[str, int]:
    """Read the count of each word."""
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return {row[0]: int(row[1]) for row in rows if len(row) == 2}


def word_costs(words: set[str], frequencies: Mapping[str, int]) -> dict[str, int]:
    """Return costs by which the fewest words usually win, with rarity as a tie-breaker."""
    total = sum(frequencies.values())
    costs = {}
    for word in words:
        rarity = min(_RAREST, math.log(total / (frequencies.get(word, 0) + 0.5)))
        costs[word] = round(NAME_COST * (1 + _RARITY_WEIGHT * rarity))
    return costs


def bake(corpus: Path) -> bytes:
    """Return the lexicon file made from a corpus folder and the program's own word lists."""
    words = read_words(corpus / "words_th.txt") - read_words(NOT_WORDS)
    frequencies = read_frequencies(corpus / "tnc_freq.txt")
    costs = word_costs(words, frequencies)
    for word in read_words(MUNICIPAL_WORDS):
        costs[word] = min(MUNICIPAL_COST, costs.get(word, MUNICIPAL_COST))
    return pack(costs)


def main() -> int:
    """Write the lexicon file from the corpus folder in the argument; return the exit status."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    LEXICON_FILE.write_bytes(bake(Path(sys.argv[1])))
    print(f"{LEXICON_FILE.name}: {LEXICON_FILE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
