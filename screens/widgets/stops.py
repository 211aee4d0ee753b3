"""Cursor stops in a line of text, by grapheme cluster and by Thai word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from kmtui.thai.words import clusters, segment, word_stops

# A cluster has few code points; the limited reach keeps a key cheap in a long line.
REACH = 48
_BLANKS = re.compile(r"\s*")


def cluster_at(line: str, column: int) -> int:
    """Return the start of the cluster at `column`; len(line) at and past the end."""
    if column <= 0:
        return 0
    if column >= len(line):
        return len(line)
    if line[column].isascii():
        return column
    base, stops = _stops_near(line, column)
    return base + stops[bisect_right(stops, column - base) - 1]


def cluster_before(line: str, column: int) -> int:
    """Return the start of the cluster left of `column`; 0 at the start."""
    base, stops = _stops_near(line, column)
    return base + stops[max(0, bisect_left(stops, column - base) - 1)]


def cluster_after(line: str, column: int) -> int:
    """Return the start of the cluster right of that at `column`; len(line) at the end."""
    base, stops = _stops_near(line, column)
    return base + stops[min(len(stops) - 1, bisect_right(stops, column - base))]


def word_before(line: str, column: int) -> int:
    """Return the start of the word left of `column`; 0 if there is none."""
    stops = _word_starts(line)
    return stops[max(0, bisect_left(stops, column) - 1)]


def word_after(line: str, column: int) -> int:
    """Return the start of the next word right of `column`; len(line) if there is none."""
    stops = _word_starts(line)
    return stops[min(len(stops) - 1, bisect_right(stops, column))]


def word_at(line: str, column: int) -> tuple[int, int]:
    """Return start and end of the word (or the spaces) at `column`; of the last one at the end."""
    start = end = 0
    for word in segment(line):
        start, end = end, end + len(word)
        if column < end:
            break
    return start, end


def _stops_near(line: str, column: int) -> tuple[int, tuple[int, ...]]:
    base = max(0, column - REACH)
    return base, clusters(line[base : column + REACH])


def _word_starts(line: str) -> list[int]:
    """Return 0, the offsets after each word and its following spaces, and len(line)."""
    starts = [0]
    for stop in word_stops(line)[1:]:
        blanks = _BLANKS.match(line, stop)
        starts.append(blanks.end() if blanks else stop)
    return starts
