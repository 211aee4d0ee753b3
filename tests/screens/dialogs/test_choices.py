"""A list dialog: its numbered rows."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len

from screens.dialogs.choices import ListDialog
from tests.screens.home.example_app import RoomsApp, a_new_office, at_rest, rows_of


async def test_rows_of_a_list_dialog_line_up_behind_numbers_of_one_and_two_digits(
    tmp_path: Path,
) -> None:
    app = RoomsApp(a_new_office(tmp_path), ListDialog("เลือก", ["ประเภท"] * 12))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        rows = rows_of(app)
    assert (rows[0], rows[11]) == (" ๑ ประเภท", "๑๒ ประเภท")
    assert len({cell_len(row.partition("ประเภท")[0]) for row in rows}) == 1
