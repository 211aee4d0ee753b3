"""Content controls around the texts of records, by which corrections find them again."""

from collections.abc import Sequence
from itertools import count

from exports.typesetting.line_breaking import Run
from exports.word.elements import Element, element, qn

_NUMBERED = 2**31 - 1


def wrapped(blocks: Sequence[Element], written: Sequence[Sequence[Run]]) -> list[Element]:
    """Put the paragraphs of one record into one content control; the others stay as they are.

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
    properties = element("sdtPr", element("tag", val=tag))
    return element("sdt", properties, element("sdtContent", *blocks))


def numbered(body: Element) -> None:
    """Give every content control its id, in their order."""
    numbers = count(1)
    for properties in body.iter(qn("w:sdtPr")):
        properties.append(element("id", val=next(numbers) % _NUMBERED))
