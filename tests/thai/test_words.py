import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kmtui.thai.bake_lexicon import word_costs
from kmtui.thai.lexicon import LEXICON_FILE, lexicon
from kmtui.thai.words import (
    NEVER_STARTS_A_LINE,
    break_offsets,
    clusters,
    learn,
    segment,
    word_stops,
)
from tests.thai.register import PEOPLE, PLACES

THAI_CHARS = "".join(map(chr, [*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C)]))
THAI_WORDS = st.sampled_from(
    [
        "การ",
        "จัดการ",
        "ความรู้",
        "ที่",
        "เทศบาล",
        "ๆ",
        "ฯ",
        "ฯลฯ",
        " ",
        "/",
        "-",
        "๑๔.๐๐",
        "พ.ศ.",
        "เ",
        "์",
        "(",
    ]
)
THAI_TEXTS = st.one_of(
    st.text(alphabet=THAI_CHARS + " ./-,:%()๑km\n", max_size=80),
    st.lists(THAI_WORDS, max_size=25).map("".join),
)
MARKED_WORDS = (Path(__file__).parent / "data" / "marked_words.txt").read_text("utf-8").split()
BREAKS_INSIDE_MARKED_WORDS = 0


@given(st.one_of(THAI_TEXTS, st.text()))
def test_segments_join_back_to_the_text(text: str) -> None:
    assert "".join(segment(text)) == text


@given(THAI_TEXTS)
def test_no_line_starts_with_a_mark_or_breaks_after_a_leading_vowel(text: str) -> None:
    for offset in break_offsets(text):
        assert text[offset] not in NEVER_STARTS_A_LINE
        assert text[offset - 1] not in "เแโใไ"


@given(st.one_of(THAI_TEXTS, st.text()))
@example("a \u0300")
def test_breaks_ascend_and_lie_on_columns_of_the_cursor(text: str) -> None:
    offsets = break_offsets(text)
    assert list(offsets) == sorted(set(offsets))
    assert all(0 < offset < len(text) for offset in offsets)
    assert set(offsets) <= set(clusters(text))


@given(st.one_of(THAI_TEXTS, st.text()))
def test_word_stops_run_from_start_to_end(text: str) -> None:
    stops = word_stops(text)
    assert stops[0] == 0
    assert stops[-1] == len(text)
    assert list(stops) == sorted(set(stops))


@given(st.text())
def test_cursor_columns_run_from_start_to_end(text: str) -> None:
    columns = clusters(text)
    assert columns[-1] == len(text)
    assert list(columns) == sorted(set(columns))
    assert not text or columns[0] == 0


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", (0,)),
        ("น้ำ", (0, 2, 3)),
        ("ที่", (0, 3)),
        ("เกาะ", (0, 1, 2, 3, 4)),
        ("่ก", (0, 1, 2)),
        ("ก\n่", (0, 1, 2, 3)),
        ("วិจัย", (0, 2, 4, 5)),
        ("👩‍👧ก", (0, 3, 4)),
    ],
)
def test_cursor_positions_fall_on_cluster_boundaries(text: str, columns: tuple[int, ...]) -> None:
    assert clusters(text) == columns


def test_ctrl_arrow_stops_at_ends_of_words() -> None:
    assert word_stops("เทศบาลตำบล มี ๑.๕ ข้อ") == (0, 10, 13, 17, 21)
    assert word_stops("ใน กอง  ") == (0, 2, 6, 8)


def test_marked_words_of_municipal_papers_are_not_broken_inside() -> None:
    learn([*PEOPLE, *PLACES])
    broken = []
    for marked in MARKED_WORDS:
        *parts, _ = marked.split("|")
        allowed = {sum(map(len, parts[: count + 1])) for count in range(len(parts))}
        broken += [
            marked for offset in break_offsets(marked.replace("|", "")) if offset not in allowed
        ]
    assert len(MARKED_WORDS) >= 150
    assert len(broken) <= BREAKS_INSIDE_MARKED_WORDS, broken


@pytest.mark.parametrize("name", [*PEOPLE, "หนองหัวแรต", "นายราเชนทร์เพียรดี"])
def test_no_line_breaks_inside_a_name_of_the_register(name: str) -> None:
    learn([*PEOPLE, *PLACES])
    spaces = {offset for offset in range(len(name)) if name[offset - 1] == " "}
    assert set(break_offsets(name)) - spaces <= {len("นายราเชนทร์")}


def test_a_learned_post_still_breaks_between_its_words() -> None:
    learn(["ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม"])
    assert len(break_offsets("ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม")) >= 3


def test_learning_names_updates_lines_already_wrapped() -> None:
    assert break_offsets("ทองดีใจงาม")
    learn(["ทองดีใจงาม"])
    assert not break_offsets("ทองดีใจงาม")


def test_a_letter_typed_over_and_over_is_no_word_of_its_own() -> None:
    assert segment("ดีมากกกก ก่อนนน แล้ววววไป") == ("ดี", "มากกกก", " ", "ก่อนนน", " ", "แล้วววว", "ไป")
    assert "นนทบุรี" in segment("คนนนทบุรี")


def test_two_known_short_words_are_not_one_unknown_word() -> None:
    assert segment("ช้าช้า") == ("ช้า", "ช้า")
    assert segment("ให้บุลากร")[0] == "ให้"


def test_a_compound_costs_more_if_its_words_are_often_beside_each_other_by_chance() -> None:
    counts, occurrences = (
        {"การ": 9_000, "งาน": 900, "เงิน": 99},
        {"การงาน": 50, "งานเงิน": 5, "ไร": 0},
    )
    costs = word_costs({*counts, *occurrences}, counts, occurrences)
    assert costs["การ"] < costs["งาน"] < costs["เงิน"]
    assert costs["การงาน"] < costs["งานเงิน"] <= costs["ไร"]


def test_the_baked_lexicon_agrees_with_our_own_lists() -> None:
    data = LEXICON_FILE.parent
    municipal = (data / "municipal.txt").read_text("utf-8").split()
    not_words = (data / "not-words.txt").read_text("utf-8").split()
    baked = lexicon()
    assert [word for word in municipal if word not in baked] == []
    assert [word for word in not_words if word in baked] == []
    assert (data / "LICENSE-words.md").is_file()


def test_the_lexicon_holds_everyday_words() -> None:
    assert all(word in lexicon() for word in ("ใน", "ไป", "ที่", "เทศบาล", "องค์ความรู้", "ณ"))


@pytest.mark.parametrize(
    "piece", ["ก", "ด้านหน้า", "การ", "เ", "์", "ก.", "ๆ", "ฯ", "๑/", "ก่ะ", "ตากลม"]
)
def test_segmenting_takes_linear_time(piece: str) -> None:
    short, long = piece * (20_000 // len(piece)), piece * (80_000 // len(piece))
    segment(short)
    assert fastest(segment, long) < 12 * fastest(segment, short) + 0.002


def fastest(work: Callable[[str], object], text: str) -> float:
    """Seconds of processor time of the quickest of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work(text)
        times.append(time.process_time() - start)
    return min(times)


def test_importing_the_thai_core_reads_no_lexicon_and_no_rapidfuzz() -> None:
    program = (
        "import sys\n"
        "from kmtui.thai import collation, dates, digits, keys, lexicon, names, text, words\n"
        "assert lexicon.lexicon.cache_info().currsize == 0\n"
        "assert 'rapidfuzz' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
