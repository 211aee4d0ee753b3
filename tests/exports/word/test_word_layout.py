"""Where lines and pages of a Word file end: dotted lines, held spaces, rows kept with others."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from exports.catalogue import make
from exports.documents import Request
from exports.typesetting.document_builder import DocumentBuilder
from exports.typesetting.fields import DottedField
from exports.typesetting.fonts import Font
from exports.typesetting.line_breaking import bold
from exports.typesetting.pdf_canvas import PdfMetadata
from exports.typesetting.styles import HEADING, NO_MARKS, PLAIN, Mark, PageMarks
from exports.typesetting.table import Column
from exports.word.document_builder import WordBuilder
from exports.word.style_sheet import BOLD
from tests.exports.pdf_grid import bands_of
from tests.exports.pdf_text import bare, pages_of
from tests.exports.word.word_text import body_of

Draw = Callable[[WordBuilder], object]


@pytest.fixture
def drawn(default_font: Font, origin: PdfMetadata) -> Callable[[Draw], Any]:
    """Draw on an empty Word file, and read its body back."""

    def made(draw: Draw) -> Any:
        paper = WordBuilder(
            default_font,
            origin,
            margins=None,
            landscape=False,
            marks=NO_MARKS,
            record=None,
        )
        draw(paper)
        return body_of(paper.drawn().content)

    return made


def kept(block: Any) -> bool:
    return next(block.iter(qn("w:keepNext")), None) is not None


def rows(body: Any) -> Iterator[Any]:
    return iter(body.iter(qn("w:tr")))


@pytest.mark.parametrize(("text", "hangs"), [("", False), ("ก", False), ("คำ " * 60, True)])
def test_a_field_hangs_only_if_its_text_has_further_lines(
    text: str, hangs: bool, drawn: Callable[[Draw], Any]
) -> None:
    # Word puts a tab stop where a paragraph hangs: dots of a short text would end there.
    body = drawn(lambda paper: paper.fields(DottedField("ตำแหน่ง", text)))
    assert [each.get(qn("w:hanging")) is not None for each in body.iter(qn("w:ind"))] == [
        True
    ] * hangs


def test_an_era_and_its_year_stay_on_one_line(drawn: Callable[[Draw], Any]) -> None:
    body = drawn(lambda paper: paper.write("ตามพระราชกฤษฎีกา พ.ศ. ๒๕๔๖ มาตรา ๑๑ และ (ข) ๆ นั้น"))
    text = "".join(each.text for each in body.iter(qn("w:t")))
    assert text == "ตามพระราชกฤษฎีกา พ.ศ.\u00a0๒๕๔๖ มาตรา\u00a0๑๑ และ (ข)\u00a0ๆ นั้น"


def test_only_the_last_row_of_columns_is_kept_with_the_signature(
    drawn: Callable[[Draw], Any],
) -> None:
    def draw(paper: WordBuilder) -> None:
        for number in range(5):
            paper.beside(f"ผู้พูด {number}", "ข้อความ " * 300)
        paper.signature("(นายก)", "นายกเทศมนตรี")

    assert [kept(row) for row in rows(drawn(draw))] == [False] * 4 + [True]


def test_the_header_and_the_last_two_rows_of_a_ruled_table_are_kept_with_neighbours(
    drawn: Callable[[Draw], Any],
) -> None:
    def draw(paper: WordBuilder) -> None:
        paper.table([Column("ที่", 1), Column("เรื่อง", 9)], [(str(n), "เรื่อง") for n in range(4)])
        paper.signature("(นายก)")

    assert [kept(row) for row in rows(drawn(draw))] == [True, False, False, True, True]


def test_contents_of_a_word_book_show_the_pages_of_the_pdf_before_word_computes_them(
    example: Path,
) -> None:
    pages = pages_of(make(Request("book", "2564")).content)
    printed = {re.sub(r"[.๐-๙\s]", "", line): line.split()[-1] for line in _contents(pages)}
    body = body_of(make(Request("book", "2564", form="docx")).content)
    entries = list(body.iter(qn("w:hyperlink")))
    assert len(entries) == len(printed) == 16
    for entry in entries:
        *title, number = [each.text for each in entry.iter(qn("w:t"))]
        assert number == printed[re.sub(r"[.๐-๙\s]", "", "".join(title))]
        assert next(entry.iter(qn("w:fldChar"))).get(qn("w:dirty")) == "true"


def _contents(pages: list[str]) -> list[str]:
    """The lines of the page of contents that end with the number of a page."""
    page = next(page for page in pages if bare(page).startswith("สารบัญ"))
    return [line for line in page.splitlines() if re.search("[๐-๙]$", line.strip())]


@pytest.mark.parametrize("mark", [Mark.NONE, Mark.DRAFT])
def test_page_numbers_of_a_word_file_are_as_far_from_the_edge_as_those_of_the_pdf(
    default_font: Font, origin: PdfMetadata, mark: Mark
) -> None:
    paper = WordBuilder(
        default_font, origin, margins=None, landscape=False, marks=PageMarks(mark), record=None
    )
    paper.write("ข้อความ")
    section = docx.Document(io.BytesIO(paper.drawn().content)).sections[0]
    *above, number, below = section.header.paragraphs
    assert (number.text, above[0].text) == ("-  -", mark.value)
    height = sum(_height(each) for each in above) + section.header_distance.mm
    assert height == pytest.approx(25, abs=0.2)
    assert _height(below) == pytest.approx(3, abs=0.1)


def _height(paragraph: Any) -> float:
    """The height of a paragraph of one line in millimetres."""
    if paragraph.text:
        return 18 * 1.331 * 25.4 / 72
    return float(paragraph.paragraph_format.line_spacing.mm)


@pytest.mark.parametrize(("centred", "side"), [(True, "center"), (False, "left")])
def test_the_emblem_of_an_order_is_centred_and_that_of_a_memo_at_the_left(
    centred: bool, side: str, tmp_path: Path, drawn: Callable[[Draw], Any]
) -> None:
    Image.new("RGB", (30, 30)).save(tmp_path / "ครุฑ.png")
    body = drawn(lambda paper: paper.emblem(tmp_path / "ครุฑ.png", 15, centred=centred))
    assert [each.text for each in body.iter(qn("wp:align"))] == [side]


def test_a_row_of_a_ruled_table_is_kept_on_one_page_unless_it_is_long(
    drawn: Callable[[Draw], Any],
) -> None:
    columns = [Column("ที่", 1), Column("เรื่อง", 9)]
    cells = [("๑", "เรื่อง"), ("๒", "ข้อความยาว " * 1500)]
    body = drawn(lambda paper: paper.table(columns, cells))
    _, short, long = rows(body)
    assert [next(row.iter(qn("w:cantSplit")), None) is not None for row in (short, long)] == [
        True,
        False,
    ]


@pytest.mark.parametrize("above", ["", "ก่อน"])
def test_a_signature_keeps_the_paragraph_above_unless_a_page_break_separates_them(
    above: str, drawn: Callable[[Draw], Any]
) -> None:
    def draw(paper: WordBuilder) -> None:
        paper.write("ข้อความ")
        if not above:
            paper.new_page()
        paper.signature("(นายก)")

    first, *_ = drawn(draw).iter(qn("w:p"))
    assert kept(first) is bool(above)


def test_the_columns_of_a_word_table_are_as_wide_as_those_of_the_pdf(
    default_font: Font, origin: PdfMetadata, drawn: Callable[[Draw], Any]
) -> None:
    columns = [Column("เป้าหมาย", 100), *(Column("เกินกำหนด", 10) for _ in range(6))]
    paper = DocumentBuilder(default_font, origin)
    paper.table(columns, [["ก"] + ["๑"] * 6])
    edges = bands_of(paper.finish())[0].edges
    body = drawn(lambda paper: paper.table(columns, [["ก"] + ["๑"] * 6]))
    widths = [int(each.get(qn("w:w"))) / 20 for each in body.iter(qn("w:gridCol"))]
    assert widths == pytest.approx([right - left for left, right in pairwise(edges)], abs=0.2)


def test_bold_words_have_the_character_style_unless_their_paragraph_is_bold(
    drawn: Callable[[Draw], Any],
) -> None:
    def draw(paper: WordBuilder) -> None:
        paper.write([bold("หนา"), " บาง"], PLAIN)
        paper.write([bold("หนา")], HEADING)

    mixed, heading = (next(each.iter(qn("w:r"))) for each in drawn(draw).iter(qn("w:p")))
    assert [each.get(qn("w:val")) for each in mixed.iter(qn("w:rStyle"))] == [BOLD]
    assert [*heading.iter(qn("w:rStyle"))] == []
    # An office that changes the style changes these words too.
    assert [*mixed.iter(qn("w:b")), *heading.iter(qn("w:b"))] == []


def test_one_paragraph_style_of_a_word_file_is_the_default(
    default_font: Font, origin: PdfMetadata
) -> None:
    paper = WordBuilder(
        default_font, origin, margins=None, landscape=False, marks=NO_MARKS, record=None
    )
    paper.write("ข้อความ")
    with zipfile.ZipFile(io.BytesIO(paper.drawn().content)) as parts:
        styles = parts.read("word/styles.xml").decode()
    defaults = re.findall(r'<w:style (?=[^>]*w:type="paragraph")[^>]*w:default="1"', styles)
    assert len(defaults) == 1
