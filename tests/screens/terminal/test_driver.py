"""What the row-diffing driver leaves out stands on the screen already."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.drivers.linux_driver import LinuxDriver
from textual.pilot import Pilot
from textual.widgets import DataTable, Footer

from screens.terminal.driver import RowDiffDriver, ScreenBuffer, driver_class, redraw
from screens.widgets.label import ThaiLabel
from screens.widgets.text_area import ThaiTextArea
from tests.screens.minutes.type_thai import type_thai
from tests.screens.terminal_grid import UNKNOWN, CapturingDriver, Grid

SIZE = (80, 24)
SIZES = [(60, 18), (100, 30)]
Record = list[str | tuple[int, int]]


class BusyApp(App[None]):
    CSS = "DataTable { width: 30; } ThaiLabel { width: 20; }"
    BINDINGS = [("f5", "more", "เพิ่ม")]

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield DataTable()
            yield ThaiTextArea("น้ำใจของคณะกรรมการ\tที่ประชุม\nมีมติเห็นชอบ 👩‍👩‍👧 ครับ")
            yield ThaiLabel("ประธาน", ("แจ้ง", "bold"))
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("ลำดับ", "ชื่อ")
        self.action_more()
        self.query_one(ThaiTextArea).focus()

    def action_more(self) -> None:
        table = self.query_one(DataTable)
        table.add_row(str(table.row_count), "นายราเชนทร์ เพียรดี")
        self.query_one(ThaiLabel).update("แถวที่", (str(table.row_count), "bold"))


async def recorded_session() -> Record:
    """Every frame of a busy minute, with the sizes of the terminal in between."""
    app = BusyApp(driver_class=CapturingDriver)
    record: Record = [SIZE]

    def keep() -> None:
        record.extend(app._driver.frames)  # type: ignore[union-attr]
        app._driver.frames = []  # type: ignore[union-attr]

    async with app.run_test(headless=False, size=SIZE) as pilot:
        for size in SIZES:
            await _work(pilot)
            keep()
            record.append(size)
            await pilot.resize_terminal(*size)
            await pilot.pause(0.05)
        await _work(pilot)
        redraw(app)
        await pilot.pause()
        keep()
    return record


async def _work(pilot: Pilot[None]) -> None:
    await type_thai(pilot, "ก่อนกำลังประชุม น้ำ\n")
    await pilot.press("up", "left", "delete", "shift+left", "ctrl+z", "f5", "backspace")
    await pilot.pause()


@pytest.fixture(scope="module")
def record() -> Record:
    return asyncio.run(recorded_session())


def test_the_recorded_session_paints_every_cell(record: Record) -> None:
    """Else "no difference" could mean that both screens are empty."""
    grid = Grid(*SIZES[-1])
    last = max(i for i, item in enumerate(record) if isinstance(item, tuple))
    for frame in record[last + 1 :]:
        grid.write(str(frame))
    assert not any(UNKNOWN in row for row in grid.cells)
    assert any("น้ำใจของคณะกรรมการ" in row for row in grid.text())


def replay(record: Record) -> tuple[int, int, int]:
    """Differing cells over all frames, characters written in full, characters written now."""
    full, spared = Grid(*SIZE), Grid(*SIZE)
    memory = ScreenBuffer()
    differing = written = sent = 0
    for item in record:
        if isinstance(item, tuple):
            full.resize(*item)
            spared.resize(*item)
            memory.resize(*item)
            continue
        changed = memory.changed(item)
        full.write(item)
        spared.write(changed)
        written, sent = written + len(item), sent + len(changed)
        for one, other in zip(full.cells, spared.cells, strict=True):
            differing += sum(a != b for a, b in zip(one, other, strict=True))
    return differing, written, sent


def test_a_replay_with_two_resizes_differs_in_no_cell(record: Record) -> None:
    differing, written, sent = replay(record)
    assert differing == 0
    assert sent < 0.7 * written


def test_frames_of_the_previous_terminal_size_leave_no_wrong_cell(record: Record) -> None:
    """The terminal has its new size a few frames before the program knows."""
    for early in range(1, 12):
        moved = list(record)
        for place in [i for i, item in enumerate(moved) if isinstance(item, tuple)][1:]:
            moved.insert(place - early, moved.pop(place))
        assert replay(moved)[0] == 0


def test_the_second_of_two_equal_frames_writes_nothing() -> None:
    memory = ScreenBuffer(80, 24)
    frame = "\x1b[1;1H\x1b[1mสวัสดี\x1b[0m\n\x1b[2;1Hครับ\x1b[2;5H"
    assert memory.changed(frame) == frame.replace("\n", "")
    assert memory.changed(frame) == ""


def test_the_cursor_address_is_sent_unless_the_cursor_is_known_to_be_there() -> None:
    memory = ScreenBuffer(80, 24)
    for written in ("\x1b[1;1Hสวัสดี", "\x1b[2J", "เสียงจากโปรแกรมอื่น"):
        memory.changed("\x1b[2;5H")
        assert memory.changed(f"{written}\x1b[2;5H") == f"{written}\x1b[2;5H"
    assert memory.changed("\x1b[1;1Hลาก่อน\x1b[2;5H") == "\x1b[1;1Hลาก่อน\x1b[2;5H"
    assert memory.changed("\x1b[2;6H") == "\x1b[2;6H"
    memory.forget()
    assert memory.changed("\x1b[2;6H") == "\x1b[2;6H"


def test_overwritten_text_is_sent_to_the_terminal_again() -> None:
    memory = ScreenBuffer(80, 24)
    memory.changed("\x1b[1;1Hสวัสดี")
    memory.changed("\x1b[1;3Hxx")
    assert memory.changed("\x1b[1;1Hสวัสดี") == "\x1b[1;1Hสวัสดี"


@pytest.mark.parametrize("data", ["\x1b[2J", "\x1b[?1049h", "เสียงจากโปรแกรมอื่น"])
def test_input_that_may_change_the_screen_repaints_it_in_full(data: str) -> None:
    memory = ScreenBuffer(80, 24)
    memory.changed("\x1b[1;1Habc")
    assert memory.changed(data) == data
    assert memory.changed("\x1b[1;1Habc") == "\x1b[1;1Habc"


@pytest.mark.parametrize(
    "data", ["\x1b[?2026h", "\x07", "\x1b]52;c;YQ==\x07", "\x1b]22;text\x1b\\"]
)
def test_modes_bells_and_clipboard_sequences_keep_the_screen_buffer(data: str) -> None:
    memory = ScreenBuffer(80, 24)
    memory.changed("\x1b[1;1Habc")
    assert memory.changed(data) == data
    assert memory.changed("\x1b[1;1Habc") == ""


def test_a_row_with_emoji_is_always_sent_in_full() -> None:
    memory = ScreenBuffer(80, 24)
    frame = "\x1b[1;1H👩‍👩‍👧\x1b[1;9Hชื่อ"
    memory.changed(frame)
    assert memory.changed(frame) == frame


def test_textual_still_has_the_private_hooks_of_the_driver() -> None:
    for hook in ("write", "start_application_mode", "process_message", "_get_terminal_size"):
        assert hook in LinuxDriver.__dict__
    assert driver_class() is RowDiffDriver


def test_without_posix_the_stock_driver_is_used() -> None:
    program = (
        "import sys; sys.platform = 'win32'; sys.modules['termios'] = None\n"
        "import screens.terminal.driver as driver\n"
        "assert driver.driver_class() is None"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
