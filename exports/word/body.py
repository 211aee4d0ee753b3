"""The body of a Word file: blocks in order, page breaks, sections, blocks kept together."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from docx.document import Document

from exports.typesetting.styles import Margins, PageMarks
from exports.word.contents import bookmark_name, target_name
from exports.word.elements import Element, element, points, put, qn
from exports.word.marks import numbered
from exports.word.paragraphs import is_spacer, properties_of, spacer
from exports.word.sections import PageSetup, add_headers
from exports.word.style_sheet import PART_HEADING, PLAIN_TABLE
from exports.word.tables import empty_table, keep_row

_ABOVE_TABLE = 1.0  # millimetres
_PARAGRAPH, _TABLE = qn("w:p"), qn("w:tbl")


class Body:
    """The body of a Word document, to which blocks are appended.

    `setup` is the page setup of the current section.
    """

    def __init__(self, document: Document, setup: PageSetup, marks: PageMarks) -> None:
        self.setup = setup
        self._document = document
        self._marks = marks
        self._element: Element = document.element.body
        for each in list(self._element):
            self._element.remove(each)
        self._headers: dict[tuple[bool, Margins], dict[str, str]] = {}
        self._space = 0.0
        self._is_fresh = True  # nothing is on this page yet
        self._breaks = False
        self._outline: tuple[str, int] | None = None
        self._bookmarks = 0
        self._target = ""
        self._keeping = 0
        self._columns: tuple[Element, Sequence[float]] | None = None

    @property
    def is_keeping(self) -> bool:
        """Whether the next block is kept on one page with others."""
        return self._keeping > 0

    def add(self, *blocks: Element) -> None:
        """Append paragraphs and content controls."""
        for block in blocks:
            self._columns = None
            for each in [block] if block.tag == _PARAGRAPH else block.iter(_PARAGRAPH):
                self._begin_block(each)
                break
            self._element.append(block)

    def add_table(self, table: Element, before: float) -> None:
        """Append a table with `before` millimetres above it."""
        is_below_titles = self._ends_with_spacer()
        above = before + (0 if self._is_plain(table) or is_below_titles else _ABOVE_TABLE)
        space = self.take_space() + points(above)
        # Adjacent tables would become one.
        if space or self._needs_block() or self._ends_with_table():
            self.add(spacer(space))
        self._columns = None
        self._element.append(table)
        self._is_fresh = False

    def open_columns(self, widths: Sequence[float]) -> Element:
        """Return the table of unruled columns (`widths` in mm) to add rows to.

        It is the last block, or a new table.
        """
        if self._columns is not None and self._columns[1] == widths and not self._needs_block():
            return self._columns[0]
        table = empty_table(widths, PLAIN_TABLE)
        self.add_table(table, 0)
        self._columns = table, widths
        return table

    def leave(self, height: float, *, at_top: bool = False) -> None:
        """Leave `height` millimetres above the next block.

        At the top of a page only if `at_top`.
        """
        if at_top or not self._is_fresh:
            self._space += points(height)

    def take_space(self) -> float:
        """Return the space to leave above the next block, in points, and reset it to 0."""
        space, self._space = self._space, 0.0
        return space

    def set_outline(self, title: str, level: int) -> None:
        """Give the next paragraph an outline level, 0 being the highest.

        A table, or a paragraph without text, gets a bookmark named by `title` instead.
        """
        self._outline = title, level

    def set_target(self, name: str) -> None:
        """Make the next paragraph an entry of the table of contents."""
        self._target = name

    @contextmanager
    def keeping(self, *, has_company: bool) -> Iterator[None]:
        """Keep the blocks of the `with` block on one page.

        With company, also the block before them.
        """
        start = len(self._element)
        self._keeping += 1
        try:
            yield
        finally:
            self._keeping -= 1
        if self._keeping:
            return
        blocks = list(self._element)[start:]
        if has_company and start and not self._begins_page(blocks):
            keep_row(_last_row(self._element[start - 1]))
        for block in blocks[:-1]:
            keep_row(block)
        if blocks and blocks[-1].tag == _TABLE:
            for row in blocks[-1].findall(qn("w:tr"))[:-1]:
                keep_row(row)

    def break_page(
        self,
        landscape: bool | None,
        margins: Margins | None = None,
        *,
        is_letter: bool = False,
    ) -> None:
        """Begin a new page; in a new section if the page setup or numbering changes."""
        setup = self.setup.turned(landscape, margins)
        self._space, self._columns = 0.0, None
        if is_letter or (setup.landscape, setup.margins) != (
            self.setup.landscape,
            self.setup.margins,
        ):
            self._end_section()
            self.setup = PageSetup(setup.margins, setup.landscape, is_letter)
        else:
            self._breaks = True
        self._is_fresh = True

    def end(self) -> None:
        """Append the properties of the last section."""
        if self._breaks or self._ends_with_table() or not len(self._element):
            self.add(spacer(1))
        self._element.append(self._section())
        numbered(self._element)

    def _begin_block(self, block: Element) -> None:
        properties = properties_of(block)
        if self._breaks:
            put(properties, element("pageBreakBefore"))
            self._breaks = False
        spacing = properties.find(qn("w:spacing"))
        space = round(self.take_space() * 20)
        if space:
            if spacing is None:
                spacing = put(properties, element("spacing"))
            before = int(spacing.get(qn("w:before"), "0"))
            spacing.set(qn("w:before"), str(before + space))
        if self._outline is not None:
            title, level = self._outline
            if next(block.iter(qn("w:t")), None) is not None:
                put(properties, element("outlineLvl", val=level))
            else:
                self._add_bookmark(block, bookmark_name(title))
            self._outline = None
        if self._target:
            self._mark_target(block, properties)
        self._is_fresh = False

    def _mark_target(self, block: Element, properties: Element) -> None:
        style = properties.find(qn("w:pStyle"))
        if style is None:
            style = put(properties, element("pStyle"))
        style.set(qn("w:val"), PART_HEADING)
        self._add_bookmark(block, target_name(self._target))
        self._target = ""

    def _add_bookmark(self, block: Element, name: str) -> None:
        self._bookmarks += 1
        properties_of(block).addnext(element("bookmarkStart", id=self._bookmarks, name=name))
        block.append(element("bookmarkEnd", id=self._bookmarks))

    def _needs_block(self) -> bool:
        return self._breaks or self._outline is not None or bool(self._target)

    def _ends_with_spacer(self) -> bool:
        return len(self._element) > 0 and is_spacer(self._element[-1])

    def _ends_with_table(self) -> bool:
        return len(self._element) > 0 and self._element[-1].tag == _TABLE

    @staticmethod
    def _is_plain(table: Element) -> bool:
        style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        return style is not None and style.get(qn("w:val")) == PLAIN_TABLE

    @staticmethod
    def _begins_page(blocks: Sequence[Element]) -> bool:
        first = next((each for block in blocks for each in block.iter(_PARAGRAPH)), None)
        return first is not None and next(first.iter(qn("w:pageBreakBefore")), None) is not None

    def _end_section(self) -> None:
        if not len(self._element) or self._element[-1].tag != _PARAGRAPH or self._has_section():
            self.add(spacer(1))
        put(properties_of(self._element[-1]), self._section())

    def _has_section(self) -> bool:
        return next(self._element[-1].iter(qn("w:sectPr")), None) is not None

    def _section(self) -> Element:
        setup = self.setup
        key = setup.landscape, setup.margins
        if key not in self._headers:
            self._headers[key] = add_headers(self._document, self._marks, setup)
        return setup.properties(self._headers[key])


def _last_row(block: Element) -> Element:
    """Return the last row of a table; the block itself if it is none.

    A table kept as a whole would begin on a new page, however long it is.
    """
    rows = block.findall(qn("w:tr"))
    return rows[-1] if rows else block
