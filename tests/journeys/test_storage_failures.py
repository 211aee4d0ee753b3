"""The disk fills up, the file is locked, the folder goes away: the typist notices and goes on."""

import os
import random
import shutil
import signal
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from msgspec import Struct

from models.drafts.rescue import read_rescues
from models.maintenance.verification import verify_file
from models.meetings.records import find_meeting
from models.minutes.snapshot import read_meeting_snapshot
from models.storage.data_file import _LOCK_TURN_S
from models.storage.store import close_store, open_store
from tests.journeys.terminal import PATIENCE_S, Terminal, begin_statement, kmtui_in_terminal
from tests.models.drafts.test_writer_storage_failures import fill_up, locked_by_another, locked_for

LOCKED = "โปรแกรมอื่นกำลังใช้แฟ้มข้อมูล"
FULL = "เนื้อที่เก็บข้อมูลเต็ม"
GONE = "เปิดแฟ้มข้อมูลไม่ได้"
BANNER = "ข้อความไม่หาย"
STORED = "บันทึกแล้ว"
LONG_TEXT = "ที่ประชุมขอให้ทุกกองเตรียมเอกสารให้พร้อม " * 150
SHORT_DISK_KB = 3000  # the log (WAL) of what a start stores needs as much as the file
LONG_LOCK_S = 4.0


class Desk(Struct, frozen=True):
    """A data folder, and a state folder that no trouble of the data folder reaches."""

    home: Path
    state: Path

    @contextmanager
    def at_work(self) -> Iterator[Terminal]:
        """The room of meeting 2/2563 with the cursor in a new statement's text."""
        with kmtui_in_terminal(self.home, "open", "2/2563", state=self.state) as terminal:
            terminal.wait_for("กด F6 เมื่อเริ่ม")
            begin_statement(terminal)
            terminal.type("แรก ")
            terminal.wait_for(STORED)
            yield terminal

    def stored(self) -> tuple[list[str], list[str]]:
        """The statements of meeting 2/2563, and what `kmtui verify` complains of."""
        file = self.home / "kmtui.db"
        open_store(file)
        try:
            room = read_meeting_snapshot(find_meeting(2, 2563).id)
            texts = [said.text for item in room.items for said in item.statements]
        finally:
            close_store()
        return texts, list(verify_file(file).faults)

    def rescue_files(self) -> list[Path]:
        return list(self.state.glob("kmtui/rescue/*/*.json"))

    def rescued(self) -> list[str]:
        return [typed.text for path in self.rescue_files() for typed in read_rescues(path.parent)]


@pytest.fixture
def desk(tmp_path: Path, example_file: Path) -> Desk:
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(example_file, home / "kmtui.db")
    return Desk(home, tmp_path / "state")


