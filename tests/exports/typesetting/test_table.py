"""Tables repeat their head and cut only rows that are too tall."""

import ctypes
import re
from itertools import pairwise

import pypdfium2
import pytest

from exports.typesetting.document_builder import (
    Bar,
    Column,
    DocumentBuilder,
    Span,
    TableHeaderFooter,
    Text,
)
from exports.typesetting.fonts import Font
from exports.typesetting.pdf_canvas import PdfMetadata
from exports.typesetting.styles import HEADING, PLAIN, SMALL_CELL, Align
from tests.exports.pdf_grid import read_pages
from tests.exports.pdf_text import TEXT, bare, character_errors, pages_of

COLUMNS = [Column("ลำดับ", 15, Align.CENTRE), Column("ชื่อ - สกุล", 60), Column("หมายเหตุ", 85)]
HEAD = ("ลำดับ", "ชื่อ-สกุล", "หมายเหตุ")


@pytest.fixture
def paper(default_font: Font, origin: PdfMetadata) -> DocumentBuilder:
    return DocumentBuilder(default_font, origin)


def test_every_page_repeats_the_table_header(paper: DocumentBuilder) -> None:
    paper.table(COLUMNS, [[str(n), f"คนที่ {n}", ""] for n in range(60)], row_height=11)
    pages = pages_of(paper.finish())
    assert len(pages) == 3
    assert all("ชื่อ - สกุล" in page for page in pages)


def test_the_table_header_is_not_repeated_after_the_table(paper: DocumentBuilder) -> None:
    paper.table(COLUMNS, [["1", "คน", ""]])
    paper.new_page()
    paper.write("จบ", PLAIN)
    assert "ลำดับ" not in pages_of(paper.finish())[1]


def test_a_row_that_moves_to_the_next_page_moves_whole(paper: DocumentBuilder) -> None:
    paper.table(COLUMNS, [[str(n), f"เริ่ม{n}", "ก\nข\nค\nง\nจบ" + str(n)] for n in range(20)])
    pages = pages_of(paper.finish())
    for number in range(20):
        assert any(f"เริ่ม{number}" in page and f"จบ{number}" in page for page in pages)


def test_a_row_taller_than_a_page_is_cut_between_lines_and_loses_nothing(
    paper: DocumentBuilder,
) -> None:
    paper.table(COLUMNS, [["1", "ก่อน", ""], ["2", "ยาว", TEXT * 12], ["3", "หลัง", ""]])
    pages = pages_of(paper.finish())
    assert len(pages) > 2
    assert "ก่อน" in pages[0]
    assert "ยาว" in pages[0]
    head = bare("ลำดับ ชื่อ - สกุล หมายเหตุ")
    text = "".join(pages)
    for number in ("- ๒ -", "- ๓ -", "- ๔ -", "- ๕ -", "- ๖ -"):
        text = text.replace(number, "")
    expected = head * len(pages) + "1ก่อน2ยาว" + TEXT * 12 + "3หลัง"
    assert sorted(bare(text)) == sorted(bare(expected))


def test_a_heading_is_kept_with_the_table_header_and_first_row(paper: DocumentBuilder) -> None:
    for number in range(31):
        paper.write(f"บรรทัด {number}", PLAIN)
    paper.write("ผู้มาประชุม", HEADING)
    paper.table(COLUMNS, [["1", "คนแรก", ""]])
    pages = pages_of(paper.finish())
    assert "ผู้มาประชุม" not in pages[0]
    assert "คนแรก" in pages[1]
    assert pages[1].count("ลำดับ") == 1


@pytest.mark.parametrize("used", range(24, 34))
def test_a_heading_is_kept_with_the_first_lines_of_a_row_that_is_cut(
    paper: DocumentBuilder, used: int
) -> None:
    for number in range(used):
        paper.write(f"บรรทัด {number}", PLAIN)
    paper.write("ผู้มาประชุม", HEADING)
    paper.table(COLUMNS, [["1", "คนแรก", TEXT * 12]])
    begins = [page for page in pages_of(paper.finish()) if "ผู้มาประชุม" in page]
    assert ["คนแรก" in page for page in begins] == [True]


def test_a_cell_holds_several_paragraphs(paper: DocumentBuilder) -> None:
    paper.table(COLUMNS, [["1", "- หนึ่ง\n- สอง", "ก"]], SMALL_CELL)
    (page,) = pages_of(paper.finish())
    assert character_errors("ลำดับชื่อ - สกุลหมายเหตุ1- หนึ่ง- สองก", page) == 0
    assert not any("หนึ่ง" in line and "สอง" in line for line in page.splitlines())


