"""The office's emblem as a picture in a Word file; lengths are millimetres."""

import io
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.image.exceptions import UnrecognizedImageError
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from exports.typesetting.pdf.emblem import unreadable_emblem
from exports.word.elements import Element, element
from models.storage.own_files import read_file

TOP = 15.0
"""The distance of an emblem from the upper edge of the page, in millimetres."""
_ALT = "ตราครุฑ"
_SVG = "ใส่ตราแบบ SVG ในแฟ้ม Word ไม่ได้ เว้นที่ไว้ให้แล้ว ตั้งแฟ้มตราเป็น PNG ในการตั้งค่า หรือวางตราใน Word เอง"


def emblem_run(
    document: Document, picture: Path | None, height: float, *, centred: bool, at_edge: bool
) -> tuple[Element | None, str]:
    """Return the run with the picture (`height` in mm; None if it cannot be drawn), and a warning.

    An SVG, which a Word file cannot hold here, and an unreadable file have a warning; without a
    picture file there is neither. At the edge the picture floats over the page; otherwise it is
    inline.
    """
    if picture is None:
        return None, ""
    if picture.suffix.lower() == ".svg":
        return None, _SVG
    try:
        inline: Any = document.part.new_pic_inline(
            io.BytesIO(read_file(picture)), height=Mm(height)
        )
    except (OSError, UnrecognizedImageError, ValueError, KeyError, ZeroDivisionError):
        return None, unreadable_emblem(picture)
    inline.docPr.set("descr", _ALT)
    return element("r", element("drawing", _floating(inline, centred) if at_edge else inline)), ""


def _floating(inline: Any, centred: bool) -> Element:
    """Convert an inline picture to one that floats at the upper edge of the page."""
    side = "center" if centred else "left"
    anchor: Any = parse_xml(
        f'<wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="0" distR="0" '
        'simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" '
        'allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="margin"><wp:align>{side}</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{int(Mm(TOP))}</wp:posOffset>'
        "</wp:positionV></wp:anchor>"
    )
    for each in list(inline):
        anchor.append(each)
        if each.tag.endswith("}extent"):
            anchor.append(parse_xml(f'<wp:effectExtent {nsdecls("wp")} l="0" t="0" r="0" b="0"/>'))
            anchor.append(parse_xml(f"<wp:wrapNone {nsdecls('wp')}/>"))
    return anchor
