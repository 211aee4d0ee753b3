"""Read-only Thai text wrapped at words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct
from rich.cells import cell_len
from textual.content import Content, Span
from textual.css.styles import RulesMap
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

from screens.widgets.sanitize import display_text
from screens.widgets.wrap import row_spans

# The class of a label that takes no row until it has had a text. It then keeps the row: what is
# above must not move each time that the text comes and goes.
ROW_ON_DEMAND = "row-on-demand"

# Plain text, or text with a style: ("นายก", "bold $accent").
Part = str | tuple[str, str]


class StyledText(NamedTuple):
    """Text with one style, which is Textual's ("bold", "$text-muted") and never user input."""

    text: str
    style: str


class LabelLine(Struct, frozen=True):
    """A line of a label: parts side by side, with `indent` blank cells before every row.

    `hanging` is an additional indent, in cells, of the second and later rows.
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
        self._has_had_text = False

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

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows at a width; 0 for a label that has had no text yet."""
        self._has_had_text = self._has_had_text or bool(self.text)
        if self.has_class(ROW_ON_DEMAND) and not self._has_had_text:
            return 0
        return super().get_content_height(container, viewport, width)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text selected with the mouse, and what follows it; overrides Widget's."""
        return self._shown.selected_text(selection, self.scrollable_content_region.width), "\n"

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

    def selected_text(self, selection: Selection, width: int) -> str:
        """Return the selected text of rows at a width, without their indents and row breaks."""
        selected, at = list[str](), 0
        for line in self.lines:
            ends = list[int]()
            for start, end, margin in _placed_rows(line, width):
                span, at = selection.get_span(at), at + 1
                if span is not None:
                    left, right = (start + max(0, each - margin) for each in span)
                    ends += [min(left, end), end if span[1] < 0 else min(right, end)]
            if ends:
                first, last = (_after_marks(line.text, each) for each in (ends[0], ends[-1]))
                selected.append(line.text[first:last])
        return "\n".join(selected)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Render the rows; part of Textual's Visual protocol."""
        rows = self.rows(width)[:height]
        # The selected row is bold with colours of its own, on which others are unreadable.
        content = Content("\n").join(map(_without_colours, rows) if style.bold else rows)
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
    for start, end, margin in _placed_rows(line, width):
        spans = list(_spans(line, start, end, margin))
        yield Content(" " * margin + line.text[start:end], spans=spans)


def _placed_rows(line: LabelLine, width: int) -> Iterator[tuple[int, int, int]]:
    """Yield start and end of each row in the text of the line, and the blank cells before it."""
    for number, (start, end) in enumerate(_hanging_spans(line, max(1, width - line.indent))):
        yield start, end, min(line.indent + (line.hanging if number else 0), width - 1)


def _after_marks(text: str, at: int) -> int:
    """Return the offset behind the marks at `at`, which belong to the letter before them."""
    while at < len(text) and not cell_len(text[at]):
        at += 1
    return at


def _without_colours(row: Content) -> Content:
    """Return a row without the colours of its parts; bold and underline stay."""
    spans = []
    for span in row.spans:
        kept = [word for word in str(span.style).split() if word in ("bold", "underline")]
        spans += [Span(span.start, span.end, " ".join(kept))] if kept else []
    return Content(row.plain, spans=spans)


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
