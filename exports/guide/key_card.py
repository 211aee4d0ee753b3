"""The key reference card, in the largest font size in which it fits on one A4 page."""

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from exports.guide.handbook import MADE_AT
from exports.guide.handbook import key_name as one_key_name
from exports.guide.keys import KeyGroup, KeyRow
from exports.typesetting.document_builder import Column, DocumentBuilder, Margins, PdfMetadata, Span
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.fonts import choose_font
from exports.typesetting.line_breaking import Run, Text
from exports.typesetting.styles import PLAIN
from exports.typesetting.styles import TITLE as TITLE_STYLE

TITLE = "ปุ่มของโปรแกรม kmtui"
_NOTE = (
    "ปุ่มตัวอักษรและตัวเลขกดได้ทั้งแป้นอังกฤษและปุ่มตำแหน่งเดียวกันของแป้นไทย "
    "เมื่อเทอร์มินัลใช้ปุ่ม F เอง กด Ctrl+Space แล้วตามด้วยตัวเลข (2 คือ F2)"
)
_MARGINS = Margins(left=12, right=12, top=10, bottom=8)
_SIZES = (15, 14.5, 14, 13.5, 13, 12.5, 12, 11.5, 11, 10.5, 10, 9.5, 9)
_SHARES = (20, 73)
_LEADING = 1.15


def write_key_card(groups: Sequence[KeyGroup], font: Path | None = None) -> RenderedPdf:
    """Return the key reference card as a PDF, in the largest size in which it is one page.

    It has more pages if even the smallest size (9 points) is too large.
    """
    chosen = choose_font(font)
    for size in _SIZES:
        origin = PdfMetadata(TITLE, "kmtui", MADE_AT, "guide keys")
        paper = DocumentBuilder(chosen, origin, margins=_MARGINS)
        _draw(paper, groups, size)
        drawn = paper.drawn()
        if paper.page_count == 1:
            break
    return drawn


def _draw(paper: DocumentBuilder, groups: Sequence[KeyGroup], size: float) -> None:
    paper.write(TITLE, TITLE_STYLE)
    paper.write(_NOTE, PLAIN.but(size=size))
    columns = [
        Column(title, share) for title, share in zip(("ปุ่ม", "คำสั่ง") * 2, _SHARES * 2, strict=True)
    ]
    rows: list[Span | list[Text]] = []
    for group in groups:
        rows.append(Span(group.title))
        half = (len(group.rows) + 1) // 2
        for left, right in zip_longest(group.rows[:half], group.rows[half:]):
            rows.append([*_cells(left), *_cells(right)])
    paper.table(columns, rows, PLAIN.but(size=size, leading=size * _LEADING))


def _cells(row: KeyRow | None) -> list[Text]:
    if row is None:
        return ["", ""]
    keys = " / ".join(one_key_name(key) for key in row.keys.split(" / "))
    return [Run(keys, bold=True), [Run(row.label, bold=True), f"  {row.help}"]]
