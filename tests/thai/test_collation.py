import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kmtui.thai.collation import sort_key

DICTIONARY = (Path(__file__).parent / "data" / "dictionary_order.txt").read_text("utf-8").split()


def test_words_are_sorted_in_dictionary_order() -> None:
    shuffled = DICTIONARY[:]
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == DICTIONARY


def test_thai_digits_sort_as_arabic_ones() -> None:
    assert sorted(["ข้อ ๒", "ข้อ 1", "ข้อ ๓"], key=sort_key) == ["ข้อ 1", "ข้อ ๒", "ข้อ ๓"]


@given(st.text(), st.text())
def test_only_the_same_text_has_the_same_key(left: str, right: str) -> None:
    assert (sort_key(left) == sort_key(right)) == (left == right)
