"""How pages end: no signature, row or line stands alone, and the next page is announced."""

import re

import pypdfium2
import pytest

from exports.forms.boilerplate import draw_template_lines
from exports.typesetting.document_builder import (
    TEXT_WITH_SIGNATURE,
    Column,
    DocumentBuilder,
    Mark,
    Total,
)
from exports.typesetting.fonts import Font
from exports.typesetting.pdf_canvas import PdfMetadata
from exports.typesetting.styles import BODY, PLAIN, PageMarks
from tests.exports.pdf_text import TEXT, bare, pages_of

MILLIMETRE = 72 / 25.4
COLUMNS = [Column("ลำดับ", 20), Column("รายการ", 140)]


def fill(paper: DocumentBuilder, lines: int) -> None:
    for number in range(lines):
        paper.write(f"บรรทัดที่ {number}", PLAIN)


@pytest.fixture
def paper(font: Font, origin: PdfMetadata) -> DocumentBuilder:
    return DocumentBuilder(font, origin)


@pytest.mark.parametrize("lines", range(26, 34))
def test_a_signature_has_two_lines_of_text_on_its_page(paper: DocumentBuilder, lines: int) -> None:
    fill(paper, lines)
    paper.signature("(นายตัวอย่าง ใจดี)", "ปลัดเทศบาล")
    *_, last = pages_of(paper.finish())
    assert last.count("บรรทัดที่") >= 2
    assert last.index("บรรทัดที่") < last.index("(นายตัวอย่าง")


@pytest.mark.parametrize("lines", range(24, 34))
def test_a_kept_together_ending_moves_to_a_new_page_with_preceding_lines(
    paper: DocumentBuilder, lines: int
) -> None:
    fill(paper, lines)
    with paper.keep_together(TEXT_WITH_SIGNATURE):
        paper.write("จึงเรียนมาเพื่อโปรดทราบ", BODY)
        paper.signature("(นายตัวอย่าง ใจดี)", "ปลัดเทศบาล")
    *_, last = pages_of(paper.finish())
    assert last.count("บรรทัดที่") >= 2
    assert "จึงเรียนมา" in last


@pytest.mark.parametrize("lines", range(24, 34))
def test_neither_a_label_nor_and_so_on_of_a_template_is_parted_from_its_list(
    paper: DocumentBuilder, lines: int
) -> None:
    fill(paper, lines)
    draw_template_lines(paper, ("หมายเหตุ", "๑) เอกสาร", "๒) คู่มือ", "ฯลฯ", "ข้อความต่อไป"))
    for page in pages_of(paper.finish()):
        words = page.split()
        assert words[-1] != "หมายเหตุ"
        assert words[:1] != ["ฯลฯ"]
        assert words[3:4] != ["ฯลฯ"]  # behind the number of the page


@pytest.mark.parametrize("lines", range(8))
def test_the_last_row_of_a_table_is_never_alone_below_a_repeated_head(
    paper: DocumentBuilder, lines: int
) -> None:
    fill(paper, lines)
    paper.table(COLUMNS, [(f"แถว {number}", "ก\nข") for number in range(13)])
    paper.write("ต่อจากตาราง", PLAIN)
    pages = pages_of(paper.finish())
    last = next(page for page in pages if "แถว 12" in page)
    assert "แถว 11" in last


@pytest.mark.parametrize("lines", range(8))
def test_a_row_of_totals_stays_on_the_page_of_the_row_above(
    paper: DocumentBuilder, lines: int
) -> None:
    fill(paper, lines)
    rows: list[object] = [(f"แถว {number}", "ก\nข") for number in range(13)]
    rows.append(Total(("รวม", "ทั้งหมด")))
    rows += [(f"แถว {number}", "ค") for number in range(13, 20)]
    paper.table(COLUMNS, rows)  # type: ignore[arg-type]
    page = next(page for page in pages_of(paper.finish()) if "รวม" in page)
    assert "แถว 12" in page


@pytest.mark.parametrize("over", range(1, 4))
def test_a_last_page_with_few_lines_takes_lines_from_the_page_before(
    paper: DocumentBuilder, over: int
) -> None:
    fill(paper, 33 + over)
    first, second = pages_of(paper.finish())
    assert second.count("บรรทัดที่") >= 4
    numbers = re.findall(r"บรรทัดที่ (\d+)", first + second)
    assert numbers == [str(number) for number in range(33 + over)]


def test_a_page_ends_with_the_catchword_of_the_next(font: Font, origin: PdfMetadata) -> None:
    for catchwords in (True, False):
        paper = DocumentBuilder(font, origin, catchwords=catchwords)
        fill(paper, 31)
        paper.write(TEXT * 2, BODY)
        content = paper.finish()
        first, second = pages_of(content)
        announced = [line for line in first.splitlines() if line.startswith("/")]
        assert len(announced) == catchwords
        for line in announced:
            page = pypdfium2.PdfDocument(content)[0].get_textpage()
            *_, top = page.get_charbox(page.get_text_range().index("/"))
            assert bare(page.get_text_bounded(top=top)) == bare(line)
            assert line.strip().endswith(" ...")
            begins = bare(second).removeprefix("-๒-")
            assert begins.startswith(bare(line)[1:].removesuffix("..."))


def test_page_number_is_between_25_and_33_mm_from_the_top_edge(
    paper: DocumentBuilder,
) -> None:
    fill(paper, 60)
    page = pypdfium2.PdfDocument(paper.finish())[1].get_textpage()
    height = 297 * MILLIMETRE
    above = page.get_text_bounded(bottom=height - 25 * MILLIMETRE)
    number = page.get_text_bounded(bottom=height - 33 * MILLIMETRE)
    assert bare(above) == ""
    assert bare(number) == "-๒-"


def test_the_draft_mark_is_printed_in_black(font: Font, origin: PdfMetadata) -> None:
    paper = DocumentBuilder(font, origin, marks=PageMarks(Mark.FILE_COPY))
    paper.write("ข้อความ", PLAIN)
    (page,) = pypdfium2.PdfDocument(paper.finish())
    dark = page.render(scale=3).to_pil().convert("L").crop((900, 60, 1785, 200))
    assert min(dark.getdata()) < 40


def test_a_column_is_as_wide_as_the_longest_word_of_its_title(
    paper: DocumentBuilder,
) -> None:
    columns = [Column("เป้าหมาย", 100), *(Column("เกินกำหนด", 10) for _ in range(6))]
    paper.table(columns, [["ก"] + ["๑"] * 6])
    assert pages_of(paper.finish())[0].count("เกินกำหนด") == 6


@pytest.mark.parametrize("lines", range(20, 34))
def test_a_short_table_is_not_split_over_pages(font: Font, origin: PdfMetadata, lines: int) -> None:
    paper = DocumentBuilder(font, origin)
    for _ in range(lines):
        paper.write("บรรทัด", PLAIN)
    paper.table([Column("ที่", 20), Column("ชื่อ", 60)], [("ก", "หนึ่ง"), ("ข", "สอง"), ("ค", "สาม")])
    pages = pages_of(paper.finish())
    assert [{"หนึ่ง", "สอง", "สาม"} <= set(page.split()) for page in pages].count(True) == 1
