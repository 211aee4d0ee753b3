"""No room anywhere, room reserved beforehand, and a state folder that cannot be written."""

import os
import random
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.faults.desk import SAID, Desk, Seat, desk, wait_for
from tests.models.drafts.test_writer_storage_failures import fill_up, locked_by_another

__all__ = ["desk"]

FULL = "เนื้อที่เก็บข้อมูลเต็ม"
KEPT = "ข้อความไม่หาย"
NOWHERE = "ยังไม่ได้เก็บที่ใด"
STATUS = {"TERM": 143, "HUP": 129, "KILL": -9}
DISK_KB = 6000


@pytest.fixture
def small_desk(tmp_path: Path, desk: Desk) -> Iterator[Desk]:
    """A desk whose data folder, state folder and home lie on one small disk."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_KB}k", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("only root can mount a small disk")
    try:
        (disk / "data").mkdir()
        subprocess.run(["cp", "-a", str(desk.home / "kmtui.db"), str(disk / "data")], check=True)
        yield Desk(disk, disk / "data", disk / "state")
    finally:
        # Lazy: a program that is just ending may still hold it.
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def wait_until_rescued(desk: Desk, text: str) -> None:
    wait_for(lambda: desk.rescued() == [text], f"rescued is {desk.rescued()}")


def full_disk(desk: Desk, how: str, length: int, kept: str) -> None:
    """Paste more than the journal that is there has room for, and go on typing."""
    text = "แรก " + (SAID * (length // len(SAID) + 1))[:length]
    with desk.at_work() as seat:
        seat.begin_statement("แรก ")
        seat.until("บันทึกแล้ว")
        # The backup of the day is made soon after the start: it must not meet the full disk.
        wait_for(lambda: list(desk.home.glob("backups/*.db")), "there is no backup of the day")
        wait_for(lambda: list(desk.state.glob("**/*.room")), "there is no room reserved")
        before = len(seat.output)
        fill_up(desk.root / "ballast")
        seat.paste(text.removeprefix("แรก "))
        seat.until(FULL, before)
        seat.until(kept, before)
        wait_until_rescued(desk, text)
        # Each state is written beside the one before it, into blocks that are reserved.
        for letter in "กขคงจ":
            seat.send(letter)
            text += letter
            wait_until_rescued(desk, text)
        assert NOWHERE not in seat.output
        assert [path.stat().st_mode & 0o777 for path in desk.rescue_files()] == [0o600]
        assert seat.end_by(how) == STATUS[how]
    (desk.root / "ballast").unlink()
    assert desk.after_next_start() == ([text], [], [])
    assert desk.rescue_files() == []
    # A program that was killed could not free its room; the next one does.
    assert how == "KILL" or list(desk.state.glob("**/*.room")) == []


@pytest.mark.torture
def test_text_typed_on_a_full_disk_is_stored_in_the_reserved_space(
    small_desk: Desk,
) -> None:
    full_disk(small_desk, "KILL", 15_000, KEPT)


@pytest.mark.torture
def test_text_beyond_the_reserved_space_stays_in_memory_and_the_screen_warns(
    small_desk: Desk,
) -> None:
    full_disk(small_desk, "KILL", 25_000, "อย่าออกจากระบบหรือปิดเครื่อง")


def no_room_anywhere(seat: Seat, desk: Desk) -> int:
    """Type on a disk that takes nothing, with no place left; return where the output was then."""
    seat.begin_statement("แรก ")
    seat.until("บันทึกแล้ว")
    desk.fail("full /")
    before = len(seat.output)
    seat.send(SAID)
    seat.until(NOWHERE, before)
    assert KEPT not in seat.output
    return before


def test_quitting_with_no_writable_place_prints_the_text_and_claims_no_rescue_file(
    desk: Desk,
) -> None:
    with desk.at_work() as seat:
        before = no_room_anywhere(seat, desk)
        for _ in range(3):
            seat.send("\x1b")
            seat.until("\x1b[", len(seat.output))
        seat.until("ถ้าออกจะแสดงในเทอร์มินัล", before)
        assert "แฟ้มกู้แล้ว" not in seat.output
        seat.send("\x1b[D\r")
        seat.until("คัดลอกไว้", before)
        seat.until(f"แรก {SAID}", seat.output.index("คัดลอกไว้", before))
        assert seat.process.wait(60) == 0


@pytest.mark.torture
def test_freed_disk_space_lets_the_text_be_stored_and_hides_the_banner(desk: Desk) -> None:
    with desk.at_work() as seat:
        no_room_anywhere(seat, desk)
        before = len(seat.output)
        desk.fail()
        seat.until("บันทึกแล้ว", before)
        assert seat.end_by("TERM") == STATUS["TERM"]
    assert desk.after_next_start() == ([f"แรก {SAID}"], [], [])


@pytest.mark.torture
@pytest.mark.parametrize("how", ["KILL"])
def test_an_unwritable_state_folder_and_a_locked_file_lose_no_typed_text(
    desk: Desk, how: str
) -> None:
    with desk.at_work() as seat, ExitStack() as lock:
        seat.begin_statement("แรก ")
        seat.until("บันทึกแล้ว")
        before = len(seat.output)
        desk.fail("full state/")
        lock.enter_context(locked_by_another(desk.home / "kmtui.db"))
        seat.send(SAID)
        seat.until(KEPT, before)
        wait_until_rescued(desk, f"แรก {SAID}")
        assert [path.is_relative_to(desk.user_home) for path in desk.rescue_files()] == [True]
        assert seat.end_by(how) == STATUS[how]
    assert desk.after_next_start() == ([f"แรก {SAID}"], [], [])
    assert desk.rescue_files() == []


def test_setting_the_clock_back_without_a_state_folder_restores_the_newest_text(desk: Desk) -> None:
    with desk.at_work() as seat, ExitStack() as lock:
        seat.begin_statement("แรก ")
        seat.until("บันทึกแล้ว")
        before = len(seat.output)
        lock.enter_context(locked_by_another(desk.home / "kmtui.db"))
        desk.fail("clock -3600", "full state/")
        seat.send(SAID)
        seat.until(KEPT, before)
        wait_until_rescued(desk, f"แรก {SAID}")
        os.kill(seat.process.pid, signal.SIGKILL)
        seat.process.wait()
    assert desk.after_next_start() == ([f"แรก {SAID}"], [], [])


@pytest.mark.torture
@pytest.mark.parametrize("run", range(30))
def test_thirty_random_full_disks_lose_no_text(small_desk: Desk, run: int) -> None:
    chance = random.Random(run)
    full_disk(small_desk, chance.choice(list(STATUS)), chance.randrange(12_000, 20_000), KEPT)


@pytest.mark.torture
@pytest.mark.parametrize("run", range(30))
def test_random_clock_jumps_lose_no_typed_text(desk: Desk, run: int) -> None:
    """What was in the data file is there again; a burst of keys before the kill may be gone."""
    chance, text = random.Random(run), "แรก "
    with desk.at_work() as seat:
        seat.begin_statement("แรก ")
        seat.until("บันทึกแล้ว")
        for number in range(4):
            wait_until_stored(desk, text)
            safe = text
            desk.fail(f"clock {chance.randrange(-90_000, 90_000)}")
            more = f"{number}{SAID[: chance.randrange(1, len(SAID))]}"
            with ExitStack() as lock:
                if chance.random() < 0.6:
                    lock.enter_context(locked_by_another(desk.home / "kmtui.db"))
                text += more
                seat.send_for(more, more[-3:])
        wait_for(lambda: not desk.rescue_files(), "the rescue file stays")
        os.kill(seat.process.pid, signal.SIGKILL)
        seat.process.wait()
    ((stored,), drafts, faults) = desk.after_next_start()
    assert (drafts, faults) == ([], [])
    assert text.startswith(stored)
    assert stored.startswith(safe), "an older state came back"


def wait_until_stored(desk: Desk, text: str) -> None:
    """Wait until the data file holds what is being typed."""

    def is_stored() -> bool:
        with closing(sqlite3.connect(desk.home / "kmtui.db")) as outside:
            sql = "SELECT 1 FROM draft WHERE text = ?"
            return outside.execute(sql, (text,)).fetchone() is not None

    wait_for(is_stored, "what is typed is never stored")
