"""Sections of a Word file: page sizes, margins, and the header with mark and page number."""

from dataclasses import dataclass, replace

from docx.document import Document

from exports.typesetting.line_breaking import Run
from exports.typesetting.styles import CENTRED, PLAIN, Align, Margins, Mark, Style
from exports.word.elements import Element, element, put, qn, twips
from exports.word.paragraphs import field, paragraph, properties_of, text_run

_SHORT, _LONG = 210.0, 297.0  # A4 in millimetres
_HEADER_TOP = 12.0
_MARKED = Style(size=18, bold=True, align=Align.RIGHT)


@dataclass(frozen=True)
class PageSetup:
    """The pages of a section.

    `is_letter`: its pages are numbered from 1, and the first shows no number.
    """

    margins: Margins
    landscape: bool
    is_letter: bool = True

    @property
    def width(self) -> float:
        """The width of the text in millimetres."""
        page = _LONG if self.landscape else _SHORT
        return page - self.margins.left - self.margins.right

    @property
    def height(self) -> float:
        """The height of the text in millimetres."""
        page = _SHORT if self.landscape else _LONG
        return page - self.margins.top - self.margins.bottom

    def turned(self, landscape: bool | None, margins: Margins | None) -> "PageSetup":
        """Return the pages that follow; None keeps the orientation or the margins."""
        return replace(
            self,
            landscape=self.landscape if landscape is None else landscape,
            margins=margins or self.margins,
            is_letter=False,
        )

    def properties(self, headers: dict[str, str]) -> Element:
        """Return the section's properties, with the ids of the parts of its headers."""
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


def add_headers(document: Document, mark: Mark, width: float) -> dict[str, str]:
    """Add headers for pages of a width: the page number from page 2 on, and the mark."""
    again = paragraph((), CENTRED)
    if mark:
        # On one line: a header of two lines would push the text of a landscape page down.
        again = paragraph((), PLAIN)
        tabs = put(properties_of(again), element("tabs"))
        tabs.append(element("tab", val="center", pos=twips(width / 2)))
        tabs.append(element("tab", val="right", pos=twips(width)))
        again.append(element("r", element("tab")))
    again.append(text_run("- ", PLAIN, PLAIN))
    again.extend(field("PAGE"))
    again.append(text_run(" -", PLAIN, PLAIN))
    if mark:
        again.append(element("r", element("tab")))
        again.append(text_run(mark.value, _MARKED, PLAIN))
    first = paragraph([Run(mark.value)] if mark else (), _MARKED)
    ids = {}
    for kind, block in (("default", again), ("first", first)):
        part, ids[kind] = document.part.add_header_part()  # type: ignore[no-untyped-call]
        for each in list(part.element):
            part.element.remove(each)
        part.element.append(block)
    return ids
