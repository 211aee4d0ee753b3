"""What a benchmark prints: measured values with their spread, ratios, and the aim beside them."""

from collections.abc import Sequence
from statistics import median

from msgspec import Struct, field


class Sample(Struct, frozen=True):
    """The values of one thing measured several times, in one unit."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The value in the middle."""
        return median(self.values)

    def share(self, part: float) -> float:
        """The value that `part` (0..1) of the values do not exceed (nearest rank)."""
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))]

    def over(self, other: "Sample") -> float:
        """The ratio of the medians."""
        return self.median / other.median if other.median else float("inf")

    def cell(self, unit: str) -> str:
        """The median with the smallest and the largest value."""
        low, high = min(self.values), max(self.values)
        spread = f"  ({number(low)}-{number(high)})" if len(self.values) > 1 else ""
        return f"{number(self.median)} {unit}{spread}"


class Aim(Struct, frozen=True):
    """A bound that a measured value should keep: at most `limit`, or at least where told."""

    limit: float
    unit: str = "x"
    at_least: bool = False

    def judge(self, value: float) -> str:
        """The aim in words, and whether the value keeps it."""
        kept = value >= self.limit if self.at_least else value <= self.limit
        sign = ">=" if self.at_least else "<="
        return f"{sign} {number(self.limit)} {self.unit}: {'kept' if kept else 'MISSED'}"


class Table(Struct):
    """A titled table whose first column is aligned left, the others too."""

    title: str
    head: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        """Add a row."""
        self.rows.append(cells)

    def text(self) -> str:
        """The table as lines of plain text."""
        grid = [tuple(self.head), *(tuple(row) for row in self.rows)]
        columns = max(map(len, grid))
        grid = [row + ("",) * (columns - len(row)) for row in grid]
        widths = [max(len(row[column]) for row in grid) for column in range(columns)]
        shown = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in grid
        ]
        rule = "  ".join("-" * width for width in widths)
        return "\n".join(["", self.title, "", shown[0], rule, *shown[1:], *self.notes])


def number(value: float) -> str:
    """Three digits that matter."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def ratio(value: float) -> str:
    """A ratio in a table."""
    return f"{value:.2f} x"
