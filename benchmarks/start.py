"""`start`: the first paint of kmtui beside that of the smallest Textual program."""

from collections.abc import Iterator, Sequence

from benchmarks.example import example_home
from benchmarks.processes import PYTHON
from benchmarks.references import MUNICIPALITY
from benchmarks.table import Aim, Sample, Table, ratio
from benchmarks.terminal import in_terminal

_ROUNDS = 15


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
        aim = Aim(1.6).judge(sample.over(reference)) if sample is not reference else ""
        table.add(name, sample.cell("ms"), ratio(sample.over(reference)), aim)
    yield table


def _first_paint(command: Sequence[str]) -> float:
    with in_terminal(command) as terminal:
        return (terminal.wait_for(MUNICIPALITY) - terminal.spawned_at) * 1000
