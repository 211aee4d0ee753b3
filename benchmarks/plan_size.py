"""`plan-size`: a plan of 500 activities beside one of 5: moving, typing, storing a cell.

Run as a program (`python -m benchmarks.plan_size HOME YEAR`) it is kmtui on that plan.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.example import paragraphs
from benchmarks.processes import PYTHON
from benchmarks.table import Aim, Sample, Table, ratio
from benchmarks.terminal import Terminal, in_terminal
from models.example.office import make_example
from models.plan.lifecycle import create_plan
from models.plan.records import PlanActivity, PlanTable
from models.plan.rows import PlanSection, add_row
from models.plan.steps import Process
from models.plan.views import read_plan
from models.storage.database import database
from models.storage.store import close_store, open_store

YEAR = 2570
COUNTS = (5, 500)
SIZES = ((80, 24), (120, 40))
_ROUNDS = 3
_MOVES = 20
_KEYS = "ที่ประชุมพิจารณาแล้วมีมติเห็นชอบ"
_AIM = Aim(1.5)
_SETTLE_S = 1.5
_DOWN, _UP, _RIGHT, _PAINT = "\x1b[B", "\x1b[A", "\x1b[C", "\x1b["
Measured = dict[str, list[float]]


def run() -> Iterator[Table]:
    """One table a terminal size."""
    with TemporaryDirectory(prefix="kmtui-bench-") as folder:
        homes = {count: a_home(Path(folder) / str(count), count) for count in COUNTS}
        for columns, lines in SIZES:
            yield _at_size(homes, columns, lines)


def a_home(home: Path, count: int) -> Path:
    """A data folder with a plan of so many activities in one table."""
    home.mkdir()
    make_example(home / "kmtui.db")
    open_store(home / "kmtui.db")
    try:
        with database.atomic():
            _write_plan(count)
    finally:
        close_store()
    return home


def _write_plan(count: int) -> None:
    plan_id = create_plan(YEAR)
    goal_id = add_row(plan_id, PlanSection.GOAL, "เป้าหมายเพื่อวัดความเร็ว")
    table = PlanTable.create(plan=plan_id, goal=goal_id, process=Process.CHANGE, position=2)
    words = paragraphs(2000)
    for number in range(count):
        PlanActivity.create(
            plan=plan_id,
            table=table,
            step=1 + number * 6 // count,
            position=number,
            title=f"กิจกรรมที่ {number}",
            method=words[number % len(words)][:120],
            indicator=words[number % len(words)][120:200],
            owner_text="กองคลัง",
        )


def _at_size(homes: dict[int, Path], columns: int, lines: int) -> Table:
    found: dict[int, Measured] = {count: {} for count in COUNTS}
    for _ in range(_ROUNDS):
        for count, home in homes.items():
            with _plan(home, columns, lines) as terminal:
                for what, values in _measure(terminal, count, columns).items():
                    found[count].setdefault(what, []).extend(values)
    table = Table(
        f"plan-size: {COUNTS[1]} activities beside {COUNTS[0]}, {columns}x{lines}",
        ["what", *(f"{count} rows: median (min-max)" for count in COUNTS), "ratio", "aim"],
    )
    few, many = found.values()
    for what in few:
        small, large = Sample(tuple(few[what])), Sample(tuple(many[what]))
        over = large.over(small)
        table.add(what, small.cell("ms"), large.cell("ms"), ratio(over), _AIM.judge(over))
    return table


def _measure(terminal: Terminal, count: int, columns: int) -> Measured:
    """Stand in the middle; move, open a cell, type, store it, in milliseconds to paint."""
    for _ in range(min(count // 2, 40)):
        terminal.send(_DOWN)
    terminal.count(_SETTLE_S)
    moves = [_painted(terminal, key) for key in (_UP, _DOWN) * (_MOVES // 2)]
    # A narrow screen opens the row as a form; a wide one has the cell at the right.
    terminal.send("\r" if columns < 100 else _RIGHT * 2)
    terminal.count(_SETTLE_S)
    cells = []
    for _ in range(3):
        cells.append(_painted(terminal, "\r"))
        keys = [_painted(terminal, key) for key in _KEYS]
        cells.append(_painted(terminal, "\r"))
    return {"an arrow, to paint": moves, "a key in a cell": keys, "open or store a cell": cells}


def _painted(terminal: Terminal, key: str) -> float:
    return terminal.burst(terminal.send(key), _PAINT).seconds * 1000


@contextmanager
def _plan(home: Path, columns: int, lines: int) -> Iterator[Terminal]:
    command = (PYTHON, "-m", "benchmarks.plan_size", str(home), str(YEAR))
    with in_terminal(command, columns, lines, XDG_STATE_HOME=str(home / "state")) as terminal:
        terminal.wait_for("ตารางแผน")
        terminal.count(_SETTLE_S)
        yield terminal


def main(home: Path, year: int) -> None:
    """Kmtui, with a plan on its screen."""
    from kmtui.app import KmApp
    from kmtui.paths import DataPaths
    from kmtui.settings import Settings
    from screens.base.workspace import Workspace
    from screens.plan.plan import PlanScreen

    open_store(home / "kmtui.db")
    plan_id = read_plan(year).id
    close_store()

    class PlanApp(KmApp):
        """Goes to the plan at once."""

        def on_mount(self) -> None:
            self.call_later(self.push_screen, PlanScreen(plan_id, year))

    office = Workspace(DataPaths(home, home / "state"), Settings())
    try:
        PlanApp(office).run()
    finally:
        office.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
