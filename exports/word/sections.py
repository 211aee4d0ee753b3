"""Sections of a Word file: page sizes, margins, and the header with mark and page number."""

from docx.document import Document
from msgspec import Struct
from msgspec.structs import replace

from exports.typesetting.line_breaking import Run
from exports.typesetting.pagination import BELOW_NUMBER
from exports.typesetting.styles import CENTRED, PLAIN, Align, Margins, Mark, Style
from exports.word.elements import Element, element, points, put, qn, twips
from exports.word.paragraphs import field, paragraph, properties_of, spacer, text_run

_SHORT, _LONG = 210.0, 297.0  # A4 in millimetres
_HEADER_TOP = 12.0
_MARKED = Style(size=18, bold=True, align=Align.RIGHT)


class PageSetup(Struct, frozen=True):
    """The page setup of a section.

    `is_letter`: its pages are numbered from 1, and the first shows no number.
    """

    margins: Margins
    landscape: bool
    is_letter: bool = True

    @property
    def width(self) -> float:
        """The width of the text area in millimetres."""
        page = _LONG if self.landscape else _SHORT
        return page - self.margins.left - self.margins.right

    @property
    def height(self) -> float:
        """The height of the text area in millimetres: the page without its margins."""
        page = _SHORT if self.landscape else _LONG
        return page - self.margins.top - self.margins.bottom

    def turned(self, landscape: bool | None, margins: Margins | None) -> "PageSetup":
        """Return the setup of the following pages; None keeps the orientation or the margins."""
        return replace(
            self,
            landscape=self.landscape if landscape is None else landscape,
            margins=margins or self.margins,
            is_letter=False,
        )

    def properties(self, headers: dict[str, str]) -> Element:
        """Return the section's properties, with the relationship ids of its headers."""
        made = element("sectPr")
        for kind, part in headers.items():
            reference = element("headerReference", type=kind)
            reference.set(qn("r:id"), part)
            made.append(reference)
        put(made, element("type", val="nextPage"))
        wide, high = (_LONG, _SHORT) if self.landscape else (_SHORT, _LONG)
        size = put(made, element("pgSz", w=twips(wide), h=twips(high)))
        if self.landscape:
            size.set(qn("w:orient"), "landscape")
        sides = ("top", "right", "bottom", "left")
        margins = {side: twips(getattr(self.margins, side)) for side in sides}
        put(made, element("pgMar", **margins, header=twips(_HEADER_TOP), footer=0, gutter=0))
        number = put(made, element("pgNumType", fmt="thaiNumbers"))
        if self.is_letter:
            number.set(qn("w:start"), "1")
            put(made, element("titlePg"))
        return made


def add_headers(document: Document, mark: Mark, setup: PageSetup) -> dict[str, str]:
    """Add the headers of pages: the page number from page 2 on, and the mark."""
    again = _landscape_header(mark, setup.width) if setup.landscape else _header(mark, setup)
    first = [paragraph([Run(mark.value)] if mark else (), _MARKED)]
    ids = {}
    for kind, blocks in (("default", again), ("first", first)):
        part, ids[kind] = document.part.add_header_part()  # type: ignore[no-untyped-call]
        for each in list(part.element):
            part.element.remove(each)
        part.element.extend(blocks)
    return ids


def _header(mark: Mark, setup: PageSetup) -> list[Element]:
    """Return the header of a portrait page: the mark, if any, and the page number.

    The number is at the top of the text area, so that the text begins below it.
    """
    number = paragraph((), CENTRED)
    number.extend(_page_number())
    height = setup.margins.top - _HEADER_TOP
    if not mark:
        return [spacer(points(height)), number, spacer(points(BELOW_NUMBER))]
    marked = paragraph([Run(mark.value)], _MARKED)
    below = spacer(points(height - _MARKED.line_height))
    return [marked, below, number, spacer(points(BELOW_NUMBER))]


def _landscape_header(mark: Mark, width: float) -> list[Element]:
    """Return the header of a landscape page: number and mark, if any, on one line in the margin.

    A second line would move the text down.
    """
    if not mark:
        number = paragraph((), CENTRED)
        number.extend(_page_number())
        return [number]
    line = paragraph((), PLAIN)
    tabs = put(properties_of(line), element("tabs"))
    tabs.append(element("tab", val="center", pos=twips(width / 2)))
    tabs.append(element("tab", val="right", pos=twips(width)))
    line.append(element("r", element("tab")))
    line.extend(_page_number())
    line.append(element("r", element("tab")))
    line.append(text_run(mark.value, _MARKED, PLAIN))
    return [line]


def _page_number() -> list[Element]:
    return [text_run("- ", PLAIN, PLAIN), *field("PAGE"), text_run(" -", PLAIN, PLAIN)]
