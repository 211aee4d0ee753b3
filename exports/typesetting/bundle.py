"""Several documents drawn into one PDF with one set of fonts, as in a binder."""

from collections.abc import Callable

from exports.typesetting.document_builder import DocumentBuilder
from exports.typesetting.lines import place_lines
from exports.typesetting.styles import PLAIN, Margins, PageMarks
from exports.typesetting.toc_entries import PageAnchor

# The page number of the file is printed at the edge, left of the initials and the catchword.
_LEFT, _WIDTH, _BOTTOM = 30.0, 60.0, 14.0


class Bundle:
    """A PDF of several documents: `paper` has the common pages, parts are drawn in between.

    `page_name` returns the text at the foot of every page, given its number in the file.
    """

    def __init__(self, paper: DocumentBuilder, page_name: Callable[[int], str]) -> None:
        self.paper = paper
        self._sheet = paper.sheet
        self._page_name = page_name
        self._sheet.on_page = self._stamp

    def part(
        self, *, margins: Margins | None, landscape: bool, marks: PageMarks, catchwords: bool
    ) -> DocumentBuilder:
        """Return a builder of another paper on the pages that follow.

        Its `finish` returns no bytes: they belong to this file. Write on `paper` again only after
        that and `resume`, and on a new page.
        """
        self.paper.end()
        self._sheet.begin_part()
        return DocumentBuilder(
            *self.paper.begun_with,
            margins=margins,
            landscape=landscape,
            marks=marks,
            catchwords=catchwords,
            sheet=self._sheet,
        )

    def resume(self) -> None:
        """Continue writing on `paper` after a part."""
        self._sheet.resume_whole()

    def begin_next_page(self, name: str, title: str, level: int) -> None:
        """Set an outline entry and the link target `name` on the next page of any paper.

        `title` and `level` (0 the highest) are those of the entry.
        """
        self.paper.end()

        def begin() -> None:
            page = self._sheet.page
            self.paper.anchors.by_name[name] = PageAnchor(page, page)
            self._sheet.begin_whole(name, title, level)

        self._sheet.at_next_page(begin)

    def empty_page(self) -> int:
        """Add a placeholder page with only its number, for an attached page; return its number."""
        self.paper.end()
        self._sheet.add_page(landscape=False, number=1)
        return self._sheet.page

    def _stamp(self) -> None:
        text = self._page_name(self._sheet.page)
        [[placed]] = place_lines(self._sheet, text, PLAIN, _LEFT, _WIDTH)
        top = self._sheet.height - _BOTTOM
        self._sheet.line(placed.line, placed.x, top, placed.width, placed.style)
