"""The table that is edited in place: what is seen of it, how one moves, the editor in a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from models.editing.revisions import FieldKey, Subject
from screens.tables.cell_layout import (
    TableCell,
    TableColumn,
    TableRow,
    fitted,
    geometry,
    lay_out,
    longest_texts,
)
from screens.tables.cell_table import CellTable
from screens.tables.cell_view import CellView
from screens.widgets.bars import bar, bar_against
from tests.screens.home.example_app import screen_text
from tests.screens.minutes.type_thai import type_thai
from tests.screens.widgets.test_sanitize import SHORT

LONG = "จัดหรือส่งอบรม สัมมนา ศึกษาดูงาน ศึกษาต่อ และประชาสัมพันธ์ความรู้ที่ได้รับให้บุคลากรทราบโดยทั่วกัน"
COLUMNS = (
    TableColumn("ที่", 4, is_fixed=True),
    TableColumn("กิจกรรม", 20),
    TableColumn("วิธีการ", 30),
    TableColumn("ตัวชี้วัด", 30),
    TableColumn("เป้าหมาย", 20),
)


def a_row(number: int, *texts: str) -> TableRow:
    cells = [
        TableCell(text, FieldKey(Subject.ACTIVITY, number, f"field{at}"))
        for at, text in enumerate(texts)
    ]
    return TableRow(number, (TableCell(str(number)), *cells))


def some_rows(count: int) -> list[TableRow]:
    return [
        a_row(number, f"กิจกรรม {number}", LONG, "ครั้ง", "ร้อยละ") for number in range(1, count + 1)
    ]


def widths_of(view: CellView) -> dict[str, int]:
    return {view.columns[each.number].label: each.width for each in view.seen.columns}


def test_an_empty_column_gives_its_width_to_columns_with_wrapped_text() -> None:
    view = CellView()
    view.resize(80, 10)
    rows = [a_row(number, f"กิจกรรม {number}", LONG, "", "") for number in (1, 2)]
    view.show(COLUMNS, rows)
    assert widths_of(view) == {
        "ที่": 4,
        "กิจกรรม": 20,
        "วิธีการ": 80 - 4 - 20 - 7 - 9,
        "ตัวชี้วัด": cell_len("ตัวชี้วัด") + 2,
        "เป้าหมาย": cell_len("เป้าหมาย") + 2,
    }
    view.show(COLUMNS, [rows[0], a_row(2, "กิจกรรม 2", LONG, "ครั้ง", "")])
    assert "ตัวชี้วัด" not in widths_of(view), "it has its own width again, and no room"


def test_an_empty_column_keeps_its_width_while_the_cursor_is_in_it() -> None:
    view = CellView()
    view.resize(120, 10)
    view.show(COLUMNS, [a_row(1, "กิจกรรม", LONG, "", "")])
    view.move_cursor(0, 3)
    assert widths_of(view)["ตัวชี้วัด"] == 30
    view.move_cursor(0, 1)
    assert widths_of(view)["ตัวชี้วัด"] == cell_len("ตัวชี้วัด") + 2


def test_a_table_without_rows_or_texts_keeps_its_columns() -> None:
    view = CellView()
    view.resize(120, 10)
    view.show(COLUMNS, [])
    as_given = widths_of(view)
    assert as_given["กิจกรรม"] == 20
    view.show(COLUMNS, [TableRow(1, (TableCell("เป้าหมาย ๑"),), is_title=True)])
    assert widths_of(view) == as_given


class TableApp(App[None]):
    def __init__(self, rows: Sequence[TableRow]) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield CellTable()

    def on_mount(self) -> None:
        self.table.show(COLUMNS, self.rows)
        self.table.focus()

    @property
    def table(self) -> CellTable:
        return self.query_one(CellTable)

    @property
    def lines(self) -> list[str]:
        return screen_text(self).split("\n")


def cursor_cell(app: TableApp) -> tuple[int, int]:
    assert app.table.row is not None
    return app.table.row.id, app.table.column


async def test_arrows_move_between_cells_and_the_first_column_stays() -> None:
    app = TableApp(some_rows(9))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("down", "right", "right")
        assert cursor_cell(app) == (2, 2)
        await pilot.press("end")
        assert cursor_cell(app) == (2, 4)
        assert app.lines[0].startswith("ที่")
        assert "เป้าหมาย" in app.lines[0]
        assert "กิจกรรม" not in app.lines[0]
        assert "‹" in app.lines[0]
        await pilot.press("home", "ctrl+end", "pageup")
        assert cursor_cell(app)[1] == 0


async def test_thai_wraps_at_words_and_the_row_is_as_high_as_its_longest_cell() -> None:
    app = TableApp(some_rows(2))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        second = next(at for at, line in enumerate(app.lines) if line.startswith("2"))
        shown = [line[24:].strip() for line in app.lines[1:second]]
        assert len(shown) > 2
        assert "".join(shown).replace(" ", "") == LONG.replace(" ", "")
        assert all(cell_len(line) <= 60 for line in app.lines)


async def test_only_visible_rows_of_500_are_laid_out() -> None:
    laid: list[int] = []

    class CountingView(CellView):
        def lay_out(self, row: TableRow) -> Any:
            laid.append(row.id)
            return super().lay_out(row)

    app = TableApp([])
    async with app.run_test(size=(60, 20)) as pilot:
        view = CountingView()
        view.resize(60, 19)
        app.table.view = view
        app.table.show(COLUMNS, some_rows(500))
        await pilot.press("down", "down", "ctrl+end", "up")
        assert {1, 2, 3, 499, 500} <= set(laid)
        assert len(set(laid)) < 30


async def test_the_editor_grows_in_its_cell_and_the_row_with_it() -> None:
    app = TableApp(some_rows(3))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("right")
        assert app.table.open_editor()
        await type_thai(pilot, LONG)
        await pilot.pause()
        region = app.table.editor.region
        assert (region.x, region.y) == (4, 1)
        assert region.height > 4
        assert app.lines[region.height + 1].startswith("2")
        assert "ประชาสัมพันธ์" in "".join(line[4:24].strip() for line in app.lines)
        assert app.table.close_editor() == "กิจกรรม 1" + LONG
        assert not app.table.editor.display


async def test_an_editor_higher_than_the_table_stays_inside_it() -> None:
    app = TableApp(some_rows(3))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("down", "right")
        app.table.open_editor(LONG * 5)
        await pilot.pause()
        assert app.table.editor.region.bottom <= 12
        await type_thai(pilot, "ท้าย")
        assert "ท้าย" in screen_text(app)


async def test_the_cursor_stays_on_its_row_when_other_rows_are_added_or_removed() -> None:
    app = TableApp(some_rows(5))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("down", "down", "right")
        rows = [a_row(99, "ใหม่", "", "", ""), *some_rows(5)]
        app.table.show(COLUMNS, rows)
        assert cursor_cell(app) == (3, 1)
        app.table.show(COLUMNS, [row for row in rows if row.id != 3])
        assert cursor_cell(app) == (4, 1)
        app.table.show(COLUMNS, [])
        assert app.table.row is None
        await pilot.press("down", "up", "right", "pagedown")


async def test_next_cell_skips_cells_that_cannot_be_opened() -> None:
    app = TableApp(some_rows(2))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("end")
        app.table.next_cell()
        assert cursor_cell(app) == (2, 1)


async def test_one_click_selects_a_cell_and_a_second_one_opens_it() -> None:
    app = TableApp(some_rows(3))
    async with app.run_test(size=(60, 20)) as pilot:
        clicked: list[object] = []
        app.table.post_message = _kept(app.table.post_message, clicked)  # type: ignore[method-assign]
        await pilot.click(CellTable, offset=(30, 6))
        assert cursor_cell(app) == (2, 2)
        assert not clicked
        await pilot.click(CellTable, offset=(30, 6))
        assert clicked


def _kept(post: Any, clicked: list[object]) -> Any:
    def kept(message: Any) -> Any:
        if isinstance(message, CellTable.Clicked):
            clicked.append(message)
        return post(message)

    return kept


async def test_no_control_character_of_a_cell_is_shown() -> None:
    rows = [a_row(number, text, text, text, text) for number, text in enumerate(SHORT, 1)]
    rows.append(TableRow(999, (TableCell(SHORT[0]),), is_title=True))
    app = TableApp(rows)
    async with app.run_test(size=(90, 24), notifications=True) as pilot:
        for _ in rows:
            await pilot.press("down")
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", screen_text(app))


@given(
    widths=st.lists(st.tuples(st.integers(3, 60), st.integers(0, 3), st.booleans()), max_size=8),
    width=st.integers(1, 200),
    first=st.integers(0, 8),
)
def test_visible_columns_are_distinct_and_never_overlap(
    widths: list[tuple[int, int, bool]], width: int, first: int
) -> None:
    columns = [TableColumn("ก", *each) for each in widths]
    seen = geometry(columns, width, first)
    numbers = [each.number for each in seen.columns]
    assert len(set(numbers)) == len(numbers)
    assert bool(numbers) == bool(columns)
    ends = [each.x + each.width for each in seen.columns]
    assert all(each.x >= end for each, end in zip(seen.columns[1:], ends, strict=False))


def test_short_columns_get_the_room_in_which_none_of_their_lines_wraps() -> None:
    columns = (
        TableColumn("ที่", 5, is_fixed=True),
        TableColumn("ขั้นตอน", 21, is_fixed=True),
        TableColumn("กิจกรรม", 24, grows=1),
        TableColumn("วิธีการ", 30, grows=1),
    )
    step, long = "๔ การประมวลและกลั่นกรองความรู้", "จัดอบรมให้ความรู้ " * 20
    rows = [TableRow(1, tuple(map(TableCell, ("๑", step, "บอร์ด", long))))]
    widths = fitted(columns, longest_texts(columns, rows), 2)
    seen = geometry(widths, 120, 1)
    assert lay_out(rows[0], seen).texts[1] == (step,)
    assert sum(each.width for each in seen.columns) == 120
    # What is left goes to the column whose text still wraps, not to the short one.
    assert seen.columns[2].width == 24
    narrow = geometry(widths, 81, 1)
    assert sum(each.width for each in narrow.columns) == 81
    assert len(lay_out(rows[0], narrow).texts[1]) == 2


@pytest.mark.parametrize(
    ("percent", "drawn"), [(0, "░░░░"), (50, "██░░"), (100, "████"), (130, "████"), (-1, "░░░░")]
)
def test_a_bar_is_filled_by_the_given_percentage(percent: int, drawn: str) -> None:
    assert bar(percent, 4) == drawn


@pytest.mark.parametrize(
    ("actual", "target", "drawn"),
    [
        (5, 10, "█████     ▏"),
        (10, 10, "██████████▏"),
        (20, 10, "█████▏████"),
        (0, 10, "          ▏"),
        (0, 0, ""),
    ],
)
def test_a_progress_bar_shows_the_figure_and_the_mark_of_its_target(
    actual: float, target: float, drawn: str
) -> None:
    assert bar_against(actual, target, 10) == drawn
