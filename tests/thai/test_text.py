import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmtui.thai.text import clean, foreign_marks, key

MESSY = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("กขะาำเแๅฤิีุู่้๊๋์ํ็ฺั๎\u200b\u200d\x1b\t\n\r \xa0\uf70a\ufeff\u202e๑A"),
    ),
    max_size=60,
)


@given(MESSY)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(MESSY)
def test_the_comparison_key_of_a_key_is_itself(text: str) -> None:
    assert key(key(text)) == key(text)


@given(MESSY)
def test_clean_text_has_no_control_characters_and_can_be_encoded(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert all(
        char in "\n\u200d" or unicodedata.category(char) not in ("Cc", "Cs") for char in cleaned
    )


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("นํ้า", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("กํา", "กำ"),
        ("เเม่", "แม่"),
        ("คะ่", "ค่ะ"),
        ("ต่่าง", "ต่าง"),
        ("ท่ี", "ที่"),
        ("ก้ัน", "กั้น"),
        ("มาา", "มา"),
        ("ฤๅษี", "ฤๅษี"),
        ("กๅร", "การ"),
        ("ที\uf70a", "ที่"),
        ("ปู\uf70b", "ปู้"),
        ("\uf710", "ั"),
        ("ญ\uf70f", "ญญ"),
        ("ก\u200bข", "กข"),
        ("ก\xadข", "กข"),
        ("\ufeffก", "ก"),
        ("ก\xa0ข", "ก ข"),
        ("ก\u3000ข", "ก ข"),
        ("\x1b[2Jก\x00\x7f\x9b", "[2Jก"),
        ("ก\u202eข\u2066", "กข"),
        ("ก\ud800ข", "กข"),
        ("ก\r\nข\rค\u2028ง", "ก\nข\nค\nง"),
        ("  ก\n    ข", "  ก\n    ข"),
        ("\tก\tข", "    ก ข"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("กำ", "กำ"),
        ("", ""),
    ],
)
def test_cleaning_mends_what_keyboards_and_old_files_get_wrong(typed: str, stored: str) -> None:
    assert clean(typed) == stored


def test_spellings_of_one_word_have_one_comparison_key() -> None:
    assert key(" นํ้า  ๒๕๖๓ KM\n") == key("น้ำ 2563 km") == "น้ำ 2563 km"


def test_cleaning_hostile_text_is_linear() -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        clean(text)
        return time.process_time() - start

    for piece in ("ะ่", "ำ้", "เ", "ํา", "\t", " \t", "\r", "่้"):
        short, long = piece * 10_000, piece * 40_000
        least = min(seconds(short) for _ in range(3))
        assert min(seconds(long) for _ in range(3)) < 12 * least + 0.002, piece


def test_a_khmer_vowel_in_a_thai_word_is_reported() -> None:
    (mark,) = foreign_marks("การวិจัย")
    assert (mark.offset, mark.char, mark.name) == (4, "ិ", "KHMER VOWEL SIGN I")


def test_a_foreign_mark_on_the_last_letter_of_a_text_is_reported() -> None:
    (mark,) = foreign_marks("วาระท\u17b7")
    assert mark.offset == 5


@pytest.mark.parametrize("text", ["การจัดการความรู้ (KM)", "แผน“ดี”", "ก👍🏽", "ข้อ – ก", "ไทย中文", ""])
def test_ordinary_text_has_no_foreign_marks(text: str) -> None:
    assert foreign_marks(text) == ()
