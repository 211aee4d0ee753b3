"""The program is killed in every way while somebody types: the text must be there afterwards.

The long runs are marked `torture` (`make torture`); a short sample of each is among the tests.
"""

import os
import random
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.meetings import find_meeting
from models.recovery import recover
from models.room import read_room
from models.store import close_store, open_store, verify
from tests.journeys.terminal import Terminal, kmtui_in_terminal

TEXT = "ที่ประชุมขอให้ทุกกองส่งรายงานภายในกำหนดและเตรียมเอกสารให้พร้อม " * 40
LOST_AT_MOST_S = 0.3
# Between a key and its arrival in the program lie tmux and the terminal: the harness's own delay.
HARNESS_S = 0.25


@dataclass(frozen=True)
class Outcome:
    """What was typed when the program ended, and what its next start found."""

    typed_before: str
    found: str
    faults: list[str]


def typed_text(home: Path) -> tuple[str, list[str]]:
    """The one statement of meeting 2/2563 after recovery, and what `verify` complains of."""
    open_store(home / "kmtui.db")
    try:
        rescue = next((home / "state").glob("kmtui/rescue/*"), home / "none")
        recover(rescue)
        room = read_room(find_meeting(2, 2563).id)
        texts = [said.text for item in room.items for said in item.statements]
        return "".join(texts), verify()
    finally:
        close_store()


def is_gone(pid: int) -> bool:
    """Whether the process ends by itself within some seconds (a zombie has ended)."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def type_until(terminal: Terminal, seconds: float, keys_a_second: float) -> list[tuple[float, str]]:
    """Type for some seconds; return each letter with the moment it was sent."""
    sent: list[tuple[float, str]] = []
    end = time.monotonic() + seconds
    for letter in TEXT:
        if time.monotonic() >= end:
            break
        terminal.type(letter)
        sent.append((time.monotonic(), letter))
        time.sleep(1 / keys_a_second)
    return sent


def run_once(home: Path, example: Path, chance: random.Random, how: signal.Signals) -> Outcome:
    """Begin a statement, type, end the program by a signal at a random moment, look again."""
    shutil.copy(example, home / "kmtui.db")
    with kmtui_in_terminal(home, "open", "2/2563") as terminal:
        terminal.wait_for("กด F6 เมื่อเริ่ม")
        terminal.press("F5")
        terminal.type("1")
        terminal.press("Enter")
        terminal.wait_without("แล้วกด Enter")
        sent = type_until(terminal, chance.uniform(0.5, 2.0), chance.uniform(15, 50))
        pid = terminal.pid()
        os.kill(pid, how)
        killed_at = time.monotonic()
        terminal.wait_until_ended()
    assert is_gone(pid), "a process was left behind"
    grace = LOST_AT_MOST_S + HARNESS_S if how == signal.SIGKILL else HARNESS_S
    safe = "".join(letter for at, letter in sent if at < killed_at - grace)
    return Outcome(safe, *typed_text(home))


def check(outcome: Outcome) -> None:
    assert outcome.faults == []
    assert TEXT.startswith(outcome.found), "what is found is what was typed, in its order"
    assert outcome.found.startswith(outcome.typed_before), "an acknowledged letter is missing"


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_killed_program_brings_the_typed_text_back(
    tmp_path: Path, example_file: Path, how: signal.Signals
) -> None:
    check(run_once(tmp_path, example_file, random.Random(how), how))


def test_a_closed_terminal_loses_nothing_and_leaves_no_process(
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


def test_a_resolution_being_worded_when_the_line_is_cut_waits_under_its_item(
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
def test_a_hundred_kills_at_random_moments(tmp_path: Path, example_file: Path, run: int) -> None:
    check(run_once(tmp_path, example_file, random.Random(run), signal.SIGKILL))


@pytest.mark.torture
@pytest.mark.parametrize("run", range(30))
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_thirty_polite_ends_at_random_moments(
    tmp_path: Path, example_file: Path, run: int, how: signal.Signals
) -> None:
    check(run_once(tmp_path, example_file, random.Random(run), how))
