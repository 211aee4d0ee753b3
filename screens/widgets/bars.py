"""Bars of block characters: a percentage, and a value against its target."""

from __future__ import annotations

_FULL, _EMPTY, _TARGET = "█", "░", "▏"
_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(percent: int, cells: int) -> str:
    """Return a percentage as a bar of `cells` terminal cells.

    Values outside 0 to 100 are limited to these.
    """
    full = max(0, min(percent, 100)) * cells // 100
    return _FULL * full + _EMPTY * (cells - full)


def bar_against(actual: float, target: float, cells: int) -> str:
    """Return a value as a bar with a mark at its target, on the scale of the larger one.

    The bar is exact to an eighth of a cell; its full length is `cells`. If it is longer than the
    target, the mark is shown as a gap. Empty if neither is above 0.
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
