"""`locked`: typing in the meeting room while another program has the data file to itself."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.example import example_home
from benchmarks.table import Aim, Sample, Table, ratio
from benchmarks.terminal import Terminal
from benchmarks.typing_keys import KEYS, meeting_room, open_statement

_LOCKED_S = 5.0
_BETWEEN_KEYS_S = 0.03
_FROZEN_AT_MOST = Aim(100, "ms")


def run() -> Iterator[Table]:
    """Key to paint for some seconds with the file free, then locked."""
    with example_home() as home, meeting_room(home, 80, 24) as terminal:
        open_statement(terminal)
        free = _typed(terminal)
        with _lock(home / "kmtui.db"):
            locked = _typed(terminal)
    table = Table(
        f"locked: key to paint at 80x24, the data file locked for {_LOCKED_S:.0f} s",
        ["file", "median (min-max)", "p95", "p95 to free", "longest"],
    )
    for name, sample in (("free", free), ("locked", locked)):
        p95 = sample.share(0.95)
        longest = _FROZEN_AT_MOST.judge(max(sample.values)) if sample is locked else ""
        over = ratio(p95 / free.share(0.95))
        table.add(name, sample.cell("ms"), f"{p95:.0f} ms", over, longest)
    table.notes.append("A busy machine alone holds up a key: compare the longest of both rows.")
    yield table


def _typed(terminal: Terminal) -> Sample:
    taken, end = list[float](), time.monotonic() + _LOCKED_S
    while time.monotonic() < end:
        key = KEYS[len(taken) % len(KEYS)]
        taken.append(terminal.burst(terminal.send(key), key).seconds * 1000)
        terminal.count(_BETWEEN_KEYS_S)
    return Sample(tuple(taken))


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    connection = sqlite3.connect(path, isolation_level=None, timeout=10)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        connection.close()
