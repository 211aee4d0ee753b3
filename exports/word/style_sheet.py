"""The named styles of a Word file, by which an office can restyle all paragraphs at once."""

from docx.document import Document
from msgspec import Struct

from exports.typesetting.styles import (
    BODY,
    BODY_SPACED,
    BOOK_TITLE,
    CENTRED,
    CHAPTER,
    HEADING,
    MEMO_TITLE,
    PLAIN,
    POINT,
    SMALL_CELL,
    SPOKEN,
    TITLE,
    Align,
    Style,
)
from exports.word.elements import Element, element, halves, points, put, qn, twips

OFFICE_FONT = "TH Sarabun New"
RULED, PLAIN_TABLE = "RuledTable", "PlainTable"
BOLD, LABEL, DOTTED = "Bold", "Label", "Dotted"
ENTRY = "ContentsEntry"
PART_HEADING = "PartHeading"
PART_HEADING_NAME = "หัวข้อในสารบัญ"
_LINE = 4  # eighths of a point
# A rule adds its width to the height of the rows in Word, not in the PDF.
_PAD_X, _PAD_Y, _GAP = 1.3, 0.7 - _LINE / 8 * POINT / 2, 3.0  # millimetres
_LABEL_SIZE = 20


class NamedStyle(Struct, frozen=True):
    """A paragraph style with its id and its Thai name."""

    id: str
    name: str
    look: Style


NORMAL = NamedStyle("Normal", "Normal", PLAIN)
STYLES = (
    NORMAL,
    NamedStyle("BodyText", "เนื้อความ", BODY),
    NamedStyle("BodySpaced", "เนื้อความเว้นวรรค", BODY_SPACED),
    NamedStyle("Spoken", "คำพูด", SPOKEN.but(later=None)),
    NamedStyle("Resolution", "มติ", SPOKEN.but(later=None, bold=True)),
    NamedStyle("Speaker", "ผู้พูด", PLAIN.but(bold=True)),
    NamedStyle("Title", "หัวเรื่อง", TITLE),
    NamedStyle("Heading", "หัวข้อ", HEADING),
    NamedStyle("Centred", "กึ่งกลาง", CENTRED),
    NamedStyle("Chapter", "ชื่อบท", CHAPTER),
    NamedStyle("BookTitle", "ชื่อเล่ม", BOOK_TITLE),
    NamedStyle("MemoTitle", "บันทึกข้อความ", MEMO_TITLE),
    NamedStyle("TableText", "ตาราง", PLAIN),
    NamedStyle("TableHead", "หัวตาราง", Style(bold=True, align=Align.CENTRE)),
    NamedStyle("SmallTableText", "ตารางตัวเล็ก", SMALL_CELL),
    NamedStyle("SmallTableHead", "หัวตารางตัวเล็ก", SMALL_CELL.but(bold=True, align=Align.CENTRE)),
)
TABLE_STYLES = tuple(each for each in STYLES if "Table" in each.id)
TEXT_STYLES = tuple(each for each in STYLES if "Table" not in each.id)
_COUNTED = ("size", "bold", "align", "left", "right", "first", "hang", "before", "leading")

# `distribute` tears marks from their letters: never.
_ALIGNED = {
    Align.LEFT: "left",
    Align.CENTRE: "center",
    Align.RIGHT: "right",
    Align.JUSTIFY: "thaiDistribute",
}


def nearest(look: Style, among: tuple[NamedStyle, ...] = TEXT_STYLES) -> NamedStyle:
    """Return the named style that differs least from a style; the first one of equals."""

    def differing(each: NamedStyle) -> float:
        # A paragraph takes size and weight from its style, all else costs a property of its own.
        weights = {"size": 3, "bold": 2.5, "align": 2}
        return sum(
            weights.get(name, 1)
            for name in _COUNTED
            if getattr(each.look, name) != getattr(look, name)
        )

    return min(among, key=differing)


def look_properties(properties: Element, look: Style, base: Style | None = None) -> None:
    """Add the spacing, indents and alignment in which `look` differs from `base`; all for None."""
    if base is None or (look.before, look.leading) != (base.before, base.leading):
        spacing = put(properties, element("spacing", before=round(points(look.before) * 20)))
        spacing.set(qn("w:after"), "0")
        spacing.set(qn("w:line"), str(round(look.leading * 20) if look.leading else 240))
        spacing.set(qn("w:lineRule"), "exact" if look.leading else "auto")
    if base is None or _indent(look) != _indent(base):
        put(properties, element("ind", **_indent(look)))
    if base is None or look.align != base.align:
        put(properties, element("jc", val=_ALIGNED[look.align]))


