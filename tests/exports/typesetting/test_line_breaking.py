"""Lines break where they may and stretch no more than they may."""

from collections.abc import Callable

import pytest

from exports.typesetting.fonts import Font
from exports.typesetting.line_breaking import (
    Line,
    Run,
    bold,
    drawable,
    justify,
    paragraphs,
    wrap,
)
from exports.typesetting.text.even_lines import CELL_CAP, SPACE_CAP
from exports.typesetting.text.shaping import Face, face
from tests.exports.pdf_text import TEXT

ROOM = 30_000.0


@pytest.fixture
def face_of(font: Font) -> Callable[[bool], Face]:
    faces = {False: face(font.regular), True: face(font.bold)}
    return faces.__getitem__


def lines_of(text: str, face_of: Callable[[bool], Face], room: float = ROOM) -> list[Line]:
    return wrap([Run(text)], face_of, room)


def test_lines_join_back_to_the_text_but_for_the_spaces_between_them(
    face_of: Callable[[bool], Face],
) -> None:
    lines = lines_of(TEXT * 4, face_of)
    joined = "".join(line.text for line in lines)
    assert joined.replace(" ", "") == (TEXT * 4).replace(" ", "")


def test_no_line_is_wider_than_its_room(face_of: Callable[[bool], Face]) -> None:
    lines = lines_of(TEXT * 4 + "x" * 900 + "ก" * 900, face_of)
    assert max(line.indent + line.width for line in lines) <= ROOM


def test_only_the_last_line_of_a_paragraph_is_marked_as_last(
    face_of: Callable[[bool], Face],
) -> None:
    lines = lines_of(TEXT, face_of)
    assert [line.last for line in lines] == [False] * (len(lines) - 1) + [True]


def test_the_first_and_the_following_lines_have_separate_indents(
    face_of: Callable[[bool], Face],
) -> None:
    lines = wrap([Run(TEXT)], face_of, ROOM, first=5000, hang=1000)
    assert [line.indent for line in lines] == [5000] + [1000] * (len(lines) - 1)


def test_a_word_wider_than_the_line_is_cut_between_letters(
    face_of: Callable[[bool], Face],
) -> None:
    lines = lines_of("กำเก่ำเ" * 80, face_of, room=5000)
    assert "".join(line.text for line in lines) == "กำเก่ำเ" * 80
    assert not any(line.text[0] in "ำ่" or line.text[-1] == "เ" for line in lines[:-1])


def test_a_long_web_address_is_broken_after_punctuation(face_of: Callable[[bool], Face]) -> None:
    lines = lines_of("https://www.example.go.th/km/2564/report-of-the-year", face_of, ROOM / 3)
    assert len(lines) > 1
    assert all(line.text[-1] in "/.-" for line in lines[:-1])


def test_a_line_does_not_break_at_a_change_of_weight_inside_a_word(
    face_of: Callable[[bool], Face],
) -> None:
    runs = [Run("คำ "), Run("a" * 10), bold("b" * 10)]
    (whole,) = wrap(runs, face_of, ROOM)
    lines = wrap(runs, face_of, whole.width - 1)
    assert [line.text for line in lines] == ["คำ", "a" * 10 + "b" * 10]


def test_a_justified_line_fills_its_room_within_the_caps(face_of: Callable[[bool], Face]) -> None:
    lines = lines_of(TEXT * 6, face_of)
    filled = 0
    for line in lines[:-1]:
        space, cell = justify(line, ROOM)
        assert space <= SPACE_CAP
        assert cell <= CELL_CAP
        spaces = sum(len(piece.word.text) for piece in line.pieces if piece.space)
        gaps = sum(piece.word.gaps for piece in line.pieces) - (line.pieces[-1].word.gaps > 0)
        width = line.width + spaces * space + gaps * cell
        assert width <= ROOM + 1
        filled += width == pytest.approx(ROOM)
    assert filled > len(lines) * 0.8


def test_the_last_line_and_a_line_that_is_far_too_short_stay_ragged(
    face_of: Callable[[bool], Face],
) -> None:
    (line,) = lines_of("สั้น", face_of)
    assert justify(line, ROOM) == (0, 0)
    line.last = False
    assert justify(line, ROOM) == (0, 0)


def test_sara_am_moves_with_its_consonant(font: Font) -> None:
    word = face(font.regular).word("น้ำดำ")
    assert [word.text[cell.start :] for cell in word.cells] == ["น้ำดำ", "ดำ"]


def test_undrawable_characters_become_boxes_and_invisible_ones_are_removed() -> None:
    assert drawable("ก\x00ข\x1b\ud800ค") == "ก\ufffdข\ufffd\ufffdค"
    assert drawable("น้ำ\u200bใจ\ufeff\u202e") == "น้ำใจ"
    assert paragraphs("ก\r\nข\u2028ค") == [[Run("ก")], [Run("ข")], [Run("ค")]]


def test_a_bold_style_makes_all_its_text_bold_and_another_only_the_bold_words() -> None:
    text = ["ก", bold("ข")]
    assert paragraphs(text, bold=True) == [[bold("ก"), bold("ข")]]
    assert paragraphs(text) == [[Run("ก"), bold("ข")]]
