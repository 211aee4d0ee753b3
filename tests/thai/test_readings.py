"""`clean` never makes a non-word of what has one reading: every word, with each slip it mends."""

import re
import time
from collections.abc import Iterator

import pytest

from kmtui.thai.lexicon import lexicon
from kmtui.thai.text import clean
from kmtui.thai.words import segment

MARKS = "ุูัิีึื็่้๊๋์"
ABOVE_AND_AFTER = MARKS + "ะาำ"
SAMPLED = 7
"""Every seventh word is tried in the normal suite, every word in the torture."""


def slips(word: str) -> Iterator[str]:
    """The word with one slip of each kind that `clean` mends, at each place."""
    for at, letter in enumerate(word):
        if letter in ABOVE_AND_AFTER or letter == "เ":
            yield word[:at] + letter + word[at:]
        if letter in MARKS and word[at + 1 : at + 2] in set(MARKS):
            yield word[:at] + word[at + 1] + letter + word[at + 2 :]
        for typed in {"แ": ("เเ",), "า": ("ๅ",), "ำ": ("ํา", "าํ")}.get(letter, ()):
            yield word[:at] + typed + word[at + 1 :]


def harmed(word: str) -> list[tuple[str, str, str]]:
    """The slips of a word of which `clean` makes something that is neither it nor other words."""
    known = lexicon()
    made = ((word, slip, clean(slip)) for slip in slips(word))
    return [
        each
        for each in made
        if each[2] not in (word, each[1]) and any(part not in known for part in segment(each[2]))
    ]


def whole_words() -> list[str]:
    return [word for word in lexicon() if not re.search("[เ-ไ]{2}", word)]


def test_no_word_of_the_lexicon_typed_rightly_is_changed() -> None:
    assert [word for word in lexicon() if clean(word) != word] == []


def test_ambiguous_letters_in_a_sample_of_lexicon_words_never_make_a_non_word() -> None:
    assert [each for word in whole_words()[::SAMPLED] for each in harmed(word)] == []


@pytest.mark.torture
def test_ambiguous_letters_in_any_lexicon_word_never_make_a_non_word() -> None:
    assert [each for word in whole_words() for each in harmed(word)] == []


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("เเป็นไปตามแผน", "เป็นไปตามแผน"),
        ("เเดือน", "เดือน"),
        ("เเงิน", "เงิน"),
        ("เเกิด", "เกิด"),
        ("เเสนอ", "เสนอ"),
        ("เเมื่อ", "เมื่อ"),
        ("เเทศบาล", "เทศบาล"),
        ("เเพื่อ", "เพื่อ"),
        ("เเรื่อง", "เรื่อง"),
        ("เเห็นชอบ", "เห็นชอบ"),
        ("เเเป็น", "เป็น"),
        ("ทะเเล", "ทะเล"),
        ("เเละ", "และ"),
        ("เเต่", "แต่"),
        ("เเผนงานเเละโครงการ", "แผนงานและโครงการ"),
        ("ดูเเล", "ดูแล"),
        ("คณะเเม่บ้าน", "คณะแม่บ้าน"),
        ("กๅรประชุม", "การประชุม"),
        ("สๅมๅรถ", "สามารถ"),
    ],
)
def test_an_ambiguous_letter_is_decided_by_the_word_it_makes(typed: str, stored: str) -> None:
    assert clean(typed) == stored


@pytest.mark.parametrize(
    "text", ["ๅ", "ข้อ ๅ", "ๅ๒", "สระ ๅ", "ฤๅษี", "ฦๅชา", "เเ", "สระ เเ ", "ฃฅๅ"]
)
def test_a_letter_that_makes_no_word_stays_as_typed(text: str) -> None:
    assert clean(text) == text


def test_settling_hostile_text_is_linear() -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        clean(text)
        return time.process_time() - start

    for piece in ("เเก", "กๅ", "เเๅ", "ฃๅ", "เเเเเป็น"):
        short, long = piece * 500, piece * 2_000
        least = min(seconds(short) for _ in range(3))
        assert min(seconds(long) for _ in range(3)) < 12 * least + 0.002, piece
