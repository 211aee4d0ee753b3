"""The table of contents as a field, which Word computes when the file is opened."""

from collections.abc import Sequence
from unicodedata import category

from exports.typesetting.line_breaking import Run
from exports.typesetting.styles import PLAIN, Style
from exports.typesetting.toc_entries import TocEntry
from exports.word.elements import Element, element, put, qn, twips
from exports.word.paragraphs import field, paragraph, properties_of
from exports.word.style_sheet import ENTRY, PART_HEADING_NAME, NamedStyle

_LONGEST = 40
_HANG, _STEP, _NUMBER_WIDTH = 6.0, 8.0, 14.0


def target_name(name: str) -> str:
    """Return the name of the bookmark of a part; Word takes letters, digits and underscores."""
    return f"_kmtui_{bookmark_name(name)}"[:_LONGEST]


def bookmark_name(title: str) -> str:
    """Return a title as the name of a bookmark: letters with their marks, digits, underscores.

    >>> bookmark_name("เป้าหมาย KM ที่ ๑ : การสร้าง")
    'เป้าหมาย_KM_ที่_๑_การสร้าง'
    """
    kept = "".join(each if category(each)[0] in "LMN" else " " for each in title)
    name = "_".join(kept.split())[:_LONGEST]
    return name if name[:1].isalpha() else f"_{name}"[:_LONGEST]


def contents_blocks(entries: Sequence[TocEntry], style: Style, width: float) -> list[Element]:
    """Return a paragraph for each entry, all of them in one field; each page is a field, too."""
    blocks = [_entry(entry, style, width) for entry in entries]
    if blocks:
        begin, code, separate, end = field(
            f'TOC \\h \\z \\t "{PART_HEADING_NAME},1"', is_stale=True
        )
        for run in (separate, code, begin):
            properties_of(blocks[0]).addnext(run)
        blocks[-1].append(end)
    return blocks


def _entry(entry: TocEntry, style: Style, width: float) -> Element:
    first = entry.depth * _STEP
    look = style.but(first=first, hang=_HANG + first, right=_NUMBER_WIDTH)
    made = paragraph((), look, NamedStyle(ENTRY, "", PLAIN))
    tabs = put(properties_of(made), element("tabs"))
    tabs.append(element("tab", val="right", leader="dot", pos=twips(width)))
    title = paragraph([Run(entry.title.replace("\n", " "))], style)
    link = element("hyperlink", anchor=target_name(entry.name), history=1)
    link.extend(title.findall(qn("w:r")))
    link.append(element("r", element("tab")))
    link.extend(field(f"PAGEREF {target_name(entry.name)} \\h", is_stale=True))
    made.append(link)
    return made