def test_a_spanning_row_covers_all_columns(paper: DocumentBuilder) -> None:
    paper.table(COLUMNS, [Span("หมวดที่ ๑ กระบวนการจัดการความรู้"), ["1", "ก", "ข"]])
    (page,) = read_pages(paper.finish())
    head, span, row = page.bands
    assert span.cells == ("หมวดที่๑กระบวนการจัดการความรู้",)
    assert row.cells == ("1", "ก", "ข")
    assert (span.box.left, span.box.right) == (head.box.left, head.box.right)


def test_an_empty_table_is_drawn_with_its_header(paper: DocumentBuilder) -> None:
    paper.table(COLUMNS, [])
    (page,) = read_pages(paper.finish())
    assert [band.cells for band in page.bands] == [HEAD]


def test_a_listing_draws_columns_without_rules(paper: DocumentBuilder) -> None:
    paper.listing((50, 60, 40), [["๑. นายตัวอย่าง", "ปลัดเทศบาล", "ประธานกรรมการ"]] * 3)
    content = paper.finish()
    (page,) = pages_of(content)
    assert page.count("ประธานกรรมการ") == 3
    document = pypdfium2.PdfDocument(content)
    assert list(document[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH])) == []
    document.close()
    glyphs = read_pages(content)[0].glyphs
    lefts = {
        letter: sorted({round(each.box.left) for each in glyphs if each.letter == letter})
        for letter in "๑ธ"
    }
    assert [len(found) for found in lefts.values()] == [1, 1], "each column begins at one place"


def test_columns_of_a_group_have_its_title_in_one_cell_above_their_own(
    paper: DocumentBuilder,
) -> None:
    columns = [
        Column("ก", 20),
        Column("ข", 20, group="หมู่หนึ่ง"),
        Column("ค", 20, group="หมู่หนึ่ง"),
        Column("ง", 20, group="หมู่สอง"),
    ]
    paper.table(columns, [["1", "2", "3", "4"]] * 40)
    first, second = (page.bands for page in read_pages(paper.finish()))
    head = [("ก",), ("หมู่หนึ่ง",), ("หมู่สอง",), ("ข", "ค"), ("ง",)]
    assert [band.cells for band in first[:5]] == head
    assert [band.cells for band in second[:5]] == head
    alone, group, _, members, _ = (band.box for band in first[:5])
    assert (group.left, group.right) == (members.left, members.right)
    assert alone.top == group.top
    assert alone.bottom == members.bottom
    assert group.bottom == members.top


def test_table_title_block_is_printed_once_and_its_short_line_on_later_pages(
    paper: DocumentBuilder,
) -> None:
    around = TableHeaderFooter(
        [Span("แผน", Align.CENTRE), Span("เป้าหมาย", bold=False)], "แผน (ต่อ)", ["จบ"]
    )
    paper.table(COLUMNS, [[str(n), "ก", ""] for n in range(60)], around=around)
    first, second, *_ = (page.bands for page in read_pages(paper.finish()))
    assert [band.cells for band in first[:3]] == [("แผน",), ("เป้าหมาย",), HEAD]
    assert [band.cells for band in second[:2]] == [("แผน(ต่อ)",), HEAD]


@pytest.mark.parametrize("used", range(27, 34))
def test_title_rows_are_kept_with_the_header_and_first_row_of_their_table(
    paper: DocumentBuilder, used: int
) -> None:
    for number in range(used):
        paper.write(f"บรรทัด {number}", PLAIN)
    around = TableHeaderFooter([Span("แผน"), Span("เป้าหมาย")])
    paper.table(COLUMNS, [["1", "คนแรก", ""]], around=around)
    pages = [[band.cells for band in page.bands] for page in read_pages(paper.finish())]
    rows = [("แผน",), ("เป้าหมาย",), HEAD, ("1", "คนแรก", "")]
    assert pages in ([rows], [rows, []], [[], rows])


@pytest.mark.parametrize("count", range(29, 32))
def test_lines_below_a_table_never_leave_its_last_row(
    default_font: Font, origin: PdfMetadata, count: int
) -> None:
    paper = DocumentBuilder(default_font, origin)
    paper.table(
        COLUMNS,
        [[str(n), "ก", ""] for n in range(count)],
        around=TableHeaderFooter(footer_lines=["ผู้ทบทวน"]),
    )
    last = read_pages(paper.finish())[-1]
    assert last.bands[-1].cells[0] == str(count - 1)
    assert "".join(glyph.letter for glyph in last.glyphs).endswith("ผู้ทบทวน")


