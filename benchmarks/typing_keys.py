"""`typing`: what a key costs on the line and until it is painted, beside nano and a stock editor.

kmtui is in its meeting room with 10,000 characters under the current item and a new statement
open; the others edit a file of the same 10,000 characters, the cursor at its end.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from benchmarks.example import MEETING, example_home, long_item, paragraphs
from benchmarks.processes import PYTHON
from benchmarks.table import Aim, Sample, Table, number, ratio
from benchmarks.terminal import Burst, Terminal, in_terminal

KEYS = "ที่ประชุมพิจารณาแล้วมีมติเห็นชอบให้กองคลังจัดทำแผนการจัดการความรู้ประจำปีงบประมาณ และรายงานผล "
SIZES = {(80, 24): 300, (200, 50): 600}
_BETWEEN_KEYS_S = 0.06
_SETTLE_S = 1.5
_IDLE_S = 5.0
_REFERENCE = "stock TextArea"


class Typed(Struct, frozen=True):
    """What typing cost: milliseconds to paint by key, bytes a key, bytes a second when idle."""

    paint_ms: Sample
    bytes_a_key: float
    idle: float


def run() -> Iterator[Table]:
    """One table a terminal size."""
    for (columns, lines), most_bytes in SIZES.items():
        yield _at_size(columns, lines, most_bytes)


def _at_size(columns: int, lines: int, most_bytes: int) -> Table:
    table = Table(
        f"typing: {len(KEYS)} Thai keys at {columns}x{lines}, 10,000 characters of text",
        ["program", "bytes/key", "aim", "to paint: p50", "p95", "p95 ratio", "aim", "idle B/s"],
    )
    results = _all_programs(columns, lines)
    reference = results[_REFERENCE].paint_ms.share(0.95)
    for name, typed in results.items():
        p95 = typed.paint_ms.share(0.95)
        ours = name.startswith("kmtui")
        table.add(
            name,
            number(typed.bytes_a_key),
            Aim(most_bytes, "B").judge(typed.bytes_a_key) if ours else "",
            f"{number(typed.paint_ms.median)} ms",
            f"{number(p95)} ms",
            ratio(p95 / reference),
            Aim(1.3).judge(p95 / reference) if ours else "",
            number(typed.idle),
        )
    if shutil.which("nano") is None:
        table.notes.append("nano is not installed: left out")
    return table


def _all_programs(columns: int, lines: int) -> dict[str, Typed]:
    with TemporaryDirectory() as folder, example_home(long_item) as home:
        file = Path(folder) / "text.txt"
        file.write_text("\n".join(paragraphs(10_000)), encoding="utf-8")
        results = {}
        if shutil.which("nano"):
            with nano(file, columns, lines) as terminal:
                results["nano"] = measure(terminal)
        with stock_editor(file, columns, lines) as terminal:
            results[_REFERENCE] = measure(terminal)
        with meeting_room(home, columns, lines) as terminal:
            open_statement(terminal)
            results["kmtui, meeting room"] = measure(terminal)
    return results


@contextmanager
def nano(file: Path, columns: int, lines: int) -> Iterator[Terminal]:
    """Nano with soft wrapping, the cursor at the end of the file."""
    with in_terminal(("nano", "-I", "-S", "+-1,-1", str(file)), columns, lines) as terminal:
        terminal.count(_SETTLE_S)
        yield terminal


@contextmanager
def stock_editor(file: Path, columns: int, lines: int) -> Iterator[Terminal]:
    """Textual's TextArea."""
    command = (PYTHON, "-m", "benchmarks.references", "editor", str(file))
    with in_terminal(command, columns, lines) as terminal:
        terminal.count(_SETTLE_S)
        yield terminal


@contextmanager
def meeting_room(home: Path, columns: int, lines: int) -> Iterator[Terminal]:
    """The room of the planned meeting."""
    command = (PYTHON, "-m", "kmtui", "--home", str(home), "open", MEETING)
    with in_terminal(command, columns, lines, XDG_STATE_HOME=str(home / "state")) as terminal:
        terminal.wait_for("องค์ประชุม")
        terminal.count(_SETTLE_S)
        yield terminal


def open_statement(terminal: Terminal, letter: str = "ฬ") -> Burst:
    """F5, the first of the roll, Enter and a letter without a pause; until it is painted."""
    return terminal.burst(terminal.send(f"\x1b[15~1\r{letter}"), letter)


def measure(terminal: Terminal, keys: str = KEYS, idle_s: float = _IDLE_S) -> Typed:
    """Type the keys one by one, then watch the line for `idle_s` while nothing is typed."""
    terminal.count(_SETTLE_S)
    bursts, more = [], 0
    for key in keys:
        bursts.append(terminal.burst(terminal.send(key), key))
        more += terminal.count(_BETWEEN_KEYS_S)
    terminal.count(_SETTLE_S)
    idle = terminal.count(idle_s) / idle_s if idle_s else 0.0
    total = sum(burst.byte_count for burst in bursts) + more
    paint = Sample(tuple(burst.seconds * 1000 for burst in bursts))
    return Typed(paint, total / len(keys), idle)
