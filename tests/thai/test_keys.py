import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmtui.thai.keys import KEDMANEE, from_kedmanee, suggest_layout, to_kedmanee, twin


def test_the_table_has_every_printing_key_once() -> None:
    assert len(KEDMANEE) == len(set(KEDMANEE.values())) == 94
    assert set(KEDMANEE) == set(map(chr, range(33, 127)))


@given(st.text(alphabet=[*sorted(KEDMANEE), " ", "\n"]))
def test_converting_a_text_to_the_other_layout_and_back_gives_it_again(text: str) -> None:
    assert from_kedmanee(to_kedmanee(text)) == text


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("p", "ย"),
        ("ย", "p"),
        ("j", "่"),
        ("ctrl+p", "ctrl+ย"),
        ("+", "๙"),
        ("1", "ๅ"),
        ("f2", None),
        ("enter", None),
        ("", None),
    ],
)
def test_keys_and_their_combinations_have_their_twins_in_the_other_layout(
    key: str, other: str | None
) -> None:
    assert twin(key) == other


def test_every_printing_key_has_the_letter_of_the_thai_layout_as_its_twin() -> None:
    assert {key: twin(key) for key in KEDMANEE} == KEDMANEE


@pytest.mark.parametrize(
    "meant",
    ["สวัสดี", "การจัดการความรู้", "คณะกรรมการ", "เทศบาลตำบล", "ที่ประชุมมีมติเห็นชอบ", "รายงานการประชุม"],
)
def test_thai_typed_in_the_wrong_layout_is_recognised(meant: str) -> None:
    assert suggest_layout(from_kedmanee(meant)) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "Mentoring",
        "Coaching",
        "Web board",
        "Focus Group",
        "Action Learning",
        "Knowledge Management",
        "km",
        "test",
        "22/9/63",
        "http://www.korat.go.th",
        "Responsiveness",
        "Innovation",
        "Competency",
        "การ",
        "",
        "1234",
        "OK",
        "the secretary",
    ],
)
def test_english_and_numbers_suggest_no_other_layout(typed: str) -> None:
    assert suggest_layout(typed) is None
