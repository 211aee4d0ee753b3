"""`start`: the first paint of kmtui and its memory, beside those of a tiny Textual program."""

from collections.abc import Iterator, Sequence

from benchmarks.example import example_home, long_item
from benchmarks.processes import PYTHON
from benchmarks.references import SEEN
from benchmarks.table import Aim, Sample, Table, number, ratio
from benchmarks.terminal import in_terminal
from benchmarks.typing_keys import measure, meeting_room, open_statement

_ROUNDS = 15
_REST_S = 8.0
_MOST_MB = 70


def run() -> Iterator[Table]:
    """From spawn to the municipality's name on the screen."""
    with example_home() as home:
        commands = {
            "one Static in Textual": (PYTHON, "-m", "benchmarks.references", "one-static"),
            "kmtui, home screen": (PYTHON, "-m", "kmtui", "--home", str(home)),
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(_ROUNDS + 1):
            for name, command in commands.items():
                milliseconds = _first_paint(command)
                if number:
                    taken[name].append(milliseconds)
    samples = {name: Sample(tuple(values)) for name, values in taken.items()}
    reference = samples["one Static in Textual"]
    table = Table(
        "start: from spawn to the municipality's name in the terminal, 80x24",
        ["program", "median (min-max)", "ratio", "aim"],
    )
    for name, sample in samples.items():
        aim = Aim(1.5).judge(sample.over(reference)) if sample is not reference else ""
        table.add(name, sample.cell("ms"), ratio(sample.over(reference)), aim)
    yield table
    yield _memory()


def _memory() -> Table:
    """What the meeting room holds once its imports are made and a sentence is typed."""
    table = Table(
        "start: memory after typing and 8 s of rest", ["program", "resident", "aim", "own part"]
    )
    with in_terminal((PYTHON, "-m", "benchmarks.references", "one-static")) as terminal:
        terminal.wait_for(SEEN)
        resident, own = terminal.memory_mb()
        table.add("one Static in Textual", f"{number(resident)} MB", "", f"{number(own)} MB")
    with example_home(long_item) as home, meeting_room(home, 80, 24) as terminal:
        open_statement(terminal)
        measure(terminal, idle_s=_REST_S)
        resident, own = terminal.memory_mb()
    aim = Aim(_MOST_MB, "MB").judge(resident)
    table.add("kmtui, meeting room", f"{number(resident)} MB", aim, f"{number(own)} MB")
    return table


def _first_paint(command: Sequence[str]) -> float:
    with in_terminal(command) as terminal:
        return (terminal.wait_for(SEEN) - terminal.spawned_at) * 1000
