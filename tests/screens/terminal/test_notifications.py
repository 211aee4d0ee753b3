"""A toast whose time is over as it is made freezes nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest
from textual.app import App
from textual.notifications import Notification

from screens.terminal.notifications import SafeNotification
from screens.terminal.ordered_keys import OrderedKeysApp

NEGATIVE_TIMER = """
import asyncio, signal
from textual.app import App
signal.alarm(3)
async def main():
    async with App().run_test() as pilot:
        pilot.app.set_timer(-0.0035, lambda: None)
        await pilot.pause(0.2)
asyncio.run(main())
"""


def test_textual_still_loops_without_end_in_a_negative_timer() -> None:
    """If this fails, Textual has mended it, and `screens.terminal.notifications` can go."""
    done = subprocess.run([sys.executable, "-c", NEGATIVE_TIMER], capture_output=True, check=False)
    assert done.returncode == -signal.SIGALRM


def test_the_time_left_is_never_negative_and_the_notification_expires(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = SafeNotification("บันทึกแล้ว", timeout=5)
    assert not made.has_expired
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 60)
    assert made.has_expired
    assert made.time_left > 0
    assert Notification("", raised_at=time.time() - 60).time_left < 0


def test_setting_the_clock_back_does_not_keep_a_notification(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = SafeNotification("บันทึกแล้ว", timeout=5)
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert made.time_left <= 5


async def test_an_expired_toast_is_removed_without_freezing_the_program() -> None:
    app: App[None] = OrderedKeysApp()
    async with app.run_test(notifications=True) as pilot:
        app.notify("สั้นมาก", timeout=0)
        app.notify("ผ่านไปแล้ว", timeout=-1)
        await pilot.pause(0.3)
        app.notify("ยังอยู่", timeout=60)
        await pilot.pause()
        (shown,) = app._notifications
        assert isinstance(shown, SafeNotification)
        assert shown.message == "ยังอยู่"
