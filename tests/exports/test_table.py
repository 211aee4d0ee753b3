"""Tables repeat their head and cut only rows that are too tall."""

import pytest

from exports.fonts import Font
from exports.page import Origin
from exports.paper import Column, Paper, Span
from exports.styles import HEADING, PLAIN, SMALL_CELL, Align
from tests.exports.reading import TEXT, bare, character_errors, pages_of

COLUMNS = [Column("ลำดับ", 15, Align.CENTRE), Column("ชื่อ - สกุล", 60), Column("หมายเหตุ", 85)]


@pytest.fixture
def paper(default_font: Font, origin: Origin) -> Paper:
    return Paper(default_font, origin)


def test_every_page_repeats_the_head(paper: Paper) -> None:
    paper.table(COLUMNS, [[str(n), f"คนที่ {n}", ""] for n in range(60)], row_height=11)
    pages = pages_of(paper.finish())
    assert len(pages) == 3
    assert all("ชื่อ - สกุล" in page for page in pages)


def test_the_head_is_not_repeated_after_the_table(paper: Paper) -> None:
    paper.table(COLUMNS, [["1", "คน", ""]])
    paper.new_page()
    paper.write("จบ", PLAIN)
    assert "ลำดับ" not in pages_of(paper.finish())[1]


def test_a_row_that_moves_to_the_next_page_moves_whole(paper: Paper) -> None:
    paper.table(COLUMNS, [[str(n), f"เริ่ม{n}", "ก\nข\nค\nง\nจบ" + str(n)] for n in range(20)])
    pages = pages_of(paper.finish())
    for number in range(20):
        assert any(f"เริ่ม{number}" in page and f"จบ{number}" in page for page in pages)


def test_a_row_taller_than_a_page_is_cut_between_lines_and_loses_nothing(paper: Paper) -> None:
    paper.table(COLUMNS, [["1", "ก่อน", ""], ["2", "ยาว", TEXT * 12], ["3", "หลัง", ""]])
    pages = pages_of(paper.finish())
    assert len(pages) > 2
    assert "ก่อน" in pages[0]
    assert "ยาว" in pages[0]
    head = bare("ลำดับ ชื่อ - สกุล หมายเหตุ")
    text = "".join(pages)
    for number in ("- ๒ -", "- ๓ -", "- ๔ -"):
        text = text.replace(number, "")
    expected = head * len(pages) + "1ก่อน2ยาว" + TEXT * 12 + "3หลัง"
    assert sorted(bare(text)) == sorted(bare(expected))


def test_a_heading_stays_with_the_head_and_the_first_row(paper: Paper) -> None:
    for number in range(31):
        paper.write(f"บรรทัด {number}", PLAIN)
    paper.write("ผู้มาประชุม", HEADING)
    paper.table(COLUMNS, [["1", "คนแรก", ""]])
    pages = pages_of(paper.finish())
    assert "ผู้มาประชุม" not in pages[0]
    assert "คนแรก" in pages[1]
    assert pages[1].count("ลำดับ") == 1


def test_a_cell_holds_several_paragraphs(paper: Paper) -> None:
    paper.table(COLUMNS, [["1", "- หนึ่ง\n- สอง", "ก"]], SMALL_CELL)
    (page,) = pages_of(paper.finish())
    assert character_errors("ลำดับชื่อ - สกุลหมายเหตุ1- หนึ่ง- สองก", page) == 0


def test_a_row_may_span_all_columns(paper: Paper) -> None:
    paper.table(COLUMNS, [Span("หมวดที่ ๑ กระบวนการจัดการความรู้"), ["1", "ก", "ข"]])
    assert "หมวดที่ ๑ กระบวนการจัดการความรู้" in pages_of(paper.finish())[0]


def test_an_empty_table_still_has_its_head(paper: Paper) -> None:
    paper.table(COLUMNS, [])
    assert "ลำดับ" in pages_of(paper.finish())[0]


def test_a_listing_has_columns_but_no_rules(paper: Paper) -> None:
    paper.listing((50, 60, 40), [["๑. นายตัวอย่าง", "ปลัดเทศบาล", "ประธานกรรมการ"]] * 3)
    (page,) = pages_of(paper.finish())
    assert page.count("ประธานกรรมการ") == 3
