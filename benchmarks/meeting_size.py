"""`meeting-size`: a meeting of 60 items and 600 statements beside an empty one.

A third meeting has the same 10 statements in its current item and nothing else: what it costs
more than the empty one is a full screen, not a long meeting.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.example import Fill, example_home, large_meeting, one_full_item
from benchmarks.table import Aim, Sample, Table, ratio
from benchmarks.typing_keys import KEYS, measure, meeting_room, open_statement

_ROUNDS = 5
_KEYS = 30
_AIM = Aim(1.5)
_MEETINGS: dict[str, Fill | None] = {
    "empty": None,
    "1 item, 10 statements": one_full_item,
    "60 items, 600 statements": large_meeting,
}


def run() -> Iterator[Table]:
    """Key to paint, and from F5 to the first letter in the editor."""
    opening: dict[str, list[float]] = {name: [] for name in _MEETINGS}
    paint: dict[str, list[float]] = {name: [] for name in _MEETINGS}
    with ExitStack() as stack:
        homes = {name: stack.enter_context(example_home(fill)) for name, fill in _MEETINGS.items()}
        for _ in range(_ROUNDS):
            for name, home in homes.items():
                opened, painted = _in_room(home)
                opening[name].append(opened)
                paint[name] += painted
    table = Table(
        "meeting-size: 60 items with 600 statements, 80x24",
        ["what", "meeting", "median (min-max)", "to empty", "aim", "to 1 item"],
    )
    for what, taken in (("key to paint", paint), ("F5 to the first letter", opening)):
        samples = {name: Sample(tuple(values)) for name, values in taken.items()}
        empty, one_item, large = samples.values()
        for name, sample in samples.items():
            aim = _AIM.judge(sample.over(empty)) if sample is large else ""
            beside = ratio(sample.over(one_item)) if sample is large else ""
            table.add(what, name, sample.cell("ms"), ratio(sample.over(empty)), aim, beside)
    yield table


def _in_room(home: Path) -> tuple[float, list[float]]:
    with meeting_room(home, 80, 24) as terminal:
        opened = open_statement(terminal).seconds * 1000
        return opened, list(measure(terminal, KEYS[:_KEYS], idle_s=0).paint_ms.values)
