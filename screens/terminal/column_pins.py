"""Pins columns after letters on whose width terminals disagree.

Some terminals draw จำ in one cell (kitty, and those that draw by grapheme cluster), others in two,
as the program counts; likewise emoji and scripts of India and Laos. Whatever the terminal does, the
cells of such a cluster are blanked first and the cursor is positioned after it, so that no letter
is left over and nothing to its right is displaced. The terminal is not queried.
"""

from __future__ import annotations

import re

from rich.cells import cell_len

MOVE = re.compile(r"\x1b\[(\d+);(\d+)H")
STYLE = re.compile(r"\x1b\[[0-9;:]*m|\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)")
_COLOURS = r"(?:\x1b\[[0-9;:]*m)"
_RESETS = re.compile(r"\x1b\[0?m")
_JOINS = "\u0e33\u0eb3"
_MARKS = "\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
_OTHER = (
    "\u0900-\u0dff\u0e80-\u0eb2\u0eb4-\u0eff\u0f00-\u109f\u1700-\u17ff"
    "\u200d\ufe0e\ufe0f\U00010000-\U0010ffff"
)
_ODD = re.compile(f"[{_JOINS}{_OTHER}]")
_WITH_MARKS = f"(?:{_COLOURS}*[{_MARKS}])*"
_CLUSTER = re.compile(
    f"[^\x1b{_JOINS}]{_WITH_MARKS}(?:{_COLOURS}*[{_JOINS}]{_WITH_MARKS})+"
    f"|[{_JOINS}]{_WITH_MARKS}"
    f"|(?:[{_OTHER}]|[^\x1b](?=[\u200d\ufe0e\ufe0f])|(?<=\u200d)[^\x1b])+"
)


def pin_columns(data: str) -> str:
    """Return a frame in which text after letters of uncertain width has its own cursor address."""
    if _ODD.search(data) is None:
        return data
    before, *runs = MOVE.split(data)
    pinned = [before]
    for row, column, run in zip(runs[::3], runs[1::3], runs[2::3], strict=True):
        text = run if _ODD.search(run) is None else _pin_run(run, int(column))
        pinned.append(f"\x1b[{row};{column}H{text}")
    return "".join(pinned)


def _pin_run(run: str, column: int) -> str:
    written, done = [], 0
    for found in _CLUSTER.finditer(run):
        start, cluster = found.start(), found.group()
        written.append(run[done:start])
        column += _cells(run[done:start])
        after, done = column + _cells(cluster), found.end()
        again = ""
        if "\x1b" in cluster:
            again = f"\x1b[0m{_style_at(run[:start])}"
        written += [_blanks(cluster), f"\x1b[{column}G", again, cluster, f"\x1b[{after}G"]
        column = after
    return "".join([*written, run[done:]])


def _cells(text: str) -> int:
    return cell_len(STYLE.sub("", text))


def _blanks(cluster: str) -> str:
    """Return as many spaces as the cluster has cells, each in the style of its own cell.

    Where one cell is drawn for two, the style of the second (the cursor) is seen behind it.
    """
    if "\x1b" not in cluster:
        return " " * cell_len(cluster)
    pieces = re.split(f"({_COLOURS})", cluster)
    return "".join(piece if piece.startswith("\x1b") else " " * cell_len(piece) for piece in pieces)


def _style_at(text: str) -> str:
    """Return the colours in force at the end of `text`."""
    return "".join(re.findall(_COLOURS, _RESETS.split(text)[-1]))
