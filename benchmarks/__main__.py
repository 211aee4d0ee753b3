"""Run the named benchmarks, all of them where none is named."""

import argparse
import importlib
import sys
from pathlib import Path

MODULES = {
    "words": "benchmarks.word_breaks",
    "export": "benchmarks.export",
    "start": "benchmarks.start",
    "typing": "benchmarks.typing_keys",
    "slow-line": "benchmarks.slow_line",
    "locked": "benchmarks.locked",
    "meeting-size": "benchmarks.meeting_size",
    "plan-size": "benchmarks.plan_size",
    "ten-years": "benchmarks.ten_years_check",
    "years": "benchmarks.ten_years",
    "quiet-check": "benchmarks.quiet_check",
    "search": "benchmarks.search",
    "planted": "benchmarks.planted",
    "readers": "benchmarks.readers",
}


def main() -> int:
    """Print the tables of the benchmarks asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *MODULES], metavar="NAME")
    parser.add_argument(
        "--gold", metavar="FILE", type=Path, nargs="+", help="with words: sets cut by hand"
    )
    options = parser.parse_args()
    if options.gold:
        if options.names != ["words"]:
            parser.error("--gold goes with words")
        for table in importlib.import_module("benchmarks.gold_breaks").run(options.gold):
            print(table.text(), flush=True)
        return 0
    for name in options.names or list(MODULES):
        for table in importlib.import_module(MODULES[name]).run():
            print(table.text(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
