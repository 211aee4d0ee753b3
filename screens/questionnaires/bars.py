"""Charts of block characters for scores: this year's bar above last year's."""

from __future__ import annotations

from kmtui.thai.digits import thai_decimal

_FULL, _EMPTY, _EIGHTHS = "█", "░", " ▏▎▍▌▋▊▉"


def score_bar(value: float | None, highest: float, cells: int) -> str:
    """A figure from 0 to `highest` as so many cells, exact to an eighth; empty for none."""
    if value is None:
        return "·" * cells
    eighths = round(max(0.0, min(value, highest)) / highest * cells * 8)
    full, part = divmod(eighths, 8)
    drawn = _FULL * full + (_EIGHTHS[part] if part else "")
    return drawn + _EMPTY * (cells - len(drawn))


def figure(value: float | None) -> str:
    """A mean or deviation with two digits behind the point; a dash for none."""
    return "–" if value is None else thai_decimal(value)