def _indent(look: Style) -> dict[str, int]:
    first = twips(look.first - look.hang)
    at = {"left": twips(look.left + look.hang), "right": twips(look.right)}
    return {**at, "hanging": -first} if first < 0 else {**at, "firstLine": first}


_RED = "FF0000"


def run_properties(look: Style, base: Style | None = None) -> Element:
    """Return the size and weight of a style, for Latin and for complex scripts.

    With `base` only what differs from that style.
    """
    properties = element("rPr")
    if look.bold != (base is not None and base.bold):
        for name in ("b", "bCs"):
            put(properties, element(name) if look.bold else element(name, val=0))
    if base is None or look.size != base.size:
        for name in ("sz", "szCs"):
            put(properties, element(name, val=halves(look.size)))
    if look.red:
        put(properties, element("color", val=_RED))
    return properties


def write_styles(document: Document, family: str) -> None:
    """Replace the styles of the document's template by ours, in the font `family`."""
    root = document.styles.element
    for each in list(root):
        root.remove(each)
    root.append(_defaults(family))
    for each in STYLES:
        root.append(_paragraph_style(each))
    root.append(_based(PART_HEADING, PART_HEADING_NAME, "Chapter"))
    root.append(_based(ENTRY, "สารบัญ", "Normal"))
    root.append(_table_style("TableNormal", "Normal Table", default=True))
    root.append(_table_style(RULED, "ตารางมีเส้น"))
    root.append(_table_style(PLAIN_TABLE, "ตารางไม่มีเส้น"))
    root.append(_run_style(BOLD, "ตัวหนา", Style(bold=True), Style()))
    root.append(_run_style(LABEL, "ป้าย", Style(size=_LABEL_SIZE, bold=True), Style()))
    root.append(_dotted_style())


def _defaults(family: str) -> Element:
    properties = element("rPr")
    fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), family)
    put(properties, element("rFonts", **fonts))
    for name in ("sz", "szCs"):
        put(properties, element(name, val=halves(PLAIN.size)))
    put(properties, element("lang", val="en-US", eastAsia="th-TH", bidi="th-TH"))
    paragraph = element("pPr")
    put(paragraph, element("widowControl"))
    put(paragraph, element("spacing", before=0, after=0, line=240, lineRule="auto"))
    return element(
        "docDefaults", element("rPrDefault", properties), element("pPrDefault", paragraph)
    )


def _style(kind: str, style_id: str, name: str, *children: Element, default: bool) -> Element:
    made = element("style", type=kind)
    if default:
        made.set(qn("w:default"), "1")
    else:
        made.set(qn("w:customStyle"), "1")
    made.set(qn("w:styleId"), style_id)
    made.append(element("name", val=name))
    made.extend(children)
    return made


def _paragraph_style(named: NamedStyle) -> Element:
    is_default = named is NORMAL
    properties = element("pPr")
    if named.look.keep_next:
        put(properties, element("keepNext"))
    look_properties(properties, named.look, None if is_default else PLAIN)
    children = [] if is_default else [element("basedOn", val=NORMAL.id)]
    children += [element("qFormat"), properties, run_properties(named.look, PLAIN)]
    return _style("paragraph", named.id, named.name, *children, default=is_default)


def _based(style_id: str, name: str, base: str) -> Element:
    children = element("basedOn", val=base), element("qFormat")
    return _style("paragraph", style_id, name, *children, default=False)


def _run_style(style_id: str, name: str, look: Style, base: Style) -> Element:
    return _style("character", style_id, name, run_properties(look, base), default=False)


def _dotted_style() -> Element:
    properties = element("rPr")
    put(properties, element("u", val="dotted", color="7F7F7F"))
    return _style("character", DOTTED, "บนเส้นประ", properties, default=False)


def _table_style(style_id: str, name: str, *, default: bool = False) -> Element:
    properties = element("tblPr")
    put(properties, element("tblInd", w=0, type="dxa"))
    if style_id == RULED:
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        lines = (element(side, val="single", sz=_LINE, space=0, color="000000") for side in sides)
        put(properties, element("tblBorders", *lines))
    x, y = (_PAD_X, _PAD_Y) if style_id == RULED else (0.0, 0.0)
    right = _PAD_X if style_id == RULED else _GAP if style_id == PLAIN_TABLE else 0.0
    room = (("top", y), ("left", x), ("bottom", y), ("right", right))
    margins = (element(side, w=twips(width), type="dxa") for side, width in room)
    put(properties, element("tblCellMar", *margins))
    base = [] if default else [element("basedOn", val="TableNormal")]
    return _style("table", style_id, name, *base, properties, default=default)
