"""Read-only Thai text wrapped at words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content, Span
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

from screens.widgets.sanitize import display_text
from screens.widgets.wrap import row_spans

# Plain text, or text with a style: ("นายก", "bold $accent").
Part = str | tuple[str, str]


class StyledText(NamedTuple):
    """Text with one style, which is Textual's ("bold", "$text-muted") and never user input."""

    text: str
    style: str


class LabelLine(Struct, frozen=True):
    """A line of a label: parts side by side, with `indent` blank cells before every row.

    `hanging` is an additional indent of the second and later rows.
    """

    parts: tuple[StyledText, ...]
    indent: int = 0
    hanging: int = 0

    @property
    def text(self) -> str:
        """The text without styles."""
        return "".join(part.text for part in self.parts)


def lines(*parts: Part, indent: int = 0, hanging: int = 0) -> list[LabelLine]:
    """Return the parts sanitized and split at newlines.

    `indent` and `hanging` are in terminal cells, as in `LabelLine`.
    """
    made: list[list[StyledText]] = [[]]
    for part in parts:
        text, style = (part, "") if isinstance(part, str) else part
        first, *others = display_text(text).split("\n")
        made[-1].append(StyledText(first, style))
        made.extend([StyledText(other, style)] for other in others)
    return [LabelLine(tuple(line), indent, hanging) for line in made]


class ThaiLabel(Widget):
    """A widget that shows lines; user input is safe in it.

    `ThaiLabel("ข้อความ")`, `ThaiLabel(("ชื่อ", "bold"), "  ตำแหน่ง")`, or several lines:
    `ThaiLabel(*lines((name, "bold")), *lines(text, indent=2))`.
    """

    DEFAULT_CSS = """
    ThaiLabel {
        width: 1fr;
        height: auto;
    }
    """

    def __init__(self, *content: Part | LabelLine, **options: str | bool | None) -> None:
        """Initialize with content; `options` are Widget's: name, id, classes, disabled."""
        super().__init__(**options)  # type: ignore[arg-type]
        self._shown = WrappedLines(_as_lines(content))

    def update(self, *content: Part | LabelLine) -> None:
        """Replace the content; refresh the layout if it differs."""
        made = WrappedLines(_as_lines(content))
        if made.lines != self._shown.lines:
            self._shown = made
            self.refresh(layout=True)

    @property
    def text(self) -> str:
        """The displayed text, without styles and row breaks."""
        return "\n".join(line.text for line in self._shown.lines)

    def render(self) -> WrappedLines:
        """Return the lines, which wrap themselves at the render width."""
        return self._shown


class WrappedLines(Visual):
    """Lines that wrap at any width; the last widths are cached."""

    def __init__(self, lines: tuple[LabelLine, ...]) -> None:
        self.lines = lines
        self._rows: dict[int, list[Content]] = {}

    @property
    def text(self) -> str:
        """The text of the lines without styles, separated by spaces."""
        return " ".join(each.text for each in self.lines)

    def rows(self, width: int) -> list[Content]:
        """Return one content for each row, none wider than `width` cells."""
        if width not in self._rows:
            # A layout uses the widths with and without a scroll bar, seldom a third one.
            if len(self._rows) >= 3:
                self._rows.clear()
            self._rows[width] = [row for line in self.lines for row in _rows_of(line, width)]
        return self._rows[width]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Render the rows; part of Textual's Visual protocol."""
        content = Content("\n").join(self.rows(width)[:height])
        return content.render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        """Return the width of the longest line in terminal cells."""
        return max((line.indent + cell_len(line.text) for line in self.lines), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        """Return the number of rows at `width` cells."""
        return len(self.rows(width)) if width else 0


def _as_lines(content: tuple[Part | LabelLine, ...]) -> tuple[LabelLine, ...]:
    """Return the content as lines; consecutive parts form one line."""
    made: list[LabelLine] = []
    parts: list[Part] = []
    for piece in content:
        if not isinstance(piece, LabelLine):
            parts.append(piece)
            continue
        made.extend(lines(*parts) if parts else ())
        parts.clear()
        made.append(piece)
    if parts or not made:
        made.extend(lines(*parts))
    return tuple(made)


def _rows_of(line: LabelLine, width: int) -> Iterator[Content]:
    text = line.text
    for number, (start, end) in enumerate(_hanging_spans(line, max(1, width - line.indent))):
        margin = line.indent + (line.hanging if number else 0)
        spans = list(_spans(line, start, end, min(margin, width - 1)))
        yield Content(" " * min(margin, width - 1) + text[start:end], spans=spans)


def _hanging_spans(line: LabelLine, room: int) -> list[tuple[int, int]]:
    """Return start and end of each row, at most `room` cells wide.

    The first has the room of its hanging indent, too.
    """
    first, *others = row_spans(line.text, room)
    if not others or not line.hanging:
        return [first, *others]
    begin = others[0][0]
    hanging = row_spans(line.text[begin:], max(1, room - line.hanging))
    return [first, *((begin + start, begin + end) for start, end in hanging)]


def _spans(line: LabelLine, start: int, end: int, margin: int) -> Iterator[Span]:
    """Yield the styles of columns `start` to `end` of the line, shifted by the margin."""
    edges = [0]
    for part in line.parts:
        edges.append(edges[-1] + len(part.text))
    for part, (left, right) in zip(line.parts, pairwise(edges), strict=True):
        left, right = max(left, start), min(right, end)
        if part.style and left < right:
            yield Span(left - start + margin, right - start + margin, part.style)
