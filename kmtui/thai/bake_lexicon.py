"""Bake the word list: `python -m kmtui.thai.bake_lexicon CORPUS PLACES`.

CORPUS holds `words_th.txt`, `tnc_freq.txt`, `ttc_freq.txt` and `phupha_word_freqs.txt` of
PyThaiNLP, all CC0 1.0, PLACES the `provinces.json`, `districts.json` and `subdistricts.json` of
geothai (CC BY 4.0). To get them: `pip download --no-deps pythainlp geothai`, unzip the wheels, and
point at `pythainlp/corpus` and `geothai/_data`. Words of municipal papers which they lack are in
`data/municipal.txt`, written for this program. The constants were tuned on the train set of
UD_Thai-TUD and Wisesight-160; nothing else of these is in the file.
"""

import json
import math
import re
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from kmtui.thai.lexicon import LEXICON_FILE, Lexicon, pack
from kmtui.thai.segmentation import word_ends

MUNICIPAL_WORDS = LEXICON_FILE.with_name("municipal.txt")
NOT_WORDS = LEXICON_FILE.with_name("not-words.txt")
MUNICIPAL_COST = 86
"""The cost of a word of municipal documents, as low as that of a frequent word."""

_WORD = re.compile("(?=..)[เ-ไ]?[ก-ฮ](?:[ก-ฮะ-ฺเ-ๅ็-๎]*[ก-ฺๅ็-๎])?|ณ")
# Slips of the corpus: two leading vowels, or two vowels on one consonant.
_MALFORMED = re.compile("[เ-ไ]{2}|[ะาำัิ-ฺ็][ัิ-ฺ็]")
_BASE_COST, _RARITY_COST = 16, 12
"""The cost of a word is about the negative logarithm of its frequency: a compound that is rarer
than its words are beside each other loses against them.
"""
_SEEN_HALF = 0.5
_COMPOUND_RARITY = 3
"""The rarity added to a word that the word counts lack: most are compounds, and their letters occur
in a row by chance, too.
"""
_PLACE_COST = 143
_LONG_COMPOUND = 12
"""The length from which a compound of known words is left out unless it was ever counted.

Dictionaries list phrases, too: lines may break between their words.
"""


def read_words(file: Path) -> set[str]:
    """Read a word list, one word a line; without lines with spaces, dots, ๆ or ฯ, and slips."""
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return {line for line in lines if _WORD.fullmatch(line) and not _MALFORMED.search(line)}


def read_frequencies(file: Path) -> dict[str, int]:
    """Read words with their counts, a word, a tab and a number a line; skip other lines."""
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return {row[0]: int(row[1]) for row in rows if len(row) == 2}


def word_costs(
    words: set[str], frequencies: Mapping[str, int], occurrences: Mapping[str, int]
) -> dict[str, int]:
    """Return the cost of each word in a segmentation, which is lower for more frequent words.

    The cost is linear in the negative logarithm of the frequency.

    Args:
        words: all words of the lexicon.
        frequencies: counts of words in a segmented text.
        occurrences: counts of the same letters in a larger text that is not segmented; used for
            words without a frequency.
    """
    total, total_in_text = sum(frequencies.values()), sum(occurrences.values())
    rarest = math.log(total / _SEEN_HALF)
    costs = {}
    for word in words:
        rarity = rarest
        if word in frequencies:
            rarity = math.log(total / (frequencies[word] + _SEEN_HALF))
        elif occurrences.get(word):
            in_text = math.log(total_in_text / occurrences[word])
            rarity = min(rarest, in_text + _COMPOUND_RARITY)
        costs[word] = round(_BASE_COST + _RARITY_COST * rarity)
    return costs


def read_places(folder: Path) -> set[str]:
    """Read the names of provinces, districts and sub-districts; those with a space are left out."""
    rows = [
        row
        for level in ("provinces", "districts", "subdistricts")
        for row in json.loads((folder / f"{level}.json").read_text(encoding="utf-8"))
    ]
    return {row[1] for row in rows if _WORD.fullmatch(row[1])}


def without_long_compounds(
    words: Mapping[str, int], frequencies: Mapping[str, int]
) -> dict[str, int]:
    """Return the words without those that were never counted and consist of others."""
    known = Lexicon(pack(words), most_prefixes=sys.maxsize)
    costs = known.words_read().costs
    kept = dict(words)
    for word, cost in words.items():
        if len(word) < _LONG_COMPOUND or word in frequencies:
            continue
        assert word in known, "it is read, so that it can be hidden"
        del costs[word]
        parts = pairwise((0, *word_ends(word, known)))
        if all(word[start:end] in known for start, end in parts):
            del kept[word]
        costs[word] = cost
    return kept


def bake(corpus: Path, places: Path) -> bytes:
    """Return the lexicon file made from the two folders and the program's own word lists."""
    words = read_words(corpus / "words_th.txt") - read_words(NOT_WORDS)
    frequencies = read_frequencies(corpus / "tnc_freq.txt")
    occurrences = read_frequencies(corpus / "phupha_word_freqs.txt")
    costs = word_costs(words, frequencies, occurrences)
    costs = without_long_compounds(costs, frequencies)
    not_words = read_words(NOT_WORDS)
    for word in (read_places(places) | read_words_counted(corpus / "ttc_freq.txt")) - not_words:
        costs.setdefault(word, _PLACE_COST)
    for word in read_words(MUNICIPAL_WORDS):
        costs[word] = min(MUNICIPAL_COST, costs.get(word, MUNICIPAL_COST))
    return pack(costs)


def read_words_counted(file: Path) -> set[str]:
    """Read the words of a list with counts that are well-formed."""
    counted = read_frequencies(file)
    return {word for word in counted if _WORD.fullmatch(word) and not _MALFORMED.search(word)}


def main() -> int:
    """Write the lexicon file from the folders in the arguments; return the exit status."""
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    made = LEXICON_FILE.with_suffix(".new")
    made.write_bytes(bake(Path(sys.argv[1]), Path(sys.argv[2])))
    made.replace(LEXICON_FILE)  # a process that has mapped the file must keep it whole
    print(f"{LEXICON_FILE.name}: {LEXICON_FILE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
