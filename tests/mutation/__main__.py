"""Draw mutants and try them: `python -m tests.mutation 300 --seed 23`.

Prints a line for each mutant and the figures by folder. `--only` takes the mutants whose name has
the words. First all tests but those of screens are recorded, which takes half an hour: `--tests`
records fewer, with `--reached` a folder keeps the record for the next call. What is run then is the
tests as they were recorded, on the program as it is.
"""

import argparse
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.conftest import MEMORY_DISK, ROOT
from tests.mutation.explained import EXPLAINED
from tests.mutation.mutants import all_mutants, draw
from tests.mutation.running import (
    KILLED,
    SURVIVED,
    TIMED_OUT,
    UNIT_TESTS,
    Outcome,
    Reached,
    Trial,
    Workshop,
)

SEED = 23


def figures(outcomes: Iterable[Outcome]) -> str:
    """Return a table: how many mutants of each folder were drawn, killed, late, explained, left."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for each in outcomes:
        known = each.state == SURVIVED and each.mutant.name in EXPLAINED
        for folder in (each.mutant.folder, "all"):
            rows[folder].update(["drawn", "explained" if known else each.state])
    columns = ("drawn", KILLED, TIMED_OUT, "explained", SURVIVED)
    lines = [f"{'folder':24}" + "".join(f"{each:>11}" for each in columns)]
    for folder in sorted(rows, key=lambda each: (each == "all", each)):
        lines.append(f"{folder:24}" + "".join(f"{rows[folder][each]:>11}" for each in columns))
    return "\n".join(lines)


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("count", type=int, nargs="?", default=300)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", nargs="*", default=[""], help="words of the names to try")
    parser.add_argument("--skip", type=int, default=0, help="begin behind so many of the draw")
    parser.add_argument("--no-screens", action="store_true", help="run no test of a screen")
    parser.add_argument("--tests", nargs="*", default=UNIT_TESTS, help="folders of tests to record")
    parser.add_argument("--reached", type=Path, help="a folder that keeps what the tests reach")
    return parser.parse_args()


def main() -> None:
    """Try the mutants that are asked for."""
    words = _words()
    place = MEMORY_DISK if MEMORY_DISK.is_dir() else None
    drawn = draw(all_mutants(ROOT), words.count, words.seed)
    print(f"seed {words.seed}, {len(drawn)} drawn", flush=True)
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="kmtui-mutants-", dir=place) as folder:
        workshop = Workshop(ROOT, Path(folder))
        if words.reached and words.reached.is_dir():
            unit = Reached(words.reached)
        else:
            unit = workshop.record(words.tests, words.reached)
        trial = Trial(workshop, unit, not words.no_screens)
        for mutant in drawn[words.skip :]:
            if any(each in mutant.name for each in words.only):
                begun = time.monotonic()
                outcomes.append(trial.outcome(mutant))
                print(outcomes[-1].line(), f"{time.monotonic() - begun:.0f} s", flush=True)
    print(figures(outcomes))


if __name__ == "__main__":
    main()
