"""Thai text on paper can be searched and copied without a fault."""

import shutil

import pytest

from exports.typesetting.document_builder import DocumentBuilder, bold
from exports.typesetting.fonts import Font
from exports.typesetting.pdf_canvas import PdfMetadata
from exports.typesetting.styles import BODY, PLAIN, Align
from tests.exports.pdf_text import TEXT, character_errors, hits, pages_of, poppler_text


@pytest.fixture(params=list(Align))
def page(request: pytest.FixtureRequest, font: Font, origin: PdfMetadata) -> bytes:
    paper = DocumentBuilder(font, origin)
    paper.write(TEXT * 3, BODY.but(align=request.param))
    return paper.finish()


def test_text_copied_by_pdfium_has_no_wrong_character(page: bytes) -> None:
    assert character_errors(TEXT * 3, "".join(pages_of(page))) == 0


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_text_copied_by_poppler_has_no_wrong_character(page: bytes) -> None:
    assert character_errors(TEXT * 3, poppler_text(page)) == 0


@pytest.mark.parametrize(("word", "count"), [("น้ำ", 3), ("สำคัญ", 1), ("อำนวยการ", 2)])
def test_searching_a_pdf_finds_every_word(page: bytes, word: str, count: int) -> None:
    assert hits(page, word) == 3 * count


def test_extracted_text_has_no_added_invisible_characters(page: bytes) -> None:
    assert not set("\u200b\u00ad\ufeff\ufffd\u0e4d") & set("".join(pages_of(page)))


def test_bold_and_plain_text_share_a_line(font: Font, origin: PdfMetadata) -> None:
    paper = DocumentBuilder(font, origin)
    paper.write(["ที่ประชุมมีมติ ", bold("เห็นชอบ"), "ตามที่เสนอ"], PLAIN)
    (text,) = pages_of(paper.finish())
    assert text.strip() == "ที่ประชุมมีมติ เห็นชอบตามที่เสนอ"


def test_a_line_end_begins_a_new_paragraph(font: Font, origin: PdfMetadata) -> None:
    paper = DocumentBuilder(font, origin)
    paper.write("หนึ่ง\nสอง\r\nสาม", PLAIN)
    (text,) = pages_of(paper.finish())
    assert text.split() == ["หนึ่ง", "สอง", "สาม"]
