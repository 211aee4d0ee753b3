"""Cells of tables: paragraphs, and bars made of shaded cells."""

from collections.abc import Sequence
from itertools import pairwise

from exports.typesetting.cells import Bar
from exports.typesetting.line_breaking import Run, Text, bullet_width, paragraphs
from exports.typesetting.lines import fitted
from exports.typesetting.pdf_canvas import PdfCanvas
from exports.typesetting.styles import POINT, Style
from exports.word.elements import Element, element, put, qn, twips
from exports.word.paragraphs import paragraph, spacer
from exports.word.style_sheet import TABLE_STYLES, TEXT_STYLES, NamedStyle, nearest

_DARK, _LIGHT, _HEAD = "666666", "CCCCCC", "EBEBEB"
_BAR_HEIGHT = 0.45  # of a line
_STEP, _TICK = 4, 18  # widths of lines in eighths of a point


def cell(
    blocks: Sequence[Element],
    width: float,
    *,
    span: int = 1,
    merge: str = "",
    is_head: bool = False,
    middle: bool = False,
    right: float | None = None,
) -> Element:
    """Return a table cell with blocks.

    Args:
        width: in millimetres.
        span: the number of columns that it spans.
        merge: `restart` for the upper of merged cells, `continue` for those below.
        right: the padding at its right edge in millimetres, if not that of the table.
    """
    properties = element("tcPr")
    put(properties, element("tcW", w=twips(width), type="dxa"))
    if span > 1:
        put(properties, element("gridSpan", val=span))
    if merge:
        put(properties, element("vMerge", val=merge))
    if is_head:
        put(properties, element("shd", val="clear", color="auto", fill=_HEAD))
    if right is not None:
        put(properties, element("tcMar", element("right", w=twips(right), type="dxa")))
    if middle:
        put(properties, element("vAlign", val="center"))
    made = element("tc", properties, *blocks)
    # A cell ends with a paragraph; Word repairs the file otherwise.
    if not blocks or blocks[-1].tag != qn("w:p"):
        made.append(spacer(1, keeps_next=False) if blocks else element("p"))
    return made


def texts(
    sheet: PdfCanvas, content: Text | Bar, look: Style, width: float, *, in_table: bool = True
) -> list[Element]:
    """Return the paragraphs of a cell that is `width` millimetres wide; list items hang."""
    text = content.text if isinstance(content, Bar) else content
    written, look = fitted(sheet, paragraphs(text, look.bold), look, width)
    named = nearest(look, TABLE_STYLES if in_table else TEXT_STYLES)
    if isinstance(content, Bar):
        above = [_hung(sheet, runs, look, named) for runs in written] if content.text else []
        return [*above, bar(content, width, look.line_height * _BAR_HEIGHT)]
    return [_hung(sheet, runs, look, named) for runs in written]


def _hung(sheet: PdfCanvas, runs: list[Run], look: Style, named: NamedStyle) -> Element:
    bullet = bullet_width(runs, sheet.face) * look.size * POINT / 1000
    return paragraph(runs, look.but(hang=look.hang + bullet) if bullet else look, named)


def bar(content: Bar, width: float, height: float) -> Element:
    """Return a table of one row (in mm) whose shaded cells form a bar."""
    dark = min(max(content.share, 0.0), 1.0)
    light = min(max(dark + content.light, dark), 1.0)
    steps = {step / content.steps for step in range(1, content.steps)}
    ticks = set() if content.tick is None else {min(max(content.tick, 0.0), 1.0)}
    ends = sorted({0.0, 1.0, dark, light} | steps | ticks)
    grid, row = element("tblGrid"), element("tr", element("trPr"))
    put(row[0], element("cantSplit"))
    put(row[0], element("trHeight", val=twips(height), hRule="exact"))
    for start, end in pairwise(ends):
        part = max(twips((end - start) * width), 1)
        grid.append(element("gridCol", w=part))
        fill = _DARK if end <= dark else _LIGHT if end <= light else ""
        row.append(_bar_cell(part, fill, _line_at(start, steps, ticks)))
    properties = element("tblPr")
    put(properties, element("tblW", w=twips(width), type="dxa"))
    sides = ("top", "left", "bottom", "right")
    lines = (element(side, val="single", sz=2, space=0, color="000000") for side in sides)
    put(properties, element("tblBorders", *lines))
    put(properties, element("tblLayout", type="fixed"))
    return element("tbl", properties, grid, row)


def _line_at(start: float, steps: set[float], ticks: set[float]) -> int:
    return _TICK if start in ticks else _STEP if start in steps else 0


def _bar_cell(width: int, fill: str, line: int) -> Element:
    properties = element("tcPr")
    put(properties, element("tcW", w=width, type="dxa"))
    if line:
        edge = element("left", val="single", sz=line, space=0, color="000000")
        put(properties, element("tcBorders", edge))
    if fill:
        put(properties, element("shd", val="clear", color="auto", fill=fill))
    return element("tc", properties, spacer(1, keeps_next=False))
