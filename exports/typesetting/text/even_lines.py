"""Line breaks of a justified paragraph, and the stretch of each line.

Breaks are chosen for the whole paragraph (as Knuth and Plass do for TeX) by dynamic programming:
the path of least cost over its words. Widths are in 1/1000 of the font's size.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

# Thai-distributed justification stretches a space by 0.12 em and a letter by 0.06 em at most.
SPACE_CAP = 120
CELL_CAP = 60
# A line that would still lack more than this is not stretched at all.
_HOPELESS = 4000

# A line that lacks more than this share of its width is not tried if a fuller one is possible.
_LOOSEST = 0.35
# Costs: of every line, of a line that stays short, and of a last line with hardly a word.
_LINE = 1.5
_SHORT = 4.0
_STUB = 0.5
# What parting a number from its word costs: as much as a line 8 mm short at 16 points.
_PARTED = 6.0
_STUB_WIDTH = 0.12
# Greedily filled lines are kept if none is stretched beyond this share of the caps.
_FINE = 0.3


class Spread(NamedTuple):
    """The widths, in 1/1000 em, that justification adds to each space and to each cluster gap."""

    space: float = 0
    cell: float = 0


def spread_of(lacking: float, spaces: int, gaps: int) -> Spread:
    """Return how to stretch a line that is `lacking` short (1/1000 em): spaces first, then gaps.

    A space grows by at most `SPACE_CAP`, a gap by at most `CELL_CAP`.
    """
    space = min(SPACE_CAP, lacking / spaces) if spaces else 0.0
    rest = lacking - space * spaces
    if gaps <= 0 or rest <= 0:
        return Spread(space)
    cell = min(rest / gaps, CELL_CAP)
    return Spread() if rest - cell * gaps > _HOPELESS else Spread(space, cell)


class Box(Struct):
    """An unbreakable part of a paragraph and the spaces after it; widths in 1/1000 em.

    Attributes:
        gaps: the number of letter clusters after which justification may add space.
        is_tied: whether a line ends after it only if it cannot be filled otherwise.
    """

    width: int = 0
    gaps: int = 0
    spaces_width: int = 0
    spaces: int = 0
    is_tied: bool = False


def line_starts(boxes: Sequence[Box], first_room: float, room: float) -> set[int]:
    """Return the indices of boxes that begin a line, without 0.

    Empty if one is wider than a line. `first_room` and `room` are the widths of the first line and
    of the others, in 1/1000 of the font's size.
    """
    paragraph = _Paragraph(boxes)
    if not boxes or paragraph.has_wider_than(min(first_room, room)):
        return set()
    filled = paragraph.filled(first_room, room)
    if paragraph.is_fine(filled, first_room, room):
        return set(filled[1:])
    return paragraph.cheapest(first_room, room)


class _Paragraph:
    """Prefix sums over the boxes, so that any line is measured by subtractions."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._count = len(boxes)
        self._tied = [box.is_tied for box in boxes]
        self._widest = max((box.width for box in boxes), default=0)
        self._starts, self._ends, self._spaces, self._gaps = [0], [], [0], [0]
        at = spaces = gaps = 0
        for box in boxes:
            self._ends.append(at + box.width)
            at += box.width + box.spaces_width
            spaces += box.spaces
            gaps += box.gaps + box.spaces
            self._starts.append(at)
            self._spaces.append(spaces)
            self._gaps.append(gaps)

    def has_wider_than(self, room: float) -> bool:
        return self._widest > room

    def filled(self, first_room: float, room: float) -> list[int]:
        """Return the starts of greedily filled lines."""
        starts = [0]
        while (
            stop := self._last(starts[-1], room if starts[1:] else first_room) + 1
        ) < self._count:
            starts.append(stop)
        return starts

    def is_fine(self, starts: list[int], first_room: float, room: float) -> bool:
        """Return whether no line, except the last, is stretched beyond `_FINE`."""
        return all(
            self._ending(start, stop - 1, room if start else first_room) <= _FINE**2
            for start, stop in pairwise(starts)
        )

    def cheapest(self, first_room: float, room: float) -> set[int]:
        """Return the starts, without 0, of the lines with the lowest total cost."""
        costs: list[float | None] = [0.0, *[None] * self._count]
        begun = [0] * (self._count + 1)
        for start in range(self._count):
            cost = costs[start]
            if cost is None:
                continue
            available = room if start else first_room
            for last, line_cost in self._lines(start, available):
                known, total = costs[last + 1], cost + _LINE + line_cost
                if known is None or total < known:
                    costs[last + 1], begun[last + 1] = total, start
        starts, at = set(), self._count
        while at:
            at = begun[at]
            starts.add(at)
        return starts - {0}

    def _last(self, start: int, room: float) -> int:
        """Return the index of the last box that fits on a line from `start`."""
        return bisect_right(self._ends, self._starts[start] + room, lo=start + 1) - 1

    def _lines(self, start: int, room: float) -> list[tuple[int, float]]:
        """Return the possible lines from box `start` in `room` (1/1000 em): (last box, cost)."""
        last = self._last(start, room)
        if last == self._count - 1:
            width = self._ends[last] - self._starts[start]
            return [(last, _STUB if start and width < room * _STUB_WIDTH else 0.0)]
        least = self._starts[start] + room * (1 - _LOOSEST)
        lines = [(last, self._ending(start, last, room))]
        while last > start and self._ends[last - 1] >= least:
            last -= 1
            lines.append((last, self._ending(start, last, room)))
        return lines

    def _ending(self, start: int, last: int, room: float) -> float:
        """Return the cost of a line including the break at its end."""
        return self._cost(start, last, room) + _PARTED * self._tied[last]

    def _cost(self, start: int, last: int, room: float) -> float:
        """Return the cost of a line: 0 if full, 1 if stretched to the limit, more if still short.

        The limits are `SPACE_CAP` for each space and `CELL_CAP` for each gap.
        """
        lacking = room - (self._ends[last] - self._starts[start])
        spaces = self._spaces[last] - self._spaces[start]
        # The spaces after the last box are dropped at the end of a line.
        gaps = self._gaps[last] - self._gaps[start] + 1
        rest = lacking - SPACE_CAP * spaces
        if rest <= 0:
            return 0.1 * (lacking / (SPACE_CAP * spaces)) ** 2
        stretch = rest / gaps / CELL_CAP
        if stretch <= 1:
            return 0.1 + 0.9 * stretch * stretch
        return _SHORT + ((rest - CELL_CAP * gaps) / 1000) ** 2
