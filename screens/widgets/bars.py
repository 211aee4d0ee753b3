"""Bars of block characters: a share, and a figure against its target."""

from __future__ import annotations

_FULL, _EMPTY, _TARGET = "█", "░", "▏"
_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(percent: int, cells: int) -> str:
    """A share of a hundred as so many cells; more than a hundred fills them all."""
    full = max(0, min(percent, 100)) * cells // 100
    return _FULL * full + _EMPTY * (cells - full)


def bar_against(actual: float, target: float, cells: int) -> str:
    """A figure as a bar with its target as a mark, both on the scale of the larger one.

    The bar is exact to an eighth of a cell; where it goes beyond the target, it covers the mark
    and shows it as a gap.
    """
    scale = max(actual, target)
    if scale <= 0:
        return ""
    eighths = round(actual / scale * cells * 8)
    full, part = divmod(eighths, 8)
    drawn = _FULL * full + (_EIGHTHS[part] if part else "")
    mark = min(cells, round(target / scale * cells))
    if mark >= len(drawn):
        return drawn.ljust(mark) + _TARGET
    return drawn[:mark] + _TARGET + drawn[mark + 1 :]
