"""The lexicon file, compared with a plain dictionary of the same words."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmtui.thai.lexicon import LEXICON_FILE, MOST_PREFIXES, NAME_COST, Lexicon, lexicon, pack
from kmtui.thai.segmentation import word_path

COSTS = {"กา": 70, "การ": 65, "การงาน": 90, "การเงิน": 91, "ณ": 80, "งาน": 66, "เงิน": 255}
WORDS = st.text("กขงนรเา้", min_size=1, max_size=7)


def of(costs: dict[str, int], most_prefixes: int = MOST_PREFIXES) -> Lexicon:
    return Lexicon(pack(costs), most_prefixes)


def test_a_packed_lexicon_has_the_same_words_in_order() -> None:
    assert dict(of(COSTS)) == COSTS
    assert list(of(COSTS)) == sorted(COSTS)
    assert len(of(COSTS)) == len(COSTS)
    assert dict(of({})) == {}


def test_word_lengths_are_found_by_the_next_letters() -> None:
    read = of(COSTS).words_read()
    assert list(read["การง"]) == [2, 3, 6]
    assert list(read["กาด"]) == [2]
    assert list(read["งาน"]) == [3]
    assert list(read["ฬ"]) == []
    assert read.costs.keys() >= {"กา", "การ", "การงาน"}


@given(st.dictionaries(WORDS, st.integers(1, 255)), st.lists(WORDS), st.integers(1, 3))
def test_any_lexicon_answers_as_a_dictionary_does(
    costs: dict[str, int], asked: list[str], most_prefixes: int
) -> None:
    known = of(costs, most_prefixes)
    assert dict(known.with_costs()) == dict(known) == costs
    for word in (*asked, *costs):
        assert known.get(word) == costs.get(word)
        begun = any(each.startswith(word) for each in costs)
        assert known.has_beginning(word) is known.words_read().has_beginning(word) is begun


@given(st.sets(WORDS), st.lists(WORDS), WORDS)
def test_learned_names_are_words_of_the_lowest_cost(
    words: set[str], names: list[str], letters: str
) -> None:
    costs = dict.fromkeys(words, 90)
    known = of(costs)
    for name in names:
        is_new = len(name) >= 3 and costs.get(name) != NAME_COST
        assert known.learn(name) is is_new
        if is_new:
            costs[name] = NAME_COST
    assert dict(known.with_costs()) == dict(known) == costs
    assert len(known) == len(costs)
    assert known.has_beginning(letters) is any(each.startswith(letters) for each in costs)


@pytest.mark.parametrize("asked", ["", "kmtui", "กabc", "\x00", "😀😀😀😀😀", "\ud800"])
def test_letters_of_other_scripts_are_in_no_lexicon(asked: str) -> None:
    assert asked not in lexicon()
    assert not asked or not lexicon().has_beginning(asked)


def test_a_number_is_in_no_lexicon() -> None:
    assert 5 not in lexicon()


def test_the_costs_at_hand_do_not_change_the_words_of_a_text() -> None:
    every = lexicon()
    few = Lexicon(LEXICON_FILE.read_bytes(), most_prefixes=2)
    runs = ("คณะกรรมการจัดทำแผนการจัดการความรู้", "ที่ประชุมรับทราบ", "กขคงจฉชซ", "เทศบาลตำบล")
    for run in (*runs, *reversed(runs)):
        assert word_path(run, few) == word_path(run, every)
    assert len(few.words_read()) < len("".join(runs))


def test_a_name_learned_while_a_text_is_read_does_not_disturb_it() -> None:
    known = of(COSTS)
    at_work = known.words_read()
    assert known.learn("กานดา")
    assert at_work.cost("การงาน") == 90
    assert at_work["กานด"]
    assert known.get("กานดา") == NAME_COST


def test_a_file_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version"):
        Lexicon(b"x" * 64)


def test_words_take_memory_only_where_they_are_read() -> None:
    lexicon.cache_clear()
    tracemalloc.start()
    try:
        known = lexicon()
        for word in ("เทศบาล", "ความรู้", "ประชุม"):
            assert word in known
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert held < 100_000
