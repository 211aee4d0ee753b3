"""How the program ends: its status, and what it says and logs after a fault of its own."""

import sys
import time
from contextlib import ExitStack

import pytest

from tests.faults.desk import SAID, Desk, desk
from tests.models.drafts.test_writer_storage_failures import locked_by_another

__all__ = ["desk"]

AT_PASTE = """
import sys, time
from kmtui.__main__ import main
from screens.minutes.room import RoomScreen

def on_paste(self, _text):
    {}

RoomScreen.take_typed = on_paste
sys.exit(main())
"""
CRASH = AT_PASTE.format(f"raise ValueError({SAID!r})")
BLOCK = AT_PASTE.format("time.sleep(600)")


@pytest.mark.torture
@pytest.mark.parametrize(("how", "status"), [("TERM", 143), ("HUP", 129), ("close", 129)])
def test_the_status_says_which_signal_ended_the_program(desk: Desk, how: str, status: int) -> None:
    with desk.at_work() as seat:
        seat.begin_statement(SAID)
        assert seat.end_by(how) == status
    assert desk.after_next_start() == ([SAID], [], [])


def test_a_crash_ends_with_a_status_and_a_log_of_places_without_any_text(desk: Desk) -> None:
    with desk.at_work(sys.executable, "-c", CRASH) as seat:
        seat.until("เมื่อเริ่ม")
        before = len(seat.output)
        seat.paste("ก")
        assert seat.process.wait(60) == 1
        log = desk.state / "kmtui" / "faults.log"
        seat.until("โปรแกรมขัดข้อง", before)
        seat.until(log.name, before)
        assert "Traceback" not in seat.output
        content = log.read_text("utf-8")
    assert "ValueError" in content
    assert "on_paste" in content
    assert SAID not in content
    assert log.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("how", ["TERM", pytest.param("close", marks=pytest.mark.torture)])
def test_a_signal_ends_a_blocked_program_and_keeps_the_text(desk: Desk, how: str) -> None:
    with desk.at_work(sys.executable, "-c", BLOCK) as seat:
        seat.begin_statement("แรก ")
        seat.until("บันทึกแล้ว")
        seat.send_for(SAID, SAID[-6:])
        # An editor takes a paste for itself; a line of the agenda leaves it to the app.
        seat.send("\x1b")
        seat.until("แรก", len(seat.output))
        seat.paste("ก")
        assert seat.end_by(how) == {"TERM": 143, "close": 129}[how]
    assert desk.after_next_start() == ([f"แรก {SAID}"], [], [])


@pytest.mark.torture
def test_a_log_that_is_a_link_is_not_followed(desk: Desk) -> None:
    victim = desk.root / "private"
    victim.write_text("ลับ")
    (desk.state / "kmtui").mkdir(parents=True)
    (desk.state / "kmtui" / "faults.log").symlink_to(victim)
    with desk.at_work(sys.executable, "-c", CRASH) as seat:
        seat.until("เมื่อเริ่ม")
        seat.paste("ก")
        assert seat.process.wait(60) == 1
        seat.until("เขียนบันทึกข้อขัดข้องไม่ได้")
    assert victim.read_text() == "ลับ"


def end_in_trouble(desk: Desk, trouble: str) -> None:
    away = desk.home.with_name("away")
    with desk.at_work() as seat, ExitStack() as lock:
        seat.begin_statement("แรก ")
        seat.until("บันทึกแล้ว")
        if trouble == "lock":
            lock.enter_context(locked_by_another(desk.home / "kmtui.db"))
        elif trouble == "gone":
            desk.home.rename(away)
        else:
            desk.fail("full data/")
        seat.send_for(SAID, SAID[-6:])
        begun = time.monotonic()
        assert seat.end_by("TERM") == 143
        print(f"{trouble}: ended by TERM in {time.monotonic() - begun:.2f} s")
        if trouble == "gone":
            away.rename(desk.home)
    assert desk.after_next_start() == ([f"แรก {SAID}"], [], [])


@pytest.mark.torture
@pytest.mark.parametrize("trouble", ["lock", "gone"])
def test_a_signal_during_storage_failure_keeps_the_text(desk: Desk, trouble: str) -> None:
    end_in_trouble(desk, trouble)


@pytest.mark.torture
@pytest.mark.parametrize("trouble", ["lock", "gone", "full"] * 7)
def test_twenty_exits_during_storage_failures_lose_no_text(desk: Desk, trouble: str) -> None:
    end_in_trouble(desk, trouble)