def test_too_many_lines_below_a_table_continue_on_further_pages(
    paper: DocumentBuilder,
) -> None:
    paper.table(
        COLUMNS,
        [["1", "ก", ""]],
        around=TableHeaderFooter(footer_lines=["\n".join(["ผู้ทบทวน"] * 80)]),
    )
    pages = pages_of(paper.finish())
    assert sum(page.count("ผู้ทบทวน") for page in pages) == 80
    assert "ลำดับ" not in pages[1]


def test_lines_below_a_table_without_rows_are_printed(paper: DocumentBuilder) -> None:
    paper.table(COLUMNS, [], around=TableHeaderFooter(footer_lines=["ผู้ทบทวน"]))
    assert "ผู้ทบทวน" in pages_of(paper.finish())[0]


def test_a_heading_among_the_rows_stays_with_the_row_below_it(
    default_font: Font, origin: PdfMetadata
) -> None:
    for count in range(29, 32):
        paper = DocumentBuilder(default_font, origin)
        rows = [["1", "ก", ""]] * count
        paper.table(COLUMNS, [*rows, Span("หมวด", keep_next=True), ["2", "ข", ""]])
        (page,) = (page for page in read_pages(paper.finish()) if "หมวด" in str(page.bands))
        assert page.bands[-1].cells[1] == "ข"


def test_a_bar_is_filled_to_its_share_and_no_further(paper: DocumentBuilder) -> None:
    columns = [Column("ก", 60), Column("ข", 60)]
    paper.table(
        columns, [["1", Bar("ร้อยละ ๒๕", 0.25, 0.5)], ["2", Bar("", 3, 1)], ["3", Bar("", 0)]]
    )
    document = pypdfium2.PdfDocument(paper.finish())
    page = document[0]
    filled = sorted(_filled(page), reverse=True)
    document.close()
    (_, _, light), (_, left, dark), (_, full_left, full) = filled[1:4]
    assert len(filled) == 4
    assert left == full_left
    assert dark - left == pytest.approx((full - left) * 0.25, abs=0.1)
    assert light - left == pytest.approx((full - left) * 0.75, abs=0.1)


def _filled(page: pypdfium2.PdfPage) -> list[tuple[float, float, float]]:
    """The upper edge, left and right end of every filled rectangle."""
    found = []
    for each in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        pypdfium2.raw.FPDFPath_GetDrawMode(each, mode, stroke)
        if mode.value:
            left, _, right, top = each.get_bounds()
            found.append((round(top, 1), round(left, 1), round(right, 1)))
    return found


def test_a_row_with_a_bar_is_split_across_pages_without_losing_text(paper: DocumentBuilder) -> None:
    rows: list[list[Text | Bar]] = [["1", "ก", ""], ["2", "ข\n" * 80 + "ข", Bar("ผล\n" * 60, 0.5)]]
    paper.table(COLUMNS, rows)
    text = "".join(pages_of(paper.finish()))
    assert (text.count("ข"), text.count("ผล")) == (81, 60)


def test_a_bar_has_marks_of_its_scale_and_a_tick_to_compare_with(
    default_font: Font, origin: PdfMetadata
) -> None:
    def paths(bar: Bar) -> int:
        paper = DocumentBuilder(default_font, origin)
        paper.table([Column("แผนภูมิ", 60)], [[bar]])
        page = pypdfium2.PdfDocument(paper.finish())[0]
        return sum(each.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH for each in page.get_objects())

    plain = paths(Bar("", 0.5))
    assert paths(Bar("", 0.5, steps=5)) == plain + 4
    assert paths(Bar("", 0.5, steps=4, tick=0.35)) == plain + 4


def test_a_split_row_repeats_its_marked_cell_and_breaks_between_paragraphs(
    paper: DocumentBuilder,
) -> None:
    columns = [Column("กอง", 40, is_repeated=True), Column("รายการ", 120)]
    items = [f"{number}. {TEXT[:150]}จบ{number}" for number in range(1, 40)]
    paper.table(columns, [["สำนักปลัด", "\n".join(items)], ["กองคลัง", "1. งาน"]])
    pages = [bare(page) for page in pages_of(paper.finish())]
    assert len(pages) > 2
    assert "สำนักปลัด(ต่อ)" not in pages[0]
    for page, following in pairwise(pages):
        assert re.search(r"จบ\d+(?:-\d+-)?$", page), page[-40:]
        assert re.search(r"สำนักปลัด\(ต่อ\)\d+\.", following), following[:60]
        assert "(ต่อ)(ต่อ)" not in following
    assert "กองคลัง(ต่อ)" not in pages[-1]
