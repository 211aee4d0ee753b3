"""`python -m benchmarks words --gold`: both formats are read, and breaks are counted rightly."""

from pathlib import Path

import pytest

from benchmarks.gold_breaks import measure, read_gold
from benchmarks.segmenters import Engine

CONLLU = """# text = การ ประชุม
1\tการ\t_\tNOUN\t_\t_\t0\troot\t_\t_
2\tประชุม\t_\tNOUN\t_\t_\t1\tobj\t_\tSpaceAfter=No
3-4\tดีมาก\t_\t_\t_\t_\t_\t_\t_\t_
3\tดี\t_\tADJ\t_\t_\t1\tobj\t_\tSpaceAfter=No
4\tมาก\t_\tADV\t_\t_\t1\tobj\t_\tSpaceAfter=No

"""


def test_sentences_of_conllu_are_read_with_their_spaces(tmp_path: Path) -> None:
    file = tmp_path / "set.conllu"
    file.write_text(CONLLU, encoding="utf-8")
    assert list(read_gold(file)) == [["การ", " ", "ประชุม", "ดี", "มาก"]]


def test_gold_lines_with_bars_are_read(tmp_path: Path) -> None:
    file = tmp_path / "set.label"
    file.write_text("การ|ประชุม| |ดี\n\nมาก\n", encoding="utf-8")
    assert list(read_gold(file)) == [["การ", "ประชุม", " ", "ดี"], ["มาก"]]


@pytest.mark.parametrize(
    ("breaks", "inside", "recall"),
    [((3,), 0.0, 1.0), ((), 0.0, 0.0), ((3, 5), 100.0, 1.0), ((5,), 100.0, 0.0)],
)
def test_breaks_inside_words_and_boundaries_found_are_counted(
    breaks: tuple[int, ...], inside: float, recall: float
) -> None:
    engine = Engine("fixed", lambda _: breaks)
    assert measure(engine, [["การ", "ประชุมก"]]) == (inside, recall)
