"""A memo shows its urgency, and its secrecy above and below the text of every page."""

import io
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace
from pypdfium2 import PdfDocument

from exports.catalogue import make
from exports.documents import Request
from models.memos.records import Memo, MemoKind
from tests.builders import ON_PAPER
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.pdf_text import bare, pages_of

URGENCY, SECRECY = "ด่วนที่สุด", "ลับมาก"


def classify(urgency: str, secrecy: str) -> Request:
    """The longest memo of the example with these levels."""
    Memo.update(speed=urgency, secrecy=secrecy).where(Memo.kind == MemoKind.SUMMARY).execute()
    return Request("memo", "summary/2563", emblem=ON_PAPER)


@pytest.mark.external_change
@pytest.mark.parametrize("font", [None, OFFICE_FONTS], ids=["Sarabun", "TH Sarabun New"])
def test_every_page_of_a_secret_memo_shows_its_secrecy_at_both_edges(
    example: Path, font: Path | None
) -> None:
    if font is not None and not font.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    request = classify("", SECRECY)
    document = PdfDocument(make(replace(request, font=font)).content)
    assert len(document) > 1
    for page in document:
        text, heights = page.get_textpage(), []
        search = text.search(SECRECY)
        while found := search.get_next():
            left, low, right, _ = text.get_charbox(found[0])
            heights.append(low)
            assert abs((left + right) / 2 - page.get_width() / 2) < 60
        top, bottom = max(heights), min(heights)
        assert top > page.get_height() - 60
        assert bottom < 60


@pytest.mark.external_change
def test_the_urgency_of_a_memo_is_red_and_is_on_its_first_page_only(example: Path) -> None:
    content = make(classify(URGENCY, "")).content
    pages = [bare(page) for page in pages_of(content)]
    assert [URGENCY in page for page in pages] == [True] + [False] * (len(pages) - 1)
    assert pages[0].index(URGENCY) < pages[0].index("ส่วนราชการ")
    picture = PdfDocument(content)[0].render().to_pil().convert("RGB")
    colours = {colour for _, colour in picture.getcolors(1 << 20) or []}
    assert any(red > 200 and green < 60 and blue < 60 for red, green, blue in colours)


@pytest.mark.external_change
def test_a_word_file_of_a_secret_memo_shows_the_same_in_headers_and_footers(example: Path) -> None:
    request = replace(classify(URGENCY, SECRECY), form="docx")
    document = docx.Document(io.BytesIO(make(request).content))
    section = document.sections[0]
    parts = (
        section.first_page_header,
        section.header,
        section.first_page_footer,
        section.footer,
    )
    for part in parts:
        assert SECRECY in "".join(each.text for each in part.paragraphs)
    assert [each.text for each in document.paragraphs].count(URGENCY) == 1


def test_an_ordinary_memo_has_neither_red_text_nor_footers(example: Path) -> None:
    content = make(Request("memo", "summary/2563", emblem=ON_PAPER)).content
    picture = PdfDocument(content)[0].render().to_pil().convert("RGB")
    colours = {colour for _, colour in picture.getcolors(1 << 20) or []}
    assert not any(red > green + 60 for red, green, _ in colours)
    word = make(Request("memo", "summary/2563", emblem=ON_PAPER, form="docx")).content
    assert docx.Document(io.BytesIO(word)).sections[0].footer.is_linked_to_previous
