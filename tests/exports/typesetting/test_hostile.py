"""Any text gives a page, and glyphs missing in the font are reported."""

import pytest

from exports.typesetting.document_builder import Column, DocumentBuilder, DottedField, bold
from exports.typesetting.fonts import Font
from exports.typesetting.pdf_canvas import PdfMetadata
from exports.typesetting.styles import PLAIN
from tests.exports.pdf_text import pages_of

STRINGS = {
    "escape": "\x1b[31mแดง\x1b[0m",
    "nul": "ก\x00ข",
    "surrogate": "ก\ud800ข\udfff",
    "emoji": "ยิ้ม 😀👨\u200d👩\u200d👧 🇹🇭",
    "markup": "[/] [@click=app.quit]x[/] (]) >] TJ \\) ET",
    "long": "ก" * 100_000,
    "long latin": "x" * 100_000,
    "marks": "ก" + "่" * 5_000,
    "lone marks": "่ำ่ำ" * 500,
    "repeated": "กๆ" + "ๆ" * 5_000,
    "empty": "",
    "spaces": " " * 5_000,
    "line ends": "\n" * 300,
    "right to left": "\u202eشكرا",
    "khmer": "វិចัย",
    "private": "\ue000\uf8ff\U0010ffff",
}


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_a_hostile_string_is_drawn_without_a_crash(
    default_font: Font, origin: PdfMetadata, text: str
) -> None:
    paper = DocumentBuilder(default_font, origin)
    paper.write(text)
    paper.beside(text[:3000], text[:3000])
    paper.table([Column(text[:200], 20), Column("ข", 20)], [[text[:20_000], bold(text[:50])]])
    paper.fields(DottedField("ที่", text[:500]))
    paper.bookmark(text[:100])
    paper.signature(text[:200])
    assert pages_of(paper.finish())


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_a_hostile_title_is_stored_in_the_pdf_metadata(
    default_font: Font, origin: PdfMetadata, text: str
) -> None:
    about = PdfMetadata(text, text, origin.made_at, text)
    assert DocumentBuilder(default_font, about).finish().startswith(b"%PDF")


def test_every_letter_of_a_long_string_is_on_paper(default_font: Font, origin: PdfMetadata) -> None:
    paper = DocumentBuilder(default_font, origin)
    paper.write("ก" * 20_000, PLAIN)
    assert sum(page.count("ก") for page in pages_of(paper.finish())) == 20_000


def test_a_missing_glyph_is_reported_with_its_page_and_line_and_can_be_copied(
    font: Font, origin: PdfMetadata
) -> None:
    paper = DocumentBuilder(font, origin)
    paper.write("หน้าแรก", PLAIN)
    paper.new_page()
    paper.write("ดีมาก 😀 และ 😀", PLAIN)
    content = paper.finish()
    (missing,) = paper.missing_glyphs
    assert (missing.character, missing.page) == ("😀", 2)
    assert "ดีมาก" in missing.line
    assert "U+1F600" in str(missing)
    assert "หน้า ๒" in str(missing)
    assert pages_of(content)[1].count("😀") == 2


def test_a_control_character_is_not_dropped_silently(
    default_font: Font, origin: PdfMetadata
) -> None:
    paper = DocumentBuilder(default_font, origin)
    paper.write("ก\x07ข", PLAIN)
    paper.finish()
    assert [missing.character for missing in paper.missing_glyphs] == ["\ufffd"]
