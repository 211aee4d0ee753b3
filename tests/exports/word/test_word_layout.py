"""Where lines and pages of a Word file end: dotted lines, held spaces, rows kept with others."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from PIL import Image

from exports.typesetting.fields import DottedField
from exports.typesetting.fonts import Font
from exports.typesetting.pdf_canvas import PdfMetadata
from exports.typesetting.styles import Mark
from exports.typesetting.table import Column
from exports.word.document_builder import WordBuilder
from tests.exports.word.word_text import body_of

Draw = Callable[[WordBuilder], object]


@pytest.fixture
def drawn(default_font: Font, origin: PdfMetadata) -> Callable[[Draw], Any]:
    """Draw on an empty Word file, and read its body back."""

    def made(draw: Draw) -> Any:
        paper = WordBuilder(
            default_font, origin, margins=None, landscape=False, mark=Mark.NONE, record=None
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


def test_of_columns_only_the_last_row_stays_with_the_signature(
    drawn: Callable[[Draw], Any],
) -> None:
    def draw(paper: WordBuilder) -> None:
        for number in range(5):
            paper.beside(f"ผู้พูด {number}", "ข้อความ " * 300)
        paper.signature("(นายก)", "นายกเทศมนตรี")

    assert [kept(row) for row in rows(drawn(draw))] == [False] * 4 + [True]


def test_of_a_ruled_table_the_head_and_the_last_row_stay_with_others(
    drawn: Callable[[Draw], Any],
) -> None:
    def draw(paper: WordBuilder) -> None:
        paper.table([Column("ที่", 1), Column("เรื่อง", 9)], [(str(n), "เรื่อง") for n in range(4)])
        paper.signature("(นายก)")

    assert [kept(row) for row in rows(drawn(draw))] == [True, False, False, False, True]


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


def test_one_paragraph_style_of_a_word_file_is_the_default(
    default_font: Font, origin: PdfMetadata
) -> None:
    paper = WordBuilder(
        default_font, origin, margins=None, landscape=False, mark=Mark.NONE, record=None
    )
    paper.write("ข้อความ")
    with zipfile.ZipFile(io.BytesIO(paper.drawn().content)) as parts:
        styles = parts.read("word/styles.xml").decode()
    defaults = re.findall(r'<w:style (?=[^>]*w:type="paragraph")[^>]*w:default="1"', styles)
    assert len(defaults) == 1
