"""The parts of minutes that a Word file marks: titles, statements, resolutions.

An exported file marks each part with a content control whose tag is made here, and carries a custom
XML part with the exported texts.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from msgspec import Struct

from kmtui.thai.digits import arabic_digits, official_digits
from kmtui.thai.text import clean
from models.minutes.snapshot import MeetingSnapshot

_TAG = re.compile(r"kmtui:(item|statement|resolution):([0-9]{1,19}):([0-9]{1,9})")
_LARGEST_ID = 2**63 - 1
_TOKEN = re.compile(r"[0-9๐-๙]+|[^0-9๐-๙]")  # a number is changed as a whole
_ROOT = "minutes"
_MEETING = re.compile(r"([0-9]{1,4})/(2[0-9]{3})")


class UnitKind(StrEnum):
    """The kind of a part."""

    ITEM = "item"
    STATEMENT = "statement"
    RESOLUTION = "resolution"

    @property
    def noun(self) -> str:
        """The Thai noun for a part of this kind, as the messages use it."""
        return {
            UnitKind.ITEM: "ชื่อระเบียบวาระ",
            UnitKind.STATEMENT: "คำพูด",
            UnitKind.RESOLUTION: "มติ",
        }[self]


class UnitKey(NamedTuple):
    """The identity of a part. A part that only the file has gets a negative id."""

    kind: UnitKind
    id: int


class Unit(Struct, frozen=True):
    """A part with its text; an item's own `item_id` is its parent's, None at the top."""

    key: UnitKey
    text: str
    version: int = 0
    item_id: int | None = None
    speaker: str = ""

    @property
    def kind(self) -> UnitKind:
        """The kind of the part."""
        return self.key.kind


class ExportRecord(Struct, frozen=True):
    """The export record in a file: the meeting, its number (1/2563), and the exported texts.

    `exported` is the time of the newest change in them (ISO 8601), not that of the export.
    """

    meeting_id: int
    number: str
    exported: str
    units: tuple[Unit, ...]


def compared(text: str) -> str:
    """Return the form in which texts are compared: cleaned, with spaces and blank lines folded."""
    rows = (" ".join(row.split()) for row in clean(text).split("\n"))
    return "\n".join(row for row in rows if row)


def folded(text: str) -> str:
    """Return the form in which texts are recognised: as `compared`, with digits folded.

    Papers are written with Thai digits whatever was typed.
    """
    return arabic_digits(compared(text))


def in_typed_digits(typed: str, text: str) -> str:
    """Return a text of a file with digits as originally typed, where it is otherwise unchanged.

    Official papers are written with Thai digits; what a reader did not touch is no change.
    """
    from rapidfuzz.distance import Levenshtein

    printed = official_digits(typed)
    if printed == typed:
        return text
    old, new, stored = (_TOKEN.findall(each) for each in (printed, text, typed))
    if len(old) != len(stored) or Levenshtein.distance(stored, new) <= Levenshtein.distance(
        old, new
    ):
        return text
    parts: list[str] = []
    for step in Levenshtein.opcodes(old, new):
        is_same = step.tag == "equal"
        parts += (
            stored[step.src_start : step.src_end]
            if is_same
            else new[step.dest_start : step.dest_end]
        )
    return "".join(parts)


def unit_key_of(tag: str) -> UnitKey | None:
    """Parse the tag of a content control to the part it names; None for other tags."""
    found = _TAG.fullmatch(tag)
    return UnitKey(UnitKind(found[1]), _number(found[2])) if found else None


def stored_units(snapshot: MeetingSnapshot) -> tuple[Unit, ...]:
    """Return the parts of a meeting in the order of its minutes."""
    found: list[Unit] = []
    parents: list[int] = []
    for item in snapshot.items:
        del parents[item.depth :]
        above = parents[-1] if parents else None
        parents.append(item.id)
        found.append(Unit(UnitKey(UnitKind.ITEM, item.id), item.title, 0, above))
        for said in item.statements:
            speaker = said.speaker.speaker_name if said.speaker is not None else ""
            key = UnitKey(UnitKind.STATEMENT, said.id)
            found.append(Unit(key, said.text, said.version, item.id, speaker))
        for made in item.resolutions:
            key = UnitKey(UnitKind.RESOLUTION, made.id)
            found.append(Unit(key, made.text, made.version, item.id))
    return tuple(found)


def export_record(roots: tuple[Element, ...]) -> ExportRecord | None:
    """Parse the custom XML part of an exported file; None if the file has lost it."""
    root = next((each for each in roots if each.tag == _ROOT and each.get("meeting-id")), None)
    if root is None:
        return None
    return ExportRecord(
        _number(root.get("meeting-id")),
        root.get("meeting", ""),
        root.get("exported", ""),
        tuple(_recorded(root)),
    )


def meeting_number(text: str) -> tuple[int, int] | None:
    """Parse number and year of a cited meeting, 1/2563; None for any other text."""
    found = _MEETING.fullmatch(text.strip())
    return (int(found[1]), int(found[2])) if found else None


def _recorded(root: Element) -> Iterator[Unit]:
    for each in root:
        if each.tag not in set(UnitKind):
            continue
        kind = UnitKind(each.tag)
        key = UnitKey(kind, _number(each.get("id")))
        text = each.get("title", "") if kind is UnitKind.ITEM else "".join(each.itertext())
        item_id = _number(each.get("parent" if kind is UnitKind.ITEM else "item")) or None
        yield Unit(key, text, _number(each.get("version")), item_id, each.get("speaker", ""))


def _number(value: Any) -> int:
    text = str(value or "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
    return number if number <= _LARGEST_ID else 0
