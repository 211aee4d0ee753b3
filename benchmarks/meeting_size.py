"""`meeting-size`: a meeting of 60 items and 600 statements beside an empty one."""

from collections.abc import Callable, Iterator

from benchmarks.example import example_home, large_meeting
from benchmarks.table import Aim, Sample, Table, ratio
from benchmarks.typing_keys import measure, meeting_room, open_statement
from models.meetings import Meeting

_ROUNDS = 5
_AIM = Aim(1.5)


def run() -> Iterator[Table]:
    """Key to paint, and from F5 to the first letter in the editor."""
    opening: dict[str, list[float]] = {"empty": [], "600 statements": []}
    paint: dict[str, list[float]] = {"empty": [], "600 statements": []}
    for _ in range(_ROUNDS):
        for name, fill in (("empty", None), ("600 statements", large_meeting)):
            opened, painted = _in_room(fill)
            opening[name].append(opened)
            paint[name] += painted
    table = Table(
        "meeting-size: 60 items with 600 statements beside an empty meeting, 80x24",
        ["what", "empty", "60 items, 600 statements", "ratio of medians", "aim"],
    )
    for what, taken in (("key to paint", paint), ("F5 to the first letter", opening)):
        empty, large = (Sample(tuple(values)) for values in taken.values())
        share = large.over(empty)
        table.add(what, empty.cell("ms"), large.cell("ms"), ratio(share), _AIM.judge(share))
    yield table


def _in_room(fill: Callable[[Meeting], None] | None) -> tuple[float, list[float]]:
    with example_home(fill) as home, meeting_room(home, 80, 24) as terminal:
        opened = open_statement(terminal).seconds * 1000
        return opened, list(measure(terminal, idle_s=0).paint_ms.values)
