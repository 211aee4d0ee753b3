"""Labels with dotted lines to write on."""

from collections.abc import Sequence

from exports.typesetting.fields import DottedField
from exports.typesetting.line_breaking import paragraphs
from exports.typesetting.lines import column_width
from exports.typesetting.pdf_canvas import PdfCanvas
from exports.typesetting.styles import PLAIN, Style
from exports.word.elements import Element, element, put, twips
from exports.word.paragraphs import paragraph, properties_of, text_run
from exports.word.style_sheet import DOTTED
from exports.word.style_sheet import LABEL as LABEL_STYLE

_GAP = 4.0
_LARGE = 20


def fields_paragraph(
    fields: Sequence[DottedField], label: Style, style: Style, width: float, sheet: PdfCanvas
) -> Element:
    """Return a paragraph of fields; dotted leaders fill each line up to a tab stop.

    `width` is that of the text in millimetres.
    """
    hang = _hang(fields, label, style, width, sheet)
    look = style.but(hang=hang) if hang else style
    made = paragraph((), look, keeps_next=not all(field.is_empty for field in fields))
    tabs = put(properties_of(made), element("tabs"))
    taken = sum(field.width or 0 for field in fields)
    x = 0.0
    for number, field in enumerate(fields, start=1):
        x += field.width or width - taken
        is_last = number == len(fields)
        gap = 0.0 if is_last else _GAP
        kind = "right" if is_last else "left"
        tabs.append(element("tab", val=kind, leader="dot", pos=twips(x - gap)))
        for part in _parts(field, label, style):
            made.append(part)
        made.append(element("r", element("tab")))
        if not is_last:
            tabs.append(element("tab", val="left", pos=twips(x)))
            made.append(element("r", element("tab")))
    return made


def _hang(
    fields: Sequence[DottedField], label: Style, style: Style, width: float, sheet: PdfCanvas
) -> float:
    """Return the indent in mm of the further lines of a single field: the width of its label.

    0 without a label: the dots of the only line would end at the tab stop that Word puts there.
    """
    if len(fields) > 1 or not fields[0].label:
        return 0.0
    hang = column_width(sheet, [fields[0].label], label, gap=_GAP)
    room = (fields[0].width or width) - hang
    return hang if column_width(sheet, [_flat(fields[0].text)], style) > room else 0.0


def _parts(field: DottedField, label: Style, style: Style) -> list[Element]:
    parts = []
    name = _flat(field.label)
    if name:
        is_large = label.size == _LARGE and label.bold
        parts.append(text_run(f"{name} ", label, PLAIN, LABEL_STYLE if is_large else ""))
    text = _flat(field.text)
    if text:
        parts.append(text_run(f" {text} ", style, PLAIN, DOTTED))
    return parts


def _flat(text: str) -> str:
    lines = paragraphs(text.replace("\n", " "))
    return " ".join("".join(run.text for run in runs) for runs in lines)
