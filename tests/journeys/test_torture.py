"""The program is killed in every way while a user types: the text must be there afterwards.

The long runs are marked `torture` (`make torture`); a short sample of each is among the tests.
"""

import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec import Struct

from models.history.recovery import recover
from models.maintenance.verification import verify_file
from models.meetings.records import find_meeting
from models.minutes.snapshot import read_meeting_snapshot
from models.storage.store import close_store, open_store
from tests.journeys.terminal import PATIENCE_S, Terminal, begin_statement, kmtui_in_terminal

# Nothing else on the screen begins like it.
TEXT = "๙๙ " + "ที่ประชุมขอให้ทุกกองส่งรายงานภายในกำหนดและเตรียมเอกสารให้พร้อม " * 40


class Outcome(Struct, frozen=True):
    """What the screen had shown of the text before the end, and what the next start found."""

    shown_before: str
    found: str
    faults: list[str]


def typed_text(home: Path) -> tuple[str, list[str]]:
    """The one statement of meeting 2/2563 after recovery, and what `kmtui verify` complains of."""
    open_store(home / "kmtui.db")
    try:
        rescue = next((home / "state").glob("kmtui/rescue/*"), home / "none")
        recover(rescue)
        room = read_meeting_snapshot(find_meeting(2, 2563).id)
        texts = [said.text for item in room.items for said in item.statements]
    finally:
        close_store()
    return "".join(texts), list(verify_file(home / "kmtui.db").faults)


def is_gone(pid: int) -> bool:
    """Whether the process ends by itself (a zombie has ended)."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


class Typist:
    """Types the text, letter by letter, at one speed."""

    def __init__(self, terminal: Terminal, keys_a_second: float) -> None:
        self._terminal = terminal
        self._pause = 1 / keys_a_second
        self._letters = iter(TEXT)

    def type_for(self, seconds: float) -> None:
        """Type for some seconds."""
        end = time.monotonic() + seconds
        self.type_until(lambda: time.monotonic() >= end)

    def type_until(self, is_so: Callable[[], bool]) -> None:
        """Type on without a pause; there is text for half a minute and more."""
        while not is_so():
            self._terminal.type(next(self._letters))
            time.sleep(self._pause)


def shown(terminal: Terminal) -> str:
    """How much of the text stands on the screen: so much the program had taken by then."""
    right = "".join(row.partition("│")[2] for row in terminal.screen().splitlines())
    squeezed = "".join(right.split())
    length = 0
    while "".join(TEXT[: length + 1].split()) in squeezed and length < len(TEXT):
        length += 1
    return TEXT[:length].rstrip()


def is_stored(home: Path, text: str) -> bool:
    """Whether the data file holds a text that begins so, finished or not."""
    with closing(sqlite3.connect(home / "kmtui.db", timeout=10)) as connection:
        rows = connection.execute("SELECT text FROM draft UNION SELECT text FROM statement")
        return any(stored.startswith(text) for (stored,) in rows)


def run_once(home: Path, example: Path, chance: random.Random, how: signal.Signals) -> Outcome:
    """Begin a statement, type, end the program by a signal at a random moment, look again."""
    shutil.copy(example, home / "kmtui.db")
    with kmtui_in_terminal(home, "open", "2/2563") as terminal:
        terminal.wait_for("กด F6 เมื่อเริ่ม")
        begin_statement(terminal)
        pid = terminal.pid()
        typist = Typist(terminal, chance.uniform(15, 50))
        typist.type_for(chance.uniform(0.2, 1.7))
        safe, at = shown(terminal), time.monotonic()
        if how == signal.SIGKILL:
            # What a killed program may lose is pinned in `test_typing_killed`.
            typist.type_until(lambda: is_stored(home, safe))
        os.kill(pid, how)
        print(f"shown {len(safe)}, killed {(time.monotonic() - at) * 1e3:.0f} ms later", end=" ")
        terminal.wait_until_ended()
    assert is_gone(pid), "a process was left behind"
    found, faults = typed_text(home)
    print(f"found {len(found)}")
    return Outcome(safe, found, faults)


def check(outcome: Outcome) -> None:
    assert outcome.faults == []
    assert TEXT.startswith(outcome.found), "what is found is what was typed, in its order"
    assert outcome.found.startswith(outcome.shown_before), "a letter that was shown is missing"


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_text_typed_before_a_kill_is_restored_at_the_next_start(
    tmp_path: Path, example_file: Path, how: signal.Signals
) -> None:
    check(run_once(tmp_path, example_file, random.Random(how), how))


def test_closing_the_terminal_loses_no_text_and_leaves_no_process(
    tmp_path: Path, example_file: Path
) -> None:
    shutil.copy(example_file, tmp_path / "kmtui.db")
    with kmtui_in_terminal(tmp_path, "open", "2/2563") as terminal:
        terminal.wait_for("กด F6 เมื่อเริ่ม")
        terminal.press("F5")
        terminal.type("1")
        terminal.press("Enter")
        terminal.type(TEXT[:200])
        terminal.wait_for("เอกสารให้พร้อม")
        pid = terminal.pid()
        terminal.tmux("kill-server")
        assert is_gone(pid)
    found, faults = typed_text(tmp_path)
    assert (found, faults) == (TEXT[:200], [])


def test_a_resolution_typed_when_the_line_is_cut_is_offered_under_its_item(
    tmp_path: Path, example_file: Path
) -> None:
    shutil.copy(example_file, tmp_path / "kmtui.db")
    with kmtui_in_terminal(tmp_path, "open", "2/2563") as terminal:
        terminal.wait_for("กด F6 เมื่อเริ่ม")
        terminal.press("F4")
        terminal.type("2")
        terminal.wait_for("มีมติ")
        terminal.type(" ตามร่างที่แก้ไข")
        os.kill(terminal.pid(), signal.SIGHUP)
        terminal.wait_until_ended()
    found, faults = typed_text(tmp_path)
    assert (found, faults) == ("", [])
    with kmtui_in_terminal(tmp_path, "open", "2/2563") as terminal:
        terminal.wait_for("มีข้อความค้าง ๑ แห่งในการประชุมนี้")
        terminal.press("F4")
        terminal.wait_for(" ตามร่างที่แก้ไข")
        terminal.press("Enter")
        terminal.wait_for("มติ ๑ เห็นชอบ")


@pytest.mark.torture
@pytest.mark.parametrize("run", range(100))
def test_a_hundred_kills_at_random_moments_lose_no_acknowledged_text(
    tmp_path: Path, example_file: Path, run: int
) -> None:
    check(run_once(tmp_path, example_file, random.Random(run), signal.SIGKILL))


@pytest.mark.torture
@pytest.mark.parametrize("run", range(30))
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_thirty_signals_at_random_moments_lose_no_text(
    tmp_path: Path, example_file: Path, run: int, how: signal.Signals
) -> None:
    check(run_once(tmp_path, example_file, random.Random(run), how))
