"""Tables of a Word file: ruled with repeated header rows, or unruled columns."""

from collections.abc import Sequence
from itertools import groupby

from exports.typesetting.cells import Bar, lay_cell
from exports.typesetting.line_breaking import Text, paragraphs, widest_unit
from exports.typesetting.lines import COLUMN_GAP
from exports.typesetting.pdf_canvas import PdfCanvas
from exports.typesetting.styles import Align, Style
from exports.typesetting.table import Column, Row, Span, TableStyle, Total, widened
from exports.word.cells import cell, texts
from exports.word.elements import Element, element, put, qn, twips
from exports.word.paragraphs import keep_with_next, properties_of
from exports.word.style_sheet import PLAIN_TABLE, RULED

_PADDING = 2.6  # millimetres on both sides of a cell


def empty_table(widths: Sequence[float], style: str) -> Element:
    """Return a table without rows; widths in millimetres."""
    properties = element("tblPr")
    put(properties, element("tblStyle", val=style))
    put(properties, element("tblW", w=twips(sum(widths)), type="dxa"))
    put(properties, element("tblInd", w=0, type="dxa"))
    put(properties, element("tblLayout", type="fixed"))
    grid = element("tblGrid", *(element("gridCol", w=twips(width)) for width in widths))
    return element("tbl", properties, grid)


def add_row(
    table: Element,
    cells: Sequence[Element],
    *,
    is_whole: bool = True,
    is_head: bool = False,
    least: float = 0,
) -> Element:
    """Add a row; a whole row is not split across pages, a header row is repeated on every page.

    `least` is its minimum height in millimetres.
    """
    properties = element("trPr")
    if is_whole:
        put(properties, element("cantSplit"))
    if least:
        put(properties, element("trHeight", val=twips(least), hRule="atLeast"))
    if is_head:
        put(properties, element("tblHeader"))
    made = element("tr", *([properties] if len(properties) else []), *cells)
    table.append(made)
    return made


def keep_row(row: Element) -> None:
    """Forbid a page break after a row, and inside blocks of paragraphs."""
    for each in row.iter(qn("w:p")):
        keep_with_next(properties_of(each))


class WordTable:
    """A ruled table or unruled columns, to which rows are added; `element` is the table.

    `width` and `page_height` are those of the text area in millimetres.
    """

    def __init__(
        self,
        sheet: PdfCanvas,
        columns: Sequence[Column],
        look: TableStyle,
        width: float,
        page_height: float,
    ) -> None:
        self._sheet = sheet
        self._columns = columns
        self._look = look
        self._width = width
        self._page_height = page_height
        self._padding = _PADDING if look.ruled else COLUMN_GAP
        scale = width / sum(column.width for column in columns)
        self._widths = widened(
            [column.width * scale for column in columns],
            [self._least_width(column) for column in columns],
        )
        self.element = empty_table(self._widths, RULED if look.ruled else PLAIN_TABLE)

    def titles(self, rows: Sequence[Span]) -> Element:
        """Return the title rows above the header as a table, kept together with this one."""
        made = empty_table([self._width], RULED)
        for row in rows:
            keep_row(add_row(made, [cell(self._span(row), self._width)]))
        return made

    def add_rows(self, rows: Sequence[Row], *, has_foot: bool = False) -> None:
        """Add the header and the rows; with a foot the last row is kept together with it."""
        if self._look.head:
            self._add_head()
        last: Element | None = None
        for number, row in enumerate(rows, 1):
            # The last row must not be alone on a page below a repeated head.
            if last is not None and (isinstance(row, Total) or self._is_last(number, rows)):
                keep_row(last)
            last = self._add(row)
            if isinstance(row, Span) and row.keep_next:
                keep_row(last)
        if has_foot and last is not None:
            keep_row(last)

    def _is_last(self, number: int, rows: Sequence[Row]) -> bool:
        return self._look.head and number == len(rows)

    def _least_width(self, column: Column) -> float:
        """Return the smallest width in mm that splits no word of the column's title."""
        titles = paragraphs(column.title, bold=True) if self._look.head else []
        widest = max((widest_unit(runs, self._sheet.face) for runs in titles), default=0)
        width = self._sheet.millimetres(widest + 1, self._look.style.size)
        return width + self._padding if widest else 0.0

    def _add_head(self) -> None:
        """Add the header; a title outside groups spans both of its rows."""
        grouped = any(column.group for column in self._columns)
        if grouped:
            keep_row(add_row(self.element, self._upper_titles(), is_head=True))
        lower = [
            cell([], width, merge="continue", is_head=True)
            if grouped and not column.group
            else cell(self._title(column.title, width), width, is_head=True, middle=True)
            for column, width in zip(self._columns, self._widths, strict=True)
        ]
        keep_row(add_row(self.element, lower, is_head=True))

    def _upper_titles(self) -> list[Element]:
        upper = []
        places = zip(self._columns, self._widths, strict=True)
        for group, found in groupby(places, lambda place: place[0].group):
            members = list(found)
            if group:
                width = sum(width for _, width in members)
                blocks = self._title(group, width)
                upper.append(cell(blocks, width, span=len(members), is_head=True, middle=True))
                continue
            for column, width in members:
                blocks = self._title(column.title, width)
                upper.append(cell(blocks, width, merge="restart", is_head=True, middle=True))
        return upper

    def _title(self, title: str, width: float) -> list[Element]:
        look = self._look.style.but(bold=True, align=Align.CENTRE)
        return texts(self._sheet, title, look, width - self._padding)

    def _add(self, row: Row) -> Element:
        if isinstance(row, Span):
            spanned = cell(self._span(row), self._width, span=len(self._columns))
            return add_row(self.element, [spanned])
        contents = row.cells if isinstance(row, Total) else row
        middle = self._look.row_height > 0
        cells = [
            cell(self._texts(content, column, width), width, middle=middle)
            for content, column, width in zip(contents, self._columns, self._widths, strict=True)
        ]
        is_whole = not self._look.ruled or self._height(contents) <= (
            self._page_height * self._look.max_unsplit_share
        )
        return add_row(self.element, cells, is_whole=is_whole, least=self._look.row_height)

    def _span(self, row: Span) -> list[Element]:
        look = self._look.style.but(align=row.align, bold=row.bold)
        return texts(self._sheet, row.text, look, self._width - self._padding)

    def _texts(self, content: Text | Bar, column: Column, width: float) -> list[Element]:
        look = self._look.style.but(align=column.align)
        room = width - self._padding
        return texts(self._sheet, content, look, room, in_table=self._look.ruled)

    def _height(self, contents: Sequence[Text | Bar]) -> float:
        """Return the height of a row in millimetres, as in the PDF."""
        style: Style = self._look.style
        return max(
            lay_cell(self._sheet, content, style, 0, width, width - self._padding).height
            for content, width in zip(contents, self._widths, strict=True)
        )
