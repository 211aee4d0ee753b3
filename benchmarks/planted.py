"""`planted`: of planted and drawn mistakes, how many the checks find, by family.

`python -m benchmarks.planted PROSE ...` counts what the checks say in prose without planted
mistakes: files of one text a paragraph, CoNLL-U (`--genre NWRP` takes its newspapers only), or CSV
of titles. Each finding is printed, as only a reader can tell a true one from a false alarm.
"""

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.table import Aim, Table
from models.checks.core.text import CheckedText
from models.checks.texts.checking import TEXT_CHECKS, check_text
from tests.models.checks.office import OFFICE
from tests.models.checks.texts.drawn_errors import drawn_pairs
from tests.models.checks.texts.seeded_errors import PAIRS
from tests.models.checks.texts.seeded_figures import MORE_PAIRS

DRAWN = 100
_FAMILY = {check.code: check.family.value for check in TEXT_CHECKS}
_RECALL, _PRECISION = Aim(0.85, "recall", at_least=True), Aim(0.99, "precision", at_least=True)


def run() -> Iterator[Table]:
    """The table of the planted pairs, and that of the drawn ones."""
    yield _table("planted pairs", (*PAIRS, *MORE_PAIRS))
    yield _table(f"drawn at random, {DRAWN} of each kind", tuple(drawn_pairs(DRAWN)))


def _table(title: str, pairs: Iterable[tuple[str, str, str]]) -> Table:
    """Wrong texts count for recall; a finding in a right one is a false alarm."""
    planted, found, alarms = Counter[str](), Counter[str](), Counter[str]()
    for code, wrong, right in pairs:
        family = _FAMILY[code]
        planted[family] += 1
        found[family] += code in {each.code for each in check_text(CheckedText(wrong), OFFICE)}
        alarms[family] += len(check_text(CheckedText(right), OFFICE))
    table = Table(title, ["family", "planted", "found", "recall", "false", "precision", "aims"])
    for family, count in planted.items():
        recall = found[family] / count
        precision = found[family] / max(1, found[family] + alarms[family])
        aims = f"{_RECALL.judge(recall)}; {_PRECISION.judge(precision)}"
        cells = (str(count), str(found[family]), f"{recall:.2f}", str(alarms[family]))
        table.add(family, *cells, f"{precision:.3f}", aims)
    return table


def main() -> int:
    """Print what the checks say in prose, and how much of it in 10,000 characters."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planted", description=__doc__)
    parser.add_argument("prose", nargs="+", type=Path)
    parser.add_argument("--genre", default="", help="part of the file names in a CoNLL-U corpus")
    options = parser.parse_args()
    size, counts = 0, Counter[str]()
    for text in _texts(options.prose, options.genre):
        size += len(text)
        for each in check_text(CheckedText(text), OFFICE):
            counts[each.code] += 1
            print(f"{each.code}\t{each.found}\t{each.expected}")
    total = counts.total()
    print(f"{total} findings in {size:,} characters: {total / size * 10_000:.2f} per 10,000")
    print(", ".join(f"{code} {count}" for code, count in counts.most_common()))
    return 0


def _texts(files: Iterable[Path], genre: str) -> Iterator[str]:
    for path in files:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        if path.suffix == ".conllu":
            yield from _sentences(lines, genre)
        elif path.suffix == ".csv":
            yield from dict.fromkeys(row["title"] for row in csv.DictReader(lines))
        else:
            yield "\n".join(lines)


def _sentences(lines: Iterable[str], genre: str) -> Iterator[str]:
    """Yield the sentences of each document of a corpus as one text."""
    documents, name = defaultdict(list), ""
    for line in lines:
        key, _, value = line.partition(" = ")
        if key == "# filename":
            name = value
        elif key == "# text" and genre in name:
            documents[name].append(value)
    yield from map("\n".join, documents.values())


if __name__ == "__main__":
    sys.exit(main())
