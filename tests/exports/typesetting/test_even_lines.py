"""The breaks of a paragraph are chosen together: no line of it ends far too short."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from exports.typesetting.document_builder import DocumentBuilder
from exports.typesetting.fonts import Font
from exports.typesetting.line_breaking import Run, justify, wrap
from exports.typesetting.pdf_canvas import PdfCanvas, PdfMetadata
from exports.typesetting.styles import PLAIN, SPOKEN
from exports.typesetting.text.even_lines import Box, line_starts
from exports.typesetting.text.shaping import face
from tests.exports.pdf_grid import Box as Area
from tests.exports.pdf_grid import read_pages
from tests.exports.pdf_text import TEXT, pages_of


def shortfalls(canvas: PdfCanvas, text: str, width: float, *, even: bool) -> list[float]:
    """By how many millimetres each line of a paragraph but the last ends short."""
    room = canvas.units(width, 16)
    short = []
    for line in wrap([Run(text)], canvas.face, room, even=even)[:-1]:
        space, cell = justify(line, room)
        spaces = sum(len(piece.word.text) for piece in line.pieces if piece.space)
        gaps = sum(piece.word.gaps for piece in line.pieces) - (line.pieces[-1].word.gaps > 0)
        lacking = room - line.width - space * spaces - cell * gaps
        short.append(canvas.millimetres(lacking, 16))
    return short


@pytest.mark.parametrize("width", range(112, 166, 3))
def test_no_justified_line_ends_more_than_8_mm_short(
    font: Font, origin: PdfMetadata, width: int
) -> None:
    canvas = PdfCanvas(font, origin)
    together = shortfalls(canvas, TEXT * 5, width, even=True)
    assert max(together) <= 8
    assert min(together) > -0.05
    one_by_one = shortfalls(canvas, TEXT * 5, width, even=False)
    assert sum(each**2 for each in together) <= sum(each**2 for each in one_by_one) + 1


def test_even_and_greedy_line_breaks_give_the_same_text(font: Font, origin: PdfMetadata) -> None:
    canvas = PdfCanvas(font, origin)
    room = canvas.units(112, 16)
    even, filled = (
        wrap([Run(TEXT * 3)], canvas.face, room, even=choice) for choice in (True, False)
    )
    assert [line.text for line in even] != [line.text for line in filled]
    joined = ["".join(line.text for line in lines).replace(" ", "") for lines in (even, filled)]
    assert joined[0] == joined[1] == (TEXT * 3).replace(" ", "")


def test_latin_words_are_not_letter_spaced(font: Font) -> None:
    regular = face(font.regular)
    assert regular.word("Knowledge").gaps == 0
    assert regular.word("(KM)").gaps == 0
    assert regular.word("ความรู้").gaps == len(regular.word("ความรู้").cells)


def test_a_paragraph_with_a_word_wider_than_the_line_is_filled_greedily() -> None:
    assert line_starts([Box(10, 1, 2, 1), Box(200, 1, 0, 0), Box(5, 1, 0, 0)], 100, 100) == set()
    assert line_starts([], 100, 100) == set()


def test_a_web_address_becomes_a_link_unless_it_is_broken_across_lines(
    font: Font, origin: PdfMetadata
) -> None:
    paper = DocumentBuilder(font, origin)
    paper.write("เผยแพร่ที่ https://www.example.go.th/km และ www.example.go.th.", SPOKEN)
    paper.write("ดู https://www.example.go.th/" + "report/" * 30, SPOKEN)
    content = paper.finish()
    marks = [each.get_object() for each in PdfReader(BytesIO(content)).pages[0]["/Annots"]]
    goals = [mark["/A"]["/URI"] for mark in marks]
    assert goals == ["https://www.example.go.th/km", "http://www.example.go.th"]
    lefts = [float(mark["/Rect"][0]) for mark in marks]
    assert 85 < lefts[0] < lefts[1] < 595 - 56
    assert "https://www.example.go.th/km" in pages_of(content)[0]


def test_the_link_of_a_web_address_covers_its_letters(font: Font, origin: PdfMetadata) -> None:
    paper = DocumentBuilder(font, origin)
    paper.write("เผยแพร่ที่ (www.example.go.th/km) ของเทศบาล", PLAIN)
    content = paper.finish()
    (mark,) = PdfReader(BytesIO(content)).pages[0]["/Annots"]
    area = Area(*map(float, mark.get_object()["/Rect"]))
    glyphs = read_pages(content)[0].glyphs
    covered = [each.letter for each in glyphs if area.left < sum(each.box[::2]) / 2 < area.right]
    # Inside a word the edge is reckoned by the number of letters: half a letter more or less.
    assert "".join(covered).strip("()") == "www.example.go.th/km"