@pytest.fixture
def small_desk(tmp_path: Path, example_file: Path) -> Iterator[Desk]:
    """A desk whose data folder has a small disk of its own."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SHORT_DISK_KB}k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this machine does not allow mounting")
    try:
        (disk / "home").mkdir()
        shutil.copy(example_file, disk / "home" / "kmtui.db")
        yield Desk(disk / "home", tmp_path / "state")
    finally:
        # Lazy: a program that is just ending may still hold it.
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill_disk_of(desk: Desk) -> None:
    """Leave no room, in a log (WAL) neither: what was allotted to it is free for what comes."""
    with closing(sqlite3.connect(desk.home / "kmtui.db")) as other:
        other.execute("PRAGMA wal_checkpoint(truncate)")
    fill_up(desk.home.parent / "ballast")


def type_and_see(terminal: Terminal, words: str) -> float:
    """Type a word and wait until it stands on the screen; return how long that took, in s."""
    begun = time.perf_counter()
    terminal.type(words)
    end = begun + PATIENCE_S
    while words.strip() not in terminal.screen():
        assert time.perf_counter() < end, f"{words} is not echoed:\n{terminal.screen()}"
    return time.perf_counter() - begun


def wait_until_rescued(desk: Desk, text: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while desk.rescued() != [text]:
        assert time.monotonic() < end, "the rescue file does not hold what is typed"
        time.sleep(0.05)


def wait_until_not_rescued(desk: Desk) -> None:
    end = time.monotonic() + PATIENCE_S
    while desk.rescue_files():
        assert time.monotonic() < end, "the rescue file is still there though the text is stored"
        time.sleep(0.05)


def wait_until_backed_up(desk: Desk) -> None:
    """The backup of the day is made soon after the start."""
    end = time.monotonic() + PATIENCE_S
    while not list(desk.home.glob("backups/*.db")):
        assert time.monotonic() < end, "there is no backup of the day"
        time.sleep(0.05)


def paste(terminal: Terminal, text: str, by_way_of: Path) -> None:
    """Paste as a terminal does it: all at once."""
    by_way_of.parent.mkdir(exist_ok=True)
    by_way_of.write_text(text, encoding="utf-8")
    terminal.tmux("load-buffer", str(by_way_of))
    terminal.tmux("paste-buffer", "-p", "-r", "-t", "0")


def end_statement(terminal: Terminal) -> None:
    """Finish, and wait until the program has ended after storing everything."""
    terminal.press("Escape", "Escape", "Escape")
    terminal.wait_until_ended()


def lock_while_typing(desk: Desk, seconds: float, chance: random.Random) -> None:
    text, echoed_free, echoed_locked, told = "แรก ", [], [], seconds < LONG_LOCK_S
    with desk.at_work() as terminal:

        def type_words(words: str) -> float:
            nonlocal text
            text += words
            return type_and_see(terminal, words)

        echoed_free += [type_words(f"ว่าง{number} ") for number in range(8)]
        time.sleep(chance.uniform(0, 0.4))
        with locked_by_another(desk.home / "kmtui.db"):
            begun = time.monotonic()
            # What is echoed in here is echoed while the file is locked.
            while len(echoed_locked) < 8 or time.monotonic() < begun + seconds or not told:
                assert time.monotonic() < begun + PATIENCE_S, "a long lock is told"
                echoed_locked.append(type_words(f"ก{len(echoed_locked)}ข "))
                told = told or LOCKED in terminal.screen()
                time.sleep(chance.uniform(0, 0.2))
        echoed_free += [type_words(f"หลัง{number} ") for number in range(8)]
        terminal.wait_without(BANNER)
        terminal.wait_for(STORED)
        wait_until_not_rescued(desk)
        end_statement(terminal)
    assert desk.stored() == ([text], [])
    free, locked = statistics.median(echoed_free), statistics.median(echoed_locked)
    # A try at the locked file gives up after the whole of it.
    assert locked < 3 * free + _LOCK_TURN_S / 2
    print(f"echo p50 {free * 1e3:.0f} ms free, {locked * 1e3:.0f} ms locked")
    print(f"slowest {max(echoed_free) * 1e3:.0f} ms free, {max(echoed_locked) * 1e3:.0f} ms locked")


def fill_while_typing(desk: Desk, chance: random.Random) -> None:
    text = "แรก " + LONG_TEXT[: chance.randrange(4000, len(LONG_TEXT))]
    with desk.at_work() as terminal:
        time.sleep(chance.uniform(0, 0.4))
        ballast = desk.home.parent / "ballast"
        fill_disk_of(desk)
        paste(terminal, text.removeprefix("แรก "), desk.state / "pasted")
        terminal.wait_for(FULL)
        terminal.wait_for(BANNER)
        wait_until_rescued(desk, text)
        type_and_see(terminal, " ok7")
        text += " ok7"
        wait_until_rescued(desk, text)
        assert [path.stat().st_mode & 0o777 for path in desk.rescue_files()] == [0o600]
        ballast.unlink()
        terminal.wait_without(BANNER)
        terminal.wait_for(STORED)
        wait_until_not_rescued(desk)
        end_statement(terminal)
    assert desk.stored() == ([text], [])


def kill_while_full(desk: Desk, chance: random.Random) -> None:
    text = "แรก " + LONG_TEXT[: chance.randrange(4000, len(LONG_TEXT))].strip()
    ballast = desk.home.parent / "ballast"
    with desk.at_work() as terminal:
        fill_disk_of(desk)
        paste(terminal, text.removeprefix("แรก "), desk.state / "pasted")
        terminal.wait_for(FULL)
        terminal.wait_for(BANNER)
        wait_until_rescued(desk, text)
        os.kill(terminal.pid(), signal.SIGKILL)
        terminal.wait_until_ended()
    ballast.unlink()
    with kmtui_in_terminal(desk.home, "open", "2/2563", state=desk.state) as terminal:
        terminal.wait_for("กู้ข้อความที่พิมพ์ค้างไว้แล้ว ๑ แห่ง")
    assert desk.stored() == ([text], [])
    assert desk.rescue_files() == []


def take_the_folder_away(desk: Desk, chance: random.Random) -> None:
    away = desk.home.with_name("away")
    text = "แรก "
    with desk.at_work() as terminal:
        wait_until_backed_up(desk)
        time.sleep(chance.uniform(0, 0.4))
        desk.home.rename(away)
        for number in range(chance.randrange(3, 9)):
            words = f"หาย{number} "
            text += words
            type_and_see(terminal, words)
        terminal.wait_for(GONE)
        terminal.wait_for(BANNER)
        wait_until_rescued(desk, text)
        away.rename(desk.home)
        terminal.wait_without(BANNER)
        terminal.wait_for(STORED)
        wait_until_not_rescued(desk)
        end_statement(terminal)
    assert desk.stored() == ([text], [])


def test_a_lock_of_several_seconds_is_reported_and_loses_no_key(desk: Desk) -> None:
    lock_while_typing(desk, LONG_LOCK_S, random.Random(1))


def test_a_lock_of_a_moment_shows_no_message(desk: Desk) -> None:
    with desk.at_work() as terminal:
        with locked_for(desk.home / "kmtui.db", 0.8) as other:
            while other.poll() is None:
                terminal.type("ก")
                assert LOCKED not in terminal.screen()
        terminal.type(" จบ")
        terminal.wait_for("จบ")
        end_statement(terminal)
    assert desk.rescue_files() == []
    ((text,), faults) = desk.stored()
    assert text.endswith(" จบ")
    assert faults == []


def test_reopening_a_statement_before_it_is_stored_causes_no_conflict(
    desk: Desk,
) -> None:
    with desk.at_work() as terminal:
        with locked_by_another(desk.home / "kmtui.db"):
            terminal.press("Escape", "End", "Enter")
            terminal.type("และสอง")
            terminal.wait_for("แรก และสอง")
            terminal.press("Escape")
        # Escape would only put a conflict off, and the program would not end.
        terminal.press("Escape", "Escape")
        terminal.wait_until_ended()
    assert desk.stored() == (["แรก และสอง"], [])


def test_a_full_disk_is_reported_and_the_text_is_stored_when_space_returns(
    small_desk: Desk,
) -> None:
    fill_while_typing(small_desk, random.Random(1))


def test_text_of_a_program_killed_on_a_full_disk_is_recovered_at_the_next_start(
    small_desk: Desk,
) -> None:
    kill_while_full(small_desk, random.Random(1))


def test_moving_the_data_folder_away_and_back_loses_no_letter(desk: Desk) -> None:
    take_the_folder_away(desk, random.Random(1))


@pytest.mark.torture
@pytest.mark.parametrize("run", range(20))
def test_twenty_locks_at_random_moments_lose_no_text(desk: Desk, run: int) -> None:
    chance = random.Random(run)
    lock_while_typing(desk, chance.uniform(0.5, 6.0), chance)


@pytest.mark.torture
@pytest.mark.parametrize("run", range(20))
def test_twenty_full_disks_at_random_moments_lose_no_text(small_desk: Desk, run: int) -> None:
    fill_while_typing(small_desk, random.Random(run))


@pytest.mark.torture
@pytest.mark.parametrize("run", range(20))
def test_twenty_kills_on_a_full_disk_lose_no_rescued_text(small_desk: Desk, run: int) -> None:
    kill_while_full(small_desk, random.Random(run))


@pytest.mark.torture
@pytest.mark.parametrize("run", range(20))
def test_twenty_removals_of_the_data_folder_lose_no_text(desk: Desk, run: int) -> None:
    take_the_folder_away(desk, random.Random(run))
