"""`quiet-check`: what a key costs in the meeting room with the quiet check and without it.

Run as a program (`python -m benchmarks.quiet_check HOME on|off`) it is kmtui in that room.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.example import MEETING, example_home, long_item
from benchmarks.processes import PYTHON
from benchmarks.table import Aim, Sample, Table, ratio
from benchmarks.terminal import in_terminal
from benchmarks.typing_keys import KEYS, measure, open_statement

_ROUNDS = 4
_SETTLE_S = 1.5
_AIM = Aim(1.1)


def run() -> Iterator[Table]:
    """Key to paint with it on and off, in turns of one run."""
    paint: dict[str, list[float]] = {"off": [], "on": []}
    with example_home(long_item) as home:
        for _ in range(_ROUNDS):
            for state, taken in paint.items():
                taken += _in_room(home, state)
    table = Table(
        f"quiet-check: {len(KEYS)} keys, {_ROUNDS} rounds, 80x24, 10,000 characters of text",
        [
            "quiet check",
            "key to paint: median (min-max)",
            "p95",
            "p95 to off",
            "median to off",
            "aim",
        ],
    )
    samples = {state: Sample(tuple(taken)) for state, taken in paint.items()}
    off = samples["off"]
    for state, sample in samples.items():
        over = sample.over(off)
        table.add(
            state,
            sample.cell("ms"),
            f"{sample.share(0.95):.1f} ms",
            ratio(sample.share(0.95) / off.share(0.95)),
            ratio(over),
            _AIM.judge(over) if state == "on" else "",
        )
    yield table


def _in_room(home: Path, state: str) -> list[float]:
    command = (PYTHON, "-m", "benchmarks.quiet_check", str(home), state)
    with in_terminal(command, 80, 24, XDG_STATE_HOME=str(home / "state")) as terminal:
        terminal.wait_for("องค์ประชุม")
        terminal.count(_SETTLE_S)
        open_statement(terminal)
        return list(measure(terminal, KEYS, idle_s=0).paint_ms.values)


def main(home: Path, state: str) -> None:
    """Kmtui in the room of the planned meeting, with the quiet check on or off."""
    from kmtui.app import KmApp
    from kmtui.paths import DataPaths
    from kmtui.settings import Settings
    from models.meetings.records import find_meeting
    from models.storage.store import close_store, open_store
    from screens.base.workspace import Workspace
    from screens.checks.background_check import FindingCountLabel

    if state == "off":
        # Without its timer it never looks.
        setattr(FindingCountLabel, "on_mount", lambda _label: None)  # noqa: B010
    open_store(home / "kmtui.db")
    number, year = map(int, MEETING.split("/"))
    meeting_id = find_meeting(number, year).id
    close_store()
    office = Workspace(DataPaths(home, home / "state"), Settings())
    try:
        KmApp(office, meeting_id).run()
    finally:
        office.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
