"""Sections of a Word file: page sizes, margins, and the header with mark and page number."""

from docx.document import Document
from msgspec import Struct
from msgspec.structs import replace

from exports.typesetting.line_breaking import Run
from exports.typesetting.pagination import BELOW_NUMBER, SECRECY_EDGE
from exports.typesetting.styles import (
    CENTRED,
    NO_MARKS,
    PLAIN,
    SECRECY,
    Align,
    Margins,
    PageMarks,
    Style,
)
from exports.word.elements import Element, element, points, put, qn, twips
from exports.word.paragraphs import field, paragraph, properties_of, spacer, text_run

_SHORT, _LONG = 210.0, 297.0  # A4 in millimetres
_HEADER_TOP = 12.0
_FOOTER = "footer "
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
        """Return the setup of the following pages, whose numbers go on.

        None keeps the orientation or the margins.
        """
        return replace(
            self,
            landscape=self.landscape if landscape is None else landscape,
            margins=margins or self.margins,
            is_letter=False,
        )

    def properties(self, headers: dict[str, str]) -> Element:
        """Return the section's properties, with the relationship ids of its headers and footers."""
        made = element("sectPr")
        for kind, part in headers.items():
            name = "footerReference" if kind.startswith(_FOOTER) else "headerReference"
            reference = element(name, type=kind.removeprefix(_FOOTER))
            reference.set(qn("r:id"), part)
            made.append(reference)
        put(made, element("type", val="nextPage"))
        wide, high = (_LONG, _SHORT) if self.landscape else (_SHORT, _LONG)
        size = put(made, element("pgSz", w=twips(wide), h=twips(high)))
        if self.landscape:
            size.set(qn("w:orient"), "landscape")
        sides = ("top", "right", "bottom", "left")
        margins = {side: twips(getattr(self.margins, side)) for side in sides}
        edge = SECRECY_EDGE if any(kind.startswith(_FOOTER) for kind in headers) else 0
        far = {"header": twips(_HEADER_TOP), "footer": twips(edge)}
        put(made, element("pgMar", **margins, **far, gutter=0))
        number = put(made, element("pgNumType", fmt="thaiNumbers"))
        if self.is_letter:
            number.set(qn("w:start"), "1")
            put(made, element("titlePg"))
        return made


def add_headers(document: Document, marks: PageMarks, setup: PageSetup) -> dict[str, str]:
    """Add the headers: the page number from page 2 on, and the marks; the secrecy in footers, too.

    Returns relationship ids by kind (`default`, `first`); those of footers begin with `footer`.
    """
    again = _landscape_header(marks, setup.width) if setup.landscape else _header(marks, setup)
    kinds = [("default", again), ("first", [_marked(marks, setup.width)])]
    if marks.secrecy:
        below = (f"{_FOOTER}{kind}" for kind in ("default", "first"))
        kinds += [(kind, [paragraph([Run(marks.secrecy)], SECRECY)]) for kind in below]
    ids, package = {}, document.part
    for kind, blocks in kinds:
        add = package.add_footer_part if kind.startswith(_FOOTER) else package.add_header_part
        part, ids[kind] = add()  # type: ignore[no-untyped-call]
        for each in list(part.element):
            part.element.remove(each)
        part.element.extend(blocks)
    return ids


def _marked(marks: PageMarks, width: float) -> Element:
    """Return the line of the marks: the secrecy in the middle, the other at the right."""
    if not marks.secrecy:
        return paragraph([Run(marks.mark.value)] if marks.mark else (), _MARKED)
    line = paragraph((), SECRECY.but(align=Align.LEFT))
    tabs = put(properties_of(line), element("tabs"))
    tabs.append(element("tab", val="center", pos=twips(width / 2)))
    tabs.append(element("tab", val="right", pos=twips(width)))
    line.append(element("r", element("tab")))
    line.append(text_run(marks.secrecy, SECRECY, PLAIN))
    if marks.mark:
        line.append(element("r", element("tab")))
        line.append(text_run(marks.mark.value, _MARKED, PLAIN))
    return line


def _header(marks: PageMarks, setup: PageSetup) -> list[Element]:
    """Return the header of a portrait page: the marks, if any, and the page number.

    The number is at the top of the text area, so that the text begins below it.
    """
    number = paragraph((), CENTRED)
    number.extend(_page_number())
    height = setup.margins.top - _HEADER_TOP
    if marks == NO_MARKS:
        return [spacer(points(height)), number, spacer(points(BELOW_NUMBER))]
    taken = (SECRECY if marks.secrecy else _MARKED).line_height
    below = spacer(points(height - taken))
    return [_marked(marks, setup.width), below, number, spacer(points(BELOW_NUMBER))]


def _landscape_header(marks: PageMarks, width: float) -> list[Element]:
    """Return the header of a landscape page: number and mark, if any, on one line in the margin.

    A second line would move the text down.
    """
    if not marks.mark:
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
    line.append(text_run(marks.mark.value, _MARKED, PLAIN))
    return [line]


def _page_number() -> list[Element]:
    return [text_run("- ", PLAIN, PLAIN), *field("PAGE"), text_run(" -", PLAIN, PLAIN)]
