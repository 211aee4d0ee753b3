"""The table of contents as a field with page numbers of the PDF until Word computes its own.

Widths are millimetres.
"""

from collections.abc import Mapping, Sequence
from unicodedata import category

from exports.typesetting.line_breaking import Run
from exports.typesetting.styles import PLAIN, Style
from exports.typesetting.toc_entries import TocEntry
from exports.word.elements import Element, element, put, qn, twips
from exports.word.paragraphs import field, paragraph, properties_of, text_run
from exports.word.style_sheet import ENTRY, PART_HEADING_NAME, NamedStyle
from kmtui.thai.digits import thai_digits

_LONGEST = 40
_HANG, _STEP, _NUMBER_WIDTH = 6.0, 8.0, 14.0


def target_name(name: str) -> str:
    """Return the bookmark name of a part; Word allows letters, digits and underscores."""
    return f"_kmtui_{bookmark_name(name)}"[:_LONGEST]


def bookmark_name(title: str) -> str:
    """Return a title as a bookmark name: letters with their marks, digits, underscores.

    >>> bookmark_name("เป้าหมาย KM ที่ ๑ : การสร้าง")
    'เป้าหมาย_KM_ที่_๑_การสร้าง'
    """
    kept = "".join(each if category(each)[0] in "LMN" else " " for each in title)
    name = "_".join(kept.split())[:_LONGEST]
    return name if name[:1].isalpha() else f"_{name}"[:_LONGEST]


class Contents:
    """The contents of a document, whose page numbers are known when its PDF is drawn."""

    def __init__(self) -> None:
        self._ends: list[tuple[str, Element]] = []

    @property
    def is_empty(self) -> bool:
        """Whether the document has no contents."""
        return not self._ends

    def blocks(self, entries: Sequence[TocEntry], style: Style, width: float) -> list[Element]:
        """Return a paragraph for each entry, all in one field; each page is a field, too.

        `width` is that of the text in millimetres.
        """
        made = [_entry(entry, style, width) for entry in entries]
        self._ends += [(entry.name, end) for entry, (_, end) in zip(entries, made, strict=True)]
        return _in_one_field([block for block, _ in made])

    def show(self, pages: Mapping[str, int]) -> None:
        """Insert the page numbers that are seen until Word computes them, as the PDF prints them.

        `pages` has them by the names of the parts; a part that is not in it has none.
        """
        for name, end in self._ends:
            if name in pages:
                end.addprevious(text_run(thai_digits(pages[name]), PLAIN, PLAIN))


def _in_one_field(blocks: list[Element]) -> list[Element]:
    if blocks:
        begin, code, separate, end = field(
            f'TOC \\h \\z \\t "{PART_HEADING_NAME},1"', is_stale=True
        )
        for run in (separate, code, begin):
            properties_of(blocks[0]).addnext(run)
        blocks[-1].append(end)
    return blocks


def _entry(entry: TocEntry, style: Style, width: float) -> tuple[Element, Element]:
    """Return the paragraph of an entry, and the end of the field of its page.

    `width` is that of the text in millimetres.
    """
    first = entry.depth * _STEP
    look = style.but(first=first, hang=_HANG + first, right=_NUMBER_WIDTH)
    made = paragraph((), look, NamedStyle(ENTRY, "", PLAIN))
    tabs = put(properties_of(made), element("tabs"))
    tabs.append(element("tab", val="right", leader="dot", pos=twips(width)))
    title = paragraph([Run(entry.title.replace("\n", " "))], style)
    link = element("hyperlink", anchor=target_name(entry.name), history=1)
    link.extend(title.findall(qn("w:r")))
    link.append(element("r", element("tab")))
    page = field(f"PAGEREF {target_name(entry.name)} \\h", is_stale=True)
    link.extend(page)
    made.append(link)
    return made, page[-1]
