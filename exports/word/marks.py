"""Content controls around the texts of records, which identify corrections on import."""

from collections.abc import Sequence
from itertools import count

from exports.typesetting.line_breaking import Run
from exports.word.elements import Element, element, qn
from exports.word.paragraphs import spacer

_NUMBERED = 2**31 - 1
_POINT = 20  # in the unit of spaces between paragraphs


def wrapped(blocks: Sequence[Element], written: Sequence[Sequence[Run]]) -> list[Element]:
    """Put the paragraphs of one record into one content control; others are unchanged.

    Args:
        blocks: the paragraphs.
        written: their runs.
    """
    tags = [runs[0].tag if runs else "" for runs in written]
    found: list[Element] = []
    at = 0
    while at < len(blocks):
        tag = tags[at]
        if not tag:
            found.append(blocks[at])
            at += 1
            continue
        # An empty line inside a text has no run that says whose it is.
        end = max(place for place in range(at, len(tags)) if tags[place] == tag) + 1
        found.append(_control(tag, blocks[at:end]))
        at = end
    return found


def _control(tag: str, blocks: Sequence[Element]) -> Element:
    # Of a control that begins with the text LibreOffice 7 stores every run several times.
    first = spacer(1, keeps_next=False)
    _take_off_point(blocks[0])
    properties = element("sdtPr", element("tag", val=tag))
    return element("sdt", properties, element("sdtContent", first, *blocks))


def _take_off_point(block: Element) -> None:
    """Reduce the space above a paragraph by the height of the line before it."""
    spacing = block.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    before = int(spacing.get(qn("w:before"), "0")) if spacing is not None else 0
    if before >= _POINT:
        spacing.set(qn("w:before"), str(before - _POINT))


def numbered(body: Element) -> None:
    """Set the ids of the content controls, ascending in document order."""
    numbers = count(1)
    for properties in body.iter(qn("w:sdtPr")):
        properties.append(element("id", val=next(numbers) % _NUMBERED))
