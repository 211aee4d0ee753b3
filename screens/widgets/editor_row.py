"""Rendering of one row of an editor."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

Span = tuple[int, int]
NOWHERE: Span = (0, 0)


class EditorRowState(NamedTuple):
    """The render state of a row; equal states give the same cached strip.

    `selected` and `cursor` are columns of `text`, from start to end; `tabs` are the cells of each
    tab in it, `width` those of the row.
    """

    text: str
    tabs: tuple[int, ...]
    selected: Span
    cursor: Span
    base_style: Style
    selected_style: Style
    cursor_style: Style
    width: int


@lru_cache(maxsize=1024)
def draw_row(look: EditorRowState) -> Strip:
    """Return the row as a strip of `look.width` cells (more if a space hangs past the edge)."""
    tabs = iter(look.tabs)
    cuts = sorted({0, len(look.text), *look.selected, *look.cursor})
    segments = []
    for start, end in pairwise(cuts):
        run = _with_tabs(look.text[start:end], tabs)
        segments.append(Segment(run, _style_at(look, start)))
    cells = sum(cell_len(segment.text) for segment in segments)
    strip = Strip(segments, cells).extend_cell_length(look.width)
    return strip.apply_style(look.base_style)


def _style_at(look: EditorRowState, column: int) -> Style | None:
    if look.cursor[0] <= column < look.cursor[1]:
        return look.cursor_style
    if look.selected[0] <= column < look.selected[1]:
        return look.selected_style
    return None


def _with_tabs(run: str, tabs: Iterator[int]) -> str:
    if "\t" not in run:
        return run
    return "".join(" " * next(tabs) if mark == "\t" else mark for mark in run)
