"""How a text is read: its lines as an editor counts them, its cells, its year."""

import re

import pytest

from models.checks.core.patterns import any_of, near_occurrences
from models.checks.core.text import CheckedText


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_numbers_of_findings_equal_those_of_an_editor(end: str) -> None:
    text = CheckedText(end.join(["หนึ่ง", "", "สอง\u2028ยังบรรทัดเดิม", "สาม"]))
    assert [(line.number, line.bare) for line in text.spoken] == [
        (1, "หนึ่ง"),
        (3, "สอง ยังบรรทัดเดิม"),
        (4, "สาม"),
    ]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("๑\tนายราเชนทร์ เพียรดี\t\tประธาน", ("๑", "นายราเชนทร์ เพียรดี", "", "ประธาน")),
        ("| ๑. ปลัดเทศบาล | กรรมการ |", ("๑. ปลัดเทศบาล", "กรรมการ")),
        ("- **ขั้นตอน**", ("ขั้นตอน",)),
        ("<p>๑. งาน</p>\tกองคลัง", ("๑. งาน", "กองคลัง")),
    ],
)
def test_a_table_row_is_split_into_cells(line: str, cells: tuple[str, ...]) -> None:
    assert CheckedText(line).lines[0].cells == cells


def test_a_name_wrapped_over_lines_is_found_at_the_line_it_begins_on() -> None:
    squeezed = CheckedText("ตาม\n\nกิจการ\nบ้านเมืองที่ดี").squeezed
    assert squeezed.text == "ตามกิจการบ้านเมืองที่ดี"
    assert squeezed.line_at(squeezed.text.index("กิจการ")) == 3
    assert squeezed.line_at(squeezed.text.index("บ้าน")) == 4


def test_the_year_of_a_text_is_given_or_that_of_most_of_its_dates() -> None:
    dated = "๑ ตุลาคม ๒๕๖๓ และ ๒ ตุลาคม ๒๕๖๓ จนถึง ๖ สิงหาคม ๒๕๖๘"
    assert CheckedText(dated).year == 2563
    assert CheckedText(dated, given_year=2568).year == 2568
    assert CheckedText("ปีงบประมาณ พ.ศ. ๒๕๖๔").year == 2564
    assert CheckedText("ไม่มีวันที่").year is None


def test_invisible_characters_do_not_hide_a_misspelling() -> None:
    assert CheckedText("กฏ\u200bหมาย").lines[0].text == "กฏหมาย"


def test_any_of_prefers_the_longest_word() -> None:
    assert re.findall(any_of(["นาง", "นางสาว", "นาย"]), "นางสาว นาง นาย") == [
        "นางสาว",
        "นาง",
        "นาย",
    ]
    assert re.findall(any_of([]), "นาย") == []


def test_a_near_occurrence_of_a_name_is_found_in_its_written_length() -> None:
    assert list(near_occurrences("ตำบลหนองหัวแรด อำเภอ", "หนองหัวแรต")) == ["หนองหัวแรด"]
    assert list(near_occurrences("ตำบลหนองหัวแรต", "หนองหัวแรต")) == []
    assert list(near_occurrences("เรื่องของการศึกษา", "กองการศึกษา")) == []
