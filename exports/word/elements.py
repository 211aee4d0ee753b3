"""WordprocessingML elements, with children in the order of the schema.

A program that finds another order takes the file for damaged (ISO/IEC 29500-1, annex A).
"""

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

__all__ = ["Element", "element", "halves", "points", "put", "qn", "twips", "written"]

_ORDER = {
    "pPr": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"),
        *("pBdr", "shd", "tabs", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr"),
    ),
    "rPr": ("rStyle", "rFonts", "b", "bCs", "color", "sz", "szCs", "u", "cs", "lang"),
    "tblPr": (
        *("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"),
    ),
    "trPr": ("cantSplit", "trHeight", "tblHeader"),
    "tcPr": ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "tcMar", "vAlign"),
    "sectPr": (
        *("headerReference", "footerReference", "type", "pgSz", "pgMar", "pgNumType", "titlePg"),
    ),
}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(local: str, /, *children: Element, **attributes: object) -> Element:
    """Return `w:local` with attributes of the same namespace."""
    made: Any = OxmlElement(f"w:{local}")
    for each, value in attributes.items():
        made.set(qn(f"w:{each}"), str(value))
    made.extend(children)
    return made


def put(parent: Element, child: Element) -> Element:
    """Insert a property at its position in the order of the schema; return the property."""
    order = _ORDER[_local(parent)]
    rank = order.index(_local(child))
    later = (at for at, each in enumerate(parent) if order.index(_local(each)) > rank)
    parent.insert(next(later, len(parent)), child)
    return child


def _local(part: Element) -> str:
    return str(part.tag).rpartition("}")[2]


def twips(millimetres: float) -> int:
    """Convert millimetres to twentieths of a point."""
    return round(millimetres / 25.4 * 1440)


def points(millimetres: float) -> float:
    """Convert millimetres to points."""
    return millimetres / 25.4 * 72


def halves(size: float) -> int:
    """Convert points to half-points."""
    return round(size * 2)


def written(text: str) -> str:
    """Return a text in which characters that XML does not allow are replaced by U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)
