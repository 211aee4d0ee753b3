"""Widths of table columns by their contents, so that long texts get the width that is left."""

import math
from collections.abc import Iterable, Sequence

from exports.drawing import Paper
from exports.typesetting.styles import Style
from exports.typesetting.table import CELL_GAP
from kmtui.thai.words import break_offsets


def fitted_width(paper: Paper, head: str, texts: Iterable[str], style: Style, most: float) -> float:
    """Return the width in mm of a column whose head and lines of text each fit on one line.

    At most `most` millimetres.
    """
    lines = [line for text in texts for line in text.split("\n")]
    own = paper.column_width(lines, style, gap=CELL_GAP, most=most)
    return paper.column_width([head], style.but(bold=True), gap=CELL_GAP, least=own, most=most)


def head_widths(
    paper: Paper, heads: Sequence[str], style: Style, *, is_tight: bool = False
) -> list[float]:
    """Return the widths in millimetres of columns of figures below these heads.

    A head is put on two lines only if it would else be wider than the widest of the others on two;
    with `is_tight`, whenever it becomes narrower by that.
    """
    look = style.but(bold=True)

    def width(*lines: str) -> float:
        return paper.column_width(lines, look, gap=CELL_GAP)

    def on_two_lines(head: str) -> float:
        parts = ((head[:at].rstrip(), head[at:].lstrip()) for at in break_offsets(head))
        return min((width(*lines) for lines in parts), default=math.inf)

    alone = [width(head) for head in heads]
    least = [min(one, on_two_lines(head)) for one, head in zip(alone, heads, strict=True)]
    return least if is_tight else [min(one, max(least)) for one in alone]
