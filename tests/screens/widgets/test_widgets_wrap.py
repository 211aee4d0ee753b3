"""Rows of Thai end at words, and lose and repeat nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kmtui.thai.words import NEVER_STARTS_A_LINE, break_offsets
from screens.widgets.label import ThaiLabel, lines
from screens.widgets.stops import cluster_after, cluster_at, cluster_before, word_after, word_before
from screens.widgets.wrap import ELLIPSIS, row_spans, shorten, shorten_left, wrap_offsets, wrap_text

SENTENCE = "ที่ประชุมมีมติเห็นชอบร่างแผนการจัดการความรู้ และมอบหมายให้กองคลังจัดทำรายงานเสนอคณะกรรมการ ต่าง ๆ"
THAI = st.text(st.sampled_from("กขคนมรสาำะเแไใๆฯิีุู่้์ ab(1/👩é\t"), max_size=80)


@pytest.mark.parametrize("width", range(12, 60))
def test_wrapped_rows_end_at_word_boundaries(width: int) -> None:
    allowed = {0, len(SENTENCE), *break_offsets(SENTENCE)}
    starts = wrap_offsets(SENTENCE, width)
    assert starts
    assert set(starts) <= allowed


@given(THAI, st.integers(2, 30))
@settings(max_examples=150, deadline=None)
def test_wrapped_rows_fit_the_width_and_join_back_to_the_line(line: str, width: int) -> None:
    starts = [0, *wrap_offsets(line, width), len(line)]
    assert starts == sorted(starts)
    rows = [line[a:b] for a, b in pairwise(starts)]
    assert "".join(rows) == line
    if "\t" not in line:
        assert all(cell_len(row) <= width + row.endswith(" ") for row in rows)


@given(THAI, st.integers(12, 40))
@settings(max_examples=150, deadline=None)
def test_no_wrapped_row_starts_with_a_combining_mark(line: str, width: int) -> None:
    for start in wrap_offsets(line.replace("\t", " "), width):
        if start < len(line) and line[:start].strip():
            row = line.replace("\t", " ")[start:]
            joined = len(row) - len(row.lstrip("".join(NEVER_STARTS_A_LINE)))
            assert row[0] not in NEVER_STARTS_A_LINE or joined >= width // 2
            assert cell_len(row[0]) > 0


def test_a_row_of_vowels_only_is_wrapped() -> None:
    assert max(map(cell_len, wrap_text("ก" + "า" * 500, 10))) == 10


def test_a_tab_extends_to_its_tab_stop() -> None:
    assert wrap_offsets("a\tb", 5) == ()
    assert wrap_offsets("a\tbc", 5) == (2,)


def test_a_space_that_fills_the_row_moves_the_cursor_to_the_next_row() -> None:
    assert wrap_offsets("ก" * 5, 5) == ()
    assert wrap_offsets("ก" * 5 + " ", 5) == (6,)


def test_a_label_drops_the_blanks_at_the_ends_of_rows() -> None:
    assert wrap_text("มีมติ เห็นชอบ  ", 6) == ["มีมติ", "เห็นชอบ"]
    assert row_spans("", 10) == [(0, 0)]


def test_wrapping_at_width_zero_gives_one_row() -> None:
    assert wrap_offsets(SENTENCE, 0) == ()


@pytest.mark.parametrize("cells", range(80))
def test_a_shortened_name_fits_and_ends_in_an_ellipsis(cells: int) -> None:
    short = shorten(SENTENCE, cells)
    assert cell_len(short) <= cells
    assert short == SENTENCE or not cells or short.endswith(ELLIPSIS)


def test_a_name_is_shortened_at_a_word() -> None:
    assert shorten("เทศบาลตำบลเมืองงาย", 60) == "เทศบาลตำบลเมืองงาย"
    assert shorten("กองคลัง สำนักปลัดเทศบาล", 9) == "กองคลัง…"
    assert shorten("บรรทัดแรก\nบรรทัดสอง", 20) == "บรรทัดแรก…"


def test_cursor_stops_are_at_cluster_boundaries_only() -> None:
    line = "ก่อนนี้"
    stops = [0]
    while stops[-1] < len(line):
        stops.append(cluster_after(line, stops[-1]))
    assert stops == [0, 2, 3, 4, 7]
    assert [cluster_before(line, stop) for stop in stops[1:]] == stops[:-1]
    assert cluster_at(line, 1) == 0
    assert cluster_at(line, 99) == len(line)


def test_word_stops_are_after_the_spaces_that_follow_a_word() -> None:
    line = "กองคลัง  จัดทำ"
    assert word_after(line, line.index("จ")) == len(line)
    assert word_before(line, len(line)) == line.index("จ")
    assert word_after(line, len("กอง")) == line.index("จ")
    assert word_before(line, 0) == 0


def test_a_location_shortened_at_its_left_keeps_its_last_words() -> None:
    place = "แผนปี ๒๕๗๐ การประมวลและกลั่นกรองความรู้ ลำดับ ๔"
    assert shorten_left(place, 20) == "…กลั่นกรองความรู้ ลำดับ ๔"
    assert shorten_left(place, 10) == "…ลำดับ ๔"
    for cells in range(8, 60):
        assert cell_len(shorten_left(place, cells)) <= cells


def test_the_first_row_of_a_hanging_line_has_the_whole_width() -> None:
    address = "saraban@banmai-samakkhi.example.go.th"
    label = ThaiLabel(*lines("อีเมลของหน่วยงาน  ", address, hanging=20))
    rows = label.render().rows(60)
    assert [row.plain for row in rows] == [f"อีเมลของหน่วยงาน  {address}"]
    narrow = [row.plain for row in label.render().rows(40)]
    assert narrow == ["อีเมลของหน่วยงาน", f"{' ' * 20}{address[:20]}", f"{' ' * 20}{address[20:]}"]
