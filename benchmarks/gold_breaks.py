"""`words --gold FILE`: breaks inside words, and boundaries found, on a set cut into words by hand.

Two formats: CoNLL-U with `SpaceAfter=No`, and lines whose words are parted by `|`. The unit is the
character: a boundary counts between two Thai letters only, as no line breaks elsewhere but at
spaces, which every engine knows.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.segmenters import BESIDE_GOLD, Engine
from benchmarks.table import Aim, Table

_THAI = re.compile("[ก-ฮะ-ฺเ-ๅ็-๎]")
_RANGE = re.compile(r"\d+[-.]\d+$")
MOST_INSIDE = {"tud": 4.0, "pud": 10.0, "wisesight": 8.0}
LEAST_RECALL = 0.79

Words = list[str]


def run(files: Iterable[Path]) -> Iterator[Table]:
    """A table a file: wrong breaks per 1,000 Thai characters, and the share of boundaries found."""
    engines = list(_installed())
    for file in files:
        lines = list(read_gold(file))
        head = ["engine", "breaks inside a word per 1,000", "aim", "recall", "aim"]
        letters = sum(len(_THAI.findall("".join(words))) for words in lines)
        table = Table(
            f"words: {file.name}, {len(lines):,} lines, {letters:,} Thai characters", head
        )
        for engine in engines:
            inside, recall = measure(engine, lines)
            most = next((aim for name, aim in MOST_INSIDE.items() if name in file.name.lower()), 0)
            is_ours = engine is engines[0]
            aim = Aim(most).judge(inside) if is_ours and most else ""
            least = ("met" if recall >= LEAST_RECALL else "missed") if is_ours else ""
            table.add(engine.name, f"{inside:.2f}", aim, f"{recall:.3f}", least)
        yield table


def _installed() -> Iterator[Engine]:
    for make in BESIDE_GOLD.values():
        try:
            yield make()
        except (ImportError, OSError) as error:
            print(f"left out: {error}", file=sys.stderr)


def measure(engine: Engine, lines: Iterable[Words]) -> tuple[float, float]:
    """Return wrong breaks per 1,000 Thai characters, and the recall of boundaries."""
    wrong = letters = found = boundaries = 0
    for words in lines:
        text = "".join(words)
        gold, end = set(), 0
        for word in words:
            end += len(word)
            gold.add(end)
        inner = {
            at for at in range(1, len(text)) if _THAI.match(text[at - 1]) and _THAI.match(text[at])
        }
        made = set(engine.breaks(text)) & inner
        wrong += len(made - gold)
        found += len(made & gold)
        boundaries += len(gold & inner)
        letters += len(_THAI.findall(text))
    return wrong / letters * 1000 if letters else 0.0, found / boundaries if boundaries else 1.0


def read_gold(file: Path) -> Iterator[Words]:
    """Yield the words of each line or sentence; joined, they are the text."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".conllu":
        for sentence in text.split("\n\n"):
            if words := _sentence(sentence):
                yield words
        return
    for line in text.splitlines():
        if words := [word for word in line.split("|") if word]:
            yield words


def _sentence(sentence: str) -> Words:
    words: Words = []
    for line in sentence.splitlines():
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < 10 or _RANGE.match(cells[0]):
            continue
        words.append(cells[1])
        if "SpaceAfter=No" not in cells[9]:
            words.append(" ")
    return words
