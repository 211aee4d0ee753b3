"""Files as lines: text in Thai encodings, Word, tables; with their indentation, within bounds."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from models.errors import NotFound, Refused
from models.staff_list.lines import MOST_LINES, pasted_lines, read_lines
from tests.word_files import paragraph, table, write_word

LINES = ("๑. ปลัดเทศบาล", "    - รองปลัด")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
def test_a_text_file_keeps_its_indentation_in_every_thai_encoding(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "วาระ.txt"
    path.write_bytes("\r\n\r\n".join((*LINES, "")).encode(encoding))
    assert read_lines(path) == LINES


def test_rows_of_tables_become_lines_with_their_cells_apart(tmp_path: Path) -> None:
    rows = [("๑", "ปลัดเทศบาล", "ประธาน"), ("๒", "กองช่าง", "")]
    expected = ("๑\tปลัดเทศบาล\tประธาน", "๒\tกองช่าง")
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    text = "\n".join(",".join(row) for row in rows)
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    word = write_word(tmp_path / "a.docx", paragraph("รายชื่อ") + table(rows))
    assert read_lines(tmp_path / "a.xlsx") == expected
    assert read_lines(tmp_path / "a.csv") == expected
    assert read_lines(word) == ("รายชื่อ", *expected)


def test_lines_from_a_pdf_are_repaired_and_control_characters_removed() -> None:
    assert pasted_lines("ผู้อ านวยการ\x1b[31m\r\nด าเนินการ\x00") == ("ผู้อำนวยการ[31m", "ดำเนินการ")


def test_missing_files_and_too_many_lines_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="ไม่พบแฟ้ม"):
        read_lines(tmp_path / "ไม่มี.txt")
    with pytest.raises(Refused, match="1,000 บรรทัด"):
        pasted_lines("ก\n" * (MOST_LINES + 1))
    with pytest.raises(Refused, match="ยาวเกินไป"):
        pasted_lines("ก" * 5000)
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(Refused, match=r"\.pdf"):
        read_lines(tmp_path / "a.pdf")
