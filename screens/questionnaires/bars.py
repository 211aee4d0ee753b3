"""Charts of block characters for scores: this year's bar above last year's."""

from __future__ import annotations

from kmtui.thai.digits import thai_decimal

_FULL, _EMPTY, _EIGHTHS = "█", "░", " ▏▎▍▌▋▊▉"


def score_bar(value: float | None, highest: float, cells: int) -> str:
    """Return a bar of `cells` terminal cells, exact to an eighth of a cell; dots for None.

    Args:
        value: a figure from 0 to `highest`; others are clamped.
    """
    if value is None:
        return "·" * cells
    eighths = round(max(0.0, min(value, highest)) / highest * cells * 8)
    full, part = divmod(eighths, 8)
    drawn = _FULL * full + (_EIGHTHS[part] if part else "")
    return drawn + _EMPTY * (cells - len(drawn))


def figure(value: float | None) -> str:
    """Return a mean or deviation with two decimal places; a dash for None."""
    return "–" if value is None else thai_decimal(value)
