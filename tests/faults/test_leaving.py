"""How the program ends: its status, and what it says and logs after a fault of its own."""

import sys
import time
from contextlib import ExitStack

import pytest

from tests.faults.desk import SAID, Desk, desk
from tests.models.drafts.test_writer_storage_failures import locked_by_another

__all__ = ["desk"]

CRASH = f"""
import sys
from kmtui import app
from kmtui.__main__ import main

def crash(self, _event):
    raise ValueError({SAID!r})

app.KmApp.action_help = crash
app.KmApp.on_paste = crash
sys.exit(main())
"""


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
    assert "in crash" in content or " crash" in content
    assert SAID not in content
    assert log.stat().st_mode & 0o777 == 0o600


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


@pytest.mark.parametrize("trouble", ["lock", "gone"])
def test_ending_while_nothing_can_be_stored_keeps_the_text(desk: Desk, trouble: str) -> None:
    end_in_trouble(desk, trouble)


@pytest.mark.torture
@pytest.mark.parametrize("trouble", ["lock", "gone", "full"] * 7)
def test_twenty_endings_in_trouble(desk: Desk, trouble: str) -> None:
    end_in_trouble(desk, trouble)
