"""The handbook as a PDF: a cover with the table of contents, then chapters with pictures."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from exports.guide.chapters import Chapter, picture_text
from exports.guide.markdown import Block, Grid, Heading, Item, Kind, Paragraph, Picture, Spans
from exports.guide.screen_picture import ScreenPicture, picture_strip, read_picture
from exports.typesetting.document_builder import Column, DocumentBuilder, Margins, PdfMetadata
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.fonts import choose_font
from exports.typesetting.line_breaking import Run
from exports.typesetting.styles import (
    BODY,
    BOOK_TITLE,
    CELL,
    CENTRED,
    CHAPTER,
    HEADING,
    PLAIN,
    SPOKEN,
    Align,
)
from exports.typesetting.toc_entries import TocEntry
from kmtui.thai.digits import thai_digits

TITLE = "คู่มือการใช้งานโปรแกรม kmtui"
_FOR = "สำหรับเลขานุการและผู้จัดทำรายงานการประชุม"
_AUTHOR = "kmtui"
# The handbook has no day of its own: the same text gives the same bytes.
MADE_AT = datetime(2020, 12, 22, 2, 0, tzinfo=UTC)
MARGINS = Margins(left=25, right=20, top=20, bottom=18)
_COVER_TOP, _BELOW_COVER = 18.0, 10.0
_TEXT = BODY.but(first=15, before=1.2)
_MARK_LEFT, _MARK_WIDTH = 8.0, 9.0
_ITEM = SPOKEN.but(before=0.8, align=Align.LEFT)
_CAPTION = CENTRED.but(size=14)
_AROUND_PICTURE, _PICTURE_WIDTH = 1.5, 132.0
_CELL = CELL.but(size=15)
# The widest a column of a table is beside the others, as a share of their longest texts.
_LONGEST_CELL, _SHORTEST_CELL = 60, 12
# The keys that office fonts have no sign for.
KEY_NAMES = {"↑": "ลูกศรขึ้น", "↓": "ลูกศรลง", "←": "ลูกศรซ้าย", "→": "ลูกศรขวา"}


class _Paper(DocumentBuilder):
    """A PDF document that can also draw pictures of screens."""

    def screen(self, picture: ScreenPicture) -> None:
        """Draw a picture, centred horizontally."""
        left = self._stack.left + (self.width - _PICTURE_WIDTH) / 2
        self._stack.add(picture_strip(self.sheet, picture, left, _PICTURE_WIDTH))


def write_handbook(chapters: Sequence[Chapter], font: Path | None = None) -> RenderedPdf:
    """Return the chapters as a PDF, with a cover and contents if there are several.

    Raises FontFault if the configured `font` cannot be used.
    """
    title = TITLE if len(chapters) > 1 else f"{TITLE} {chapters[0].heading}"
    origin = PdfMetadata(title, _AUTHOR, MADE_AT, f"guide {' '.join(c.name for c in chapters)}")
    paper = _Paper(choose_font(font), origin, margins=MARGINS)
    if len(chapters) > 1:
        _write_cover(paper, chapters)
    for number, chapter in enumerate(chapters):
        if number or len(chapters) > 1:
            paper.new_page()
        _write_chapter(paper, chapter)
    return paper.drawn()


def key_name(key: str) -> str:
    """Return the printed name of a key; arrow keys are spelled out."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    return "+".join([*held, KEY_NAMES.get(last, last)])


def _write_cover(paper: _Paper, chapters: Sequence[Chapter]) -> None:
    paper.blank(_COVER_TOP)
    paper.write(TITLE, BOOK_TITLE)
    paper.write(_FOR, CENTRED.but(size=18))
    paper.rule()
    paper.blank(_BELOW_COVER)
    paper.write("สารบัญ", CHAPTER)
    paper.contents([TocEntry(chapter.heading, chapter.name) for chapter in chapters])


def _write_chapter(paper: _Paper, chapter: Chapter) -> None:
    paper.begin(chapter.name)
    paper.bookmark(chapter.heading)
    paper.write(chapter.heading, CHAPTER)
    paper.space(2)
    for block in chapter.blocks:
        _write_block(paper, block)


def _write_block(paper: _Paper, block: Block) -> None:
    if isinstance(block, Heading):
        paper.write(block.text, HEADING)
    elif isinstance(block, Paragraph):
        paper.write(_runs(block.spans), _TEXT)
    elif isinstance(block, Item):
        _write_item(paper, block)
    elif isinstance(block, Grid):
        _write_grid(paper, block)
    else:
        _write_picture(paper, block)


def _write_item(paper: _Paper, item: Item) -> None:
    mark = f"{thai_digits(item.number)}." if item.number else "-"
    style = PLAIN.but(left=_MARK_LEFT)
    wide = _MARK_LEFT + _MARK_WIDTH
    paper.beside(mark, _runs(item.spans), _ITEM, left_style=style, left_width=wide, gap=0)


def _write_grid(paper: _Paper, grid: Grid) -> None:
    shares = [
        min(
            max(_longest(row[at] for row in (grid.head, *grid.rows)), _SHORTEST_CELL), _LONGEST_CELL
        )
        for at in range(len(grid.head))
    ]
    columns = [
        Column(_written(head), paper.width * share / sum(shares), Align.LEFT)
        for head, share in zip(grid.head, shares, strict=True)
    ]
    paper.table(columns, [[_runs(cell) for cell in row] for row in grid.rows], _CELL)


def _longest(cells: Iterable[Spans]) -> int:
    return max(len(_written(cell)) for cell in cells)


def _write_picture(paper: _Paper, picture: Picture) -> None:
    drawn = read_picture(picture_text(picture.name))
    with paper.keep_together():
        paper.blank(_AROUND_PICTURE)
        paper.screen(drawn)
        paper.write(f"ภาพ {picture.caption}", _CAPTION)
    paper.space(_AROUND_PICTURE)


def _runs(spans: Spans) -> list[str | Run]:
    return [_run(text.text, text.kind) for text in spans]


def _run(text: str, kind: Kind) -> str | Run:
    if kind is Kind.KEY:
        return Run(key_name(text), bold=True, unbroken=True)
    if kind is Kind.BOLD:
        return Run(text, bold=True)
    if kind is Kind.CODE:
        # A command is typed as it stands on one line.
        return Run(text, bold=True, unbroken=True)
    return text


def _written(spans: Spans) -> str:
    return "".join(key_name(s.text) if s.kind is Kind.KEY else s.text for s in spans)
