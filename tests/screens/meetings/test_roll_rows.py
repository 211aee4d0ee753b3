"""The roll has columns: posts begin below each other, and no column is wider than needed."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from rich.cells import cell_len

from models.meetings.roll import AttendanceStatus, RollEntry
from screens.meetings.roll_view import roll_rows

WIDE = 120


def entry(number: int, name: str, title: str, **changed: Any) -> RollEntry:
    made = RollEntry(number, number, name, title, title, None, AttendanceStatus.PRESENT)
    return replace(made, **changed)


def columns_of(rows: list[str], *words: str) -> set[int]:
    """The cells in which the words begin, one in each row."""
    return {cell_len(row[: row.index(word)]) for row, word in zip(rows, words, strict=True)}


def test_names_and_posts_of_roll_rows_are_aligned() -> None:
    entries = [
        entry(1, "นายน้ำ ดี", "ปลัด"),
        entry(9, "", "ผู้อำนวยการ", status=AttendanceStatus.VACANT),
        entry(10, "นางสาวประภาพรรณ เพียรดีเลิศ", "นิติกร", status=AttendanceStatus.ABSENT),
    ]
    rows = roll_rows(entries, WIDE)
    assert len(columns_of(rows, "นายน้ำ", "(ตำแหน่งว่าง)", "นางสาว")) == 1
    assert len(columns_of(rows, "ปลัด", "ผู้อำนวยการ", "นิติกร")) == 1
    assert len(columns_of(rows, "๑ ", "๙ ", "๐ ")) == 1


def test_a_column_is_as_wide_as_its_widest_text() -> None:
    marked = roll_rows([entry(1, "นายหนึ่ง", "ปลัด")], WIDE)
    assert marked == ["✓ มา ๑ นายหนึ่ง  ปลัด"]
    unmarked = entry(1, "นายหนึ่ง", "ปลัด", status=AttendanceStatus.UNMARKED)
    assert roll_rows([unmarked], WIDE) == ["· ยังไม่เช็ก ๑ นายหนึ่ง  ปลัด"]


def test_a_very_long_name_does_not_shift_other_roll_rows() -> None:
    rows = roll_rows([entry(1, "นายหนึ่ง", "ปลัด"), entry(2, "นาย" + "ยาว " * 20, "รองปลัด")], 60)
    assert rows[0] == "✓ มา ๑ นายหนึ่ง  ปลัด"
    assert cell_len(rows[1]) <= 60


def test_a_roll_row_names_the_substitute_and_the_represented_member() -> None:
    (row,) = roll_rows([entry(1, "นายหนึ่ง", "ปลัด", substitute_name="นายสอง")], WIDE)
    assert row == "✓ มา ๑ นายสอง (แทน นายหนึ่ง)"
    assert roll_rows([], WIDE) == []
