"""ำ in one cell or in two: no letter stays behind, nothing to its right is displaced."""

from __future__ import annotations

import asyncio

import pytest
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.pilot import Pilot

from screens.terminal.column_pins import pin_columns
from screens.terminal.driver import PatientDriver, RowDiffDriver, ScreenBuffer
from screens.terminal.ordered_keys import OrderedKeysApp
from screens.widgets.input import ThaiInput
from screens.widgets.label import ThaiLabel
from screens.widgets.text_area import ThaiTextArea
from tests.screens.minutes.type_thai import type_thai
from tests.screens.terminal_grid import CapturingDriver, Cell, ClusterGrid, Grid

SIZE = (44, 10)
TYPED = "จัดทำแผนประจำปี น้ำใจ"


class PanesApp(OrderedKeysApp[None]):
    """Two editors between borders, as panes stand beside each other."""

    CSS = """
    ThaiTextArea { width: 20; height: 8; border: solid white; }
    ThaiTextArea:focus { border: solid white; }
    ThaiLabel { width: 1fr; border: solid white; }
    """

    def compose(self) -> ComposeResult:
        yield ThaiInput("คำนำ")
        with Horizontal():
            yield ThaiTextArea("น้ำท่วม ทำนา\nกำลังนำเข้า")
            yield ThaiLabel("สำนักปลัด จำนวน ๑ ตำแหน่ง")

    def on_mount(self) -> None:
        self.query_one(ThaiTextArea).focus()


async def recorded() -> list[str]:
    """Every frame of a while of typing, moving, selecting and deleting."""
    app = PanesApp(driver_class=CapturingDriver)
    async with app.run_test(headless=False, size=SIZE) as pilot:
        await _work(pilot)
        return list(app._driver.frames)  # type: ignore[union-attr]


async def _work(pilot: Pilot[None]) -> None:
    await type_thai(pilot, TYPED)
    await pilot.press(*["left"] * 6, "shift+left", "shift+left", "delete", "down", "end")
    await pilot.press(*["backspace"] * 8, "up", *["delete"] * 9, "ctrl+z", "shift+tab", "home")
    await type_thai(pilot, "ทำ")
    await pilot.pause()


@pytest.fixture(scope="module")
def frames() -> list[str]:
    return asyncio.run(recorded())


def drawn_by_cluster(row: list[Cell]) -> list[str]:
    """The letters of a row as a terminal of clusters has them, each ำ in the cell before it."""
    letters = [text for text, _ in row]
    for at in range(1, len(letters)):
        if letters[at].startswith("ำ"):
            letters[at - 1], letters[at] = letters[at - 1] + letters[at], " "
    return letters


def displaced(frames: list[str], is_pinned: bool) -> list[str]:
    """The rows that a terminal of clusters shows differently, over all frames."""
    counted, clusters = Grid(*SIZE), ClusterGrid(*SIZE)
    memory, wrong = ScreenBuffer(*SIZE), []
    for frame in frames:
        changed = memory.changed(frame)
        counted.write(changed)
        clusters.write(pin_columns(changed) if is_pinned else changed)
        for one, other in zip(counted.cells, clusters.cells, strict=True):
            shown = [text for text, _ in other]
            if drawn_by_cluster(one) != shown:
                wrong.append("".join(shown))
    return wrong


def test_a_terminal_that_counts_one_cell_keeps_every_letter_and_border_in_place(
    frames: list[str],
) -> None:
    assert displaced(frames, is_pinned=True) == []
    assert displaced(frames, is_pinned=False) != []


def test_column_pins_change_nothing_in_a_terminal_that_counts_two_cells(
    frames: list[str],
) -> None:
    plain, pinned = Grid(*SIZE), Grid(*SIZE)
    for frame in frames:
        plain.write(frame)
        pinned.write(pin_columns(frame))
        assert plain.cells == pinned.cells
    assert any("ทำ" in row for row in plain.text())


def test_the_cursor_on_sara_am_is_visible_in_a_terminal_of_one_cell() -> None:
    grid = ClusterGrid(10, 1)
    grid.write(pin_columns("\x1b[1;1H\x1b[1mท\x1b[0m\x1b[7mำ\x1b[0m\x1b[1mนา\x1b[0m"))
    assert grid.cells[0][:4] == [
        ("ทำ", "\x1b[1m"), (" ", "\x1b[7m"), ("น", "\x1b[1m"), ("า", "\x1b[1m"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["👩‍👩‍👧", "❤️", "👩‍❤️‍👨", "कि", "ກຳ", "ทำ่", "ำ", "จำำ", ".ำ"])
def test_text_after_a_cluster_of_uncertain_width_is_placed_by_column(text: str) -> None:
    pinned = pin_columns(f"\x1b[1;3Hก{text}ข")
    assert pinned.endswith(f"\x1b[{4 + cell_len(text)}Gข")
    assert pinned.count(text) == 1


def test_a_frame_without_uncertain_widths_is_unchanged() -> None:
    frame = "\x1b[1;1H\x1b[1mที่ประชุมเห็นชอบ ๑๒๓ abc – “x” ─│\x1b[0m\n\x1b[2;1Hก"
    assert pin_columns(frame) == frame


def test_the_row_diff_driver_inherits_the_write_that_pins_columns() -> None:
    assert issubclass(RowDiffDriver, PatientDriver)
    assert "write" in PatientDriver.__dict__
